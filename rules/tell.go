// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// tell turns a link into a step of a story.
func tell(l *graph.Link, says string) Step {
	s := Step{From: l.From, To: l.To, Verb: l.Verb, Power: l.Power, Basis: l.Basis(), Says: says}
	if s.Says == "" {
		s.Says = phrase(l)
	}
	s.Locations = placesOf(l.Why)
	return s
}

// phrase says what a link means, then how it is known.
func phrase(l *graph.Link) string {
	what := ""
	switch l.Verb {
	case graph.Reads:
		what = l.From.Name + " can read " + l.To.Name
		if l.To.Type == "working_tree" {
			what = l.From.Name + " can read this folder"
		} else if l.From.Type == "working_tree" {
			what = "it can read " + l.To.Name
		} else if l.To.Type == "workstation" {
			what = l.From.Name + " runs as you on this workstation"
		}
	case graph.Holds:
		what = l.To.Name + " is here"
	case graph.SpeaksAs:
		what = l.From.Name + " may speak as " + l.To.Name
	case graph.Opens:
		what = "it opens " + storeTitle(l.To)
	case graph.Mounts:
		what = l.From.Name + " mounts " + storeTitle(l.To)
	case graph.Contains:
		what = storeTitle(l.To) + " lies in " + storeTitle(l.From)
	case graph.Destroys:
		what = "deleting " + l.From.Name + " deletes " + l.To.Name
	case graph.InEnv:
		what = l.From.Name + " is " + l.To.Name + "'s"
	case graph.CopyOf:
		what = l.From.Name + " is a copy of " + storeTitle(l.To)
	case graph.Within:
		what = l.From.Name + " is written in " + l.To.Name
	case graph.Runs:
		what = l.From.Name + " runs " + l.To.Name
	case graph.Held:
		what = "it stood in " + l.From.Name
	}
	if why := joined(l.Why); why != "" && why != what {
		what += ": " + why
	}
	return what
}

// joined words a chain of evidence.
func joined(c graph.Chain) string {
	var parts []string
	for _, e := range c {
		if e.Says != "" && !slices.Contains(parts, e.Says) {
			parts = append(parts, e.Says)
		}
	}
	return strings.Join(parts, "; ")
}

// placesOf lists a chain's places: files first, then documents, each once.
func placesOf(c graph.Chain) []graph.Location {
	var files, pages []graph.Location
	seen := map[graph.Location]bool{}
	for _, e := range c {
		if e.At.IsZero() || seen[e.At] {
			continue
		}
		seen[e.At] = true
		if e.At.File != "" {
			files = append(files, e.At)
		} else {
			pages = append(pages, e.At)
		}
	}
	return append(files, pages...)
}

// steps tells links in order.
func steps(links []*graph.Link) []Step {
	var out []Step
	for _, l := range links {
		out = append(out, tell(l, ""))
	}
	return out
}

// membership tells why a thing belongs to an environment.
func membership(m graph.Membership) Step {
	s := tell(m.Link, "")
	whose := "the provider's answer"
	if m.Link.Why.Owner() {
		whose = "the owner's word"
	} else if m.Basis() != graph.Fetched {
		return s
	}
	for t := range m.Link.From.Traits(graph.Overruled) {
		for _, e := range t.Why {
			if e.At.File != "" {
				s.Says += fmt.Sprintf("; %s says %s, and %s counts", at(e.At), t.Detail, whose)
				s.Locations = append([]graph.Location{e.At}, s.Locations...)
				break
			}
		}
	}
	return s
}

// weakest is as sure as the least sure step.
func weakest(ss []Step, more ...graph.Basis) graph.Basis {
	for _, s := range ss {
		more = append(more, s.Basis)
	}
	return graph.Weakest(more...)
}

// capGuess keeps a severity at or below medium where something is guessed.
func capGuess(s Severity, b graph.Basis) Severity {
	if b == graph.Guessed {
		return min(s, Medium)
	}
	return s
}

// kindTitle words what a credential is: "Railway account token".
func kindTitle(n *graph.Node) string {
	if t := n.Detail(graph.KindTitle); t != "" {
		return t
	}
	switch {
	case n.Kind == graph.Identity:
		return strings.NewReplacer("aws_iam", "AWS", "google", "Google", "azure", "Azure", "_", " ").Replace(n.Type)
	case strings.HasSuffix(n.Type, "_password"):
		return strings.TrimSuffix(n.Type, "_password") + " password"
	case n.Type == "database_connection":
		return "database credential"
	case n.Type == "signing_secret":
		return "signing secret"
	case n.Type == "secret" || strings.HasPrefix(n.Type, "generic"):
		return "secret of unknown kind"
	}
	return strings.ReplaceAll(strings.ReplaceAll(n.Type, "_", " "), "-", " ")
}

// KindTitle words what a credential is, for listings that are no findings.
func KindTitle(n *graph.Node) string { return kindTitle(n) }

// StoreTitle words a store, a scope or an identity in the same way.
func StoreTitle(n *graph.Node) string { return storeTitle(n) }

// called is a credential's kind and name: "Railway account token RAILWAY_API_TOKEN".
func called(n *graph.Node) string {
	if t := kindTitle(n); t != n.Name {
		return t + " " + n.Name
	}
	return n.Name
}

// storeTitle words a store: "volume pgdata", "postgres database app on db.example".
func storeTitle(s *graph.Node) string {
	if t := s.Detail(graph.KindTitle); t != "" {
		return t + " " + s.Name
	}
	return strings.ReplaceAll(strings.Replace(s.Type, "_volume_instance", "_volume", 1), "_", " ") + " " + s.Name
}

// advice is how to narrow what is involved, by the vendor's document, or the
// rule's own text.
func advice(n *graph.Node, fallback string) string {
	var parts []string
	if d := n.Detail(graph.Narrower); d != "" {
		parts = append(parts, "Use a "+d+" instead")
	} else if d := n.Detail(graph.CannotNarrow); d != "" {
		parts = append(parts, d)
	}
	if d := n.Detail(graph.HowToFix); d != "" {
		parts = append(parts, d)
	}
	if len(parts) == 0 {
		return fallback
	}
	return strings.Join(parts, ": ")
}

// tiers lists tiers, sorted by name, each once.
func tiers(ts ...graph.Tier) []graph.Tier {
	var out []graph.Tier
	for _, t := range []graph.Tier{graph.Development, graph.Preview, graph.Production, graph.Shared, graph.Staging, graph.Test} {
		if slices.Contains(ts, t) {
			out = append(out, t)
		}
	}
	return out
}

// nobodys reports whether a credential is public by design, a default or a
// placeholder.
func nobodys(n *graph.Node) bool { return n.Is(graph.NobodysSecret) }

// firstFile is a finding's place: the first one in a file of a chain.
func firstFile(c graph.Chain) []graph.Location {
	for _, e := range c {
		if e.At.File != "" {
			return []graph.Location{e.At}
		}
	}
	return nil
}
