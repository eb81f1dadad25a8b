// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"cmp"
	"strings"
	"unique"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// An ID identifies a thing. It is comparable, and means something to the facts
// of one run only: for a credential it is the seal. It is one word, since every
// fact is kept under one or two of them.
type ID struct {
	of unique.Handle[identity]
}

// An identity is what an ID stands for.
type identity struct {
	kind Kind
	key  string
	seal secret.Seal
}

func idOf(i identity) ID { return ID{unique.Make(i)} }

// identity is what the id stands for; of the zero ID, nothing.
func (i ID) identity() identity {
	if i.IsZero() {
		return identity{}
	}
	return i.of.Value()
}

// IsZero reports whether the id names nothing.
func (i ID) IsZero() bool { return i == ID{} }

// Kind is the kind of the thing.
func (i ID) Kind() Kind { return i.identity().kind }

// Seal is a credential's; the zero Seal for everything else.
func (i ID) Seal() secret.Seal { return i.identity().seal }

// compareIDs orders two ids of the same run. Seals do not take part: it is used
// only where credentials cannot be merged.
func compareIDs(a, b ID) int {
	x, y := a.identity(), b.identity()
	return cmp.Or(strings.Compare(string(x.kind), string(y.kind)), strings.Compare(x.key, y.key))
}
