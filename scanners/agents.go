// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Agents reads what coding agents are given in a repository.
var Agents = add(Scanner{
	Name:  "agents",
	Doc:   "Files of coding agents (Claude Code, Cursor, VS Code, Codex, Gemini, opencode, Windsurf, Roo, Kiro): that one works here, its tools with their credentials, what it may run unasked",
	Match: func(p string) bool { return clientOf(p) != nil },
	File:  agentsFile,
})

// An agentFile is a file of an agent while it is read.
type agentFile struct {
	*File
	out    *graph.Facts
	client *agentClient
	agent  graph.ID
	root   *doc.Node
}

// agentsFile says that an agent works in the folder and reads what it is given.
// Files in examples, documents and tests are read for credentials, but no agent
// works there.
func agentsFile(f *File, out *graph.Facts) { AgentsLike(f.Path)(f, out) }

// AgentsLike reads a file as the agent whose file has the given path: one that a
// variable has moved has another name.
func AgentsLike(path string) func(f *File, out *graph.Facts) {
	return func(f *File, out *graph.Facts) { readAgent(&agentFile{File: f, out: out, client: clientOf(path)}) }
}

func readAgent(a *agentFile) {
	f, out := a.File, a.out
	if a.client.read == nil && claim.RoleOf(path.Join(f.Dir(), "x")) != "" {
		return
	}
	if a.client.read != nil {
		if len(bytes.TrimSpace(f.Data)) == 0 {
			return
		}
		roots := settings(f, out)
		if len(roots) == 0 || roots[0] == nil {
			return
		}
		a.root = roots[0]
	}
	if a.client.key != "vscode" || f.Base() == "mcp.json" {
		a.works()
	}
	if a.client.read != nil {
		a.client.read(a)
	}
}

// works adds the agent, and lets it read the folder and its settings.
func (a *agentFile) works() {
	if !a.agent.IsZero() || claim.RoleOf(path.Join(a.Dir(), "x")) != "" {
		return
	}
	if a.User {
		a.worksAsUser()
		return
	}
	why := a.Read(1, 1, a.client.name+" is set up to work in this folder")
	a.agent = a.out.Node(graph.Thing{Kind: graph.Holder, Type: "agent", Key: a.out.Local("agent", a.client.key), Name: a.client.name}, why)
	tree := a.out.Node(graph.Thing{Kind: graph.Holder, Type: "working_tree", Key: a.out.Local("working_tree"), Name: "."}, why)
	a.out.Link(graph.Edge{From: a.agent, Verb: graph.Reads, To: tree}, why)
	a.out.Link(graph.Edge{From: a.agent, Verb: graph.Reads, To: a.Holder(a.out)}, why)
}

// worksAsUser adds an agent that is set up for its user and not for one folder.
func (a *agentFile) worksAsUser() {
	why := a.Read(1, 1, "its settings lie here")
	a.agent = a.out.Node(graph.Thing{Kind: graph.Holder, Type: "agent", Key: a.out.Local("agent", a.client.key), Name: a.client.name}, why)
	a.out.Link(graph.Edge{From: a.agent, Verb: graph.Reads, To: Workstation(a.out, why)}, why)
	a.out.Link(graph.Edge{From: a.agent, Verb: graph.Reads, To: a.Holder(a.out)}, why)
}

// Workstation is what a person works on: it reads what its user can read.
func Workstation(out *graph.Facts, why ...graph.Evidence) graph.ID {
	return out.Node(graph.Thing{Kind: graph.Holder, Type: "workstation", Key: "workstation", Name: "this workstation"}, why...)
}

// unasked notes what the agent may do with nobody asked.
func (a *agentFile) unasked(detail string, why ...graph.Evidence) {
	a.works()
	a.out.Note(a.agent, graph.Trait{Name: graph.ActsUnasked, Detail: detail}, graph.Yes, why...)
}

// environmentOf claims variables that an agent's settings set for its commands.
func (a *agentFile) environmentOf(holder graph.ID, env *doc.Node) {
	var pairs []claim.Pair
	for _, p := range a.variables(env) {
		if a.reference(holder, p.Name, p.Value, p.At) {
			continue
		}
		pairs = append(pairs, p)
	}
	if len(pairs) > 0 {
		claim.Pairs(a.out, holder, pairs)
	}
}

// rulesOf are the entries of a list that allow or withhold commands.
func (a *agentFile) rulesOf(list *doc.Node, parse func(secret.Value) (claim.Permission, bool)) (rules []rule) {
	for n := range list.Items() {
		if p, ok := parse(n.Value()); ok {
			rules = append(rules, rule{p, n})
		}
	}
	return rules
}

// A rule is an entry of a permission list and its place.
type rule struct {
	claim.Permission
	node *doc.Node
}

// permit notes what the allowed entries let an agent destroy, less what other
// entries withhold. Credentials in an entry are claimed too.
func (a *agentFile) permit(allowed, withheld []rule) {
	for _, r := range slices.Concat(allowed, withheld) {
		claim.Credentials(a.out, a.Holder(a.out), a.Path, r.Text, r.node.Line, r.node.Column)
	}
	not := make([]claim.Permission, len(withheld))
	for i, r := range withheld {
		not[i] = r.Permission
	}
	granted := map[string]bool{}
	for _, r := range allowed {
		if name, _, ok := claim.Permits(r.Permission, not); ok {
			granted[name] = true
		}
	}
	for _, r := range allowed {
		name, o, ok := claim.Permits(r.Permission, not)
		if !ok || within(name, granted) {
			continue
		}
		why := []graph.Evidence{a.readAt(r.node, a.client.name+" may run it with nobody asked")}
		switch {
		case o == nil:
		case !o.Verified:
			why = append(why, graph.Evidence{Basis: graph.Guessed, Says: "what it can lose is not documented"})
		case len(o.Sources) > 0:
			why = append(why, graph.Evidence{Basis: graph.Known, At: graph.Location{URL: o.Sources[0]}, Says: "with it: " + o.Call + ", which loses " + o.Loses})
		}
		a.unasked(name, why...)
	}
}

// within reports whether a wider entry covers a command: "kubectl" covers
// "kubectl delete".
func within(name string, granted map[string]bool) bool {
	if name != claim.AnyCommand && granted[claim.AnyCommand] {
		return true
	}
	for i, c := range name {
		if c == ' ' && granted[name[:i]] && name != claim.AnyCommand {
			return true
		}
	}
	return false
}

// prefixed reads the command of an entry whose wildcard stands at its end: the
// whole of "terraform destroy:*", "terraform *", "*".
func prefixed(v secret.Value) (claim.Permission, bool) {
	if v.OneOf("", "*", "**", ":*", "* ") != "" || v.Empty() {
		return claim.Permission{Any: true}, true
	}
	p := claim.Permission{Text: v}
	for _, mark := range []string{":*", " *", "*", " .*"} {
		if before, rest, found := v.Cut(mark); found {
			if !rest.Empty() {
				return claim.Permission{}, false // a wildcard in the middle narrows what follows
			}
			p.Text, p.Prefix = before, true
			break
		}
	}
	return p, !p.Text.Empty()
}
