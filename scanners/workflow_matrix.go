// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/expression"
)

// maxCombinations is how many combinations of a matrix are made before those
// that do not differ in what matters are folded.
const maxCombinations = 512

// matrix lists the combinations of a job's matrix, reduced to the dimensions
// that matter: the wanted ones, and those that are named after environments. It
// is empty where the matrix is computed at run time, or nothing in it matters.
// https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
func (fr *frame) matrix(n *doc.Node, wanted map[string]bool) []world {
	if n == nil || n.Kind != doc.Map {
		return nil
	}
	all := []world{{}}
	own := map[string]bool{}
	for key, values := range n.Entries() {
		if key.Name == "include" || key.Name == "exclude" {
			continue
		}
		own[key.Name] = true
		items := fr.items(values)
		if len(items) == 0 || len(all)*len(items) > maxCombinations && !matters(key.Name, items, wanted) {
			continue
		}
		var next []world
		for _, w := range all {
			for _, item := range items {
				if len(next) < maxCombinations {
					next = append(next, w.with(flatten("matrix."+key.Name, item)))
				}
			}
		}
		all = next
	}
	for _, x := range fr.items(n.Get("exclude")) {
		all = slices.DeleteFunc(all, func(w world) bool { return covers(w, flatten("matrix", x)) })
	}
	if len(own) == 0 {
		all = nil
	}
	return project(include(all, own, fr.items(n.Get("include"))), wanted)
}

// include adds each object to every combination whose own values it does not
// change; one that fits none is a combination of its own.
func include(all []world, own map[string]bool, items []element) []world {
	made := len(all)
	for i, item := range items {
		if i >= maxCombinations {
			break
		}
		more, fits := flatten("matrix", item), false
		for j := range all[:made] {
			if !changes(all[j], more, own) {
				all[j], fits = all[j].with(more), true
			}
		}
		if !fits {
			all = append(all, more)
		}
	}
	return all
}

func changes(w, more world, own map[string]bool) bool {
	for k, v := range more {
		key, _, _ := strings.Cut(strings.TrimPrefix(k, "matrix."), ".")
		if old, ok := w[k]; own[key] && (!ok || old != v) {
			return true
		}
	}
	return false
}

func covers(w, part world) bool {
	for k, v := range part {
		if w[k] != v {
			return false
		}
	}
	return len(part) > 0
}

// An element is one item of a matrix's dimension: as YAML, or a word of a JSON
// constant.
type element struct {
	node *doc.Node
	word string
}

var (
	jsonWords = lazily.Compile(`^\s*\[(\s*"[^"\\]*"\s*,?)*\s*\]\s*$`)
	jsonWord  = lazily.Compile(`"([^"\\]*)"`)
)

// items are the elements of a list, or of the JSON list of words that an
// expression holds; none where they are computed.
func (fr *frame) items(n *doc.Node) (items []element) {
	if n == nil {
		return nil
	}
	if n.Kind == doc.Scalar {
		t := fr.template(n)
		if v, ok := t.JSON(); ok && v.Matches(jsonWords.Get()) {
			for _, m := range v.Spans(jsonWord.Get(), maxCombinations) {
				word, _ := secret.Word(v.Slice(m[2], m[3]))
				items = append(items, element{word: word})
			}
			return items
		}
		if t.Dynamic() {
			return nil
		}
	}
	for i := range n.Items() {
		items = append(items, element{node: i})
	}
	return items
}

// flatten names every scalar of an element by the path that reads it.
func flatten(prefix string, e element) world {
	if e.node == nil {
		r := expression.Result{}
		if e.word != "" {
			r = expression.Result{Kind: expression.Text, Text: e.word}
		}
		return world{prefix: r}
	}
	w := world{}
	for path, x := range e.node.Walk() {
		if x == nil || x.Kind != doc.Scalar || len(w) > 100 {
			continue
		}
		r := expression.Result{}
		if b, ok := x.Bool(); ok && x.Text("true", "false") != "" {
			r = expression.Result{Kind: expression.Bool, Text: map[bool]string{true: "true", false: "false"}[b]}
		} else if text := x.Word(); text != "" {
			r = expression.Result{Kind: expression.Text, Text: text}
		}
		w[strings.Join(append([]string{prefix}, path...), ".")] = r
	}
	return w
}

func matters(key string, items []element, wanted map[string]bool) bool {
	if isEnvironmentSetting(key) {
		return true
	}
	for _, i := range items {
		for k := range flatten("matrix."+key, i) {
			if wanted[k] || isEnvironmentSetting(k[strings.LastIndexByte(k, '.')+1:]) {
				return true
			}
		}
	}
	return false
}

// project keeps what matters of each combination, and each result once.
func project(all []world, wanted map[string]bool) (kept []world) {
	for _, w := range all {
		maps.DeleteFunc(w, func(k string, _ expression.Result) bool {
			return !wanted[k] && !isEnvironmentSetting(k[strings.LastIndexByte(k, '.')+1:])
		})
		if len(w) > 0 && !slices.ContainsFunc(kept, func(o world) bool { return maps.Equal(o, w) }) {
			kept = append(kept, w)
		}
	}
	return kept
}
