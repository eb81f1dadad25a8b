// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Drawing writes the whole graph in one format, for tools that draw or query
// graphs. It passes the same last door as a report. Use [Draw].
type Drawing struct {
	Name string
	Doc  string

	draw func(*bytes.Buffer, picture) error
	json bool
}

var drawings []Drawing

func addDrawing(d Drawing) Drawing {
	drawings = append(drawings, d)
	return d
}

// Drawings returns every drawing, by name.
func Drawings() []Drawing {
	all := slices.Clone(drawings)
	slices.SortFunc(all, func(a, b Drawing) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// FindDrawing returns a drawing by name.
func FindDrawing(name string) (Drawing, bool) {
	i := slices.IndexFunc(drawings, func(d Drawing) bool { return d.Name == name })
	if i < 0 {
		return Drawing{}, false
	}
	return drawings[i], true
}

// Draw renders a graph through the last door: what would spell out a secret is
// masked, and counted in hits.
func Draw(d Drawing, g *graph.Graph, s *secret.Searcher) (out []byte, hits int, err error) {
	p := pictureOf(g)
	door := door{search: s, json: d.json}
	door.scrub(reflect.ValueOf(&p).Elem())
	var b bytes.Buffer
	if err := d.draw(&b, p); err != nil {
		return nil, 0, err
	}
	return door.mask(b.Bytes()), len(door.hits(b.Bytes())), nil
}

// A picture is a plain copy of a graph, in its fixed order.
type picture struct {
	Nodes []pictured
	Links []pictureLink
}

type pictured struct {
	ID           string `door:"ours"` // the same from run to run, unique, letters and digits
	Kind         string `door:"ours"`
	Type         string
	Name         string
	Public       string
	Tiers        []string `door:"ours"`
	Environments []string
	At           []placeView
}

type pictureLink struct {
	From, To int
	Verb     string   `door:"ours"`
	Power    []string `door:"ours"`
	Needs    []string `door:"ours"`
	Basis    string   `door:"ours"`
	At       []placeView
}

func pictureOf(g *graph.Graph) picture {
	var p picture
	index, seen := map[*graph.Node]int{}, map[string]int{}
	for n := range g.All() {
		sum := sha256.Sum256([]byte(n.Public()))
		id := "sd" + hex.EncodeToString(sum[:8])
		if seen[id]++; seen[id] > 1 { // two credentials of one name and place
			id = fmt.Sprintf("%sx%d", id, seen[id])
		}
		shown := pictured{ID: id, Kind: string(n.Kind), Type: n.Type, Name: n.Name, Public: n.Public()}
		for _, m := range n.Environments() {
			shown.Environments = append(shown.Environments, m.Env.Name)
			shown.Tiers = append(shown.Tiers, string(m.Tier))
		}
		shown.Tiers = slices.Compact(slices.Sorted(slices.Values(shown.Tiers)))
		for _, e := range n.At {
			if !e.At.IsZero() {
				shown.At = append(shown.At, viewPlace(e.At))
			}
		}
		index[n] = len(p.Nodes)
		p.Nodes = append(p.Nodes, shown)
	}
	for n := range g.All() {
		for l := range n.Out() {
			link := pictureLink{From: index[l.From], To: index[l.To], Verb: string(l.Verb), Power: l.Power.Names(), Needs: l.Needs.Names(), Basis: l.Basis().String()}
			for _, e := range l.Why {
				if !e.At.IsZero() {
					link.At = append(link.At, viewPlace(e.At))
				}
			}
			p.Links = append(p.Links, link)
		}
	}
	return p
}

// caption is a node as people call it.
func (n pictured) caption() string { return n.Kind + " " + n.Name }

// caption is a link with what it gives or needs.
func (l pictureLink) caption() string {
	s := strings.ReplaceAll(l.Verb, "_", " ")
	if len(l.Power) > 0 {
		s += " (" + strings.Join(l.Power, ", ") + ")"
	}
	if len(l.Needs) > 0 {
		s += " (needs " + strings.Join(l.Needs, ", ") + ")"
	}
	return s
}
