// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"iter"
)

// A Path is how harm gets from a start to a target, in order. Power is what is
// held on arrival; Opened is false while nothing has been opened yet, when power
// means nothing.
type Path struct {
	Steps  []*Link
	Power  Power
	Opened bool
}

// Basis is as sure as the least sure step; vendors' documents lower nothing.
func (p Path) Basis() Basis {
	bs := make([]Basis, len(p.Steps))
	for i, s := range p.Steps {
		bs[i] = s.Basis()
	}
	return Weakest(bs...)
}

// Lost reports whether the target is deleted along with something else: the
// last step destroys it.
func (p Path) Lost() bool {
	return len(p.Steps) > 0 && p.Steps[len(p.Steps)-1].Verb == Destroys
}

// Deletes reports whether somebody who comes this way can delete the target.
func (p Path) Deletes(target *Node) bool {
	return p.Lost() && p.Power != 0 || p.Power.Has(Delete) && Stopped(target, p.Power) == nil
}

type state struct {
	node   *Node
	power  Power
	opened bool
	lost   bool  // whether the thing itself is already gone, by a Destroys step
	match  uint8 // how far the pattern is met
}

type visit struct {
	at          state
	via         *Link
	from, depth int32 // from is an index into the queue; -1 at the start
}

// Reach is the blast radius of a node: every node that harm gets to, with one
// shortest path per target and power, nearest first. It walks (node, power)
// states: Opens and Mounts set the power, Destroys passes only with what it
// needs and where no lock stops it; an unknown power passes, and stays unknown.
// Its cost is linear in the links reached.
func (g *Graph) Reach(start *Node) iter.Seq2[*Node, Path] {
	return along(state{node: start, match: patternStart}, Route{Pattern: anywhere})
}

// ReachOfDeed is the blast radius of a deed: what is lost, or can be, when
// somebody with this power deletes the node, or where whole is false changes
// what is in it. The start itself is not yielded.
func (g *Graph) ReachOfDeed(start *Node, p Power, whole bool) iter.Seq2[*Node, Path] {
	return along(state{node: start, power: p, opened: true, lost: whole, match: patternStart}, Route{Pattern: anywhere})
}

// A Route says where a walk may go.
type Route struct {
	Pattern *Pattern
	Ends    func(*Node) bool // where a way may end; nil for anywhere
	Depth   int              // the most links of a way; 0 for any number
	Steps   *int             // links that may yet be looked at, by all walks that share it; below 0 they end early. nil for any number
}

func (r Route) ends(s state) bool {
	return r.Pattern.accept[s.match] && (r.Ends == nil || r.Ends(s.node))
}

// spend reports whether n more links may be looked at.
func (r Route) spend(n int) bool {
	if r.Steps == nil {
		return true
	}
	*r.Steps -= n
	return *r.Steps >= 0
}

// Along is [Graph.Reach] for the ways that a pattern describes: one shortest path
// per target, power and state of the pattern, nearest first. Where a way goes
// with the harm, power, needs and locks decide as in Reach. A verb that is not
// walked, and any taken backwards, is a look and no walk: it passes always, and
// nothing is held after it. The start itself is no target of the empty way.
func (g *Graph) Along(start *Node, r Route) iter.Seq2[*Node, Path] {
	return along(state{node: start, match: patternStart}, r)
}

func along(start state, r Route) iter.Seq2[*Node, Path] {
	return func(yield func(*Node, Path) bool) {
		if start.node == nil {
			return
		}
		w := walk{pattern: r.Pattern, queue: []visit{{at: start, from: -1}}}
		w.seen = map[state]bool{w.queue[0].at: true}
		for i := 0; i < len(w.queue); i++ {
			v := w.queue[i]
			if i > 0 && r.ends(v.at) && !yield(v.at.node, pathTo(w.queue, i)) {
				return
			}
			if r.Depth > 0 && int(v.depth) >= r.Depth {
				continue
			}
			if !r.spend(len(v.at.node.out)) {
				return
			}
			w.forward(v, i)
			if r.Pattern.back[v.at.match] {
				if !r.spend(len(v.at.node.in)) {
					return
				}
				w.backward(v, i)
			}
		}
	}
}

// A walk is what one search knows.
type walk struct {
	pattern *Pattern
	queue   []visit
	seen    map[state]bool
}

func (w *walk) forward(v visit, i int) {
	row := &w.pattern.next[v.at.match]
	for _, l := range v.at.node.out {
		match := row[l.heading]
		if match == patternDead {
			continue
		}
		next, ok := v.at.over(l)
		if !ok {
			continue
		}
		next.match = match
		w.put(next, l, i, v.depth)
	}
}

func (w *walk) backward(v visit, i int) {
	row := &w.pattern.next[v.at.match]
	for _, l := range v.at.node.in {
		if match := row[l.heading.backwards()]; match != patternDead {
			w.put(state{node: l.From, match: match}, l, i, v.depth)
		}
	}
}

func (w *walk) put(next state, via *Link, from int, depth int32) {
	if !w.seen[next] {
		w.seen[next] = true
		w.queue = append(w.queue, visit{next, via, int32(from), depth + 1})
	}
}

// over is the state after a link; ok is false where harm does not pass. What is
// not walked is looked at only, and leaves nothing in hand.
func (s state) over(l *Link) (state, bool) {
	next := state{node: l.To, power: s.power, opened: s.opened}
	switch l.Verb {
	case Reads, Holds, SpeaksAs:
		if s.lost || s.opened && s.power != 0 && !s.power.Has(Read) {
			return next, false // what is gone, or cannot be read, gives away no secret
		}
		next.power, next.opened = 0, false
	case Opens, Mounts:
		if l.Power == 0 && l.From.Kind == Credential && l.From.Is(PoliciesKnown) {
			return next, false // what it may do is drawn, of whom it speaks as
		}
		next.power, next.opened = l.Power, true
	case Contains:
		next.lost = s.lost
	case Destroys:
		if s.opened && s.power != 0 && !s.power.Has(l.Needs) && !s.lost {
			return next, false
		}
		if !s.opened || Stopped(l.From, s.power) != nil || Stopped(l.To, s.power) != nil && !s.lost {
			return next, false
		}
		next.lost = true
	default:
		next.power, next.opened = 0, false
	}
	return next, true
}

// Stopped returns the lock that keeps somebody with this power from deleting a
// node, or nil. A lock that the API honours stops only those who cannot lift it;
// one that only Terraform sees stops nobody who calls the API.
func Stopped(n *Node, p Power) *Noted {
	for t := range n.Traits(TraitLock) {
		if _, off := n.Overrules(t); t.Is != Yes || off {
			continue
		}
		switch t.Detail {
		case LockImmutable, LockOther:
			return &t
		case LockAPI:
			if !p.Has(Administer) {
				return &t
			}
		}
	}
	return nil
}

func pathTo(queue []visit, i int) Path {
	p := Path{Power: queue[i].at.power, Opened: queue[i].at.opened}
	p.Steps = make([]*Link, queue[i].depth)
	for n := len(p.Steps) - 1; n >= 0; n-- {
		p.Steps[n] = queue[i].via
		i = int(queue[i].from)
	}
	return p
}
