// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// anyWorld is a graph that has something of everything, drawn by lot.
func anyWorld(seed uint64) *Graph {
	lot := rand.New(rand.NewPCG(seed, 1))
	w := newWorld()
	why := func() []Evidence {
		all := make([]Evidence, 1+lot.IntN(3))
		for i := range all {
			all[i] = Evidence{Basis: Basis(lot.IntN(5)), At: Location{File: fmt.Sprintf("f%d", lot.IntN(4)), Line: lot.IntN(90), Column: lot.IntN(9), EndLine: lot.IntN(99), EndColumn: lot.IntN(9)}, Says: fmt.Sprint("says ", lot.IntN(9))}
			if lot.IntN(3) == 0 {
				all[i].At = Location{URL: "https://vendor.example/" + fmt.Sprint(lot.IntN(3))}
			}
		}
		return all
	}
	var ids []ID
	for i := range 3 + lot.IntN(30) {
		k := kinds[lot.IntN(len(kinds))]
		if k == Credential {
			ids = append(ids, w.Literal("token", fmt.Sprint("T", lot.IntN(5)), secret.New(fmt.Sprintf("canary-%d-value", i)), why()...))
			continue
		}
		ids = append(ids, w.Node(Thing{Kind: k, Type: fmt.Sprint("type", lot.IntN(3)), Key: fmt.Sprint("key/", i), Name: fmt.Sprint("n", lot.IntN(9))}, why()...))
	}
	one := func() ID { return ids[lot.IntN(len(ids))] }
	for range lot.IntN(120) {
		w.Link(Edge{From: one(), Verb: verbs[lot.IntN(len(verbs))], To: one(), Power: Power(lot.IntN(32)), Needs: Power(lot.IntN(32))}, why()...)
		w.Note(one(), Trait{traitNames[lot.IntN(len(traitNames))], fmt.Sprint("d", lot.IntN(4)), lot.IntN(90) - 9}, Tri(lot.IntN(3)), why()...)
	}
	for range lot.IntN(4) {
		if a, b := one(), one(); a.Kind() == b.Kind() && a.Kind() != Credential {
			w.Same(a, b, why()[0])
		}
		w.Gap(Location{File: fmt.Sprint("g", lot.IntN(9)), Line: lot.IntN(3)}, Template, "is a template")
	}
	return Build(w.Facts)
}

// told spells a graph out: everything that can be asked of it, in its order.
func told(g *Graph) string {
	var b strings.Builder
	for n := range g.All() {
		fmt.Fprintf(&b, "%d %s %q %q %q %q %q %+v %+v\n", n.index, n.Kind, n.Type, n.Name, n.key, n.public, n.Names, n.At, n.traits)
		for l := range n.Out() {
			fmt.Fprintf(&b, "  out %d %s %d %d %d %d %+v %+v\n", l.From.index, l.Verb, l.To.index, l.Power, l.Needs, l.heading, l.Why, l.Also)
		}
		for l := range n.In() {
			fmt.Fprintf(&b, "  in %d %s %d %d\n", l.From.index, l.Verb, l.To.index, l.Power)
		}
		for m, p := range g.Reach(n) {
			fmt.Fprintf(&b, "  reach %d %d %v %d\n", m.index, p.Power, p.Opened, len(p.Steps))
		}
	}
	for _, k := range kinds {
		for n := range g.Nodes(k) {
			fmt.Fprintln(&b, k, n.index)
		}
		for key, n := range g.Keys(k) {
			fmt.Fprintf(&b, "%s %q %d\n", k, key, n.index)
		}
	}
	fmt.Fprintf(&b, "%+v\n", g.Gaps())
	return b.String()
}

// TestWhatIsWrittenIsWhatIsRead, twice over, and no value is in it.
func TestWhatIsWrittenIsWhatIsRead(t *testing.T) {
	for seed := range uint64(200) {
		g := anyWorld(seed)
		data, err := g.AppendBinary([]byte("before"))
		if err != nil {
			t.Fatal(seed, err)
		}
		data = bytes.TrimPrefix(data, []byte("before"))
		if bytes.Contains(data, []byte("canary")) {
			t.Fatal(seed, "a value is in it")
		}
		back, err := ParseBinary(data)
		if err != nil {
			t.Fatal(seed, err)
		}
		if got, want := told(back), told(g); got != want {
			t.Fatalf("%d: read\n%s\nwritten\n%s", seed, got, want)
		}
		if again, err := back.AppendBinary(nil); err != nil || !bytes.Equal(again, data) {
			t.Fatal(seed, "is written in another way the second time", err)
		}
	}
}

// TestWhatWasNotWrittenIsNotRead: cut, changed, lengthened, or of another version.
func TestWhatWasNotWrittenIsNotRead(t *testing.T) {
	data, err := anyWorld(7).AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if _, err := ParseBinary(data[:n]); err == nil {
			t.Fatal("cut at", n)
		}
		changed := bytes.Clone(data)
		changed[n] ^= 1 << (n % 8)
		if _, err := ParseBinary(changed); err == nil {
			t.Fatal("changed at", n)
		}
	}
	if _, err := ParseBinary(append(bytes.Clone(data), 0)); err == nil {
		t.Error("lengthened")
	}
	other := bytes.Clone(data[:len(data)-sha256.Size])
	other[len(binaryMagic)]++
	sum := sha256.Sum256(other)
	if _, err := ParseBinary(append(other, sum[:]...)); err == nil {
		t.Error("of another version")
	}
}

// FuzzParseBinary: whatever stands between the head and a sum that is right, it is
// an error or a graph that can be walked and written again.
func FuzzParseBinary(f *testing.F) {
	for seed := range uint64(8) {
		data, err := anyWorld(seed).AppendBinary(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[len(binaryMagic)+1 : len(data)-sha256.Size])
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		data := append([]byte(binaryMagic), binaryVersion)
		data = append(data, body...)
		sum := sha256.Sum256(data)
		g, err := ParseBinary(append(data, sum[:]...))
		if err != nil {
			return
		}
		for n := range g.All() {
			steps := 100
			for range g.Along(n, Route{Pattern: anywhere, Steps: &steps}) {
				_ = g.Len()
			}
		}
		again, err := g.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseBinary(again)
		if err != nil || back.Len() != g.Len() {
			t.Fatal(err)
		}
	})
}

// BenchmarkParseBinary reads a graph of 6,000 nodes.
func BenchmarkParseBinary(b *testing.B) {
	w := newWorld()
	for i := range 2000 {
		f := w.file(fmt.Sprintf("services/s%d/.env.staging", i))
		c := w.token(f, fmt.Sprint("TOKEN_", i), fmt.Sprintf("canary-%d", i))
		w.Link(Edge{From: c, Verb: Opens, To: w.thing(Store, "postgres", fmt.Sprint("db", i)), Power: Full}, read(fmt.Sprint("f", i), i))
	}
	data, err := Build(w.Facts).AppendBinary(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseBinary(data); err != nil {
			b.Fatal(err)
		}
	}
}
