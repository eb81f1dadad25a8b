// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"path"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A samFile is a samconfig.toml or .yaml: a table for each environment.
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
type samFile struct {
	path string
	root *doc.Node
}

// AddSAM adds a samconfig.
func (r *Repository) AddSAM(path string, root *doc.Node) {
	r.sam = append(r.sam, &samFile{path, root})
}

func (s *samFile) assign(r *Repository, given map[*Template][]*Context) {
	for env, table := range s.root.Entries() {
		deploy := table.Get("deploy", "parameters")
		global := table.Get("global", "parameters")
		if deploy == nil && global == nil {
			continue
		}
		first := func(key string) *doc.Node {
			for _, n := range []*doc.Node{deploy.Get(key), global.Get(key)} {
				if n != nil {
					return n
				}
			}
			return nil
		}
		t := s.template(r, first("template_file"), table)
		if t == nil {
			continue
		}
		c := &Context{Name: path.Base(s.path) + " " + env.Name, At: keyEvidence(s.path, env, "a configuration of sam deploy"), Given: s.overrides(first("parameter_overrides"), t)}
		c.Tags = (&ParameterFile{Path: s.path}).tags(first("tags"))
		if name := first("stack_name"); name != nil {
			c.Stack = name.Word()
			c.Pseudo = map[string]declared.Value{"AWS::StackName": declared.Scalar(name.Value(), evidence(s.path, name, "the stack's name"))}
		}
		c.declare(t)
		if len(c.Environments) == 0 && IsEnvironment(env.Name) {
			c.Environments = []Named{{env.Name, keyEvidence(s.path, env, "a configuration of sam deploy")}}
		}
		given[t] = append(given[t], c)
	}
}

// template is the one that is named, or has a name that sam looks for.
func (s *samFile) template(r *Repository, named *doc.Node, table *doc.Node) *Template {
	dir := path.Dir(s.path)
	if named == nil {
		named = table.Get("build", "parameters", "template_file")
	}
	if p, ok := secret.Path(named.Value()); ok {
		if t := r.byPath[path.Join(dir, p)]; t != nil {
			return t
		}
	}
	for _, name := range []string{"template.yaml", "template.yml", "template.json"} {
		if t := r.byPath[path.Join(dir, name)]; t != nil {
			return t
		}
	}
	return nil
}

var override = lazily.Compile(`(?:ParameterKey=)?([A-Za-z0-9]+)(?:,ParameterValue)?=(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\s"']*))`)

// overrides are written as one text, as a list of texts, or as a map.
func (s *samFile) overrides(n *doc.Node, t *Template) map[string]declared.Value {
	set := map[string]declared.Value{}
	for k, v := range n.Entries() {
		set[k.Name] = text(s.path, v, v.Value())
	}
	for item := range n.Items() {
		for _, m := range item.Value().Spans(override.Get(), 1000) {
			p, ok := secret.Lookup(item.Value().Slice(m[2], m[3]), t.parameters)
			if !ok {
				continue
			}
			for g := 4; g < len(m); g += 2 {
				if m[g] >= 0 {
					set[p.key.Name] = text(s.path, item, item.Value().Slice(m[g], m[g+1]))
				}
			}
		}
	}
	return set
}
