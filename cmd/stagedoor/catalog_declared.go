// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/catalog"
)

// A declaredType is a type with how formats declare it; its store is nil where
// the type is only a format's.
type declaredType struct {
	Store     *catalog.Store
	Resources []catalog.Resource
}

// declarations are the entries of a type: by its own name in any format, or as
// the store that it becomes.
func declarations(name string) (all []catalog.Resource) {
	for _, p := range catalog.Providers() {
		for _, r := range p.Resources {
			if r.Type == name || r.Store == name || slices.ContainsFunc(r.Also, func(a string) bool { _, short, _ := strings.Cut(a, " "); return short == name }) {
				all = append(all, r)
			}
		}
	}
	return all
}

var roles = map[string]string{
	"backup": "a copy of a store", "vault": "keeps copies", "container": "holds stores", "edge": "joins or shares stores",
	"part": "settings of another resource", "plan": "decides on copies", "env": "names an environment",
}

func declaredPage(b *strings.Builder, r catalog.Resource) {
	_, _ = fmt.Fprintf(b, "%s (%s)%s\n\n%s\n", r.Type, r.Format, unverified(r.Verified), cmp.Or(r.Title, r.Holds, roles[r.Role], r.Type))
	if r.Role != "data" {
		line(b, "role", roles[r.Role])
	}
	line(b, "holds", r.Holds)
	line(b, "primary data", r.Primary)
	line(b, "store", r.Store)
	line(b, "also", strings.Join(r.Also, ", "))
	line(b, "named by", strings.Join(r.Names, ", "))
	line(b, "unique", map[string]string{"global": "in the world", "account": "in its account and region", "parent": "in what contains it"}[r.Unique])
	line(b, "replica", strings.Join(r.Replica, ", "))
	for _, group := range []struct{ kind, title string }{
		{"lock", "protection"}, {"backup", "backups"}, {"retention", "kept for"}, {"keep", "survives"}, {"final", "final copy"},
		{"undo", "undo"}, {"history", "history"}, {"force", "force"}, {"place", "place"}, {"other", "note"},
	} {
		for _, s := range r.Settings {
			if s.Kind == group.kind {
				line(b, group.title, settingLine(s))
				line(b, "  source", s.Source)
			}
		}
	}
	for _, p := range partsOf(r) {
		line(b, "protection", p)
	}
	line(b, "on deletion", strings.TrimSpace(strings.ReplaceAll(r.OnDelete, "_", " ")+"; "+r.OnDeleteSays))
	for _, c := range r.Copies {
		line(b, "backed up by", copyLine(c))
	}
	line(b, "note", r.Note)
	for _, s := range r.Sources {
		line(b, "source", s)
	}
}

// settingLine says what a setting must be, what it is by default and who sees it.
func settingLine(s catalog.Setting) string {
	parts := []string{s.Attr}
	if len(s.Safe) > 0 {
		parts = append(parts, "safe "+strings.Join(s.Safe, " or "))
	}
	if len(s.Unsafe) > 0 {
		parts = append(parts, "unsafe "+strings.Join(s.Unsafe, " or "))
	}
	if s.Default != "" {
		parts = append(parts, "default "+s.Default)
	}
	parts = append(parts, map[string]string{
		"api": "the API refuses until it is changed", "terraform": "only the tool that applies the files sees it: nothing against a token",
		"immutable": "nobody can lift it in its time", "other-principal": "only somebody else can lift it", "call": "whoever deletes may decide otherwise",
	}[s.Scope], s.Note)
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, "; ") + unverified(s.Verified)
}

func copyLine(c catalog.BackedBy) string {
	parts := []string{c.Type + " (" + c.Attr + ")"}
	parts = append(parts, map[string]string{"inside": "dies with it", "apart": "outlives it", "other": "outlives it, in another account or vault", "replica": "a replica and no backup"}[c.Lives], c.Note)
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, "; ")
}

// partsOf words what else can be declared to protect a type.
func partsOf(r catalog.Resource) (all []string) {
	for _, p := range catalog.Providers() {
		if !slices.ContainsFunc(p.Resources, func(x catalog.Resource) bool { return x.Type == r.Type && x.Format == r.Format }) {
			continue
		}
		for _, part := range p.Resources {
			if part.Role != "part" || part.Format != r.Format || !slices.Contains(part.Of, r.Type) && !slices.Contains(part.Of, "*") || part.Type == r.Type {
				continue
			}
			for _, s := range part.Settings {
				if s.Kind == "force" || s.Kind == "other" {
					continue
				}
				all = append(all, part.Type+": "+settingLine(s))
			}
		}
	}
	return all
}
