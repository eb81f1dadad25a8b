// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// key is the physical identity of a resource: its name alone where that is
// unique in the world; with the account, and the region where the provider has
// one, where both are known; else it means something in this set only.
func (w *writer) key(e *entry) string {
	typ := e.storeType()
	switch e.kind.Unique {
	case "global":
		if e.name != "" {
			return typ + "/" + e.name
		}
	case "account":
		account, region := known(e.Place.Account), known(e.Place.Region)
		if e.name != "" && account != "" && (region != "" || !e.regional()) {
			return strings.Join([]string{typ, account, region, e.name}, "/")
		}
	}
	return w.out.Local(w.set.Key, e.Address)
}

// identified reports whether a resource's name is one thing outside this set.
func (w *writer) identified(e *entry) bool { return w.key(e) != w.out.Local(w.set.Key, e.Address) }

// regional reports whether two regions of one account may have a thing of one
// name each.
func (e *entry) regional() bool { return e.of != nil && e.of.ID == "aws" }

// known is a place's text, or "".
func known(v Value) string {
	t, _ := v.Word()
	return t
}

// shown is what people call a resource.
func (w *writer) shown(e *entry) string {
	switch {
	case e.name != "":
		return e.name
	case e.Name != "":
		return e.Name
	}
	return e.Address
}

// environmentTags are the tags that name an environment, the usual first.
var environmentTags = []string{"Environment", "environment", "Env", "env", "ENV", "Stage", "stage"}

// mentionOf is the holder whose environments are the resource's: the set's, or,
// where a tag of its own says which environment it is, a section of it.
func (w *writer) mentionOf(e *entry) graph.ID {
	mention := w.set.Mention
	if !e.Mention.IsZero() {
		mention = e.Mention
	}
	if mention.IsZero() {
		return mention // nobody wrote it: an API's answer
	}
	for _, key := range environmentTags {
		v := e.tag(key)
		name, ok := v.Word()
		if !ok {
			continue
		}
		if _, sensible := environment.OfName(name); !sensible {
			continue
		}
		why := said(e.place(v), "its tag "+key+" says so")
		part := w.out.Node(graph.Thing{Kind: graph.Holder, Type: "resource", Key: w.out.Local(w.set.Key, e.Address) + "#resource", Name: e.Address}, e.declaration()[0])
		w.out.Link(graph.Edge{From: part, Verb: graph.Within, To: mention}, e.declaration()[0])
		claim.Declares(w.out, part, name, why)
		return part
	}
	return mention
}

// tag is one of a resource's tags or labels; a provider's default where it has
// none of that name.
func (e *entry) tag(key string) Value {
	if e.kind.Tags != "" {
		all := e.get(e.kind.Tags)
		if v, ok := all.Fields[key]; ok {
			return v
		}
		if v, ok := listed(all)[key]; ok {
			return v
		}
		if all.State == Unknown {
			return Value{State: Unknown, Hangs: all.Hangs, Why: all.Why}
		}
	}
	return e.Place.Default.Fields[key]
}

// inAccount puts a resource into its account or project. Where its number is not
// known it is the one that this set is applied to.
func (w *writer) inAccount(e *entry) {
	e.account = w.accountOf(e)
	if e.account.IsZero() {
		return
	}
	w.out.Link(graph.Edge{From: e.account, Verb: graph.Contains, To: e.id}, e.declaration()[0])
}

// region notes where a store lies, so that an address can contradict it.
func (w *writer) region(e *entry) {
	if r := known(e.Place.Region); r != "" {
		w.out.Note(e.id, graph.Trait{Name: graph.Region, Detail: r}, graph.Yes, said(e.place(e.Place.Region), ""))
	}
}

func (w *writer) accountOf(e *entry) graph.ID {
	if e.of == nil || e.of.Home == "" {
		return graph.ID{}
	}
	account := known(e.Place.Account)
	if secret.MockAccount(account) {
		account = ""
	}
	if id, ok := w.accounts[e.of.ID+"/"+account]; ok {
		return id
	}
	why := e.declaration()[0]
	thing := graph.Thing{Kind: graph.Scope, Type: e.of.Home, Key: w.out.Local(w.set.Key, e.of.Home), Name: "of " + strings.TrimSpace(strings.Replace(w.set.Key, "/terraform", "", 1))}
	if account != "" {
		thing.Key, thing.Name = e.of.Home+"/"+account, account
		why.At = e.place(e.Place.Account)
	}
	id := w.out.Node(thing, why)
	w.out.Link(graph.Edge{From: id, Verb: graph.Within, To: w.set.Mention}, why)
	w.accounts[e.of.ID+"/"+account] = id
	return id
}

// label gives a store its tags, for what selects by tag: those that some plan of
// the set asks for are compared here as well as across sets.
func (w *writer) label(e *entry) {
	for key, v := range e.tags() {
		if value, ok := v.Word(); ok {
			w.out.Label(e.id, w.tagKey(e, key), value, said(e.place(v), "it is tagged "+key+"="+value))
		}
	}
}

// asksForBackups reports a tag that asks for copies by a plan: plans that select
// by tag are often an organisation's, and declared elsewhere. Whether they copy
// this store is not known.
func (w *writer) asksForBackups(e *entry) {
	if e.listed() {
		return // what the plans made is listed too
	}
	tags := e.tags()
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		v := tags[key]
		low := strings.ToLower(key)
		if !strings.Contains(low, "backup") && !strings.Contains(low, "snapshot") || !v.Set() {
			continue
		}
		if value, ok := v.Word(); ok && refusals[strings.ToLower(value)] {
			continue
		}
		id := w.backup(e, e.storeType()+"_tagged_copy", "copies that the tag "+key+" of "+w.shown(e)+" asks for")
		why := said(e.place(v), "its tag "+key+" asks for copies; which plan makes them is not declared with it")
		w.out.Link(graph.Edge{From: id, Verb: graph.CopyOf, To: e.id}, why)
		w.out.Note(id, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown, why)
		return
	}
}

// refusals are values of such a tag that ask for nothing.
var refusals = map[string]bool{"false": true, "no": true, "none": true, "off": true, "0": true, "disabled": true, "never": true, "n/a": true, "skip": true}

// tags are a resource's own over its provider's default ones.
func (e *entry) tags() map[string]Value {
	all := maps.Clone(e.Place.Default.Fields)
	if all == nil {
		all = map[string]Value{}
	}
	if e.kind.Tags == "" {
		return all
	}
	own := e.get(e.kind.Tags)
	maps.Copy(all, own.Fields)
	maps.Copy(all, listed(own))
	return all
}

// listed reads tags that are a list of Key and Value.
func listed(v Value) map[string]Value {
	all := map[string]Value{}
	for _, item := range v.Items {
		for _, form := range [][2]string{{"Key", "Value"}, {"key", "value"}} {
			if name, ok := item.Get(form[0]).Word(); ok {
				all[name] = item.Get(form[1])
			}
		}
	}
	return all
}
