// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
)

// A door searches for secrets. In JSON it looks at the values of strings, as
// written and as meant: a hit over the punctuation between two of them is our
// own frame and tells nothing.
type door struct {
	search *secret.Searcher
	json   bool
	ours   string
}

// ours is what a report says of itself and what no secret may silence: its
// fingerprints, the rules' ids, and the titles of our own.
func (v view) ours() string {
	var b strings.Builder
	for _, f := range v.Findings {
		b.WriteString(f.Fingerprint + "\n" + f.Rule + "\n")
	}
	for _, r := range v.Rules {
		b.WriteString(r.ID + "\n")
		if _, builtIn := rules.Find(r.ID); builtIn {
			b.WriteString(r.Title + "\n")
		}
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
	return secret.Redact(text, hits), len(hits) > 0
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
