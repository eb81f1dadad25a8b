// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// SpanningDataStore asks which store serves production and something below it.
var SpanningDataStore = add(Rule{
	ID: "spanning-data-store", Severity: High, About: graph.Store,
	Title: "One data store serves production and something below it",
	Why: "What staging does to its data, it does to production's: a test that truncates a table, a clean-up that empties a bucket, an agent that deletes \"the staging volume\". " +
		"Whoever may write in the lower environment may write in production.",
	Fix:    ownStore,
	Cannot: "Two names for one server are seen as two servers, and a private address is the same only on the same network.",
	CWE:    []int{653}, OWASP: []string{"NHI8"},
	Check: spanningDataStore,
})

const ownStore = "Give the lower environment a store of its own, with its own name, and change the line below production to point at it."

func spanningDataStore(g *graph.Graph) []Finding {
	var found []Finding
	for s := range g.Nodes(graph.Store) {
		if s.Is(graph.SpanningHandle) {
			found = append(found, spanningHandle(s))
			continue
		}
		if insideSpans(s) {
			continue
		}
		if production, below, ok := s.Crosses(); ok {
			found = append(found, spans(s, production, below))
		}
	}
	for a := range g.Nodes(graph.Scope) {
		if production, below, ok := a.Crosses(); ok && strings.HasSuffix(a.Type, "_app") && !insideCrosses(a) {
			found = append(found, spans(a, production, below))
		}
	}
	return found
}

// insideCrosses reports whether a store in an app is told about already. An app
// without one is a store all the same: what is deployed to it for staging
// replaces what runs, and writes, for production.
func insideCrosses(app *graph.Node) bool {
	for l := range app.Out(graph.Contains) {
		if _, _, ok := l.To.Crosses(); ok {
			return true
		}
	}
	return false
}

// insideSpans reports whether a database of the server is told about already.
func insideSpans(s *graph.Node) bool { return isServer(s) && insideCrosses(s) }

// isServer reports whether databases lie in a store: it is known by its address,
// or it is the cluster that a provider's API says has that address.
func isServer(s *graph.Node) bool { return databasesOn(s) > 0 }

func databasesOn(s *graph.Node) (n int) {
	for l := range s.Out(graph.Contains) {
		if strings.HasSuffix(l.To.Type, "_database") {
			n++
		}
	}
	return n
}

func spans(s *graph.Node, production, below graph.Membership) Finding {
	upper, lower := membership(production), membership(below)
	written := append(filesOf(lower), filesOf(upper)...) // where it is mended
	upper, lower = apart(upper, lower)
	basis := weakest([]Step{upper, lower})
	if mayExist(s) {
		basis = graph.Guessed
	}
	what := storeTitle(s)
	f := Finding{
		About: s, Severity: capGuess(spanSeverity(s), basis), Sure: basis,
		Title:     fmt.Sprintf("%s serves %s and %s", what, production.Env.Name, below.Env.Name),
		Message:   fmt.Sprintf("%s is named for %s and for %s; what is done to it in %s is done to production's data", what, place1(upper), place1(lower), below.Env.Name),
		Fix:       ownStore,
		WrongIf:   fmt.Sprintf("wrong if %s is not %s, or the name means another thing there", place1(lower), below.Env.Name),
		Tiers:     tiers(production.Tier, below.Tier),
		Locations: written,
		Key:       []string{s.Public(), string(below.Tier) + ">production"},
	}
	if n := databasesOn(s); n == 1 {
		f.Message = fmt.Sprintf("%s is %s's, and %s names a database on it; unless that database is %s's own, what is done to it in %s is done to production's data", what, production.Env.Name, place1(lower), below.Env.Name, below.Env.Name)
	} else if n > 1 {
		f.Message = fmt.Sprintf("%s is named for %s and for %s with different databases; who administers it in %s administers production's", what, place1(upper), place1(lower), below.Env.Name)
	}
	f.Paths = []Path{{Basis: basis, Steps: []Step{lower, upper}}}
	return f
}

// spanSeverity weighs what kind of store is shared.
func spanSeverity(s *graph.Node) Severity {
	switch {
	case roleOfStore(s) != "":
		return Low
	case isServer(s), strings.HasPrefix(s.Type, "docker_"), knownNotPrimary(s):
		return Medium
	}
	return High
}

func spanningHandle(s *graph.Node) Finding {
	note, _ := s.Trait(graph.SpanningHandle)
	f := Finding{
		About: s, Severity: Medium,
		Title:     fmt.Sprintf("one id of %s deletes it in every environment", storeTitle(s)),
		Message:   fmt.Sprintf("%s has an instance in each environment and one id for all of them; %s", storeTitle(s), joined(note.Why)),
		Fix:       "Keep production in a project of its own, so that no call made for staging can name its volume.",
		WrongIf:   "wrong if the environments are in different projects",
		Tiers:     []graph.Tier{graph.Production},
		Locations: []graph.Location{s.First()},
		Key:       []string{s.Public(), "handle"},
	}
	var ss []Step
	for l := range s.Out(graph.Destroys) {
		if l.To.Kind != graph.Store {
			continue
		}
		ss = append(ss, tell(l, ""))
		for _, m := range l.To.Environments() {
			f.Tiers = append(f.Tiers, m.Tier)
			ss = append(ss, membership(m))
		}
	}
	f.Tiers = tiers(f.Tiers...)
	f.Paths = []Path{{Basis: weakest(ss), Steps: ss}}
	return f
}

// place1 words the first place of a step.
// apart puts first what tells two memberships apart: one line of a template that
// is deployed to both environments is written once, and each has a file of its
// own that says so.
func apart(a, b Step) (Step, Step) {
	if len(a.Locations) == 0 || len(b.Locations) == 0 || a.Locations[0] != b.Locations[0] {
		return a, b
	}
	return ownFirst(a, b), ownFirst(b, a)
}

func ownFirst(s, other Step) Step {
	own := func(l graph.Location) bool { return l.File != "" && !slices.Contains(other.Locations, l) }
	i := slices.IndexFunc(s.Locations, own)
	if i < 1 {
		return s
	}
	s.Locations = slices.Concat([]graph.Location{s.Locations[i]}, s.Locations[:i], s.Locations[i+1:])
	return s
}

func place1(s Step) string {
	for _, l := range s.Locations {
		if l.File != "" {
			return at(l)
		}
	}
	return s.To.Name
}

func filesOf(s Step) []graph.Location {
	for _, l := range s.Locations {
		if l.File != "" {
			return []graph.Location{l}
		}
	}
	return nil
}
