// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/terraformjson"
)

// TerraformPlan reads what `terraform show -json` says of a plan or a state: the
// values are what is applied, not what configuration may come to. Files are told
// by their content, since everybody names them otherwise.
// https://developer.hashicorp.com/terraform/internals/json-format
var TerraformPlan = add(Scanner{
	Name:  "terraform-plan",
	Doc:   "plans and states as `terraform show -json` writes them: certain values, physical ids, variables, passwords",
	Match: func(p string) bool { return path.Ext(p) == ".json" || strings.Contains(path.Base(p), "plan") },
	File:  terraformPlan,
})

// shownByTerraform tells a document of `show -json` from all other JSON.
func shownByTerraform(data []byte) bool {
	return bytes.Contains(data, []byte(`"format_version"`)) && bytes.Contains(data, []byte(`"terraform_version"`)) &&
		(bytes.Contains(data, []byte(`"planned_values"`)) || bytes.Contains(data, []byte(`"root_module"`)))
}

func terraformPlan(f *File, out *graph.Facts) {
	if !shownByTerraform(f.Data) {
		return
	}
	root, problem := doc.JSON(f.Data)
	if problem != nil || root.Kind != doc.Map || !root.Has("format_version") {
		return // a text about plans
	}
	d, why := terraformjson.Read(f.Path, root)
	if why != "" {
		out.Gap(graph.Location{File: f.Path}, graph.Invalid, why)
		return
	}
	w := written{f, out, d, f.Holder(out)}
	w.inputs()
	w.tagged()
	w.declared()
	w.secrets()
}

// environmentInputs are variables of roots that name the environment.
var environmentInputs = []string{"environment", "env", "environment_name", "env_name", "stage"}

// inputs lets the variable that names the environment say so.
func (w written) inputs() {
	for _, name := range environmentInputs {
		v, given := w.Inputs[name]
		if word, ok := v.Word(); given && ok {
			why := v.Why[0]
			why.Says = "var." + name + " says so"
			claim.Declares(w.out, w.holder, word, why)
			return
		}
	}
}
