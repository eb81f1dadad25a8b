// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"regexp"
	"slices"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Hit is a call that the catalog knows, found in text. Either Operation or Use
// is set. Offset is that of its first byte, End that of the byte behind it.
type Hit struct {
	Provider    *Provider
	Operation   *Operation
	Use         *Use
	Offset, End int
}

// OperationsIn finds calls that destroy data, in the order of their places. Text
// that names none of their subjects is read once and costs no expression.
func OperationsIn(text secret.Value) []Hit {
	return index().calls.in(text, func(h Hit) bool { return h.Operation != nil })
}

// UsesIn finds what a credential is used for, in the order of their places.
func UsesIn(text secret.Value) []Hit {
	return index().calls.in(text, func(h Hit) bool { return h.Use != nil })
}

// most is the number of hits of one expression that are looked at.
const most = 100

type calls struct {
	words    secret.Vocabulary
	byWord   [][]int // numbers of calls, by number of word
	hits     []Hit   // what to report, by number of call
	patterns []func() *regexp.Regexp
}

func (c *calls) add(p *Provider) {
	for i := range p.Operations {
		o := &p.Operations[i]
		c.put(Hit{Provider: p, Operation: o}, o.Pattern, o.Words)
	}
	for i := range p.Uses {
		u := &p.Uses[i]
		c.put(Hit{Provider: p, Use: u}, u.Pattern, u.Words)
	}
}

func (c *calls) put(h Hit, pattern string, words []string) {
	if pattern == "" {
		return
	}
	if c.words == nil {
		c.words = secret.Vocabulary{}
	}
	n := len(c.hits)
	c.hits = append(c.hits, h)
	c.patterns = append(c.patterns, compiled(pattern))
	for _, w := range words {
		id, ok := c.words[w]
		if !ok {
			id = len(c.byWord)
			c.words[w] = id
			c.byWord = append(c.byWord, nil)
		}
		c.byWord[id] = append(c.byWord[id], n)
	}
}

func (c *calls) in(text secret.Value, want func(Hit) bool) []Hit {
	var found []Hit
	var asked []int
	for _, w := range text.Words(c.words) {
		for _, n := range c.byWord[w] {
			if !want(c.hits[n]) || slices.Contains(asked, n) {
				continue
			}
			asked = append(asked, n)
			for _, span := range text.Spans(c.patterns[n](), most) {
				h := c.hits[n]
				h.Offset, h.End = span[0], span[1]
				if len(span) > 2 && span[2] >= 0 {
					h.Offset = span[2] // the call itself, behind the address that makes it one
				}
				found = append(found, h)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Hit) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return a.End - b.End
	})
	return found
}
