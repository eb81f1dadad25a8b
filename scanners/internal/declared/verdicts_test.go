// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
)

var update = flag.Bool("update", false, "rewrite testdata/verdicts.tsv; read what it says then")

// TestVerdicts holds, for every type that the catalog calls data, what is said
// of it as the vendor has it by default, with every setting safe, and with every
// setting unsafe: is it locked, and what is left after a deletion.
func TestVerdicts(t *testing.T) {
	var b strings.Builder
	b.WriteString("format\ttype\tcase\tlocks\tcopies\n")
	for _, p := range catalog.Providers() {
		for i := range p.Resources {
			r := &p.Resources[i]
			if r.Role != "data" || r.Format == "compose" || r.Format == "helm" {
				continue
			}
			for _, c := range []string{"default", "safe", "unsafe"} {
				locks, copies := verdictsOf(r, c)
				fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", r.Format, r.Type, c, locks, copies)
			}
		}
	}
	const file = "testdata/verdicts.tsv"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == b.String() {
		return
	}
	got := strings.Split(b.String(), "\n")
	for i, line := range strings.Split(string(want), "\n") {
		if i >= len(got) || got[i] != line {
			t.Fatalf("%s:%d says\n  %s\nand it is\n  %s\nIf that is meant, run with -update and read it.", file, i+1, line, got[min(i, len(got)-1)])
		}
	}
}

// build writes one set and freezes it.
func build(s *Set) (*graph.Graph, map[string]graph.ID) {
	out := graph.NewFacts(secret.NewVault(), "")
	s.Mention = out.Node(graph.Thing{Kind: graph.Holder, Type: "file", Key: "main.tf", Name: "main.tf"}, graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: "main.tf", Line: 1}})
	ids := s.Write(out)
	return graph.Build(out), ids
}

func line(n int) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: "main.tf", Line: n}}
}

// verdictsOf declares one resource of a type in a case, and words what came of it.
func verdictsOf(r *catalog.Resource, c string) (locks, copies string) {
	body, meta := Map(map[string]Value{}), map[string]Value{}
	for i := range r.Settings {
		if s := &r.Settings[i]; c != "default" {
			v := valueFor(s, c == "safe")
			switch {
			case v.State == Absent:
			case s.Attr == "DeletionPolicy":
				meta[s.Attr] = v
			default:
				put(body.Fields, keys(s.Attr), v)
			}
		}
	}
	g, ids := build(&Set{Format: r.Format, Key: "root", Resources: []*Resource{{Type: r.Type, Address: "x.y", Body: body, Meta: meta, At: graph.Chain{line(3)}}}})
	n := g.Node(ids["x.y"])
	if n == nil {
		return "no store", "no store"
	}
	return locksOf(n), copiesOf(n)
}

// valueFor is what a setting is in a case; Absent where the case says nothing.
func valueFor(s *catalog.Setting, safe bool) Value {
	switch {
	case s.Kind == "other" || s.Kind == "place" || s.Kind == "force":
		return Value{}
	case present(s.Safe):
		if safe {
			return Text("something", line(4))
		}
		return Value{}
	case s.Kind == "retention" || s.Kind == "undo":
		if safe {
			return Number(map[string]int{"seconds": 30 * 86400, "hours": 720}[s.Unit]+map[bool]int{true: 30}[s.Unit == "" || s.Unit == "days"], line(4))
		}
		return Number(0, line(4))
	case len(s.Safe) == 0:
		return Value{}
	case strings.HasPrefix(s.Safe[0], ">="):
		return Number(map[bool]int{true: 1000000}[safe], line(4))
	case safe:
		return Text(s.Safe[0], line(4))
	case s.Safe[0] == "true":
		return Bool(false, line(4))
	case s.Safe[0] == "false":
		return Bool(true, line(4))
	}
	return Text("ANOTHER", line(4))
}

func put(fields map[string]Value, path []string, v Value) {
	if len(path) == 1 {
		fields[path[0]] = v
		return
	}
	inner := fields[path[0]]
	if !inner.IsMap() {
		inner = Map(map[string]Value{}, line(4))
		fields[path[0]] = inner
	}
	put(inner.Fields, path[1:], v)
}

func locksOf(n *graph.Node) string {
	var all []string
	for t := range n.Traits(graph.TraitLock) {
		all = append(all, fmt.Sprintf("%s %s (%s)", t.Detail, word(t.Is), t.Basis()))
	}
	return joined(all)
}

func word(t graph.Tri) string {
	return map[graph.Tri]string{graph.Yes: "yes", graph.No: "no", graph.Unknown: "unknown"}[t]
}

func copiesOf(n *graph.Node) string {
	var all []string
	if n.Is(graph.BackupsOff) {
		all = append(all, "none")
	}
	if u, ok := n.Trait(graph.TraitUndo); ok && u.Is == graph.No {
		all = append(all, "no undo")
	} else if ok {
		all = append(all, fmt.Sprintf("undo %d h", u.Hours))
	}
	for l := range n.In(graph.CopyOf) {
		all = append(all, fateOf(l.From))
	}
	slices.Sort(all)
	return joined(all)
}

func fateOf(b *graph.Node) string {
	what := "own"
	if strings.HasSuffix(b.Type, "_final_copy") {
		what = "final"
	}
	if t, ok := b.Trait(graph.Retention); ok {
		what += fmt.Sprintf(" (%d d)", t.Hours/24)
	}
	switch m, ok := b.Trait(graph.MayExist); {
	case ok && m.Is == graph.Unknown:
		return what + ": fate unknown"
	case b.HasIn(graph.Destroys):
		return what + ": dies with it"
	case b.Is(graph.Skippable):
		return what + ": outlives it, the caller may decide otherwise"
	}
	if u, ok := b.Trait(graph.TraitUndo); ok {
		return what + fmt.Sprintf(": outlives it for %d h", u.Hours)
	}
	return what + ": outlives it"
}

func joined(all []string) string {
	if len(all) == 0 {
		return "-"
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}
