// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// findSource finds the module that a unit applies: what the strongest layer
// names, else the configuration beside it.
func (u *Unit) findSource() {
	for _, l := range slices.Backward(u.frame().layers()) {
		for _, b := range l.cfg.blocks["terraform"] {
			a := b.Body.Attributes["source"]
			if a == nil {
				continue
			}
			u.source = placeOf(a.SrcRange)
			v := l.value(a.Expr)
			s, ok := text(v)
			if !ok {
				if u.hangs, _ = terraform.Hangs(v); u.hangs == "" {
					u.hangs = "an expression that cannot be evaluated here"
				}
				return
			}
			u.from(s, path.Dir(l.cfg.path))
			return
		}
	}
	if u.t.tf.RootAt(u.Dir) != nil {
		u.Module = u.Dir
		u.source = graph.Location{File: u.Config, Line: 1}
	}
}

// from takes a source apart: a folder, with // before the part that matters, or
// an address. A folder is relative to the unit; one that is written in an
// included file and is found only from there is taken from there.
func (u *Unit) from(source, written string) {
	source = strings.TrimPrefix(source, "file://")
	if !strings.HasPrefix(source, ".") && !strings.HasPrefix(source, "/") {
		u.remote = source
		u.likely(source)
		return
	}
	source, _, _ = strings.Cut(source, "?")
	for _, from := range []string{u.Dir, written} {
		if dir, ok := resolve(from, source); ok && u.t.tf.RootAt(dir) != nil {
			u.Module = dir
			return
		}
	}
	u.remote = source
}

// likely takes a module of an address from this tree where one has the very path
// that stands behind the address' //: trees name their own modules so, with a
// version. That it is the same, and of that version, is a guess.
func (u *Unit) likely(source string) {
	address, sub, ok := strings.Cut(strings.TrimPrefix(schemeOf.ReplaceAllString(source, ""), "//"), "//")
	sub, _, _ = strings.Cut(sub, "?")
	dir, inside := resolve(".", strings.TrimSuffix(sub, "/"))
	if !ok || !inside || dir == "." || registryName(source) != "" || strings.HasPrefix(address, "tfr:") || u.t.tf.RootAt(dir) == nil {
		return
	}
	u.Module, u.guessed = dir, true
}

var schemeOf = lazily.Compile(`^([a-z]+::)?[a-z]+:`)

// build makes the root that is applied: the module, what is generated into it,
// and the configuration that lies in the unit's folder. A well-known module that
// is not here is called with the inputs.
func (u *Unit) build(in inputs) *terraform.Root {
	dir := u.Module
	var extra []terraform.File
	if dir == "" {
		dir = u.Dir + "/.terragrunt-cache"
		call, ok := u.wellKnown(dir, in)
		if !ok {
			return nil
		}
		extra = append(extra, call)
	} else {
		extra = append(extra, terraform.File{Path: dir + "/terragrunt.tf"}) // so that it is a root of its own, without var-files of others
	}
	if u.Module != u.Dir && u.File == u.Config {
		for _, p := range u.t.inDir[u.Dir] {
			extra = append(extra, terraform.File{Path: p, Data: u.t.files[p]})
		}
	}
	extra = append(extra, u.generated(dir)...)
	var key strings.Builder
	key.WriteString(dir)
	for _, f := range extra {
		fmt.Fprintf(&key, "\x00%s\x00%v\x00%s", f.Path, f.At, f.Data)
	}
	root := u.t.roots[key.String()]
	if root == nil {
		root = u.t.tf.RootAt(dir, extra...)
		u.t.roots[key.String()] = root
	}
	return root
}

var (
	registrySource = lazily.Compile(`^tfr://(?:registry\.terraform\.io|registry\.opentofu\.org)?/([a-z0-9-]+)/([a-z0-9-]+)/([a-z0-9-]+)(//[^?]*)?(?:\?.*)?$`)
	githubSource   = lazily.Compile(`(?:github\.com[:/]|^)([a-z0-9-]+)/terraform-([a-z0-9]+)-([a-z0-9-]+?)(?:\.git)?(//[^?]*)?(?:\?.*)?$`)
)

// registryName is the name by which the catalog knows a module: from an address
// of the registry, or of the repository that the registry serves.
func registryName(source string) string {
	m := registrySource.FindStringSubmatch(source)
	if m != nil {
		return m[1] + "/" + m[2] + "/" + m[3] + m[4]
	}
	if m = githubSource.FindStringSubmatch(source); m != nil {
		return m[1] + "/" + m[3] + "/" + m[2] + m[4]
	}
	return ""
}

// wellKnown is a call of a registry's module with everything that is given.
func (u *Unit) wellKnown(dir string, in inputs) (terraform.File, bool) {
	name := registryName(u.remote)
	if name == "" || catalog.ModuleBySource(name) == nil || in.rest != cty.NilVal {
		return terraform.File{}, false
	}
	var text, call strings.Builder
	fmt.Fprintf(&call, "module \"this\" { source = %q", name)
	for _, input := range sorted(in.known) {
		if !hclsyntax.ValidIdentifier(input) || input == "source" || input == "version" || input == "count" || input == "for_each" || input == "providers" {
			continue
		}
		fmt.Fprintf(&text, "variable %q {}; ", input)
		fmt.Fprintf(&call, "\n%s = var.%s", input, input)
	}
	oneLine := strings.ReplaceAll(text.String(), "; ", "\n") + call.String() + "\n}\n"
	return terraform.File{Path: dir + "/main.tf", Data: []byte(oneLine), At: u.source}, true
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
