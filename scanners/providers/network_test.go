// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "140.82.121.6": true, "2606:50c0:8000::153": true, "::ffff:8.8.8.8": true, "64:ff9b::808:808": true, "2002:808:808::1": true,
		"127.0.0.1": false, "127.8.8.8": false, "::1": false, "::ffff:127.0.0.1": false, "0.0.0.0": false, "0.1.2.3": false, "::": false,
		"10.0.0.1": false, "172.16.0.1": false, "172.31.255.255": false, "172.32.0.1": true, "192.168.1.1": false, "::ffff:10.0.0.1": false, "::ffff:c0a8:101": false,
		"169.254.169.254": false, "::ffff:169.254.169.254": false, "169.254.170.2": false, "fd00:ec2::254": false, "fe80::1": false, "fe80::1%eth0": false,
		"fc00::1": false, "fd12:3456::1": false, "fec0::1": false, "100.64.0.1": false, "100.127.255.255": false, "100.128.0.1": true,
		"192.0.0.8": false, "192.0.2.1": false, "198.18.0.1": false, "198.51.100.1": false, "203.0.113.1": false, "224.0.0.1": false, "ff02::1": false,
		"240.0.0.1": false, "255.255.255.255": false, "2001:db8::1": false, "64:ff9b::a9fe:a9fe": false, "64:ff9b::7f00:1": false, "64:ff9b:1::1": false,
		"2002:7f00:1::": false, "2002:a9fe:a9fe::1": false, "::127.0.0.1": false, "100::1": false, "2001::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public %v", address, got)
		}
		err := publicOnly("tcp", net.JoinHostPort(address, "443"), nil)
		if (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
	if publicOnly("tcp", "no address", nil) == nil {
		t.Error("what is no address is not public")
	}
}

// TestPrivateAddressesAreNotContacted, but where the user names them: that host,
// at that port.
func TestPrivateAddressesAreNotContacted(t *testing.T) {
	reached := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { reached++; _, _ = fmt.Fprint(w, "{}") }))
	defer s.Close()
	u, _ := url.Parse(s.URL)
	named := func(base string, hosts ...string) (*Client, *waits) {
		w := &waits{}
		p := shop
		p.Hosts = hosts
		return newClient(p, "", over(base, w)), w
	}
	for _, c := range []struct {
		says, base, address string
		hosts               []string
		reached             bool
	}{
		{"the address that the user names", s.URL, s.URL, nil, true},
		{"its name", "http://localhost:" + u.Port(), "http://localhost:" + u.Port(), nil, true},
		{"the same host at another port", "http://127.0.0.1:1", s.URL, nil, false},
		{"another name of it", s.URL, "http://localhost:" + u.Port(), nil, false},
		{"a host of the provider's list whose name resolves to it", "https://api.shop.example", "https://localhost:" + u.Port(), []string{"localhost:" + u.Port()}, false},
		{"the same without TLS", "https://api.shop.example", "http://localhost:" + u.Port(), []string{"localhost:" + u.Port()}, false},
	} {
		reached = 0
		client, w := named(c.base, c.hosts...)
		err := client.Get(t.Context(), c.address+"/v1/me", nil, nil)
		if (reached > 0) != c.reached || (err == nil) != c.reached {
			t.Errorf("%s: reached %d times, %v", c.says, reached, err)
		}
		if !c.reached && len(w.all) > 0 {
			t.Errorf("%s: tried again", c.says)
		}
		if c.hosts != nil && strings.HasPrefix(c.address, "https") && !strings.Contains(fmt.Sprint(err), "private address") {
			t.Errorf("%s: %v", c.says, err)
		}
	}
}

// TestAProxyMayBePrivate: the user's own, and what is behind it is still what the
// list names.
func TestAProxyMayBePrivate(t *testing.T) {
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.Host)
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer s.Close()
	old := proxy
	t.Cleanup(func() { proxy = old })
	u, _ := url.Parse(s.URL)
	proxy = http.ProxyURL(u)
	c := newClient(shop, "", over("", &waits{}))
	if err := c.Get(t.Context(), "/v1/me", nil, nil); err == nil {
		t.Error("the proxy refuses")
	}
	if err := c.Get(t.Context(), "https://169.254.169.254/latest", nil, nil); err == nil {
		t.Error("the metadata service was asked through a proxy")
	}
	if len(asked) == 0 || asked[0] != "CONNECT api.shop.example:443" || strings.Contains(strings.Join(asked, " "), "169.254") {
		t.Error(asked)
	}
}

func TestPortsOfProxies(t *testing.T) {
	for address, want := range map[string]string{
		"http://10.0.0.1": "10.0.0.1:80", "https://10.0.0.1": "10.0.0.1:443", "socks5://10.0.0.1": "10.0.0.1:1080", "http://10.0.0.1:3128": "10.0.0.1:3128", "https://[fd00::1]": "[fd00::1]:443",
	} {
		u, _ := url.Parse(address)
		if got := withPort(u); got != want {
			t.Errorf("%s: %s", address, got)
		}
	}
}

// TestTheUsersAddress: another base, with folders before the vendor's paths or
// without; and what is no address is said, not asked, and not shown.
func TestTheUsersAddress(t *testing.T) {
	deep := shop
	deep.Base, deep.Allow = "https://api.shop.example/api/v2", []string{"GET /api/v2/me", "QUERY /graphql me"}
	for _, c := range []struct {
		p             Provider
		base, address string
		sent          string // "" for nothing
	}{
		{shop, "", "/v1/me", "GET api.shop.example/v1/me"},
		{shop, "https://shop.corp/api/v3", "/v1/me", "GET shop.corp/api/v3/v1/me"},
		{shop, "https://shop.corp/api/v3/", "/v1/me", "GET shop.corp/api/v3/v1/me"},
		{shop, "https://shop.corp/api/v3", "/v1/keys", ""},
		{shop, "https://shop.corp/api/v3", "https://shop.corp/api/v33/v1/me", ""},
		{deep, "", "/me", "GET api.shop.example/api/v2/me"},
		{deep, "http://127.0.0.1:8080", "/me", "GET 127.0.0.1:8080/me"},
		{deep, "http://127.0.0.1:8080/api/v2", "/me", "GET 127.0.0.1:8080/api/v2/me"},
		{shop, "shop.corp", "/v1/me", ""},
		{shop, "https://user:canary-8f21c0aa-password@shop.corp", "/v1/me", ""},
		{shop, "https://shop.corp?key=canary-8f21c0aa", "/v1/me", ""},
		{shop, "file:///etc/passwd", "/v1/me", ""},
		{shop, "https://", "/v1/me", ""},
		{shop, "::", "/v1/me", ""},
	} {
		answers := &recorded.Answers{}
		o := over(c.base, &waits{})
		o.Transport = answers
		client := newClient(c.p, "", o)
		err := client.Get(t.Context(), c.address, nil, nil)
		if got := strings.Join(answers.Log, " "); got != c.sent {
			t.Errorf("%s %s: sent %q, want %q (%v)", c.base, c.address, got, c.sent, err)
		}
		if shown := fmt.Sprint(err, client.Fetched(c.address, "")); strings.Contains(shown, "canary") || err == nil {
			t.Errorf("%s: %s", c.base, shown)
		}
	}
}

// TestPlacesAreShownWithoutQueries.
func TestPlacesAreShownWithoutQueries(t *testing.T) {
	c := newClient(shop, "", over("", nil))
	for path, want := range map[string]string{
		"": "https://api.shop.example", "/v1/me": "https://api.shop.example/v1/me", "/v1/me?cursor=canary": "https://api.shop.example/v1/me",
		"https://api.shop.example/v1/me?token=canary": "https://api.shop.example/v1/me", "https://u:canary@api.shop.example/v1": "https://api.shop.example/v1",
	} {
		if got := c.Fetched(path, "").At.URL; got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// TestARedirectDropsTls: from https to http is not followed, on the same host.
func TestARedirectDropsTls(t *testing.T) {
	answers := &recorded.Answers{}
	answers.Add("http/api.shop.example/v1/me", []byte("HTTP/1.1 302 Found\nLocation: http://api.shop.example/v1/me\n\n"))
	o := over("", &waits{})
	o.Transport = answers
	c := newClient(shop, "", o)
	if err := c.Get(t.Context(), "/v1/me", nil, nil); err == nil || len(answers.Log) != 1 {
		t.Error(err, answers.Log)
	}
	if err := c.Get(t.Context(), "http://api.shop.example/v1/me", nil, nil); err == nil || len(answers.Log) != 1 {
		t.Error(err, answers.Log)
	}
}

func TestErrorsOfTheContextAreWorded(t *testing.T) {
	for err, want := range map[error]string{
		context.Canceled: "stopped", context.DeadlineExceeded: "in time", errors.New("dial tcp canary"): "could not be reached", failure{says: "our own"}: "our own",
	} {
		if got := failureOf("/x", fmt.Errorf("get: %w", err)).Error(); !strings.Contains(got, want) || strings.Contains(got, "canary") {
			t.Error(got)
		}
	}
}
