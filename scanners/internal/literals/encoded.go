// SPDX-License-Identifier: Apache-2.0

package literals

import "encoding/base64"

// mayDecode reports whether gitleaks' decoder could find anything to decode. It
// is never false where the decoder would: the decoder's one large expression
// takes a quarter of the time of a search, and in most files all that it finds
// are long names, hashes and format verbs. It looks for
//
//	%hh.*%hh          U+hhhh, \uhhhh          [0-9A-Fa-f]{32,}          [\w/+-]{16,}={0,2}
//
// in this order, from the left, and drops what does not decode to printable ASCII.
func mayDecode(text []byte) bool {
	run := 0 // where the run of word characters before i began
	for i := 0; i < len(text); i++ {
		c := text[i]
		if kinds[c]&inWord != 0 {
			if c == '+' && escape(text, i-1, 'U') {
				return true
			}
			continue
		}
		if i-run >= 16 && runDecodes(text, run, i) {
			return true
		}
		switch {
		case c == '%' && i+2 < len(text) && kinds[text[i+1]]&kinds[text[i+2]]&isHex != 0:
			// One character that cannot be printed spoils all escapes of a line, and
			// %02x is the most frequent of them.
			if b := unhex(text[i+1])<<4 | unhex(text[i+2]); printable7(b) {
				return true
			}
			i += 2
		case c == '\\' && i+1 < len(text) && (escape(text, i, 'u') || escape(text, i, 'U')):
			return true
		}
		run = i + 1
	}
	return len(text)-run >= 16 && runDecodes(text, run, len(text))
}

// runDecodes judges one run of word characters.
func runDecodes(text []byte, start, end int) bool {
	hex := start
	for hex < end && kinds[text[hex]]&isHex != 0 {
		hex++
	}
	if hex-start >= 32 {
		if isHexText(text[start:hex]) {
			return true
		}
		start = hex
	}
	return end-start >= 16 && isBase64(text, start, end)
}

func isHexText(run []byte) bool {
	if len(run)%2 != 0 {
		return false
	}
	for i := 0; i < len(run); i += 2 {
		if !printable7(unhex(run[i])<<4 | unhex(run[i+1])) {
			return false
		}
	}
	return true
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
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

// escape reports whether text has, around i, the letter and four hexadecimal
// digits: `\u0041` with i at the backslash, `U+0041` with i at the letter.
func escape(text []byte, i int, letter byte) bool {
	if i < 0 || i+6 > len(text) || text[i] != letter && text[i+1] != letter {
		return false
	}
	for _, c := range text[i+2 : i+6] {
		if kinds[c]&isHex == 0 {
			return false
		}
	}
	return true
}

// isBase64 reports whether a run, with the padding behind it, is base64 of
// printable ASCII in the standard or the URL alphabet.
func isBase64(text []byte, start, end int) bool {
	likely := false
	for i := start; i < end && !likely; i++ {
		likely = kinds[text[i]]&isLikely != 0
	}
	if !likely {
		return false
	}
	padded := end
	for padded < len(text) && padded < end+2 && text[padded] == '=' {
		padded++
	}
	return printsAs(base64.StdEncoding, text[start:padded]) || printsAs(base64.RawURLEncoding, text[start:padded])
}

// printsAs decodes piece by piece, since the first piece nearly always says no.
func printsAs(enc *base64.Encoding, run []byte) bool {
	var out [96]byte
	for len(run) > 0 {
		piece := run[:min(len(run), 64)]
		run = run[len(piece):]
		n, err := enc.Decode(out[:], piece)
		if err != nil {
			return false
		}
		for _, c := range out[:n] {
			if !printable7(c) {
				return false
			}
		}
	}
	return true
}
