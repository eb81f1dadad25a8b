// SPDX-License-Identifier: Apache-2.0

package literals

import "bytes"

// longestEncoded is the length from which an unbroken run of base64 is an image,
// a font or an archive inside a page or a script, and no secret: a private key of
// 4,096 bits takes 5 KiB with both layers of its encoding.
const longestEncoded = 16 << 10

// withoutBlobs puts spaces where such runs are, so that every offset stays. They
// hold each rule's keyword by chance, and decoding them gives bytes of nobody's
// text; a page with its pictures inside took a second for every megabyte.
func withoutBlobs(text []byte) []byte {
	kept := text
	for at := longestEncoded; at < len(text); at += longestEncoded {
		if !encodes(text[at]) {
			continue
		}
		start, end := at, at+1
		for start > 0 && encodes(text[start-1]) {
			start--
		}
		for end < len(text) && encodes(text[end]) {
			end++
		}
		if end-start < longestEncoded {
			continue
		}
		if &kept[0] == &text[0] {
			kept = bytes.Clone(text)
		}
		for i := start; i < end; i++ {
			kept[i] = ' '
		}
		at = end - end%longestEncoded
	}
	return kept
}

// encodes reports a letter of base64, with the escape of a slash in JSON.
func encodes(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' || c == '\\'
}
