// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"slices"
	"strings"
)

// A Vocabulary is a fixed set of words in lower case, each with a number that
// means something to its owner.
type Vocabulary map[string]int

// Words returns the numbers of the vocabulary's words that occur in the value,
// each once and ascending. A word is a longest run of ASCII letters; case does
// not matter. It reads the text once, so that a thousand expressions can be
// spared on a line that names none of their subjects.
func (v Value) Words(known Vocabulary) []int {
	text := v.text()
	var found []int
	var word [32]byte
	n := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) {
			if c := text[i] | 0x20; c >= 'a' && c <= 'z' {
				if n < len(word) {
					word[n] = c
				}
				n++
				continue
			}
		}
		if n > 0 && n <= len(word) {
			if id, ok := known[string(word[:n])]; ok && !slices.Contains(found, id) {
				found = append(found, id)
			}
		}
		n = 0
	}
	slices.Sort(found)
	return found
}

// Prefix returns the number of the first constant that the value begins with,
// or -1.
func (v Value) Prefix(constants []string) int {
	text := v.text()
	for i, c := range constants {
		if strings.HasPrefix(text, c) {
			return i
		}
	}
	return -1
}

// HasPrefix answers whether the value begins with a constant.
func (v Value) HasPrefix(constant string) bool { return strings.HasPrefix(v.text(), constant) }
