// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// longestWait is how long the gate waits for an API that asks for it. One that
// asks for more is not asked again in this run.
const longestWait = 90 * time.Second

// again decides whether an attempt is repeated, and after which time: after
// Retry-After or the reset of a rate limit, else after a time that doubles, with
// jitter. What the API asks of one request holds for all: eight that each find
// out for themselves are what secondary limits are there for.
func (g *gate) again(attempt int, answer *http.Response, err error) (time.Duration, bool) {
	backoff := time.Duration(1<<(attempt-1)) * 500 * time.Millisecond
	backoff += time.Duration(rand.Int64N(int64(backoff)))
	if err != nil {
		var f failure
		if errors.Is(err, context.DeadlineExceeded) {
			return backoff, attempt < 2 // it has taken its minute already
		}
		return backoff, attempt < 3 && !errors.As(err, &f)
	}
	limited, failed := isLimited(answer.StatusCode, answer.Header), answer.StatusCode >= 500 && answer.StatusCode != http.StatusNotImplemented
	if !limited && !failed {
		return 0, false
	}
	wait, asked := waitOf(answer.Header, g.now())
	switch {
	case asked && wait > longestWait:
		f := refusal("", answer)
		f.once = true
		g.mu.Lock()
		g.closed = &f
		g.mu.Unlock()
		return 0, false
	case asked:
		g.mu.Lock()
		if until := time.Now().Add(wait); until.After(g.until) {
			g.until = until
		}
		g.mu.Unlock()
		return 0, attempt < attempts // see pause
	}
	return backoff, attempt < attempts
}

// isLimited reports whether an answer is a rate limit: 429, or the 403 by which
// GitHub says the same
// (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
func isLimited(status int, h http.Header) bool {
	return status == http.StatusTooManyRequests ||
		status == http.StatusForbidden && (h.Get("Retry-After") != "" || remaining(h) == "0")
}

func remaining(h http.Header) string { return first(h, "X-Ratelimit-Remaining", "Ratelimit-Remaining") }

func first(h http.Header, names ...string) string {
	for _, n := range names {
		if v := h.Get(n); v != "" {
			return v
		}
	}
	return ""
}

// waitOf is what an answer asks for: Retry-After in seconds or as a date, or a
// rate limit of which nothing remains. Dates are compared with the answer's own,
// since the user's clock may be wrong.
func waitOf(h http.Header, now time.Time) (time.Duration, bool) {
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	if v := h.Get("Retry-After"); v != "" {
		s, err := strconv.ParseInt(v, 10, 64)
		switch {
		case err == nil && s >= 0:
			return seconds(s), true
		case errors.Is(err, strconv.ErrRange) && v[0] != '-':
			return 24 * time.Hour, true
		}
		if at, err := http.ParseTime(v); err == nil {
			return max(0, at.Sub(now)), true
		}
	}
	if remaining(h) == "0" {
		s, err := strconv.ParseInt(first(h, "X-Ratelimit-Reset", "Ratelimit-Reset"), 10, 64)
		switch {
		case err != nil || s < 0:
		case s < 1e9: // as the IETF's draft has it, from now on
			return seconds(s), true
		case s > 1e12: // in thousandths
			return max(0, time.UnixMilli(s).Sub(now)), true
		default:
			return max(0, time.Unix(s, 0).Sub(now)), true
		}
	}
	return 0, false
}

func seconds(s int64) time.Duration { return time.Duration(min(s, 86400)) * time.Second }

// now is today's clock: the day that the run was told, and what has passed since.
func (g *gate) now() time.Time {
	if g.options.Now.IsZero() {
		return time.Now()
	}
	return g.options.Now.Add(time.Since(g.started))
}

// heard counts the attempts in a row that a host has not answered at all.
func (g *gate) heard(host string, err error) {
	var f failure
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case err == nil:
		g.silent[host] = 0
	case !errors.As(err, &f) && !errors.Is(err, context.Canceled):
		g.silent[host]++
	}
}

// pause waits until the API wants requests again.
func (g *gate) pause(ctx context.Context) error {
	g.mu.Lock()
	wait := time.Until(g.until)
	g.mu.Unlock()
	if wait <= 0 {
		return ctx.Err()
	}
	return g.sleep(ctx, wait)
}

func (g *gate) sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
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

// spent is the failure of a run whose time is over.
func spent(patience time.Duration) failure {
	return failure{kind: graph.Unreadable, once: true, says: "the API did not answer everything in " + patience.String() + ", and the rest was not waited for"}
}
