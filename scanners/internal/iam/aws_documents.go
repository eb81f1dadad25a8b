// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// documents reads a policy where it stands, or follows a reference to the data
// source that makes it.
func (w *World) documents(v declared.Value) Documents { return w.documentsOf(v, 0) }

const maxSources = 16 // documents that are made of documents, in depth

func (w *World) documentsOf(v declared.Value, depth int) Documents {
	if depth > maxSources {
		return Documents{{Hangs: "a policy that is made of too many others"}}
	}
	v = decoded(v)
	if v.State != declared.Unknown {
		if !v.Set() {
			return nil
		}
		return Documents{Parse(v)}
	}
	var all Documents
	for _, r := range w.named(v) {
		if !strings.Contains(r.Address, "data.aws_iam_policy_document.") {
			continue
		}
		all = append(all, w.dataSource(r, depth)...)
	}
	if len(all) == 0 {
		return Documents{Parse(v)}
	}
	return all
}

// dataSource is what an aws_iam_policy_document comes to: its sources, its own
// statements, and overrides, which take the place of statements with their Sid.
func (w *World) dataSource(r *declared.Resource, depth int) Documents {
	var all Documents
	add := func(more Documents) {
		for _, d := range more {
			for _, s := range d.Statements {
				if s.ID != "" {
					drop(all, s.ID)
				}
			}
		}
		all = append(all, more...)
	}
	for _, attr := range []string{"source_json", "source_policy_documents"} {
		for _, x := range each(r.Body.Get(attr)) {
			all = append(all, w.documentsOf(x, depth+1)...)
		}
	}
	add(Documents{Parse(r.Body)})
	for _, attr := range []string{"override_json", "override_policy_documents"} {
		for _, x := range each(r.Body.Get(attr)) {
			add(w.documentsOf(x, depth+1))
		}
	}
	return all
}

func drop(ds Documents, id string) {
	for i := range ds {
		var kept []Statement
		for _, s := range ds[i].Statements {
			if s.ID != id {
				kept = append(kept, s)
			}
		}
		ds[i].Statements = kept
	}
}

var awsManaged = lazily.Compile(`^arn:aws[a-z-]*:iam::aws:policy/`)

// byARN finds a policy by its name: declared in the set, or one that AWS keeps.
func (w *World) byARN(v declared.Value, why graph.Chain) Documents {
	var docs Documents
	for _, r := range w.named(v) {
		attr, ok := policies[r.Type]
		if !ok {
			continue
		}
		docs = append(docs, w.documents(r.Body.Get(attr))...)
	}
	text, known := textOf(v).Known()
	partition := strings.HasPrefix(textOf(v).flat, "arn:"+gap+":iam::aws:policy/") // arn:${data.aws_partition.current.partition}:...
	if partition {
		text, known = "arn:aws"+textOf(v).flat[len("arn:"+gap):], true
	}
	switch {
	case len(docs) > 0:
	case known && awsManaged.MatchString(text):
		docs = managed("arn:aws:iam::aws:policy/" + awsManaged.ReplaceAllString(text, ""))
	case known:
		docs = w.byName(text)
	}
	if len(docs) == 0 {
		docs = Documents{{Hangs: orElse(v.Hangs, "a policy that is not declared here")}}
	}
	for i := range docs {
		if len(why) == 0 {
			why = v.Why
		}
		docs[i].Why = append(docs[i].Why, why...)
	}
	return docs
}

// byName finds a customer's policy whose ARN is written out.
func (w *World) byName(arn string) Documents {
	name := arn[strings.LastIndexByte(arn, '/')+1:]
	for _, r := range w.own {
		attr, ok := policies[r.Type]
		if !ok {
			continue
		}
		for _, key := range []string{"name", "ManagedPolicyName"} {
			if n, known := r.Body.Get(key).Word(); known && n == name {
				return w.documents(r.Body.Get(attr))
			}
		}
	}
	return nil
}

// managed is a policy that AWS keeps, as catalogued.
func managed(arn string) Documents {
	g := catalog.GrantByName("aws", arn)
	if g == nil {
		return Documents{{Hangs: "a policy of AWS that is not catalogued"}}
	}
	why := graph.Chain{g.Document("what " + arn[strings.LastIndexByte(arn, '/')+1:] + " grants")}
	s := Statement{Effect: graph.Yes, Resources: []Text{Plain("*")}, Why: why}
	for _, a := range g.Allow {
		s.Actions = append(s.Actions, Plain(a))
	}
	if len(g.Except) > 0 {
		s.NotAction, s.Actions = true, nil
		for _, a := range g.Except {
			s.Actions = append(s.Actions, Plain(a))
		}
	}
	return Documents{{Statements: []Statement{s}}}
}
