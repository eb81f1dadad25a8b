// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// In this file: documents that a provider's API answers, for a whole account.

// Answered reads a policy as the API answers it, in JSON. Every statement is
// cited by its Sid or number behind the policy's own place.
func Answered(json string, policy graph.Evidence) Document {
	d := Parse(declared.Scalar(secret.New(json)))
	for i := range d.Statements {
		s := &d.Statements[i]
		at := policy
		at.At.URL += "#" + orElse(plainWord(s.ID), digits(i+1))
		s.Why = graph.Chain{at}
	}
	return d
}

// plainWord is a Sid, which AWS restricts to letters and digits; "" for any other.
func plainWord(s string) string {
	if len(s) > 64 || strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	}) {
		return ""
	}
	return s
}

// Catalogued is a policy that AWS keeps, as the catalog knows it.
func Catalogued(arn string) Document {
	return managed("arn:aws:iam::aws:policy/" + awsManaged.ReplaceAllString(arn, ""))[0]
}

// Tagged are the tags of a resource that was listed with them.
func Tagged(tags map[string]string) declared.Value {
	if tags == nil {
		return declared.Value{}
	}
	fields := make(map[string]declared.Value, len(tags))
	for k, v := range tags {
		fields[k] = declared.Scalar(secret.New(v))
	}
	return declared.Map(fields)
}

// OnlyReads reports whether all that documents allow is known, changes nothing and
// reads no secrets: who may speak with them is nobody's worry here.
func (ds Documents) OnlyReads() bool { return (&actor{docs: ds}).onlyReads() }

// Trusts draws who may speak as a role by the trust that the API answered: the
// identities that it names, and too many of an issuer's tokens. It returns how the
// trust leaves it to the policies of accounts who may, by account number.
func Trusts(out *graph.Facts, account string, role graph.ID, trust Document) map[string]graph.Chain {
	w := &World{out: out, set: &declared.Set{}, answered: true, account: account}
	w.trusts(&actor{Resource: &declared.Resource{}, id: role}, Documents{trust})
	left := map[string]graph.Chain{}
	for i := range trust.Statements {
		s := &trust.Statements[i]
		if s.Effect != graph.Yes || s.NotPrincipal || !assumes(s) {
			continue
		}
		for _, p := range s.Principals {
			if account, ok := wholeAccount(p); ok {
				why := slices.Clone(s.Why)
				if len(s.Conditions) > 0 && len(why) > 0 {
					why[0].Basis = graph.Named // it narrows when, not who
				}
				left[account] = append(left[account], why...)
			}
		}
	}
	return left
}

// wholeAccount is the account that a principal names as a whole: its number, or
// the ARN of its root.
func wholeAccount(p Principal) (string, bool) {
	name, ok := p.Name.Known()
	if !ok || p.Type != "AWS" {
		return "", false
	}
	if strings.HasSuffix(name, ":root") {
		return secret.AccountInARN(secret.New(name))
	}
	return secret.AWSAccountID(secret.New(name))
}
