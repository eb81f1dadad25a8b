// SPDX-License-Identifier: Apache-2.0

package secret

// An Echo finds again, in a text that is about to be printed, what came from where
// nobody has looked for secrets: a line that was typed, the environment, a file that
// the line loads. It is for who has no vault to search for, since the secrets of the
// tree are not known to it. It is not safe for concurrent use.
type Echo struct{ heard map[string]struct{} }

// Hear takes what came in.
func (e *Echo) Hear(v Value) {
	text := lowered(v.text())
	if len(text) < MinSearch {
		return
	}
	if e.heard == nil {
		e.heard = map[string]struct{}{}
	}
	e.heard[text] = struct{}{}
}

// In returns the stretches of a text, in order, each byte of which stands in some
// [MinSearch] bytes that were heard, small and capital letters being one. A secret
// that was heard, and is long enough to be searched for, lies within one of them.
func (e *Echo) In(text string) []Span {
	grams := map[string][]int{}
	low := lowered(text)
	for i := 0; i+MinSearch <= len(low); i++ {
		grams[low[i:i+MinSearch]] = append(grams[low[i:i+MinSearch]], i)
	}
	found := make([]bool, len(text))
	for heard := range e.heard {
		for i := 0; i+MinSearch <= len(heard); i++ {
			for _, at := range grams[heard[i:i+MinSearch]] {
				found[at] = true
			}
		}
	}
	var all []Span
	for i, is := range found {
		if n := len(all); !is {
			continue
		} else if n > 0 && i <= all[n-1].End {
			all[n-1].End = i + MinSearch
		} else {
			all = append(all, Span{i, i + MinSearch})
		}
	}
	return all
}

// lowered keeps the place of every byte.
func lowered(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
