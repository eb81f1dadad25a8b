// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// marker stands for an unknown piece while a JSON text is taken apart.
var marker = lazily.Compile(`_hole_(\d{1,4})_`)

// decoded takes JSON text apart; everything else is returned as it is.
func decoded(v declared.Value) declared.Value {
	text, holes := v.Scalar, []declared.Value(nil)
	switch {
	case v.IsScalar():
	case v.State == declared.Unknown && len(v.Parts) > 1:
		text, holes = marked(v.Parts, nil)
		v.Why = v.Why[max(0, len(v.Why)-1):] // where the text stands, not what a piece of it hangs on
	default:
		return v
	}
	json, ok := secret.ParseJSON(text)
	if !ok || json.Kind == 's' || json.Kind == 0 {
		return v
	}
	return inTree(json, v, holes)
}

// marked joins pieces into one text, with a marker for each that is not known.
func marked(parts, holes []declared.Value) (secret.Value, []declared.Value) {
	var all []secret.Value
	for _, p := range parts {
		switch {
		case p.IsScalar():
			all = append(all, p.Scalar)
		case len(p.Parts) > 0:
			var inner secret.Value
			inner, holes = marked(p.Parts, holes)
			all = append(all, inner)
		default:
			all = append(all, secret.New("_hole_"+digits(len(holes))+"_"))
			holes = append(holes, p)
		}
	}
	return secret.Join(all...), holes
}

func inTree(j secret.JSON, from declared.Value, holes []declared.Value) declared.Value {
	switch j.Kind {
	case 'a':
		items := make([]declared.Value, len(j.Items))
		for i, x := range j.Items {
			items[i] = inTree(x, from, holes)
		}
		return declared.List(items, from.Why...)
	case 'o':
		fields := make(map[string]declared.Value, len(j.Fields))
		for k, x := range j.Fields {
			fields[k] = inTree(x, from, holes)
		}
		return declared.Map(fields, from.Why...)
	case 's':
		return unmarked(j.Leaf, from, holes)
	}
	return declared.Value{State: declared.Null}
}

// unmarked puts the unknown pieces back where their markers stand.
func unmarked(leaf secret.Value, from declared.Value, holes []declared.Value) declared.Value {
	spans := leaf.Spans(marker.Get(), 1000)
	if len(spans) == 0 || len(holes) == 0 {
		return declared.Scalar(leaf, from.Why...)
	}
	var parts []declared.Value
	var refs []string
	hangs, end := "", 0
	for _, s := range spans {
		n, ok := secret.Number(leaf.Slice(s[2], s[3]))
		if !ok || n >= len(holes) {
			continue
		}
		if s[0] > end {
			parts = append(parts, declared.Scalar(leaf.Slice(end, s[0]), from.Why...))
		}
		parts, end = append(parts, holes[n]), s[1]
		refs, hangs = append(refs, holes[n].Refs...), orElse(hangs, holes[n].Hangs)
	}
	if end < leaf.Len() {
		parts = append(parts, declared.Scalar(leaf.Slice(end, leaf.Len()), from.Why...))
	}
	v := declared.Undecided(hangs, from.Why...)
	v.Parts, v.Refs = parts, refs
	return v
}
