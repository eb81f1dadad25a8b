// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// A gate is the only way out. It lets through what the provider's allow-list
// names, to hosts that the provider or the user's configuration names; it counts,
// waits where the API asks for it, and repeats what may be repeated.
type gate struct {
	provider Provider
	options  Options
	allowed  []allowed
	hosts    map[string]bool // by host or "*.suffix"; true where the user's own configuration names it
	next     http.RoundTripper
	cache    *cache
	sent     atomic.Int64
	budget   int64
	slots    chan struct{}
}

// atOnce is how many requests of one provider are under way at once.
const atOnce = 8

func newGate(p Provider, o Options) *gate {
	g := &gate{provider: p, options: o, hosts: map[string]bool{}, budget: int64(p.Budget), slots: make(chan struct{}, atOnce)}
	if g.budget == 0 {
		g.budget = 1000
	}
	for _, a := range p.Allow {
		g.allowed = append(g.allowed, parseAllowed(a))
	}
	if p.Cached && o.CacheDir != "" {
		g.cache = &cache{dir: o.CacheDir}
	}
	if g.next = o.Transport; g.next == nil {
		g.next = network(g)
	}
	return g
}

func (g *gate) admit(u *url.URL, named bool) {
	host := strings.ToLower(u.Host)
	g.hosts[host] = g.hosts[host] || named
}

// isBase reports whether an address is the provider's own, which gets its key.
func (g *gate) isBase(u *url.URL, base string) bool {
	b, err := url.Parse(base)
	return err == nil && strings.EqualFold(u.Host, b.Host) && u.Scheme == b.Scheme
}

// admits reports whether a request may go to a host at all.
func (g *gate) admits(u *url.URL) bool {
	host := strings.ToLower(u.Host)
	named, ok := g.hosts[host]
	if !ok {
		for h := range g.hosts {
			if suffix, wild := strings.CutPrefix(h, "*"); wild && strings.HasSuffix(host, suffix) {
				ok = true
			}
		}
	}
	return ok && (u.Scheme == "https" || u.Scheme == "http" && named)
}

// attempts is how often one request is sent at most.
const attempts = 4

// RoundTrip sends a request that the list allows. It never sends any other.
func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := bodyOf(r)
	if err != nil {
		return nil, err
	}
	if !g.admits(r.URL) {
		return nil, failure{kind: graph.Denied, says: "a request to a host that is not " + g.provider.Title + "'s was not sent"}
	}
	if says := g.refuses(r, body); says != "" {
		return nil, failure{kind: graph.Denied, says: says}
	}
	g.slots <- struct{}{}
	defer func() { <-g.slots }()
	stored := g.cache.offer(r)
	for attempt := 1; ; attempt++ {
		n := g.sent.Add(1)
		if n > g.budget {
			return nil, failure{kind: graph.TooLarge, says: "the budget of " + strconv.FormatInt(g.budget, 10) + " requests is spent"}
		}
		if g.options.Progress != nil {
			g.options.Progress(g.provider.Name, int(n), int(g.budget))
		}
		if body != nil {
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		answer, err := g.next.RoundTrip(r)
		wait, again := g.again(attempt, answer, err)
		if !again || r.Context().Err() != nil {
			if err != nil {
				return nil, err
			}
			return g.cache.keep(r, stored, answer)
		}
		if answer != nil {
			_, _ = io.CopyN(io.Discard, answer.Body, 64<<10)
			_ = answer.Body.Close()
		}
		if err := g.sleep(r.Context(), wait); err != nil {
			return nil, err
		}
	}
}

// bodyOf reads a request's body, so that it can be judged and sent again.
func bodyOf(r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20+1))
	if err != nil || len(body) > 1<<20 {
		return nil, failure{kind: graph.Denied, says: "a request with a body of more than 1 MiB was not sent"}
	}
	return body, nil
}

// longestWait is how long the gate waits for an API that asks for it.
const longestWait = 90 * time.Second

// again decides whether an attempt is repeated, and after which time: after
// Retry-After or the reset of a rate limit, else after a time that doubles, with
// jitter.
func (g *gate) again(attempt int, answer *http.Response, err error) (time.Duration, bool) {
	if attempt >= attempts {
		return 0, false
	}
	backoff := time.Duration(1<<(attempt-1)) * 500 * time.Millisecond
	backoff += time.Duration(rand.Int64N(int64(backoff)))
	if err != nil {
		var f failure
		return backoff, attempt < 3 && !asFailure(err, &f)
	}
	switch answer.StatusCode {
	case http.StatusTooManyRequests, http.StatusForbidden:
		wait, asked := waitOf(answer.Header, g.options.Now)
		if !asked {
			return backoff, answer.StatusCode == http.StatusTooManyRequests
		}
		return wait, wait <= longestWait
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout, http.StatusInternalServerError:
		if wait, asked := waitOf(answer.Header, g.options.Now); asked {
			return wait, wait <= longestWait
		}
		return backoff, true
	}
	return 0, false
}

// waitOf is what an answer asks for: Retry-After in seconds or as a date, or a
// rate limit of which nothing remains.
func waitOf(h http.Header, now time.Time) (time.Duration, bool) {
	if v := h.Get("Retry-After"); v != "" {
		if s, err := strconv.Atoi(v); err == nil && s >= 0 && s < 1<<20 {
			return time.Duration(s) * time.Second, true
		}
		if at, err := http.ParseTime(v); err == nil {
			return max(0, at.Sub(now)), true
		}
	}
	if h.Get("X-RateLimit-Remaining") == "0" {
		if s, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil {
			return max(0, time.Unix(s, 0).Sub(now)), true
		}
	}
	return 0, false
}

func (g *gate) sleep(ctx context.Context, d time.Duration) error {
	if g.options.Sleep != nil {
		return g.options.Sleep(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
