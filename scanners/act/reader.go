// SPDX-License-Identifier: Apache-2.0

package act

import (
	"maps"
	"path"
	"slices"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

const (
	maxDeep = 5   // scripts that run scripts
	maxActs = 300 // of one line
)

// A reader is what is known while one line is read.
type reader struct {
	world     World
	acts      []Act
	folders   []string                // where the next command may run
	left      []string                // where it runs if the last cd failed
	inside    int                     // the depth of that cd
	before    []string                // where the command before ran
	given     []string                // what the command before assigned
	control   bool                    // the text has branches, loops or groups: nothing in it surely happens
	values    map[string][]shell.Word // what variables are assigned in the line
	unsure    map[string]bool         // of those, the ones whose assignment may not happen
	weak      map[string]bool         // of those, the ones that give way to the process's own
	remote    bool
	open      bool // more words follow than are seen: xargs, find -exec
	via       []string
	depth     int
	container string              // in which it runs, by a name in the open
	around    map[string][]string // of that container: its namespace, the context
	now       *shell.Command      // that is read
	of        *catalog.Provider   // of its program
	cli       *catalog.CLI        // that is its program
}

func newReader(w World) *reader {
	return &reader{world: w, folders: []string{"."}, values: map[string][]shell.Word{}, unsure: map[string]bool{}, weak: map[string]bool{}}
}

// text reads shell text.
func (r *reader) text(t secret.Value) {
	if r.depth++; r.depth > maxDeep {
		r.unread("", "scripts run scripts too deeply")
		r.depth--
		return
	}
	script := shell.Parse(t)
	control := r.control
	defer func() { r.control = control }()
	r.control = r.control || slices.ContainsFunc(script.Commands, func(c *shell.Command) bool { return c.Keyword != "" })
	if script.Doubt != "" {
		r.unread("", "a shell may read it otherwise: "+script.Doubt)
	}
	for i, c := range script.Commands {
		var feeders []*shell.Command
		for _, f := range script.Commands[:i] {
			if f.Pipe == c.Pipe && f.Depth == c.Depth {
				feeders = append(feeders, f)
			}
		}
		r.command(c, feeders)
	}
	r.depth--
}

// inner reads text that another command runs.
func (r *reader) inner(t secret.Value, via string) {
	r.under(via, func() { r.text(t) })
}

// under reads something that another runs, after which the line goes on where it
// was.
func (r *reader) under(via string, read func()) {
	old := *r
	r.folders, r.left = slices.Clone(r.folders), nil
	r.values, r.unsure, r.weak = maps.Clone(r.values), maps.Clone(r.unsure), maps.Clone(r.weak)
	if via != "" {
		r.via = append(slices.Clone(r.via), via)
	}
	read()
	acts := r.acts
	*r = old
	r.acts = acts
}

func (r *reader) add(a Act) {
	if len(r.acts) >= maxActs {
		return
	}
	if len(r.acts) == maxActs-1 {
		a = Act{Kind: Unread, Why: "it does more things than are read"}
	}
	a.Via, a.Remote = r.via, a.Remote || r.remote
	a.Folders = slices.Clone(r.folders)
	if a.Kind == Destroys || a.Kind == Unread {
		a.Carries = r.carried(a.Foreign)
	}
	r.acts = append(r.acts, a)
}

func (r *reader) unread(program, why string) {
	r.add(Act{Kind: Unread, Program: program, Why: why})
}

func (r *reader) reads(program, why string) {
	r.add(Act{Kind: Reads, Program: program, Why: why})
}

// command reads one simple command and what it is fed.
func (r *reader) command(c *shell.Command, feeders []*shell.Command) {
	r.goOn(c)
	r.redirections(c)
	r.assigned(c)
	if len(c.Words) == 0 {
		return
	}
	r.now, r.of, r.cli = c, nil, nil
	r.run(&call{command: c, feeders: feeders, words: c.Words})
}

// goOn looks back from a command at the one before: a cd may have failed, and
// what stood before & or | ran in a shell of its own.
func (r *reader) goOn(c *shell.Command) {
	if len(r.left) > 0 && (c.Joined != "&&" || c.Depth < r.inside) {
		r.folders, r.left = union(r.folders, r.left), nil
	}
	if !slices.Contains([]string{"", ";", "&&", "||"}, c.Joined) {
		r.folders = union(r.folders, r.before)
		for _, name := range r.given {
			r.unsure[name] = true
		}
	}
	r.before, r.given = r.folders, nil
}

// surely reports whether a command of a shell happens, and in this shell.
func (r *reader) surely(c *shell.Command) bool {
	return !r.control && c.Depth == 1 && c.Keyword == "" && (c.Joined == "" || c.Joined == ";")
}

// A call is a command on its way through what wraps it.
type call struct {
	command *shell.Command
	feeders []*shell.Command
	words   []shell.Word
}

// run reads the program that the words begin with.
func (r *reader) run(k *call) {
	if len(k.words) == 0 {
		return
	}
	m := r.means(k.words[0])
	if m.why != "" || len(m.values) != 1 {
		r.unread("", "which program runs is not known: "+m.reason())
		r.anything(k)
		return
	}
	name, local, ok := programOf(m.values[0])
	if !ok {
		r.unread("", "the name of the program is none that is known")
		r.anything(k)
		return
	}
	args := k.words[1:]
	switch {
	case slices.Contains(fileTools, name):
		r.add(Act{Kind: Files, Program: name, Why: name + " changes files"})
	case local && (name == "manage.py" || name == "artisan"):
		r.program(name, k, args)
	case local:
		r.script(name, args)
	case r.byInterpreter(name, k, args):
	case r.shellWord(name, k, args):
	case wrappersOf()[name] != nil:
		r.wrapped(name, wrappersOf()[name], k, args)
	default:
		r.program(name, k, args)
	}
}

// programOf is the name of a program, without the folder of a system's own
// programs; local says that it is a file by a path.
func programOf(v secret.Value) (name string, local, ok bool) {
	p, ok := secret.Path(v)
	if !ok || v.Matches(strangeName.Get()) {
		return "", false, false
	}
	switch dir := path.Dir(p); {
	case dir == "." && !v.HasPrefix("./"):
		return p, false, true
	case slices.Contains(systemFolders, dir):
		return path.Base(p), false, true
	case path.Base(dir) == ".bin" || dir == "bin" && (path.Base(p) == "rails" || path.Base(p) == "rake"):
		return path.Base(p), false, true // node_modules/.bin, binstubs
	}
	return p, true, true
}

// fileTools change files of this machine and nothing else.
var fileTools = []string{"rm", "rmdir", "mv", "cp", "mkdir", "touch", "chmod", "chown", "ln", "tee", "truncate", "unlink", "shred", "dd"}

var systemFolders = []string{"/bin", "/usr/bin", "/usr/local/bin", "/sbin", "/usr/sbin", "/opt/homebrew/bin"}

// program reads a program of the catalog.
func (r *reader) program(name string, k *call, args []shell.Word) {
	if slices.Contains(httpClients, name) {
		r.request(name, k, args)
		return
	}
	cli, provider := catalog.CLIByProgram(name)
	if cli == nil {
		if !r.anything(k) {
			r.add(Act{Kind: Unread, Program: name, Why: "nobody says what " + name + " does", Foreign: foreign(name, args)})
		}
		return
	}
	p := r.options(cli, args)
	r.of, r.cli = provider, cli
	l := &line{reader: r, cli: cli, provider: provider, name: name, call: k, parsed: p}
	l.read()
}
