// SPDX-License-Identifier: Apache-2.0

// Package rules asks the graph one question a file: `ls rules` is the list.
//
// A rule is a pure function of the frozen graph. It cannot read files, ask the
// catalog or fail; if it needs something that is not in the graph, a scanner or
// a derivation upstream has to add it. Severity says how bad a finding is if it
// is right, basis says how sure it is, and the two stay apart, with one
// exception: a guessed crossing or joining step caps a finding at medium.
//
// Words matter here: "can", "may", "no copy seen"; never "will", "lost",
// "wiped". Each finding names what would make it wrong.
package rules

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A Rule is one question.
type Rule struct {
	ID       string // self-explaining, stable for ever
	Title    string // one line, without a full stop
	Why      string // why it matters, for explain, README and SARIF help
	Fix      string // the general fix; a finding's own is better where the catalog knows the kind
	Cannot   string // what it cannot see
	About    graph.Kind
	Severity Severity // the default, and the most it reports
	CWE      []int
	OWASP    []string // of the Non-Human Identities Top 10 (2025): "NHI8"
	Check    func(*graph.Graph) []Finding
}

var registry []Rule

// add registers a rule that declares itself in its own file.
func add(r Rule) Rule {
	registry = append(registry, r)
	return r
}

// All returns every rule, the worst first, then by id.
func All() []Rule {
	all := slices.Clone(registry)
	slices.SortFunc(all, func(a, b Rule) int {
		if a.Severity != b.Severity {
			return int(b.Severity - a.Severity)
		}
		return strings.Compare(a.ID, b.ID)
	})
	return all
}

// Find returns a rule by id.
func Find(id string) (Rule, bool) {
	for _, r := range registry {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// Check runs rules over a graph and returns their findings, worst first, in an
// order that depends on the graph only.
func Check(g *graph.Graph, rs []Rule) []Finding {
	var all []Finding
	for _, r := range rs {
		for _, f := range r.Check(g) {
			if r.ID != ExposedCredential.ID && rehearsed(f.About) {
				continue
			}
			f.Rule = r.ID
			all = append(all, f.finish())
		}
	}
	slices.SortStableFunc(all, Finding.Compare)
	nest(all)
	return all
}
