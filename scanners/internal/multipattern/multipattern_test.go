// SPDX-License-Identifier: Apache-2.0

package multipattern

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tricky are expressions with what makes windows hard: assertions on both sides,
// runs before the cut, greedy and lazy tails, choices whose order counts, matches
// that touch each other.
var tricky = []string{
	`ab`, `(?i)ab+c?`, `\bab\w*\b`, `\Bab`, `^ab`, `(?m)^ab.*$`, `ab$`, `[a-c]{0,3}?(?:ab|b-a)[ab]{1,3}`,
	`(?i)[\w.-]{0,5}?(?:aka|kas)[ \t\w.-]{0,4}(=|:{1,2}=)([a-z0-9]{3,9}|[b.]{2,})(?:['" ]|$)`,
	`(?:ab|aba|abac)(a|ac)?`, `a{2,40}b`, `(a{1,3})ba{0,50}c`, `\b(ab[a-z]{2}|a\.[ab]{3})(?:[ ;]|\\n|$)`,
	`[^a]{0,4}bc[^b]*?cb`, `(?s:ab.{0,30}?ba)`, `ab(?s:.*)ba`, `é?ab.é`, `[é-ü]{0,2}ab`, `(?i)sk_k`, `x?y?ab\b`,
	`(?:^|[^a])ab(?:$|[^b])`, `ab\n*c?`, `(?:\n|^)ab`, `passw(?:or)?d[=:]`, `(?i)(?:k|s)ab`, `[ab]+?cab`, `ba{3}(?:ca)*`,
	`\b(\b(aa_[a-c]{3}|ab_(?:a|b))\b)`, `(?:a|b|)ca`, `ab|ba`, `(?:ab|)c{2}`, `.{0,3}ab.{0,3}`, `.*ab.`, `(?i)(?:^|b)[a-c.]+-[0-9.]+ab(?:b.+)?$`, `[^c]*ba`, `\x00a\x00b`,
}

// mixed makes text of few letters, so that matches are dense and touch, with
// characters outside ASCII, some that fold into it, and bytes that are no UTF-8.
func mixed(r *rand.Rand, n int) []byte {
	pieces := strings.Split("a|a|a|b|b|c|ab|ba|aka|kas|=|:|.|-|_| |\n|'|\\n|é|ü|\xff|\xc3|\xa9|\xe2\x84|x|y|A|B|K|k|s|0|9|password=|sk_k|aa_|\x00", "|")
	rare := []string{"\u017f", "\u212a", "\u0130"}
	var b strings.Builder
	odd := r.IntN(4) == 0
	for range n {
		if odd && r.IntN(20) == 0 {
			b.WriteString(rare[r.IntN(len(rare))])
		}
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return []byte(b.String())
}

func patternsOf(texts []string) (all []Pattern) {
	for _, t := range texts {
		all = append(all, Pattern{Text: t})
	}
	return all
}

// check compares every pattern with regexp on a text. It returns how many matches
// there were.
func check(t *testing.T, m *Matcher, text []byte) (n int) {
	t.Helper()
	m.Scan(text)
	for i, p := range m.set.patterns {
		var want []Span
		for _, f := range p.whole.FindAllIndex(text, -1) {
			want = append(want, Span{f[0], f[1]})
		}
		got := m.FindAll(i)
		if !slices.Equal(got, want) {
			t.Fatalf("%s in %q:\ngot  %v\nwant %v", tricky[i], text, got, want)
		}
		for _, f := range want {
			part := text[f.Start:f.End]
			if got, want := m.Groups(i, f.Start, f.End), p.whole.FindSubmatchIndex(part); !slices.Equal(got, want) {
				t.Fatalf("groups of %s in %q:\ngot  %v\nwant %v", tricky[i], part, got, want)
			}
		}
		n += len(want)
	}
	return n
}

func TestSameAsRegexp(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	m := New(patternsOf(tricky), nil).Matcher()
	matches := 0
	for range 3000 {
		matches += check(t, m, mixed(r, 1+r.IntN(60)))
	}
	matches += check(t, m, mixed(r, 20000))
	if matches < 20000 {
		t.Errorf("%d matches only", matches)
	}
}

func FuzzSameAsRegexp(f *testing.F) {
	f.Add("ab abab\nab")
	m := New(patternsOf(tricky), nil).Matcher()
	f.Fuzz(func(t *testing.T, text string) { check(t, m, []byte(text)) })
}

// TestEveryMatchHoldsALiteral is what a cut promises, without the rest.
func TestEveryMatchHoldsALiteral(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, text := range tricky {
		cut := Analyse(text)
		if cut.Literals == nil {
			t.Logf("%s: %s", text, cut.Why)
			continue
		}
		re := regexp.MustCompile(text)
		for range 300 {
			for _, m := range re.FindAllString(string(mixed(r, 60)), -1) {
				low := strings.NewReplacer("\u017f", "s", "\u212a", "k").Replace(strings.ToLower(m))
				if !slices.ContainsFunc(cut.Literals, func(l string) bool {
					i := strings.Index(low, l)
					return i >= 0 && (i <= cut.Before || strings.ContainsAny(low, "é�"))
				}) {
					t.Fatalf("%s matches %q without one of %q in its first %d bytes", text, m, cut.Literals, cut.Before)
				}
			}
		}
	}
}

func TestWords(t *testing.T) {
	m := New(nil, []string{"key", "ey-", "keyed"}).Matcher()
	for text, want := range map[string]string{
		"": "[false false false]", "a KEY": "[true false false]", "kEyed": "[true false true]", "hey-": "[false true false]", "ke y": "[false false false]",
	} {
		m.Scan([]byte(text))
		if got := fmt.Sprint([]bool{m.Has(0), m.Has(1), m.Has(2)}); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
	for text, want := range map[string]bool{"\u212aey": true, "\u017f": false, "İ": true, "é": false, "\xc4": false} {
		if m.Scan([]byte(text)); m.Lowers() != want {
			t.Errorf("%q: lowers is %v", text, m.Lowers())
		}
	}
}

// TestHostileTextCostsWhatRegexpCosts: each literal could begin a match that runs
// to the end of the text, and none does. Steps are counted, not time.
func TestHostileTextCostsWhatRegexpCosts(t *testing.T) {
	s := New(patternsOf([]string{`ab[\s\S]{3,}?END`, `[a-z]{0,9}xab[\s\S]{3,}END`}), nil)
	m := s.Matcher()
	text := []byte(strings.Repeat("xab ", 20000))
	m.Scan(text)
	l := ledger{left: 16*len(text) + 1<<16}
	if _, ok := m.placesOf(0, &l); ok {
		t.Error("20,000 runs over the whole text were paid for")
	}
	for i := range s.patterns {
		if got := m.FindAll(i); len(got) != 0 {
			t.Errorf("found %v", got)
		}
	}
}

// TestManyStates: a tail of more states than are kept loses nothing.
func TestManyStates(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	text := `abc[ab]{0,30}a[ab]{14}c`
	m := New(patternsOf([]string{text}), nil).Matcher()
	re := regexp.MustCompile(text)
	last, overflows := 0, 0
	for range 300 {
		b := []byte("abc")
		for range 200 {
			b = append(b, "abababababababababababababababababababababababababc"[r.IntN(51)])
		}
		m.Scan(b)
		got, want := len(m.FindAll(0)), len(re.FindAllIndex(b, -1))
		if got != want {
			t.Fatalf("%s: %d matches, want %d", b, got, want)
		}
		if n := len(m.dfas[0].states); n < last {
			overflows++
		}
		last = len(m.dfas[0].states)
	}
	if overflows == 0 {
		t.Errorf("%d states in the end: the cache never overflowed", last)
	}
}
