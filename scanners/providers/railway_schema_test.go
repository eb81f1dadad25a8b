// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// railwayDocuments are all questions that are sent to Railway.
var railwayDocuments = []string{
	railwayAPIToken, railwayMe, railwayMine, railwayProjectQuery, railwayAPITokens, railwayProjects,
	railwayProjectLists, railwayEnvironmentLists, railwayBackups, railwayProxies,
}

func excerpt(t *testing.T) *ast.Schema {
	t.Helper()
	text, err := os.ReadFile("testdata/railway.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "railway.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestRailwayQueriesAreValid(t *testing.T) {
	validate(t, excerpt(t))
}

// TestRailwayQueriesAgainstTheVendorsSchema holds our questions, and what we wrote
// down of the schema, against the one that Railway publishes: src/gql/schema.json
// of https://github.com/railwayapp/cli. It is no package of a registry's, so that
// whoever has the file names it:
//
//	STAGEDOOR_RAILWAY_SCHEMA=cli/src/gql/schema.json go test ./scanners/providers -run Railway
func TestRailwayQueriesAgainstTheVendorsSchema(t *testing.T) {
	path := os.Getenv("STAGEDOOR_RAILWAY_SCHEMA")
	if path == "" {
		t.Skip("needs Railway's schema.json in STAGEDOOR_RAILWAY_SCHEMA; the questions are validated against our own excerpt only")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sdl, err := introspected(data)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := gqlparser.LoadSchema(&ast.Source{Name: path, Input: sdl})
	if err != nil {
		t.Fatal(err)
	}
	validate(t, theirs)
	t.Logf("%d documents against %d types", len(railwayDocuments), len(theirs.Types))
	for name, own := range excerpt(t).Types {
		if own.BuiltIn {
			continue
		}
		their := theirs.Types[name]
		if their == nil || their.Kind != own.Kind {
			t.Errorf("%s is no such type of Railway's", name)
			continue
		}
		for _, f := range own.Fields {
			of := their.Fields.ForName(f.Name)
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if of == nil || of.Type.String() != f.Type.String() {
				t.Errorf("%s.%s is no such field of Railway's", name, f.Name)
				continue
			}
			for _, a := range f.Arguments {
				if b := of.Arguments.ForName(a.Name); b == nil || b.Type.String() != a.Type.String() {
					t.Errorf("%s.%s has no such argument %s at Railway", name, f.Name, a.Name)
				}
			}
			if d := of.Directives.ForName("deprecated"); d != nil {
				t.Errorf("%s.%s is deprecated", name, f.Name)
			}
		}
		for _, v := range own.EnumValues {
			if their.EnumValues.ForName(v.Name) == nil {
				t.Errorf("%s has no value %s", name, v.Name)
			}
		}
	}
}

func validate(t *testing.T, schema *ast.Schema) {
	t.Helper()
	for _, d := range railwayDocuments {
		document, err := gqlparser.LoadQueryWithRules(schema, d, rules.NewDefaultRules())
		if err != nil {
			t.Errorf("%s: %v", operationName(d), err)
			continue
		}
		for _, o := range document.Operations {
			if o.Operation != ast.Query || o.Name != operationName(d) || o.Name == "" {
				t.Errorf("%s is no query with a name", o.Name)
			}
			for _, s := range o.SelectionSet {
				f := s.(*ast.Field)
				if !strings.Contains(Railway.Allow[0]+" ", " "+f.Name+" ") {
					t.Errorf("%s is not on the list of what may be sent", f.Name)
				}
			}
		}
	}
}

// introspected turns the answer of an introspection query into the schema language.
func introspected(data []byte) (string, error) {
	type typeRef struct {
		Kind, Name string
		OfType     *json.RawMessage
	}
	var named func(raw json.RawMessage) string
	named = func(raw json.RawMessage) string {
		var t typeRef
		if json.Unmarshal(raw, &t) != nil {
			return ""
		}
		switch t.Kind {
		case "NON_NULL":
			return named(*t.OfType) + "!"
		case "LIST":
			return "[" + named(*t.OfType) + "]"
		}
		return t.Name
	}
	type value struct {
		Name         string
		Type         json.RawMessage
		DefaultValue *string
	}
	type schema struct {
		QueryType, MutationType, SubscriptionType *struct{ Name string }
		Types                                     []struct {
			Kind, Name string
			Fields     []struct {
				Name         string
				Args         []value
				Type         json.RawMessage
				IsDeprecated bool
			}
			InputFields   []value
			Interfaces    []struct{ Name string }
			EnumValues    []struct{ Name string }
			PossibleTypes []struct{ Name string }
		}
	}
	var answer struct {
		Schema *schema `json:"__schema"`
		Data   struct {
			Schema *schema `json:"__schema"`
		}
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return "", err
	}
	s := answer.Schema
	if s == nil {
		s = answer.Data.Schema
	}
	if s == nil {
		return "", fmt.Errorf("is no answer of an introspection query")
	}
	var b strings.Builder
	put := func(v value) {
		fmt.Fprintf(&b, "%s: %s", v.Name, named(v.Type))
		if v.DefaultValue != nil {
			fmt.Fprintf(&b, " = %s", *v.DefaultValue)
		}
	}
	b.WriteString("schema {")
	for name, root := range map[string]*struct{ Name string }{"query": s.QueryType, "mutation": s.MutationType, "subscription": s.SubscriptionType} {
		if root != nil {
			fmt.Fprintf(&b, " %s: %s", name, root.Name)
		}
	}
	b.WriteString(" }\n")
	for _, t := range s.Types {
		if strings.HasPrefix(t.Name, "__") || t.Kind == "SCALAR" && strings.Contains(" String Int Float Boolean ID ", " "+t.Name+" ") {
			continue
		}
		switch t.Kind {
		case "SCALAR":
			fmt.Fprintf(&b, "scalar %s\n", t.Name)
		case "UNION":
			fmt.Fprintf(&b, "union %s =", t.Name)
			for i, p := range t.PossibleTypes {
				b.WriteString([]string{" ", " | "}[min(i, 1)] + p.Name)
			}
			b.WriteString("\n")
		case "ENUM":
			fmt.Fprintf(&b, "enum %s {", t.Name)
			for _, v := range t.EnumValues {
				b.WriteString(" " + v.Name)
			}
			b.WriteString(" }\n")
		case "INPUT_OBJECT":
			fmt.Fprintf(&b, "input %s {\n", t.Name)
			for _, f := range t.InputFields {
				put(f)
				b.WriteString("\n")
			}
			b.WriteString("}\n")
		default:
			fmt.Fprintf(&b, "%s %s", map[string]string{"OBJECT": "type", "INTERFACE": "interface"}[t.Kind], t.Name)
			for i, of := range t.Interfaces {
				b.WriteString([]string{" implements ", " & "}[min(i, 1)] + of.Name)
			}
			b.WriteString(" {\n")
			for _, f := range t.Fields {
				b.WriteString(f.Name)
				for i, a := range f.Args {
					b.WriteString([]string{"(", ", "}[min(i, 1)])
					put(a)
				}
				if len(f.Args) > 0 {
					b.WriteString(")")
				}
				fmt.Fprintf(&b, ": %s", named(f.Type))
				if f.IsDeprecated {
					b.WriteString(" @deprecated")
				}
				b.WriteString("\n")
			}
			b.WriteString("}\n")
		}
	}
	return b.String(), nil
}
