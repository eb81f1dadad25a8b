// SPDX-License-Identifier: Apache-2.0

package literals

import "unicode/utf8"

// decode is what an encoding stands for; nothing where it is not text.
func (e encoding) decode(text []byte) []byte {
	text = text[e.start:e.end]
	switch e.kind {
	case percent:
		return unpercent(text)
	case unicode:
		return ununicode(text)
	case hexadecimal:
		return unhexadecimal(text)
	}
	return e.value
}

// unpercent undoes %hh. One character that cannot be printed spoils all of a line,
// and %02x is the most frequent of them.
func unpercent(text []byte) []byte {
	var out []byte
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '%' && hexAt(text, i+1, 2) {
			if c = unhex(text[i+1])<<4 | unhex(text[i+2]); !printable7(c) {
				return nil
			}
			i += 2
		}
		out = append(out, c)
	}
	return out
}

// ununicode undoes U+hhhh and \uhhhh, each of which has four digits at its end.
// Half of a surrogate pair is no character.
func ununicode(text []byte) (out []byte) {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != '+' && c|0x20 != 'u' || !hexAt(text, i+1, 4) {
			continue
		}
		r := rune(0)
		for _, c := range text[i+1 : i+5] {
			r = r<<4 | rune(unhex(c))
		}
		out = utf8.AppendRune(out, r)
		i += 4
	}
	return out
}

func unhexadecimal(text []byte) []byte {
	if len(text)%2 != 0 {
		return nil
	}
	digit := false
	for _, c := range text {
		digit = digit || c <= '9'
	}
	out := make([]byte, 0, len(text)/2)
	for i := 0; i < len(text); i += 2 {
		c := unhex(text[i])<<4 | unhex(text[i+1])
		if !printable7(c) {
			return nil
		}
		out = append(out, c)
	}
	if !digit {
		return nil
	}
	return out
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}
