// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"path"

	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// environmentNames are what people call the environment, the surest first. An
// account is often called after the one environment that it is for.
var environmentNames = []string{"environment", "env", "environment_name", "env_name", "stage", "deployment_environment"}

// Named are values under such names: among the inputs, in the unit's locals, in
// those of what it includes, in files that it reads (env.hcl).
func (u *Unit) Named() (list []terraform.Named) {
	add := func(what, name string, v declared.Value) {
		if v.IsScalar() && len(v.Why) > 0 {
			list = append(list, terraform.Named{Name: what + name, Value: v})
		}
	}
	for _, name := range environmentNames {
		if v, ok := u.given[name]; ok {
			add("inputs.", name, terraform.Declared(v, u.source))
		}
	}
	layers := u.frame().layers()
	for i := len(layers) - 1; i >= 0; i-- {
		u.locals(layers[i], add)
	}
	for _, file := range u.seen {
		if c := u.t.configs[file]; c != nil {
			u.locals(u.t.frame(u, c, path.Dir(file), 1), add)
		}
	}
	return list
}

func (u *Unit) locals(f *frame, add func(what, name string, v declared.Value)) {
	for _, name := range environmentNames {
		if a := f.cfg.locals[name]; a != nil {
			add("local.", name, terraform.Declared(f.local(name), placeOf(a.SrcRange)))
		}
	}
}
