// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// A gate is the only way out. It lets through what the provider's allow-list
// names, to hosts that the provider or the user's configuration names; it counts,
// waits where the API asks for it, and repeats what may be repeated.
//
// An answer is read to its end here, in bounds, before anybody sees it: a library
// cannot be made to unpack a bomb, an answer that breaks off is asked for again,
// and a place among the [atOnce] is held for as long as the API is busy with us
// and no longer. It is not held while an exchange waits to be repeated.
type gate struct {
	provider Provider
	options  Options
	started  time.Time
	allowed  []allowed
	hosts    map[string]bool // "https://HOST" or "https://*.SUFFIX"; true where the user's own configuration names it
	private  map[string]bool // "HOST:PORT" that may lie on a private address
	own      string          // path of the provider's own base, with which its list begins
	under    string          // path of the base that is asked, which stands in its place
	next     http.RoundTripper
	cache    *cache
	sent     atomic.Int64
	budget   int64
	slots    chan struct{}

	mu     sync.Mutex
	until  time.Time      // before which the API wants no request
	closed *failure       // why it wants none in this run
	silent map[string]int // attempts in a row that a host did not answer
}

const (
	atOnce     = 8           // requests of one provider that are under way at once
	attempts   = 4           // how often one request is sent at most
	exchange   = time.Minute // how long one may take, its answer included
	unanswered = 6           // attempts in a row that a host did not answer, after which it is not asked again
)

func newGate(p Provider, o Options) *gate {
	g := &gate{
		provider: p, options: o, started: time.Now(), budget: int64(p.Budget), slots: make(chan struct{}, atOnce),
		hosts: map[string]bool{}, private: map[string]bool{}, silent: map[string]int{},
	}
	if g.budget == 0 {
		g.budget = 1000
	}
	if g.options.Exchange == 0 {
		g.options.Exchange = exchange
	}
	for _, a := range p.Allow {
		g.allowed = append(g.allowed, parseAllowed(a))
	}
	for _, h := range p.Hosts {
		g.hosts["https://"+h] = false
	}
	if p.Cached {
		g.cache = openCache(o.CacheDir)
	}
	if g.next = o.Transport; g.next == nil {
		g.next = network(g)
	}
	return g
}

// admit lets requests go to a host by the address's scheme and port. Named is
// whether the user's own configuration names it; only then may it lie on a
// private address, and only then may it be asked without TLS.
func (g *gate) admit(u *url.URL, named bool) {
	if u.Scheme != "https" && !named {
		return
	}
	host := u.Scheme + "://" + strings.ToLower(u.Host)
	g.hosts[host] = g.hosts[host] || named
	if named {
		g.private[strings.ToLower(withPort(u))] = true
	}
}

// admits reports whether a request may go to a host at all.
func (g *gate) admits(u *url.URL) bool {
	host := u.Scheme + "://" + strings.ToLower(u.Host)
	if _, ok := g.hosts[host]; ok {
		return true
	}
	for h := range g.hosts {
		if suffix, wild := strings.CutPrefix(h, "https://*"); wild && u.Scheme == "https" && strings.HasSuffix(host, suffix) {
			return true
		}
	}
	return false
}

// isBase reports whether an address is the provider's own, which gets its key.
func (g *gate) isBase(u *url.URL, base string) bool {
	b, err := url.Parse(base)
	return err == nil && strings.EqualFold(u.Host, b.Host) && u.Scheme == b.Scheme
}

// RoundTrip sends a request that the list allows. It never sends any other.
func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := bodyOf(r)
	if err != nil {
		return nil, err
	}
	if !g.admits(r.URL) {
		return nil, failure{kind: graph.Denied, says: "a request to a host that is not " + g.provider.Title + "'s was not sent"}
	}
	says := g.refuses(r, body)
	if says == "" && g.provider.Refuse != nil {
		says = g.provider.Refuse(r, g.options.Values)
	}
	if says != "" {
		return nil, failure{kind: graph.Denied, says: says}
	}
	stored := g.cache.offer(r)
	for attempt := 1; ; attempt++ {
		if err := g.pause(r.Context()); err != nil {
			return nil, stopped(r.Context(), err)
		}
		answer, err := g.send(r, body)
		g.heard(r.URL.Host, err)
		wait, again := g.again(attempt, answer, err)
		switch {
		case again && r.Context().Err() == nil:
		case err != nil:
			return nil, stopped(r.Context(), err)
		default:
			return g.cache.keep(stored, answer), nil
		}
		if err := g.sleep(r.Context(), wait); err != nil {
			return nil, stopped(r.Context(), err)
		}
	}
}

// stopped is why a request was broken off, where it is that its time was over.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
