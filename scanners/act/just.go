// SPDX-License-Identifier: Apache-2.0

package act

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// recipeLine is the head of a recipe: its name, parameters and what it needs.
// https://just.systems/man/en/
var recipeLine = lazily.Compile(`^@?([A-Za-z_][A-Za-z0-9_-]*)((?:[ \t]+[^:=]*(?:=[^:]*)?)?):([^=].*|)$`)

// just reads the recipes that are named. Just computes besides, so that it is
// never harmless; what stands in {{ }} makes the shell text one in doubt.
func (r *reader) just(args []shell.Word) {
	r.unread("just", "just runs what its file computes")
	for _, f := range r.folders {
		for _, name := range []string{"justfile", "Justfile", ".justfile"} {
			data, ok := r.readFile(f, name)
			if !ok {
				continue
			}
			rules := justRecipes(data)
			for _, w := range args {
				if goal, ok := secret.Word(w.Text()); ok && rules[goal] != nil {
					r.under("just "+goal, func() { r.goal(rules, goal, 0) })
				}
			}
			break
		}
	}
}

// justRecipes are the recipes of a justfile, in the form of [recipes].
func justRecipes(data []byte) map[string][]string {
	all := map[string][]string{}
	var now []string
	for text := range strings.Lines(string(data)) {
		line := strings.TrimRight(text, "\r\n")
		switch {
		case strings.TrimSpace(line) == "":
		case line[0] == ' ' || line[0] == '\t':
			if now != nil {
				now[1] += strings.TrimLeft(strings.TrimSpace(line), "@-") + "\n"
			}
		case line[0] == '#' || line[0] == '[':
		default:
			now = nil
			if m := recipeLine.FindStringSubmatch(line); m != nil {
				now = []string{strings.ReplaceAll(strings.ReplaceAll(m[3], "&&", " "), "#", " "), ""}
				all[m[1]] = now
			}
		}
	}
	return all
}
