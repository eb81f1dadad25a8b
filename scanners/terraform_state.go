// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/terraformjson"
)

// TerraformState reads state files, wherever they lie: physical ids, by which one
// volume in two states is one, and every password, since a state holds them all
// in plaintext. A backup of a state is a copy of the secrets; what it says of
// stores is what the state said before, and nobody's finding.
//
// The workspace is the folder below terraform.tfstate.d:
// https://developer.hashicorp.com/terraform/language/state/workspaces
var TerraformState = add(Scanner{
	Name:  "terraform-state",
	Doc:   "state files of Terraform and OpenTofu (*.tfstate, version 4, and their backups): stores by their physical ids, passwords, keys, outputs",
	Match: isState,
	File:  terraformState,
})

var (
	stateName   = lazily.Compile(`\.tfstate(\.backup|\.\d+\.backup)?$`)
	stateBackup = lazily.Compile(`\.backup$`)
	workspaceOf = lazily.Compile(`(?:^|/)terraform\.tfstate\.d/([^/]+)/`)
)

func isState(p string) bool { return stateName.MatchString(path.Base(p)) }

func terraformState(f *File, out *graph.Facts) {
	if len(strings.TrimSpace(string(f.Data[:min(len(f.Data), 64)]))) == 0 {
		return // moved to a backend: Terraform leaves an empty file behind
	}
	root, problem := doc.JSON(f.Data)
	if problem != nil {
		gap(f, out, problem)
		return
	}
	d, why := terraformjson.Read(f.Path, root)
	if why != "" {
		out.Gap(graph.Location{File: f.Path}, graph.Invalid, why)
		return
	}
	w := written{f, out, d, f.Holder(out)}
	w.workspace()
	w.tagged()
	if !stateBackup.MatchString(f.Path) {
		w.declared()
	}
	w.secrets()
}

// workspace is what the state's path says of its environment.
func (w written) workspace() {
	name, says := "", ""
	if m := workspaceOf.FindStringSubmatch(w.Path); m != nil {
		name, says = m[1], "the workspace "+m[1]
	} else if stem := stateName.ReplaceAllString(w.Base(), ""); isEnvironmentWord(stem) {
		name, says = stem, "the state's name "+w.Base()
	}
	if name != "" {
		claim.Declares(w.out, w.holder, name, graph.Evidence{Basis: graph.Named, At: w.At(1, 1), Says: says})
	}
}
