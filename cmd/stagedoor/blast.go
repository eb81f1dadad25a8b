// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

type blastFlags struct {
	command, in, format, cwd string
	paths                    []string
	config                   configured
	live                     liveFlags
	hook                     hookFlags
	cache                    cacheFlag
}

func blastCommand() *cobra.Command {
	var f blastFlags
	c := &cobra.Command{
		Use:   "blast (WHERE | - | -- COMMAND ...) [PATH]",
		Short: "what a command, credential, file or place would destroy, before it does",
		Long: `blast answers before the act. It reads a command line, and never runs it; or it
takes one thing of the graph: a file, a file and line (deploy.sh:4), the name of
a credential, secret or agent, an environment, the name or id of a store; or,
with -, a connection string on standard input.

The first line is the verdict. The exit code is 1 where production is touched, 3
where that is unknown, and 0 only where it is established that nothing above
the environment of --in is touched (without it: nothing of production). What
cannot be read, what no file names and what no vendor documents is unknown, and
unknown is never called safe. Files of the working directory are not judged.`,
		Example: `  stagedoor blast -- railway volume delete --volume 3d2c42fb
  stagedoor blast -- kubectl delete pvc data -n shop
  stagedoor blast -- terraform -chdir=live/prod destroy
  stagedoor blast --command 'source .env.staging && psql "$DATABASE_URL" -c "drop table x"'
  stagedoor blast --in staging RAILWAY_API_TOKEN
  printenv DATABASE_URL | stagedoor blast -
  stagedoor blast --hook claude    # as the command of Claude Code's hook PreToolUse
  stagedoor blast --hook claude --print-settings`,
		Args: cobra.ArbitraryArgs,
	}
	fl := c.Flags()
	f.config.on(c)
	fl.StringVar(&f.command, "command", "", "shell text that would be run, as for sh -c")
	fl.StringVar(&f.in, "in", "", "the highest environment that may be touched: production, staging, preview, test or development")
	fl.StringVar(&f.format, "format", "text", "text or json")
	fl.StringVar(&f.cwd, "cwd", "", "where the command would be run (default: here)")
	fl.StringSliceVar(&f.paths, "path", nil, "the repository or folder to read (default .); repeatable")
	f.live.on(c)
	f.hook.on(c)
	f.cache.on(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if f.hook.print {
			return f.hook.settings(c)
		}
		if f.hook.agent != "" {
			return f.hook.answer(c.Context(), c.InOrStdin(), c.OutOrStdout(), request{question: question{paths: append(f.paths, args...), config: f.config, cache: f.cache.folder(), once: true}})
		}
		q, err := f.request(c, args)
		if err != nil {
			return err
		}
		if q.live, err = f.live.question(c.ErrOrStderr(), newProgress(c.ErrOrStderr(), false)); err != nil {
			return err
		}
		return q.answer(c, f.format)
	}
	return c
}

// answer writes the consequence and ends with its code.
func (q request) answer(c *cobra.Command, format string) error {
	answer, err := before(c.Context(), q)
	if err != nil {
		return err
	}
	if nowhere := q.where != "" && answer.acts[0].start == nil; nowhere && format == "text" {
		return exit{exitPartial, answer.says}
	}
	out := answer.text(styleOf(c.OutOrStdout()))
	if format == "json" {
		if out, err = answer.json(); err != nil {
			return usage("the answer could not be written: %v", err)
		}
	}
	if _, err := c.OutOrStdout().Write(out); err != nil {
		return err
	}
	switch {
	case answer.code == exitClean && len(answer.answer.incomplete) > 0:
		return partly(answer.answer)
	case answer.code != exitClean:
		return exit{answer.code, ""}
	}
	return nil
}

// request is what the flags and arguments ask.
func (f blastFlags) request(c *cobra.Command, args []string) (q request, err error) {
	if f.format != "text" && f.format != "json" {
		return q, usage("no output format %q; choose text or json with --format", f.format)
	}
	kind, text := "", ""
	dash := c.ArgsLenAtDash()
	switch {
	case dash >= 0:
		q.argv, args = args[dash:], args[:dash]
	case f.command != "":
		kind, text = "command", f.command
	case len(args) > 0:
		kind, text, args = "where", args[0], args[1:]
	}
	q.question = question{paths: append(f.paths, args...), config: f.config, cache: f.cache.folder(), once: true}
	q.cwd = f.cwd
	if len(q.argv) > 0 && f.command != "" || len(q.argv) == 0 && text == "" {
		return q, usage("name one thing: a place or name, - for a connection string, a command behind --, or --command; see `stagedoor blast --help`")
	}
	if text == "-" {
		data, err := io.ReadAll(io.LimitReader(c.InOrStdin(), 64<<10))
		if err != nil {
			return q, usage("standard input could not be read; give a connection string there")
		}
		kind, text = "stdin", string(data)
	}
	return q, q.take(kind, text, f.in)
}

// take sets what is asked: a command as shell text or words, a place, a
// connection string; and the highest environment that may be touched.
func (q *request) take(kind, text, in string) error {
	switch kind {
	case "command":
		q.command = text
	case "argv":
		q.argv = strings.Fields(text)
	case "where":
		q.where = text
	case "stdin":
		if q.connection = secret.New(strings.TrimSpace(text)); q.connection.Empty() {
			return usage("nothing stands on standard input; give a connection string there")
		}
	}
	if q.in = graph.Tier(in); in != "" && tierOf(in) < 0 {
		return usage("no environment %q; choose production, staging, preview, test or development with --in", in)
	}
	return nil
}

func tierOf(name string) int {
	for i, t := range ranks {
		if string(t) == name {
			return i
		}
	}
	return -1
}
