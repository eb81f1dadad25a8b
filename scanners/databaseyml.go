// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// DatabaseYML reads config/database.yml of Rails: a section for each
// environment. That a section is called production says which mode Rails runs
// in, which staging servers do too, so the environment is named by convention
// and only as sure as that.
// https://guides.rubyonrails.org/configuring.html#configuring-a-database
var DatabaseYML = add(Scanner{
	Name:  "databaseyml",
	Doc:   "config/database.yml: the connection of each Rails environment",
	Match: func(p string) bool { return databaseName.MatchString(path.Base(p)) },
	File:  databaseFile,
})

var databaseName = lazily.Compile(`^database([._-][A-Za-z0-9_-]+)?\.ya?ml(\.erb)?$`)

func databaseFile(f *File, out *graph.Facts) {
	docs, problem := doc.YAML(withoutERB(f.Data))
	if problem != nil {
		problem.Template = problem.Template || bytes.Contains(f.Data, []byte("<%"))
		gap(f, out, problem)
	}
	for _, root := range docs {
		for name, settings := range root.Entries() {
			if settings == nil || settings.Kind != doc.Map || !isEnvironmentWord(name.Name) {
				continue
			}
			section := f.Section(out, "database", name.Name, name.Line, name.Column)
			claim.Declares(out, section, name.Name, graph.Evidence{Basis: graph.Named, At: f.At(name.Line, name.Column), Says: "the section of a Rails environment"})
			databases(f, out, section, settings)
		}
	}
	for _, m := range erbVariable.FindAllSubmatchIndex(f.Data, -1) {
		name, ok := secret.Variable(secret.New(string(f.Data[m[2]:m[3]])))
		if ok {
			line, column := newLines(f.Data).place(m[2])
			claim.Variable(out, f.Holder(out), name, f.Read(line, column, "the file reads this variable"))
		}
	}
}

// databases claims each database of a section by itself: the host of one and the
// password of another are not one connection.
func databases(f *File, out *graph.Facts, section graph.ID, settings *doc.Node) {
	var own []claim.Pair
	for k, v := range settings.Entries() {
		switch {
		case v == nil:
		case v.Kind == doc.Map:
			databases(f, out, section, v)
		default:
			own = append(own, f.leaves(v, []string{k.Name}, ".")...)
		}
	}
	if len(own) > 0 {
		claim.Pairs(out, section, own)
	}
}

var (
	erbTag      = lazily.Compile(`(?s)<%.*?%>`)
	erbVariable = lazily.Compile(`ENV(?:\.fetch\(|\[)\s*["']([A-Za-z_][A-Za-z0-9_]*)["']`)
)

// withoutERB puts a reference in the place of each <%= tag %> and nothing in the
// place of other tags, so that what remains can be read as YAML. A value that is
// computed is nobody's literal; lines and columns stay.
func withoutERB(data []byte) []byte {
	if !bytes.Contains(data, []byte("<%")) {
		return data
	}
	return erbTag.ReplaceAllFunc(data, func(tag []byte) []byte {
		text := bytes.Repeat([]byte(" "), utf8.RuneCount(tag))
		if bytes.Contains(tag, []byte("\n")) { // keep the lines
			text = bytes.Map(func(r rune) rune {
				if r == '\n' {
					return r
				}
				return ' '
			}, tag)
		}
		if bytes.HasPrefix(tag, []byte("<%=")) {
			copy(text, "$E")
		}
		return text
	})
}
