// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/providers"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// found looks up the credentials that --probe-found names, in what has been read.
func (q liveQuestion) found(a *answer, facts *graph.Facts) (all []providers.Found, err error) {
	if len(q.probes) == 0 && !q.probeHeld {
		return nil, nil
	}
	copied := facts.Fork()
	_ = copied.Merge(facts) // one vault
	g := graph.Build(copied, q.joins...)
	if q.probeHeld {
		all = a.held(g)
	}
	for _, name := range q.probes {
		known := false
		for _, n := range locate(g, name) {
			for _, c := range valuesOf(n) {
				t, _ := catalog.ByType(c.Type)
				if t == nil {
					continue
				}
				if _, ok := providers.ProbeOf(c.Type); !ok {
					return nil, usage("nothing documented asks who a %s is without doing more; leave out --probe-found %s", t.Title, tree.Printable(name))
				}
				v, ok := a.vault.Value(c.ID.Seal())
				if !ok || c.Is(graph.NobodysSecret) {
					continue
				}
				known = true
				if !slices.ContainsFunc(all, func(f providers.Found) bool { return f.ID == c.ID }) {
					all = append(all, providers.Found{ID: c.ID, Kind: c.Type, Name: c.Name, Value: v})
				}
			}
		}
		if !known {
			return nil, exit{exitPartial, fmt.Sprintf("no credential of a known kind is found as %s; name it, or its file:line, as `stagedoor scan` shows it", tree.Printable(name))}
		}
	}
	return all, nil
}

// held lists the credentials of a workstation that a provider documents a way to
// ask about, once each; what has expired or is nobody's is left out.
func (a *answer) held(g *graph.Graph) (all []providers.Found) {
	for c := range g.Nodes(graph.Credential) {
		if _, ok := providers.ProbeOf(c.Type); !ok || !onWorkstation(c) || c.Is(graph.NobodysSecret) {
			continue
		}
		if v, ok := a.vault.Value(c.ID.Seal()); ok {
			all = append(all, providers.Found{ID: c.ID, Kind: c.Type, Name: c.Name, Value: v})
		}
	}
	return all
}

// valuesOf is a credential, or the values that a slot holds.
func valuesOf(n *graph.Node) (all []*graph.Node) {
	if n.Kind == graph.Credential {
		return []*graph.Node{n}
	}
	for l := range n.Out(graph.Holds) {
		if n.Kind == graph.Slot && l.To.Kind == graph.Credential {
			all = append(all, l.To)
		}
	}
	return all
}
