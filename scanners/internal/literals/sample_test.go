// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/url"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// sample writes text that an expression matches, as a rule. Its secrets are made
// up anew each time.
func sample(r *rand.Rand, re *syntax.Regexp, b *strings.Builder) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, c := range re.Rune {
			b.WriteRune(cased(r, c, re.Flags&syntax.FoldCase != 0))
		}
	case syntax.OpCharClass:
		if len(re.Rune) > 0 {
			b.WriteRune(oneIn(r, re.Rune))
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteRune([]rune("aZ0 =\"'-.é;")[r.IntN(11)])
	case syntax.OpAlternate:
		sample(r, re.Sub[r.IntN(len(re.Sub))], b)
	case syntax.OpQuest:
		times(r, re.Sub[0], b, 0, 1)
	case syntax.OpStar:
		times(r, re.Sub[0], b, 0, 6)
	case syntax.OpPlus:
		times(r, re.Sub[0], b, 1, 6)
	case syntax.OpRepeat:
		most := re.Max
		if most < 0 {
			most = re.Min + 6
		}
		times(r, re.Sub[0], b, re.Min, most)
	default:
		for _, sub := range re.Sub {
			sample(r, sub, b)
		}
	}
}

func times(r *rand.Rand, re *syntax.Regexp, b *strings.Builder, least, most int) {
	n := least + r.IntN(most-least+1)
	if r.IntN(3) > 0 {
		n = min(n, least+4)
	}
	for range n {
		sample(r, re, b)
	}
}

// cased changes the case of a letter, now and then into one beyond ASCII.
func cased(r *rand.Rand, c rune, fold bool) rune {
	if !fold || r.IntN(2) == 0 || c|0x20 < 'a' || c|0x20 > 'z' {
		return c
	}
	if r.IntN(40) == 0 {
		switch c | 0x20 {
		case 's':
			return 0x17f
		case 'k':
			return 0x212a
		}
	}
	return c ^ 0x20
}

// oneIn is a character of a class, of ASCII where it has any.
func oneIn(r *rand.Rand, class []rune) rune {
	for range 20 {
		i := 2 * r.IntN(len(class)/2)
		low, high := class[i], class[i+1]
		if low < utf8.RuneSelf {
			high = min(high, '~')
			low = min(max(low, '\t'), high)
		}
		if c := low + r.Int32N(high-low+1); c < utf8.RuneSelf || r.IntN(60) == 0 {
			return c
		}
	}
	return class[0]
}

// A maker makes up fragments that rules react to.
type maker struct {
	r     *rand.Rand
	rules []*rule
	trees []*syntax.Regexp
}

func newMaker(seed uint64) *maker {
	m := &maker{r: rand.New(rand.NewPCG(seed, 1))}
	for _, r := range defaults().rules {
		if r.pattern >= 0 {
			tree, _ := syntax.Parse(r.content.Text, syntax.Perl)
			m.rules, m.trees = append(m.rules, r), append(m.trees, tree)
		}
	}
	return m
}

// fragment is some samples, whole or spoiled, plain or encoded, in lines.
func (m *maker) fragment() string {
	var b strings.Builder
	for range 1 + m.r.IntN(2) {
		s := m.encoded(m.spoiled(m.one()))
		switch m.r.IntN(8) {
		case 0:
			b.WriteString(m.pick("password = \"", "token: ", "# ", "é", "\xff", "key=", "kind: Secret\ndata:\n  a: ", "import {a} from '"))
		case 1:
			b.WriteString(strings.Repeat(m.pick("a", " ", "key ", "\t", "secret=", "é", "x-"), m.r.IntN(60)))
		}
		b.WriteString(s)
		b.WriteString(m.pick("\n", "\n", "\n", " ", "", ";", "\"\n", "\r\n", "\\n", " # gitleaks:allow\n", "\n\n", "\u0130", "\xe2\x84"))
	}
	if m.r.IntN(4000) == 0 {
		b.WriteString(strings.Repeat(b.String(), 40)) // very long lines among them
	}
	return b.String()
}

// one is a sample of a rule, with one of its keywords beside it or in it.
func (m *maker) one() string {
	var b strings.Builder
	i := m.r.IntN(len(m.rules))
	if k := m.rules[i].keywords; len(k) > 0 && m.r.IntN(3) == 0 {
		b.WriteString(k[m.r.IntN(len(k))] + m.pick(" ", "=", "\n", ""))
	}
	sample(m.r, m.trees[i], &b)
	return b.String()
}

func (m *maker) pick(from ...string) string { return from[m.r.IntN(len(from))] }

// spoiled changes a sample in a place or two, in half of all cases.
func (m *maker) spoiled(s string) string {
	for m.r.IntN(2) == 0 && len(s) > 1 {
		i := m.r.IntN(len(s))
		switch m.r.IntN(6) {
		case 0:
			s = s[:i] + s[i+1:]
		case 1:
			s = s[:i] + m.pick("k", "S", "\u212a", "\u017f", "\u0130", "\xff", "\n", " ", "=", "\"", "-", "é", "0") + s[i:]
		case 2:
			s = s[:i] + strings.ToUpper(s[i:])
		case 3:
			s = s[:i] + s[m.r.IntN(len(s)):]
		case 4:
			s = s[i:] + s[:i]
		case 5:
			s += s[i:]
		}
	}
	return s
}

// encoded encodes a sample, several times over in some cases.
func (m *maker) encoded(s string) string {
	for m.r.IntN(3) == 0 && len(s) < 2000 {
		switch m.r.IntN(6) {
		case 0:
			s = base64.StdEncoding.EncodeToString([]byte(s))
		case 1:
			s = base64.RawURLEncoding.EncodeToString([]byte(s))
		case 2:
			s = hex.EncodeToString([]byte(s))
		case 3:
			s = url.QueryEscape(s)
		case 4:
			s = strings.NewReplacer("a", "%61", "k", "%6B", "=", "%3d").Replace(s)
		case 5:
			i := m.r.IntN(len(s) + 1)
			var b strings.Builder
			for _, c := range s[i:] {
				fmt.Fprintf(&b, m.pick("\\u%04x", "\\u%04X"), c&0xffff)
			}
			s = s[:i] + b.String()
		}
	}
	return s
}
