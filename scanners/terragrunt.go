// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"fmt"
	"path"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
	"github.com/stagedoor/stagedoor/scanners/internal/terragrunt"
)

// Terragrunt reads units and stacks: each unit is one module of the tree, or a
// well-known one of the registry, with inputs of its own, and one environment.
// https://terragrunt.gruntwork.io/docs/
var Terragrunt = add(Scanner{
	Name:  "terragrunt",
	Doc:   "Terragrunt units and stacks (terragrunt.hcl, terragrunt.stack.hcl, what they include and read): each module evaluated with each unit's inputs",
	Match: func(p string) bool { return Terraform.Match(p) },
	Keep:  func(f *File) bool { return Terraform.Keep(f) },
	Tree:  terragruntTree,
})

func terragruntTree(files []*File, out *graph.Facts) {
	if !slices.ContainsFunc(files, func(f *File) bool { return terragrunt.Declares(f.Path) }) {
		return
	}
	t := terragruntScan{byPath: map[string]*File{}}
	list := make([]terraform.File, len(files))
	for i, f := range files {
		list[i] = terraform.File{Path: f.Path, Data: f.Data}
		t.byPath[f.Path] = f
	}
	tree := terragrunt.Load(terraform.Load(list), list)
	for _, g := range tree.Gaps() {
		out.Gap(g.At, g.Kind, g.Why)
	}
	units := t.here(tree.Units(), out)
	for _, s := range tree.Secrets() {
		if f := t.byPath[s.File]; f != nil {
			claim.Pairs(out, f.Holder(out), pairsOf(s))
		}
	}
	t.each(units, out)
}

// maxAbsent is how many modules that are not in the tree are told one by one.
const maxAbsent = 50

// here are the units of which something is known. Modules that are not in the
// tree are told once each, where the first unit names them.
func (t *terragruntScan) here(all []*terragrunt.Unit, out *graph.Facts) []*terragrunt.Unit {
	told := map[string]bool{}
	var last graph.Location
	known := slices.DeleteFunc(slices.Clone(all), func(u *terragrunt.Unit) bool {
		why, source, at := u.Elsewhere()
		if why != "" && !told[source] {
			if told[source] = true; len(told) <= maxAbsent {
				out.Gap(at, graph.Unreadable, why)
			}
			last = at
		}
		return why != ""
	})
	if n := len(told) - maxAbsent; n > 0 {
		out.Gap(last, graph.Unreadable, fmt.Sprintf("%d more modules that units apply are not in the tree", n))
	}
	return known
}

type terragruntScan struct {
	spoken spoken
	byPath map[string]*File
}

// each evaluates the units.
func (t *terragruntScan) each(all []*terragrunt.Unit, out *graph.Facts) {
	onAllCores("terragrunt", all, out, func(u *terragrunt.Unit) string { return u.File }, t.unit)
	iam.Across(out, t.spoken.worlds)
}

func (t *terragruntScan) unit(u *terragrunt.Unit, out *graph.Facts) {
	result := u.Evaluate(terraformWants)
	if result == nil {
		return
	}
	for _, g := range result.Gaps {
		out.Gap(g.At, g.Kind, g.Why)
	}
	if len(result.Resources) == 0 {
		return
	}
	set := declared.Set{
		Format: "terraform", Key: path.Join(u.Dir, "terragrunt"),
		Mention: t.mention(u, out), Resources: append(result.Resources, result.Data...),
	}
	t.spoken.add(iam.Write(out, &set, set.Write(out)))
}

// mention is the unit as something whose environment counts: its file, or its
// part of a stack. What it is given or reads under the name of environment says
// more than its folder.
func (t *terragruntScan) mention(u *terragrunt.Unit, out *graph.Facts) graph.ID {
	file := t.byPath[u.File]
	if file == nil {
		return graph.ID{}
	}
	id := file.Section(out, "unit", u.Dir, u.Line, 1)
	for _, n := range u.Named() {
		word, ok := n.Value.Word()
		if d, is := environment.OfName(word); !ok || !is || d.Tier == graph.Untiered {
			continue
		}
		why := n.Value.Why[0]
		why.Says = n.Name + " is " + word
		claim.Declares(out, id, word, why)
		break
	}
	return id
}
