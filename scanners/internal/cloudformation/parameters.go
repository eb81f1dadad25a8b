// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A ParameterFile sets parameters of a template that it does not name.
type ParameterFile struct {
	Path   string
	Values map[string]declared.Value
	Tags   declared.Value
	plain  bool // a map of names, which may be anything
}

// Parameters reads a document as a parameter file, in the forms that people
// give to the tools that deploy: [{ParameterKey, ParameterValue}],
// {"Parameters": {...}} with the tags of the stack beside it, ["Key=Value"], or a
// map of scalars. It is nil for anything else.
//
//	https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack.html
//	https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/
//	https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
func Parameters(file string, root *doc.Node) *ParameterFile {
	p := &ParameterFile{Path: file, Values: map[string]declared.Value{}}
	switch {
	case root == nil:
		return nil
	case root.Kind == doc.List:
		p.list(root)
	case root.Kind == doc.Map && root.Get("Parameters") != nil && !root.Has("Resources"):
		if list := root.Get("Parameters"); list.Kind == doc.List {
			p.list(list)
		} else {
			p.entries(list)
		}
		p.Tags = p.tags(root.Get("Tags"))
	case root.Kind == doc.Map:
		p.plain = true
		for _, v := range root.Entries() {
			if v == nil || v.Kind != doc.Scalar {
				return nil
			}
		}
		p.entries(root)
	}
	if len(p.Values) == 0 {
		return nil
	}
	return p
}

func (p *ParameterFile) list(n *doc.Node) {
	for item := range n.Items() {
		if item == nil {
			continue
		}
		if key := item.Get("ParameterKey").Word(); key != "" {
			p.set(key, item.Get("ParameterValue"))
			continue
		}
		if before, after, ok := item.Value().Cut("="); ok {
			if name, isName := secret.Word(before); isName {
				p.Values[name] = text(p.Path, item, after)
			}
		}
	}
}

func (p *ParameterFile) entries(n *doc.Node) {
	for k, v := range n.Entries() {
		p.set(k.Name, v)
	}
}

func (p *ParameterFile) set(name string, n *doc.Node) {
	if n == nil {
		return // UsePreviousValue
	}
	switch n.Kind {
	case doc.Scalar:
		p.Values[name] = text(p.Path, n, n.Value())
	case doc.List: // of a list parameter, where a tool allows one
		var parts []secret.Value
		for i := range n.Items() {
			if len(parts) > 0 {
				parts = append(parts, secret.New(","))
			}
			parts = append(parts, i.Value())
		}
		p.Values[name] = text(p.Path, n, secret.Join(append(parts, secret.New(""))...))
	}
}

func text(file string, n *doc.Node, v secret.Value) declared.Value {
	at := evidence(file, n, "")
	if hangs, is := dynamic(v); is {
		return elsewhere(v, hangs, at)
	}
	return declared.Scalar(v, at)
}

// tags are a map, or a list of {Key, Value}.
func (p *ParameterFile) tags(n *doc.Node) declared.Value {
	fields := map[string]declared.Value{}
	for k, v := range n.Entries() {
		if v != nil && v.Kind == doc.Scalar {
			fields[k.Name] = text(p.Path, v, v.Value())
		}
	}
	if n != nil && n.Kind == doc.List {
		for item := range n.Items() {
			if key := item.Get("Key").Word(); key != "" && item.Get("Value") != nil {
				fields[key] = text(p.Path, item.Get("Value"), item.Get("Value").Value())
			}
		}
	}
	if len(fields) == 0 {
		return declared.Value{}
	}
	return declared.Map(fields, evidence(p.Path, n, ""))
}

// assign gives each parameter file to the templates that it can be for: near in
// the tree, and all its keys are parameters of theirs, as the tools demand. Of
// several templates those count whose name is in the file's path; else those that
// need nothing more.
func (r *Repository) assign() map[*Template][]*Context {
	given := map[*Template][]*Context{}
	for _, p := range r.files {
		var fit []*Template
		for _, t := range r.templates {
			if near(path.Dir(t.Path), path.Dir(p.Path)) && p.fits(t) {
				fit = append(fit, t)
			}
		}
		fit = prefer(fit, func(t *Template) bool { return mentions(p.Path, t.Path) })
		fit = prefer(fit, func(t *Template) bool {
			return path.Dir(t.Path) == path.Dir(p.Path) || strings.HasPrefix(p.Path, path.Dir(t.Path)+"/")
		})
		if p.plain && len(fit) > 3 && !mentions(p.Path, fit[0].Path) {
			continue // a map that fits everything is about nothing
		}
		for _, t := range fit {
			given[t] = append(given[t], p.context(t))
		}
	}
	for _, s := range r.sam {
		s.assign(r, given)
	}
	return given
}

func prefer(ts []*Template, good func(*Template) bool) []*Template {
	var some []*Template
	for _, t := range ts {
		if good(t) {
			some = append(some, t)
		}
	}
	if len(some) == 0 {
		return ts
	}
	return some
}

// near allows a folder at or below the template's, up to three levels, or beside
// it: templates/db.yaml and parameters/prod/db.json.
func near(template, file string) bool {
	if template == file {
		return true
	}
	root := template
	if isSibling(file, path.Dir(template)) {
		root = path.Dir(template)
	}
	if root == "." {
		return strings.Count(file, "/") < 3
	}
	below, ok := strings.CutPrefix(file, root+"/")
	return ok && strings.Count(below, "/") < 3
}

// isSibling reports whether a file's folder lies in a folder for parameters below
// the given one.
func isSibling(file, above string) bool {
	rest := file
	if above != "." {
		var ok bool
		if rest, ok = strings.CutPrefix(file, above+"/"); !ok {
			return false
		}
	}
	first, _, _ := strings.Cut(strings.ToLower(rest), "/")
	for _, w := range []string{"param", "config", "env", "stage", "conf", "vars", "settings"} {
		if strings.Contains(first, w) {
			return true
		}
	}
	return false
}

func (p *ParameterFile) fits(t *Template) bool {
	if len(t.parameters) == 0 {
		return false
	}
	for name := range p.Values {
		if _, ok := t.parameters[name]; !ok {
			return false
		}
	}
	return true
}

// mentions reports whether a file's path has the template's name in it: the
// template's own file, or its folder where the file is called template.
func mentions(file, template string) bool {
	stem := stemOf(template)
	for _, common := range []string{"template", "main", "cloudformation", "stack", "index", "cfn", "sam"} {
		if stem == common {
			return false
		}
	}
	for part := range strings.SplitSeq(strings.ToLower(file), "/") {
		if strings.Contains(part, stem) {
			return true
		}
	}
	return false
}

func stemOf(file string) string {
	base := strings.ToLower(path.Base(file))
	stem, _, _ := strings.Cut(base, ".")
	return stem
}

func (p *ParameterFile) context(t *Template) *Context {
	c := &Context{Name: p.Path, At: evidence(p.Path, nil, "sets the parameters of "+t.Path), Given: p.Values, Tags: p.Tags}
	c.At.At.Line = 1
	c.declare(t)
	return c
}
