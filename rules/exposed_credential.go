// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// ExposedCredential asks which typed credential stands in plaintext in a file
// that git tracks, or, where it was read, in the history.
var ExposedCredential = add(Rule{
	ID: "exposed-credential", Severity: Medium, About: graph.Credential,
	Title:  "A typed credential stands in plaintext in a tracked file or the git history",
	Why:    "Everyone who can read the repository, now or in any clone of it, has the credential. A git-ignored file on one disk is where it belongs; the repository is not. Taking it out of the tree, or rewriting the history, revokes nothing: clones, forks and caches keep what was pushed.",
	Fix:    "Revoke it at the provider, put its successor into a secret store or a git-ignored file, and read it from the environment.",
	Cannot: "The git history is read with --history only, by gitleaks' rules: neither messages of commits nor what only a reflog knows; whether the credential is still valid is not asked.",
	CWE:    []int{798}, OWASP: []string{"NHI2"},
	Check: exposedCredential,
})

func exposedCredential(g *graph.Graph) []Finding {
	var found []Finding
	piles := map[pile][]Finding{}
	var order []pile
	for c := range g.Nodes(graph.Credential) {
		if nobodys(c) || c.Is(graph.Allowed) && !c.Is(graph.InTheOpen) {
			continue
		}
		var open []*graph.Link
		for l := range c.In(graph.Holds) {
			if f := fileOf(l.From); f != nil && f.Is(graph.TraitTracked) {
				open = append(open, l)
			}
		}
		tracked := len(open) > 0
		open = slices.AppendSeq(open, c.In(graph.Held))
		if len(open) == 0 {
			continue
		}
		p := pile{c.Type, open[0].Why[0].At.File, !tracked}
		if piles[p] == nil {
			order = append(order, p)
		}
		piles[p] = append(piles[p], exposed(c, open))
	}
	for _, p := range order {
		found = append(found, p.tell(piles[p])...)
	}
	return found
}

// A pile is many credentials of one kind in one file: test vectors, seeds, an
// export. It is one thing to mend.
type pile struct {
	kind, file string
	past       bool // in the history alone
}

// Beyond these numbers credentials of one kind in one file are told together, and
// are taken as made by a generator.
const (
	pileTogether  = 4
	pileGenerated = 10
)

func (p pile) tell(fs []Finding) []Finding {
	if len(fs) < pileTogether {
		return fs
	}
	one := fs[0]
	for _, f := range fs[1:] {
		one.Severity = max(one.Severity, f.Severity)
		one.Locations = append(one.Locations, f.Locations...)
		one.Paths = append(one.Paths, f.Paths...)
	}
	if len(fs) >= pileGenerated {
		one.Severity = Note
	}
	one.Title = fmt.Sprintf("%d credentials of the kind %s stand in plaintext in %s", len(fs), kindTitle(one.About), p.file)
	one.Message = one.Title + ", which git tracks"
	if p.past {
		one.Title = fmt.Sprintf("%d credentials of the kind %s stand in the git history of %s", len(fs), kindTitle(one.About), p.file)
		one.Message = one.Title + "; everybody with a clone has them"
	}
	if len(fs) >= pileGenerated {
		one.Message += "; so many in one file are usually made up, and so this is a note"
	}
	one.Key = []string{p.kind, p.file}
	if p.past {
		one.Key = append(one.Key, "history")
	}
	return []Finding{one}
}

func exposed(c *graph.Node, open []*graph.Link) Finding {
	f := Finding{
		About: c, Severity: exposure(c, open),
		Title:   fmt.Sprintf("%s (%s) stands in plaintext in %s", c.Name, kindTitle(c), open[0].Why[0].At.File),
		Message: fmt.Sprintf("the %s stands in plaintext in %s, which git tracks", called(c), at(open[0].Why[0].At)),
		Fix:     "Revoke it at the provider, put its successor into a secret store or a git-ignored file, and read it from the environment.",
		WrongIf: "wrong if the value is an example, a test's own, or already revoked",
		Tiers:   []graph.Tier{},
		Key:     []string{c.Public()},
	}
	var past []*graph.Link
	for _, l := range open {
		if l.Verb == graph.Held {
			past = append(past, l)
		}
	}
	if more := len(open) - len(past) - 1; more > 0 {
		f.Message += fmt.Sprintf(", and in %d more places", more)
	}
	if len(past) == len(open) {
		f = pastOnly(f, past)
	} else if len(past) > 0 {
		f.Message += alsoPast(past)
	}
	for _, l := range open {
		says := "it stands here"
		if l.Verb == graph.Held {
			says = "it stood here" + until(l.Why[0].At)
		}
		s := tell(l, says)
		f.Locations = append(f.Locations, filesOf(s)...)
		f.Paths = append(f.Paths, Path{Basis: l.Basis(), Steps: []Step{s}})
	}
	return f
}

// exposure is medium for a kind that somebody documents, a note for a value that
// only looks random, or whose only places are tests, examples and documents.
func exposure(c *graph.Node, open []*graph.Link) Severity {
	if c.Detail(graph.Mode) == "test" {
		return Note
	}
	serious, deployed := false, false
	for _, l := range open {
		if roleOf(l.From) != "" {
			continue
		}
		serious = true
		for _, m := range l.From.Environments() {
			deployed = deployed || m.Tier == graph.Production || m.Tier == graph.Staging
		}
	}
	if !serious {
		return Note
	}
	if c.Type == "signing_secret" && !deployed || c.Type == "jwt" {
		return Note // a name or a form that every test run has as well
	}
	if c.Type == "aws_iam_user_access_key" && !slices.ContainsFunc(c.Names, func(n string) bool { return strings.Contains(strings.ToLower(n), "secret") }) {
		return Note // the id without its secret
	}
	if !c.HasOut(graph.Opens) && (c.Type == "secret" || strings.HasPrefix(c.Type, "generic") || c.Type == "kubernetes-secret-yaml" || strings.HasSuffix(c.Type, "_password") || c.Type == "database_connection") {
		return Note
	}
	return Medium
}
