// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Providers returns everything that is known, by provider, sorted by id. It is
// shared: do not change it.
func Providers() []Provider { return providers }

// ByType finds a token kind; both are nil where there is none of that type.
func ByType(tokenType string) (*Token, *Provider) {
	e := index().tokens[tokenType]
	return e.token, e.provider
}

// Marked are the kinds, the owner's own among them, of which every value begins with
// one of a few constants and whose form alone proves them, sorted by type.
func Marked() (kinds []*Token) {
	for _, e := range index().tokens {
		if e.token.Bare && len(e.token.Prefixes) > 0 {
			kinds = append(kinds, e.token)
		}
	}
	slices.SortFunc(kinds, func(a, b *Token) int { return strings.Compare(a.Type, b.Type) })
	return kinds
}

// StoreByType finds a kind of store; both are nil where there is none.
func StoreByType(storeType string) (*Store, *Provider) {
	e := index().stores[storeType]
	return e.store, e.provider
}

// ScopeByType finds a kind of scope; both are nil where there is none.
func ScopeByType(scopeType string) (*Scope, *Provider) {
	e := index().scopes[scopeType]
	return e.scope, e.provider
}

// TokensForVariable returns the kinds that a variable of this name may hold, the
// likeliest first. The name may be written as camelCase or with dashes, and may
// carry the name of an environment or a tool's prefix: PROD_RAILWAY_TOKEN,
// railwayTokenStaging, TF_VAR_hcloud_token.
func TokensForVariable(name string) []*Token {
	return tokensOf(index().variables[variable(name)])
}

// Beside returns the kinds to which a variable of this name holds the public
// half or an id: CLOUDFLARE_EMAIL, AZURE_CLIENT_ID.
func Beside(name string) []*Token { return tokensOf(index().beside[variable(name)]) }

// Recognize says which kind of token a value is, and how that is known. A form
// with a vendor's mark proves the kind under any name. Other forms count only
// under a name of that kind, and a name alone only for kinds without a form; a
// bare UUID is never anything by itself.
func Recognize(name string, v secret.Value) (*Token, graph.Basis, bool) {
	ix := index()
	named := ix.variables[variable(name)]
	var marked *entry
	for _, e := range ix.marked(v) {
		if !v.Matches(e.form()) {
			continue
		}
		if marked == nil {
			marked = e
		}
		for _, n := range named {
			if n.token == e.token {
				return e.token, graph.ReadInFile, true
			}
		}
	}
	if marked != nil {
		return marked.token, graph.ReadInFile, true
	}
	for _, e := range named {
		switch {
		case e.token.Form != "" && v.Matches(e.form()):
			return e.token, graph.ReadInFile, true
		case e.token.SecretForm != "" && v.Matches(e.secret()):
			return e.token, graph.Named, true // S3-compatible vendors share the names of AWS
		case e.token.Form == "" && v.Len() >= 8:
			return e.token, graph.Named, true
		}
	}
	return nil, graph.Guessed, false
}

// ModeOf is the mode that a value of this kind carries: "live", "test", or "".
func (t *Token) ModeOf(v secret.Value) string {
	if t.Mode == "" {
		return ""
	}
	found, _, _ := v.Find(index().tokens[t.Type].mode())
	return found.OneOf("live", "test")
}

// marked are the kinds with a mark of their own that a value may be of: those
// whose constant it begins with, and those whose mark is not at the beginning.
func (t *tables) marked(v secret.Value) []*entry {
	if i := v.Prefix(t.prefixes); i >= 0 {
		return t.byPrefix[i]
	}
	return t.unprefixed
}

// TokenForHeader finds the kind that a request to a host carries in a header:
// ("backboard.railway.com", "Authorization: Bearer").
func TokenForHeader(host, header string) *Token {
	host, header = strings.ToLower(host), strings.ToLower(strings.Join(strings.Fields(header), " "))
	for _, e := range index().hosts[host] {
		for _, h := range e.token.Headers {
			if strings.HasPrefix(header, strings.ToLower(h)) {
				return e.token
			}
		}
	}
	return nil
}

// TokenForInput finds the kind that an input of a CI action takes:
// ("cloudflare/wrangler-action", "apiToken"). The action is without its version.
// An input that takes several kinds says nothing.
func TokenForInput(action, input string) *Token {
	if e := index().inputs[strings.ToLower(action+":"+input)]; e != nil {
		return e.token
	}
	return nil
}

func tokensOf(entries []*entry) []*Token {
	var all []*Token
	for _, e := range entries {
		all = append(all, e.token)
	}
	return all
}

// An entry is a token kind with its expressions, compiled when first asked for.
type entry struct {
	token              *Token
	provider           *Provider
	form, secret, mode func() *regexp.Regexp
}

type storeEntry struct {
	store    *Store
	provider *Provider
}

type scopeEntry struct {
	scope    *Scope
	provider *Provider
}

type tables struct {
	tokens    map[string]entry
	stores    map[string]storeEntry
	scopes    map[string]scopeEntry
	resources map[string]resourceEntry // by format and type
	modules   map[string]*Module
	governed  map[string]*Governed // by type
	grants    map[string][]*Grant  // by provider and name
	backings  map[string][]Backing // by the type of the copy
	variables map[string][]*entry  // by upper-case name
	beside    map[string][]*entry
	hosts     map[string][]*entry
	inputs    map[string]*entry
	calls     calls
	clis      map[string]cliEntry // by name of the program

	prefixes   []string   // of kinds whose form is proof
	byPrefix   [][]*entry // the kinds of each, in the catalog's order
	unprefixed []*entry   // kinds whose form is proof and begins with anything
}

// index is what is looked up: the vendors' entries, and behind them the owner's.
func index() *tables {
	if t := own.Load(); t != nil {
		return t
	}
	return vendors()
}

// vendors is built when first asked for, so that a command that asks nothing pays
// nothing.
var vendors = sync.OnceValue(built)

func built() *tables {
	t := &tables{
		tokens: map[string]entry{}, stores: map[string]storeEntry{}, scopes: map[string]scopeEntry{}, variables: map[string][]*entry{},
		beside: map[string][]*entry{}, hosts: map[string][]*entry{}, inputs: map[string]*entry{},
		governed: map[string]*Governed{}, grants: map[string][]*Grant{},
		resources: map[string]resourceEntry{}, modules: map[string]*Module{}, backings: map[string][]Backing{},
		clis: map[string]cliEntry{},
	}
	for i := range providers {
		p := &providers[i]
		for j := range p.Tokens {
			t.addToken(p, &p.Tokens[j])
		}
		for j := range p.Stores {
			t.stores[p.Stores[j].Type] = storeEntry{&p.Stores[j], p}
		}
		for j := range p.Scopes {
			t.scopes[p.Scopes[j].Type] = scopeEntry{&p.Scopes[j], p}
		}
		for j := range p.Resources {
			t.addResource(p, &p.Resources[j])
		}
		for j := range p.Modules {
			t.modules[p.Modules[j].Source] = &p.Modules[j]
		}
		t.addPermissions(p)
		t.calls.add(p)
		t.addCLIs(p)
	}
	return t
}

func (t *tables) addToken(p *Provider, k *Token) {
	e := &entry{k, p, whole(k.Form), whole(k.SecretForm), compiled(k.Mode)}
	t.tokens[k.Type] = *e
	for _, v := range k.Variables {
		v = strings.ToUpper(v)
		t.variables[v] = append(t.variables[v], e)
	}
	for _, v := range k.Beside {
		v = strings.ToUpper(v)
		t.beside[v] = append(t.beside[v], e)
	}
	for _, h := range k.Hosts {
		t.hosts[h] = append(t.hosts[h], e)
	}
	for _, i := range k.Inputs {
		i = strings.ToLower(i)
		if old, taken := t.inputs[i]; taken && old != nil && old.token.Type != k.Type {
			t.inputs[i] = nil // several kinds
		} else if !taken {
			t.inputs[i] = e
		}
	}
	if k.Bare && len(k.Prefixes) == 0 {
		t.unprefixed = append(t.unprefixed, e)
	}
	for _, prefix := range k.Prefixes {
		i := slices.Index(t.prefixes, prefix)
		if i < 0 {
			i = len(t.prefixes)
			t.prefixes, t.byPrefix = append(t.prefixes, prefix), append(t.byPrefix, nil)
		}
		t.byPrefix[i] = append(t.byPrefix[i], e)
	}
}

func whole(form string) func() *regexp.Regexp {
	return compiled(`^(?:` + form + `)$`)
}

func compiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// ResourceByType finds how a format declares a type; both are nil where there is
// none. Names of [Resource.Also] are asked for with their format: ("pulumi",
// "aws:rds:Instance").
func ResourceByType(format, resourceType string) (*Resource, *Provider) {
	e := index().resources[format+" "+resourceType]
	return e.resource, e.provider
}

// ModuleBySource finds a well-known registry module: "terraform-aws-modules/rds/aws",
// also with a registry's host before it or a submodule ("//modules/x") behind it.
func ModuleBySource(source string) *Module {
	source = strings.TrimPrefix(strings.TrimPrefix(source, "registry.terraform.io/"), "registry.opentofu.org/")
	return index().modules[source] // a submodule that nobody described is nil: it declares something else than the whole
}

// A Backing says that one type copies another.
type Backing struct {
	Of string // the type that is copied
	BackedBy
}

// BacksUp lists what a type copies, by the entries of what is copied.
func BacksUp(resourceType string) []Backing { return index().backings[resourceType] }

type resourceEntry struct {
	resource *Resource
	provider *Provider
}

func (t *tables) addResource(p *Provider, r *Resource) {
	t.resources[r.Format+" "+r.Type] = resourceEntry{r, p}
	for _, b := range r.Copies {
		t.backings[b.Type] = append(t.backings[b.Type], Backing{r.Type, b})
	}
	for _, name := range r.Also {
		t.resources[name] = resourceEntry{r, p}
	}
}
