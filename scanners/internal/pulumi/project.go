// SPDX-License-Identifier: Apache-2.0

// Package pulumi evaluates Pulumi YAML programs, once for each stack.
//
// A program (Pulumi.yaml) reads configuration, and each stack has a file of its
// own for it (Pulumi.<stack>.yaml), so a program and a stack file are one
// [declared] set. Attributes are handed on in the words of the Terraform
// providers that most of Pulumi's are made from (deletionProtection becomes
// deletion_protection), because that is how the catalog knows them.
//
// Unknown here are: what is encrypted (secure:), what an ESC environment may set,
// what a resource is given by its provider (its id), and functions that ask
// somebody (fn::invoke, stack references, files). Programs in other languages are
// not read; their stack files are.
//
// https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/
// https://www.pulumi.com/docs/iac/concepts/config/
package pulumi

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A Project is a Pulumi.yaml, with the program where that is YAML as well.
type Project struct {
	Name string
	path string
	root *doc.Node // the project file
	body *doc.Node // what declares resources: the same, or Main.yaml
	main string    // the path of body
}

// A StackFile is the configuration of one stack; Root is nil where it has none.
type StackFile struct {
	Name string // prod, of Pulumi.prod.yaml; "" where no stack is known
	Path string
	Root *doc.Node
}

// Read takes a project file; nil where the document is none. Main is the program
// beside it, where it stands in a file of its own, or nil.
func Read(path string, root *doc.Node, mainPath string, main *doc.Node) *Project {
	if root == nil || root.Kind != doc.Map || !root.Has("runtime") {
		return nil
	}
	p := &Project{Name: root.Get("name").Word(), path: path, root: root, body: root, main: path}
	if main != nil && !root.Has("resources") {
		p.body, p.main = main, mainPath
	}
	return p
}

// IsYAML reports whether the program is written in YAML and can be evaluated.
func (p *Project) IsYAML() bool {
	runtime := p.root.Get("runtime")
	return runtime.Text("yaml") != "" || runtime.Get("name").Text("yaml") != ""
}

// StackFolder is the folder in which the stacks' files are kept, relative to the
// project; "" for beside it.
func (p *Project) StackFolder() string {
	folder := p.root.Get("stackConfigDir")
	if old := p.root.Get("config"); folder == nil && old != nil && old.Kind == doc.Scalar {
		folder = old
	}
	dir, _ := secret.Path(folder.Value())
	return dir
}

// Resources are what the program declares with a stack's configuration.
func (p *Project) Resources(s StackFile) []*declared.Resource {
	e := &evaluation{Project: p, stack: s, memo: map[string]declared.Value{}, busy: map[string]bool{}, steps: maxSteps}
	var all []*declared.Resource
	for k, n := range p.body.Get("resources").Entries() {
		token := n.Get("type").Word()
		if token == "" || strings.HasPrefix(token, "pulumi:") || n.Has("get") {
			continue // a provider, a reference to another stack; or read, not declared
		}
		all = append(all, e.resource(k, n, token))
	}
	return all
}

// canonical is a type as people write it: aws:rds/instance:Instance is
// aws:rds:Instance.
func canonical(token string) string {
	parts := strings.Split(token, ":")
	if len(parts) != 3 {
		return token
	}
	module, last, found := strings.Cut(parts[1], "/")
	if found && (module == "index" || strings.EqualFold(last, parts[2])) {
		parts[1] = module
	}
	if parts[1] == "index" {
		return parts[0] + ":" + parts[2]
	}
	return strings.Join(parts, ":")
}
