// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"encoding/base64"
)

// A kind is a way in which text is encoded; several are a set. Where two touch,
// the smaller one comes first, and the other waits for the next round.
type kind uint8

const (
	percent     kind = 1 << iota // %hh, and all up to the last one of the line
	unicode                      // U+hhhh with white space behind it, \uhhhh, once or more
	hexadecimal                  // 32 digits or more
	base64ed                     // 16 letters or more, of both alphabets, and padding
)

var kindNames = []string{"decoded:percent", "decoded:unicode", "decoded:hex", "decoded:base64"}

// An encoding is what might be encoded text. Its value is known where it is
// base64.
type encoding struct {
	kind
	span
	value []byte
}

// encodings are what the one large expression of gitleaks' decoder matches,
//
//	%hh(?:.*%hh)?   (?:U\+hhhh(?:\s|$))+|(?i)(?:\\{1,2}uhhhh)+   h{32,}   [\w/+-]{16,}={0,2}
//
// in this order of preference, from the left, less the base64 that decodes to
// nothing: nearly all that it matches are long names and hashes. The expression
// takes a quarter of the time of a search.
func encodings(text []byte) (all []encoding) {
	rare := rareMarks{text: text}
	for i := 0; i < len(text); {
		// No run of sixteen begins before the end of a word that ends there.
		if far := i + shortestRun; far <= len(text) && kinds[text[far-1]]&inWord == 0 && rare.next(i) >= far {
			i = far
			continue
		}
		c := text[i]
		switch {
		case kinds[c]&inWord != 0:
			end := i + 1
			for end < len(text) && kinds[text[end]]&inWord != 0 {
				end++
			}
			if end-i >= 6 {
				all, end = inRun(all, text, i, end)
			}
			i = end
			continue
		case c == '%' && hexAt(text, i+1, 2):
			all = append(all, encoding{percent, span{i, lastPercent(text, i)}, nil})
		case c == '\\':
			if end := escapes(text, i); end > i {
				all = append(all, encoding{unicode, span{i, end}, nil})
			}
		}
		if n := len(all); n > 0 && all[n-1].end > i {
			i = all[n-1].end
		} else {
			i++
		}
	}
	return all
}

// shortestRun is how long base64 is at least; hexadecimal is longer.
const shortestRun = 16

// rareMarks says where the next encoding could begin that is not a long run: most
// texts have none.
type rareMarks struct {
	text  []byte
	known [3]int // the next of each mark, if it lies at or behind the place that is asked
}

var rare = [3][]byte{[]byte("%"), []byte(`\`), []byte("U+")}

func (r *rareMarks) next(from int) int {
	nearest := len(r.text)
	for k, mark := range rare {
		if r.known[k] < from || from == 0 {
			if n := bytes.Index(r.text[from:], mark); n >= 0 {
				r.known[k] = from + n
			} else {
				r.known[k] = len(r.text)
			}
		}
		nearest = min(nearest, r.known[k])
	}
	return nearest
}

// inRun judges a run of letters, and says where to go on.
func inRun(all []encoding, text []byte, start, end int) ([]encoding, int) {
	if n := hexRun(text, start, end); n >= 32 {
		all = append(all, encoding{hexadecimal, span{start, start + n}, nil})
		start += n
	}
	if end-start >= shortestRun {
		padded := end
		for padded < len(text) && padded < end+2 && text[padded] == '=' {
			padded++
		}
		if value := unbase64(text[start:padded]); value != nil {
			all = append(all, encoding{base64ed, span{start, padded}, value})
		}
		return all, padded
	}
	if end-start >= 6 && codePoint(text, end-6) > 0 {
		start = end - 6
		for next := codePoint(text, start); next > 0; next = codePoint(text, end) {
			end = next
		}
		all = append(all, encoding{unicode, span{start, end}, nil})
	}
	return all, end
}

// codePoint is the end of `U+hhhh` with the white space behind it, or 0.
func codePoint(text []byte, i int) int {
	switch {
	case i+6 > len(text) || text[i] != 'U' || text[i+1] != '+' || !hexAt(text, i+2, 4):
		return 0
	case i+6 == len(text):
		return i + 6
	case isSpace(text[i+6]):
		return i + 7
	}
	return 0
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'
}

// escapes is the end of the \uhhhh, one after another, that begin at i, or i.
func escapes(text []byte, i int) int {
	for i < len(text) && text[i] == '\\' {
		u := i + 1
		if u < len(text) && text[u] == '\\' {
			u++
		}
		if u >= len(text) || text[u]|0x20 != 'u' || !hexAt(text, u+1, 4) {
			break
		}
		i = u + 5
	}
	return i
}

// lastPercent is the end of the last %hh in the line of the one at i.
func lastPercent(text []byte, i int) int {
	end := i + 3
	for i = end; i < len(text) && text[i] != '\n'; i++ {
		if text[i] == '%' && hexAt(text, i+1, 2) {
			end = i + 3
		}
	}
	return end
}

func hexAt(text []byte, i, n int) bool {
	return i+n <= len(text) && hexRun(text, i, i+n) == n
}

// hexRun is how many hexadecimal digits text[start:end] begins with.
func hexRun(text []byte, start, end int) int {
	i := start
	for i < end && kinds[text[i]]&isHex != 0 {
		i++
	}
	return i - start
}

// unbase64 decodes a run in the standard or the URL alphabet; nil if the result is
// not printable.
func unbase64(run []byte) []byte {
	likely := false
	for _, c := range run {
		likely = likely || kinds[c]&isLikely != 0
	}
	if !likely {
		return nil
	}
	if value := printed(base64.StdEncoding, run); value != nil {
		return value
	}
	return printed(base64.RawURLEncoding, run)
}

// printed decodes piece by piece, since the first piece nearly always says no.
func printed(enc *base64.Encoding, run []byte) (value []byte) {
	var out [96]byte
	for len(run) > 0 {
		piece := run[:min(len(run), 64)]
		run = run[len(piece):]
		n, err := enc.Decode(out[:], piece)
		if err != nil {
			return nil
		}
		for _, c := range out[:n] {
			if !printable7(c) {
				return nil
			}
		}
		value = append(value, out[:n]...)
	}
	return value
}

func printable7(c byte) bool { return c > 0x08 && c < 0x7f }

const (
	inWord uint8 = 1 << iota // [\w/+-]
	isHex
	isLikely // one of what gitleaks takes for a sign of base64
)

var kinds = func() (k [256]uint8) {
	for c := range 256 {
		switch b := byte(c); {
		case b >= '0' && b <= '9':
			k[c] = inWord | isHex | isLikely
		case b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F':
			k[c] = inWord | isHex
		case b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z':
			k[c] = inWord
		case b == '+' || b == '/' || b == '-' || b == '_':
			k[c] = inWord | isLikely
		}
	}
	return k
}()
