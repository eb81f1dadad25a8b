// SPDX-License-Identifier: Apache-2.0

package secret

// Lookup is what a table has under the value: [Value.OneOf] for many constants.
func Lookup[T any](v Value, table map[string]T) (found T, ok bool) {
	found, ok = table[v.text()]
	return found, ok
}

// Equal answers whether two values are one text.
func Equal(v, w Value) bool { return v.text() == w.text() }
