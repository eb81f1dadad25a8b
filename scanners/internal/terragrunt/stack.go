// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"path"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// stack makes the units that a stack file declares, and those of stacks in it.
// https://terragrunt.gruntwork.io/docs/features/stacks/
func (t *Tree) stack(file, dir string, values cty.Value, depth int) (units []*Unit) {
	c := t.config(file)
	if c == nil {
		return nil
	}
	if depth > maxStacks {
		t.gap(file, 1, "stacks within stacks, deeper than is followed")
		return nil
	}
	f := t.frame(&Unit{t: t, Dir: dir, File: file, Config: file}, c, dir, 0)
	f.values = values
	for _, kind := range []string{"unit", "stack"} {
		for _, b := range c.blocks[kind] {
			from, to, ok := f.placed(b, path.Dir(file))
			if !ok || len(units) > maxUnits {
				continue
			}
			given := f.attr(b.Body.Attributes["values"])
			if kind == "stack" {
				units = append(units, t.stack(path.Join(from, stackFile), to, given, depth+1)...)
				continue
			}
			config := path.Join(from, unitFile)
			if t.config(config) == nil {
				continue
			}
			if given == cty.NilVal {
				given = cty.EmptyObjectVal
			}
			t.templates[from] = true
			units = append(units, &Unit{t: t, Dir: to, Name: label(b), File: file, Line: b.TypeRange.Start.Line, Config: config, values: given})
		}
	}
	return units
}

// placed is where a unit or stack comes from, and the folder that is made of it.
func (f *frame) placed(b *hclsyntax.Block, written string) (from, to string, ok bool) {
	source, ok := text(f.attr(b.Body.Attributes["source"]))
	name, named := text(f.attr(b.Body.Attributes["path"]))
	if !ok || !named || source == "" || source[0] != '.' && source[0] != '/' {
		return "", "", false
	}
	from, inside := resolve(f.dir, source)
	if !inside || !f.t.dirs[from] {
		from, inside = resolve(written, source)
	}
	to = path.Join(f.dir, ".terragrunt-stack", name)
	if bare, _ := truth(f.attr(b.Body.Attributes["no_dot_terragrunt_stack"])); bare {
		to = path.Join(f.dir, name)
	}
	return from, to, inside
}
