// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclparse"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
)

// compiled reads rules as a configuration holds them.
func compiled(t *testing.T, text string) ([]*Rule, []Problem) {
	t.Helper()
	if err := Bounded([]byte(text)); err != nil {
		return nil, []Problem{{Says: err.Error()}}
	}
	sources, err := parsed(text)
	if err != nil {
		t.Fatal(err)
	}
	return Compile(sources)
}

func parsed(text string) ([]Source, error) {
	file, diags := hclparse.NewParser().ParseHCL([]byte(text), "rules.hcl")
	if diags.HasErrors() {
		return nil, diags
	}
	var in struct {
		Rules []Source `hcl:"custom_rule,block"`
	}
	if diags := gohcl.DecodeBody(file.Body, nil, &in); diags.HasErrors() {
		return nil, diags
	}
	return in.Rules, nil
}

type world struct{ *graph.Facts }

func newWorld() world { return world{graph.NewFacts(secret.NewVault(), "")} }

func read(file string, line int) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: file, Line: line, Column: 1}, Says: "written"}
}

func (w world) node(k graph.Kind, typ, name string) graph.ID {
	return w.Node(graph.Thing{Kind: k, Type: typ, Name: name}, read(name+".tf", 1))
}

func (w world) in(id graph.ID, tier graph.Tier, b graph.Basis) {
	e := read("env.tf", 1)
	e.Basis = b
	w.Link(graph.Edge{From: id, Verb: graph.InEnv, To: w.Node(graph.Thing{Kind: graph.Environment, Type: string(tier), Key: string(tier), Name: string(tier)})}, e)
}

func (w world) link(from graph.ID, v graph.Verb, to graph.ID, p graph.Power) {
	w.Link(graph.Edge{From: from, Verb: v, To: to, Power: p}, read("link.tf", 7))
}

// asked runs the rules of a text over a graph: severity, title and message of each
// finding, then the gaps.
func asked(t *testing.T, text string, g *graph.Graph) (all []string) {
	t.Helper()
	rs, problems := compiled(t, text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var gaps []graph.Gap
	for _, f := range rules.Check(g, ready(rs, func(g graph.Gap) { gaps = append(gaps, g) })) {
		all = append(all, fmt.Sprintf("%s: %s; %s", f.Severity, f.Title, f.Message))
	}
	for _, g := range gaps {
		all = append(all, fmt.Sprintf("gap at %d:%d %s", g.At.Line, g.At.Column, g.Why))
	}
	return all
}

func ready(rs []*Rule, gap func(graph.Gap)) (all []rules.Rule) {
	for _, r := range rs {
		all = append(all, r.For(gap))
	}
	return all
}

func expect(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
		return
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("%s: got %q, want %q", what, got[i], want[i])
		}
	}
}

const crossing = `custom_rule "staging-key-in-production" {
  title    = "A key of staging opens a production bucket"
  severity = "high"
  from "key"    { kind = "slot" }
  path          = "opens contains* destroys?"
  to   "bucket" { type = ["aws_s3_bucket", "google_storage_bucket"] }
  where         = key.below && bucket.production && way.writes
  unless "copy" {
    path  = "<copy_of"
    kind  = "backup"
    where = copy.traits.locked.is == "yes"
  }
  message = "${key.name} can write to ${bucket.name} with ${length(way.power)} powers"
}
`

// bucket is a story with a production bucket: what the key may do, where it is,
// how surely, and whether a locked copy is kept.
func bucket(key graph.Tier, power graph.Power, b graph.Basis, lockedCopy bool) *graph.Graph {
	w := newWorld()
	slot, account, store := w.node(graph.Slot, "github_secret", "AWS_KEY"), w.node(graph.Scope, "aws_account", "1"), w.node(graph.Store, "aws_s3_bucket", "orders")
	w.in(slot, key, b)
	w.in(store, graph.Production, graph.ReadInFile)
	w.link(slot, graph.Opens, account, power)
	w.link(account, graph.Contains, store, 0)
	copied := w.node(graph.Backup, "aws_backup", "nightly")
	w.link(copied, graph.CopyOf, store, 0)
	if lockedCopy {
		w.Note(copied, graph.Trait{Name: graph.TraitLock, Detail: graph.LockImmutable}, graph.Yes, read("lock.tf", 1))
	}
	return graph.Build(w.Facts)
}

func TestARuleOfOnesOwn(t *testing.T) {
	const fires = "high: A key of staging opens a production bucket: github secret AWS_KEY to aws s3 bucket orders; AWS_KEY can write to orders with 2 powers"
	expect(t, "it fires", asked(t, crossing, bucket(graph.Staging, graph.Read|graph.Write, graph.ReadInFile, false)), fires)
	expect(t, "a guessed crossing is medium", asked(t, crossing, bucket(graph.Staging, graph.Read|graph.Write, graph.Guessed, false)), "medium: ")
	expect(t, "production's own key", asked(t, crossing, bucket(graph.Production, graph.Full, graph.ReadInFile, false)))
	expect(t, "a key that reads", asked(t, crossing, bucket(graph.Staging, graph.Read, graph.ReadInFile, false)))
	expect(t, "a locked copy", asked(t, crossing, bucket(graph.Staging, graph.Full, graph.ReadInFile, true)))
}

// TestAFindingIsLikeAnyOther: it is told step by step, sure as its least sure
// step, at the line that breaks the path, and keeps its fingerprint.
func TestAFindingIsLikeAnyOther(t *testing.T) {
	rs, _ := compiled(t, crossing)
	found := rules.Check(bucket(graph.Staging, graph.Full, graph.Named, false), ready(rs, nil))
	if len(found) != 1 {
		t.Fatal(found)
	}
	f := found[0]
	var said []string
	for _, s := range f.Paths[0].Steps {
		said = append(said, s.Says)
	}
	want := []string{"AWS_KEY is staging's: written", "it opens aws account 1: written", "aws s3 bucket orders lies in aws account 1: written", "orders is production's: written"}
	if strings.Join(said, "|") != strings.Join(want, "|") {
		t.Errorf("told %q", said)
	}
	if f.Basis() != graph.Named || f.First().File != "link.tf" || f.First().Line != 7 || f.About.Name != "AWS_KEY" {
		t.Errorf("%v at %v about %v", f.Basis(), f.First(), f.About)
	}
	if strings.Join(f.Key, " ") != "slot:github_secret/AWS_KEY store:aws_s3_bucket/orders staging>production" {
		t.Errorf("key %q", f.Key)
	}
	if !strings.Contains(f.NotSo, `accept "staging-key-in-production"`) || !strings.Contains(f.WrongIf, "github secret AWS_KEY is not staging's") {
		t.Errorf("%q %q", f.NotSo, f.WrongIf)
	}
}

// TestPowersNeedsAndLocks: a pattern goes nowhere that harm does not go.
func TestPowersNeedsAndLocks(t *testing.T) {
	rule := `custom_rule "gone-with-it" {
  title = "t"
  severity = "low"
  from "key" { kind = "slot" }
  path = "opens destroys"
  to "copy" { kind = "backup" }
  message = "${way.deletes}"
}`
	story := func(power graph.Power, lock string) *graph.Graph {
		w := newWorld()
		slot, volume, copied := w.node(graph.Slot, "s", "KEY"), w.node(graph.Store, "volume", "data"), w.node(graph.Backup, "snapshot", "nightly")
		w.link(slot, graph.Opens, volume, power)
		w.Link(graph.Edge{From: volume, Verb: graph.Destroys, To: copied, Needs: graph.Delete}, read("x", 1))
		if lock != "" {
			w.Note(volume, graph.Trait{Name: graph.TraitLock, Detail: lock}, graph.Yes, read("x", 2))
		}
		return graph.Build(w.Facts)
	}
	expect(t, "delete", asked(t, rule, story(graph.Delete, "")), "t: s KEY to snapshot nightly; true")
	expect(t, "write", asked(t, rule, story(graph.Write, "")))
	expect(t, "immutable", asked(t, rule, story(graph.Full, graph.LockImmutable)))
	expect(t, "lifted by its administrator", asked(t, rule, story(graph.Full, graph.LockAPI)), "true")
	expect(t, "honoured by the provider", asked(t, rule, story(graph.Delete, graph.LockAPI)))
}

// TestWhatIsUndecidedIsSaid: what goes wrong with a candidate is a gap with its
// place, and the others are judged.
func TestWhatIsUndecidedIsSaid(t *testing.T) {
	g := bucket(graph.Staging, graph.Full, graph.ReadInFile, false)
	rule := func(where string) string {
		return strings.Replace(crossing, "key.below && bucket.production && way.writes", where, 1)
	}
	expect(t, "an index past the end", asked(t, rule(`key.names[9] == "x"`)+"\n", g), "gap at 7:19 the rule staging-key-in-production is undecided about 1 candidate: invalid index; correct the expression")
	expect(t, "a computed pattern", asked(t, rule(`regex("(${bucket.name}", key.name)`), g), "gap at 7:19")
	expect(t, "null", asked(t, rule(`anytrue([for n in key.names : null])`), g), "gap at 7:19")
}
