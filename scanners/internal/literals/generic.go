// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"strings"
)

// genericKey is the expression of gitleaks' rule generic-api-key: a word that
// sounds of secrets, an operator, a value. Go's regexp needs three quarters of a
// search for it, since it holds fifty threads at nearly every byte. So it is run
// only around operators that have a word before and a value behind them, and
// finds the same there. A rule with any other expression runs as it is.
const genericKey = `(?i)[\w.-]{0,50}?(?:access|auth|(?-i:[Aa]pi|API)|credential|creds|key|passw(?:or)?d|secret|token)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}([\w.=-]{10,150}|[a-z0-9][a-z0-9+/]{11,}={0,3})(?:[\x60'"\s;]|\\[nr]|$)`

const (
	maxPrefix = 50 + 10 + 20 + 3 // of a match, before its operator
	maxWord   = maxPrefix - 50   // from the beginning of the word
	maxGap    = 4 + 5            // from the operator's first byte to the value's
	minValue  = 10
)

var genericWords = [][]byte{[]byte("access"), []byte("auth"), []byte("api"), []byte("cred"), []byte("key"), []byte("passw"), []byte("secret"), []byte("token")}

// findAll is FindAllStringIndex of the rule's expression.
func (r *rule) findAll(text string) [][]int {
	if !r.known || foldsOddly(text) {
		return r.Regex.FindAllStringIndex(text, -1)
	}
	var found [][]int
	for _, s := range stretches(text) {
		for _, m := range r.Regex.FindAllStringIndex(text[s.start:s.end], -1) {
			found = append(found, []int{m[0] + s.start, m[1] + s.start})
		}
	}
	return found
}

// foldsOddly reports the two characters outside ASCII that (?i) takes for letters:
// the long s and the Kelvin sign.
func foldsOddly(text string) bool {
	return strings.Contains(text, "\u017f") || strings.Contains(text, "\u212a")
}

type stretch struct{ start, end int }

// stretches are the parts of text in which genericKey could match, apart from
// each other. Every match lies in one of them as a whole; and none of them ends
// within or right behind what could be a value, so that `$` says nothing there
// that it would not say of the whole text.
func stretches(text string) []stretch {
	var all []stretch
	v := values{text: text}
	for p := 0; p < len(text); p++ {
		if bytesOf[text[p]]&operator == 0 {
			continue
		}
		end, ok := v.behind(p)
		if !ok || !wordBefore(text, p) {
			continue
		}
		start := max(0, p-maxPrefix)
		if n := len(all); n > 0 && start <= all[n-1].end {
			all[n-1].end = max(all[n-1].end, end)
		} else {
			all = append(all, stretch{start, end})
		}
	}
	return all
}

// values looks for what the expression takes for a value. It remembers the last
// run of bytes, for text that is nothing but '='.
type values struct {
	text       string
	start, end int
}

// behind is the end of a match whose operator begins at p, if a value follows:
// ten bytes of its class, up to a byte that may end it.
func (v *values) behind(p int) (end int, ok bool) {
	for q := p + 1; q <= p+maxGap && q < len(v.text); q++ {
		if bytesOf[v.text[q]]&inValue == 0 {
			continue
		}
		if q < v.start || q >= v.end {
			v.start, v.end = q, q+1
			for v.end < len(v.text) && bytesOf[v.text[v.end]]&inValue != 0 {
				v.end++
			}
		}
		long := v.end-q >= minValue
		switch {
		case v.end == len(v.text):
			return v.end, ok || long
		case long && v.text[v.end] == '\\':
			end, ok = min(v.end+2, len(v.text)), true
		case long && bytesOf[v.text[v.end]]&endsValue != 0:
			end, ok = v.end+1, true
		}
		q = v.end
	}
	return end, ok
}

// wordBefore reports whether a word that sounds of secrets stands before p, with
// nothing in between but what the expression allows.
func wordBefore(text string, p int) bool {
	low := max(0, p-maxWord)
	start := p
	for start > low && bytesOf[text[start-1]]&beforeOperator != 0 {
		start--
	}
	var lower [maxWord]byte
	n := copy(lower[:], text[start:p])
	for i, c := range lower[:n] {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c | 0x20
		}
	}
	for _, w := range genericWords {
		if bytes.Contains(lower[:n], w) {
			return true
		}
	}
	return false
}

const (
	operator       uint8 = 1 << iota // the first byte of one
	inValue                          // [\w.=+/-]
	endsValue                        // [`'"\s;]
	beforeOperator                   // [\w.\s'"-]
)

var bytesOf = func() (k [256]uint8) {
	set := func(class uint8, chars string) {
		for i := range len(chars) {
			k[chars[i]] |= class
		}
	}
	word := "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
	set(operator, "=>:|?,")
	set(inValue, word+".=+/-")
	set(endsValue, "`'\"\t\n\f\r ;")
	set(beforeOperator, word+".-\t\n\f\r '\"")
	return k
}()
