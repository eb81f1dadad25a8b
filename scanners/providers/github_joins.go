// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// What a workflow says and what GitHub lists meet by keys: the secrets, and the
// environments, of a scanned tree's repository have the keys that its workflows'
// scanner gives. What is left to join is what is not listed where a job looks for
// it first.

// A listing is what GitHub said of the repository of one tree.
type listing struct {
	complete map[string]graph.Evidence // lists of the repository of which nothing is missing
	envs     map[string]*graph.Node    // by name in lower case
	given    map[string]*graph.Node    // secrets of the organisation that the repository gets, by name
}

// listings are by the name that facts of the tree have.
func listings(g *graph.Graph) map[string]*listing {
	all := map[string]*listing{}
	for s := range g.Nodes(graph.Scope) {
		if s.Type != "github_repository" || !isListed(s) {
			continue
		}
		l := &listing{completeOf(s), map[string]*graph.Node{}, map[string]*graph.Node{}}
		for w := range s.In(graph.Within) {
			if strings.HasPrefix(w.From.Public(), "slot:github_organization_secret/") {
				l.given[w.From.Name] = w.From
			}
		}
		tree, _ := beforeKey(s, "github_repository")
		all[tree] = l
	}
	for h := range g.Nodes(graph.Holder) {
		if h.Type != "github_environment" {
			continue
		}
		tree, name := beforeKey(h, "github_environment")
		if l := all[tree]; l != nil {
			l.envs[name] = h
		}
	}
	return all
}

// completeOf are the lists of a thing of which nothing is missing.
func completeOf(n *graph.Node) map[string]graph.Evidence {
	complete := map[string]graph.Evidence{}
	for t := range n.Traits(graph.ListComplete) {
		complete[t.Detail] = t.Why[0]
	}
	return complete
}

// beforeKey takes a local key apart (see [graph.Facts.Local]): the tree, and what
// follows the type.
func beforeKey(n *graph.Node, typ string) (tree, rest string) {
	key := strings.TrimPrefix(n.Public(), string(n.Kind)+":")
	tree, local, ok := strings.Cut(key, "//")
	if !ok {
		tree, local = "", key
	}
	return tree, strings.TrimPrefix(local, typ+"/")
}

// underOf is the deployment environment that a job declares, in lower case: to
// GitHub, case makes no difference.
func underOf(job *graph.Node) (string, bool) {
	for t := range job.Traits(graph.DeclaredUnder) {
		return strings.ToLower(t.Detail), true
	}
	return "", false
}

// newEnvironment is GitHub's word on an environment that a workflow names and
// nobody has made.
var newEnvironment = graph.Evidence{Basis: graph.Known,
	At:   graph.Location{URL: "https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments"},
	Says: "a run makes an environment that its workflow names, without protection rules"}

// githubGates hands what guards an environment to the jobs that declare it. An
// environment that GitHub does not list is made, unguarded, by the first run that
// names it. A person who is asked within the workflow is asked all the same.
var githubGates = graph.Derivation{
	Name: "github-gates", Doc: "a job is gated as the GitHub environment is that it declares", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		all := listings(g)
		for job := range g.Nodes(graph.Holder) {
			l := all[job.First().Repo]
			name, ok := underOf(job)
			if !ok || l == nil || job.Is(graph.Gated) {
				continue
			}
			if env := l.envs[name]; env != nil {
				for gate := range env.Traits(graph.Gated) {
					out.Note(job.ID, gate.Trait, gate.Is, gate.Why...)
				}
				continue
			}
			if why, ok := l.complete["environments"]; ok {
				why.Says = "the repository has no environment of this name"
				out.Note(job.ID, graph.Trait{Name: graph.Gated}, graph.No, why, newEnvironment)
			}
		}
	},
}

// githubSecrets says which secret a job gets. GitHub looks for a name in the
// job's environment, then in the repository, then among what the organisation
// gives it; a level counts as passed only where its list is complete.
// https://docs.github.com/en/actions/reference/security/secrets
var githubSecrets = graph.Derivation{
	Name: "github-secrets", Doc: "a secret that a job reads is the one of its name that GitHub lists nearest to the job", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		all := listings(g)
		byKey := map[string]*graph.Node{}
		for s := range g.Nodes(graph.Slot) {
			if s.Type == "github_secret" {
				byKey[s.Public()] = s
			}
		}
		for s := range g.Nodes(graph.Slot) {
			if s.Type != "github_secret" || !s.HasIn(graph.Reads) || isListed(s) {
				continue
			}
			for r := range s.In(graph.Reads) {
				tree := r.From.First().Repo
				if l := all[tree]; l != nil {
					l.settle(out, byKey, tree, r.From, s)
					break // all that read one slot read it at one level
				}
			}
		}
	},
}

// settle finds what a job gets for a slot that is not listed where it is looked
// for first.
func (l *listing) settle(out *graph.Facts, byKey map[string]*graph.Node, tree string, job, s *graph.Node) {
	env, under := underOf(job)
	own := slotKey(tree, s.Name)
	switch {
	case under && s.Public() == slotKey(tree, env, s.Name):
		if !l.keepsNone(env) {
			return
		}
		if r := byKey[own]; r != nil && isListed(r) {
			out.Same(s.ID, r.ID, listedAt(r))
			return
		}
	case s.Public() != own:
		return // a stranger's, or of a workflow that GitHub does not run
	}
	if _, ok := l.complete["secrets"]; !ok {
		return
	}
	if o := l.given[s.Name]; o != nil {
		out.Same(s.ID, o.ID, listedAt(o))
		return
	}
	if why, ok := l.complete["organization secrets"]; ok {
		why.Says = "GitHub lists no secret of this name that the job could get"
		out.Note(s.ID, graph.Trait{Name: graph.NobodysSecret, Detail: "no such secret exists"}, graph.Yes, why)
	}
}

// keepsNone reports whether an environment is known to keep no secrets but those
// that are listed, or not to exist.
func (l *listing) keepsNone(env string) bool {
	if e := l.envs[env]; e != nil {
		_, ok := completeOf(e)["secrets"]
		return ok
	}
	_, ok := l.complete["environments"]
	return ok
}

// slotKey is the public id of a secret of a tree's repository or environment.
func slotKey(tree string, parts ...string) string {
	return "slot:" + strings.TrimLeft(tree+"//github_secret/"+strings.Join(parts, "/"), "/")
}

// listedAt is where an API's answer names a thing.
func listedAt(n *graph.Node) graph.Evidence {
	for _, e := range n.At {
		if e.Basis == graph.Fetched {
			return e
		}
	}
	return graph.Evidence{}
}
