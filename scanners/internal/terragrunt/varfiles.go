// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// varFiles puts on top of the inputs what Terraform prefers to them: inputs come
// as environment variables, the weakest of all. First the var-files that it
// always applies, then those of extra_arguments, in order.
// https://terragrunt.gruntwork.io/docs/features/extra-arguments/
// https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
func (u *Unit) varFiles() {
	for _, dir := range []string{u.Module, u.Dir} {
		if dir == "" {
			continue
		}
		u.take(path.Join(dir, "terraform.tfvars"))
		for _, p := range u.t.autoVars[dir] {
			u.take(p)
		}
	}
	for _, l := range u.frame().layers() {
		for _, b := range l.cfg.blocks["terraform"] {
			for _, x := range b.Body.Blocks {
				if x.Type != "extra_arguments" {
					continue
				}
				for _, name := range []string{"required_var_files", "optional_var_files"} {
					for _, v := range listOf(l.attr(x.Body.Attributes[name])) {
						u.takeAs(l, v)
					}
				}
				for _, v := range listOf(l.attr(x.Body.Attributes["arguments"])) {
					u.argument(l, v)
				}
				u.environment(l.attr(x.Body.Attributes["env_vars"]))
			}
		}
	}
}

func (u *Unit) argument(l *frame, v cty.Value) {
	s, ok := text(v)
	if !ok {
		return
	}
	s = strings.TrimPrefix(s, "-")
	if file, is := strings.CutPrefix(s, "-var-file="); is {
		u.takeAs(l, cty.StringVal(file))
	} else if file, is := strings.CutPrefix(s, "var-file="); is {
		u.takeAs(l, cty.StringVal(file))
	}
}

func (u *Unit) takeAs(l *frame, v cty.Value) {
	if p, ok := text(v); ok {
		if full, inside := resolve(l.dir, p); inside {
			u.take(full)
		}
	}
}

func (u *Unit) take(file string) {
	for name, v := range u.t.tf.VarFile(file) {
		u.given[name] = v
	}
}

// environment are variables of the environment; Terraform takes TF_VAR_name.
func (u *Unit) environment(v cty.Value) {
	if v == cty.NilVal {
		return
	}
	v, marks := v.Unmark()
	if !v.IsKnown() || v.IsNull() || !v.Type().IsObjectType() && !v.Type().IsMapType() {
		return
	}
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		if name, ok := strings.CutPrefix(k.AsString(), "TF_VAR_"); ok {
			if _, set := u.given[name]; !set {
				u.given[name] = e.WithMarks(marks)
			}
		}
	}
}
