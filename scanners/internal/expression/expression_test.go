// SPDX-License-Identifier: Apache-2.0

package expression

import (
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// world is a few contexts; what it does not list is unknown.
var world = map[string][]Result{
	"inputs.environment": {{Text, "staging"}, {Text, "production"}},
	"inputs.empty":       {{Text, ""}},
	"matrix.env":         {{Text, "uat"}},
	"github.ref":         {{Other, ""}},
	"github.ref_name":    {{Text, "main"}},
}

func evaluate(text string) (came, read []string) {
	for _, r := range Parse(secret.New(text)).Evaluate(func(path []string, _ int) []Result {
		name := strings.Join(path, ".")
		if path[0] == "secrets" {
			read = append(read, name)
			return []Result{{Other, ""}}
		}
		return world[name]
	}) {
		came = append(came, [...]string{"?", "other", r.Text, r.Text}[r.Kind])
	}
	return came, read
}

func TestAnExpressionComesToASetOfConstants(t *testing.T) {
	for text, want := range map[string]string{
		"production":                                                          "production",
		"${{ inputs.environment }}":                                           "staging production",
		"deploy-${{ matrix.env }}-eu":                                         "deploy-uat-eu",
		"${{ matrix['env'] }}":                                                "uat",
		"${{ inputs.empty || 'staging' }}":                                    "staging",
		"${{ vars.WHERE || 'staging' }}":                                      "? staging",
		"${{ github.sha }}":                                                   "?",
		"${{ fromJSON('[1]') }}":                                              "?",
		"${{ format('{0}-eu', matrix.env) }}":                                 "uat-eu",
		"${{ startsWith(github.ref, 'refs') }}":                               "?",
		"${{ contains(github.ref_name, 'ai') && 'a' || 'b' }}":                "a",
		"${{ github.ref == 'refs/heads/main' && 'production' || 'staging' }}": "staging",
		"${{ github.ref_name == 'MAIN' && 'production' || 'staging' }}":       "production",
		"${{ (github.ref != 'x') && !false && 'production' || 'staging' }}":   "production",
		"${{ github.event.x == 'y' && 'production' || 'staging' }}":           "production staging",
		"${{ broken ((( }}":                                                   "?",
	} {
		if came, _ := evaluate(text); strings.Join(came, " ") != want {
			t.Errorf("%s came to %q, want %q", text, came, want)
		}
	}
}

func TestOnlyTheBranchThatRunsIsRead(t *testing.T) {
	for text, want := range map[string]string{
		"${{ github.ref_name == 'main' && secrets.PROD || secrets.STAGING }}": "secrets.PROD",
		"${{ github.ref_name == 'dev' && secrets.PROD || secrets.STAGING }}":  "secrets.STAGING",
		"${{ github.actor == 'dev' && secrets.PROD || secrets.STAGING }}":     "secrets.PROD secrets.STAGING",
		"${{ secrets['A'] }} ${{secrets.B}}":                                  "secrets.A secrets.B",
		"${{ secrets[format('{0}_TOKEN', matrix.env)] }}":                     "secrets.uat_TOKEN",
		"${{ secrets.A || secrets.B }}":                                       "secrets.A secrets.B",
		"${{ toJSON(secrets) }}":                                              "secrets",
	} {
		if _, read := evaluate(text); strings.Join(read, " ") != want {
			t.Errorf("%s reads %q, want %q", text, read, want)
		}
	}
}

func TestComparedFindsTheConstants(t *testing.T) {
	var found []string
	ParseCondition(secret.New("github.ref == 'refs/heads/main' || 'dev' != inputs.env")).Compared(func(path []string, c string) {
		found = append(found, strings.Join(path, ".")+"="+c)
	})
	if want := []string{"github.ref=refs/heads/main", "inputs.env=dev"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("${{ github.ref == 'refs/heads/main' && 'production' || secrets['X'] }} and ${{ format('{0}{1}', a.b, c) }}")
	f.Add("${{ !!!((((a.b[c.d['x']])))) }}")
	f.Fuzz(func(t *testing.T, text string) {
		v := secret.New(text)
		look := func([]string, int) []Result { return []Result{{Text, "a"}, {}, {Other, ""}} }
		for _, tm := range []Template{Parse(v), ParseCondition(v)} {
			if got := tm.Evaluate(look); len(got) == 0 || len(got) > maxResults {
				t.Errorf("%d results", len(got))
			}
			tm.Visit(look)
			tm.Compared(func([]string, string) {})
			tm.JSON()
		}
	})
}
