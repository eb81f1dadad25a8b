// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

func newClient(p Provider, of string, o Options) *Client {
	if o.Getenv == nil {
		o.Getenv = func(string) string { return "" }
	}
	c := &Client{Provider: p, Of: of, Now: o.Now, Values: o.Values, options: o, gate: newGate(p, o)}
	c.http = &http.Client{Transport: c, CheckRedirect: sameHost}
	own, named := p.Base, ""
	if u, err := url.Parse(own); err == nil {
		c.gate.own = strings.TrimRight(u.EscapedPath(), "/")
	}
	if p.BaseVariable != "" {
		named = strings.TrimSpace(o.Getenv(p.BaseVariable))
	}
	switch {
	case named != "":
		if c.setBase(named, true); c.wrong != nil {
			c.wrong.says = "the address in " + p.BaseVariable + " is none; write it as https://HOST, without a user or password"
		}
	case own != "":
		c.setBase(own, false)
	}
	return c
}

// setBase takes the address of the API. What else an address may hold, a password
// above all, is refused: it would be shown as the place of every fact.
func (c *Client) setBase(address string, named bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		c.wrong = &failure{kind: graph.Invalid, says: "the address that your configuration names for " + c.Title + " is none; write it as https://HOST"}
		return
	}
	c.wrong, c.base = nil, strings.TrimRight(address, "/")
	c.gate.under = strings.TrimRight(u.EscapedPath(), "/")
	c.gate.admit(u, named)
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
func (c *Client) SetBase(address string) { c.setBase(address, true) }

// Base is the address of the API.
func (c *Client) Base() string { return c.base }

// Fetched is evidence that the API answered so: path is the one that was asked.
func (c *Client) Fetched(path, says string) graph.Evidence {
	return graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: c.address(path)}, Says: says}
}

// address is a path as evidence and gaps show it. A query is not shown: it says
// which page, and a link of the vendor's may hold anything.
func (c *Client) address(path string) string {
	path, _, _ = strings.Cut(path, "?")
	switch {
	case strings.Contains(path, "://"):
		if u, err := url.Parse(path); err == nil {
			u.User = nil
			return u.String()
		}
		return c.base
	case path == "" && c.base != "":
		return c.base
	case path == "":
		return c.Name
	case c.base == "":
		return c.Name + ":" + path
	}
	return c.base + path
}
