// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

func blastCommand() *cobra.Command {
	var config string
	c := &cobra.Command{
		Use:   "blast WHERE [PATH]",
		Short: "what one credential, file or place can destroy",
		Long: `blast answers for one thing of the graph: a file, a file and line (deploy.sh:4),
or the name of a credential, secret, agent or store.

It exits 1 where production is touched, 0 where it is not, and 3 where WHERE is
not known or nobody says what it may do: unknown is never called safe.`,
		Example: "  stagedoor blast scripts/add-domain.sh:7\n  stagedoor blast RAILWAY_API_TOKEN",
		Args:    cobra.RangeArgs(1, 2),
	}
	c.Flags().StringVar(&config, "config", "", "configuration file (default .stagedoor.hcl at the root of the repository)")
	c.RunE = func(c *cobra.Command, args []string) error {
		a, err := ask(c.Context(), question{paths: args[1:], config: config})
		if err != nil {
			return err
		}
		starts := locate(a.graph, args[0])
		if len(starts) == 0 {
			return exit{exitPartial, "nothing of that name or at that place is known here; name a file, a file:line, or a credential that `stagedoor scan` shows"}
		}
		var b strings.Builder
		code := tellBlast(&b, a.graph, starts)
		safe, _ := reporters.Pass([]byte(b.String()), a.vault.Search(reporters.Constants()...))
		if _, err := c.OutOrStdout().Write(safe); err != nil {
			return err
		}
		if code != exitClean {
			return exit{code, ""}
		}
		return nil
	}
	return c
}

// locate finds what WHERE names: a place first, then a name. Of a place it takes
// the credentials and slots there, and the file itself only where there are none.
func locate(g *graph.Graph, where string) []*graph.Node {
	file, line := where, 0
	if i := strings.LastIndexByte(where, ':'); i > 0 {
		if n, err := strconv.Atoi(where[i+1:]); err == nil {
			file, line = where[:i], n
		}
	}
	file = strings.TrimPrefix(file, "./")
	var things, holders []*graph.Node
	for n := range g.All() {
		at := slices.ContainsFunc(n.At, func(e graph.Evidence) bool {
			return e.At.File == file && (line == 0 || e.At.Line == line)
		})
		named := slices.Contains(n.Names, where) || n.Public() == where
		switch {
		case !at && !named || n.Kind == graph.Environment:
		case n.Kind == graph.Holder:
			holders = append(holders, n)
		case n.Kind == graph.Credential || n.Kind == graph.Slot || n.Kind == graph.Identity || named:
			things = append(things, n)
		}
	}
	if len(things) > 0 {
		return things
	}
	return holders
}

func tellBlast(w io.Writer, g *graph.Graph, starts []*graph.Node) int {
	production, unknown := false, false
	for _, n := range starts {
		damages := rules.Blast(g, n)
		_, _ = fmt.Fprintf(w, "%s %s", n.Kind, n.Name)
		if at := n.First(); at.File != "" {
			_, _ = fmt.Fprintf(w, "  (%s:%d)", at.File, at.Line)
		}
		_, _ = fmt.Fprintln(w)
		if len(damages) == 0 {
			_, _ = fmt.Fprintln(w, "  nothing that it can change or destroy is seen")
		}
		for _, d := range damages {
			production = production || d.Production
			unknown = unknown || !d.Known
			_, _ = fmt.Fprintf(w, "  %s %s %s%s\n    left  %s\n", d.Does, strings.ReplaceAll(d.Store.Type, "_", " "), d.Store.Name, inTiers(d.Tiers), d.Left)
			if d.Undo != "" {
				_, _ = fmt.Fprintf(w, "    undo  %s\n", d.Undo)
			}
			for _, s := range d.Path.Steps {
				_, _ = fmt.Fprintf(w, "    %-11s %s  [%s]\n", place(s), s.Says, s.Basis)
			}
		}
	}
	switch {
	case production:
		return exitFindings
	case unknown:
		return exitPartial
	}
	return exitClean
}

func inTiers(ts []graph.Tier) string {
	if len(ts) == 0 {
		return ""
	}
	var names []string
	for _, t := range ts {
		names = append(names, string(t))
	}
	return " (" + strings.Join(names, ", ") + ")"
}

// place is the first place of a step.
func place(s rules.Step) string {
	for _, l := range s.Locations {
		if l.File != "" {
			return fmt.Sprintf("%s:%d", l.File, l.Line)
		}
	}
	for _, l := range s.Locations {
		return l.URL
	}
	return string(s.Verb)
}
