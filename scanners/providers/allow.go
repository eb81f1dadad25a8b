// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// An allowed is one line of an allow-list:
//
//	GET /v2/droplets                   a path; HEAD goes with GET
//	GET /repos/*/*/environments        * is one segment, ** at the end all that follow
//	QUERY /graphql/v2 me apiToken      a GraphQL document of queries with these root fields only
//	CALL DescribeDBInstances           an operation of AWS, as it is sent: Action in a form, or the end of X-Amz-Target
type allowed struct {
	verb   string
	path   []string
	fields []string
	call   string
}

func parseAllowed(line string) allowed {
	words := strings.Fields(line)
	a := allowed{verb: words[0]}
	switch a.verb {
	case "GET":
		a.path = segments(words[1])
	case "QUERY":
		a.path, a.fields = segments(words[1]), words[2:]
	case "CALL":
		a.call = words[1]
	default:
		panic("an allow-list knows GET, QUERY and CALL; " + line) // a mistake in our own file, met by every test
	}
	return a
}

func segments(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }

// refuses says why a request is not on the list, or "".
func (g *gate) refuses(r *http.Request, body []byte) string {
	says := "a request that is not on the list of what may be asked of " + g.provider.Title + " was not sent"
	if r.Header.Get("X-Http-Method-Override") != "" || r.Header.Get("Upgrade") != "" {
		return says
	}
	for _, a := range g.allowed {
		switch a.verb {
		case "GET":
			if (r.Method == http.MethodGet || r.Method == http.MethodHead) && len(body) == 0 && a.covers(r.URL) {
				return ""
			}
		case "QUERY":
			if r.Method == http.MethodPost && a.covers(r.URL) {
				if why := queriesOnly(body, a.fields, g.provider.Never); why != "" {
					return why + " was not sent to " + g.provider.Title
				}
				return ""
			}
		case "CALL":
			if r.Method == http.MethodPost && callOf(r, body) == a.call {
				return ""
			}
		}
	}
	return says
}

// covers compares a path segment by segment, as it is sent: an encoded slash
// stays in its segment, and a dot segment is no name.
func (a allowed) covers(u *url.URL) bool {
	have := segments(u.EscapedPath())
	for i, want := range a.path {
		if want == "**" {
			return !slices.ContainsFunc(have[min(i, len(have)):], dots)
		}
		if i >= len(have) || want != "*" && want != have[i] || dots(have[i]) || want == "*" && have[i] == "" {
			return false
		}
	}
	return len(have) == len(a.path)
}

func dots(segment string) bool {
	s := strings.ToLower(strings.ReplaceAll(strings.ToLower(segment), "%2e", "."))
	return s == "." || s == ".."
}

// callOf is the operation of AWS that a request names. A request that names two
// names none.
func callOf(r *http.Request, body []byte) string {
	target := r.Header.Get("X-Amz-Target")
	if target != "" {
		return target[strings.LastIndexByte(target, '.')+1:]
	}
	form, err := url.ParseQuery(string(body))
	if err != nil || r.URL.RawQuery != "" || len(form["Action"]) != 1 {
		return ""
	}
	return form["Action"][0]
}

// queriesOnly says what a GraphQL request has that it may not have, or "".
func queriesOnly(body []byte, fields, never []string) string {
	var request struct {
		Query string `json:"query"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return "a GraphQL request that is none"
	}
	document, err := parser.ParseQuery(&ast.Source{Input: request.Query})
	if err != nil {
		return "a GraphQL document that cannot be read"
	}
	if len(document.Operations) == 0 {
		return "a GraphQL document without a query"
	}
	w := walker{fields, never, document, 10_000}
	for _, o := range document.Operations {
		if o.Operation != ast.Query {
			return "a GraphQL " + string(o.Operation)
		}
		if !w.only(o.SelectionSet, true) {
			return "a GraphQL query with a field that is not on the list"
		}
	}
	return ""
}

// A walker looks at every selection of a document: root fields are from the list,
// and none of the forbidden names stands anywhere, as a field or an argument.
type walker struct {
	fields, never []string
	document      *ast.QueryDocument
	left          int // selections that are still looked at: fragments may contain each other
}

func (w *walker) only(set ast.SelectionSet, root bool) bool {
	for _, s := range set {
		if w.left--; w.left < 0 {
			return false
		}
		switch s := s.(type) {
		case *ast.Field:
			listed := !root || s.Name == "__typename" || slices.Contains(w.fields, s.Name)
			if !listed || slices.Contains(w.never, s.Name) || slices.ContainsFunc(s.Arguments, w.forbidden) || !w.only(s.SelectionSet, false) {
				return false
			}
		case *ast.InlineFragment:
			if !w.only(s.SelectionSet, root) {
				return false
			}
		case *ast.FragmentSpread:
			f := w.document.Fragments.ForName(s.Name)
			if f == nil || !w.only(f.SelectionSet, root) {
				return false
			}
		}
	}
	return true
}

func (w *walker) forbidden(a *ast.Argument) bool { return slices.Contains(w.never, a.Name) }
