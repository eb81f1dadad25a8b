// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/reporters"
)

type fenceFlags struct {
	agent, format string
	config        configured
}

func fenceCommand() *cobra.Command {
	var f fenceFlags
	c := &cobra.Command{
		Use:   "fence [PATH]",
		Short: "the rules for coding agents that follow from what is production here",
		Long: `fence prints rules for the settings of coding agents, and never writes them: which
commands to deny because they destroy what is production's here, which to ask
about because it depends on their arguments, which files hold credentials that
lead there, and a few lines for AGENTS.md. Nothing is allowed by them. With --agent
it prints one file's content and nothing else; what stands in that file already
stays, and the lists are put together.

Rules by the beginning of a command are no boundary: an option between its words,
a script, or a call of the API by curl goes past them. The hook (stagedoor blast
--hook) reads the line; --print-settings of blast prints how to install it.

Where no file says what production is, there is nothing to fence, and it says so.`,
		Example: `  stagedoor fence
  stagedoor fence --agent claude
  stagedoor fence --agent codex > .codex/rules/stagedoor.rules
  stagedoor fence --agent agents.md >> AGENTS.md
  stagedoor blast --hook claude --print-settings`,
		Args: cobra.MaximumNArgs(1),
	}
	fl := c.Flags()
	fl.StringVar(&f.agent, "agent", "", "only the content for one: "+strings.Join(fenceAgentKeys(), ", "))
	fl.StringVar(&f.format, "format", "text", "text or json")
	f.config.on(c)
	c.RunE = func(c *cobra.Command, paths []string) error { return f.run(c, paths) }
	return c
}

func fenceAgentKeys() (keys []string) {
	for _, a := range fenceAgents {
		keys = append(keys, a.key)
	}
	return keys
}

func (f fenceFlags) run(c *cobra.Command, paths []string) error {
	i := slices.IndexFunc(fenceAgents, func(a fenceAgent) bool { return a.key == f.agent })
	switch {
	case f.format != "text" && f.format != "json":
		return usage("no output format %q; choose text or json with --format", f.format)
	case f.agent != "" && i < 0:
		return usage("no agent %q; choose one of %s with --agent", f.agent, strings.Join(fenceAgentKeys(), ", "))
	}
	q := question{paths: paths, config: f.config}
	a, err := ask(c.Context(), q)
	if err != nil {
		return err
	}
	trees, err := open(c.Context(), paths)
	if err != nil {
		return err
	}
	x := fenceOf(a.graph, holds(trees), productionCode(c.Context(), trees, a.without))
	switch {
	case f.format == "json":
		return f.print(c, a, x.json(fenceAgents), reporters.PassJSON)
	case f.agent != "":
		if s := x.nothing(); s != "" {
			_, _ = fmt.Fprintln(c.ErrOrStderr(), "stagedoor: "+s)
		}
		return f.print(c, a, []byte(fenceAgents[i].write(x)), reporters.Pass)
	}
	return f.print(c, a, x.text(styleOf(c.OutOrStdout())), reporters.Pass)
}

// print is the last door.
func (f fenceFlags) print(c *cobra.Command, a *answer, out []byte, pass func([]byte, *secret.Searcher) ([]byte, int)) error {
	safe, _ := pass(out, a.lastDoor())
	_, err := c.OutOrStdout().Write(safe)
	return err
}
