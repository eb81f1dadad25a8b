// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// queriesOnly says what a GraphQL request has that it may not have, or "".
func queriesOnly(body []byte, fields, never []string) string {
	query, variables, ok := graphQLRequest(body)
	if !ok {
		return "a GraphQL request that is none"
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: query}, 20_000)
	if err != nil {
		return "a GraphQL document that cannot be read"
	}
	if len(document.Operations) == 0 {
		return "a GraphQL document without a query"
	}
	if namesAny(variables, never) {
		return "a GraphQL query with a variable that is not on the list"
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

// graphQLRequest reads a request's body as strictly as no server would: keys
// that are written twice or in other letters are read differently by different
// parsers, and an extension may name a document that is stored elsewhere.
func graphQLRequest(body []byte) (query string, variables json.RawMessage, ok bool) {
	d := json.NewDecoder(bytes.NewReader(body))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return "", nil, false
	}
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		key, isString := t.(string)
		if err != nil || !isString || seen[key] {
			return "", nil, false
		}
		seen[key] = true
		switch key {
		case "query":
			err = d.Decode(&query)
		case "operationName":
			err = d.Decode(new(string))
		case "variables":
			err = d.Decode(&variables)
		default:
			return "", nil, false
		}
		if err != nil {
			return "", nil, false
		}
	}
	if _, err := d.Token(); err != nil {
		return "", nil, false
	}
	_, err := d.Token()
	return query, variables, err == io.EOF
}

// namesAny reports whether a key of a JSON value, however deep, is one of names.
func namesAny(value json.RawMessage, names []string) bool {
	var has func(v any) bool
	has = func(v any) bool {
		switch v := v.(type) {
		case map[string]any:
			for k, w := range v {
				if slices.Contains(names, k) || has(w) {
					return true
				}
			}
		case []any:
			return slices.ContainsFunc(v, has)
		}
		return false
	}
	var v any
	return len(value) > 0 && json.Unmarshal(value, &v) == nil && has(v)
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

func (w *walker) forbidden(a *ast.Argument) bool {
	return slices.Contains(w.never, a.Name) || w.hides(a.Value)
}

// hides reports whether a value has a forbidden name inside.
func (w *walker) hides(v *ast.Value) bool {
	return v != nil && slices.ContainsFunc(v.Children, func(c *ast.ChildValue) bool {
		w.left--
		return w.left < 0 || slices.Contains(w.never, c.Name) || w.hides(c.Value)
	})
}
