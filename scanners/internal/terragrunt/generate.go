// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// undecidedPart stands in generated text for what is not known: a reference to
// nothing, which the Terraform evaluator finds unknown.
const undecidedPart = "${terragrunt.undecided}"

// generated are the files that generate blocks add to a module; of one label the
// strongest layer's. https://terragrunt.gruntwork.io/docs/reference/hcl/blocks#generate
func (u *Unit) generated(dir string) (files []terraform.File) {
	last := map[string]int{}
	for _, l := range u.frame().layers() {
		for _, b := range l.cfg.blocks["generate"] {
			file, ok := l.generate(dir, b)
			if !ok {
				continue
			}
			if i, again := last[label(b)]; again {
				files[i] = file
				continue
			}
			last[label(b)] = len(files)
			files = append(files, file)
		}
	}
	return files
}

func (f *frame) generate(dir string, b *hclsyntax.Block) (terraform.File, bool) {
	name, ok := text(f.attr(b.Body.Attributes["path"]))
	contents := b.Body.Attributes["contents"]
	off, _ := truth(f.attr(b.Body.Attributes["disable"]))
	if !ok || contents == nil || off {
		return terraform.File{}, false
	}
	data, line := f.text(contents.Expr)
	return terraform.File{
		Path: path.Join(dir, path.Base(name)), Data: []byte(data),
		At: graph.Location{File: f.cfg.path, Line: line},
	}, true
}

// text is a template with everything in it that is known, and the line at which
// its text begins.
func (f *frame) text(e hclsyntax.Expression) (string, int) {
	switch x := e.(type) {
	case *hclsyntax.TemplateExpr:
		var b strings.Builder
		line := x.SrcRange.Start.Line
		if len(x.Parts) > 0 {
			line = x.Parts[0].Range().Start.Line
		}
		for _, part := range x.Parts {
			b.WriteString(f.part(part))
		}
		return b.String(), line
	case *hclsyntax.TemplateWrapExpr:
		return f.part(x.Wrapped), x.SrcRange.Start.Line
	}
	return f.part(e), e.Range().Start.Line
}

func (f *frame) part(e hcl.Expression) string {
	v, _ := f.value(e).UnmarkDeep()
	if v.IsKnown() && !v.IsNull() {
		if s, err := convert.Convert(v, cty.String); err == nil && s.IsKnown() {
			return s.AsString()
		}
	}
	return undecidedPart
}
