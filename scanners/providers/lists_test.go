// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// A lived is what is known after a provider has been asked.
type lived struct {
	*graph.Graph
	t       *testing.T
	answers *recorded.Answers
	Answer
}

// answered asks one provider, with a token in its first variable, and answers by
// sections as a scenario has them, without "http/".
func answered(t *testing.T, p Provider, sections map[string]string) lived {
	t.Helper()
	answers := &recorded.Answers{}
	for name, body := range sections {
		answers.Add("http/"+name, []byte(body))
	}
	a, err := Run(t.Context(), []Asked{{Provider: p}}, Options{
		Vault: secret.NewVault(), Transport: answers, Now: time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC),
		Getenv: func(name string) string {
			if name == p.Variables[0] {
				return "canary-8f21c0aa5d3b7719"
			}
			return ""
		},
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	derive := append(catalog.Derivations(), environment.Unite())
	return lived{graph.Build(a.Facts, append(derive, Joins()...)...), t, answers, a}
}

// one is the thing of a kind, type and name.
func (l lived) one(k graph.Kind, typ, name string) *graph.Node {
	l.t.Helper()
	for n := range l.Nodes(k) {
		if n.Type == typ && (n.Name == name || name == "") {
			return n
		}
	}
	l.t.Errorf("no %s %s", typ, name)
	return nil
}

// tier compares which tiers a thing belongs to.
func (l lived) tier(n *graph.Node, want ...graph.Tier) {
	l.t.Helper()
	var got []string
	for _, m := range n.Environments() {
		got = append(got, string(m.Tier))
	}
	var wants []string
	for _, w := range want {
		wants = append(wants, string(w))
	}
	if strings.Join(got, " ") != strings.Join(wants, " ") {
		l.t.Errorf("%s is of %v, want %v", n.Name, got, wants)
	}
}

// copies are the types of what is a copy of a store.
func copies(n *graph.Node) (types []string) {
	for c := range n.In(graph.CopyOf) {
		types = append(types, c.From.Type)
	}
	return types
}

// opens is the power with which a credential opens a thing.
func opens(cred, thing *graph.Node) (p graph.Power, ok bool) {
	for l := range cred.Out(graph.Opens) {
		if l.To == thing {
			return l.Power, true
		}
	}
	return 0, false
}

// whys joins the gaps, for a look at their words.
func (l lived) whys() string {
	var all []string
	for _, g := range l.Gaps() {
		all = append(all, g.Why)
	}
	return strings.Join(all, "\n")
}

func TestAnOddEntryCostsItself(t *testing.T) {
	var list entries[struct{ Name string }]
	if err := json.Unmarshal([]byte(`[{"name":"a"},null,7,{"name":{}},{"name":"b","new":true}]`), &list); err != nil || len(list.all) != 2 || list.odd != 3 {
		t.Errorf("%v %+v", err, list)
	}
	if err := json.Unmarshal([]byte(`null`), &list); err != nil {
		t.Error(err)
	}
	if json.Unmarshal([]byte(`{"name":"a"}`), &list) == nil {
		t.Error("an object is no list")
	}
	var when struct{ At maybe[time.Time] }
	for _, text := range []string{`{"at":null}`, `{"at":"yesterday"}`, `{"at":{}}`, `{}`} {
		if err := json.Unmarshal([]byte(text), &when); err != nil || !when.At.is.IsZero() {
			t.Error(text, err)
		}
	}
}
