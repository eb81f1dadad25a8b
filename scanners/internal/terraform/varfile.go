// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// A varFile gives values to a root's variables.
type varFile struct {
	path  string
	auto  bool // Terraform applies it by itself
	attrs []attr
	value map[string]cty.Value
}

func (t *Tree) addVarFile(f File) {
	body, ok := t.parse(f)
	if !ok {
		return
	}
	v := &varFile{path: f.Path, auto: isAuto(f.Path), value: map[string]cty.Value{}}
	v.attrs = newBody(body, 0).attrs
	for _, a := range v.attrs {
		v.value[a.name] = v.evaluate(a)
	}
	t.vars = append(t.vars, v)
}

// isAuto: https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
func isAuto(p string) bool {
	base := path.Base(p)
	return base == "terraform.tfvars" || base == "terraform.tfvars.json" || hasAnySuffix(base, ".auto.tfvars", ".auto.tfvars.json")
}

// evaluate reads one assignment: a literal, where every scalar gets its place.
func (v *varFile) evaluate(a attr) (val cty.Value) {
	defer func() {
		if recover() != nil {
			val = unknown(cty.DynamicPseudoType, "var."+a.name, a.at)
		}
	}()
	w := writer{ctx: &hcl.EvalContext{}, leaves: maxLeaves, place: true}
	val, err := w.eval(a.value.Expression, true)
	if err != nil {
		return unknown(cty.DynamicPseudoType, "var."+a.name, a.at)
	}
	val = remark(val, a.value.nodes)
	if !val.IsMarked() {
		val = val.Mark(&origin{kind: inVarFile, at: a.at})
	}
	return val
}

// remark makes of places in configuration places in a var-file.
func remark(v cty.Value, nodes int) cty.Value {
	v, pvm := v.UnmarkDeepWithPaths()
	for i := range pvm {
		marks := cty.ValueMarks{}
		for _, o := range origins(pvm[i].Marks) {
			moved := *o
			if moved.kind == inConfig {
				moved.kind = inVarFile
			}
			marks[&moved] = struct{}{}
		}
		pvm[i].Marks = marks
	}
	return v.MarkWithPaths(pvm)
}

// fits is the share of a var-file's names that a root declares.
func (v *varFile) fits(m *module) float64 {
	if len(v.attrs) == 0 {
		return 0
	}
	n := 0
	for _, a := range v.attrs {
		if m.variables[a.name] != nil {
			n++
		}
	}
	return float64(n) / float64(len(v.attrs))
}

// giveVarFiles gives each var-file to the roots that it is for: the nearest at or
// above it, else those beside it, whose variables its names fit.
func (t *Tree) giveVarFiles() {
	given := map[*Root][]*varFile{}
	for _, v := range t.vars {
		for _, r := range t.rootsFor(v) {
			given[r] = append(given[r], v)
		}
	}
	for r, list := range given {
		slices.SortFunc(list, func(a, b *varFile) int {
			return cmp.Or(compareBool(path.Base(b.path) == "terraform.tfvars", path.Base(a.path) == "terraform.tfvars"), strings.Compare(a.path, b.path))
		})
		r.contexts = []*Context{{root: r, files: list}} // for findContexts to take apart
	}
}

// maxBeside is how many roots one var-file is applied to at most, and how far
// above it they are looked for.
const maxBeside, maxAbove = 50, 3

func (t *Tree) rootsFor(v *varFile) []*Root {
	dir := path.Dir(v.path)
	if v.auto {
		if r := t.byDir[dir]; r != nil {
			return []*Root{r}
		}
	}
	for up := dir; ; up = path.Dir(up) {
		if r := t.byDir[up]; r != nil && v.fits(r.mod) >= 0.5 {
			return []*Root{r}
		}
		if up == "." || up == "/" {
			break
		}
	}
	up := dir
	for range maxAbove {
		if list := t.rootsBeside(v, up); len(list) > 0 {
			return list
		}
		if up == "." {
			break
		}
		up = path.Dir(up)
	}
	return nil
}

// rootsBeside are the roots below a folder that a var-file fits. One whose folder
// the file's own name names is meant alone.
func (t *Tree) rootsBeside(v *varFile, above string) (list []*Root) {
	name, _, _ := strings.Cut(path.Base(v.path), ".")
	i := 0
	if above != "." {
		i, _ = slices.BinarySearchFunc(t.roots, above, func(r *Root, d string) int { return strings.Compare(r.mod.dir, d) })
	}
	for ; i < len(t.roots); i++ {
		r := t.roots[i]
		if above != "." && r.mod.dir != above && !strings.HasPrefix(r.mod.dir, above+"/") {
			if r.mod.dir > above+"0" { // past every name below
				break
			}
			continue
		}
		if len(folders(r.mod.dir))-len(folders(above)) > maxAbove || v.fits(r.mod) < 1 {
			continue
		}
		if path.Base(r.mod.dir) == name {
			return []*Root{r}
		}
		if len(list) < maxBeside {
			list = append(list, r)
		}
	}
	return list
}
