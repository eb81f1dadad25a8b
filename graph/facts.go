// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Thing is what a scanner says of a node. Key identifies it: the physical
// identity where that is global ("aws_s3_bucket/NAME"), else prefixed by what
// makes it unique (use [Facts.Local]). Empty, it is Type and Name.
type Thing struct {
	Kind Kind
	Type string // the field's own word: railway_volume, github_secret, file
	Key  string
	Name string // to show
}

// An Edge is a link between two things. Power is what Opens and Mounts give;
// Needs is what Destroys asks for.
type Edge struct {
	From  ID
	Verb  Verb
	To    ID
	Power Power
	Needs Power
}

// A Selector stands for stores that carry a label: a backup plan that selects
// by tag. It is resolved when all facts are in, against things of Kind in the
// scope In.
type Selector struct {
	Kind       Kind
	Type       string // empty for any
	Key, Value string
	In         ID
}

type selection struct {
	from ID
	sel  Selector
	verb Verb
}

type label struct {
	on         ID
	key, value string
}

// Facts is the write side: scanners, providers and derivations add to it and
// cannot read it. It is not safe for concurrent use; each worker has its own
// and [Facts.Merge] unites them.
type Facts struct {
	vault *secret.Vault
	repo  string
	base  string // the scanned folder within the repository, while scanners write
	said  int    // how often anything was written

	nodes      map[ID]*nodeFacts
	edges      map[Edge][]Chain
	notes      map[noteKey][]Chain
	same       map[[2]ID]Evidence
	labels     map[label]Evidence
	selections map[selection]Evidence
	gaps       map[Gap]struct{}
}

// NewFacts returns an empty set of facts about one repository. The name of the
// repository becomes part of local identities and of locations; it may be empty
// where there is only one.
func NewFacts(vault *secret.Vault, repo string) *Facts {
	return &Facts{
		vault: vault, repo: repo,
		nodes: map[ID]*nodeFacts{}, edges: map[Edge][]Chain{}, notes: map[noteKey][]Chain{},
		same: map[[2]ID]Evidence{}, labels: map[label]Evidence{}, selections: map[selection]Evidence{}, gaps: map[Gap]struct{}{},
	}
}

// NewFactsBelow is NewFacts for a folder of a repository. Paths that are written
// are taken as relative to the folder and kept as relative to the repository.
func NewFactsBelow(vault *secret.Vault, repo, folder string) *Facts {
	f := NewFacts(vault, repo)
	if folder != "" && folder != "." {
		f.base = strings.Trim(folder, "/") + "/"
	}
	return f
}

// Fresh returns an empty set that shares the vault and repository. Paths that
// are written to it are relative to the repository.
func (f *Facts) Fresh() *Facts { return NewFacts(f.vault, f.repo) }

// Fork returns an empty set like f, for a second goroutine: what is written to
// it and merged is as if it had been written to f.
func (f *Facts) Fork() *Facts { return NewFactsBelow(f.vault, f.repo, f.base) }

// Said grows with whatever is written, be it new or not: where it is what it was,
// nothing was.
func (f *Facts) Said() int { return f.said }

// Shown is a path as reports show it: relative to the repository.
func (f *Facts) Shown(file string) string { return f.base + file }

// Local makes a key that is unique to this repository.
func (f *Facts) Local(parts ...string) string {
	return f.repo + "//" + strings.Join(parts, "/")
}

// Node adds a thing and the places where it is written.
func (f *Facts) Node(t Thing, at ...Evidence) ID {
	key := t.Key
	if key == "" {
		key = t.Type + "/" + t.Name
	}
	id := idOf(identity{kind: t.Kind, key: key})
	f.claim(id, t.Type, t.Name, at)
	return id
}

// Literal adds a credential known by its value: same text, same node, wherever
// it is written. The type is a token kind of the catalog, or a detector's id.
func (f *Facts) Literal(typ, name string, v secret.Value, at ...Evidence) ID {
	id := idOf(identity{kind: Credential, seal: f.vault.Seal(v)})
	f.claim(id, typ, name, at)
	return id
}

// Watch makes the last door look for a value that is no node of its own.
func (f *Facts) Watch(v secret.Value) {
	f.said++
	f.vault.Watch(v)
}

func (f *Facts) claim(id ID, typ, name string, at []Evidence) {
	f.said++
	n := f.nodes[id]
	if n == nil {
		n = newNodeFacts()
		f.nodes[id] = n
	}
	if len(at) > 0 && at[0].At.Past() {
		if n.past == nil {
			n.past = newNodeFacts()
		}
		n = n.past
	}
	if typ != "" {
		b := Chain(at).Basis()
		if old, ok := n.types[typ]; !ok || b > old {
			n.types[typ] = b
		}
	}
	if name != "" {
		n.names[name] = struct{}{}
	}
	for _, e := range at {
		n.at[f.here(e)] = struct{}{}
	}
}

func (f *Facts) here(e Evidence) Evidence {
	e.At = f.place(e.At)
	return e
}

func (f *Facts) place(l Location) Location {
	if l.File != "" {
		l.File = f.base + l.File
		if l.Repo == "" {
			l.Repo = f.repo
		}
	}
	return l
}

func (f *Facts) chain(why []Evidence) Chain {
	c := make(Chain, len(why))
	for i, e := range why {
		c[i] = f.here(e)
	}
	return c
}

// Link adds an edge. The evidence is one chain: all of it must be true. Linking
// again adds another reason; the surest one is shown.
func (f *Facts) Link(e Edge, why ...Evidence) {
	f.said++
	if e.From.IsZero() || e.To.IsZero() || e.From == e.To && e.Verb != Destroys {
		return
	}
	if len(why) == 0 {
		why = []Evidence{{Basis: Guessed, Says: "nothing says so"}} // no fact without evidence
	}
	f.edges[e] = addChain(f.edges[e], f.chain(why))
}

func addChain(chains []Chain, c Chain) []Chain {
	i, found := slices.BinarySearchFunc(chains, c, Chain.Compare)
	if found {
		return chains
	}
	return slices.Insert(chains, i, c)
}

// Note says something of a node. Unknown needs evidence that names what decides.
func (f *Facts) Note(id ID, t Trait, is Tri, why ...Evidence) {
	f.said++
	if id.IsZero() {
		return
	}
	k := noteKey{id, t, is}
	f.notes[k] = addChain(f.notes[k], f.chain(why))
}

// Same says that two identities are one thing.
func (f *Facts) Same(a, b ID, why Evidence) {
	f.said++
	if a == b || a.IsZero() || b.IsZero() {
		return
	}
	if compareIDs(a, b) > 0 {
		a, b = b, a
	}
	k := [2]ID{a, b}
	why = f.here(why)
	if old, ok := f.same[k]; !ok || why.Compare(old) < 0 {
		f.same[k] = why
	}
}

// Label gives a thing a tag that selectors see.
func (f *Facts) Label(id ID, key, value string, why Evidence) {
	f.said++
	k := label{id, key, value}
	why = f.here(why)
	if old, ok := f.labels[k]; !ok || why.Compare(old) < 0 {
		f.labels[k] = why
	}
}

// Select links from to everything that carries the selector's label.
func (f *Facts) Select(from ID, s Selector, v Verb, why Evidence) {
	f.said++
	k := selection{from, s, v}
	why = f.here(why)
	if old, ok := f.selections[k]; !ok || why.Compare(old) < 0 {
		f.selections[k] = why
	}
}

// Gap says that something should have been read and could not be.
func (f *Facts) Gap(at Location, kind GapKind, why string) {
	f.said++
	f.gaps[Gap{f.place(at), kind, why}] = struct{}{}
}
