// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/reporters"
)

func catalogCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "catalog [TYPE]",
		Short: "what is known of a provider, a token kind, a store or a declared type, with sources",
		Args:  cobra.MaximumNArgs(1),
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.RunE = func(c *cobra.Command, args []string) error {
		if format != "text" && format != "json" {
			return usage("no output format %q; choose text or json", format)
		}
		w := c.OutOrStdout()
		if len(args) == 0 {
			return listCatalog(w, format)
		}
		entry := find(args[0])
		if entry == nil {
			return usage("the catalog has no %q; `stagedoor catalog` lists its providers", args[0])
		}
		if format == "json" {
			return encode(w, entry)
		}
		return page(w, entry)
	}
	return c
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func listCatalog(w io.Writer, format string) error {
	if format == "json" {
		return encode(w, catalog.Providers())
	}
	var rows [][]string
	for _, p := range catalog.Providers() {
		rows = append(rows, []string{p.ID, p.Title, fmt.Sprint(len(p.Tokens)), fmt.Sprint(len(p.Stores)), fmt.Sprint(len(p.Operations)), fmt.Sprint(len(p.Resources)), p.Checked})
	}
	reporters.Table(w, styleOf(w), []string{"provider", "title", "token kinds", "stores", "operations", "declarations", "checked"}, rows)
	return nil
}

// find looks an entry up by its provider, token kind, store type or the type by which
// a format declares it.
func find(name string) any {
	for _, p := range catalog.Providers() {
		if p.ID == name {
			return p
		}
	}
	if t, _ := catalog.ByType(name); t != nil {
		return *t
	}
	s, _ := catalog.StoreByType(name)
	if all := declarations(name); len(all) > 0 {
		return declaredType{s, all}
	}
	if s != nil {
		return *s
	}
	return nil
}

func page(w io.Writer, entry any) error {
	var b strings.Builder
	switch e := entry.(type) {
	case catalog.Provider:
		providerPage(&b, e)
	case catalog.Token:
		tokenPage(&b, e)
	case catalog.Store:
		storePage(&b, e)
	case declaredType:
		if e.Store != nil {
			storePage(&b, *e.Store)
		}
		for i, r := range e.Resources {
			if i > 0 || e.Store != nil {
				b.WriteString("\n")
			}
			declaredPage(&b, r)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func providerPage(b *strings.Builder, p catalog.Provider) {
	_, _ = fmt.Fprintf(b, "%s (%s), checked %s\n\nscope of a token  %s\n", p.Title, p.ID, p.Checked, p.ScopeModel)
	for _, t := range p.Tokens {
		_, _ = fmt.Fprintf(b, "\ntoken      %s%s\n           %s; opens %s\n", t.Type, unverified(t.Verified), t.Title, t.Scope)
	}
	for _, s := range p.Stores {
		_, _ = fmt.Fprintf(b, "\nstore      %s%s\n           %s\n", s.Type, unverified(s.Verified), s.Title)
	}
	for _, r := range p.Resources {
		_, _ = fmt.Fprintf(b, "\ndeclared   %s (%s)%s\n           %s\n", r.Type, r.Format, unverified(r.Verified), cmp.Or(r.Title, r.Holds, roles[r.Role]))
	}
	for _, o := range p.Operations {
		_, _ = fmt.Fprintf(b, "\noperation  %s%s\n           loses %s\n", o.Call, unverified(o.Verified), o.Loses)
	}
}

func tokenPage(b *strings.Builder, t catalog.Token) {
	_, _ = fmt.Fprintf(b, "%s%s\n\n%s opens %s\n", t.Type, unverified(t.Verified), t.Title, t.Scope)
	line(b, "power", strings.Join(t.Power, ", "))
	line(b, "variables", strings.Join(t.Variables, ", "))
	line(b, "narrower", t.Narrower)
	line(b, "cannot narrow", t.CannotNarrow)
	if t.Fix != nil {
		line(b, "fix", strings.Join(t.Fix.Steps, "; "))
		line(b, "command", t.Fix.Command)
		line(b, "page", t.Fix.URL)
		line(b, "plan", t.Fix.Plan)
	}
	line(b, "note", t.Note)
	for _, s := range t.Sources {
		line(b, "source", s)
	}
}

func storePage(b *strings.Builder, s catalog.Store) {
	_, _ = fmt.Fprintf(b, "%s%s\n\n%s\n", s.Type, unverified(s.Verified), s.Title)
	line(b, "delete handle", s.HandleSays)
	if s.Undo != nil {
		line(b, "undo", fmt.Sprintf("%d h, %s%s", s.Undo.Hours, s.Undo.By, unverified(s.Undo.Verified)))
	}
	for _, f := range s.Backups {
		line(b, "backup", fmt.Sprintf("%s: %s%s %s", f.Title, f.OnDelete, unverified(f.Verified), f.Quote))
		for _, src := range f.Sources {
			line(b, "source", src)
		}
	}
	line(b, "no backups", s.NoBackups)
	for _, src := range s.Sources {
		line(b, "source", src)
	}
}

func line(b *strings.Builder, name, text string) {
	if text != "" {
		_, _ = fmt.Fprintf(b, "%-14s %s\n", name, text)
	}
}

func unverified(verified bool) string {
	if verified {
		return ""
	}
	return " (unverified)"
}
