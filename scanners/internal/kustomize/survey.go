// SPDX-License-Identifier: Apache-2.0

package kustomize

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// In this file: what a kustomization names, and what of it is left out because
// it lies elsewhere or would have to be run.
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/

// survey reads a kustomization's fields.
func (t *Tree) survey(k *kustomization) {
	k.drop = map[*doc.Node]bool{}
	for _, field := range []string{"resources", "bases", "components", "crds"} {
		for n := range k.root.Get(field).Items() {
			t.resource(k, n)
		}
	}
	for _, field := range []string{"helmCharts", "helmChartInflationGenerator"} {
		for n := range k.root.Get(field).Items() {
			name := n.Get("name").Word()
			if name == "" {
				name = n.Get("chartName").Word()
			}
			k.refuse(n, "the Helm chart "+name+", which is fetched from elsewhere, was not rendered into the overlay")
		}
	}
	for _, field := range []string{"generators", "transformers", "validators"} {
		for n := range k.root.Get(field).Items() {
			t.plugin(k, n)
		}
	}
	for _, field := range []string{"patches", "patchesJson6902", "replacements"} {
		for n := range k.root.Get(field).Items() {
			if p := n.Get("path"); p != nil {
				t.patch(k, n, p)
			}
		}
	}
	for n := range k.root.Get("patchesStrategicMerge").Items() {
		if n.Kind == doc.Scalar && n.EndColumn > 0 {
			t.patch(k, n, n)
		}
	}
	for n := range k.root.Get("configurations").Items() {
		t.patch(k, n, n)
	}
	if n := k.root.Get("openapi", "path"); n != nil {
		k.refuse(k.root.Get("openapi"), "the schema of its own was not used")
	}
	for _, field := range []string{"configMapGenerator", "secretGenerator"} {
		for g := range k.root.Get(field).Items() {
			t.generator(k, g)
		}
	}
}

func (k *kustomization) refuse(n *doc.Node, why string) {
	k.drop[n] = true
	k.problem(n, why)
}

func (k *kustomization) problem(n *doc.Node, why string) {
	line, column := n.At()
	k.problems = append(k.problems, Problem{graph.Location{File: k.file.Path, Line: line, Column: column}, why})
}

// local is the path of an entry inside the tree.
func (k *kustomization) local(n *doc.Node) (string, bool) {
	p, ok := secret.Path(n.Value())
	if !ok {
		w := n.Word()
		if p, ok = w, w != ""; !ok {
			return "", false
		}
	}
	if path.IsAbs(p) {
		return "", false
	}
	p = path.Join(k.dir, p)
	return p, p != ".." && !strings.HasPrefix(p, "../")
}

// resource is a file, or a folder with a kustomization of its own.
func (t *Tree) resource(k *kustomization, n *doc.Node) {
	p, ok := k.local(n)
	switch {
	case ok && t.dirs[p] != nil:
		k.included = append(k.included, p)
	case ok && t.files[p] != nil:
		k.files = append(k.files, p)
	case remote(n.Value()):
		k.refuse(n, "refers to a base in another repository, which was not fetched")
	default:
		k.refuse(n, "refers to a file that is not here or is no manifest")
	}
}

// remote reports whether an entry is an address of a repository.
func remote(v secret.Value) bool {
	return v.Matches(remoteForm.Get())
}

// patch is a file with a change; without it, the overlay is not what it says.
func (t *Tree) patch(k *kustomization, entry, n *doc.Node) {
	p, ok := k.local(n)
	if !ok || t.files[p] == nil {
		k.refuse(entry, "refers to a patch that is not here")
		return
	}
	k.files = append(k.files, p)
	k.patches = append(k.patches, p)
}

// plugin allows what is built into the library and needs no program, and no
// more. https://kubectl.docs.kubernetes.io/references/kustomize/builtins/
func (t *Tree) plugin(k *kustomization, n *doc.Node) {
	p, ok := k.local(n)
	f := t.files[p]
	if !ok || f == nil || f.Wrong {
		k.refuse(n, "a generator or transformer that is not a file of built-in kinds was not run")
		return
	}
	for _, d := range f.Docs {
		kind := d.Get("kind").Word()
		if d.Get("apiVersion").Text("builtin") == "" || strings.HasPrefix(kind, "HelmChart") || d.Get("metadata", "annotations", "config.kubernetes.io/function") != nil {
			k.refuse(n, "the function or plugin "+kind+" was not run")
			return
		}
	}
	k.files = append(k.files, p)
}

// generator makes the files of a generator that nobody has empty ones: their
// content is read where it lies, by its own scanner.
func (t *Tree) generator(k *kustomization, g *doc.Node) {
	for _, field := range []string{"files", "envs", "env"} {
		for n := range g.Get(field).Items() {
			v := n.Value()
			if _, after, ok := v.Cut("="); ok && field == "files" {
				v = after
			}
			p, ok := secret.Path(v)
			if !ok {
				p, ok = secret.Word(v)
			}
			if !ok || path.IsAbs(p) {
				continue
			}
			p = path.Join(k.dir, p)
			if t.files[p] != nil {
				k.files = append(k.files, p)
			} else if !strings.HasPrefix(p, "..") {
				k.stubs = append(k.stubs, p)
			}
		}
	}
}

// cleaned is the kustomization without what is left out, in the fields of today:
// for the old ones the library writes to standard error.
func (k *kustomization) cleaned() ([]byte, bool) {
	var y yaml.Node
	if yaml.Unmarshal(k.file.Data, &y) != nil || len(y.Content) == 0 || y.Content[0].Kind != yaml.MappingNode {
		return nil, false
	}
	m := y.Content[0]
	drop := map[[2]int]bool{}
	for n := range k.drop {
		drop[[2]int{n.Line, n.Column}] = true
	}
	lists := map[string]*yaml.Node{}
	var kept []*yaml.Node
	for i := 0; i+1 < len(m.Content); i += 2 {
		key, v := m.Content[i], m.Content[i+1]
		if key.Value == "buildMetadata" || key.Value == "helmGlobals" || key.Value == "vars" || drop[[2]int{v.Line, v.Column}] && v.Kind != yaml.SequenceNode {
			continue
		}
		modern(key, v)
		if v.Kind != yaml.SequenceNode {
			kept = append(kept, key, v)
			continue
		}
		v.Content = slices.DeleteFunc(v.Content, func(item *yaml.Node) bool { return drop[[2]int{item.Line, item.Column}] })
		switch list := lists[key.Value]; {
		case len(v.Content) == 0:
		case list != nil:
			list.Content = append(list.Content, v.Content...)
		default:
			lists[key.Value] = v
			kept = append(kept, key, v)
		}
	}
	name := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: "name"}, {Kind: yaml.ScalarNode, Value: "overlay"}}}
	if !slices.ContainsFunc(kept, func(n *yaml.Node) bool { return n.Value == "metadata" }) {
		kept = append(kept, &yaml.Node{Kind: yaml.ScalarNode, Value: "metadata"}, name) // one without any field is an error
	}
	m.Content = kept
	text, err := yaml.Marshal(&y)
	return text, err == nil
}

// modern renames the fields that the library warns about.
// https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go
func modern(key, v *yaml.Node) {
	pair := func(name string, value *yaml.Node) *yaml.Node {
		return &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: name}, value}}
	}
	switch key.Value {
	case "bases":
		key.Value = "resources"
	case "imageTags":
		key.Value = "images"
	case "patchesJson6902":
		key.Value = "patches"
	case "patchesStrategicMerge":
		key.Value = "patches"
		for i, item := range v.Content {
			field := "path"
			if strings.Contains(item.Value, "\n") {
				field = "patch"
			}
			entry := pair(field, item)
			entry.Line, entry.Column = item.Line, item.Column
			v.Content[i] = entry
		}
	case "commonLabels":
		labels := *v
		entry := pair("pairs", &labels)
		entry.Content = append(entry.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "includeSelectors"}, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"})
		key.Value = "labels"
		*v = yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{entry}}
	}
}
