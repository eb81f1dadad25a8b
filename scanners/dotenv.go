// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/dotenv"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// Dotenv reads files of KEY=VALUE lines. The file itself is the mention: its
// name says the environment. Assignments that are commented out are somebody's
// secret all the same, and whoever reads the file reads them, but they do not
// say what the environment uses.
var Dotenv = add(Scanner{
	Name:  "dotenv",
	Doc:   ".env files in all their forms: variables, what their values open, and commented-out leftovers",
	Match: isDotenv,
	File:  dotenvFile,
})

func isDotenv(p string) bool {
	base := path.Base(p)
	return base == ".env" || base == ".envrc" || base == ".flaskenv" || base == ".dev.vars" ||
		strings.HasPrefix(base, ".env.") || strings.HasPrefix(base, ".env-") || strings.HasPrefix(base, ".dev.vars.") ||
		strings.HasPrefix(base, ".envrc.") || strings.HasSuffix(base, ".env") ||
		strings.HasPrefix(base, "env.") && !strings.Contains(base[4:], ".") && !isCode(base)
}

// isCode keeps env.ts and env.d.ts out.
func isCode(base string) bool {
	switch path.Ext(base) {
	case ".ts", ".js", ".mjs", ".cjs", ".go", ".py", ".rb", ".json", ".yml", ".yaml", ".toml", ".md", ".html", ".php", ".rs", ".java", ".tf", ".hcl", ".sh", ".tsx", ".jsx", ".mts", ".vue", ".lock", ".h", ".c", ".cs", ".ex", ".exs":
		return true
	}
	return false
}

func dotenvFile(f *File, out *graph.Facts) {
	if tree.Binary(f.Data) || isCode(f.Base()) {
		return
	}
	var live, commented []claim.Pair
	for _, e := range dotenv.Parse(f.Data) {
		p := claim.Pair{Name: e.Name, Value: e.Value, At: graph.Location{
			File: f.Path, Line: e.Line, Column: e.Column, EndLine: e.EndLine, EndColumn: e.EndColumn}}
		if e.Comment {
			commented = append(commented, p)
		} else {
			live = append(live, p)
		}
	}
	if len(live) > 0 {
		claim.Pairs(out, f.Holder(out), live)
	}
	if len(commented) > 0 {
		claim.Pairs(out, commentsOf(f, out, commented[0].At), commented)
	}
}

// commentsOf is the part of a file that only people read.
func commentsOf(f *File, out *graph.Facts, at graph.Location) graph.ID {
	id := f.Section(out, "comment", "comments", at.Line, 1)
	why := f.Read(at.Line, 1, "commented out, and still to be read")
	out.Link(graph.Edge{From: f.Holder(out), Verb: graph.Reads, To: id}, why)
	out.Note(id, graph.Trait{Name: graph.Role, Detail: "docs"}, graph.Yes, why)
	return id
}
