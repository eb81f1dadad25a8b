// SPDX-License-Identifier: Apache-2.0

// Package graph is the model that the whole program speaks: who can read which
// credential, what it opens, what is lost with what, and how we know.
//
// Four things hold everywhere, and every other package relies on them:
//
//   - A walked edge points the way harm travels and carries the power that it
//     gives or needs, so a blast radius is nothing but [Graph.Reach], and a way
//     of a given form nothing but [Graph.Along] a [Pattern].
//   - No fact without evidence. A chain of evidence is as sure as its least
//     sure link ([Basis]); vendors' documents never lower it.
//   - Facts are a set. [Facts] is write-only; merging is commutative and
//     idempotent, so neither the order of files nor the number of workers can
//     be seen in a report. [Build] freezes them, and every order it shows is
//     fixed by kind, type, name and place, never by a seal or a map.
//   - Plaintext is not here: a credential is a [secret.Seal].
//
// Joins that need all facts are [Derivation]s. They run in named stages, each
// reading what the earlier stages froze, which is why a rule never has to ask
// the catalog and a path can cite the vendor's page.
//
// A frozen graph can be written down and read again ([Graph.AppendBinary],
// [ParseBinary]); what is read is the same graph for everything but ids and seals, which
// mean something to one run only.
//
// Two changes against the first sketch of this model. A thing is tied to the
// file, section or job in which it is written by [Within], not by an environment
// of its own: environments are decided per mention and a thing's environments
// are the union over its mentions. And an environment-wide token opens a scope
// that lies between the project and the instances of its stores (a project's
// environment), so that "never to an environment" stays true of [Opens].
//
// Rejected: a graph library (parallel edges and labels matter) and a query
// language inside (rules are Go functions of forty lines; a rule of the user's
// own is a pattern of verbs, walked by what walks for all of them).
package graph

import (
	"iter"
	"slices"
	"sync"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Graph is frozen: it can be read by any number of goroutines.
type Graph struct {
	nodes  []*Node
	byID   map[ID]*Node // nil where the graph was read from what was written down
	byKind map[Kind][]*Node
	gaps   []Gap

	sort  sync.Once
	keyed [][]keyed // by kind, once somebody asks: every identity
}

// Nodes yields all nodes of a kind, in the graph's fixed order.
func (g *Graph) Nodes(k Kind) iter.Seq[*Node] { return slices.Values(g.byKind[k]) }

// All yields every node, in the graph's fixed order.
func (g *Graph) All() iter.Seq[*Node] { return slices.Values(g.nodes) }

// Node returns the node of an id, or nil.
func (g *Graph) Node(id ID) *Node { return g.byID[id] }

// Sealed returns the credential of a seal, or nil. Seals mean something in the run
// that made them only.
func (g *Graph) Sealed(s secret.Seal) *Node { return g.Node(idOf(identity{kind: Credential, seal: s})) }

// Gaps lists what should have been read and could not be, sorted.
func (g *Graph) Gaps() []Gap { return g.gaps }

// Len is the number of nodes.
func (g *Graph) Len() int { return len(g.nodes) }
