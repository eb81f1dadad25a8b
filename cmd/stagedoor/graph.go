// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/reporters"
)

func graphCommand() *cobra.Command {
	var format string
	var config configured
	var live liveFlags
	c := &cobra.Command{
		Use:   "graph [PATH ...]",
		Short: "the graph itself, for tools that draw or query graphs",
		Long: `graph writes all that was read and joined: holders, slots, credentials, identities,
scopes, stores, backups and environments, and the links between them.

Formats:
` + drawingList(),
		Example: "  stagedoor graph --format dot . | dot -Tsvg > graph.svg",
	}
	c.Flags().StringVar(&format, "format", "json", "one of: "+strings.Join(drawingNames(), ", "))
	config.on(c)
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(drawingNames(), cobra.ShellCompDirectiveNoFileComp))
	live.on(c)
	c.RunE = func(c *cobra.Command, paths []string) error {
		d, ok := reporters.FindDrawing(format)
		if !ok {
			return usage("no graph format %q; choose among %s", format, strings.Join(drawingNames(), ", "))
		}
		q := question{paths: paths, config: config}
		var err error
		if q.live, err = live.question(c.ErrOrStderr(), newProgress(c.ErrOrStderr(), false)); err != nil {
			return err
		}
		a, err := ask(c.Context(), q)
		if err != nil {
			return err
		}
		out, hits, err := reporters.Draw(d, a.graph, a.lastDoor())
		if err != nil {
			return usage("the graph could not be written as %s: %v", d.Name, err)
		}
		if _, err := c.OutOrStdout().Write(out); err != nil {
			return err
		}
		switch {
		case hits > 0:
			return exit{exitPartial, "a name was masked because it held a secret"}
		case len(a.incomplete) > 0:
			return partly(a)
		}
		return nil
	}
	return c
}

func drawingNames() (names []string) {
	for _, d := range reporters.Drawings() {
		names = append(names, d.Name)
	}
	return names
}

func drawingList() string {
	var b strings.Builder
	for _, d := range reporters.Drawings() {
		fmt.Fprintf(&b, "  %-10s %s\n", d.Name, d.Doc)
	}
	return strings.TrimRight(b.String(), "\n")
}
