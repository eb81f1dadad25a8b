// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"cmp"
	"slices"
	"strings"
)

// A Tier is what an environment is for. It is the type of an Environment node.
type Tier string

const (
	Production  Tier = "production"
	Staging     Tier = "staging"
	Development Tier = "development"
	Test        Tier = "test"
	Preview     Tier = "preview"
	Shared      Tier = "shared"  // serves several on purpose; never makes a crossing
	Untiered    Tier = "unknown" // named, but nobody knows what for; never makes a crossing
)

// Below reports whether the tier is known to be below production.
func (t Tier) Below() bool {
	switch t {
	case Staging, Development, Test, Preview:
		return true
	}
	return false
}

// A Membership says that a thing belongs to an environment, and how we know.
type Membership struct {
	Env  *Node
	Tier Tier
	Link *Link
}

// Basis is how sure the membership is.
func (m Membership) Basis() Basis { return m.Link.Basis() }

// OwnerSays begins the evidence for an environment that the owner's
// configuration gives to a mention. It overrules every other source.
const OwnerSays = "the owner's configuration says so"

// Owner reports whether the chain is the owner's word about a mention.
func (c Chain) Owner() bool { return len(c) > 0 && strings.HasPrefix(c[0].Says, OwnerSays) }

// Environments lists what n belongs to, surest first within a tier, tiers from
// production down. A holder is one mention, in which the strongest source wins
// and all that it says counts; a thing has the union over its mentions.
func (n *Node) Environments() []Membership {
	var ms []Membership
	for l := range n.Out(InEnv) {
		ms = append(ms, Membership{l.To, Tier(l.To.Type), l})
	}
	if n != nil && n.Kind == Holder {
		ms = strongest(ms)
	}
	slices.SortStableFunc(ms, func(a, b Membership) int {
		return cmp.Or(cmp.Compare(tierRank(a.Tier), tierRank(b.Tier)), cmp.Compare(b.Basis(), a.Basis()), strings.Compare(a.Env.Name, b.Env.Name))
	})
	return ms
}

// strongest keeps what the owner says, else what is surest.
func strongest(ms []Membership) []Membership {
	strength := func(m Membership) int {
		if m.Link.Why.Owner() || slices.ContainsFunc(m.Link.Also, Chain.Owner) {
			return int(Fetched) + 1
		}
		return int(m.Basis())
	}
	best := 0
	for _, m := range ms {
		best = max(best, strength(m))
	}
	return slices.DeleteFunc(ms, func(m Membership) bool { return strength(m) < best })
}

func tierRank(t Tier) int {
	return slices.Index([]Tier{Production, Staging, Preview, Test, Development, Shared, Untiered}, t)
}

// In returns the surest membership of n in a tier.
func (n *Node) InTier(t Tier) (Membership, bool) {
	for _, m := range n.Environments() {
		if m.Tier == t {
			return m, true
		}
	}
	return Membership{}, false
}

// InBelow returns the surest membership of n in a tier below production,
// staging first.
func (n *Node) InBelow() (Membership, bool) {
	for _, m := range n.Environments() {
		if m.Tier.Below() {
			return m, true
		}
	}
	return Membership{}, false
}

// Crosses reports whether n belongs to production and to something below it.
func (n *Node) Crosses() (production, below Membership, ok bool) {
	p, inP := n.InTier(Production)
	b, inB := n.InBelow()
	return p, b, inP && inB
}
