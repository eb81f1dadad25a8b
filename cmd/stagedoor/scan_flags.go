// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/policy"
)

type scanFlags struct {
	formats        []string
	failOn, basis  string
	config         configured
	repo           string
	diffBase       string
	history        bool
	staged         bool
	baseline       string
	noIgnores      bool
	today          string
	rules          ruleFlags
	live           liveFlags
	workers        int
	skipIgnored    bool
	archives       int
	stdinName      string
	stdin          io.Reader
	strict         bool
	quiet, verbose bool
}

// maxArchives is how deep archives are opened at most.
const maxArchives = 8

func scanCommand() *cobra.Command {
	var f scanFlags
	c := &cobra.Command{
		Use:   "scan [PATH ... | -]",
		Short: "the main job: read a repository and report what reaches production (default path: .)",
		Long: `scan reads every file below the paths, git-ignored ones included, and reports
which credentials and data stores reach from below production into it. Several
files are read together, as if nothing else were there; - is standard input.

Results go to stdout, everything else to stderr.

` + exitCodes,
		Example: "  stagedoor scan\n  git diff --name-only -z --diff-filter=d main | xargs -0 stagedoor scan\n  kubectl get secret app -o yaml | stagedoor scan --stdin-name staging/secret.yaml -\n  stagedoor scan --format text --format sarif=stagedoor.sarif --fail-on high .\n  stagedoor scan --live railway,github .",
	}
	fl := c.Flags()
	fl.StringArrayVar(&f.formats, "format", []string{"text"}, "NAME or NAME=FILE; repeatable: "+formatNames())
	fl.StringVar(&f.failOn, "fail-on", "high", "exit 1 from this severity on: "+strings.Join(rules.Severities(), ", ")+" or never")
	fl.StringVar(&f.basis, "min-basis", "named", "exit 1 only for findings at least this sure: guessed, named, read, fetched")
	f.config.on(c)
	fl.StringVar(&f.repo, "repo", "", "name of the repository, where facts of several are to meet")
	fl.StringSliceVar(&f.rules.only, "rules", nil, "only these rules")
	fl.StringSliceVar(&f.rules.skip, "skip-rules", nil, "all but these rules")
	f.rules.on(c)
	fl.StringVar(&f.diffBase, "diff-base", "", "gate only on what HEAD makes worse since it left this branch or commit; both are read from git")
	fl.BoolVar(&f.history, "history", false, "read the git history as well: every commit that a branch, tag or stash leads to; exit 3 where it cannot be read whole")
	fl.BoolVar(&f.staged, "staged", false, "look at what is staged, and gate only on what it makes worse; for a hook before a commit")
	fl.StringVar(&f.baseline, "baseline", "", "findings that were there and do not fail the gate (default "+policy.BaselineName+" at the root of the repository)")
	fl.BoolVar(&f.noIgnores, "no-ignores", false, "show everything: no baseline, no acceptances, no stagedoor:ignore")
	fl.StringVar(&f.today, "today", "", "the day that expiry and age are judged by, as 2026-11-26 (default: today)")
	f.live.on(c)
	fl.IntVar(&f.archives, "archives", 0, "open zip and tar archives and compressed files, and archives in them to this depth; 1 opens none in others")
	fl.BoolVar(&f.skipIgnored, "skip-git-ignored", false, "leave out what git ignores; a key on a disk is usually there")
	fl.StringVar(&f.stdinName, "stdin-name", "stdin", "the name of the file that standard input is, by which it is read and its environment judged")
	fl.IntVar(&f.workers, "workers", 0, "files read at once (default: one per core)")
	fl.BoolVar(&f.strict, "strict", false, "exit 3 where anything could not be read")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "no progress, nothing on stderr but errors and what --probe-found is about to send")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "say on stderr what is being done")
	c.MarkFlagsMutuallyExclusive("staged", "diff-base")
	c.MarkFlagsMutuallyExclusive("history", "diff-base")                           // which asks what two commits hold
	c.MarkFlagsMutuallyExclusive("archives", "diff-base")                          // whose objects are not opened as archives
	for _, other := range []string{"live", "probe-found", "history", "archives"} { // a hook is offline, and quick
		c.MarkFlagsMutuallyExclusive("staged", other)
	}
	_ = c.RegisterFlagCompletionFunc("format", outputNames)
	c.RunE = func(c *cobra.Command, paths []string) error {
		f.stdin = c.InOrStdin()
		return scan(c.Context(), paths, f, c.OutOrStdout(), c.ErrOrStderr())
	}
	return c
}

// ask asks the working directory, with --diff-base two commits, with --staged the
// index and HEAD.
func (f scanFlags) ask(ctx context.Context, q question) (*answer, *comparison, error) {
	if f.staged {
		return askStaged(ctx, q)
	}
	if f.diffBase == "" {
		a, err := ask(ctx, q)
		return a, nil, err
	}
	return askSince(ctx, q, f.diffBase)
}

func formatNames() string {
	var names []string
	for _, r := range reporters.All() {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ")
}
