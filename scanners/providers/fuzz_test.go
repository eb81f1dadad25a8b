// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// FuzzQueriesOnly: whatever body the gate lets through, another parser of JSON
// finds the same document in it, and it has queries with fields of the list only.
func FuzzQueriesOnly(f *testing.F) {
	for _, seed := range []string{
		`{"query":"query A { me { id } }"}`, `{"query":"query A($x: X) { me(x: $x) { ...f } } fragment f on Me { id }","variables":{"x":[{"decrypt":1}]},"operationName":"A"}`,
		`{"query":"mutation { x }"}`, `{"Query":"mutation { x }","query":"{ me }"}`, `{"query":"{ me }"}{"query":"mutation { x }"}`, `[{"query":"{ me }"}]`,
		`{"query":"{ ... on Query { tokens } me }"}`, `{"query":"{ me @include(if: true) { secretValue } }"}`, `{"query":"{ me }","extensions":{}}`, `{"\u0071uery":"mutation { x }"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if queriesOnly(body, []string{"me", "things"}, []string{"secretValue", "decrypt"}) != "" {
			return
		}
		var all map[string]any
		if err := json.Unmarshal(body, &all); err != nil {
			t.Fatal("it is no JSON")
		}
		for key := range all {
			if !slices.Contains([]string{"query", "variables", "operationName"}, key) {
				t.Fatalf("it has %q", key)
			}
		}
		query, _ := all["query"].(string)
		document, err := parser.ParseQuery(&ast.Source{Input: query})
		if err != nil {
			t.Fatal("it is no document")
		}
		for _, o := range document.Operations {
			if o.Operation != ast.Query {
				t.Fatal(o.Operation)
			}
			for _, s := range o.SelectionSet {
				if field, ok := s.(*ast.Field); ok && !slices.Contains([]string{"me", "things", "__typename"}, field.Name) {
					t.Fatal(field.Name)
				}
			}
		}
	})
}

// FuzzCovers: a path that is covered leads where the list says however a server
// normalises it.
func FuzzCovers(f *testing.F) {
	for _, seed := range []string{"/v1/things/a/copies", "/v1/things/%2e%2e/copies", "/v1/things/a%2Fb/copies", "/v1/things/../copies", "//v1/things/a/copies", "/v1/things/a/copies/", "/v1/things/a;x/copies", "/v1/things/%252e%252e/copies", "/v1/things/./copies"} {
		f.Add(seed)
	}
	a := parseAllowed("GET /v1/things/*/copies")
	f.Fuzz(func(t *testing.T, p string) {
		u, err := url.Parse("https://api.vendor.example/" + strings.TrimPrefix(p, "/"))
		if err != nil || !a.covers(u.EscapedPath()) {
			return
		}
		clean := path.Clean("/" + strings.Trim(u.EscapedPath(), "/"))
		if parts := strings.Split(clean, "/"); len(parts) != 5 || parts[1] != "v1" || parts[2] != "things" || parts[4] != "copies" {
			t.Fatalf("%q becomes %q", p, clean)
		}
	})
}

// FuzzWaitOf: no header makes the gate wait for less than nothing, or panic.
func FuzzWaitOf(f *testing.F) {
	f.Add("30", "", "", "")
	f.Add("Thu, 26 Nov 2026 00:00:30 GMT", "Thu, 26 Nov 2026 00:00:00 GMT", "", "")
	f.Add("", "", "0", "9223372036854775807")
	f.Add("-9223372036854775808", "", "0", "-1")
	f.Fuzz(func(t *testing.T, after, date, left, reset string) {
		h := http.Header{"Retry-After": {after}, "Date": {date}, "X-Ratelimit-Remaining": {left}, "X-Ratelimit-Reset": {reset}}
		if d, _ := waitOf(h, time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)); d < 0 {
			t.Fatal(d)
		}
	})
}
