// SPDX-License-Identifier: Apache-2.0

package secret

// An Echo finds again, in a text that is about to be printed, what came from where
// nobody has looked for secrets: a line that was typed, the environment, a file that
// the line loads. It is for who has no vault to search for, since the secrets of the
// tree are not known to it. It is not safe for concurrent use.
type Echo struct {
	heard map[string]struct{}
	bytes int

	grams map[string]struct{} // once somebody asks: all of MinSearch bytes that were heard
	first *[1 << 16]bool      // by their first two bytes: most places of a text end here
}

// Hear takes what came in.
func (e *Echo) Hear(v Value) {
	text := lowered(v.text())
	if len(text) < MinSearch {
		return
	}
	if e.heard == nil {
		e.heard = map[string]struct{}{}
	}
	if _, again := e.heard[text]; !again {
		e.heard[text] = struct{}{}
		e.bytes += len(text)
		e.grams = nil
	}
}

func (e *Echo) index() {
	if e.grams != nil {
		return
	}
	e.grams, e.first = make(map[string]struct{}, e.bytes), new([1 << 16]bool)
	for h := range e.heard {
		for i := 0; i+MinSearch <= len(h); i++ {
			e.grams[h[i:i+MinSearch]] = struct{}{}
			e.first[int(h[i])<<8|int(h[i+1])] = true
		}
	}
}

// mostHeard is how many bytes are looked for; where more was heard, all of a text may
// have come from there.
const mostHeard = 256 << 10

// In returns the stretches of a text, in order, each byte of which stands in some
// [MinSearch] bytes that were heard, small and capital letters being one. A secret
// that was heard, and is long enough to be searched for, lies within one of them.
func (e *Echo) In(text string) (all []Span) {
	if e.bytes > mostHeard {
		return []Span{{0, len(text)}}
	}
	e.index()
	low := lowered(text)
	for i := 0; i+MinSearch <= len(low); i++ {
		if !e.first[int(low[i])<<8|int(low[i+1])] {
			continue
		}
		if _, is := e.grams[low[i:i+MinSearch]]; !is {
			continue
		}
		if n := len(all); n > 0 && i <= all[n-1].End {
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
