// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
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

// A door searches for secrets. In JSON it looks at the values of strings, as
// written and as meant: a hit over the punctuation between two of them is our
// own frame and tells nothing.
type door struct {
	search *secret.Searcher
	json   bool
	ours   string
}

// ours is what a report says of itself and what no secret may silence: its
// fingerprints, and the rules' ids and titles.
func (v view) ours() string {
	var b strings.Builder
	for _, f := range v.Findings {
		b.WriteString(f.Fingerprint + "\n" + f.Rule + "\n")
	}
	for _, r := range v.Rules {
		b.WriteString(r.ID + "\n" + r.Title + "\n")
	}
	return b.String()
}

// scrub masks secrets in every string below a value.
func (d door) scrub(at reflect.Value) {
	switch at.Kind() {
	case reflect.String:
		if text, hit := d.hide(at.String()); hit {
			at.SetString(text)
		}
	case reflect.Slice:
		for i := range at.Len() {
			d.scrub(at.Index(i))
		}
	case reflect.Struct:
		for i := range at.NumField() {
			if at.Type().Field(i).Tag.Get("door") != "ours" {
				d.scrub(at.Field(i))
			}
		}
	}
}

// find returns where secrets stand in a text, without those that are our words.
func (d door) find(text string) []secret.Span {
	if d.search == nil {
		return nil
	}
	return slices.DeleteFunc(d.search.Hits(text), func(h secret.Span) bool {
		return strings.Contains(d.ours, text[h.Start:h.End])
	})
}

func (d door) hide(text string) (string, bool) {
	hits := d.find(text)
	if len(hits) == 0 {
		return text, false
	}
	var b strings.Builder
	at := 0
	for _, h := range hits {
		b.WriteString(text[at:h.Start] + secret.Mask)
		at = h.End
	}
	b.WriteString(text[at:])
	return b.String(), true
}

// hits returns what has to be hidden of a rendered report.
func (d door) hits(out []byte) []secret.Span {
	if d.search == nil {
		return nil
	}
	text := string(out)
	if !d.json {
		return d.find(text)
	}
	var hits []secret.Span
	for _, lit := range jsonStrings(text) {
		body := text[lit.Start:lit.End]
		found := len(d.find(body)) > 0
		if !found && strings.Contains(body, `\`) {
			var meant string
			found = json.Unmarshal([]byte(`"`+body+`"`), &meant) == nil && len(d.find(meant)) > 0
		}
		if found {
			hits = append(hits, lit)
		}
	}
	return hits
}

func (d door) mask(out []byte) []byte {
	hits := d.hits(out)
	if len(hits) == 0 {
		return out
	}
	var b bytes.Buffer
	at := 0
	for _, h := range hits {
		b.Write(out[at:h.Start])
		b.WriteString(secret.Mask)
		if !d.json {
			b.WriteString(d.kept(string(out[h.Start:h.End])))
		}
		at = h.End
	}
	b.Write(out[at:])
	return b.Bytes()
}

// kept is what stays of masked lines of text: the rules that they name.
func (d door) kept(masked string) string {
	var names []string
	for line := range strings.Lines(d.ours) {
		id := strings.TrimSuffix(line, "\n")
		if len(id) >= secret.MinSearch && strings.Contains(masked, id) && !slices.Contains(names, id) {
			names = append(names, id)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " " + strings.Join(names, " ") + " "
}

// jsonStrings returns the insides of a document's strings that are values. Names
// of members are ours.
func jsonStrings(text string) []secret.Span {
	var spans []secret.Span
	for i := 0; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		start := i + 1
		for i = start; i < len(text) && text[i] != '"'; i++ {
			if text[i] == '\\' {
				i++
			}
		}
		if i+1 < len(text) && text[i+1] == ':' || i > len(text) {
			continue
		}
		spans = append(spans, secret.Span{Start: start, End: min(i, len(text))})
	}
	return spans
}

// only is the report of a single finding, without what the frame tells of the
// scanned tree.
func (v view) only(f findingView) view {
	v.Findings = []findingView{f}
	v.Paths, v.Gaps, v.Production, v.NotCovered, v.Next = nil, nil, nil, nil, ""
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
		r.Locations = []placeView{{File: p.File, Line: p.Line}}
	}
	return r
}

// Constants lists our own words: what rules and reports say whatever they are
// about, and what the caller adds, such as the catalog's titles. It is for
// [secret.Vault.Search].
func Constants(more ...string) []string {
	words := slices.Concat(more, rules.Severities(), graph.Full.Names(), []string{withheldTitle, "withheld"})
	for _, k := range graph.Kinds() {
		words = append(words, string(k))
	}
	all := rules.All()
	for _, r := range all {
		words = append(words, r.ID, r.Title, r.Why, r.Fix, r.Cannot)
		for s := rules.Note; s <= rules.Critical; s++ {
			d := descriptor(view{}.rule(r.ID), s, descriptorID(r.ID, r.Severity, s))
			words = append(words, d.ID, d.Name, d.Short.Text, d.Full.Text, d.Help.Text, d.Help.Markdown)
		}
	}
	// What reporters say around the findings is rendered rather than listed: each
	// line once, which leaves little.
	lines := map[string]struct{}{}
	for _, specimen := range []Report{{}, specimen(all[0])} {
		for _, r := range All() {
			if out, err := r.render(viewOf(specimen)); err == nil {
				for line := range strings.Lines(string(out)) {
					lines[strings.TrimSpace(line)] = struct{}{}
				}
			}
		}
	}
	words = append(words, strings.Join(slices.Sorted(maps.Keys(lines)), "\n"))
	slices.Sort(words)
	return slices.Compact(words)
}

// specimen is a report that has something of everything and says nothing.
func specimen(r rules.Rule) Report {
	rep := Report{
		Gaps:       []graph.Gap{{Kind: graph.Template}, {Kind: graph.Invalid}, {Kind: graph.Unreadable}, {Kind: graph.TooLarge}, {Kind: graph.Denied}},
		Production: []Reason{{Tier: graph.Production}}, NotCovered: []string{""}, Ignored: 1,
	}
	for s := rules.Critical; s >= rules.Note; s-- {
		f := rules.Finding{Rule: r.ID, Severity: s, Title: r.Title, MorePaths: 1, WrongIf: " ", NotSo: " ", Fix: " "}
		for b := graph.Guessed; b <= graph.Fetched; b++ {
			f.Paths = append(f.Paths, rules.Path{Basis: b, Steps: []rules.Step{{Basis: b, Verb: graph.Opens}}})
		}
		rep.Findings = append(rep.Findings, f)
	}
	return rep
}
