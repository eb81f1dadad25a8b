// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
	"github.com/stagedoor/stagedoor/scanners/internal/terragrunt"
)

// Terraform reads Terraform and OpenTofu: every root module once for each
// environment in which it is applied, by var-file, workspace or backend file.
// https://developer.hashicorp.com/terraform/language
// https://opentofu.org/docs/language/
var Terraform = add(Scanner{
	Name:  "terraform",
	Doc:   "Terraform and OpenTofu roots with their modules, evaluated once for each environment: data stores, backups, locks and secrets",
	Match: func(p string) bool { return terraform.Reads(p) || terraformReads(p) || terragrunt.Reads(p) },
	Keep: func(f *File) bool {
		return terraform.Reads(f.Path) || len(f.Data) <= maxTerraformFile
	},
	Tree: terraformTree,
})

// maxTerraformFile is the size in bytes up to which a file is kept because a
// configuration might read it.
const maxTerraformFile = 64 << 10

// terraformFolder are names of folders in which configuration lies: whatever
// else is there may be read by file() and templatefile().
var terraformFolder = lazily.Compile(`(?i)(^|/)([^/]*(terraform|tofu|infra|stacks?|environments?|iac|terragrunt)[^/]*|tf|modules?|envs?|live|polic(y|ies)|templates?)/`)

func terraformReads(p string) bool {
	switch path.Ext(p) {
	case ".tpl", ".tftpl", ".tmpl":
		return true
	case ".json", ".yaml", ".yml":
		return terraformFolder.MatchString(p)
	}
	return false
}

func terraformWants(typ string) bool {
	r, _ := catalog.ResourceByType("terraform", typ)
	return r != nil || catalog.BacksUp(typ) != nil || iam.Wants(typ)
}

func terraformTree(files []*File, out *graph.Facts) {
	t := terraformScan{byPath: map[string]*File{}}
	list := make([]terraform.File, len(files))
	for i, f := range files {
		list[i] = terraform.File{Path: f.Path, Data: f.Data}
		t.byPath[f.Path] = f
	}
	t.tree = terraform.Load(list)
	t.applied = terragrunt.Load(t.tree, list).Modules()
	for _, g := range t.tree.Gaps() {
		out.Gap(g.At, g.Kind, g.Why)
	}
	for _, s := range t.tree.Secrets() {
		if f := t.byPath[s.File]; f != nil {
			claim.Pairs(out, f.Holder(out), pairsOf(s))
		}
	}
	t.each(out)
}

type terraformScan struct {
	spoken spoken
	tree   *terraform.Tree
	byPath map[string]*File

	// applied are modules that Terragrunt applies: by itself, without its inputs,
	// such a folder is no root.
	applied map[string]bool
}

// each evaluates the roots that no Terragrunt unit applies.
func (t *terraformScan) each(out *graph.Facts) {
	roots := slices.DeleteFunc(slices.Clone(t.tree.Roots()), func(r *terraform.Root) bool { return t.applied[r.Dir()] })
	onAllCores("terraform", roots, out, (*terraform.Root).Dir, func(r *terraform.Root, out *graph.Facts) {
		for _, c := range r.Contexts() {
			t.root(r, c, out)
		}
	})
	iam.Across(out, t.spoken.worlds)
}

// spoken gathers what permissions in other sets may reach.
type spoken struct {
	mu     sync.Mutex
	worlds []*iam.World
}

func (s *spoken) add(w *iam.World) {
	if w == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.worlds = append(s.worlds, w)
}

func (t *terraformScan) root(r *terraform.Root, c *terraform.Context, out *graph.Facts) {
	result := t.tree.Evaluate(r, c, terraform.Options{Wanted: terraformWants})
	for _, g := range result.Gaps {
		out.Gap(g.At, g.Kind, g.Why)
	}
	if len(result.Resources) == 0 {
		return
	}
	set := declared.Set{
		Format: "terraform", Key: strings.TrimSpace(path.Join(r.Dir(), "terraform") + " " + c.Key()),
		Mention: t.mention(r, c, result, out), Resources: append(result.Resources, result.Data...),
	}
	t.spoken.add(iam.Write(out, &set, set.Write(out)))
}

// mention is the context as something whose environment counts: a section of its
// var-file, else of the root's main file. What says the environment, the surest
// first: a variable or local that names it, the workspace, the file's path, the
// key of the state.
func (t *terraformScan) mention(r *terraform.Root, c *terraform.Context, result *terraform.Result, out *graph.Facts) graph.ID {
	file := t.byPath[r.File()]
	if len(c.VarFiles) > 0 {
		file = t.byPath[c.VarFiles[0]]
	}
	if file == nil {
		return graph.ID{}
	}
	name := strings.TrimSpace(r.Dir() + " " + c.Name)
	id := file.Section(out, "terraform", name, 1, 1)
	if declaresNamed(c, result, id, out) {
		return id
	}
	switch {
	case !c.Chosen.IsZero():
		claim.Declares(out, id, c.Name, graph.Evidence{Basis: graph.Named, At: c.Chosen, Says: "the root is applied once for each of these names"})
	case len(c.VarFiles) == 0:
		declaresState(result, id, out)
	}
	return id
}

// declaresNamed takes the name from a variable or local called environment. A
// default alone does not overrule the context's own name.
func declaresNamed(c *terraform.Context, result *terraform.Result, id graph.ID, out *graph.Facts) bool {
	for _, n := range result.Named {
		word, ok := n.Value.Word()
		if !ok || n.Default && c.Name != "" {
			continue
		}
		if d, ok := environment.OfName(word); !ok || d.Tier == graph.Untiered || len(n.Value.Why) == 0 {
			continue
		}
		e := n.Value.Why[0]
		e.Basis, e.Says = n.Value.Why.Basis(), n.Name+" is "+word
		if !c.Chosen.IsZero() {
			e.Basis = min(e.Basis, graph.Named) // that it is applied so, nobody wrote
		}
		if n.Default {
			e.Basis = graph.Named
			e.Says = n.Name + " is " + word + " where nobody sets it"
		}
		claim.Declares(out, id, word, e)
		return true
	}
	return false
}

// declaresState takes the name from a folder of the state's key whose whole name
// is an environment's.
func declaresState(result *terraform.Result, id graph.ID, out *graph.Facts) {
	key, ok := result.Backend.BackendKey()
	if !ok || len(key.Why) == 0 {
		return
	}
	text, ok := key.Path()
	if !ok {
		return
	}
	for segment := range strings.SplitSeq(text, "/") {
		segment = strings.TrimSuffix(segment, ".tfstate")
		if d, ok := environment.OfName(segment); ok && d.Basis == graph.Named && d.Tier != graph.Untiered && d.Tier != graph.Shared {
			claim.Declares(out, id, segment, graph.Evidence{Basis: graph.Named, At: key.Why[0].At, Says: "the key of its state"})
			return
		}
	}
}

func pairsOf(s terraform.Assigned) (pairs []claim.Pair) {
	for _, v := range s.Values {
		pairs = append(pairs, claim.Pair{Name: v.Name, Value: v.Value, At: v.At})
	}
	return pairs
}
