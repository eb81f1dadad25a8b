// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// proxy is the user's: HTTPS_PROXY, HTTP_PROXY, NO_PROXY. Tests put another in its
// place.
var proxy = http.ProxyFromEnvironment

// network is the real one. A private, loopback or link-local address is dialled
// only for a host that the user's own configuration names: a name on the list
// that resolves to the address of a cloud's metadata service leads nowhere.
func network(g *gate) http.RoundTripper {
	t := &http.Transport{
		Proxy:                  proxy,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    atOnce,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  30 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
	}
	t.DialContext = func(ctx context.Context, kind, address string) (net.Conn, error) {
		d := net.Dialer{Timeout: 10 * time.Second}
		if !g.mayBePrivate(t, address) {
			d.Control = publicOnly
		}
		return d.DialContext(ctx, kind, address)
	}
	return t
}

// trust lets servers in whose certificates these sign, and no others: what a
// user's own configuration names in place of the system's.
func (g *gate) trust(pem []byte) {
	roots := x509.NewCertPool()
	if t, ok := g.next.(*http.Transport); ok && roots.AppendCertsFromPEM(pem) {
		t.TLSClientConfig = &tls.Config{RootCAs: roots}
	}
}

// mayBePrivate reports whether the user's configuration names what is dialled:
// an address of an API by host and port, or a proxy.
func (g *gate) mayBePrivate(t *http.Transport, address string) bool {
	if g.private[strings.ToLower(address)] {
		return true
	}
	for _, scheme := range []string{"https", "http"} {
		p, err := t.Proxy(&http.Request{URL: &url.URL{Scheme: scheme, Host: "api.invalid"}})
		if err == nil && p != nil && strings.EqualFold(withPort(p), address) {
			return true
		}
	}
	return false
}

var ports = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}

func withPort(u *url.URL) string {
	if u.Port() != "" {
		return u.Host
	}
	return net.JoinHostPort(u.Hostname(), ports[u.Scheme])
}

// publicOnly refuses a connection to an address that is not on the public
// internet, after names are resolved.
func publicOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return failure{kind: graph.Denied, says: "an address that cannot be read was not contacted"}
	}
	if !public(at.Addr()) {
		return failure{kind: graph.Denied, says: "the host's name resolves to a private address, which only your own configuration may name"}
	}
	return nil
}

// public reports whether an address is one of the public internet. An IPv6
// address that carries an IPv4 one is judged by it.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if b := ip.As16(); ip.Is6() {
		switch {
		case translated.Contains(ip):
			return public(netip.AddrFrom4([4]byte(b[12:])))
		case tunnelled.Contains(ip):
			return public(netip.AddrFrom4([4]byte(b[2:6])))
		}
	}
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(ip) })
}

var (
	translated = netip.MustParsePrefix("64:ff9b::/96") // NAT64
	tunnelled  = netip.MustParsePrefix("2002::/16")    // 6to4
)

// special are ranges that IANA has set apart and net/netip does not know
// (https://www.iana.org/assignments/iana-ipv4-special-registry, -ipv6-).
var special = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10")

func prefixes(texts ...string) (all []netip.Prefix) {
	for _, t := range texts {
		all = append(all, netip.MustParsePrefix(t))
	}
	return all
}
