// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
)

// entries is a list of an answer that is read entry by entry: one that is other
// than documented costs itself and not the list.
type entries[T any] struct {
	all []T
	odd int  // entries that could not be read
	nil bool // null stands for the list
}

// UnmarshalJSON reads what can be read.
func (l *entries[T]) UnmarshalJSON(data []byte) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	l.nil = raw == nil
	for _, r := range raw {
		var t T
		if string(r) == "null" || json.Unmarshal(r, &t) != nil {
			l.odd++
			continue
		}
		l.all = append(l.all, t)
	}
	return nil
}

// maybe is a part of an answer that nothing else hangs on: where it is other than
// documented it is its zero value.
type maybe[T any] struct{ is T }

// UnmarshalJSON never fails.
func (m *maybe[T]) UnmarshalJSON(data []byte) error {
	var t T
	if json.Unmarshal(data, &t) == nil {
		m.is = t
	}
	return nil
}

// odd makes a gap of entries that could not be read.
func (c *Client) odd(out *graph.Facts, path, what string, n int) {
	if n > 0 {
		c.Gap(out, path, graph.Invalid, fmt.Sprintf("%s: %d entries are not in the documented form and were left out", what, n))
	}
}

// maxPages is where a list that does not end is left.
const maxPages = 1000

// endless is the error of such a list.
func endless(path string) error {
	return failure{path: path, kind: graph.TooLarge, says: fmt.Sprintf("the list goes on after %d pages", maxPages)}
}
