// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/catalog"
)

// allowedRules are the rules that take back what an agent's settings allow: of
// "kubectl delete", which covers whatever begins so, each command of the catalog
// that does; of "railway/volume delete", that one operation. None where any
// command is allowed.
func allowedRules(detail string) (all []fenceRule) {
	provider, operation, one := strings.Cut(detail, "/")
	for _, p := range catalog.Providers() {
		for i := range p.Operations {
			o := &p.Operations[i]
			if !strings.Contains(o.Kind, "cli") && o.Kind != "sql" || o.Example == "" {
				continue
			}
			if one && p.ID == provider && o.Name == operation || !one && begun(o, strings.Fields(detail)) {
				all = append(all, fenceRule{places: placesOf(o), ask: true, loses: o.Loses, source: first1(o.Sources)})
			}
		}
	}
	return all
}

// begun reports whether an operation's example begins with words, options left
// aside.
func begun(o *catalog.Operation, words []string) bool {
	example := exampleWords(o)
	if len(words) == 0 || len(example) == 0 || example[0] != words[0] && !(slices.Contains(o.Words, words[0]) && slices.Contains(o.Words, example[0])) {
		return false
	}
	return inOrder(example[1:], words[1:])
}

func inOrder(all, words []string) bool {
	for _, w := range words {
		i := slices.Index(all, w)
		if i < 0 {
			return false
		}
		all = all[i+1:]
	}
	return true
}

func exampleWords(o *catalog.Operation) []string {
	words := strings.Fields(o.Example)
	for len(words) > 0 && (words[0] == "npx" || strings.Contains(words[0], "=")) {
		words = words[1:]
	}
	return words
}

// placesOf is an operation's command: the program of its example and the words of
// its name, where the example has them; else the program, with whatever follows.
func placesOf(o *catalog.Operation) [][]string {
	example := exampleWords(o)
	places := [][]string{{example[0]}}
	var name []string
	for _, w := range strings.Fields(o.Name) {
		if !strings.HasPrefix(w, "-") && w != example[0] {
			name = append(name, w)
		}
	}
	if o.Kind == "sql" || !inOrder(example[1:], name) {
		return places
	}
	for _, w := range name {
		places = append(places, []string{w})
	}
	return places
}
