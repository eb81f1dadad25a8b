// SPDX-License-Identifier: Apache-2.0

// Package shell takes shell text apart into commands and words, without running
// or expanding anything: quotes are undone, continuations joined, comments and
// here-documents set aside, and what stands inside $(...), backticks and
// subshells becomes commands of its own.
//
// It reads what people write, in sh, bash, zsh, recipes of make and the `run:`
// blocks of CI, and never fails: what it does not understand it takes for plain
// text. It works on offsets (see [secret.Value.Runs]), so that no piece of the
// text is ever a string outside of package secret.
//
// Limits: the first [MaxText] bytes, nesting of 40.
package shell

import (
	"path"
	"slices"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// MaxText is how many bytes are read.
const MaxText = 1 << 20

const maxDepth = 40

// A Script is what a text consists of. Commands stand in the order of the text,
// those inside a substitution before the command around it, those inside a
// here-document after the line that it belongs to.
type Script struct {
	Commands []*Command
	Comments []Comment
	Doubt    string // why a shell may read the text otherwise than it is read here, or ""; see doubt.go
}

// A Command is one simple command: `A=b tool --flag "$X" < file <<EOF`.
type Command struct {
	Assigned []Word // NAME=value before the command, or alone
	Words    []Word // the command and its arguments
	Targets  []Word // files of redirections
	Sources  []Word // those of them that are only read
	Input    []Word // here-documents and here-strings
	Pipe     int    // commands of one number feed one another
	Keyword  string // what stands before it: if, while, do ...
	Joined   string // the operator between it and the command before: ; & && || | or ""
	Depth    int    // 1 at the top; more in subshells and substitutions
	Line     int
	Column   int

	spans [][2]int // where it stands, continuations left out
	text  secret.Value
}

// A Comment is the text behind a # and its place.
type Comment struct {
	Text         secret.Value
	Line, Column int // of the first character after the #
}

// A PartKind says what a part of a word is.
type PartKind uint8

const (
	Literal  PartKind = iota
	Variable          // $NAME, ${NAME}, ${NAME:-word}
	Opaque            // $(...), $((...)), $1, ${{ ... }}, {{ ... }}: nobody knows
)

// A Part is a stretch of a word of one kind.
type Part struct {
	Kind    PartKind
	Name    string       // of a Variable
	Altered bool         // an operator makes something else of the variable's value
	Value   secret.Value // as written, quotes undone
	Default *Word        // what stands behind :-
}

// A Word is what the shell hands over as one argument.
type Word struct {
	Parts        []Part
	Quoted       bool   // some of it stood in quotes
	Spaced       bool   // it has white space inside quotes
	Expands      bool   // it has characters that the shell makes other words of: * ? [ { ~
	Key          string // of an unquoted NAME=value
	Line, Column int
	ValueColumn  int // of what follows NAME=

	key int // parts that are NAME=
}

// Literal is the word's text; ok is false where some of it is not known.
func (w Word) Literal() (v secret.Value, ok bool) {
	for _, p := range w.Parts {
		if p.Kind != Literal {
			return secret.Value{}, false
		}
	}
	return w.Text(), true
}

// Text is the word with its variables as written.
func (w Word) Text() secret.Value {
	parts := make([]secret.Value, len(w.Parts))
	for i, p := range w.Parts {
		parts[i] = p.Value
	}
	return secret.Join(parts...)
}

// Is returns the constant that the word equals, or "".
func (w Word) Is(constants ...string) string {
	if v, ok := w.Literal(); ok {
		return v.OneOf(constants...)
	}
	return ""
}

// Name is the word as an identifier, or "".
func (w Word) Name() string {
	v, ok := w.Literal()
	if !ok {
		return ""
	}
	name, _ := secret.Word(v)
	return name
}

// Variables lists the variables that the word names, those of defaults too.
func (w Word) Variables() []string {
	var names []string
	for _, p := range w.Parts {
		if p.Kind == Variable {
			names = append(names, p.Name)
		}
		if p.Default != nil {
			names = append(names, p.Default.Variables()...)
		}
	}
	return names
}

// Assigned splits NAME=value, quoted or not; ok is false for other words.
func (w Word) Assigned() (name string, value Word, ok bool) {
	if w.Key != "" {
		v := w
		v.Parts, v.Key, v.key, v.Column = w.Parts[w.key:], "", 0, w.ValueColumn
		return w.Key, v, true
	}
	if len(w.Parts) == 0 || w.Parts[0].Kind != Literal {
		return "", Word{}, false
	}
	before, after, found := w.Parts[0].Value.Cut("=")
	name, valid := secret.Variable(before)
	if !found || !valid || name == "" {
		return "", Word{}, false
	}
	return name, w.behind(after, before.Len()+1), true
}

// Option splits --name=value, with the two dashes kept; ok is false where the
// word is none of the given options.
func (w Word) Option(names ...string) (name string, value Word, ok bool) {
	return w.Split("=", names...)
}

// Split splits NAME<separator>value, where NAME is one of those given.
func (w Word) Split(separator string, names ...string) (name string, value Word, ok bool) {
	if len(w.Parts) == 0 || w.Parts[0].Kind != Literal || w.Key != "" {
		return "", Word{}, false
	}
	before, after, found := w.Parts[0].Value.Cut(separator)
	name = before.OneOf(names...)
	if !found || name == "" {
		return "", Word{}, false
	}
	return name, w.behind(after, before.Len()+len(separator)), true
}

var blanks = lazily.Compile(`^\s+`)

// Trimmed is the word without blanks before it.
func (w Word) Trimmed() Word {
	if n := len(w.Parts); n > 0 && w.Parts[0].Kind == Literal {
		v := w.Parts[0].Value
		cut := 0
		for _, s := range v.Spans(blanks.Get(), 1) {
			cut = s[1]
		}
		w = w.behind(v.Slice(cut, v.Len()), cut)
	}
	return w
}

// Glued splits -pVALUE.
func (w Word) Glued(option string) (value Word, ok bool) {
	if len(w.Parts) == 0 || w.Parts[0].Kind != Literal {
		return Word{}, false
	}
	rest, ok := w.Parts[0].Value.After(option)
	if !ok || rest.Len() == 0 && len(w.Parts) == 1 {
		return Word{}, false
	}
	return w.behind(rest, len(option)), true
}

// behind is the word whose first part is cut down to rest.
func (w Word) behind(rest secret.Value, cut int) Word {
	w.Parts = slices.Clone(w.Parts)
	w.Parts[0].Value = rest
	w.Column += cut
	return w
}

// Source is the command as written, continuations joined, without
// here-documents.
func (c *Command) Source() secret.Value {
	parts := make([]secret.Value, 0, 2*len(c.spans))
	for i, s := range c.spans {
		if i > 0 {
			parts = append(parts, secret.New(" "))
		}
		parts = append(parts, c.text.Slice(s[0], s[1]))
	}
	return secret.Join(parts...)
}

// Plain is the command word by word, quotes undone; a word that has white space
// in quotes is a mere "_", so that what people say in a message is not read as a
// command.
func (c *Command) Plain() secret.Value {
	var parts []secret.Value
	for i, w := range c.Words {
		if i > 0 {
			parts = append(parts, secret.New(" "))
		}
		if w.Spaced {
			parts = append(parts, secret.New("_"))
			continue
		}
		parts = append(parts, w.Text())
	}
	return secret.Join(parts...)
}

// wrappers run the command that follows them.
var wrappers = []string{"sudo", "doas", "exec", "command", "builtin", "time", "nohup", "env", "npx", "bunx", "pnpx", "nice", "setsid", "xargs", "timeout", "retry"}

// Program is the name of the program that runs, without its folder, and its
// arguments; "" where it is not known. Wrappers such as sudo are passed over.
func (c *Command) Program() (name string, args []Word) {
	words := c.Words
	for len(words) > 0 {
		name = program(words[0])
		words = words[1:]
		if !slices.Contains(wrappers, name) {
			return name, words
		}
		for len(words) > 0 && wrapperArgument(name, words[0]) {
			words = words[1:]
		}
	}
	return "", nil
}

func wrapperArgument(wrapper string, w Word) bool {
	if _, isOption := w.Glued("-"); isOption {
		return true
	}
	if _, _, assigns := w.Assigned(); assigns && (wrapper == "env" || wrapper == "sudo") {
		return true
	}
	digits := w.Name()
	return (wrapper == "timeout" || wrapper == "retry") && digits != "" && digits[0] >= '0' && digits[0] <= '9'
}

func program(w Word) string {
	v, ok := w.Literal()
	if !ok {
		return ""
	}
	p, ok := secret.Path(v)
	if !ok {
		return ""
	}
	return path.Base(p)
}

// Opaque reports whether nobody knows some of the word.
func (w Word) Opaque() bool {
	return slices.ContainsFunc(w.Parts, func(p Part) bool { return p.Kind == Opaque })
}

// Kinds reports whether all parts are of one of the kinds.
func (w Word) Kinds(kinds ...PartKind) bool {
	return !slices.ContainsFunc(w.Parts, func(p Part) bool { return !slices.Contains(kinds, p.Kind) })
}
