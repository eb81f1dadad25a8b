// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// network is the real one. A private, loopback or link-local address is dialled
// only for a host that the user's own configuration names: a name on the list
// that resolves to the address of a cloud's metadata service leads nowhere.
func network(g *gate) http.RoundTripper {
	t := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   atOnce,
		IdleConnTimeout:       30 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 30 * time.Second,
	}
	t.DialContext = func(ctx context.Context, kind, address string) (net.Conn, error) {
		d := net.Dialer{Timeout: 10 * time.Second}
		if !g.mayBePrivate(t, address) {
			d.Control = publicOnly
		}
		return d.DialContext(ctx, kind, address)
	}
	return timed{t}
}

// mayBePrivate reports whether the user's configuration names what is dialled:
// an address of an API, or a proxy.
func (g *gate) mayBePrivate(t *http.Transport, address string) bool {
	for host, named := range g.hosts {
		if !named {
			continue
		}
		if strings.EqualFold(host, address) || strings.EqualFold(host, strings.TrimSuffix(strings.TrimSuffix(address, ":443"), ":80")) {
			return true
		}
	}
	for _, scheme := range []string{"https", "http"} {
		p, err := t.Proxy(&http.Request{URL: &url.URL{Scheme: scheme, Host: "api.invalid"}})
		if err == nil && p != nil && strings.EqualFold(withPort(p), address) {
			return true
		}
	}
	return false
}

func withPort(u *url.URL) string {
	if u.Port() != "" {
		return u.Host
	}
	if u.Scheme == "https" {
		return net.JoinHostPort(u.Hostname(), "443")
	}
	return net.JoinHostPort(u.Hostname(), "80")
}

// publicOnly refuses a connection to an address that is not on the public
// internet, after names are resolved.
func publicOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return failure{kind: graph.Denied, says: "an address that cannot be read was not contacted"}
	}
	ip := at.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || sharedSpace.Contains(ip) {
		return failure{kind: graph.Denied, says: "the host's name resolves to a private address, which only your own configuration may name"}
	}
	return nil
}

var sharedSpace = netip.MustParsePrefix("100.64.0.0/10")

// timed ends an exchange, its body included, after a minute.
type timed struct{ next http.RoundTripper }

const exchange = time.Minute

func (t timed) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), exchange)
	answer, err := t.next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	answer.Body = endsWith{answer.Body, cancel}
	return answer, nil
}

type readCloser interface {
	Read([]byte) (int, error)
	Close() error
}

type endsWith struct {
	readCloser
	cancel context.CancelFunc
}

func (e endsWith) Close() error {
	defer e.cancel()
	return e.readCloser.Close()
}

func asFailure(err error, f *failure) bool { return errors.As(err, f) }
