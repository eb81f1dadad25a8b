// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"fmt"
	"testing"
)

// organisation is a graph of 2,000 projects: 25 things and 72 links each, some
// access across projects, and three credentials for all of them.
func organisation() *Graph {
	w := newWorld()
	var scopes, holders []ID
	for p := range 2000 {
		scope := w.thing(Scope, "project", fmt.Sprint("p", p))
		scopes = append(scopes, scope)
		var files, keys, stores []ID
		for i := range 8 {
			files = append(files, w.thing(Holder, "file", fmt.Sprint(p, "/f", i)))
			keys = append(keys, w.thing(Slot, "secret", fmt.Sprint(p, "/k", i)))
			stores = append(stores, w.thing(Store, "database", fmt.Sprint(p, "/d", i)))
		}
		holders = append(holders, files[0])
		for i, f := range files {
			for j := range 4 {
				w.Link(Edge{From: f, Verb: Reads, To: keys[(i+j)%8]}, read("x", 1))
			}
			w.Link(Edge{From: keys[i], Verb: Opens, To: stores[i], Power: Power(1 + i*p%31)}, read("x", 1))
			w.Link(Edge{From: scope, Verb: Contains, To: stores[i]}, read("x", 1))
			w.Link(Edge{From: stores[i], Verb: Within, To: f}, read("x", 1))
			w.Link(Edge{From: stores[i], Verb: Destroys, To: stores[(i+1)%8], Needs: Delete}, read("x", 1))
			w.Link(Edge{From: f, Verb: Within, To: files[0]}, read("x", 1))
		}
		w.Link(Edge{From: files[1], Verb: Reads, To: w.thing(Slot, "secret", fmt.Sprint(p*7%2000, "/k", 3))}, read("x", 1))
	}
	for i := range 3 {
		all := w.thing(Slot, "secret", fmt.Sprint("organisation", i))
		w.Link(Edge{From: holders[i*500], Verb: Reads, To: all}, read("x", 1))
		for _, s := range scopes {
			w.Link(Edge{From: all, Verb: Opens, To: s, Power: Full}, read("x", 1))
		}
	}
	return Build(w.Facts)
}

func BenchmarkWalk(b *testing.B) {
	g := organisation()
	links := 0
	for n := range g.All() {
		for range n.Out() {
			links++
		}
	}
	pattern := func(text string) *Pattern {
		p, err := ParsePattern(text)
		if err != nil {
			b.Fatal(err)
		}
		return p
	}
	stores := func(n *Node) bool { return n.Kind == Store }
	for _, c := range []struct {
		name string
		r    Route
	}{
		{"reach", Route{Pattern: anywhere}},
		{"reach stores", Route{Pattern: anywhere, Ends: stores}},
		{"along", Route{Pattern: pattern("reads+ opens contains* destroys*"), Ends: stores}},
		{"along and back", Route{Pattern: pattern("reads+ (opens|contains|destroys)+ (within <within)?"), Ends: stores, Depth: 12}},
	} {
		b.Run(c.name, func(b *testing.B) {
			found := 0
			for b.Loop() {
				found = 0
				for n := range g.Nodes(Holder) {
					for range g.Along(n, c.r) {
						found++
					}
				}
			}
			b.ReportMetric(float64(found), "paths")
			b.ReportMetric(float64(g.Len()), "nodes")
			b.ReportMetric(float64(links), "links")
		})
	}
}
