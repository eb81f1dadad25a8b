// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// A World is one set, found by address.
type World struct {
	out       *graph.Facts
	set       *declared.Set
	own       []*declared.Resource // without data blocks
	byAddress map[string]*declared.Resource
	byBase    map[string][]*declared.Resource // without the index of an instance
	targets   []target
	actors    []*actor
	accounts  map[string]bool // that are known
	answered  bool            // an API answered it: there is no set
	account   string          // whose answer that is
}

// kept leaves of a world what other sets need of it; nil where that is nothing.
func (w *World) kept() *World {
	k := &World{accounts: map[string]bool{}}
	for _, t := range w.targets {
		if t.account != "" {
			t.of = nil
			k.targets, k.accounts[t.account] = append(k.targets, t), true
		}
	}
	for _, a := range w.actors {
		if a.account != "" && len(a.docs) > 0 {
			k.actors, k.accounts[a.account] = append(k.actors, a), true
		}
	}
	if len(k.accounts) == 0 {
		return nil
	}
	return k
}

// A target is a thing that permissions may have power over.
type target struct {
	Resource
	id      graph.ID
	typ     string // of the graph
	account string // "" where it is not known
	of      *declared.Resource
}

// An actor is an identity with what it is allowed.
type actor struct {
	*declared.Resource
	id       graph.ID
	name     string // physical, or ""
	account  string
	docs     Documents
	boundary Documents // what limits these; nil for nothing
	seen     string    // names what else may be attached to it and is not here; "" where nothing is seen to be
}

func newWorld(out *graph.Facts, set *declared.Set, ids map[string]graph.ID) *World {
	w := &World{out: out, set: set, byAddress: map[string]*declared.Resource{}, byBase: map[string][]*declared.Resource{}}
	for _, r := range set.Resources {
		w.byAddress[r.Address] = r
		if base := baseOf(r.Address); base != r.Address {
			w.byBase[base] = append(w.byBase[base], r)
		}
		if !looksUp(r) {
			w.own = append(w.own, r)
		}
		if id, ok := ids[r.Address]; ok {
			w.addTarget(r, id)
		}
	}
	return w
}

// looksUp reports whether a resource is a data block: it names or computes
// something and declares nothing.
func looksUp(r *declared.Resource) bool {
	return strings.HasPrefix(r.Address, "data.") || strings.Contains(r.Address, ".data.")
}

// Wants reports whether a type of a format has to do with permissions.
func Wants(typ string) bool {
	if _, ok := forms[typ]; ok {
		return true
	}
	if _, ok := runners[typ]; ok {
		return true
	}
	return permissions.MatchString(typ)
}

var permissions = lazily.Compile(`^(aws_iam_|google_.*_iam_|google_service_account|google_iam_|azurerm_(role_assignment|user_assigned_identity|federated_identity_credential|resource_group|subscription)$|azuread_|AWS::IAM::)`)

func (w *World) addTarget(r *declared.Resource, id graph.ID) {
	kind, _ := catalog.ResourceByType(w.set.Format, r.Type)
	if kind == nil {
		return
	}
	t := target{id: id, typ: orElse(kind.Store, kind.Type), account: accountOf(r), of: r}
	var name declared.Value
	for _, attr := range kind.Names {
		if name = r.Body.Get(attr); name.Set() {
			break
		}
	}
	t.Resource = Resource{ARN: ARNOf(t.typ, name, r.Place.Account, r.Place.Region), Address: r.Address, Tags: tagsOf(r, kind.Tags)}
	if n := pieces(name); name.Set() && len(n.holes) == 0 {
		t.name = n.flat
	}
	w.targets = append(w.targets, t)
}

// tagsOf are a resource's tags over its provider's default ones; unknown where
// either is.
func tagsOf(r *declared.Resource, attr string) declared.Value {
	own := r.Body.Get(orElse(attr, "tags"))
	if own.State == declared.Unknown || r.Place.Default.State == declared.Unknown {
		return declared.Undecided(own.Hangs)
	}
	all := map[string]declared.Value{}
	for k, v := range r.Place.Default.Fields {
		all[k] = v
	}
	for k, v := range own.Fields {
		all[k] = v
	}
	for _, item := range own.Items { // CloudFormation's form
		if k, ok := item.Get("Key").Word(); ok {
			all[k] = item.Get("Value")
		}
	}
	return declared.Map(all)
}

// baseOf is an address without the index of its last part.
func baseOf(address string) string {
	if strings.HasSuffix(address, "]") {
		if i := strings.LastIndexByte(address, '['); i > 0 {
			return address[:i]
		}
	}
	return address
}

// named are the resources that a value refers to.
func (w *World) named(v declared.Value) (all []*declared.Resource) {
	for _, ref := range v.Refs {
		if r := w.byAddress[ref]; r != nil {
			all = append(all, r)
			continue
		}
		all = append(all, w.byBase[ref]...)
	}
	return all
}

func accountOf(r *declared.Resource) string {
	if !r.Place.Account.IsScalar() {
		return ""
	}
	account, ok := secret.AWSAccountID(r.Place.Account.Scalar)
	if !ok || secret.MockAccount(account) {
		return ""
	}
	return account
}

func (a *actor) place() graph.Evidence {
	if len(a.At) > 0 {
		return a.At[0]
	}
	return graph.Evidence{Basis: graph.ReadInFile}
}
