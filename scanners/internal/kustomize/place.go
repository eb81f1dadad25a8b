// SPDX-License-Identifier: Apache-2.0

package kustomize

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// In this file: where a rendered value is written. An object's sources are the
// patches that name it, outermost first, and the document that it came from; a
// value stands in the first of them that has it. What none has (a prefix, a
// namespace, a replacement) stands at the nearest part above it that one has.

var remoteForm = lazily.Compile(`://|^git@|^git::|^(www\.)?(github|gitlab|bitbucket)\.[a-z]+[/:]|\.git(//|$|\?)|\?(ref|version)=`)

// A layer is a document that says something of objects.
type layer struct {
	file string
	root *doc.Node
}

type writer struct {
	tree    *Tree
	patches []layer // outermost first

	sources    map[string][]layer // by kind
	operations map[string][]layer // of JSON patches, by path
}

func newWriter(c *closure) *writer {
	w := &writer{tree: c.tree, operations: map[string][]layer{}, sources: map[string][]layer{}}
	for _, k := range c.order {
		w.collect(k)
		for _, p := range k.patches {
			for _, d := range c.tree.files[p].Docs {
				w.patch(p, d)
			}
		}
		for n := range k.root.Get("patches").Items() {
			w.inline(k, n.Get("patch"))
		}
		for n := range k.root.Get("patchesJson6902").Items() {
			w.inline(k, n.Get("patch"))
		}
		for n := range k.root.Get("patchesStrategicMerge").Items() {
			w.inline(k, n)
		}
	}
	return w
}

// inline reads a patch that stands in the kustomization as a block of text.
func (w *writer) inline(k *kustomization, n *doc.Node) {
	if n == nil || n.Kind != doc.Scalar || n.EndColumn != 0 {
		return
	}
	lines := bytes.Split(k.file.Data, []byte("\n"))
	indent, end := -1, n.Line
	for ; end < len(lines); end++ {
		text := bytes.TrimLeft(lines[end], " ")
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		at := len(lines[end]) - len(text)
		if indent < 0 {
			indent = at
		}
		if at < indent || indent == 0 {
			break
		}
	}
	if indent <= 0 {
		return
	}
	var block [][]byte
	for _, l := range lines[n.Line:end] {
		block = append(block, l[min(indent, len(l)):])
	}
	docs, _ := doc.YAML(bytes.Join(block, []byte("\n")))
	for _, d := range docs {
		d.Shift(n.Line, indent)
		w.patch(k.file.Path, d)
	}
}

// place finds where an object and each of its parts are written, and takes the
// library's notes off it.
func (w *writer) place(o *kubernetes.Object) {
	o.Places = map[*doc.Node]graph.Location{}
	base, found := w.source(o)
	var layers []layer
	for _, p := range w.patches {
		if p.root.Has("kind") && p.root.Get("kind").Same(o.Root.Get("kind")) && of(p.root.Get("metadata", "name"), base.root, o) {
			layers = append(layers, p)
		}
	}
	top := graph.Location{File: o.File, Line: 1}
	if found {
		layers = append(layers, base)
		o.File = base.file
		top = span(base.file, base.root.Get("metadata", "name"))
		if base.root.Get("metadata") == nil {
			top = span(base.file, base.root.Get("name"))
		}
	}
	w.walk(o, o.Root, layers, nil, top)
}

// source is the document that an object came from: the one of its kind whose
// name it has, with or without what overlays put around it (prefix, suffix, a
// hash). The longest such name wins, and of equals the one of its namespace.
func (w *writer) source(o *kubernetes.Object) (layer, bool) {
	var best layer
	score := -1
	for _, l := range w.sources[o.Kind] {
		meta := l.root.Get("metadata")
		if meta == nil {
			meta = l.root // a generator's entry
		}
		name := meta.Get("name").Word()
		if name == "" || !strings.Contains(o.Name, name) {
			continue
		}
		points := 2 * len(name)
		if meta.Get("namespace").Same(o.Root.Get("metadata", "namespace")) {
			points++
		}
		if points > score {
			best, score = l, points
		}
	}
	return best, score >= 0
}

// collect lists what objects can come from: documents, and the generators of a
// kustomization.
func (w *writer) collect(k *kustomization) {
	for _, p := range k.files {
		for _, d := range w.tree.files[p].Docs {
			if kind := d.Get("kind").Word(); kind != "" && !slices.Contains(k.patches, p) {
				w.sources[kind] = append(w.sources[kind], layer{p, d})
			}
		}
	}
	for field, kind := range map[string]string{"configMapGenerator": "ConfigMap", "secretGenerator": "Secret"} {
		for g := range k.root.Get(field).Items() {
			w.sources[kind] = append(w.sources[kind], layer{k.file.Path, g})
		}
	}
}

// of reports whether a patch is for an object: its name is the one in the base,
// which prefixes and suffixes may have changed since.
func of(name, base *doc.Node, o *kubernetes.Object) bool {
	if base != nil {
		return name.Same(base.Get("metadata", "name"))
	}
	return name.Word() != "" && name.Word() == o.Name
}

func span(file string, n *doc.Node) graph.Location {
	line, column := n.At()
	at := graph.Location{File: file, Line: max(line, 1), Column: column}
	if n != nil && n.EndColumn > n.Column {
		at.EndLine, at.EndColumn = n.Line, n.EndColumn
	}
	return at
}

// walk goes through an object and its layers side by side.
func (w *writer) walk(o *kubernetes.Object, n *doc.Node, layers []layer, at []string, above graph.Location) {
	here := above
	for _, l := range layers {
		if n.Kind != doc.Scalar || l.root.Same(n) {
			here = span(l.file, l.root)
			break
		}
	}
	if changed, ok := w.changed(o, n, at); ok {
		here = changed
	} else if n.Kind == doc.Scalar && here == above && len(layers) > 0 {
		here = span(layers[0].file, layers[0].root)
	}
	if len(at) == 0 {
		here = above
	}
	o.Places[n] = here
	for k, child := range n.Entries() {
		var below []layer
		for _, l := range layers {
			if c := l.root.Get(k.Name); c != nil {
				below = append(below, layer{l.file, c})
			}
		}
		w.walk(o, child, below, append(at[:len(at):len(at)], k.Name), here)
	}
	if n.Kind == doc.List {
		i := 0
		for item := range n.Items() {
			w.walk(o, item, items(layers, item, i), append(at[:len(at):len(at)], strconv.Itoa(i)), here)
			i++
		}
	}
}

// items finds an element in the layers' lists: by its name where it has one, by
// its text, else by its number.
func items(layers []layer, item *doc.Node, i int) []layer {
	var found []layer
	for _, l := range layers {
		j := 0
		for c := range l.root.Items() {
			switch name := item.Get("name"); {
			case name != nil && c.Get("name").Same(name), item.Kind == doc.Scalar && c.Same(item),
				name == nil && item.Kind != doc.Scalar && j == i && c.Kind == item.Kind:
				found = append(found, layer{l.file, c})
			}
			j++
		}
	}
	return found
}

// changed is the operation of a JSON patch that gives a scalar its value.
// https://www.rfc-editor.org/rfc/rfc6902
func (w *writer) changed(o *kubernetes.Object, n *doc.Node, at []string) (graph.Location, bool) {
	if n.Kind != doc.Scalar || len(w.operations) == 0 {
		return graph.Location{}, false
	}
	for _, op := range w.operations["/"+strings.Join(at, "/")] {
		if v := op.root.Get("value"); v.Same(n) {
			return span(op.file, v), true
		}
	}
	return graph.Location{}, false
}

// operation keeps the operations of JSON patches by their path, in the form that
// [writer.walk] has: numbers are those of the patched list.
func (w *writer) operation(file string, root *doc.Node) {
	for op := range root.Items() {
		p, ok := secret.Path(op.Get("path").Value())
		if !ok || op.Get("value") == nil {
			continue
		}
		p = strings.NewReplacer("~1", "/", "~0", "~").Replace(p)
		w.operations[p] = append(w.operations[p], layer{file, op})
	}
}

// patch keeps one document of a patch.
func (w *writer) patch(file string, d *doc.Node) {
	if d == nil {
		return
	}
	if d.Kind == doc.List {
		w.operation(file, d)
		return
	}
	w.patches = append(w.patches, layer{file, d})
}
