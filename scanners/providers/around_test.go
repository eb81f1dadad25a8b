// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// around are ways to a network that do not lead through the gate.
var around = map[string][]string{
	"net/http":   {"DefaultClient", "DefaultTransport", "Get", "Head", "Post", "PostForm", "Client", "Transport"},
	"net":        {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer", "Resolver", "LookupHost", "LookupAddr", "LookupIP", "LookupCNAME", "LookupTXT", "LookupMX", "LookupNS", "LookupSRV", "Listen"},
	"crypto/tls": {"Dial", "DialWithDialer", "Dialer", "Client"},
	"os/exec":    {"*"},
	"net/rpc":    {"*"},
	"net/smtp":   {"*"},
	"plugin":     {"*"},
	"unsafe":     {"*"},
}

// mayUse says which file uses one of them, and why.
var mayUse = map[string]string{
	"network.go net/http Transport": "the network itself",
	"network.go net Dialer":         "the network itself",
	"address.go net/http Client":    "its transport is the client, and so the gate",
}

// TestNoFileGoesAroundTheGate reads the source of every provider.
func TestNoFileGoesAroundTheGate(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		imports := map[string]string{}
		for _, i := range f.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			name := path[strings.LastIndexByte(path, '/')+1:]
			if i.Name != nil {
				name = i.Name.Name
			}
			imports[name] = path
			if slices.Contains(around[path], "*") || around[path] != nil && (name == "." || name == "_") {
				t.Errorf("%s imports %s", e.Name(), path)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if _, is := n.(*ast.GoStmt); is {
				t.Errorf("%s begins a goroutine of its own, of which a panic would end the program; use beside", e.Name())
			}
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if s.Sel.Name == "Go" && e.Name() != "beside.go" && e.Name() != "providers.go" {
				t.Errorf("%s begins a goroutine of its own, of which a panic would end the program; use beside", e.Name())
			}
			x, ok := s.X.(*ast.Ident)
			if !ok || !slices.Contains(around[imports[x.Name]], s.Sel.Name) {
				return true
			}
			at := e.Name() + " " + imports[x.Name] + " " + s.Sel.Name
			used[at] = true
			if mayUse[at] == "" && !pointer(f, s) {
				t.Errorf("%s goes around the gate", at)
			}
			return true
		})
	}
	for at := range mayUse {
		if !used[at] {
			t.Errorf("%s is argued for, and not used any more", at)
		}
	}
}

// pointer reports whether a type is only named as *http.Client or *http.Transport,
// for what a function takes or gives: nothing is made by that.
func pointer(f *ast.File, s *ast.SelectorExpr) bool {
	only := false
	ast.Inspect(f, func(n ast.Node) bool {
		if star, ok := n.(*ast.StarExpr); ok && star.X == ast.Expr(s) {
			only = true
		}
		return !only
	})
	return only
}

// TestNoLibraryGoesAroundTheGate: with the default client of Go cut off, every
// provider is asked with a credential in each of its variables; what its library
// sends arrives at the gate or nowhere.
func TestNoLibraryGoesAroundTheGate(t *testing.T) {
	old := http.DefaultTransport
	t.Cleanup(func() { http.DefaultTransport = old })
	var went []string
	http.DefaultTransport = refusing{func(r *http.Request) { went = append(went, r.URL.Host) }}
	for _, p := range All() {
		a, err := Run(t.Context(), []Asked{{Provider: p}}, optionsFor(p, &recorded.Answers{}))
		if err != nil || !slices.Contains(a.Incomplete, p.Name) {
			t.Errorf("%s: an API that knows nothing is incomplete: %v", p.Name, err)
		}
		for _, g := range a.gaps() {
			if strings.Contains(g, ownFault) {
				t.Errorf("%s: %s", p.Name, g)
			}
		}
		if len(went) > 0 {
			t.Errorf("%s: its library went around the gate, to %v", p.Name, went)
			went = nil
		}
	}
}

type refusing struct{ tell func(*http.Request) }

func (r refusing) RoundTrip(q *http.Request) (*http.Response, error) {
	r.tell(q)
	return nil, errors.New("the default transport is cut off")
}
