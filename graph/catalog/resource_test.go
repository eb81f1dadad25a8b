// SPDX-License-Identifier: Apache-2.0

package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/catalog"
)

func TestDeclarationsSayWhatTheyMay(t *testing.T) {
	one := func(where, what, got string, of ...string) {
		if !slices.Contains(of, got) {
			t.Errorf("%s: %s %q", where, what, got)
		}
	}
	for _, p := range catalog.Providers() {
		for _, r := range p.Resources {
			one(r.Type, "format", r.Format, "terraform", "cloudformation", "kubernetes", "compose", "helm", "arm", "ansible", "pulumi")
			one(r.Type, "role", r.Role, "data", "backup", "container", "vault", "part", "plan", "edge", "env")
			one(r.Type, "primary", r.Primary, "", "yes", "no")
			one(r.Type, "unique", r.Unique, "", "global", "account", "parent", "none")
			one(r.Type, "on_delete", r.OnDelete, "", "destroyed", "retained", "retained_days", "depends", "unverified")
			if r.Role == "part" && (len(r.Of) == 0 || len(r.Parent) == 0) {
				t.Errorf("%s: a part of what?", r.Type)
			}
			for _, s := range r.Settings {
				one(r.Type+" "+s.Attr, "kind", s.Kind, "lock", "backup", "retention", "keep", "final", "history", "undo", "force", "place", "other")
				one(r.Type+" "+s.Attr, "unit", s.Unit, "", "days", "hours", "seconds")
				switch s.Kind {
				case "lock":
					one(r.Type+" "+s.Attr, "scope", s.Scope, "api", "terraform", "immutable", "other-principal")
				case "keep", "final":
					one(r.Type+" "+s.Attr, "scope", s.Scope, "", "call")
				}
				if s.Kind != "other" && s.Kind != "force" && s.Kind != "place" && strings.ContainsAny(s.Attr, " (|") {
					t.Errorf("%s: %q is no path, and decides", r.Type, s.Attr)
				}
			}
			for _, c := range r.Copies {
				one(r.Type+" "+c.Type, "by", c.By, "", "reference", "tag", "plan")
				one(r.Type+" "+c.Type, "lives", c.Lives, "", "inside", "apart", "other", "replica")
			}
		}
	}
}

// A store that is declared becomes a node of a type that its provider's tokens
// open, so the type begins as the provider is called.
func TestDeclaredStoresAreTheirProviders(t *testing.T) {
	begins := map[string][]string{"gcp": {"google_"}, "docker": nil}
	for _, p := range catalog.Providers() {
		prefixes, other := begins[p.ID]
		if !other {
			prefixes = []string{p.ID + "_"}
		}
		for _, r := range p.Resources {
			if r.Format == "kubernetes" || r.Format == "compose" || r.Format == "helm" || r.Role == "edge" || r.Role == "part" || r.Role == "plan" || r.Role == "backup" || r.Role == "env" {
				continue
			}
			typ := r.Store
			if typ == "" {
				typ = r.Type
			}
			if !slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(typ, prefix) }) {
				t.Errorf("%s: the store type %s is no type of %s", r.Type, typ, p.ID)
			}
		}
	}
}

func TestModulesDeclareKnownTypes(t *testing.T) {
	n := 0
	for _, p := range catalog.Providers() {
		for _, m := range p.Modules {
			n++
			if m.Checked == "" || len(m.Sources) == 0 || catalog.ModuleBySource("registry.terraform.io/"+m.Source) == nil {
				t.Errorf("%s: who has read it, and where?", m.Source)
			}
			for _, b := range m.Builds {
				r, _ := catalog.ResourceByType("terraform", b.Type)
				if r == nil {
					t.Errorf("%s declares %s, which nobody describes", m.Source, b.Type)
					continue
				}
				for input := range b.Defaults {
					used := input == b.When
					for _, in := range b.Inputs {
						used = used || in == input
					}
					if !used {
						t.Errorf("%s: nobody reads the default of %s", m.Source, input)
					}
				}
			}
		}
	}
	if n == 0 {
		t.Error("no modules")
	}
	if catalog.ModuleBySource("terraform-aws-modules/rds/aws//modules/db_option_group") != nil {
		t.Error("a submodule is not the whole")
	}
}
