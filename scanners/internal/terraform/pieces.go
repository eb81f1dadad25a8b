// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// Pieces: a text that is not known as a whole often is in parts, and these say
// what matters: the ARN of a bucket and "/*", a policy document around one. So an
// unknown text remembers what it is put together of, in the order of the text, or
// what value it is the JSON of. Whatever changes the text forgets it.

// template keeps the pieces of a template that is not known.
func (w *writer) template(x *hclsyntax.TemplateExpr) (cty.Value, error) {
	v, diags := x.Value(w.ctx)
	if diags.HasErrors() {
		return cty.NilVal, errEvaluation
	}
	if v.IsKnown() || len(x.Parts) > 256 {
		return v, nil
	}
	parts, n := make([]cty.Value, 0, len(x.Parts)), 0
	for _, p := range x.Parts {
		part, err := w.eval(p, false)
		if err != nil {
			return whole(v), nil
		}
		parts = append(parts, part)
		if n += 1 + piecesOf(part); n > maxPieces {
			return whole(v), nil
		}
	}
	return whole(v).Mark(&origin{kind: pieces, parts: parts, count: n}), nil
}

// maxPieces is how many pieces a text may have, those of its pieces included.
const maxPieces = 256

func piecesOf(v cty.Value) (n int) {
	_, marks := v.Unmark()
	for _, o := range origins(marks) {
		n += o.count
	}
	return n
}

// encoded is jsonencode of something that is not wholly known.
func encoded(v cty.Value, of cty.Value) cty.Value {
	n := 1
	_, marks := of.UnmarkDeep()
	for _, o := range origins(marks) {
		n += o.count
	}
	if n > maxPieces {
		return whole(v)
	}
	return whole(v).Mark(&origin{kind: encoding, parts: []cty.Value{of}, count: n})
}

// whole is a value without its pieces.
func whole(v cty.Value) cty.Value {
	if v == cty.NilVal || !v.IsMarked() {
		return v
	}
	bare, marks := v.Unmark()
	kept := cty.ValueMarks{}
	for m := range marks {
		if o, ok := m.(*origin); !ok || o.kind != pieces && o.kind != encoding {
			kept[m] = struct{}{}
		}
	}
	return bare.WithMarks(kept)
}

// assembled is what an unknown text is put together of, where that is known of it
// alone.
func assembled(os []*origin, out declared.Value, at place, left *int) declared.Value {
	var found *origin
	for _, o := range os {
		if o.kind == pieces || o.kind == encoding {
			if found != nil {
				return out
			}
			found = o
		}
	}
	if found == nil {
		return out
	}
	if found.kind == encoding {
		d := declare(found.parts[0], nil, at, left)
		if d.State != declared.Known {
			return out
		}
		d.Why, d.Refs = out.Why, out.Refs
		return d
	}
	for _, p := range found.parts {
		out.Parts = append(out.Parts, flat(declare(p, nil, at, left))...)
	}
	return out
}

// flat takes pieces of pieces apart; a value that is no text becomes one that is
// not known.
func flat(v declared.Value) []declared.Value {
	switch {
	case len(v.Parts) > 0:
		return v.Parts
	case v.IsScalar() || v.State == declared.Unknown:
		return []declared.Value{v}
	case v.State == declared.Null:
		return []declared.Value{declared.Scalar(secret.New(""), v.Why...)}
	}
	return []declared.Value{{State: declared.Unknown, Hangs: "a part of the text that is none", Why: v.Why, Refs: v.Refs}}
}
