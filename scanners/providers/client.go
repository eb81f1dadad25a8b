// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
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
	also       []string // further addresses that get the credential
	wrong      *failure // why there is no address to ask
	incomplete atomic.Bool
	left       leftOut
	unasked    atomic.Pointer[string] // the words of [Client.Missing], once it was said
}

// Through puts a transport of a library's own between the gate and the network:
// one that knows a cluster's certificates. Recorded answers stay in its place.
func (c *Client) Through(next http.RoundTripper) {
	if c.options.Transport == nil {
		c.gate.next = next
	}
}

// HTTP is a client for libraries. Whatever they send passes the gate, is counted,
// repeated where that is sensible, and carries the credential of [Client.Use].
func (c *Client) HTTP() *http.Client { return c.http }

// RoundTrip makes the client a transport, so that libraries can be given it.
func (c *Client) RoundTrip(r *http.Request) (*http.Response, error) {
	if c.wrong != nil {
		return nil, *c.wrong
	}
	r = r.Clone(r.Context())
	if c.authorize != nil && c.takesKey(r.URL) && !c.authorize(r.Header) {
		return nil, failure{kind: graph.Denied, says: "the credential given for " + c.Title + " cannot stand in a header; look at " + strings.Join(c.Variables, " or ")}
	}
	return c.gate.RoundTrip(r)
}

// Also lets the credential go to a second address of the vendor, which is among
// the provider's Hosts or named by the user's configuration.
func (c *Client) Also(address string) { c.also = append(c.also, address) }

// takesKey reports whether an address gets the credential.
func (c *Client) takesKey(u *url.URL) bool {
	return c.gate.isBase(u, c.base) || slices.ContainsFunc(c.also, func(a string) bool { return c.gate.isBase(u, a) })
}

// Key is the first of the documented variables that is set. The plaintext goes
// nowhere but into a Value, and no report shows it: an API may echo it in a name.
func (c *Client) Key(variables ...string) (v secret.Value, name string, ok bool) {
	for _, name = range variables {
		if t := strings.TrimSpace(c.options.Getenv(name)); t != "" {
			v = secret.New(t)
			c.Watch(v)
			return v, name, true
		}
	}
	return secret.Value{}, "", false
}

// Watch keeps a credential that a library or a file of the user's gave out of
// every report. [Client.Key] does it by itself.
func (c *Client) Watch(v secret.Value) {
	if c.options.Vault != nil {
		c.options.Vault.Watch(v)
	}
}

// Setting is the value of a variable that is no secret: a profile's name, a path.
func (c *Client) Setting(name string) string { return strings.TrimSpace(c.options.Getenv(name)) }

// Home is the user's home folder, or "".
func (c *Client) Home() string { return c.options.Home }

// Folders are those that are scanned.
func (c *Client) Folders() []Folder { return c.options.Folders }

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
	return c.missing("no credential for " + c.Title + " was given; set " + strings.Join(c.Variables, " or "))
}

// missing is [Client.Missing] in other words; they end in what to set.
func (c *Client) missing(says string) error {
	c.unasked.Store(&says)
	return failure{kind: graph.Denied, once: true, says: says}
}

// Requests is how many were sent.
func (c *Client) Requests() int { return int(c.gate.sent.Load()) }

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
		between := "?"
		if strings.Contains(address, "?") {
			between = "&"
		}
		address += between + query.Encode()
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
	body, err := io.ReadAll(answer.Body) // as much as the gate has read
	switch {
	case err != nil:
		return answer.Header, failureOf(path, err)
	case answer.StatusCode >= 300:
		return answer.Header, refusal(path, answer)
	case into == nil:
		return answer.Header, nil
	}
	if err := decode(body, into); err != nil {
		return answer.Header, failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
	}
	return answer.Header, nil
}

// UserAgent names us to vendors.
const UserAgent = "stagedoor (read-only; https://github.com/stagedoor/stagedoor)"

// maxAnswer is how many bytes of one answer are read.
const maxAnswer = 32 << 20
