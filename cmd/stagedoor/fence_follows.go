// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A fence is what follows for coding agents from what is production's here.
type fence struct {
	rules   []fenceRule // those that deny first, each by program
	tools   []agentTool // of MCP servers, which an agent may use unasked
	files   []string    // that hold credentials which lead to production
	things  []*graph.Node
	names   []string // of the environments of production
	belongs []string // files that belong to production as a whole
	open    []string // sentences: settings that no list of commands mends
	unnamed int      // stores of which nobody says whose they are
}

// An agentTool is a tool of a server, as an agent's settings name them.
type agentTool struct{ agent, server, tool string }

// fenceOf reads it off the graph; has tells which files lie in the tree, and named
// are files of infrastructure as code that by their path are production's: what
// they declare may come from modules that are not there.
func fenceOf(g *graph.Graph, has func(name string) bool, named []string) fence {
	guarded := rules.Guard(g)
	f := fence{things: guarded.Things}
	for _, k := range guarded.Keys {
		for _, file := range k.Files {
			if !slices.Contains(f.files, file) {
				f.files = append(f.files, file)
			}
		}
	}
	slices.Sort(f.files)
	for _, d := range environment.Files(g) {
		if d.Tier == graph.Production {
			f.belongs = append(f.belongs, d.File)
		}
	}
	for _, file := range named {
		if !slices.Contains(f.belongs, file) {
			f.belongs = append(f.belongs, file)
		}
	}
	slices.Sort(f.belongs)
	for e := range g.Nodes(graph.Environment) {
		if graph.Tier(e.Type) == graph.Production && e.HasIn(graph.InEnv) && len(f.things)+len(f.files) > 0 {
			f.names = append(f.names, e.Name)
		}
	}
	slices.Sort(f.names)
	for s := range g.Nodes(graph.Store) {
		if len(s.Environments()) == 0 && s.Detail(graph.Role) == "" {
			f.unnamed++
		}
	}
	c := commandsOf{things: guarded.Things, keys: guarded.Keys, has: has, named: named}
	f.rules = c.all()
	if f.empty() {
		return f
	}
	for agent, note := range rules.UnaskedOf(g) {
		f.unasked(agent, note)
	}
	f.rules = tidied(f.rules)
	return f
}

// empty reports whether there is nothing to fence.
func (f fence) empty() bool { return len(f.things)+len(f.files)+len(f.rules) == 0 }

// nothing says why there are no rules, or "".
func (f fence) nothing() string {
	switch {
	case !f.empty():
		return ""
	case f.unnamed > 0:
		return "no rules follow: " + counted(f.unnamed, "data store", "data stores") + " of which no file says whether production uses it; say so in .stagedoor.hcl with environment \"production\" { paths = [\"PATH\"] }"
	}
	return "no rules follow: no data and no credential here are known as production's; see `stagedoor environments`"
}

// unasked adds what an agent of the tree may do with nobody asked: of a program
// that it may run, everything by which the catalog knows it to destroy data.
func (f *fence) unasked(agent *graph.Node, note graph.Noted) {
	at := ""
	for _, w := range note.Why {
		if w.At.File != "" {
			at = locationText(w.At)
			break
		}
	}
	if tool, ok := strings.CutPrefix(note.Detail, "the tool "); ok {
		if tool, server, ok := strings.Cut(tool, " of "); ok {
			f.tools = append(f.tools, agentTool{agent.Name, server, tool})
		}
		return
	}
	more := allowedRules(note.Detail)
	if len(more) == 0 {
		f.open = append(f.open, at+": "+agent.Name+" may run "+note.Detail+" with nobody asked; no list of commands mends that, so take it out")
		return
	}
	f.rules = append(f.rules, more...)
	f.open = append(f.open, at+": "+agent.Name+" may run "+strings.Replace(strings.TrimPrefix(note.Detail, "tools/"), "/", " ", 1)+" with nobody asked; the rules are stronger where they match, and without this entry it would be asked anyway")
}

// tidied drops what another rule says already, and sorts.
func tidied(all []fenceRule) []fenceRule {
	slices.SortStableFunc(all, func(a, b fenceRule) int {
		return cmp.Or(boolean(a.ask)-boolean(b.ask), cmp.Compare(a.words(), b.words()), boolean(a.narrow)-boolean(b.narrow))
	})
	var out []fenceRule
	for i, r := range all {
		said := false
		for j, o := range all {
			said = said || i != j && o.covers(r) && (j < i || !r.covers(o))
		}
		if !said {
			out = append(out, r)
		}
	}
	return out
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// productionCode lists the files of infrastructure as code whose path is production's by
// convention: envs/prod/main.tf, prod/eu/mysql/terragrunt.hcl, prod.tfvars.
func productionCode(ctx context.Context, trees []*tree.Tree, without func(string) bool) (files []string) {
	shown := shownAs(trees)
	var mu sync.Mutex
	for i, t := range trees {
		_, _, _ = t.Visit(ctx, 1, func(p string) bool {
			if !tree.Fetched(p) && !without(p) && codeOf.Get().MatchString(p) {
				if d, ok := environment.OfPath(p); ok && d.Tier == graph.Production && d.Basis >= graph.Named && !strings.HasPrefix(p, "example") {
					mu.Lock()
					files = append(files, path.Join(shown[i], p))
					mu.Unlock()
				}
			}
			return false
		}, func(int, tree.File) {})
	}
	slices.Sort(files)
	return files
}

var codeOf = lazily.Compile(`\.(?:tf|tofu|tfvars)$|(?:^|/)terragrunt\.hcl$`)

// holds reports whether a file of that name lies at the root of one of the trees.
func holds(trees []*tree.Tree) func(string) bool {
	return func(name string) bool {
		return slices.ContainsFunc(trees, func(t *tree.Tree) bool {
			return t.File(name) != nil || t.Start != "." && t.File(path.Join(t.Start, name)) != nil
		})
	}
}
