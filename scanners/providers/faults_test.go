// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// shop is a whole provider of our own making: an identity, a list in pages, and
// one question for each thing of the list.
var shop = Provider{
	Name: "shop", Title: "Shop", Doc: "Asks. A token that reads suffices.", Variables: []string{"SHOP_TOKEN"}, Base: "https://api.shop.example", BaseVariable: "SHOP_URL",
	Allow: []string{"GET /v1/me", "GET /v1/things", "GET /v1/things/*/copies"},
	Ask: func(ctx context.Context, c *Client, out *graph.Facts) error {
		v, name, ok := c.Key(c.Variables...)
		if !ok {
			return c.Missing()
		}
		c.Use(v, "Authorization", "Bearer ")
		var me struct {
			ID string `json:"id"`
		}
		if err := c.Get(ctx, "/v1/me", nil, &me); err != nil {
			return err
		}
		Given(out, "shop_token", name, v, c.Fetched("/v1/me", "the token that was given"))
		c.Failed(out, "the things", askThings(ctx, c, out))
		return nil
	},
}

func askThings(ctx context.Context, c *Client, out *graph.Facts) error {
	for page := 1; page < 2000; page++ {
		var answer struct {
			Things []struct {
				ID    string `json:"id"`
				Name  string `json:"name"`
				State string `json:"state"`
			} `json:"things"`
			Next string `json:"next"`
		}
		if err := c.Get(ctx, "/v1/things", url.Values{"page": {strconv.Itoa(page)}}, &answer); err != nil {
			return err
		}
		for _, t := range answer.Things {
			Store(out, "shop_thing", t.ID, t.Name, c.Fetched("/v1/things", "listed"))
			if t.State == "copied" {
				var copies struct {
					Copies []string `json:"copies"`
				}
				c.Failed(out, "the copies of "+t.Name, c.Get(ctx, "/v1/things/"+url.PathEscape(t.ID)+"/copies", nil, &copies))
			}
		}
		if answer.Next == "" {
			return nil
		}
		if err := c.Get(ctx, answer.Next, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

const oneThing = `{"things":[{"id":"a","name":"pgdata","state":"copied"}]}`

// shopServer answers what a test says for the things, and well for the rest.
func shopServer(t *testing.T, things http.HandlerFunc) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/me", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, `{"id":"u1"}`) })
	mux.HandleFunc("GET /v1/things", things)
	mux.HandleFunc("GET /v1/things/a/copies", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, `{"copies":[]}`) })
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// waits are what a run slept.
type waits struct {
	mu  sync.Mutex
	all []time.Duration
}

func (w *waits) sleep(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(w.all, d)
	return ctx.Err()
}

// over asks the shop at an address over the real network.
func over(address string, w *waits) Options {
	o := Options{
		Vault: secret.NewVault(), Now: time.Now(), Exchange: 30 * time.Second,
		Getenv: func(n string) string {
			return map[string]string{"SHOP_TOKEN": "canary-8f21c0aa-token", "SHOP_URL": address}[n]
		},
	}
	if w != nil {
		o.Sleep = w.sleep
	}
	return o
}

// oneByOne hands out answers one after another, the last for ever.
func oneByOne(all ...http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	n := 0
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		h := all[min(n, len(all)-1)]
		n++
		mu.Unlock()
		h(w, r)
	}
}

func answers(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

func withBody(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		_, _ = fmt.Fprint(w, body)
	}
}

func saying(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, body) }
}

func neverBegins(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// neverEnds begins an answer and never ends it.
func neverEnds(w http.ResponseWriter, r *http.Request) {
	_, _ = fmt.Fprint(w, `{"things":[`)
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

// breaksOff promises more than it sends.
func breaksOff(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = fmt.Fprint(w, oneThing[:30])
}

// hangsUp closes the connection instead of an answer.
func hangsUp(w http.ResponseWriter, _ *http.Request) {
	c, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = c.Close()
	}
}

// packed is 40 MiB of spaces in 40 KiB.
var packed = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	for range 40 {
		_, _ = z.Write(bytes.Repeat([]byte(" "), 1<<20))
	}
	_ = z.Close()
	return b.Bytes()
})

func gzipBomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(packed())
}

func TestFaults(t *testing.T) {
	const days = "86400"
	for _, c := range []struct {
		says   string
		things http.HandlerFunc
		gap    string        // "" for a complete answer
		asked  int           // for the things; 0 for any number
		waited time.Duration // at least, once
	}{
		{"all is well", saying(oneThing), "", 1, 0},
		{"401", answers(401), "does not accept the credential (401)", 1, 0},
		{"403", answers(403), "may not read this (403)", 1, 0},
		{"403 that is a limit of which the end is far", answers(403, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", days), "rate limit is reached (403)", 1, 0},
		{"404", answers(404), "knows no such thing", 1, 0},
		{"418", answers(418), "refused the request (418)", 1, 0},
		{"429 for ever", answers(429), "rate limit is reached (429)", attempts, 500 * time.Millisecond},
		{"429 once", oneByOne(answers(429), saying(oneThing)), "", 2, 500 * time.Millisecond},
		{"429 with seconds", oneByOne(answers(429, "Retry-After", "30"), saying(oneThing)), "", 2, 29 * time.Second},
		{"429 with a date", oneByOne(answers(429, "Retry-After", "Thu, 26 Nov 2026 00:00:30 GMT", "Date", "Thu, 26 Nov 2026 00:00:00 GMT"), saying(oneThing)), "", 2, 29 * time.Second},
		{"429 with a date that is past", oneByOne(answers(429, "Retry-After", "Thu, 26 Nov 2020 00:00:30 GMT"), saying(oneThing)), "", 2, 0},
		{"429 with a date in years", answers(429, "Retry-After", "Thu, 26 Nov 2099 00:00:30 GMT"), "rate limit is reached (429)", 1, 0},
		{"429 with a number that is none", oneByOne(answers(429, "Retry-After", "soon"), saying(oneThing)), "", 2, 500 * time.Millisecond},
		{"429 with a number below nothing", oneByOne(answers(429, "Retry-After", "-5"), saying(oneThing)), "", 2, 500 * time.Millisecond},
		{"429 with a number beyond all", answers(429, "Retry-After", "99999999999999999999999"), "rate limit is reached (429)", 1, 0},
		{"429 with a reset in seconds from now", oneByOne(answers(429, "RateLimit-Remaining", "0", "RateLimit-Reset", "20"), saying(oneThing)), "", 2, 19 * time.Second},
		{"400", withBody(400, `{"message":"canary"}`), "refused the request (400)", 1, 0},
		{"403 that is a secondary limit in GitHub's words", oneByOne(withBody(403, `{"message":"You have exceeded a secondary rate limit."}`), saying(oneThing)), "", 2, 59 * time.Second},
		{"500 twice", oneByOne(answers(500), answers(502), saying(oneThing)), "", 3, 500 * time.Millisecond},
		{"503 for ever", answers(503), "the API failed (503)", attempts, 500 * time.Millisecond},
		{"503 until tomorrow", answers(503, "Retry-After", days), "the API failed (503)", 1, 0},
		{"501", answers(501), "the API failed (501)", 1, 0},
		{"a connection that is closed once", oneByOne(hangsUp, saying(oneThing)), "", 0, 0},
		{"a connection that is closed for ever", hangsUp, "could not be reached", 0, 0},
		{"an answer that never begins", neverBegins, "did not answer in time", 2, 0},
		{"an answer that never ends", neverEnds, "did not answer in time", 2, 0},
		{"an answer that breaks off once", oneByOne(breaksOff, saying(oneThing)), "", 2, 0},
		{"an answer that breaks off for ever", breaksOff, "broke off before its end", 3, 0},
		{"no JSON", saying("<html>sign in</html>"), "not in the documented form", 1, 0},
		{"half JSON", saying(oneThing[:30]), "not in the documented form", 1, 0},
		{"nothing", saying(""), "not in the documented form", 1, 0},
		{"null", saying("null"), "not in the documented form", 1, 0},
		{"another object", saying(`{"message":"moved"}`), "not in the documented form", 1, 0},
		{"an empty object", saying(`{}`), "not in the documented form", 1, 0},
		{"a list", saying(`[{"id":"a"}]`), "not in the documented form", 1, 0},
		{"a field of another type", saying(`{"things":{"id":"a"}}`), "not in the documented form", 1, 0},
		{"nulls and what is new", saying(`{"things":[null,{"id":"b","name":null,"state":"NEVER_SEEN","more":{"x":[1]}}],"next":null}`), "", 1, 0},
		{"deep JSON", saying(strings.Repeat(`{"things":[`, 200_000)), "not in the documented form", 1, 0},
		{"deep JSON beside", saying(`{"x":` + strings.Repeat(`[`, 200_000) + strings.Repeat(`]`, 200_000) + `,"things":[]}`), "not in the documented form", 1, 0},
		{"40 MiB", func(w http.ResponseWriter, _ *http.Request) {
			for range 40 {
				_, _ = w.Write(bytes.Repeat([]byte(" "), 1<<20))
			}
		}, "larger than 32 MiB", 1, 0},
		{"a bomb", gzipBomb, "larger than 32 MiB", 1, 0},
		{"a next page that is no address", saying(`{"things":[],"next":"::not an address::"}`), "address", 1, 0},
		{"a next page with control characters", saying(`{"things":[],"next":"/v1/things\u0000"}`), "address", 1, 0},
		{"a next page on another host", saying(`{"things":[],"next":"https://evil.example/v1/things?page=2"}`), "host that is not Shop's", 1, 0},
		{"a next page behind another port", saying(`{"things":[],"next":"http://127.0.0.1:1/v1/things"}`), "host that is not Shop's", 1, 0},
		{"a next page that deletes", saying(`{"things":[],"next":"/v1/things/a"}`), "not on the list", 1, 0},
		{"a redirect to another host", answers(302, "Location", "https://evil.example/v1/things"), "points to another place (302)", 1, 0},
		{"a redirect to what is not on the list", answers(302, "Location", "/v1/secrets"), "not on the list", 1, 0},
		{"a redirect to itself", answers(302, "Location", "/v1/things"), "points to another place (302)", 6, 0},
		{"a redirect to nowhere", answers(302), "refused the request (302)", 1, 0},
		{"not modified, unasked", answers(304), "refused the request (304)", 1, 0},
	} {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			count := 0
			s := shopServer(t, func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				count++
				mu.Unlock()
				if r.Header.Get("Authorization") != "Bearer canary-8f21c0aa-token" {
					t.Error("asked without the credential")
				}
				c.things(w, r)
			})
			w := &waits{}
			o := over(s.URL, w)
			if strings.Contains(c.gap, "in time") {
				o.Exchange = 300 * time.Millisecond
			}
			a, err := Run(t.Context(), []Asked{{Provider: shop}}, o)
			if err != nil {
				t.Fatal(err)
			}
			judgeGaps(t, a, c.gap)
			mu.Lock()
			defer mu.Unlock()
			if c.asked > 0 && count != c.asked {
				t.Errorf("asked %d times, want %d", count, c.asked)
			}
			longest := time.Duration(0)
			for _, d := range w.all {
				longest = max(longest, d)
			}
			if longest < c.waited || longest > longestWait {
				t.Errorf("waited %v, want %v", w.all, c.waited)
			}
		})
	}
}

// judgeGaps: either there is no gap and the answer is complete, or there is one that
// says why, and the provider is incomplete. A secret is in none.
func judgeGaps(t *testing.T, a Answer, gap string) {
	t.Helper()
	gaps := a.gaps()
	if (gap == "") != (len(gaps) == 0) || (gap == "") != (len(a.Incomplete) == 0) {
		t.Fatalf("gaps %q, incomplete %v", gaps, a.Incomplete)
	}
	all := strings.Join(gaps, "\n")
	if !strings.Contains(all, gap) || strings.Contains(all, "canary") || strings.Contains(all, ownFault) {
		t.Errorf("gaps %q, want %q", gaps, gap)
	}
}

// TestFiftyThousandThings: in 500 pages, and each is there.
func TestFiftyThousandThings(t *testing.T) {
	s := shopServer(t, func(w http.ResponseWriter, r *http.Request) {
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		if r.URL.Query().Get("n") != "" { // the link to the next page, which the shop only touches
			return
		}
		_, _ = fmt.Fprint(w, pageOf(page, 100, 500))
	})
	o := over(s.URL, nil)
	shop := shop
	shop.Budget = 999
	a, err := Run(t.Context(), []Asked{{Provider: shop}}, o)
	if err != nil {
		t.Fatal(err)
	}
	judgeGaps(t, a, "the budget of 999 requests is spent")
	shop.Budget = 1000 // who asks, 500 pages, and 499 links that are touched
	if a, err = Run(t.Context(), []Asked{{Provider: shop}}, o); err != nil {
		t.Fatal(err)
	}
	judgeGaps(t, a, "")
	stores := 0
	for range graph.Build(a.Facts).Nodes(graph.Store) {
		stores++
	}
	if stores != 50_000 || a.Requests != 1000 {
		t.Errorf("%d stores in %d requests", stores, a.Requests)
	}
}

func pageOf(page, size, pages int) string {
	var b strings.Builder
	b.WriteString(`{"things":[`)
	for i := range size {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"%d-%d","name":"thing %d of page %d","state":"x"}`, page, i, i, page)
	}
	b.WriteString(`]`)
	if page < pages {
		fmt.Fprintf(&b, `,"next":"/v1/things?n=%d"`, page)
	}
	b.WriteString(`}`)
	return b.String()
}

// TestASpentBudgetIsOneGap: a thousand questions that were not asked are not a
// thousand gaps, and what is sent is what the budget allows.
func TestASpentBudgetIsOneGap(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, `,{"id":"a%d","name":"n%d","state":"copied"}`, i, i)
	}
	s := shopServer(t, saying(`{"things":[`+b.String()[1:]+`]}`))
	frugal := shop
	frugal.Budget = 4
	a, err := Run(t.Context(), []Asked{{Provider: frugal}}, over(s.URL, nil))
	if err != nil {
		t.Fatal(err)
	}
	judgeGaps(t, a, "the budget of 4 requests is spent, and the rest was not asked for")
	if a.Requests != 4 || len(a.gaps()) != 3 { // two of the copies are not found
		t.Error(a.Requests, a.gaps())
	}
}

// TestPatience: a server that answers everything, but slowly.
func TestPatience(t *testing.T) {
	s := shopServer(t, func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(30 * time.Millisecond)
		_, _ = fmt.Fprint(w, `{"things":[],"next":"/v1/things?n=1"}`)
	})
	o := over(s.URL, nil)
	o.Patience = 300 * time.Millisecond
	a, err := Run(t.Context(), []Asked{{Provider: shop}}, o)
	if err != nil {
		t.Fatal(err)
	}
	judgeGaps(t, a, "did not answer everything in 300ms")
	if len(a.gaps()) != 1 {
		t.Error(a.gaps())
	}
}

// TestAHostThatIsSilentIsLeftAlone: after several requests without any answer the
// rest is not tried.
func TestAHostThatIsSilentIsLeftAlone(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(hangsUp))
	defer s.Close()
	c := newClient(shop, "", over(s.URL, &waits{}))
	for range 20 {
		if err := c.Get(t.Context(), "/v1/things", nil, nil); err == nil || !strings.Contains(err.Error(), "could not be reached") {
			t.Fatal(err)
		}
	}
	if n := c.Requests(); n != unanswered {
		t.Errorf("%d requests", n)
	}
}

// TestCtrlC: whatever the run is at, it ends at once, and says that it did.
func TestCtrlC(t *testing.T) {
	for name, things := range map[string]http.HandlerFunc{
		"no answer":         neverBegins,
		"half an answer":    neverEnds,
		"a wait":            answers(429, "Retry-After", "80"),
		"time to try again": answers(500),
		"an endless list": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = fmt.Fprint(w, `{"things":[],"next":"/v1/things?n=1"}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := make(chan struct{})
			once := sync.OnceFunc(func() { close(began) })
			s := shopServer(t, func(w http.ResponseWriter, r *http.Request) { once(); things(w, r) })
			ctx, cancel := context.WithCancel(t.Context())
			go func() { <-began; time.Sleep(20 * time.Millisecond); cancel() }()
			start := time.Now()
			a, err := Run(ctx, []Asked{{Provider: shop}}, over(s.URL, nil))
			if err == nil || time.Since(start) > 5*time.Second || len(a.Incomplete) != 1 {
				t.Error(err, time.Since(start), a.Incomplete)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a, err := Run(ctx, []Asked{{Provider: shop}}, over("https://api.shop.example", nil))
	if err == nil || a.Requests != 0 || len(a.Incomplete) != 1 {
		t.Error("before it began:", err, a.Requests, a.Incomplete)
	}
}

// TestAWaitHoldsForAllAndBlocksNone: while one request waits to be repeated,
// others are sent; while the API wants none, none is.
func TestAWaitHoldsForAllAndBlocksNone(t *testing.T) {
	first := make(chan struct{})
	var mu sync.Mutex
	failed := map[string]bool{}
	s := shopServer(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if id := r.URL.Query().Get("fail"); id != "" && !failed[id] { // each fails once
			failed[id] = true
			w.WriteHeader(500)
			return
		}
		_, _ = fmt.Fprint(w, oneThing)
	})
	o := over(s.URL, nil)
	o.Sleep = func(ctx context.Context, _ time.Duration) error { // until others are through
		select {
		case <-first:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	c := newClient(shop, "", o)
	var running sync.WaitGroup
	for i := range 2 * atOnce {
		running.Go(func() {
			if err := c.Get(t.Context(), "/v1/things", url.Values{"fail": {strconv.Itoa(i)}}, nil); err != nil {
				t.Error(err)
			}
		})
	}
	for range 20 { // all places would be taken by the waiting
		if err := c.Get(t.Context(), "/v1/things", nil, nil); err != nil {
			t.Error(err)
		}
	}
	close(first)
	running.Wait()

	s = shopServer(t, oneByOne(answers(429, "Retry-After", "60"), saying(oneThing)))
	w := &waits{}
	c = newClient(shop, "", over(s.URL, w))
	_ = c.Get(t.Context(), "/v1/things", nil, nil)
	w.all = nil
	if err := c.Get(t.Context(), "/v1/me", nil, nil); err != nil || len(w.all) != 1 || w.all[0] < 50*time.Second {
		t.Error("the next request did not wait:", err, w.all)
	}
}

// TestOnceTheLimitIsFarNothingMoreIsSent: an API that says "in an hour" is not
// asked the other nine hundred questions.
func TestOnceTheLimitIsFarNothingMoreIsSent(t *testing.T) {
	s := shopServer(t, answers(429, "Retry-After", "3600"))
	c := newClient(shop, "", over(s.URL, &waits{}))
	facts := graph.NewFacts(secret.NewVault(), "")
	for i := range 5 {
		c.Failed(facts, "question "+strconv.Itoa(i), c.Get(t.Context(), "/v1/things", nil, nil))
	}
	if n := len(graph.Build(facts).Gaps()); c.Requests() != 1 || n > 2 {
		t.Errorf("%d requests, %d gaps", c.Requests(), n)
	}
}

// TestALibraryCannotUnpackABomb: one that asks for gzip itself gets what the gate
// has unpacked in bounds.
func TestALibraryCannotUnpackABomb(t *testing.T) {
	for want, things := range map[string]http.HandlerFunc{
		"larger than 32 MiB": gzipBomb,
		"broke off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = fmt.Fprint(w, "no gzip at all")
		},
	} {
		s := shopServer(t, things)
		c := newClient(shop, "", over(s.URL, &waits{}))
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/v1/things", nil)
		r.Header.Set("Accept-Encoding", "gzip")
		if _, err := c.Do(r, "/v1/things", nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Error(err)
		}
	}
}

// TestWaitingForAPlaceIsNotTheApisTime: many questions at once to a server that
// takes its time for each.
func TestWaitingForAPlaceIsNotTheApisTime(t *testing.T) {
	var mu sync.Mutex
	now, most := 0, 0
	s := shopServer(t, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		time.Sleep(200 * time.Millisecond)
		mu.Lock()
		now--
		mu.Unlock()
		_, _ = fmt.Fprint(w, oneThing)
	})
	o := over(s.URL, nil)
	o.Exchange = time.Second
	c := newClient(shop, "", o)
	var running sync.WaitGroup
	for range 8 * atOnce {
		running.Go(func() {
			if err := c.Get(t.Context(), "/v1/things", nil, nil); err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
	if most > atOnce {
		t.Errorf("%d at once", most)
	}
}
