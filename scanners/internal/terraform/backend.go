// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// backend is the root's, under what the context's backend file says. Terraform
// allows no variables in it; OpenTofu does.
func (ev *evaluation) backend() *Backend {
	b := ev.root.mod.backend
	if b == nil {
		return nil
	}
	left := maxDeclared
	out := &Backend{b.typ, b.at.evidence().At, ev.top.declareBody(b.body, nil, b.at, nil, &left)}
	if f := ev.context.backend; f != nil {
		for _, a := range f.attrs {
			out.Body.Fields[a.name] = declare(ev.top.literal(a.value, nil), nil, a.at, &left)
		}
	}
	return out
}

// A backendFile is handed to `terraform init -backend-config`.
// https://developer.hashicorp.com/terraform/language/backend#file
type backendFile struct {
	path  string
	attrs []attr
}

func (t *Tree) addBackendFile(f File) {
	body, ok := t.parse(f)
	native, is := body.(*hclsyntax.Body)
	if !ok || !is || len(native.Blocks) > 0 {
		return
	}
	dir := path.Dir(f.Path)
	t.backends[dir] = append(t.backends[dir], &backendFile{f.Path, newBody(native, 0).attrs})
}

// backendFiles are those of a root: in its folder, in folders of it, or in one
// beside it that is kept for them.
func (t *Tree) backendFiles(root string) (list []*backendFile) {
	for _, dir := range sortedKeys(t.backends) {
		below, inside := strings.CutPrefix(dir+"/", root+"/")
		beside := path.Dir(root) == path.Dir(dir) && strings.Contains(path.Base(dir), "backend")
		if root == "." || inside && strings.Count(below, "/") <= 2 || beside {
			list = append(list, t.backends[dir]...)
		}
	}
	return list
}

// backendKeys are what a backend is told apart by, of each type.
var backendKeys = map[string][]string{
	"s3": {"bucket", "key"}, "gcs": {"bucket", "prefix"}, "azurerm": {"storage_account_name", "container_name", "key"},
	"local": {"path"}, "http": {"address"}, "consul": {"path"}, "oss": {"bucket", "prefix", "key"}, "cos": {"bucket", "prefix", "key"},
	"pg": {"conn_str", "schema_name"}, "kubernetes": {"secret_suffix", "namespace"}, "remote": {"organization"}, "swift": {"container"},
}

// setting is one setting of the root's backend in this context, NilVal where it
// is not set.
func (ev *evaluation) setting(name string) cty.Value {
	if f := ev.context.backend; f != nil {
		for _, a := range f.attrs {
			if a.name == name {
				return ev.top.value(a.value, nil)
			}
		}
	}
	if x := ev.root.mod.backend.body.attr(name); x != nil {
		return ev.top.value(x, nil)
	}
	return cty.NilVal
}

// BackendKey is the state's own path in a backend, with its place: what people
// put the environment into.
func (b *Backend) BackendKey() (declared.Value, bool) {
	if b == nil {
		return declared.Value{}, false
	}
	for _, name := range []string{"key", "prefix", "path"} {
		if v := b.Body.Get(name); v.IsScalar() {
			return v, true
		}
	}
	return declared.Value{}, false
}
