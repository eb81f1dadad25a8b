// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// repository reads the files of an archive as the scanner does, by their names.
func repository(files []txtar.File) *Repository {
	r := NewRepository()
	for _, f := range files {
		var root *doc.Node
		switch path.Ext(f.Name) {
		case ".toml":
			root, _ = doc.TOML(f.Data)
			r.AddSAM(f.Name, root)
			continue
		case ".json":
			root, _ = doc.JSON(f.Data)
		default:
			if docs, _ := doc.YAML(f.Data); len(docs) > 0 {
				root = docs[0]
			}
		}
		if IsTemplate(root) {
			r.Add(NewTemplate(f.Name, root))
		} else if p := Parameters(f.Name, root); p != nil {
			r.AddParameters(p)
		}
	}
	return r
}

// dump writes every leaf of every resource on a line: the context, where it is,
// what it is, and the places that decide.
func dump(r *Repository) string {
	var b strings.Builder
	stacks, gaps := r.Stacks()
	for _, s := range stacks {
		for _, e := range s.Context.Environments {
			fmt.Fprintf(&b, "%s: environment %s (%s)\n", s.Context.Name, e.Name, e.Why.Basis)
		}
		for _, res := range s.Set.Resources {
			at := s.Context.Name + ": " + res.Address
			fmt.Fprintf(&b, "%s is %s\n", at, res.Type)
			if res.Maybe != "" {
				fmt.Fprintf(&b, "%s may be: %s\n", at, res.Maybe)
			}
			for _, k := range sortedNames(res.Meta) {
				leaf(&b, at+" "+k, res.Meta[k])
			}
			leaf(&b, at, res.Body)
		}
	}
	for _, g := range gaps {
		fmt.Fprintf(&b, "gap %s\n", g.File)
	}
	return b.String()
}

func leaf(b *strings.Builder, at string, v declared.Value) {
	switch {
	case v.IsMap():
		for _, k := range v.Keys() {
			leaf(b, at+"."+k, v.Fields[k])
		}
		return
	case v.IsList():
		for i, item := range v.Items {
			leaf(b, fmt.Sprintf("%s.%d", at, i), item)
		}
		return
	case v.State == declared.Unknown:
		fmt.Fprintf(b, "%s ? %s", at, v.Hangs)
	case v.IsScalar():
		word, ok := v.Word()
		if !ok {
			word = fmt.Sprintf("%d bytes", v.Scalar.Len())
		}
		fmt.Fprintf(b, "%s = %s", at, word)
	default:
		fmt.Fprintf(b, "%s is nothing", at)
	}
	for _, r := range v.Refs {
		fmt.Fprintf(b, " ->%s", r)
	}
	for _, e := range v.Why {
		if e.At.URL == "" {
			fmt.Fprintf(b, " %s:%d", e.At.File, e.At.Line)
		}
	}
	b.WriteString("\n")
}

// TestStories runs testdata/*.txtar: a sentence, files, and last what must be
// among the lines of the dump; a line that begins with ! must not.
func TestStories(t *testing.T) {
	stories, _ := filepath.Glob("testdata/*.txtar")
	if len(stories) == 0 {
		t.Fatal("no stories")
	}
	for _, story := range stories {
		t.Run(strings.TrimSuffix(filepath.Base(story), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(story)
			if err != nil {
				t.Fatal(err)
			}
			last := len(ar.Files) - 1
			got := dump(repository(ar.Files[:last]))
			for line := range strings.Lines(string(ar.Files[last].Data)) {
				line = strings.TrimSpace(line)
				if line == "" {
					continue
				}
				part, not := strings.CutPrefix(line, "!")
				if strings.Contains(got, strings.TrimSpace(part)) == not {
					t.Errorf("want %s", line)
				}
			}
			if t.Failed() {
				t.Log("\n" + got)
			}
		})
	}
}
