// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"crypto/sha256"
	"errors"
)

var (
	errForeign = errors.New("is no graph that this version writes")
	errTorn    = errors.New("is not the graph that was written")
)

// ParseBinary reads what [Graph.AppendBinary] writes, all of it and nothing else:
// what was cut, changed or written by another version is an error, and never a
// graph. Whatever it is given it does not panic, and takes memory in proportion to
// it. Its nodes have no ids, which mean something to the facts of one run only, and
// [Graph.Node] finds none of them.
func ParseBinary(data []byte) (*Graph, error) {
	end := len(data) - sha256.Size
	if head := len(binaryMagic) + 1; end < head || string(data[:head]) != binaryMagic+string(rune(binaryVersion)) {
		return nil, errForeign
	}
	if sha256.Sum256(data[:end]) != [sha256.Size]byte(data[end:]) {
		return nil, errTorn
	}
	r := &binaryReader{rest: string(data[len(binaryMagic)+1 : end])}
	r.tables()
	g := &Graph{byKind: map[Kind][]*Node{}}
	r.nodes(g)
	r.links(g)
	r.keys(g)
	for range r.count(3) {
		g.gaps = append(g.gaps, Gap{At: pick(r, r.proofs).At, Kind: GapKind(pick(r, r.texts)), Why: pick(r, r.texts)})
	}
	if r.bad || r.rest != "" {
		return nil, errTorn
	}
	return g, nil
}

func (r *binaryReader) tables() {
	r.texts = make([]string, 0, r.count(1))
	for range cap(r.texts) {
		n := r.count(1)
		r.texts = append(r.texts, r.rest[:n])
		r.rest = r.rest[n:]
	}
	r.proofs = make([]Evidence, r.count(9))
	for i := range r.proofs {
		e := &r.proofs[i]
		e.Basis = Basis(r.below(len(basisNames)))
		e.At.Line, e.At.Column, e.At.EndLine, e.At.EndColumn = r.number(), r.number(), r.number(), r.number()
		e.At.Repo, e.At.File, e.At.URL, e.Says = pick(r, r.texts), pick(r, r.texts), pick(r, r.texts), pick(r, r.texts)
	}
	r.chains = make([]Chain, r.count(1))
	for i := range r.chains {
		r.chains[i] = r.evidence()
	}
}

func (r *binaryReader) evidence() Chain {
	c := make(Chain, r.count(1))
	for i := range c {
		c[i] = pick(r, r.proofs)
	}
	return c
}

func (r *binaryReader) nodes(g *Graph) {
	all := make([]Node, r.count(8))
	g.nodes = make([]*Node, len(all))
	for i := range all {
		n := &all[i]
		g.nodes[i], n.index = n, i
		n.Kind = kinds[r.below(len(kinds))]
		n.Type, n.Name, n.key, n.public = pick(r, r.texts), pick(r, r.texts), pick(r, r.texts), pick(r, r.texts)
		n.Names = make([]string, r.count(1))
		for k := range n.Names {
			n.Names[k] = pick(r, r.texts)
		}
		n.At = r.evidence()
		n.traits = make([]Noted, r.count(5))
		for k := range n.traits {
			t := &n.traits[k]
			t.Name, t.Detail, t.Hours = traitNames[r.below(len(traitNames))], pick(r, r.texts), r.signed()
			t.Is, t.Why = Tri(r.below(int(Yes)+1)), pick(r, r.chains)
		}
		if (n.Kind == Credential) != (n.key == "") {
			r.fail()
		}
		g.byKind[n.Kind] = append(g.byKind[n.Kind], n)
	}
}

func (r *binaryReader) links(g *Graph) {
	var all []*Link
	for _, n := range g.nodes {
		n.out = make([]*Link, r.count(6))
		links := make([]Link, len(n.out))
		for i := range links {
			l := &links[i]
			n.out[i] = l
			at := r.below(len(verbs))
			l.From, l.Verb, l.heading = n, verbs[at], heading(at)
			l.To, l.Power, l.Needs = pick(r, g.nodes), Power(r.byte()), Power(r.byte())
			l.Why = pick(r, r.chains)
			l.Also = make([]Chain, r.count(1))
			for k := range l.Also {
				l.Also[k] = pick(r, r.chains)
			}
			if l.To == nil || len(l.Why) == 0 || l.Power&^Full != 0 || l.Needs&^Full != 0 {
				r.fail()
			}
		}
		all = append(all, n.out...)
	}
	arrived := make([]bool, len(all))
	left := len(all)
	for _, n := range g.nodes {
		n.in = make([]*Link, r.count(1))
		for i := range n.in {
			at := r.below(len(all))
			if r.bad || arrived[at] || all[at].To != n {
				r.fail()
				return
			}
			n.in[i], arrived[at] = all[at], true
			left--
		}
	}
	if left > 0 {
		r.fail()
	}
}

// keys are sorted, each is one node's, and every node but a credential has its own
// among them.
func (r *binaryReader) keys(g *Graph) {
	g.keyed = make([][]keyed, len(kinds))
	g.sort.Do(func() {}) // they are
	own := len(g.byKind[Credential])
	for i, k := range kinds {
		all := make([]keyed, r.count(2))
		for x := range all {
			all[x] = keyed{pick(r, r.texts), pick(r, g.nodes)}
			if n := all[x].node; n == nil || n.Kind != k || k == Credential || x > 0 && all[x].key <= all[x-1].key {
				r.fail()
				return
			}
			if all[x].key == all[x].node.key {
				own++
			}
		}
		g.keyed[i] = all
	}
	if own != len(g.nodes) {
		r.fail()
	}
}
