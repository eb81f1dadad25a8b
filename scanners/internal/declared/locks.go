// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
)

// toolLocks are what the tools of a format honour on any resource, and nobody
// else: against a token they count for nothing.
var toolLocks = map[string][]catalog.Setting{
	"terraform":      {{Attr: "lifecycle.prevent_destroy", Kind: "lock", Scope: graph.LockTerraform, Safe: []string{"true"}}},
	"pulumi":         {{Attr: "protect", Kind: "lock", Scope: graph.LockTerraform, Safe: []string{"true"}}, {Attr: "retainOnDelete", Kind: "lock", Scope: graph.LockTerraform, Safe: []string{"true"}}},
	"cloudformation": {{Attr: "DeletionPolicy", Kind: "lock", Scope: graph.LockTerraform, Safe: []string{"Retain", "RetainExceptOnCreate"}}},
}

// lockedBy notes what stops a deletion of an entry: by its own body, by what is
// declared beside it, and by a lock on what contains it, which its contents
// inherit. https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
func (w *writer) lockedBy(e, from *entry, depth int) {
	if e.id.IsZero() || e.replica {
		return
	}
	if e == from {
		for _, s := range toolLocks[w.set.Format] {
			w.lock(e.id, e, &s)
		}
		w.locksOf(e.id, e)
	}
	for _, p := range from.parts {
		w.locksOf(e.id, p)
	}
	for _, above := range from.above {
		if depth > 0 {
			w.lockedBy(e, above, depth-1)
		}
	}
}

func (w *writer) locksOf(on graph.ID, from *entry) {
	for i := range from.kind.Settings {
		if s := &from.kind.Settings[i]; s.Kind == "lock" {
			w.lock(on, from, s)
		}
	}
}

func (w *writer) lock(on graph.ID, e *entry, s *catalog.Setting) {
	v := e.judge(s)
	if !v.said || v.is == graph.No && s.Scope != graph.LockAPI {
		return
	}
	if s.Attr == "DeletionPolicy" && v.is == graph.Yes {
		v.why[0].Says += e.replaced()
	}
	w.out.Note(on, graph.Trait{Name: graph.TraitLock, Detail: s.Scope}, v.is, v.why...)
}

// replaced names the hole in a DeletionPolicy: an update that replaces the
// resource obeys UpdateReplacePolicy, which is Delete where nothing is said.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatereplacepolicy.html
func (e *entry) replaced() string {
	switch v := e.get("UpdateReplacePolicy"); {
	case v.State == Unknown, v.IsScalar() && v.Scalar.OneOf("Retain", "Snapshot") != "":
		return ""
	}
	return " (an update that replaces the resource deletes it all the same, without UpdateReplacePolicy)"
}

// findParts gives every entry the parts that lend it their settings: a bucket
// its versioning, a group its lock.
func (w *writer) findParts() {
	for _, p := range w.order {
		if p.kind.Role != "part" {
			continue
		}
		for _, e := range w.wholeOf(p) {
			if e != p && e.kind.Role != "part" && p.partOf(e) {
				e.parts = append(e.parts, p)
			}
		}
	}
}

// wholeOf is what a part belongs to: what its attributes name, or, in a
// well-known module whose source is not here, what the same call declares.
func (w *writer) wholeOf(p *entry) (all []*entry) {
	named := false
	for _, attr := range p.kind.Parent {
		v := p.get(attr)
		named = named || v.Set()
		all = append(all, w.targets(v)...)
	}
	call, built := strings.CutSuffix(p.Address, "."+p.Type+".this")
	if named || !built || call == "" {
		return all
	}
	for _, e := range w.order {
		if e.Address == call+"."+e.Type+".this" {
			all = append(all, e)
		}
	}
	return all
}

func (p *entry) partOf(e *entry) bool {
	for _, of := range p.kind.Of {
		if of == e.kind.Type || of == "*" && p.of == e.of {
			return true
		}
	}
	return false
}
