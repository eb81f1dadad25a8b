// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// declaredRoles says that the role whose ARN a workflow names is the one of that
// name that this repository declares, where it declares one and its account is
// not known. Two of one name may lie in two accounts: then nothing is said.
var declaredRoles = graph.Derivation{
	Name: "declared-roles", Doc: "a role named by its ARN is the one of its name that the repository declares", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		byName := map[string][]*graph.Node{}
		var named []*graph.Node
		for n := range g.Nodes(graph.Identity) {
			switch {
			case n.Type != "aws_iam_role":
			case arnOf(n) != "":
				named = append(named, n)
				if n.HasOut(graph.Within) { // declared in a known account
					byName[roleName(arnOf(n))] = append(byName[roleName(arnOf(n))], n)
				}
			case n.HasOut(graph.Within):
				byName[n.Name] = append(byName[n.Name], n)
			}
		}
		for _, n := range named {
			if d := byName[roleName(arnOf(n))]; len(d) == 1 && d[0] != n {
				out.Same(n.ID, d[0].ID, graph.Evidence{Basis: graph.Named, At: d[0].First(), Says: "the one role of that name that this repository declares"})
			}
		}
	},
}

// arnOf is the ARN that an identity is known by, or "".
func arnOf(n *graph.Node) string {
	for _, name := range n.Names {
		if arn, ok := secret.ARN(secret.New(name)); ok {
			return arn
		}
	}
	if arn, ok := secret.ARN(secret.New(strings.TrimPrefix(n.Public(), "identity:"))); ok {
		return arn
	}
	return ""
}

func roleName(arn string) string { return arn[strings.LastIndexByte(arn, '/')+1:] }

// roleAccounts lets a role act in its account where its policies are not known.
// What it may do there is not known either.
var roleAccounts = graph.Derivation{
	Name: "role-accounts", Doc: "a role whose policies are not seen acts in its account", Stage: graph.Vendors,
	Run: func(g *graph.Graph, out *graph.Facts) {
		for n := range g.Nodes(graph.Identity) {
			if n.Type != "aws_iam_role" || n.Is(graph.PoliciesKnown) {
				continue
			}
			account, ok := secret.AccountInARN(secret.New(arnOf(n)))
			if !ok {
				continue
			}
			for l := range n.In(graph.SpeaksAs) {
				scope := out.Node(graph.Thing{Kind: graph.Scope, Type: "aws_account", Key: "aws_account/" + account, Name: account})
				why := graph.Evidence{Basis: graph.ReadInFile, At: l.Why[0].At, Says: "a role acts in its account; what it may do there is not in this file"}
				out.Link(graph.Edge{From: n.ID, Verb: graph.Opens, To: scope}, why)
			}
		}
	},
}
