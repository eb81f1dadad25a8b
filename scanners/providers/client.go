// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Client is a provider's way to its API, with the user's credential for it.
// Safe for concurrent use once [Client.Use] and [Client.Trust] are through.
type Client struct {
	Provider
	Of     string // what stands behind the name in --live; "" for nothing
	Now    time.Time
	Values bool

	options    Options
	base       string
	gate       *gate
	http       *http.Client
	authorize  func(http.Header) bool
	incomplete atomic.Bool
}

func newClient(p Provider, of string, o Options) *Client {
	if o.Getenv == nil {
		o.Getenv = func(string) string { return "" }
	}
	c := &Client{Provider: p, Of: of, Now: o.Now, Values: o.Values, options: o, base: strings.TrimRight(p.Base, "/")}
	named := false
	if p.BaseVariable != "" {
		if b := o.Getenv(p.BaseVariable); b != "" {
			c.base, named = strings.TrimRight(b, "/"), true
		}
	}
	c.gate = newGate(p, o)
	if u, err := url.Parse(c.base); err == nil && u.Host != "" {
		c.gate.admit(u, named)
	}
	for _, h := range p.Hosts {
		c.gate.hosts[h] = false
	}
	c.http = &http.Client{Transport: c, CheckRedirect: sameHost}
	return c
}

// sameHost refuses to follow an answer to another host, which would get the
// credential, or from https to http.
func sameHost(to *http.Request, via []*http.Request) error {
	from := via[len(via)-1].URL
	if len(via) > 5 || to.URL.Host != from.Host || from.Scheme == "https" && to.URL.Scheme != "https" {
		return http.ErrUseLastResponse
	}
	return nil
}

// Trust lets requests go to an address that the user's own configuration names,
// a private one included: a cluster of the kubeconfig.
func (c *Client) Trust(address string) {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		c.gate.admit(u, true)
	}
}

// SetBase is for providers whose address the user's configuration names.
func (c *Client) SetBase(address string) {
	c.base = strings.TrimRight(address, "/")
	c.Trust(address)
}

// Base is the address of the API.
func (c *Client) Base() string { return c.base }

// Through puts a transport of a library's own between the gate and the network:
// one that knows a cluster's certificates.
func (c *Client) Through(next http.RoundTripper) { c.gate.next = next }

// HTTP is a client for libraries. Whatever they send passes the gate, is counted,
// repeated where that is sensible, and carries the credential of [Client.Use].
func (c *Client) HTTP() *http.Client { return c.http }

// RoundTrip makes the client a transport, so that libraries can be given it.
func (c *Client) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	if c.authorize != nil && c.gate.isBase(r.URL, c.base) && !c.authorize(r.Header) {
		return nil, failure{kind: graph.Denied, says: "the credential given for " + c.Title + " cannot stand in a header; look at " + strings.Join(c.Variables, " or ")}
	}
	return c.gate.RoundTrip(r)
}

// Key is the first of the documented variables that is set. The plaintext goes
// nowhere but into a Value.
func (c *Client) Key(variables ...string) (v secret.Value, name string, ok bool) {
	for _, name = range variables {
		if t := strings.TrimSpace(c.options.Getenv(name)); t != "" {
			return secret.New(t), name, true
		}
	}
	return secret.Value{}, "", false
}

// Setting is the value of a variable that is no secret: a profile's name, a path.
func (c *Client) Setting(name string) string { return strings.TrimSpace(c.options.Getenv(name)) }

// Home is the user's home folder, or "".
func (c *Client) Home() string { return c.options.Home }

// Subjects are the scanned repositories on a host, as OWNER/NAME.
func (c *Client) Subjects(host string) (names []string) {
	for _, s := range c.options.Subjects {
		if name, ok := strings.CutPrefix(s, host+"/"); ok {
			names = append(names, name)
		}
	}
	return names
}

// Use makes every request to the base address carry a key in a header: scheme is
// "Bearer " or what the vendor documents.
func (c *Client) Use(v secret.Value, header, scheme string) {
	header = http.CanonicalHeaderKey(header)
	c.UseFunc(func(h http.Header) bool { return v.Authorize(h, header, scheme) })
}

// UseFunc is [Client.Use] for any other way to authorize.
func (c *Client) UseFunc(put func(http.Header) bool) { c.authorize = put }

// Missing is the error of a provider for which no credential was given.
func (c *Client) Missing() error {
	return failure{kind: graph.Denied, says: "no credential for " + c.Title + " was given; set " + strings.Join(c.Variables, " or ")}
}

// Requests is how many were sent.
func (c *Client) Requests() int { return int(c.gate.sent.Load()) }

// Fetched is evidence that the API answered so: path is the one that was asked.
func (c *Client) Fetched(path, says string) graph.Evidence {
	return graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: c.address(path)}, Says: says}
}

// address is a path as evidence and gaps show it: the query's page is left out.
func (c *Client) address(path string) string {
	if strings.Contains(path, "://") || path == "" && c.base != "" {
		if path == "" {
			path = c.base
		}
		return path
	}
	if c.base == "" {
		return c.Name + ":" + path
	}
	return c.base + path
}

// Get asks for one document and decodes it into a struct. Numbers that are larger
// or fields that are other than the struct says are the vendor's change, and an
// error that [Client.Failed] words.
func (c *Client) Get(ctx context.Context, path string, query url.Values, into any) error {
	_, err := c.GetPage(ctx, path, query, into)
	return err
}

// GetPage is [Client.Get] that also hands out the answer's headers, for lists
// that come in pages.
func (c *Client) GetPage(ctx context.Context, path string, query url.Values, into any) (http.Header, error) {
	address := c.base + path
	if strings.Contains(path, "://") {
		address = path
	}
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, failure{path: path, kind: graph.Invalid, says: "an address of the answer is none"}
	}
	r.Header.Set("Accept", "application/json")
	return c.Do(r, path, into)
}

// Do sends a request and decodes its answer. Path is how evidence and gaps show
// it.
func (c *Client) Do(r *http.Request, path string, into any) (http.Header, error) {
	if r.Header.Get("User-Agent") == "" {
		r.Header.Set("User-Agent", UserAgent)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, failureOf(path, err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	switch {
	case err != nil:
		return answer.Header, failureOf(path, err)
	case len(body) > maxAnswer:
		return answer.Header, failure{path: path, kind: graph.TooLarge, says: "the answer is larger than 32 MiB"}
	case answer.StatusCode >= 300:
		return answer.Header, refusal(path, answer, body)
	case into == nil:
		return answer.Header, nil
	}
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(into); err != nil {
		return answer.Header, failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
	}
	return answer.Header, nil
}

// UserAgent names us to vendors.
const UserAgent = "stagedoor (read-only; https://github.com/stagedoor/stagedoor)"

// maxAnswer is how many bytes of one answer are read.
const maxAnswer = 32 << 20
