// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/bicep"
)

// Bicep compiles to ARM's templates and shares parameter files with them, so it
// has no scanner of its own: see [ARM].

func isBicep(p string) bool { ext := path.Ext(p); return ext == ".bicep" || ext == ".bicepparam" }

// bicep adds a file to the templates, or to what they are given.
func (a *armFiles) bicep(f *File, out *graph.Facts) {
	parsed := bicep.Parse(f.Path, f.Data)
	for _, line := range parsed.Broken {
		out.Gap(graph.Location{File: f.Path, Line: line}, graph.Invalid, "has a statement that is not valid Bicep, or too new to be read here")
		break
	}
	if path.Ext(f.Path) == ".bicep" {
		a.templates[f.Path] = parsed.Template
		return
	}
	in := armInput{File: f, given: parsed.Values()}
	if parsed.Using != "" {
		in.using = path.Join(f.Dir(), parsed.Using)
	}
	a.inputs = append(a.inputs, in)
}
