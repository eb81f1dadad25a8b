// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// promising are names under which a text may be a secret.
var promising = lazily.Compile(`(?i)passw|secret|token|api_?key|private_?key|access_?key|credential|connection_?string|conn_str|auth_?key|_url$|_dsn$|_uri$|^dsn$`)

// Secrets are the texts that inputs, locals and other settings write out under a
// promising name, a file at a time.
func (t *Tree) Secrets() (list []terraform.Assigned) {
	for _, p := range sorted(t.configs) {
		c := t.configs[p]
		if c == nil {
			continue
		}
		a := terraform.Assigned{File: p}
		_ = hclsyntax.VisitAll(c.body, func(n hclsyntax.Node) hcl.Diagnostics {
			switch x := n.(type) {
			case *hclsyntax.Attribute:
				assign(&a, x.Name, x.Expr)
			case *hclsyntax.ObjectConsExpr:
				for _, item := range x.Items {
					if name, ok := constant(item.KeyExpr); ok {
						assign(&a, name, item.ValueExpr)
					}
				}
			}
			return nil
		})
		slices.SortFunc(a.Values, func(x, y terraform.AssignedValue) int { return x.At.Compare(y.At) })
		if len(a.Values) > 0 {
			list = append(list, a)
		}
	}
	return list
}

func assign(a *terraform.Assigned, name string, e hclsyntax.Expression) {
	if !promising.MatchString(name) {
		return
	}
	if s, ok := constant(e); ok && s != "" {
		a.Values = append(a.Values, terraform.AssignedValue{Name: name, Value: secret.New(s), At: placeOf(e.Range())})
	}
}

// constant is a text that needs nothing to be known.
func constant(e hclsyntax.Expression) (string, bool) {
	switch e.(type) {
	case *hclsyntax.TemplateExpr, *hclsyntax.LiteralValueExpr, *hclsyntax.ObjectConsKeyExpr:
	default:
		return "", false
	}
	if k, is := e.(*hclsyntax.ObjectConsKeyExpr); !is && len(e.Variables()) > 0 || is && k.ForceNonLiteral {
		return "", false
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() || v.Type() != cty.String {
		return "", false
	}
	return text(v)
}
