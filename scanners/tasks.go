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
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Tasks reads named commands.
var Tasks = add(Scanner{
	Name:  "tasks",
	Doc:   "Named commands: the scripts of package.json and composer.json, tasks of a Taskfile, processes of a Procfile; a part for each",
	Match: isTasks,
	File:  tasksFile,
})

func isTasks(p string) bool {
	base := strings.ToLower(path.Base(p))
	return base == "package.json" || base == "composer.json" || isTaskfile(base) || isProcfile(base)
}

func isTaskfile(base string) bool {
	return strings.HasPrefix(base, "taskfile.") && (strings.HasSuffix(base, ".yml") || strings.HasSuffix(base, ".yaml"))
}

func isProcfile(base string) bool { return base == "procfile" || strings.HasPrefix(base, "procfile.") }

func tasksFile(f *File, out *graph.Facts) {
	base := strings.ToLower(f.Base())
	switch {
	case isProcfile(base):
		f.procfile(out)
	case isTaskfile(base):
		for _, root := range settings(f, out) {
			f.taskfile(out, root)
		}
	default:
		root, problem := doc.JSON(f.Data)
		if problem != nil {
			gap(f, out, problem)
		}
		for name, n := range root.Get("scripts").Entries() {
			f.task(out, "script", name, n)
		}
	}
}

// task claims a scalar or the scalars of a list as the commands of a named part.
func (f *File) task(out *graph.Facts, typ string, name doc.Key, commands *doc.Node) {
	section := graph.ID{}
	for n := range commands.Items() {
		if n.Kind == doc.Map {
			n = n.Get("cmd")
		}
		if n == nil || n.Kind != doc.Scalar || n.Value().Empty() {
			continue
		}
		if section.IsZero() {
			section = f.Section(out, typ, f.partName(name), name.Line, name.Column)
		}
		if len(catalog.OperationsIn(n.Value())) > 0 {
			suggests(out, section, f.partName(name), f.Read(name.Line, name.Column, ""))
		}
		line, column := n.At()
		switch {
		case n.EndColumn == 0 && path.Ext(f.Path) != ".json": // under a | or >
			line, column = line+1, 1
		case column > 0:
			column++ // behind the quote
		}
		claim.Commands(out, section, f.Path, n.Value(), line, column)
	}
}

func (f *File) partName(k doc.Key) string {
	if name, ok := secret.Word(secret.New(k.Name)); ok {
		return name
	}
	return "task"
}

func (f *File) taskfile(out *graph.Facts, root *doc.Node) {
	holder := f.Holder(out)
	if pairs := f.variables(root.Get("env")); len(pairs) > 0 {
		claim.Pairs(out, holder, pairs)
	}
	for name, n := range root.Get("tasks").Entries() {
		switch {
		case n == nil:
		case n.Kind != doc.Map:
			f.task(out, "task", name, n)
		default:
			f.task(out, "task", name, n.Get("cmd"))
			f.task(out, "task", name, n.Get("cmds"))
			if pairs := f.variables(n.Get("env")); len(pairs) > 0 {
				claim.Pairs(out, f.Section(out, "task", f.partName(name), name.Line, name.Column), pairs)
			}
		}
	}
}

var process = lazily.Compile(`^([A-Za-z0-9_-]+):[ \t]*`)

func (f *File) procfile(out *graph.Facts) {
	line := 0
	for row := range bytes.Lines(f.Data) {
		line++
		m := process.FindSubmatchIndex(row)
		if m == nil {
			continue
		}
		section := f.Section(out, "process", f.partName(doc.Key{Name: string(row[m[2]:m[3]])}), line, 1)
		claim.Commands(out, section, f.Path, secret.New(string(bytes.TrimRight(row[m[1]:], "\r\n"))), line, m[1]+1)
	}
}
