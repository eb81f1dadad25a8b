// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// UseDigest is [Client.Use] for HTTP's digest authentication: the first request
// is refused with a challenge, and answered; the answers to the next requests are
// counted, until the API wants a new challenge answered.
func (c *Client) UseDigest(user string, v secret.Value) {
	c.http.Transport = &digested{Client: c, user: user, value: v}
}

type digested struct {
	*Client
	user  string
	value secret.Value

	mu        sync.Mutex
	challenge secret.Digest
	count     int
}

// RoundTrip sends a request through the gate, again where it was refused with a
// challenge that has not been answered.
func (d *digested) RoundTrip(r *http.Request) (*http.Response, error) {
	if !d.takesKey(r.URL) {
		return d.Client.RoundTrip(r)
	}
	before, ok, err := d.authorized(r)
	if err != nil {
		return nil, err
	}
	answer, err := d.Client.RoundTrip(before)
	if err != nil || answer.StatusCode != http.StatusUnauthorized || !d.learn(answer.Header, ok) {
		return answer, err
	}
	_ = answer.Body.Close()
	again, _, err := d.authorized(r)
	if err != nil {
		return nil, err
	}
	return d.Client.RoundTrip(again)
}

// authorized is the request with an answer to the challenge, where there is one.
func (d *digested) authorized(r *http.Request) (out *http.Request, answered bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	out = r.Clone(r.Context())
	if d.challenge.Nonce == "" {
		return out, false, nil
	}
	var nonce [16]byte
	_, _ = rand.Read(nonce[:]) // never fails
	d.count++
	if !d.value.AuthorizeDigest(out.Header, d.user, d.challenge, r.Method, r.URL.RequestURI(), hex.EncodeToString(nonce[:]), d.count) {
		return nil, false, failure{kind: graph.Denied, says: "the credential given for " + d.Title + " cannot answer its challenge; look at " + d.Variables[0]}
	}
	return out, true, nil
}

// learn takes a new challenge. It reports whether answering it may help: the
// first, or one with another nonce than the one that was answered.
func (d *digested) learn(h http.Header, answered bool) bool {
	for _, v := range h.Values("WWW-Authenticate") {
		challenge, ok := secret.ParseDigest(v)
		if !ok {
			continue
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		if answered && challenge.Nonce == d.challenge.Nonce {
			return false
		}
		if challenge.Nonce != d.challenge.Nonce {
			d.challenge, d.count = challenge, 0
		}
		return true
	}
	return false
}
