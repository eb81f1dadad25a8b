// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

type iamKey struct {
	ID     string `xml:"AccessKeyId"`
	Status string // Active, Inactive
}

// maxKeyLists is of how many users the names of their access keys are asked: one
// request each. Users with power come first.
const maxKeyLists = 1000

// accessKeys asks for the ids of the users' access keys, which are no secrets: an
// id that stands in a file is then known to speak as its user.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
func (a *awsAccount) accessKeys(ctx context.Context, out *graph.Facts, all []*awsPrincipal) {
	var users []*awsPrincipal
	for _, p := range all {
		if p.typ == "aws_iam_user" {
			users = append(users, p)
		}
	}
	slices.SortStableFunc(users, func(p, q *awsPrincipal) int { return cmp.Compare(rank(p), rank(q)) })
	if len(users) > maxKeyLists {
		a.c.Gap(out, a.in("").address("iam", "ListAccessKeys"), graph.TooLarge, "the access keys of "+strconv.Itoa(len(users)-maxKeyLists)+" users were not asked for, of "+strconv.Itoa(len(users)))
		users = users[:maxKeyLists]
	}
	keys := make([][]iamKey, len(users))
	errs := make([]error, len(users))
	var refused atomic.Bool // once is for all
	beside(len(users), func(i int) {
		if refused.Load() {
			return
		}
		var got struct {
			Keys []iamKey `xml:"ListAccessKeysResult>AccessKeyMetadata>member"` // two at most
		}
		if errs[i] = a.iam(ctx, "ListAccessKeys", url.Values{"UserName": {users[i].name}}, &got); errs[i] != nil {
			refused.Store(true)
		}
		keys[i] = got.Keys
	})
	for i, u := range users {
		if errs[i] != nil && !NotFound(a.failure("iam", "ListAccessKeys", errs[i])) {
			a.failed(out, "whose access keys are whose", "iam", "ListAccessKeys", errs[i])
			break
		}
		for _, k := range keys[i] {
			a.key(out, u.id, u.arn, k)
		}
	}
}

func rank(p *awsPrincipal) int {
	if p.strong {
		return 0
	}
	return 1
}

// key notes an access key's id of a user. One that is inactive opens nothing.
func (a *awsAccount) key(out *graph.Facts, user graph.ID, arn string, k iamKey) {
	id, ok := secret.AWSKeyID(secret.New(k.ID))
	if !ok {
		return
	}
	is, says := graph.Yes, "the API lists it as its active access key"
	if k.Status == "Inactive" {
		is, says = graph.No, "the API lists it as an access key that is inactive"
	}
	out.Note(user, graph.Trait{Name: graph.PublicPart, Detail: id}, is, at(arn, says))
}

// callerSpeaks ties the credential that the user gave to whom it speaks for.
func (a *awsAccount) callerSpeaks(ctx context.Context, out *graph.Facts, all []*awsPrincipal) {
	keys, err := a.cfg.Credentials.Retrieve(ctx)
	if err != nil || keys.SessionToken != "" {
		return // temporary: nowhere else, and gone in hours
	}
	why := a.fetched("sts", "GetCallerIdentity", "the caller")
	given := Given(out, "aws_iam_user_access_key", "AWS_ACCESS_KEY_ID", secret.New(keys.AccessKeyID), why)
	if strings.HasSuffix(a.caller, ":root") {
		out.Link(graph.Edge{From: given, Verb: graph.Opens, To: a.scope, Power: graph.Full}, why)
		return
	}
	for _, p := range all {
		if p.arn == a.caller {
			a.key(out, p.id, p.arn, iamKey{ID: keys.AccessKeyID})
			out.Note(given, graph.Trait{Name: graph.PublicPart, Detail: keys.AccessKeyID}, graph.Yes, why)
		}
	}
}

// keyOwners is the derivation that lets an access key which a file holds speak as
// the user whom the API names as its owner. What the key opened for all that the
// file says it opens no longer: its user's policies are known, or the key is off.
var keyOwners = graph.Derivation{
	Name: "key-owners", Doc: "an access key of AWS speaks as the user whom the API names", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		type owned struct {
			by   *graph.Node
			note graph.Noted
		}
		owners := map[string]owned{}
		for n := range g.Nodes(graph.Identity) {
			for t := range n.Traits(graph.PublicPart) {
				owners[t.Detail] = owned{n, t}
			}
		}
		for c := range g.Nodes(graph.Credential) {
			for part := range c.Traits(graph.PublicPart) {
				o, ok := owners[part.Detail]
				switch {
				case !ok:
				case o.note.Is != graph.Yes:
					out.Note(c.ID, graph.Trait{Name: graph.PoliciesKnown}, graph.Yes, o.note.Why...)
				default:
					out.Link(graph.Edge{From: c.ID, Verb: graph.SpeaksAs, To: o.by.ID}, o.note.Why...)
					if known, ok := o.by.Trait(graph.PoliciesKnown); ok {
						out.Note(c.ID, known.Trait, known.Is, known.Why...)
					}
				}
			}
		}
	},
}
