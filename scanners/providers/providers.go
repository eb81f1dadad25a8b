// SPDX-License-Identifier: Apache-2.0

// Package providers asks the APIs of vendors what is really there, one file of
// Go for each API: `ls scanners/providers` is the list of what --live can ask.
//
// A [Provider] is a value, as a scanner is. It says which documented variables,
// profiles or contexts its credential comes from, everything that it can send
// ([Provider.Allow]), and, last in its Doc, the least privilege that suffices. It
// is handed a [Client] and facts to write to; it has no other way to the network
// and cannot read facts.
//
// Five rules hold for every provider:
//
//   - Read-only is enforced and not promised. Every request of every provider, of
//     libraries too, passes one gate that knows the provider's allow-list; what is
//     not on it cannot be sent (gate.go). A GraphQL document is parsed: queries
//     only, root fields from the list, none of the forbidden ones anywhere.
//   - Only a credential that the user gives is used: documented variables,
//     profiles, contexts. One that was found in a scanned tree is never sent
//     anywhere, unless the user names it with --probe-found; then the identity
//     probe of its kind is made with it, and nothing else.
//   - What could not be read is a gap that says what is missing, by the vendor's
//     own name for the permission where it says one; a provider never fails
//     because a part of its answer is strange. Any gap of a provider that was asked
//     for by name makes the run incomplete, and the command exits 3.
//   - An answer is evidence with the basis fetched and the address that was asked;
//     the vendor's document on what follows from it is cited beside it.
//   - Values of secrets and variables are not asked for. What has to be read to
//     get at a name is not kept.
//
// The names of types, and the keys of things, are those that scanners give: a
// bucket that a file declares and the API lists is one node. Where a file names a
// thing only by its name, [Joins] says which live thing it is.
//
// To add one: a new file with `var X = add(Provider{...})`, and scenarios with
// recorded answers under testdata.
package providers

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Provider asks one vendor.
type Provider struct {
	Name      string   // as --live takes it: railway
	Title     string   // as a sentence uses it: Railway
	Doc       string   // what is asked and what becomes of it; the last sentence is the least privilege that suffices
	Variables []string // documented variables of the credential, the preferred one first; or what a library reads ("AWS_PROFILE")
	Of        string   // what may stand behind the name, as --live NAME:OF: "OWNER or OWNER/REPOSITORY"; "" for nothing

	Base         string   // address of the API, without a slash at its end; "" where the user's configuration names it
	BaseVariable string   // documented variable by which the user sets another, or ours: STAGEDOOR_RAILWAY_URL
	Hosts        []string // further hosts that its library contacts: "*.amazonaws.com"

	Allow  []string                                  // everything that may be sent, see [parseAllowed]
	Never  []string                                  // GraphQL: names of fields and arguments that may stand nowhere in a document
	Refuse func(r *http.Request, values bool) string // why a request of the list is not sent all the same: what a path cannot say; values is [Options.Values]
	Budget int                                       // requests at most in one run; 0 for 1,000
	Cached bool                                      // answers may be kept on disk and asked for with If-None-Match

	Ask   func(ctx context.Context, c *Client, out *graph.Facts) error
	Probe *Probe // of a credential that was found and that the user named; nil for none
}

// A Probe asks who a credential is, and nothing else.
type Probe struct {
	Kinds []string // token kinds of the catalog
	Allow []string // everything that it may send: lines of the provider's list, or some fields of one
	Calls string   // what is sent, in words that are shown before: "POST /graphql/v2: the queries projectToken and apiToken"
	Ask   func(ctx context.Context, c *Client, found Found, out *graph.Facts) error
}

// Found is a credential of the graph that a probe asks about.
type Found struct {
	ID    graph.ID
	Kind  string // token kind of the catalog
	Name  string // to show
	Value secret.Value
}

var registry []Provider

// add registers a provider that declares itself in its own file.
func add(p Provider) Provider {
	registry = append(registry, p)
	return p
}

// All returns every provider, sorted by name.
func All() []Provider {
	all := slices.Clone(registry)
	slices.SortFunc(all, func(a, b Provider) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Find returns the provider of a name.
func Find(name string) (Provider, bool) {
	i := slices.IndexFunc(registry, func(p Provider) bool { return p.Name == name })
	if i < 0 {
		return Provider{}, false
	}
	return registry[i], true
}

// An Asked is one --live NAME or NAME:OF.
type Asked struct {
	Provider Provider
	Of       string
}

// Options say how to ask.
type Options struct {
	Vault    *secret.Vault
	Repo     string
	Getenv   func(name string) string
	Home     string   // of the user, for what the vendor's own tool keeps there; "" for none
	Subjects []string // repositories that are scanned, as their remotes say: github.com/acme/shop
	Folders  []Folder // that are scanned
	CacheDir string   // for [Provider.Cached]; "" for none
	Values   bool     // --live-values: the user allows that values are read, and sealed at once
	Now      time.Time
	Workers  int
	NotAsked NotAsked // what the configuration leaves out of [Run]; nil for nothing

	Progress  func(provider string, requests, budget int) // called now and then from any goroutine; nil for none
	Transport Transport                                   // in place of the network, for tests; nil for the network
	Sleep     func(context.Context, time.Duration) error  // between attempts; nil for the clock
	Exchange  time.Duration                               // how long one request may take with its answer; 0 for a minute
	Patience  time.Duration                               // how long one provider may take in all; 0 for 15 minutes
}

// A Folder is one that is scanned.
type Folder struct {
	Path    string   // absolute
	Repo    string   // as the facts of its files have it
	Remotes []string // of its repository, as in [Options.Subjects]
}

// Local is the key that [graph.Facts.Local] gives to a thing of the folder's files.
func (f Folder) Local(parts ...string) string { return f.Repo + "//" + strings.Join(parts, "/") }

// A Transport carries requests.
type Transport = http.RoundTripper

// An Answer is what all providers said.
type Answer struct {
	Facts      *graph.Facts
	Requests   int
	Incomplete []string // names of providers of whose answer a part is missing; sorted
	LeftOut    []string // sentences, sorted: what the configuration left out
	Unasked    []string // sentences, sorted: which credential was not given, and what to set
}

// Run asks all providers beside each other. The error is the context's;
// everything else that went wrong is a gap among the facts and makes the provider
// incomplete.
func Run(ctx context.Context, asked []Asked, o Options) (Answer, error) {
	return each(ctx, len(asked), o, func(i int, facts *graph.Facts) (*Client, func(context.Context) error) {
		a := asked[i]
		c := newClient(a.Provider, a.Of, o)
		return c, func(ctx context.Context) error { return a.Provider.Ask(ctx, c, facts) }
	})
}

// ProbeFound asks about credentials that the user named, each with the probe of
// its kind.
func ProbeFound(ctx context.Context, found []Found, o Options) (Answer, error) {
	return each(ctx, len(found), o, func(i int, facts *graph.Facts) (*Client, func(context.Context) error) {
		p, ok := ProbeOf(found[i].Kind)
		if !ok {
			return nil, nil
		}
		p.Allow, p.Cached = p.Probe.Allow, false
		c := newClient(p, "", o)
		return c, func(ctx context.Context) error { return p.Probe.Ask(ctx, c, found[i], facts) }
	})
}

// ProbeOf is the provider that has a probe for a token kind.
func ProbeOf(kind string) (Provider, bool) {
	i := slices.IndexFunc(registry, func(p Provider) bool { return p.Probe != nil && slices.Contains(p.Probe.Kinds, kind) })
	if i < 0 {
		return Provider{}, false
	}
	return registry[i], true
}

// ownFault begins the gap that a panic leaves.
const ownFault = "a fault of stagedoor's own"

// patience is how long one provider may take in all.
const patience = 15 * time.Minute

func each(ctx context.Context, n int, o Options, start func(i int, facts *graph.Facts) (*Client, func(context.Context) error)) (Answer, error) {
	if o.Patience == 0 {
		o.Patience = patience
	}
	all := graph.NewFacts(o.Vault, o.Repo)
	facts := make([]*graph.Facts, n)
	clients := make([]*Client, n)
	var running sync.WaitGroup
	for i := range n {
		facts[i] = all.Fork()
		c, ask := start(i, facts[i])
		if clients[i] = c; c == nil {
			continue
		}
		running.Go(func() {
			ctx, cancel := context.WithTimeoutCause(ctx, o.Patience, spent(o.Patience))
			defer cancel()
			defer func() {
				if recover() != nil {
					c.Gap(facts[i], "", graph.Unreadable, ownFault+" while asking "+c.Title+"; please report it")
				}
			}()
			if err := ask(ctx); err != nil && !errors.Is(err, errLeftOut) {
				c.Failed(facts[i], "", stopped(ctx, err))
			}
		})
	}
	running.Wait()
	a := Answer{Facts: all}
	for i, c := range clients {
		if c == nil {
			continue
		}
		a.Requests += c.Requests()
		if why := c.unasked.Load(); why != nil && !slices.Contains(a.Unasked, *why) {
			a.Unasked = append(a.Unasked, *why)
		}
		if c.incomplete.Load() && !slices.Contains(a.Incomplete, c.Name) {
			a.Incomplete = append(a.Incomplete, c.Name)
		}
		_ = all.Merge(facts[i]) // one vault
	}
	a.LeftOut = leftOutOf(clients)
	slices.Sort(a.Incomplete)
	slices.Sort(a.Unasked)
	return a, ctx.Err()
}
