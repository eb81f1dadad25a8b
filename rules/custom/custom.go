// SPDX-License-Identifier: Apache-2.0

// Package custom is the rules of the user's own: a way through the graph, from a
// thing to a thing, written in HCL and judged like every built-in rule.
//
//	custom_rule "staging-key-in-production-bucket" {
//	  title    = "A key of staging writes to a bucket of production"
//	  severity = "high"
//	  from "key"    { kind = ["credential", "slot"] }
//	  path          = "speaks_as* opens contains*"
//	  to   "bucket" { type = "aws_s3_bucket" }
//	  where         = key.below && bucket.production && way.writes
//	  message       = "${key.name} writes to ${bucket.name}"
//	}
//
// Four things hold:
//
//   - The walk is [graph.Graph.Along], which is that of the built-in rules, so
//     that a way respects powers, needs and locks as they do; and the telling is
//     [rules.Match], which is theirs too.
//   - A guard sees values of a fixed type ([nodeType], [wayType]) and a fixed list of
//     pure functions. What can be wrong with it is found when it is read, with its
//     place; what can only go wrong with a candidate is a gap of the report. A
//     rule never answers "no" because it was not understood.
//   - Everything is bounded, and by counts, never by a clock: the same rules say the
//     same of the same graph on every machine. A rule over its budget is a gap.
//   - A test stands beside its rule, as files that the real scanners read.
//
// The block is called custom_rule since `rule` is a setting of a rule that there
// is, and a setting of a custom rule is one too: `rule "my-rule" { off = true }`.
//
// Rejected: a `rule` block that defines when it has a path and sets when it has
// not, because a misspelt word would turn the one into the other; rules as
// programs (Starlark, Rego), because they give no path to show; an own loop for
// the walk, because it would learn of a lock a release later than Reach.
package custom

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/rules"
)

// Limits. Steps are links looked at; what a guard costs is counted in them.
const (
	MaxRules    = 100
	MaxDepth    = 32 // links of a way
	usualDepth  = 12
	MaxFindings = 1000       // of a rule
	MaxSteps    = 50_000_000 // of a rule: a few seconds
	maxID       = 64         // bytes
	maxUnless   = 8
	maxTests    = 50 // of a rule
	maxFiles    = 50 // of a test
)

// A Source is a rule as it is written. It keeps its own places, so that the rules
// of several files can stand in one list.
type Source struct {
	ID   string   `hcl:"id,label"`
	Body hcl.Body `hcl:",remain"`
}

// A Rule is one of the user's own, checked and ready to run.
type Rule struct {
	rules.Rule       // but for Check: see For
	At         place // where it stands
	Tests      []Test

	from, to end
	pattern  *graph.Pattern
	depth    int
	aboutTo  bool
	unless   []exception
	where    *expression // nil for none
	message  *expression
	fix      *expression
	funcs    functions
}

// A Test is a story beside a rule: files, and where the rule is to find something
// in them.
type Test struct {
	Says   string
	At     place
	Files  []TestFile
	Expect []string // FILE:LINE of primary places, sorted; none where the rule stays quiet
}

// A TestFile is laid out for one test, in memory.
type TestFile struct {
	Path      string
	Data      []byte
	Untracked bool // git does not know it
}

// A Problem is what is wrong with a rule, and where.
type Problem struct {
	At   place
	Says string // ends in the next step
}

func (p Problem) Error() string { return p.At.String() + ": " + p.Says }

// A place is a file, a line and a column.
type place struct {
	graph.Location
	Range hcl.Range
}

func placeOf(r hcl.Range) place {
	return place{graph.Location{File: r.Filename, Line: r.Start.Line, Column: r.Start.Column}, r}
}

func (p place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

var idForm = lazily.Compile(`^[a-z][a-z0-9-]*$`)

// Compile checks rules and makes them ready. Where there are problems, no rule is
// to run.
func Compile(sources []Source) (all []*Rule, problems []Problem) {
	problems = Names(sources)
	for _, s := range sources[:min(len(sources), MaxRules)] {
		r, wrong := compile(s)
		all, problems = append(all, r), append(problems, wrong...)
	}
	return all, problems
}

// Names checks what rules are called, and nothing else: a rule that is not run is
// known by name all the same.
func Names(sources []Source) (problems []Problem) {
	seen := map[string]bool{}
	for i, s := range sources {
		at := placeOf(s.Body.MissingItemRange())
		_, builtIn := rules.Find(s.ID)
		switch {
		case i == MaxRules:
			return append(problems, Problem{at, fmt.Sprintf("there are more than %d rules of your own; divide them", MaxRules)})
		case !idForm.MatchString(s.ID) || len(s.ID) > maxID:
			problems = append(problems, Problem{at, fmt.Sprintf("a rule is called %q; use small letters, digits and dashes, at most %d", s.ID, maxID)})
		case builtIn:
			problems = append(problems, Problem{at, fmt.Sprintf("%s is a built-in rule; choose another name", s.ID)})
		case seen[s.ID]:
			problems = append(problems, Problem{at, fmt.Sprintf("two rules are called %s; rename one", s.ID)})
		}
		seen[s.ID] = true
	}
	return problems
}

// For is the rule as reports and the rest of the program know rules. What it could
// not decide or finish goes to gap.
func (r *Rule) For(gap func(graph.Gap)) rules.Rule {
	as := r.Rule
	as.Check = func(g *graph.Graph) []rules.Finding { return r.run(g, gap) }
	return as
}
