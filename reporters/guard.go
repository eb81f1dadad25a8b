// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"reflect"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// Render is the last door: no report leaves but through it.
//
// First every string of the report that may come from a scanned tree is searched
// for every secret that was sealed, and the secret masked. Then the report is
// rendered in memory and searched again, encodings included: two harmless fields
// may make a secret together. On a hit the findings responsible are reduced to
// rule, file and line, and counted as withheld (the command then exits 3). If
// one remains even so, its bytes are masked in a way that keeps the format valid.
//
// A report is never empty, whatever is in it: the words of [Constants] and our
// fingerprints are no hits, so that nobody silences the gate with a secret that
// equals them. A nil Searcher finds nothing.
func Render(r Reporter, rep Report, s *secret.Searcher) (out []byte, withheld int, err error) {
	out, withheld, err = pastDoor(r, rep, s)
	if err == nil && r.frame != nil {
		out = r.frame(out)
	}
	return out, withheld, err
}

func pastDoor(r Reporter, rep Report, s *secret.Searcher) (out []byte, withheld int, err error) {
	v := viewOf(rep)
	d := door{search: s, json: r.json, ours: v.ours()}
	d.scrub(reflect.ValueOf(&v).Elem())
	out, err = r.render(v)
	if err != nil || len(d.hits(out)) == 0 {
		return out, 0, err
	}
	for i, f := range v.Findings {
		alone, err := r.render(v.only(f))
		if err != nil {
			return nil, 0, err
		}
		if len(d.hits(alone)) > 0 {
			v.Findings[i] = f.reduced()
			withheld++
		}
	}
	v.Withheld = withheld
	v.Style.Color, v.Style.Links = false, false // masking must not cut an escape sequence in two
	out, err = r.render(v)
	if err != nil {
		return nil, 0, err
	}
	return d.mask(out), withheld, nil
}

// Pass is the last door for output that is no report, such as that of a listing:
// it masks every secret in a text.
func Pass(text []byte, s *secret.Searcher) (safe []byte, hits int) {
	d := door{search: s}
	return d.mask(text), len(d.hits(text))
}

// PassJSON is [Pass] for a JSON document, which stays valid.
func PassJSON(doc []byte, s *secret.Searcher) (safe []byte, hits int) {
	d := door{search: s, json: true}
	return d.mask(doc), len(d.hits(doc))
}

func (r Reporter) render(v view) ([]byte, error) {
	var b bytes.Buffer
	if err := r.write(&b, v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// only is the report of a single finding, without what the frame tells of the
// scanned tree.
func (v view) only(f findingView) view {
	v.Findings, v.Rules = []findingView{f}, []ruleView{v.rule(f.Rule)}
	v.Gaps, v.Production, v.NotCovered, v.Paths, v.Next = nil, nil, nil, nil, ""
	v.Workstation = workstationView{}
	return v
}

const withheldTitle = "details withheld: shown together they would have spelled out a secret"

// reduced is what may be said of a finding that would show a secret.
func (f findingView) reduced() findingView {
	r := findingView{
		Rule: f.Rule, Severity: f.Severity, Basis: f.Basis, Fingerprint: f.Fingerprint, Tiers: f.Tiers, Contains: f.Contains,
		About:   nodeView{Kind: f.About.Kind, Type: "withheld", Name: "withheld", ID: "withheld"},
		Title:   withheldTitle,
		Message: withheldTitle + ".",
	}
	if p := f.first(); p.File != "" {
		r.Locations = []placeView{{File: p.File, Line: p.Line, Commit: p.Commit}}
	}
	return r
}
