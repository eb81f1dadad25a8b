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

type state struct {
	node   *Node
	power  Power
	opened bool
	lost   bool // whether the thing itself is already gone, by a Destroys step
}

type visit struct {
	at   state
	via  *Link
	from int // index into the queue; -1 at the start
}

// Reach is the blast radius of a node: every node that harm gets to, with one
// shortest path per target and power, nearest first. It walks (node, power)
// states: Opens and Mounts set the power, Destroys passes only with what it
// needs and where no lock stops it; an unknown power passes, and stays unknown.
// Its cost is linear in the links reached.
func (g *Graph) Reach(start *Node) iter.Seq2[*Node, Path] { return reach(state{node: start}) }

// ReachOfDeed is the blast radius of a deed: what is lost, or can be, when
// somebody with this power deletes the node, or where whole is false changes
// what is in it. The start itself is not yielded.
func (g *Graph) ReachOfDeed(start *Node, p Power, whole bool) iter.Seq2[*Node, Path] {
	return reach(state{start, p, true, whole})
}

func reach(start state) iter.Seq2[*Node, Path] {
	return func(yield func(*Node, Path) bool) {
		if start.node == nil {
			return
		}
		queue := []visit{{at: start, from: -1}}
		seen := map[state]bool{queue[0].at: true}
		for i := 0; i < len(queue); i++ {
			v := queue[i]
			if i > 0 && !yield(v.at.node, pathTo(queue, i)) {
				return
			}
			for _, l := range v.at.node.out {
				next, ok := v.at.over(l)
				if !ok || seen[next] {
					continue
				}
				seen[next] = true
				queue = append(queue, visit{next, l, i})
			}
		}
	}
}

// over is the state after a link; ok is false where harm does not pass.
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
		return next, false
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
	n := 0
	for j := i; queue[j].from >= 0; j = queue[j].from {
		n++
	}
	p.Steps = make([]*Link, n)
	for j := i; queue[j].from >= 0; j = queue[j].from {
		n--
		p.Steps[n] = queue[j].via
	}
	return p
}
