// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Owner is the owner's configuration: which environment a path belongs to, and
// where that is written. The path is relative to the repository; a part of a file
// is asked for as PATH#TYPE:NAME first. Nil for none.
type Owner func(path string) (name string, at graph.Location, ok bool)

// Decide gives every holder its environments. In one mention the strongest
// source wins: the owner's configuration, what is declared, the path of its file,
// what it is a part of. A part without a declaration has what the whole has.
//
// Under names the folders that were scanned, relative to the repository: words
// in their own names, and in those of the folders above them, say nothing.
func Decide(cfg Owner, under ...string) graph.Derivation {
	return graph.Derivation{
		Name:  "environments",
		Doc:   "which environment each file, section and job belongs to",
		Stage: graph.Environments,
		Run: func(g *graph.Graph, out *graph.Facts) {
			d := decider{cfg: cfg, under: roots(under), out: out, done: map[*graph.Node][]claim{}}
			d.around = d.survey(g)
			for h := range g.Nodes(graph.Holder) {
				d.decide(h)
			}
		},
	}
}

// A claim is one environment of a holder and how it is known: of a node that is
// there already, or by a name that is to become one.
type claim struct {
	env   graph.ID
	name  string
	why   graph.Chain
	owner bool
}

// strength orders claims on one mention.
func (c claim) strength() int {
	if c.owner {
		return int(graph.Fetched) + 1
	}
	return int(c.why.Basis())
}

type decider struct {
	cfg    Owner
	under  []string
	around map[string]*surroundings // by repository
	out    *graph.Facts
	done   map[*graph.Node][]claim // nil while it is being decided
}

func roots(under []string) []string {
	var rs []string
	for _, u := range under {
		if u = strings.Trim(u, "/"); u != "" && u != "." {
			rs = append(rs, u+"/")
		}
	}
	slices.SortFunc(rs, func(a, b string) int { return len(b) - len(a) })
	return rs
}

// relative is a path below the scanned folder it lies in.
func (d *decider) relative(path string) string {
	for _, r := range d.under {
		if rest, ok := strings.CutPrefix(path, r); ok {
			return rest
		}
	}
	return path
}

// survey takes all files of each repository together.
func (d *decider) survey(g *graph.Graph) map[string]*surroundings {
	paths := map[string][]string{}
	for h := range g.Nodes(graph.Holder) {
		if at := h.First(); at.File != "" {
			paths[at.Repo] = append(paths[at.Repo], d.relative(at.File))
		}
	}
	around := map[string]*surroundings{}
	for repo, ps := range paths {
		around[repo] = survey(ps)
	}
	return around
}

// decide returns the environments of a holder, and links those that are not
// there yet.
func (d *decider) decide(h *graph.Node) []claim {
	if cs, ok := d.done[h]; ok {
		return cs // of a holder that is within itself, nothing
	}
	d.done[h] = nil
	best := declared(h)
	if c, ok := d.owner(h); ok {
		best = stronger(best, []claim{c})
	}
	if c, ok := d.path(h); ok {
		best = stronger(best, []claim{c})
	}
	var whole []claim
	for l := range h.Out(graph.Within) {
		if l.To.Kind == graph.Holder {
			whole = stronger(whole, d.decide(l.To))
		}
	}
	best = stronger(best, whole)
	for i, c := range best {
		if c.env.IsZero() {
			best[i].env = Node(d.out, c.name, c.why[0])
		}
		d.out.Link(graph.Edge{From: h.ID, Verb: graph.InEnv, To: best[i].env}, c.why...)
	}
	d.done[h] = best
	return best
}

// stronger keeps the stronger of two sources; the first of equals.
func stronger(a, b []claim) []claim {
	strength := func(cs []claim) int {
		s := -1
		for _, c := range cs {
			s = max(s, c.strength())
		}
		return s
	}
	if strength(b) > strength(a) {
		return b
	}
	return a
}

// declared is what scanners and providers said of a holder, the surest of it.
func declared(h *graph.Node) (cs []claim) {
	for _, m := range h.Environments() {
		cs = append(cs, claim{env: m.Env.ID, why: m.Link.Why})
	}
	return cs
}

func (d *decider) owner(h *graph.Node) (claim, bool) {
	file := h.First().File
	if d.cfg == nil || file == "" {
		return claim{}, false
	}
	name, at, ok := "", graph.Location{}, false
	if h.Type != "file" {
		name, at, ok = d.cfg(file + "#" + h.Type + ":" + h.Name)
	}
	if !ok {
		name, at, ok = d.cfg(file)
	}
	if _, sensible := OfName(name); !ok || !sensible {
		return claim{}, false
	}
	return claim{name: name, owner: true, why: graph.Chain{{Basis: graph.ReadInFile, At: at, Says: graph.OwnerSays + ": " + name}}}, true
}

func (d *decider) path(h *graph.Node) (claim, bool) {
	at := h.First()
	if h.Type != "file" || at.File == "" {
		return claim{}, false
	}
	if role := h.Detail(graph.Role); role == "example" || role == "docs" {
		return claim{}, false
	}
	said, ok := d.around[at.Repo].judge(d.relative(at.File))
	if !ok {
		return claim{}, false
	}
	where := graph.Location{Repo: at.Repo, File: at.File, Line: 1}
	return claim{name: said.Name, why: graph.Chain{{Basis: said.Basis, At: where, Says: said.Why}}}, true
}
