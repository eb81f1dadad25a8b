// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// always answers every request in one way.
type always struct {
	status int
	header http.Header
	body   string
	err    error
	asked  atomic.Int64
}

func (a *always) RoundTrip(r *http.Request) (*http.Response, error) {
	a.asked.Add(1)
	if a.err != nil {
		return nil, a.err
	}
	h := a.header.Clone()
	if h == nil {
		h = http.Header{"Content-Type": {"application/json"}}
	}
	return &http.Response{StatusCode: a.status, Header: h, Body: io.NopCloser(strings.NewReader(a.body)), Request: r, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}, nil
}

// TestEveryProviderBearsAnything: whatever an API answers to everything, a
// provider ends, blames nobody but the API, says that it is incomplete, and shows
// no credential.
func TestEveryProviderBearsAnything(t *testing.T) {
	for name, fault := range map[string]*always{
		"401": {status: 401, body: `{"message":"canary"}`}, "403": {status: 403, body: "canary"}, "404": {status: 404, body: "{}"}, "410": {status: 410},
		"429": {status: 429}, "429 for an hour": {status: 429, header: http.Header{"Retry-After": {"3600"}}},
		"500": {status: 500, body: "<html>canary</html>"}, "503": {status: 503}, "302": {status: 302, header: http.Header{"Location": {"https://evil.example/"}}},
		"204": {status: 204}, "304": {status: 304}, "no network": {err: errors.New("dial tcp canary: no route to host")},
		"null": {status: 200, body: "null"}, "a number": {status: 200, body: "1e400"}, "a text": {status: 200, body: `"canary"`}, "nothing": {status: 200},
		"an object": {status: 200, body: `{"canary":true}`}, "half an object": {status: 200, body: `{"data":{"me":{"id":"x`},
		"a page": {status: 200, header: http.Header{"Content-Type": {"text/html"}}, body: "<html>sign in</html>"}, "deep": {status: 200, body: strings.Repeat(`{"data":[`, 50_000)},
		"errors": {status: 200, body: `{"data":null,"errors":[{"message":"canary","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}`}, "no data": {status: 200, body: `{"data":null}`},
		"XML": {status: 200, header: http.Header{"Content-Type": {"text/xml"}}, body: "<a><b>canary</b>"},
	} {
		for _, p := range All() {
			t.Run(name+"/"+p.Name, func(t *testing.T) {
				f := &always{status: fault.status, header: fault.header, body: fault.body, err: fault.err}
				a, err := Run(t.Context(), []Asked{{Provider: p}}, optionsFor(p, f))
				if err != nil || !slices.Contains(a.Incomplete, p.Name) {
					t.Errorf("is complete: %v", err)
				}
				bearable(t, a)
			})
		}
	}
}

// TestEveryProviderBearsEmptiness: lists that are empty, and nulls in them.
func TestEveryProviderBearsEmptiness(t *testing.T) {
	for _, body := range []string{"[]", "{}", "[null]", `{"data":{}}`, `{"data":[null]}`, "[[]]", `[{}]`, `[{"id":null,"name":null}]`, `[{"id":7,"name":{}}]`} {
		for _, p := range All() {
			a, err := Run(t.Context(), []Asked{{Provider: p}}, optionsFor(p, &always{status: 200, body: body}))
			if err != nil {
				t.Errorf("%s: %s: %v", p.Name, body, err)
			}
			bearable(t, a)
		}
	}
}

func bearable(t *testing.T, a Answer) {
	t.Helper()
	gaps := a.gaps()
	if len(gaps) > 60 {
		t.Errorf("%d gaps: %q", len(gaps), gaps[:10])
	}
	for _, g := range gaps {
		if strings.Contains(g, ownFault) || strings.Contains(g, "canary") {
			t.Errorf("%q", g)
		}
	}
}

// TestNothingIsAskedWithoutACredential, and the gap names the variable.
func TestNothingIsAskedWithoutACredential(t *testing.T) {
	for _, p := range All() {
		f := &always{status: 200, body: "{}"}
		o := optionsFor(p, f)
		o.Getenv = func(string) string { return "" }
		o.Home = t.TempDir()
		a, err := Run(t.Context(), []Asked{{Provider: p}}, o)
		if err != nil || f.asked.Load() != 0 || !slices.Contains(a.Incomplete, p.Name) {
			t.Errorf("%s: %d requests, incomplete %v, %v", p.Name, f.asked.Load(), a.Incomplete, err)
		}
		if gaps := strings.Join(a.gaps(), "\n"); !slices.ContainsFunc(p.Variables, func(v string) bool { return strings.Contains(gaps, v) }) {
			t.Errorf("%s: no gap names a variable: %s", p.Name, gaps)
		}
	}
}

// TestEveryCredentialIsWatched: what a variable held is not printed, whatever an
// API echoes.
func TestEveryCredentialIsWatched(t *testing.T) {
	for _, p := range All() {
		o := optionsFor(p, &always{status: 200, body: "{}"})
		_, _ = Run(t.Context(), []Asked{{Provider: p}}, o)
		v := o.Getenv(p.Variables[0])
		if v == "" || p.Name == "aws" || p.Name == "kubernetes" { // what their first variable names is no secret
			continue
		}
		if len(o.Vault.Search().Hits("the project "+v)) == 0 {
			t.Errorf("%s: %s is not watched", p.Name, p.Variables[0])
		}
	}
}

// TestAProbeSendsItsOwnListAndNothingElse.
func TestAProbeSendsItsOwnListAndNothingElse(t *testing.T) {
	for _, p := range All() {
		if p.Probe == nil {
			continue
		}
		for _, kind := range p.Probe.Kinds {
			f := &always{status: 404, body: "{}"}
			o := optionsFor(p, f)
			o.Getenv = func(string) string { return "" }
			v := secret.New("canary-8f21c0aa-found")
			facts := graph.NewFacts(o.Vault, "")
			id := facts.Literal(kind, "FOUND", v, graph.Evidence{Basis: graph.ReadInFile})
			a, err := ProbeFound(t.Context(), []Found{{ID: id, Kind: kind, Name: "FOUND", Value: v}}, o)
			if err != nil || f.asked.Load() == 0 || f.asked.Load() > 6 || !slices.Contains(a.Incomplete, p.Name) {
				t.Errorf("%s: %s: %d requests, incomplete %v, %v", p.Name, kind, f.asked.Load(), a.Incomplete, err)
			}
			bearable(t, a)
		}
	}
}

// TestAPanicIsAGap: of one provider; the other answers.
func TestAPanicIsAGap(t *testing.T) {
	broken := shop
	broken.Name = "broken"
	broken.Ask = func(context.Context, *Client, *graph.Facts) error { panic("canary") }
	s := shopServer(t, saying(oneThing))
	a, err := Run(t.Context(), []Asked{{Provider: broken}, {Provider: shop}}, over(s.URL, &waits{}))
	if gaps := a.gaps(); err != nil || len(gaps) != 1 || !strings.Contains(gaps[0], ownFault) || strings.Contains(gaps[0], "canary") || !slices.Equal(a.Incomplete, []string{"broken"}) {
		t.Error(err, a.gaps(), a.Incomplete)
	}
}
