// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// trust draws who may speak as a role: other identities, and too many of an
// issuer's tokens.
func (w *World) trust(a *actor, v declared.Value) { w.trusts(a, w.documents(v)) }

func (w *World) trusts(a *actor, ds Documents) {
	for _, d := range ds {
		for i := range d.Statements {
			s := &d.Statements[i]
			if s.Effect != graph.Yes || s.NotPrincipal || !assumes(s) {
				continue
			}
			for _, p := range s.Principals {
				switch p.Type {
				case "AWS":
					w.awsPrincipal(a, p, s)
				case "Federated":
					w.federated(a, p, s)
				case "*":
					if len(s.Conditions) == 0 {
						w.wide(a.id, "anybody with an AWS account", s.Why, p.Why)
					}
				}
			}
		}
	}
}

// assumes reports whether a statement lets its principals speak as the role.
func assumes(s *Statement) bool {
	if s.NotAction {
		return false
	}
	return slices.ContainsFunc(s.Actions, func(t Text) bool {
		return t.covers("sts:AssumeRole", true) == graph.Yes || t.covers("sts:AssumeRoleWithWebIdentity", true) == graph.Yes
	})
}

// awsPrincipal links an identity of the set that a trust names, or the one whose
// ARN it writes out. A trust of a whole account leaves it to that account's
// policies who may.
func (w *World) awsPrincipal(a *actor, p Principal, s *Statement) {
	if text, ok := p.Name.Known(); ok && text == "*" && len(s.Conditions) == 0 {
		w.wide(a.id, "anybody with an AWS account", s.Why, p.Why)
		return
	}
	basis := w.basis()
	if len(s.Conditions) > 0 {
		basis = graph.Named // an external id, a session's tag: it narrows when, not who
	}
	why := append(graph.Chain{{Basis: basis, At: first(p.Why, s.Why), Says: "the trust names it"}}, s.Why...)
	for _, h := range p.Name.holes {
		for _, r := range w.named(declared.Value{Refs: h.Refs}) {
			for _, other := range w.actors {
				if other.Resource == r && other != a {
					w.out.Link(graph.Edge{From: other.id, Verb: graph.SpeaksAs, To: a.id}, why...)
				}
			}
		}
	}
	text, ok := p.Name.Known()
	if !ok {
		return
	}
	arn, ok := secret.ARN(secret.New(text))
	account, _ := secret.AccountInARN(secret.New(text))
	if !ok || secret.MockAccount(account) && !w.answered || !strings.Contains(arn, ":role/") && !strings.Contains(arn, ":user/") {
		return
	}
	typ := "aws_iam_role"
	if strings.Contains(arn, ":user/") {
		typ = "aws_iam_user"
	}
	name := arn
	if w.answered && account == w.account {
		name = "" // the answer names it
	}
	id := w.out.Node(graph.Thing{Kind: graph.Identity, Type: typ, Key: arn, Name: name}, why[0])
	w.out.Link(graph.Edge{From: id, Verb: graph.SpeaksAs, To: a.id}, why...)
}

func first(chains ...graph.Chain) graph.Location {
	for _, c := range chains {
		for _, e := range c {
			if e.At.File != "" {
				return e.At
			}
		}
	}
	for _, c := range chains {
		for _, e := range c {
			if !e.At.IsZero() {
				return e.At // an API's answer
			}
		}
	}
	return graph.Location{}
}

// basis is how sure it is what a document says.
func (w *World) basis() graph.Basis {
	if w.answered {
		return graph.Fetched
	}
	return graph.ReadInFile
}

// wide says that too many may speak as an identity.
func (w *World) wide(id graph.ID, who string, chains ...graph.Chain) {
	why := graph.Evidence{Basis: w.basis(), At: first(chains...), Says: "the trust lets " + who + " speak as it"}
	w.out.Note(id, graph.Trait{Name: graph.TrustTooWide, Detail: who}, graph.Yes, why)
}

// federated judges a trust in an issuer of tokens by the subjects that it lets
// in.
func (w *World) federated(a *actor, p Principal, s *Statement) {
	issuer := w.issuerOf(p, s)
	if issuer == nil {
		return
	}
	var subjects []Condition
	for _, c := range s.Conditions {
		if c.Key == "" {
			return // it may be the subject
		}
		host, claim, ok := cutLast(c.Key, ":")
		if !ok || strings.HasPrefix(host, "aws") || strings.HasPrefix(host, "sts") {
			return // narrows otherwise: who it leaves is not known
		}
		switch claim {
		case "sub":
			subjects = append(subjects, c)
		case "aud", "amr", "oaud":
		default:
			return
		}
	}
	if len(subjects) == 0 {
		w.wide(a.id, issuer.anybody, s.Why, p.Why)
		return
	}
	who, at := "", graph.Chain(nil)
	for _, c := range subjects { // all of them hold
		found, ok := issuer.widest(c)
		if !ok || found == "" {
			return
		}
		who, at = found, c.Why
	}
	w.wide(a.id, who, at, s.Why)
}

// issuerOf finds whose tokens a statement means: by the principal's name, by the
// provider that it refers to, or by the keys of its conditions.
func (w *World) issuerOf(p Principal, s *Statement) *issuer {
	texts := []string{p.Name.flat}
	for _, h := range p.Name.holes {
		for _, r := range w.named(declared.Value{Refs: h.Refs}) {
			for _, attr := range []string{"url", "Url"} {
				texts = append(texts, textOf(r.Body.Get(attr)).flat)
			}
		}
	}
	for _, c := range s.Conditions {
		texts = append(texts, c.Key)
	}
	for i := range issuers {
		for _, t := range texts {
			if strings.Contains(strings.ToLower(t), issuers[i].host) {
				return &issuers[i]
			}
		}
	}
	return nil
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
