// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"net/netip"
	"strings"
)

// Reach says among whom a host name means the same machine.
type Reach string

const (
	Global    Reach = "global"    // everybody: a public name or address, or a provider's own identifier
	Private   Reach = "private"   // one network: RFC 1918, ULA, CGNAT, .local, .lan, .corp, .intranet
	Project   Reach = "project"   // one project, namespace or private network of a platform: no dot, *.svc, *.internal, *.flycast
	Local     Reach = "local"     // one machine: localhost, loopback, a unix socket, the host of a container
	Fictional Reach = "fictional" // nobody: example.com, placeholders, addresses kept for documents
)

// Reach says among whom the connection's server means the same.
func (c Connection) Reach() Reach {
	switch {
	case c.Unset:
		return Fictional
	case c.ProviderRef != "", c.lost:
		return Global
	case c.Socket || c.Host == "":
		return Local
	}
	return HostReach(c.Host)
}

// HostReach classifies a host name or address.
func HostReach(host string) Reach {
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	if addr, err := netip.ParseAddr(host); err == nil {
		return addressReach(addr.Unmap())
	}
	if placeholderHost(host) {
		return Fictional
	}
	switch host {
	case "localhost", "host.docker.internal", "gateway.docker.internal", "kubernetes.docker.internal", "host.containers.internal", "host.minikube.internal", "host.lima.internal", "host.k3d.internal", "ip6-localhost", "localhost.localdomain":
		return Local
	}
	for _, known := range suffixReach {
		if strings.HasSuffix(host, known.suffix) {
			return known.reach
		}
	}
	if !strings.Contains(host, ".") {
		return Project
	}
	return Global
}

// suffixReach is read from the top. Names that resolve only inside a cluster,
// a platform's private network or a cloud network are the project's.
var suffixReach = []struct {
	suffix string
	reach  Reach
}{
	{".localhost", Local}, {".localtest.me", Local}, {".lvh.me", Local},
	{".svc.cluster.local", Project}, {".cluster.local", Project}, {".pod.cluster.local", Project}, {".svc", Project},
	{".internal", Project}, {".flycast", Project}, {".consul", Project}, {".nomad", Project}, {".docker", Project}, {".ts.net", Private},
	{".local", Private}, {".lan", Private}, {".corp", Private}, {".intranet", Private}, {".intra", Private}, {".private", Private}, {".home", Private}, {".home.arpa", Private}, {".localdomain", Private},
}

var documentRanges = []netip.Prefix{
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), // RFC 5737
	netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("3fff::/20"), // RFC 3849, RFC 9637
	netip.MustParsePrefix("1.2.3.4/32"), netip.MustParsePrefix("255.255.255.255/32"),
}

func addressReach(addr netip.Addr) Reach {
	for _, p := range documentRanges {
		if p.Contains(addr) {
			return Fictional
		}
	}
	switch {
	case addr.IsLoopback(), addr.IsUnspecified(), addr.IsLinkLocalUnicast(), addr.String() == "172.17.0.1": // the last is Docker's bridge: the machine itself
		return Local
	case addr.IsPrivate(), netip.MustParsePrefix("100.64.0.0/10").Contains(addr):
		return Private
	}
	return Global
}
