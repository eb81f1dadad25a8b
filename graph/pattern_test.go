// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// naive reads a pattern as a regular expression over one letter a heading.
func naive(t *testing.T, pattern string) *regexp.Regexp {
	t.Helper()
	words := regexp.MustCompile(`<?[a-z_]+|\.|\s+`)
	return regexp.MustCompile("^(?:" + words.ReplaceAllStringFunc(pattern, func(w string) string {
		switch {
		case strings.TrimSpace(w) == "":
			return ""
		case w == ".":
			return "[a-g]"
		}
		l := headingOf(Verb(strings.TrimPrefix(w, "<")))
		if w[0] == '<' {
			l = l.backwards()
		}
		return string(rune('a' + l))
	}) + ")$")
}

// meets runs the automaton over headings.
func (p *Pattern) meets(way []heading) bool {
	at := uint8(patternStart)
	for _, l := range way {
		at = p.next[at][l]
	}
	return p.accept[at]
}

// TestAnAutomatonIsItsPattern: on random patterns and random ways the automaton
// says what a backtracking matcher of the same expression says.
func TestAnAutomatonIsItsPattern(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	var pattern func(depth int) string
	pattern = func(depth int) string {
		switch k := r.IntN(10); {
		case depth == 0 || k < 3:
			return []string{"reads", "holds", "opens", "<copy_of", "within", "."}[r.IntN(6)]
		case k < 6:
			return pattern(depth-1) + " " + pattern(depth-1)
		case k < 8:
			return "(" + pattern(depth-1) + "|" + pattern(depth-1) + ")"
		default:
			return "(" + pattern(depth-1) + ")" + []string{"*", "+", "?"}[r.IntN(3)]
		}
	}
	tried, met := 0, 0
	for range 400 {
		text := pattern(4)
		p, err := ParsePattern(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		oracle := naive(t, text)
		for range 60 {
			way := make([]heading, r.IntN(6))
			letters := ""
			for i := range way {
				way[i] = []heading{0, 1, 3, headingOf(CopyOf).backwards(), headingOf(Within)}[r.IntN(5)]
				letters += string(rune('a' + way[i]))
			}
			tried++
			if want := oracle.MatchString(letters); p.meets(way) != want {
				t.Fatalf("%s on %v: automaton %v, oracle %v", text, way, !want, want)
			} else if want {
				met++
			}
		}
	}
	if met < tried/50 {
		t.Errorf("only %d of %d ways met: the test says little", met, tried)
	}
}

func TestAPatternIsMinimal(t *testing.T) {
	for text, states := range map[string]int{".*": 2, "(holds|speaks_as)+": 3, "((holds)*)* (holds*)*": 2, "holds? holds? holds?": 5} {
		p, err := ParsePattern(text)
		if err != nil || len(p.next) != states {
			t.Errorf("%s: %d states, want %d: %v", text, len(p.next), states, err)
		}
	}
}

func TestAWrongPatternIsExplained(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "lacks a verb",
		"reads |":                          "lacks a verb",
		"<":                                "lacks a verb",
		"< .":                              `has ".", which is no verb`,
		"(reads":                           "not closed",
		"reads)":                           "closes nothing",
		"reed":                             `has "reed", which is no verb; write one of reads, holds`,
		"Reads":                            `has "Reads", which is no verb`,
		"reads & holds":                    `has "&", which is no verb`,
		"destroys":                         "passes only after opens",
		"holds destroys":                   "passes only after opens",
		"opens <in_env destroys":           "passes only after opens",
		strings.Repeat("(", 70) + "reads":  "parentheses",
		strings.Repeat("reads ", 300):      "more than 255 verbs",
		strings.Repeat(" ", 5000):          "longer than",
		strings.Repeat("*", 10) + "opens":  "lacks a verb",
		"(.|holds)* holds" + dots(10):      "more than 256 states",
		"(reads|holds)* reads (" + dots(9): "not closed",
	} {
		if _, err := ParsePattern(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
	}
}

// dots is the tail of a pattern whose automaton doubles with each.
func dots(n int) string { return strings.Repeat(" .", n) }

// tangle is a random graph of every kind of link, with locks and needs.
func tangle(r *rand.Rand, nodes, links int) *Graph {
	w := newWorld()
	var ids []ID
	for i := range nodes {
		id := w.thing([]Kind{Holder, Slot, Identity, Scope, Store, Backup}[r.IntN(6)], "t", fmt.Sprint("n", i))
		ids = append(ids, id)
		if r.IntN(4) == 0 {
			w.Note(id, Trait{Name: TraitLock, Detail: []string{LockAPI, LockImmutable, LockTerraform}[r.IntN(3)]}, Yes, read("x", 1))
		}
	}
	for range links {
		e := Edge{From: ids[r.IntN(nodes)], Verb: verbs[r.IntN(allVerbs)], To: ids[r.IntN(nodes)]}
		switch e.Verb {
		case Opens, Mounts:
			e.Power = Power(r.IntN(32))
		case Destroys:
			e.Needs = []Power{0, Delete, Administer}[r.IntN(3)]
		}
		w.Link(e, read("x", 1))
	}
	return Build(w.Facts)
}

// arrivals says where a walk gets to, with what, and how far it is.
func arrivals(g *Graph, start *Node, r Route) map[string]int {
	all := map[string]int{}
	for n, p := range g.Along(start, r) {
		key := fmt.Sprint(n.Public(), p.Power, p.Opened)
		if _, known := all[key]; !known {
			all[key] = len(p.Steps)
		}
	}
	return all
}

// naiveReach goes every way up to a length, by the same single step.
func naiveReach(start *Node, depth int, want func([]heading) bool) map[string]int {
	all := map[string]int{}
	var from func(s state, way []heading)
	from = func(s state, way []heading) {
		if len(way) > 0 && want(way) {
			key := fmt.Sprint(s.node.Public(), s.power, s.opened)
			if old, known := all[key]; !known || len(way) < old {
				all[key] = len(way)
			}
		}
		if len(way) == depth {
			return
		}
		for _, l := range s.node.out {
			if next, ok := s.over(l); ok {
				from(next, append(slices.Clip(way), l.heading))
			}
		}
		for _, l := range s.node.in {
			from(state{node: l.From}, append(slices.Clip(way), l.heading.backwards()))
		}
	}
	from(state{node: start}, nil)
	return all
}

// TestReachIsTheWidestPattern: Reach is Along(".*"), and does not take what is not
// walked.
func TestReachIsTheWidestPattern(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all, err := ParsePattern(".*")
	if err != nil {
		t.Fatal(err)
	}
	paths, looked := 0, 0
	for range 60 {
		g := tangle(r, 14, 40)
		for n := range g.All() {
			var reached, along []string
			for to, p := range g.Reach(n) {
				reached = append(reached, fmt.Sprint(to.Public(), p))
				for _, s := range p.Steps {
					if !s.Verb.Walked() {
						looked++
					}
				}
			}
			for to, p := range g.Along(n, Route{Pattern: all}) {
				along = append(along, fmt.Sprint(to.Public(), p))
			}
			if !slices.Equal(reached, along) {
				t.Fatalf("from %s: Reach %v, Along %v", n.Public(), reached, along)
			}
			paths += len(reached)
		}
	}
	if paths < 1000 || looked > 0 {
		t.Errorf("%d paths, %d steps that are not walked", paths, looked)
	}
}

// TestAWalkIsEveryWayOfThePattern: against going every way there is, locks, needs
// and powers included.
func TestAWalkIsEveryWayOfThePattern(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	found := 0
	for _, text := range []string{"reads* (holds|speaks_as)+ opens contains* destroys?", ".+ <copy_of", "opens (contains|destroys)+", "<reads . (within|in_env)?", "(opens destroys+ <copy_of)?"} {
		p, err := ParsePattern(text)
		if err != nil {
			t.Fatal(err)
		}
		for range 40 {
			g := tangle(r, 9, 26)
			for n := range g.All() {
				got, want := arrivals(g, n, Route{Pattern: p, Depth: 4}), naiveReach(n, 4, p.meets)
				if !maps.Equal(got, want) {
					t.Fatalf("%s from %s: %v, want %v\n%s", text, n.Public(), got, want, strings.Join(g.Dump(), "\n"))
				}
				found += len(got)
			}
		}
	}
	if found < 500 {
		t.Errorf("%d arrivals: the test says little", found)
	}
}

// TestAWalkIsBounded: by its steps, whatever the graph.
func TestAWalkIsBounded(t *testing.T) {
	g := tangle(rand.New(rand.NewPCG(5, 6)), 40, 400)
	p, _ := ParsePattern("(.|<reads|<opens|<contains)*")
	for n := range g.Nodes(Holder) {
		steps, many := 100, 0
		for range g.Along(n, Route{Pattern: p, Steps: &steps}) {
			many++
		}
		if steps >= 0 || many > 100 {
			t.Errorf("from %s: %d steps left after %d arrivals", n.Public(), steps, many)
		}
	}
}

func FuzzParsePattern(f *testing.F) {
	f.Add("reads* (holds|<opens)+ . ?")
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := ParsePattern(text); err == nil && (len(p.next) > MaxPatternStates || len(p.accept) != len(p.next)) {
			t.Errorf("%q: %d states", text, len(p.next))
		}
	})
}
