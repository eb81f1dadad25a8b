// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/arm"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// ARM reads Azure's templates, in JSON and in Bicep, and evaluates each with
// every parameter file that fits it: a parameter file is an environment's.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files
var ARM = add(Scanner{
	Name:  "arm",
	Doc:   "Azure Resource Manager templates and Bicep, evaluated once for each parameter file: stores, their settings, management locks",
	Match: func(p string) bool { return isARM(p) || isBicep(p) },
	Keep:  func(f *File) bool { return isBicep(f.Path) || armSchema(f.Data) },
	Tree:  armTree,
})

func isARM(p string) bool { ext := path.Ext(p); return ext == ".json" || ext == ".jsonc" }

func armSchema(data []byte) bool {
	lower := bytes.ToLower(data[:min(len(data), 4096)])
	return bytes.Contains(lower, []byte("deploymenttemplate.json")) || bytes.Contains(lower, []byte("deploymentparameters.json"))
}

// An armInput is a parameter file.
type armInput struct {
	*File
	given map[string]declared.Value
	using string // the template that it names, as a path in the tree; "" where it names none
}

// armFiles are all templates and parameter files of a tree.
type armFiles struct {
	templates map[string]*arm.Template
	files     map[string]*File
	inputs    []armInput
	used      map[string]bool // templates that others deploy
}

func armTree(files []*File, out *graph.Facts) {
	a := armFiles{templates: map[string]*arm.Template{}, files: map[string]*File{}, used: map[string]bool{}}
	bicep := map[string]bool{}
	for _, f := range files {
		bicep[f.Path] = isBicep(f.Path)
	}
	for _, f := range files {
		a.files[f.Path] = f
		if isBicep(f.Path) {
			a.bicep(f, out)
			continue
		}
		root, problem := doc.JSON(f.Data)
		switch {
		case problem != nil:
			gap(f, out, problem)
		case arm.IsParameters(root):
			a.inputs = append(a.inputs, armInput{File: f, given: arm.Given(f.Path, root)})
		case arm.IsTemplate(root) && !(arm.FromBicep(root) && bicep[strings.TrimSuffix(f.Path, path.Ext(f.Path))+".bicep"]):
			a.templates[f.Path] = arm.Read(f.Path, root)
		}
	}
	a.modules()
	fed := map[string]bool{}
	for _, in := range a.inputs {
		in.claims(out)
		if t := a.templateOf(in); t != nil {
			fed[t.File] = true
			a.write(t, in.given, in.holder(out), in.Path, out)
		}
	}
	for _, p := range sortedKeys(a.templates) {
		if !fed[p] && !a.used[p] {
			a.write(a.templates[p], nil, a.files[p].Holder(out), "", out)
		}
	}
}

// modules marks what others deploy; such a template is a part, and no root.
func (a *armFiles) modules() {
	for p, t := range a.templates {
		for _, r := range t.Resources {
			if r.Module != "" {
				a.used[path.Join(path.Dir(p), r.Module)] = true
			}
		}
	}
}

func (a *armFiles) write(t *arm.Template, given map[string]declared.Value, mention graph.ID, context string, out *graph.Facts) {
	c := arm.Context{Root: t, Given: given, Load: func(p string) *arm.Template { return a.templates[p] }}
	set := declared.Set{Format: "arm", Key: t.File + "#" + context, Mention: mention, Resources: c.Resources()}
	set.Write(out)
}

// templateOf finds what a parameter file is for: the template that it names, else
// of those in its folder, the one above or a folder beside it the one that has
// all of its parameters; of several the one whose name begins alike. Where that
// leaves a choice nothing is said.
func (a *armFiles) templateOf(in armInput) *arm.Template {
	if in.using != "" {
		return a.templates[in.using]
	}
	for _, near := range []func(dir string) bool{
		func(dir string) bool { return dir == in.Dir() },
		func(dir string) bool { return dir == path.Dir(in.Dir()) || path.Dir(dir) == path.Dir(in.Dir()) },
	} {
		var fits, alike []*arm.Template
		for _, p := range sortedKeys(a.templates) {
			t := a.templates[p]
			if !near(path.Dir(p)) || !takes(t, in.given) {
				continue
			}
			fits = append(fits, t)
			if stem, _, _ := strings.Cut(path.Base(p), "."); strings.HasPrefix(strings.ToLower(in.Base()), strings.ToLower(stem)) {
				alike = append(alike, t)
			}
		}
		switch {
		case len(alike) == 1:
			return alike[0]
		case len(fits) == 1:
			return fits[0]
		case len(fits) > 0:
			return nil
		}
	}
	return nil
}

// takes reports whether a template has all parameters that are given; Azure
// refuses others.
func takes(t *arm.Template, given map[string]declared.Value) bool {
	if len(given) == 0 {
		return false
	}
	for name := range given {
		found := false
		for p := range t.Parameters {
			found = found || strings.EqualFold(p, name)
		}
		if !found {
			return false
		}
	}
	return true
}

// holder is the parameter file; a parameter that tells environments apart says
// whose it is.
func (in armInput) holder(out *graph.Facts) graph.ID {
	id := in.Holder(out)
	for _, name := range sortedKeys(in.given) {
		word, ok := in.given[name].Word()
		if !ok || !arm.TellsEnvironments(name) || !isEnvironmentWord(word) {
			continue
		}
		why := in.Read(1, 1, "its parameter "+name)
		if w := in.given[name].Why; len(w) > 0 {
			why.At = w[0].At
		}
		claim.Declares(out, id, word, why)
	}
	return id
}

// claims hands on what stands in a parameter file in plaintext.
func (in armInput) claims(out *graph.Facts) {
	var pairs []claim.Pair
	for _, name := range sortedKeys(in.given) {
		if v := in.given[name]; v.IsScalar() && len(v.Why) > 0 && v.Why[0].At.File == in.Path {
			pairs = append(pairs, claim.Pair{Name: name, Value: v.Scalar, At: v.Why[0].At})
		}
	}
	if len(pairs) > 0 {
		claim.Pairs(out, in.holder(out), pairs)
	}
}
