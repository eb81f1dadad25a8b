// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"path"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// reader is read_terragrunt_config: another file as an object of its locals,
// inputs and the rest, or what is given instead where there is none.
func (f *frame) reader() function.Function {
	return dynamic(func(args []cty.Value) cty.Value {
		if len(args) == 0 {
			return cty.DynamicVal
		}
		p, ok := text(args[0])
		if !ok {
			return cty.DynamicVal.WithSameMarks(args[0])
		}
		full, inside := resolve(f.dir, p)
		if f.t.dirs[full] {
			full = path.Join(full, unitFile)
		}
		if inside && f.t.has(full) {
			return f.read(full)
		}
		if len(args) > 1 {
			return args[1]
		}
		return terraform.Missing("a file that is not here", graph.Location{})
	})
}

// read evaluates a whole file as the one that is read, once for all units where
// it does not ask for whom it is read.
func (f *frame) read(full string) cty.Value {
	t := f.t
	if v, ok := t.reads[full]; ok {
		f.unit.sees(full)
		return v
	}
	c := t.config(full)
	switch {
	case c == nil:
		return terraform.Missing("a file that cannot be read", graph.Location{})
	case t.reading[full], f.depth >= maxReads:
		t.gap(full, 1, "configurations read each other in a circle, or too deep to be followed")
		return terraform.Missing("a file that reads itself", graph.Location{File: full, Line: 1})
	}
	t.reading[full] = true
	defer delete(t.reading, full)
	inner := t.frame(f.unit, c, path.Dir(full), f.depth+1)
	v := inner.whole()
	f.unit.sees(full)
	if !c.whole && len(c.includes) == 0 {
		t.reads[full] = v
	}
	return v
}

// whole is a file as an object, which is what read_terragrunt_config and an
// exposed include give.
func (f *frame) whole() cty.Value {
	in := f.inputs()
	fields := map[string]cty.Value{"locals": f.allLocals(), "inputs": in.object()}
	for _, name := range []string{"prevent_destroy", "skip", "iam_role", "download_dir", "terraform_binary"} {
		if v := f.attr(f.cfg.attr(name)); v != cty.NilVal {
			fields[name] = v
		}
	}
	if b := f.cfg.block("terraform"); b != nil {
		source := map[string]cty.Value{}
		if a := b.Body.Attributes["source"]; a != nil {
			source["source"] = f.value(a.Expr)
		}
		fields["terraform"] = cty.ObjectVal(source)
	}
	if b := f.cfg.block("remote_state"); b != nil {
		state := map[string]cty.Value{}
		for _, name := range []string{"backend", "config"} {
			if a := b.Body.Attributes[name]; a != nil {
				state[name] = f.value(a.Expr)
			}
		}
		fields["remote_state"] = cty.ObjectVal(state)
	}
	if len(f.cfg.blocks["dependency"]) > 0 {
		deps := map[string]cty.Value{}
		for _, b := range f.cfg.blocks["dependency"] {
			deps[label(b)] = f.dependencyOf(label(b)).object(nil)
		}
		fields["dependency"] = cty.ObjectVal(deps)
	}
	return cty.ObjectVal(fields)
}
