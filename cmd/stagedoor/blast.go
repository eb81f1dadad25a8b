// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

func blastCommand() *cobra.Command {
	var config configured
	var live liveFlags
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
	config.on(c)
	live.on(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		q := question{paths: args[1:], config: config}
		var err error
		if q.live, err = live.question(c.ErrOrStderr(), newProgress(c.ErrOrStderr(), false)); err != nil {
			return err
		}
		a, err := ask(c.Context(), q)
		if err != nil {
			return err
		}
		starts := locate(a.graph, args[0])
		if len(starts) == 0 {
			return exit{exitPartial, "nothing of that name or at that place is known here; name a file, a file:line, or a credential that `stagedoor scan` shows"}
		}
		var b bytes.Buffer
		code := tellBlast(&b, styleOf(c.OutOrStdout()), a.graph, starts)
		safe, _ := reporters.Pass(b.Bytes(), a.lastDoor())
		if _, err := c.OutOrStdout().Write(safe); err != nil {
			return err
		}
		switch {
		case code == exitClean && len(a.incomplete) > 0:
			return partly(a)
		case code != exitClean:
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
			return (e.At.File == file || strings.HasSuffix(e.At.File, "/"+file)) && (line == 0 || e.At.Line == line)
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

func tellBlast(b *bytes.Buffer, style reporters.Style, g *graph.Graph, starts []*graph.Node) int {
	production, unknown := false, false
	para := func(first, text string) {
		reporters.Wrapped(b, style, first, strings.Repeat(" ", len(first)), text)
	}
	for _, n := range withoutNames(starts) {
		at := ""
		if l := n.First(); l.File != "" {
			at = fmt.Sprintf("  (%s:%d)", l.File, l.Line)
		}
		para("", fmt.Sprintf("%s %s%s", n.Kind, n.Name, at))
		damages := rules.Blast(g, n)
		if len(damages) == 0 {
			para("  ", "nothing that it can change or destroy is seen")
		}
		for _, d := range damages {
			production = production || d.Production
			unknown = unknown || !d.Known
			para("  ", d.Does+" "+d.What+inTiers(d.Tiers))
			para("    left  ", d.Left)
			if d.Undo != "" {
				para("    undo  ", d.Undo)
			}
			for i, s := range d.Path.Steps {
				para(fmt.Sprintf("    %d. ", i+1), fmt.Sprintf("%s: %s [%s]", place(s), s.Says, s.Basis))
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

// withoutNames drops the names of variables whose values are among the starts.
func withoutNames(starts []*graph.Node) []*graph.Node {
	return slices.DeleteFunc(slices.Clone(starts), func(n *graph.Node) bool {
		for l := range n.Out(graph.Holds) {
			if n.Kind == graph.Slot && slices.Contains(starts, l.To) {
				return true
			}
		}
		return false
	})
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
