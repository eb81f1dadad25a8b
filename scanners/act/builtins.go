// SPDX-License-Identifier: Apache-2.0

package act

import (
	"path"
	"slices"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/dotenv"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// This file is what a shell does itself: where the next command runs and what
// variables are.

var shells = []string{"sh", "bash", "zsh", "dash", "ash", "ksh"}

// shellWord reads what the shell itself does; ok is false for programs.
func (r *reader) shellWord(name string, k *call, args []shell.Word) bool {
	switch name {
	case "cd", "pushd":
		r.changeFolder(k.command, args)
	case "export", "declare", "local", "readonly", "typeset":
		r.declare(k.command, name, args)
	case "source", ".":
		control := r.control
		r.control = r.control || !r.surely(k.command)
		r.source(args)
		r.control = control
	case "find":
		r.find(k, args)
	case "make", "gmake":
		r.make(args)
	case "just":
		r.just(args)
	case "exit", "return", "break", "continue", "wait", "jobs", "hash", "ulimit", "umask", "times", "fg", "bg", "date", "hostname", "popd":
		if len(args) > 0 && (name == "hash" || name == "date" && !shownDate(args) || name == "hostname" || name == "popd") {
			r.unread(name, "an option makes "+name+" do more than read, or is not known")
			return true
		}
		r.reads(name, name+" touches no store")
	case "set":
		r.set(args)
	case "read":
		for _, w := range args {
			if n, ok := variableName(w); ok {
				r.sway(n)
				r.values[n] = append(r.values[n], shell.Word{Parts: []shell.Part{{Kind: shell.Opaque}}})
			}
		}
		r.reads(name, "read sets a variable")
	case "unset":
		for _, w := range args {
			if n, ok := variableName(w); ok {
				r.values[n] = []shell.Word{{Parts: []shell.Part{{Kind: shell.Opaque}}}}
			} else {
				r.unread(name, "which variable it takes away is not known")
			}
		}
		r.reads(name, "unset touches no store")
	default:
		if !slices.Contains(shells, name) {
			return false
		}
		r.shellRun(name, k, args)
	}
	return true
}

// shownDate reports whether date is told a form to show, and nothing to set.
func shownDate(args []shell.Word) bool {
	return !slices.ContainsFunc(args, func(w shell.Word) bool {
		text, ok := w.Literal()
		return !ok || !text.HasPrefix("+") && text.OneOf("-u", "--utc") == ""
	})
}

// set reads options of the shell; words would be its arguments.
func (r *reader) set(args []shell.Word) {
	for i, w := range args {
		named := i > 0 && args[i-1].Is("-o", "+o", "-euo", "-eo", "-uo", "-exo", "-euxo") != ""
		if w.Is("-e", "-u", "-x", "-eu", "-ex", "-ux", "-eux", "-o", "+o", "-euo", "-eo", "-uo", "-exo", "-euxo", "+e", "+x", "+u", "-f", "-a", "+a") == "" && !named {
			r.unread("set", "it sets the arguments of the shell")
			return
		}
	}
	r.reads("set", "set touches no store")
}

func variableName(w shell.Word) (string, bool) {
	v, ok := w.Literal()
	if !ok {
		return "", false
	}
	return secret.Variable(v)
}

// declare reads assignments that last.
func (r *reader) declare(c *shell.Command, name string, args []shell.Word) {
	for _, w := range args {
		if r.assign(c, w, false) {
			continue
		}
		if _, ok := variableName(w); !ok && w.Is("-x", "-r", "-g", "-p") == "" {
			r.unread(name, "what it declares is not known")
		}
	}
	r.reads(name, name+" sets variables of the shell")
}

// changeFolder reads cd. Whether it works is not known, so that where the next
// command does not hang on it (cd x; y) it may also run where the shell was.
func (r *reader) changeFolder(c *shell.Command, args []shell.Word) {
	if len(args) == 0 {
		r.folders = append(r.folders, "")
		r.unread("cd", "it goes to the home folder")
		return
	}
	to := args[len(args)-1]
	if len(args) > 1 && args[0].Is("--", "-P", "-L") == "" || len(args) > 2 || to.Is("-") != "" {
		r.folders = append(r.folders, "")
		r.unread("cd", "where it goes is not known")
		return
	}
	old := r.folders
	r.goTo(to)
	switch {
	case r.control:
		r.folders = union(r.folders, old)
	case !r.surely(c) || !r.exist():
		r.left, r.inside = union(r.left, old), c.Depth
	}
	r.reads("cd", "cd touches no store")
}

// exist reports whether all folders are known to be there.
func (r *reader) exist() bool {
	return r.world.Folder != nil && !slices.ContainsFunc(r.folders, func(f string) bool { return f == "" || !r.world.Folder(f) })
}

func union(a, b []string) []string {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// goTo says where the next commands run: of every place where they may run now,
// the folder within.
func (r *reader) goTo(w shell.Word) {
	m := r.means(w)
	if m.why != "" {
		r.folders = append(r.folders, "")
		r.unread("", "the folder is not known: "+m.why)
		return
	}
	var next []string
	for _, v := range m.values {
		p, ok := secret.Path(v)
		if !ok {
			r.unread("", "the folder is none that can be named")
			next = append(next, "")
			continue
		}
		for _, f := range r.folders {
			switch {
			case path.IsAbs(p):
				next = append(next, p)
			case f == "":
				next = append(next, "")
			default:
				next = append(next, path.Join(f, p))
			}
		}
	}
	r.folders = union(next, nil)
	if len(r.folders) > maxMeanings {
		r.folders = []string{""}
	}
}

// source reads a file of variables or commands into the shell.
func (r *reader) source(args []shell.Word) {
	if len(args) != 1 {
		r.unread("source", "what it reads is not known")
		return
	}
	for _, file := range r.files(args[0]) {
		r.depth++
		if r.depth > maxDeep {
			r.unread("source", "scripts run scripts too deeply")
		} else {
			r.text(secret.New(string(file)))
		}
		r.depth--
	}
}

// files reads a file by every path that it may have.
func (r *reader) files(w shell.Word) (texts [][]byte) {
	names, why := r.names(w)
	if why != "" {
		r.unread("", "which file it reads is not known: "+why)
		return nil
	}
	found := false
	for _, n := range names {
		for _, f := range r.folders {
			if data, ok := r.readFile(f, n); ok {
				texts, found = append(texts, data), true
			}
		}
	}
	if !found {
		r.unread("", "a file that it reads is not in the repository")
	}
	return texts
}

// readFile reads a file of the repository by its path from a folder.
func (r *reader) readFile(folder, name string) ([]byte, bool) {
	if r.world.Open == nil || r.remote || folder == "" && !path.IsAbs(name) {
		return nil, false
	}
	if !path.IsAbs(name) {
		name = path.Join(folder, name)
	}
	return r.world.Open(name)
}

// load reads a file of variables that somebody else than the shell reads.
func (r *reader) load(w shell.Word) {
	for _, text := range r.files(w) {
		for _, p := range dotenv.Parse(text) {
			if p.Comment {
				continue
			}
			r.weak[p.Name] = true
			r.values[p.Name] = append(r.values[p.Name], shell.Word{Parts: []shell.Part{{Value: p.Value}}, Quoted: true})
		}
	}
}
