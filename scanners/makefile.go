// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// Makefile reads the recipes of make and just.
var Makefile = add(Scanner{
	Name:  "makefile",
	Doc:   "Makefiles and justfiles: a part for each target, its recipe read as a script, and variables that are given a literal value",
	Match: isMakefile,
	File:  makefileFile,
})

func isMakefile(p string) bool {
	base := strings.ToLower(path.Base(p))
	return base == "makefile" || base == "gnumakefile" || strings.HasSuffix(base, ".mk") || strings.HasPrefix(base, "makefile.") || isJustfile(base)
}

func isJustfile(base string) bool {
	return base == "justfile" || base == ".justfile" || strings.HasSuffix(base, ".just")
}

var (
	targetLine = lazily.Compile(`^@?([A-Za-z0-9_./%-]+)[^=\n]*?:(?:[^=]|$)`)
	makeValue  = lazily.Compile(`^(?:export\s+|override\s+)*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\?=|::?=|:::=|=)[ \t]*([^\s#][^\n#]*)`)
)

// A recipe is a target's name and the lines below it.
type recipe struct {
	name       string
	line       int // of the target
	start, end int // bytes of its lines
	first      int // line of the first of them
}

func makefileFile(f *File, out *graph.Facts) {
	isMake := !isJustfile(strings.ToLower(f.Base()))
	holder := f.Holder(out)
	recipes, pairs := f.recipes()
	if len(pairs) > 0 {
		claim.Pairs(out, holder, pairs)
	}
	for _, r := range recipes {
		if r.end <= r.start {
			continue
		}
		body := bytes.Clone(f.Data[r.start:r.end])
		asShell(body, isMake)
		f.recipe(out, "target", r.name, secret.New(string(body)), r.line, r.first)
	}
}

// recipe claims the commands of a named part. The name says something of the
// environment only where the commands destroy.
func (f *File) recipe(out *graph.Facts, typ, name string, text secret.Value, line, first int) {
	section := f.Section(out, typ, name, line, 1)
	if len(catalog.OperationsIn(text)) > 0 {
		suggests(out, section, name, f.Read(line, 1, ""))
	}
	claim.Commands(out, section, f.Path, text, first, 1)
}

// recipes finds the targets and the variables with a literal value. A recipe is
// the indented lines behind its target.
func (f *File) recipes() (recipes []recipe, pairs []claim.Pair) {
	offset, line := 0, 0
	continued := false
	var now *recipe
	for row := range bytes.Lines(f.Data) {
		line++
		start := offset
		offset += len(row)
		text := bytes.TrimRight(row, "\r\n")
		indented := len(text) > 0 && (text[0] == '\t' || text[0] == ' ')
		wasContinued := continued
		continued = bytes.HasSuffix(text, []byte(`\`))
		switch {
		case now != nil && (indented || wasContinued && now.end == start):
			if now.end == 0 || now.end <= now.start {
				now.start, now.first = start, line
			}
			now.end = offset
		case len(bytes.TrimSpace(text)) == 0 || text[0] == '#':
		default:
			now = nil
			if m := targetLine.FindSubmatch(text); m != nil && !makeValue.Match(text) {
				name, ok := secret.Word(secret.New(string(m[1])))
				if !ok {
					name = "target"
				}
				recipes = append(recipes, recipe{name: name, line: line})
				now = &recipes[len(recipes)-1]
			} else if m := makeValue.FindSubmatchIndex(text); m != nil && !bytes.ContainsAny(text[m[4]:m[5]], "$`{(") {
				pairs = append(pairs, claim.Pair{Name: string(text[m[2]:m[3]]), Value: secret.New(string(text[m[4]:m[5]])), At: f.At(line, m[4]+1)})
			}
		}
	}
	return recipes, pairs
}

var (
	makeReference = lazily.Compile(`\$\(([A-Za-z_][A-Za-z0-9_]*)\)`)
	makeShell     = lazily.Compile(`\$\((shell)\s`)
	makeAutomatic = lazily.Compile(`\$[<^%+|]`)
)

// asShell turns recipe lines into shell text of the same length: make's marks at
// the beginning of a line go, $(NAME) becomes ${NAME}, $$ is left to the lexer. A
// carriage return before a newline is none of the shell's.
func asShell(body []byte, isMake bool) {
	for i := range body {
		switch {
		case body[i] != '\n' || i == 0 || body[i-1] != '\r':
		case i > 1 && body[i-2] == '\\':
			body[i-2], body[i-1] = ' ', '\\'
		default:
			body[i-1] = ' '
		}
	}
	for i, at := 0, true; i < len(body); i++ {
		switch c := body[i]; {
		case c == '\n':
			at = i == 0 || body[i-1] != '\\' // a line that is continued has marks at its beginning only
		case at && (c == '@' || c == '-' || c == '+'):
			body[i] = ' '
		case c != ' ' && c != '\t':
			at = false
		}
	}
	if !isMake {
		return
	}
	for _, m := range makeReference.FindAllIndex(body, -1) {
		if m[0] == 0 || body[m[0]-1] != '$' {
			body[m[0]+1], body[m[1]-1] = '{', '}'
		}
	}
	for _, m := range makeShell.FindAllSubmatchIndex(body, -1) {
		for i := m[2]; i < m[3]; i++ {
			body[i] = ' '
		}
	}
	for _, m := range makeAutomatic.FindAllIndex(body, -1) {
		body[m[0]+1] = '@'
	}
}
