// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"iter"

	"github.com/stagedoor/stagedoor/graph"
)

// A place is where somebody can come by a credential, and who that is.
type place struct {
	link   *graph.Link   // holder holds credential, or job reads slot
	before []*graph.Link // how an agent gets to the holder
	who    string        // "staging", "an agent", "everyone with the repository", "whoever works in this folder"
	tier   graph.Tier    // of the holder; Untiered where it has none
	basis  graph.Basis   // how sure we are of who
	why    string        // why the holder counts as that
	rank   int           // nearer to harm first
}

// at words where it is: a line of a file, or what an API lists.
func (p place) at() string {
	if l := p.link.Why[0].At; l.File != "" {
		return at(l)
	}
	return p.link.From.Name
}

// places lists where a credential or slot can be read by somebody below
// production, by an agent, or by everyone with the repository. A place that only
// production reads is no place of this kind, and neither are examples and tests.
func places(n *graph.Node) []place {
	var all []place
	for l := range n.In(graph.Holds, graph.Reads, graph.SpeaksAs) {
		if l.Verb == graph.Reads && n.Kind != graph.Slot {
			continue
		}
		if l.Verb == graph.SpeaksAs {
			if _, below := l.From.InBelow(); !below || l.From.Kind != graph.Holder {
				continue // a credential or another identity that speaks as it tells its own story
			}
		}
		if p, ok := placeOf(l); ok {
			all = append(all, p)
		}
	}
	return all
}

func placeOf(l *graph.Link) (place, bool) {
	h := l.From
	p := place{link: l, tier: graph.Untiered, basis: graph.ReadInFile}
	switch role := roleOf(h); role {
	case "example", "test":
		return p, false
	}
	if h.Kind == graph.Slot {
		return p, false
	}
	if ofUser(&p, h) {
		return p, true
	}
	_, production := h.InTier(graph.Production)
	if m, below := h.InBelow(); below {
		if production {
			return p, false // serves both: the shared rules tell that
		}
		p.tier, p.who, p.basis, p.why = m.Tier, m.Env.Name, m.Basis(), firstSays(m.Link.Why)
		return p, true
	}
	if h.Type == "mcp_server" || h.Type == "agent" {
		p.who, p.why, p.rank = "an agent", "the agent's own settings", 1
		for r := range h.In(graph.Reads) {
			if r.From.Type == "agent" {
				p.before = []*graph.Link{r}
				p.who = "the agent " + r.From.Name
			}
		}
		return p, true
	}
	file := fileOf(h)
	if file == nil || h.Type == "job" {
		return p, false
	}
	if file.Is(graph.TraitTracked) {
		p.who, p.why, p.rank = "everyone with the repository", "the file is tracked by git", 2
		for _, agent := range agentsOf(file) {
			p.who += " and the agent " + agent.From.Name
			break
		}
		if production {
			p.tier = graph.Production
		}
		return p, true
	}
	if production {
		return p, false
	}
	p.who, p.why, p.rank = "whoever works in this folder", "the file is on this disk and git does not track it", 3
	p.basis = graph.Named
	for tree, agent := range agentsOf(file) {
		p.before = []*graph.Link{agent, tree}
		p.who, p.basis = "the agent "+agent.From.Name, graph.ReadInFile
		break
	}
	return p, true
}

// ofUser tells a place of a workstation, which whatever runs as its user can read:
// whichever environment it is for, it lies outside of production.
func ofUser(p *place, h *graph.Node) bool {
	if h.Type == "mcp_server" || h.Type == "agent" {
		return false // an agent's own, which is told as that
	}
	for n := range within(h) {
		for l := range n.In(graph.Reads) {
			if l.From.Type != "workstation" {
				continue
			}
			p.who, p.why, p.rank = "whatever runs as you", firstSays(l.Why), 1
			var agents []string
			for a := range l.From.In(graph.Reads) {
				if a.From.Type == "agent" {
					if len(agents) == 0 {
						p.before = []*graph.Link{a, l}
					}
					agents = append(agents, a.From.Name)
				}
			}
			if len(agents) > 0 {
				p.who += " (" + enumerated(agents) + ")"
			}
			return true
		}
	}
	return false
}

// agentsOf yields how agents come to read a file of the folder they work in.
func agentsOf(file *graph.Node) func(func(tree, agent *graph.Link) bool) {
	return func(yield func(tree, agent *graph.Link) bool) {
		for tree := range file.In(graph.Reads) {
			for agent := range tree.From.In(graph.Reads) {
				if agent.From.Type == "agent" && !yield(tree, agent) {
					return
				}
			}
		}
	}
}

// within yields a holder and what it is part of, from the inside out.
func within(h *graph.Node) iter.Seq[*graph.Node] {
	return func(yield func(*graph.Node) bool) {
		for i := 0; h != nil && i < 5; i++ {
			if !yield(h) {
				return
			}
			var up *graph.Node
			for l := range h.Out(graph.Within) {
				up = l.To
				break
			}
			h = up
		}
	}
}

// fileOf is the file that a holder is, or is part of.
func fileOf(h *graph.Node) *graph.Node {
	for n := range within(h) {
		if n.Type == "file" {
			return n
		}
	}
	return nil
}

// roleOf is the part that a holder, or the file it lies in, plays: example,
// docs, test, or "".
func roleOf(h *graph.Node) string {
	if r := h.Detail(graph.Role); r != "" {
		return r
	}
	if f := fileOf(h); f != nil {
		return f.Detail(graph.Role)
	}
	return ""
}

// rehearsed reports whether a thing is written in tests, examples and documents
// only: nothing that happens to it happens to anybody's data.
func rehearsed(n *graph.Node) bool {
	rehearsals, real := mentions(n, 0)
	return rehearsals > 0 && real == 0
}

// mentions counts the holders in which a thing is written; what is known from
// documents only is written where the thing that holds or destroys it is.
func mentions(n *graph.Node, depth int) (rehearsals, real int) {
	count := func(h *graph.Node) {
		switch roleOf(h) {
		case "test", "example", "docs":
			rehearsals++
		default:
			real++
		}
	}
	if n.Kind == graph.Holder {
		count(n)
		return rehearsals, real
	}
	for l := range n.Out(graph.Within) {
		count(l.To)
	}
	for l := range n.In(graph.Holds, graph.Reads, graph.Mounts) {
		if l.From.Kind == graph.Holder && l.From.Type != "working_tree" {
			count(l.From)
		}
	}
	if rehearsals+real > 0 || depth > 3 {
		return rehearsals, real
	}
	for l := range n.In(graph.Destroys, graph.Contains) {
		r, e := mentions(l.From, depth+1)
		rehearsals, real = rehearsals+r, real+e
	}
	return rehearsals, real
}

func firstSays(c graph.Chain) string {
	for _, e := range c {
		if e.Says != "" {
			return e.Says
		}
	}
	return ""
}

// at words a place: "scripts/domains.sh:4".
func at(l graph.Location) string {
	switch {
	case l.File == "":
		return l.URL
	case l.Line == 0:
		return l.File
	case l.Past():
		return fmt.Sprintf("%s:%d of commit %s", l.File, l.Line, short(l.Commit))
	}
	return fmt.Sprintf("%s:%d", l.File, l.Line)
}

// short is as much of a commit's name as people write.
func short(commit string) string { return commit[:min(len(commit), 12)] }
