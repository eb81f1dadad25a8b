// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var quiet = log.New(io.Discard, "", 0)

// secureShop is the shop behind TLS and HTTP/2, with a certificate that the
// client trusts.
func secureShop(t *testing.T, h http.HandlerFunc) (*Client, *httptest.Server) {
	s := httptest.NewUnstartedServer(h)
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	o := over(s.URL, &waits{})
	o.Exchange = 500 * time.Millisecond
	p := shop
	p.Allow = append([]string{"QUERY /graphql me"}, shop.Allow...)
	c := newClient(p, "", o)
	c.gate.trust(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))
	return c, s
}

func TestFaultsOverHTTP2(t *testing.T) {
	for _, f := range []struct {
		says   string
		things http.HandlerFunc
		want   string
	}{
		{"all is well", saying(oneThing), ""},
		{"no answer", neverBegins, "in time"},
		{"half an answer", neverEnds, "in time"},
		{"a stream that is reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "could not be reached"},
		{"a stream that is reset in the answer", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = fmt.Fprint(w, oneThing[:20])
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, "could not be reached"},
		{"an answer that breaks off", breaksOff, "broke off"},
		{"a bomb", gzipBomb, "larger than 32 MiB"},
	} {
		t.Run(f.says, func(t *testing.T) {
			c, _ := secureShop(t, func(w http.ResponseWriter, r *http.Request) {
				if r.ProtoMajor != 2 {
					t.Error(r.Proto)
				}
				f.things(w, r)
			})
			if f.want == "larger than 32 MiB" {
				c.gate.options.Exchange = 20 * time.Second
			}
			err := c.Get(t.Context(), "/v1/things", nil, nil)
			if (err == nil) != (f.want == "") || err != nil && !strings.Contains(err.Error(), f.want) {
				t.Errorf("%v, want %q", err, f.want)
			}
		})
	}
}

// TestAQuestionIsRepeatedWhole: the second attempt has the body of the first.
func TestAQuestionIsRepeatedWhole(t *testing.T) {
	var mu sync.Mutex
	var bodies []string
	c, _ := secureShop(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		bodies = append(bodies, string(body))
		if len(bodies) < 3 {
			w.WriteHeader(503)
			return
		}
		_, _ = fmt.Fprint(w, `{"data":{"me":{"id":"u1"}}}`)
	})
	var answer struct {
		Me struct {
			ID string `json:"id"`
		} `json:"me"`
	}
	if err := c.Query(t.Context(), "/graphql", "query Me { me { id } }", nil, &answer); err != nil || answer.Me.ID != "u1" {
		t.Fatal(err, answer)
	}
	if len(bodies) != 3 || bodies[0] == "" || bodies[1] != bodies[0] || bodies[2] != bodies[0] {
		t.Errorf("%q", bodies)
	}
}

// TestAnotherCertificateIsNotTrusted, and who presents it gets no credential.
func TestAnotherCertificateIsNotTrusted(t *testing.T) {
	asked := false
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	s.Config.ErrorLog = quiet
	s.StartTLS()
	defer s.Close()
	c := newClient(shop, "", over(s.URL, &waits{}))
	if err := c.Get(t.Context(), "/v1/me", nil, nil); err == nil || asked {
		t.Error(err, asked)
	}
}

// TestConnectionsAreUsedAgain, after refusals and failures too: nothing leaks.
func TestConnectionsAreUsedAgain(t *testing.T) {
	var opened, n atomic.Int64
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		switch n.Add(1) % 5 {
		case 0:
			w.WriteHeader(500)
		case 1:
			w.WriteHeader(404)
		case 2:
			w.Header().Set("Location", "https://evil.example")
			w.WriteHeader(302)
		}
		_, _ = fmt.Fprint(w, strings.Repeat(" ", 100_000))
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	s.Start()
	defer s.Close()
	c := newClient(shop, "", over(s.URL, &waits{}))
	beside(200, func(int) { _ = c.Get(t.Context(), "/v1/things", nil, nil) })
	if opened.Load() > 2*atOnce {
		t.Errorf("%d connections for %d requests", opened.Load(), n.Load())
	}
}
