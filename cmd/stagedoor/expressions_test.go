// SPDX-License-Identifier: Apache-2.0

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestExpressions: every expression of ours compiles, although none is compiled
// before it is used; and none is compiled at start-up, which is a budget.
func TestExpressions(t *testing.T) {
	literals := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "generate") {
			return err
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			vars, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			ast.Inspect(vars, func(n ast.Node) bool {
				if _, later := n.(*ast.FuncLit); later {
					return false
				}
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				name, _ := call.Fun.(*ast.SelectorExpr)
				of, _ := nameOf(name)
				switch {
				case of == "regexp.MustCompile":
					t.Errorf("%s: compiled at start-up; use lazily.Compile", files.Position(call.Pos()))
				case of == "lazily.Compile":
					if text, ok := call.Args[0].(*ast.BasicLit); ok {
						literals++
						pattern, _ := strconv.Unquote(text.Value)
						if _, err := regexp.Compile(pattern); err != nil {
							t.Errorf("%s: %v", files.Position(call.Pos()), err)
						}
					}
				}
				return true
			})
		}
		return nil
	})
	if err != nil || literals < 100 {
		t.Error(literals, err)
	}
}

// nameOf is "regexp.MustCompile" of such a selector.
func nameOf(s *ast.SelectorExpr) (string, bool) {
	if s == nil {
		return "", false
	}
	of, ok := s.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	return of.Name + "." + s.Sel.Name, true
}
