// SPDX-License-Identifier: Apache-2.0

package main

import (
	"path"
	"path/filepath"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/act"
)

// deed puts an act into the graph's words.
func (s surroundings) deed(a act.Act) rules.Deed {
	d := rules.Deed{Types: a.Types, All: a.All, Declares: a.Declares, Within: a.Within, Power: a.Power, Rows: a.Rows, Perhaps: a.Perhaps}
	for _, t := range a.Targets {
		switch {
		case t.Name != "":
			d.Names = append(d.Names, t.Name)
		case t.Variable != "":
			d.Variables = append(d.Variables, t.Variable)
		case t.Store != "":
			d.Stores = append(d.Stores, t.Store)
		case t.Server != "":
			d.Servers = append(d.Servers, t.Server)
		case t.Inside != "":
			d.Inside = append(d.Inside, t.Inside)
		case d.Unknown == "":
			d.Unknown = t.Why
		}
	}
	for _, f := range s.folders(a) {
		_, shown, inner, ok := s.within(f)
		if f == "" || !ok {
			d.Folders = append(d.Folders, "")
			continue
		}
		d.Folders = append(d.Folders, path.Join(shown, inner))
	}
	for _, f := range a.Within["file"] {
		if _, shown, inner, ok := s.within(f); ok && f != "" {
			d.Files = append(d.Files, path.Join(shown, inner))
		}
	}
	if d.All == "folder" && len(d.Files) > 0 {
		d.All = "file"
	}
	for _, typ := range a.Types {
		if store, _ := catalog.StoreByType(typ); store != nil && store.PerEnvironment != "" {
			d.PerEnvironment = true
		}
	}
	d.Loose, d.Production = loose(a, d), namesProduction(a, d)
	if a.Remote && d.Unknown == "" {
		d.Loose = "it runs where its variables are not known"
	}
	return d
}

// folders are where the act runs, seen from where the line is run.
func (s surroundings) folders(a act.Act) (all []string) {
	inner := a.Within["folder"]
	if len(inner) == 0 {
		inner = []string{"."}
	}
	for _, from := range a.Folders {
		for _, f := range inner {
			switch {
			case filepath.IsAbs(f):
				all = append(all, f)
			case from == "" || f == "":
				all = append(all, "")
			default:
				all = append(all, path.Join(from, f))
			}
		}
	}
	return all
}

// loose is why another thing of the same name may be meant.
func loose(a act.Act, d rules.Deed) string {
	switch {
	case !a.Verified:
		return "what the command destroys is not verified"
	case a.Operation == nil && !a.Rows:
		return "what the command destroys is not known"
	case (a.Program == "kubectl" || a.Program == "oc") && len(a.Within["namespace"]) == 0 && !slices.Contains(a.Types, "kubernetes_namespace"):
		return "the namespace is the one of the current context, which is not read here"
	}
	for _, m := range a.Moved {
		if e, ok := environment.OfName(m); !ok || !e.Tier.Below() || e.Basis < graph.Named {
			return "the line says itself where it acts, and nobody says which environment that is"
		}
	}
	for _, f := range d.Folders {
		if f == "" && a.All == "folder" {
			return "the folder in which it runs is not known"
		}
	}
	for what, names := range a.Within {
		for _, n := range names {
			if n == "" {
				return "the " + what + " is not known"
			}
		}
	}
	return ""
}

// namesProduction finds a word of the line that names production: a namespace, a
// profile, a folder.
func namesProduction(a act.Act, d rules.Deed) string {
	for _, what := range []string{"environment", "namespace", "context", "project", "app", "profile", "workspace", "config"} {
		for _, n := range a.Within[what] {
			if e, ok := environment.OfName(n); ok && e.Tier == graph.Production {
				return "the " + what + " " + n
			}
		}
	}
	for _, m := range a.Moved {
		if e, ok := environment.OfName(m); ok && e.Tier == graph.Production {
			return "the word " + m
		}
	}
	if a.All == "folder" {
		for _, f := range d.Folders {
			if e, ok := environment.OfPath(f + "/main.tf"); ok && e.Tier == graph.Production {
				return "the folder " + f
			}
		}
	}
	return ""
}
