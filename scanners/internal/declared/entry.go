// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// index finds every resource's type, name and address.
func (w *writer) index() {
	w.byAddress, w.byBase, w.byName = map[string]*entry{}, map[string][]*entry{}, map[string][]*entry{}
	w.accounts = map[string]graph.ID{}
	for _, r := range w.set.Resources {
		kind, of := catalog.ResourceByType(w.set.Format, r.Type)
		if kind == nil && catalog.BacksUp(r.Type) == nil {
			continue
		}
		if kind == nil {
			kind = &catalog.Resource{Type: r.Type, Format: w.set.Format, Role: "backup"}
		}
		e := &entry{Resource: r, kind: kind, of: of, read: looksUp(r.Address)}
		for _, attr := range kind.Names {
			if v := e.get(attr); v.Set() {
				e.nameWhy = v
				e.name, _ = physical(v)
				break
			}
		}
		w.order = append(w.order, e)
		w.byAddress[r.Address] = e
		base := withoutIndices(r.Address)
		w.byBase[base] = append(w.byBase[base], e)
		if e.name != "" {
			w.byName[e.name] = append(w.byName[e.name], e)
		}
	}
}

var indices = lazily.Compile(`\[[^\]]*\]`)

func withoutIndices(address string) string {
	if !strings.Contains(address, "[") {
		return address
	}
	return indices.ReplaceAllString(address, "")
}

// physical is a name that may be shown, as the provider keeps it.
func physical(v Value) (string, bool) {
	if !v.IsScalar() || secret.Placeholder(v.Scalar) {
		return "", false // REPLACE_WITH_BUCKET names nothing
	}
	if n, ok := secret.Bucket(v.Scalar); ok {
		return n, true
	}
	return secret.Word(v.Scalar)
}

// get reads an attribute, wherever its format keeps it.
func (e *entry) get(attr string) Value {
	if name, ok := strings.CutPrefix(attr, "lifecycle."); ok {
		if v, ok := e.Meta[name]; ok {
			return v
		}
		return e.Meta["lifecycle"].Get(name)
	}
	if v, ok := e.Meta[attr]; ok {
		return v
	}
	if v := e.Body.Get(attr); v.State != Absent || !strings.Contains(attr, "_") {
		return v
	}
	return e.Body.Get(camel(attr)) // Pulumi passes the same attributes on, written otherwise
}

// camel turns deletion_protection into deletionProtection.
func camel(path string) string {
	var b strings.Builder
	up := false
	for _, r := range path {
		switch {
		case r == '_':
			up = true
			continue
		case up && r >= 'a' && r <= 'z':
			r += 'A' - 'a'
		}
		up = false
		b.WriteRune(r)
	}
	return b.String()
}

// targets are the resources of the set that a value names, by reference, else by
// their name, or at the end of an ARN, an id or a link.
func (w *writer) targets(v Value) []*entry {
	left := mostTargets
	return w.targetsOf(v, &left)
}

// mostTargets is how many elements of lists in lists are looked at: an evaluator
// may share a list with itself, so that a small value is large when it is walked.
const mostTargets = 10_000

func (w *writer) targetsOf(v Value, left *int) []*entry {
	if *left--; *left < 0 {
		return nil
	}
	var found []*entry
	for _, ref := range v.Refs {
		if e := w.byAddress[ref]; e != nil {
			found = append(found, e)
			continue
		}
		found = append(found, w.byBase[withoutIndices(ref)]...)
	}
	if len(found) > 0 {
		return found
	}
	if v.IsList() {
		for _, item := range v.Items {
			found = append(found, w.targetsOf(item, left)...)
		}
		return found
	}
	name, ok := physical(v)
	if !ok && v.IsScalar() {
		name, ok = secret.ARN(v.Scalar)
	}
	if !ok {
		return nil
	}
	if all := w.byName[name]; len(all) > 0 {
		return all
	}
	if i := strings.LastIndexAny(name, ":/"); i >= 0 {
		return w.byName[name[i+1:]]
	}
	return nil
}

func (e *entry) storeType() string {
	if e.kind.Store != "" {
		return e.kind.Store
	}
	return e.kind.Type
}

// origin is the block that declares it: where a change mends all of its callers.
func (e *entry) origin() string {
	if e.Origin != "" {
		return e.Origin
	}
	return path.Dir(e.declaration()[0].At.File) + " " + withoutIndices(e.Address)
}

// declaration is where the resource is declared; never empty.
func (e *entry) declaration() graph.Chain {
	if len(e.At) == 0 {
		return graph.Chain{{Basis: graph.ReadInFile}}
	}
	return e.At
}

// said is evidence that something stands at a place: in a file, or, where the
// place is an address only, in an API's answer.
func said(at graph.Location, says string) graph.Evidence {
	e := graph.Evidence{Basis: graph.ReadInFile, At: at, Says: says}
	if at.File == "" && at.URL != "" {
		e.Basis = graph.Fetched
	}
	return e
}

// listed reports whether a resource is an API's answer and no declaration.
func (e *entry) listed() bool { return e.declaration()[0].Basis == graph.Fetched }

// named is why a mention names this thing: the line that decides its name, then
// the resource.
func (e *entry) named() graph.Chain {
	return slices.Concat(e.nameWhy.Why, e.declaration())
}

// place is where a value is written, or the resource where it has no place.
func (e *entry) place(v Value) graph.Location {
	for _, w := range v.Why {
		if !w.At.IsZero() {
			return w.At
		}
	}
	return e.declaration()[0].At
}

func (e *entry) document(says string) graph.Evidence {
	return catalog.Documented(e.kind.Verified, e.kind.Sources, says)
}

func (e *entry) isBucket() bool {
	return strings.Contains(e.storeType(), "bucket") || strings.HasSuffix(e.storeType(), "storage_container")
}

// inModule is the part of an address that names one module: module.db["a.b"].
var inModule = lazily.Compile(`^module\.[^.\[]+(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?\.`)

// looksUp reports whether an address is a data source's. A module may be called
// data too.
func looksUp(address string) bool {
	for {
		inner := inModule.FindString(address)
		if inner == "" {
			return strings.HasPrefix(address, "data.")
		}
		address = address[len(inner):]
	}
}
