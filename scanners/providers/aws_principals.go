// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
)

// This file says who holds power over what was listed. One family of answers
// (iam:GetAccountAuthorizationDetails) has every user, role, group and policy; they
// are judged here, by the rules that judge declared policies, and AWS is not asked
// to simulate anything. What lies outside of it can only forbid more: the policies
// of buckets and vaults, of sessions, and, where they may not be read, of the
// organisation.

// A principal is a user or a role with all that is attached to it.
type awsPrincipal struct {
	typ, arn, name string
	id             graph.ID
	docs           iam.Documents
	boundary       iam.Documents // nil for none
	hangs          string        // what of it is not known; ""
	trust          string        // of a role
	grip           *iam.Grip
	strong         bool // it opens something, or leads to one that does
}

// principals says who may delete what was listed.
func (a *awsAccount) principals(ctx context.Context, out *graph.Facts) {
	all, err := a.authorization(ctx)
	if err != nil {
		a.failed(out, "who may delete what", "iam", "GetAccountAuthorizationDetails", err)
		all = a.ownPolicies(ctx)
	}
	if len(all) == 0 {
		return
	}
	limits, unseen := a.serviceControl(ctx)
	stores := a.byType()
	for _, p := range all {
		a.draw(out, p, unseen)
		p.grip = iam.NewGrip(p.docs, p.limits(limits)...)
		p.strong = a.opens(out, p, stores)
	}
	a.chains(out, all)
	a.callerSpeaks(ctx, out, all)
	a.accessKeys(ctx, out, all)
}

// limits are the account's, and its own boundary.
func (p *awsPrincipal) limits(account []iam.Documents) []iam.Documents {
	if p.boundary == nil {
		return account
	}
	return append(slices.Clip(account), p.boundary)
}

// draw adds a principal. That nothing else is attached to it is worth as much as
// what is: a role that a workflow names then reaches no more than this.
func (a *awsAccount) draw(out *graph.Facts, p *awsPrincipal, unseen string) {
	why := at(p.arn, "the account lists it")
	p.id = out.Node(graph.Thing{Kind: graph.Identity, Type: p.typ, Key: p.arn, Name: p.name}, why)
	if p.typ == "aws_iam_role" {
		out.Note(p.id, graph.Trait{Name: graph.ManagedIdentity}, graph.Yes, why)
	}
	is := graph.Yes
	why.Says = "all policies that are attached to it were read"
	if unseen != "" {
		why.Says += "; " + unseen
	}
	if p.hangs != "" {
		is, why.Says = graph.Unknown, "not all of its policies could be read: "+p.hangs
	}
	out.Note(p.id, graph.Trait{Name: graph.PoliciesKnown}, is, why)
}

// A governed is what was listed, as policies name it.
type governed struct {
	id graph.ID
	iam.Resource
}

// byType sorts what was listed by its type.
func (a *awsAccount) byType() map[string][]governed {
	all := map[string][]governed{}
	for _, t := range a.targets {
		if typ := governedType(t); t.arn != "" && catalog.GovernedByType(typ) != nil {
			all[typ] = append(all[typ], governed{t.id, iam.Resource{ARN: iam.Plain(t.arn), Tags: iam.Tagged(t.tags)}})
		}
	}
	return all
}

// governedType is the type under which permissions speak of a thing: snapshots of
// RDS, Aurora, Neptune and DocumentDB are of one kind for the lists and of two for
// them.
func governedType(t awsTarget) string {
	switch {
	case strings.Contains(t.arn, ":cluster-snapshot:"):
		return "aws_db_cluster_snapshot"
	case strings.Contains(t.arn, ":auto-backup:"):
		return "aws_db_instance_automated_backup"
	case strings.Contains(t.arn, ":backup-vault:"):
		return "aws_backup_vault"
	}
	return t.typ
}

// many is from how many things of one type on a principal that has the same power
// over all of them opens them through one node.
const many = 50

// opens draws what a principal has power over, and reports whether that is
// anything.
func (a *awsAccount) opens(out *graph.Facts, p *awsPrincipal, stores map[string][]governed) bool {
	if why, ok := p.grip.Everything(); ok {
		why = slices.Clone(why)
		why[0].Says = "allows every action on everything"
		out.Link(graph.Edge{From: p.id, Verb: graph.Opens, To: a.scope, Power: graph.Full}, why...)
		return true
	}
	any := false
	for _, typ := range slices.Sorted(maps.Keys(stores)) {
		if !p.grip.Speaks(typ) {
			continue
		}
		targets := stores[typ]
		alike := p.grip.Alike(typ)
		var g iam.Granted
		for i, t := range targets {
			if i == 0 || !alike {
				g = p.grip.Over(typ, t.Resource)
			}
			if g.Power == 0 && !g.May {
				if alike {
					break
				}
				continue
			}
			any = true
			if alike && len(targets) >= many {
				out.Link(graph.Edge{From: p.id, Verb: graph.Opens, To: a.every(out, typ, targets), Power: g.Power}, g.Why...)
				break
			}
			out.Link(graph.Edge{From: p.id, Verb: graph.Opens, To: t.id, Power: g.Power}, g.Why...)
		}
	}
	return any
}

// every is all of one type in the account, so that a thousand principals over a
// thousand stores are two thousand links and not a million.
func (a *awsAccount) every(out *graph.Facts, typ string, targets []governed) graph.ID {
	if id, ok := a.everyType[typ]; ok {
		return id
	}
	name := typ
	if s, _ := catalog.StoreByType(typ); s != nil {
		name = s.Title
	}
	why := graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: "arn:aws:iam::" + a.id + ":root"}, Says: "one of all that the account lists"}
	id := out.Node(graph.Thing{Kind: graph.Scope, Type: "aws_every", Key: "aws_account/" + a.id + "/" + typ, Name: name + " of " + a.id}, why)
	Contains(out, a.scope, id, why)
	for _, t := range targets {
		Contains(out, id, t.id, why)
	}
	if a.everyType == nil {
		a.everyType = map[string]graph.ID{}
	}
	a.everyType[typ] = id
	return id
}
