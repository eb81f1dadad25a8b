// SPDX-License-Identifier: Apache-2.0

package environment

// A token is one word of a name: what lies between separators (anything but
// letters and digits) or changes of case, its trailing digits taken off.
type token struct {
	text       string // lower case
	start, end int    // in the name, digits included
	number     bool   // digits only
	numbered   bool   // ends in digits
}

// longest is the length in bytes beyond which a name is prose, or hostile.
const longest = 256

// tokenise appends the words of a name to buf, which the caller keeps on its
// stack. A name that is too long has none.
func tokenise(buf []token, name string) []token {
	if len(name) > longest {
		return buf
	}
	lower := lowerASCII(name)
	for i := 0; i < len(name); {
		if !wordy(name[i]) {
			i++
			continue
		}
		j := i + 1
		for j < len(name) && wordy(name[j]) && !turns(name, i, j) {
			j++
		}
		end := j
		for end > i && digit(name[end-1]) {
			end--
		}
		t := token{text: lower[i:end], start: i, end: j, number: end == i, numbered: end < j}
		if t.number {
			t.text = lower[i:j]
		}
		buf = append(buf, t)
		i = j
	}
	return buf
}

// turns reports whether a new word begins at j by a change of case: prodDb,
// DBProd, prod1Db.
func turns(name string, i, j int) bool {
	if !upper(name[j]) {
		return false
	}
	if !upper(name[j-1]) {
		return true
	}
	return j-1 >= i && j+1 < len(name) && name[j+1] >= 'a' && name[j+1] <= 'z'
}

func wordy(c byte) bool {
	return c >= 'a' && c <= 'z' || upper(c) || digit(c) || c >= 0x80
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }
func digit(c byte) bool { return c >= '0' && c <= '9' }

// lowerASCII keeps every byte's place, and allocates only where it must.
func lowerASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if upper(s[i]) {
			b := []byte(s)
			for ; i < len(b); i++ {
				if upper(b[i]) {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

// divides reports whether a token only divides an environment: a region, a
// number.
func (t token) divides() bool { return t.number || in(regions, t.text) }

// fills reports whether a token leaves a name whole.
func (t token) fills() bool { return t.divides() || in(fillers, t.text) }
