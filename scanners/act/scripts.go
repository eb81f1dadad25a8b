// SPDX-License-Identifier: Apache-2.0

package act

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

var shellScript = lazily.Compile(`^#!\s*/\S*(?:/|env\s+(?:-S\s+)?)(?:ba|z|da|k|a)?sh\b`)

// script reads a file of the repository that is run by its path.
func (r *reader) script(name string, args []shell.Word) {
	found := false
	for _, f := range r.folders {
		data, ok := r.readFile(f, name)
		switch {
		case !ok:
			continue
		case !shellScript.MatchString(string(data[:min(len(data), 100)])) && (bytes.HasPrefix(data, []byte("#!")) || path.Ext(name) != ".sh"):
			r.unread(name, "it is a program, and no script of a shell")
		default:
			r.inner(secret.New(string(data)), name)
		}
		found = true
	}
	if !found {
		r.unread(name, "it is no file of the repository")
	}
}

var shellOptions = lazily.Compile(`^-[eluxivfmBhH]*$|^--(?:login|norc|noprofile|posix)$`)

// shellRun reads sh -c TEXT, sh FILE and a shell that reads its input.
func (r *reader) shellRun(name string, k *call, args []shell.Word) {
	for len(args) > 0 {
		v, ok := r.means(args[0]).one()
		switch {
		case ok && (v.OneOf("-o", "+o", "-euo", "-eo") != "") && len(args) > 1:
			args = args[2:]
			continue
		case ok && v.Matches(shellOptions.Get()):
			args = args[1:]
			continue
		case ok && v.Matches(runsText.Get()) && len(args) > 1:
			r.under(name, func() { r.word(args[1]) })
			return
		case ok && v.HasPrefix("-") || !ok && startsWithDash(args[0]):
			r.unread(name, "it has an option that is not known here")
			r.anything(k)
			return
		}
		break
	}
	if len(args) > 0 {
		for _, data := range r.files(args[0]) {
			r.inner(secret.New(string(data)), r.nameOf(args[0]))
		}
		return
	}
	r.fed(name, k)
}

var runsText = lazily.Compile(`^-[eluxivo]*c[eluxiv]*$`)

func (r *reader) nameOf(w shell.Word) string {
	if names, why := r.names(w); why == "" && len(names) == 1 {
		return names[0]
	}
	return "a script"
}

// fed reads what a shell is given on its input: a here-document, or what a
// command prints, of which only the words of echo are seen.
func (r *reader) fed(name string, k *call) {
	for _, w := range k.command.Input {
		r.under(name, func() { r.word(w) })
	}
	if len(k.command.Input) > 0 && len(k.feeders) == 0 {
		return
	}
	r.unread(name, "it runs what it is fed")
	for _, f := range k.feeders {
		if program, args := f.Program(); slices.Contains([]string{"echo", "printf"}, program) {
			before := len(r.acts)
			r.under(name, func() { r.join(args) })
			r.unnamed(before)
		}
		for _, w := range f.Input {
			r.under(name, func() { r.word(w) })
		}
	}
}

// unnamed takes the words out of what is told of acts that nobody knows: what is
// printed into a shell may be anything, a secret too, and no program's name.
func (r *reader) unnamed(before int) {
	for i := range r.acts[before:] {
		if a := &r.acts[before+i]; a.Kind == Unread {
			a.Program, a.Why, a.Foreign = "", "what it is fed is not known to read only", false
		}
	}
}

// find reads what find runs for each file.
func (r *reader) find(k *call, args []shell.Word) {
	deeds := false
	for i := 0; i < len(args); i++ {
		switch {
		case args[i].Is("-delete", "-fprint", "-fprint0", "-fprintf", "-fls") != "":
			r.add(Act{Kind: Files, Program: "find", Why: "it deletes or writes files"})
			deeds = true
		case args[i].Is("-exec", "-execdir", "-ok", "-okdir") != "":
			end := i + 1
			for end < len(args) && args[end].Is(";", "+") == "" {
				end++
			}
			r.under("find", func() {
				r.open = true
				r.run(&call{k.command, nil, args[i+1 : end]})
			})
			i, deeds = end, true
		case !args[i].Kinds(shell.Literal):
			r.unread("find", "a word of find is not known")
		}
	}
	if !deeds {
		r.reads("find", "find touches no store")
	}
}

var (
	goalLine  = lazily.Compile(`^([A-Za-z0-9_./-]+(?:[ \t]+[A-Za-z0-9_./-]+)*)[ \t]*::?([^=#][^#]*|)(?:#.*)?$`)
	recipeRef = lazily.Compile(`\$\(([A-Za-z_][A-Za-z0-9_]*)\)`)
)

// make reads the recipes of the goals. Make computes besides, so that it is never
// harmless.
func (r *reader) make(args []shell.Word) {
	r.unread("make", "make runs what its file computes")
	for i, w := range args {
		if w.Is("-C", "--directory", "-f", "--file") != "" && i+1 < len(args) {
			if w.Is("-C", "--directory") != "" {
				old := r.folders
				r.goTo(args[i+1])
				defer func() { r.folders = old }()
			}
		}
	}
	for _, f := range r.folders {
		for _, name := range []string{"Makefile", "makefile", "GNUmakefile"} {
			data, ok := r.readFile(f, name)
			if !ok {
				continue
			}
			rules := recipes(data)
			for _, w := range args {
				if goal, ok := variableName(w); ok {
					r.under("make "+goal, func() { r.goal(rules, goal, 0) })
				}
			}
			break
		}
	}
}

// goal reads the recipe of a goal and those of what it needs.
func (r *reader) goal(rules map[string][]string, goal string, depth int) {
	of, ok := rules[goal]
	if !ok || depth > maxDeep {
		return
	}
	for _, need := range strings.Fields(of[0]) {
		if need != goal {
			r.goal(rules, need, depth+1)
		}
	}
	r.text(secret.New(of[1]))
}

// recipes are the goals of a makefile: what each needs, and its recipe as shell
// text.
func recipes(data []byte) map[string][]string {
	all := map[string][]string{}
	var goals []string
	for text := range strings.Lines(string(data)) {
		line := strings.TrimRight(text, "\r\n")
		if body, ok := strings.CutPrefix(line, "\t"); ok {
			body = recipeRef.Get().ReplaceAllString(strings.TrimLeft(body, "@-+ "), "$${$1}")
			for _, g := range goals {
				all[g][1] += strings.ReplaceAll(body, "$$", "$") + "\n"
			}
			continue
		}
		m := goalLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		goals = strings.Fields(m[1])
		for _, g := range goals {
			if all[g] == nil {
				all[g] = []string{"", ""}
			}
			all[g][0] += " " + m[2]
		}
	}
	return all
}

// packageScript reads `npm run NAME` and its like.
func (r *reader) packageScript(program string, args []shell.Word) bool {
	if !slices.Contains([]string{"npm", "pnpm", "yarn", "bun"}, program) || len(args) == 0 {
		return false
	}
	if args[0].Is("run", "run-script") != "" {
		args = args[1:]
	}
	if len(args) == 0 {
		return false
	}
	name, ok := secret.Word(args[0].Text())
	if !ok {
		return false
	}
	found := false
	for _, f := range r.folders {
		data, ok := r.readFile(f, "package.json")
		if !ok {
			continue
		}
		root, problem := doc.JSON(data)
		if problem != nil {
			continue
		}
		for _, s := range []string{"pre" + name, name, "post" + name} {
			if v := root.Get("scripts", s).Value(); v.Len() > 0 {
				found = found || s == name
				r.under(program+" run "+s, func() {
					r.open = r.open || len(args) > 1
					r.text(v)
				})
			}
		}
	}
	return found
}

// anything looks for deeds in the words of a command that is not read otherwise;
// it reports whether there are any. What they mean is not known then.
func (r *reader) anything(k *call) bool {
	var parts []secret.Value
	for _, w := range slices.Concat(k.command.Words, k.command.Input) {
		parts = append(parts, w.Text(), secret.New(" "))
	}
	found := false
	for _, h := range catalog.OperationsIn(secret.Join(parts...)) {
		r.add(Act{
			Kind: Destroys, Provider: h.Provider.ID, Operation: h.Operation, Types: typesOf(h.Operation), Power: powerOf(h.Operation),
			Verified: h.Operation.Verified, Targets: []Target{{Why: "what it names is not read"}},
		})
		found = true
	}
	return found
}
