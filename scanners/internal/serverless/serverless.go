// SPDX-License-Identifier: Apache-2.0

// Package serverless turns services of the Serverless Framework into stacks of
// CloudFormation: one for each stage that a service names, with its variables
// (${self:custom.x}, ${opt:stage, 'dev'}, ${file(x.yml)}, ${param:x}) put in.
//
// The stages of a service are its default one and those that its files name: the
// keys of params and stages, of maps under custom that are environments' words,
// and the files of which ${file(config/${sls:stage}.yml)} is one. They are stages
// that the service allows; which of them are deployed no file says.
//
// What lies outside of the files (${env:X}, ${cf:...}, options other than the
// stage) is Unknown and names it, also where a default follows: whether the default
// counts is decided by whoever deploys. A service that is a program (serverless.ts)
// is not run.
//
// Limits: 64 stages, 10,000 variables for each, fifty in each other.
//
// https://www.serverless.com/framework/docs/guides/variables
package serverless

import (
	"path"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/cloudformation"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// IsService reports whether a document is a service on AWS.
func IsService(root *doc.Node) bool {
	provider := root.Get("provider")
	if !root.Has("service") || provider == nil {
		return false
	}
	return provider.Text("aws") != "" || provider.Get("name").Text("aws") != ""
}

// A Tree is what the services of a tree may include.
type Tree struct {
	files map[string]*doc.Node
}

// NewTree returns a tree of documents by path.
func NewTree(files map[string]*doc.Node) *Tree { return &Tree{files} }

// Stacks adds a stack for each stage of a service to a repository.
func (t *Tree) Stacks(r *cloudformation.Repository, file string, root *doc.Node) {
	s := &service{tree: t, path: file, root: root}
	for _, stage := range s.stages() {
		s.stack(r, stage)
	}
}

type service struct {
	tree *Tree
	path string
	root *doc.Node
}

// A stage is a name with the place that gives it.
type stage struct {
	name string
	why  graph.Evidence
}

func (s *service) stack(r *cloudformation.Repository, st stage) {
	v := newVariables(s, st)
	t := v.template()
	named := st.why
	named.Basis = min(named.Basis, graph.Named)
	ctx := &cloudformation.Context{Name: st.name, At: st.why, Assumed: true, Environments: []cloudformation.Named{{Name: st.name, Why: named}}, Tags: v.tags()}
	provider := v.at(place{s.root, s.path}, "provider")
	extra := cloudformation.Extra{Bucket: v.bucket(provider)}
	if n := v.at(provider, "environment"); n.node != nil {
		extra.Variables = append(extra.Variables, cloudformation.Placed{Path: n.path, Node: n.node})
	}
	for _, f := range v.functions() {
		if n := v.at(f, "environment"); n.node != nil {
			extra.Variables = append(extra.Variables, cloudformation.Placed{Path: n.path, Node: n.node})
		}
	}
	for _, keys := range [][]string{{"iam", "role", "statements"}, {"iamRoleStatements"}} {
		if n := v.at(provider, keys...); n.node != nil {
			extra.Statements = append(extra.Statements, cloudformation.Placed{Path: n.path, Node: n.node})
		}
	}
	r.AddStack(t, ctx, extra)
}

// bucket is where the framework puts what it deploys.
// https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
func (v *variables) bucket(provider place) cloudformation.Placed {
	n := v.at(provider, "deploymentBucket")
	if n.node != nil && n.node.Kind == doc.Map {
		n = v.at(n, "name")
	}
	return cloudformation.Placed{Path: n.path, Node: n.node}
}

func (v *variables) tags() declared.Value {
	fields := map[string]declared.Value{}
	for _, key := range []string{"stackTags", "tags"} {
		n := v.at(place{v.root, v.path}, "provider", key)
		for k, tag := range n.node.Entries() {
			if value := v.scalar(tag, n.path, 0); value.IsScalar() {
				fields[k.Name] = value
			}
		}
	}
	if len(fields) == 0 {
		return declared.Value{}
	}
	return declared.Map(fields)
}

// functions are a map, a list of maps, or files of such.
func (v *variables) functions() (list []place) {
	for _, m := range v.each(v.at(place{v.root, v.path}, "functions")) {
		for _, f := range m.node.Entries() {
			if p := v.follow(place{f, m.path}, 0); p.node != nil {
				list = append(list, p)
			}
		}
	}
	return list
}

// each is a place, or the elements of a list, with their variables followed.
func (v *variables) each(p place) (list []place) {
	if p.node == nil || p.node.Kind != doc.List {
		return []place{p}
	}
	for item := range p.node.Items() {
		if one := v.follow(place{item, p.path}, 0); one.node != nil {
			list = append(list, one)
		}
	}
	return list
}

// template puts the parts of resources together: one map, or a list of maps and
// files of maps, each with sections of a template, each with entries that may be
// files again.
func (v *variables) template() *cloudformation.Template {
	t := cloudformation.NewTemplate(v.path, v.root)
	t.Resolve = v.resolve
	for _, part := range v.each(v.at(place{v.root, v.path}, "resources")) {
		for _, name := range []string{"Parameters", "Mappings", "Conditions", "Resources", "Outputs"} {
			for _, section := range v.each(v.at(part, name)) {
				for k, n := range section.node.Entries() {
					entry := v.follow(place{n, section.path}, 0)
					at := section.path
					if entry.node == nil {
						entry = place{n, section.path}
					}
					t.Merge(name, k, at, cloudformation.Placed{Path: entry.path, Node: entry.node})
				}
			}
		}
	}
	return t
}

// include is a document of the tree by a path relative to the service.
func (s *service) include(written secret.Value) (place, bool) {
	p, ok := secret.Path(written)
	if !ok || path.IsAbs(p) {
		return place{}, false
	}
	p = path.Join(path.Dir(s.path), p)
	n, ok := s.tree.files[p]
	return place{n, p}, ok && n != nil
}
