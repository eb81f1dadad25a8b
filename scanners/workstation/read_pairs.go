// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/dotenv"
	"github.com/stagedoor/stagedoor/scanners/internal/keyvalue"
)

// In this file: readers of files whose lines are a key and a value.

func (f *file) entry(e keyvalue.Entry) graph.Location {
	at := f.At(e.Line, e.Column)
	if e.EndColumn > e.Column {
		at.EndLine, at.EndColumn = e.Line, e.EndColumn
	}
	return at
}

// A part is a section of an ini file: a profile, a service.
type part struct {
	name    string // as written; "" where it has the form of no name
	holder  graph.ID
	line    int
	entries []keyvalue.Entry
}

// parts are the sections of an ini file; what stands before the first is the
// file's own. Typ is the field's word for a section.
func (f *file) parts(typ string, prefixes ...string) (all []part) {
	for _, e := range keyvalue.Parse(f.Data) {
		if n := len(all); n == 0 || all[n-1].entries[0].Section != e.Section {
			p := part{line: e.Line, holder: f.Holder(f.out)}
			if e.Section != "" {
				name := e.Section
				for _, prefix := range prefixes {
					name = strings.TrimSpace(strings.TrimPrefix(name, prefix))
				}
				p.name, _ = secret.Word(secret.New(strings.Trim(name, `"`)))
				p.holder = f.Section(f.out, typ, cmpOr(p.name, typ), e.Line, 1)
				f.environment(p.holder, p.name, e.Line)
			}
			all = append(all, p)
		}
		last := &all[len(all)-1]
		last.entries = append(last.entries, e)
	}
	return all
}

// environment says that a part of a file which is named after an environment
// belongs to it.
func (f *file) environment(holder graph.ID, name string, line int) {
	if d, ok := environment.OfName(name); !ok || d.Tier == graph.Untiered {
		return
	}
	why := f.Read(line, 1, "by the name that its owner gave it")
	why.Basis = graph.Named
	claim.Declares(f.out, holder, name, why)
}

// get is a value of a part, by key.
func (p part) get(keys ...string) (e keyvalue.Entry, ok bool) {
	for _, e := range p.entries {
		for _, k := range keys {
			if strings.EqualFold(e.Name, k) {
				return e, true
			}
		}
	}
	return keyvalue.Entry{}, false
}

// ini reads ini files whose credentials stand under known keys, in any section.
func ini(typ string, kinds map[string]string) func(*file) {
	return func(f *file) {
		for _, p := range f.parts(typ) {
			for _, e := range p.entries {
				if kind, ok := kinds[strings.ToLower(e.Name)]; ok {
					f.value(p.holder, kind, dotted(p.name, e.Name), e.Value.Normal(), f.entry(e))
				}
			}
		}
	}
}

func dotted(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, ".")
}

// pairs reads lines of NAME=value by their names and values alone.
func pairs(f *file) {
	var all []claim.Pair
	for _, e := range dotenv.Parse(f.Data) {
		if !e.Comment {
			all = append(all, claim.Pair{Name: e.Name, Value: e.Value, At: f.At(e.Line, e.Column)})
		}
	}
	if len(all) > 0 {
		claim.Pairs(f.out, f.Holder(f.out), all)
	}
}

// properties reads ini and properties files by their names and values alone.
func properties(f *file) {
	for _, p := range f.parts("section") {
		var all []claim.Pair
		for _, e := range p.entries {
			all = append(all, claim.Pair{Name: e.Name, Value: e.Value, At: f.entry(e)})
		}
		claim.Pairs(f.out, p.holder, all)
	}
}

// connection claims what opens one database, by the variables that say the same.
func (f *file) connection(holder graph.ID, prefix string, fields map[string]claim.Pair) {
	var all []claim.Pair
	for _, key := range []string{"HOST", "PORT", "DATABASE", "USER", "PASSWORD"} {
		if p, ok := fields[key]; ok && !p.Value.Empty() && p.Value.OneOf("*") == "" {
			p.Name = prefix + key
			all = append(all, p)
		}
	}
	if len(all) > 0 {
		claim.Pairs(f.out, holder, all)
	}
}

// services reads ini files with a connection in each section.
func services(prefix string, keys map[string]string) func(*file) {
	return func(f *file) {
		for _, p := range f.parts("service") {
			found := map[string]claim.Pair{}
			for _, e := range p.entries {
				if key, ok := keys[strings.ToLower(e.Name)]; ok {
					found[key] = claim.Pair{Value: e.Value.Normal(), At: f.entry(e)}
				}
			}
			f.connection(p.holder, prefix, found)
		}
	}
}
