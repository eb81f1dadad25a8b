// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// This file is whose database a connection string of a file leads to. Railway's TCP
// proxy has one domain for many services, and the port tells which: a file that
// names roundhouse.proxy.rlwy.net:21001 says nothing of the environment, the API
// does. An address is a scope, which gives its environment to the server and the
// databases that a file names at it, and is no store where no file names one.

const railwayProxies = `query Proxies($environmentId: String!, $serviceId: String!) {
	tcpProxies(environmentId: $environmentId, serviceId: $serviceId) { domain proxyPort deletedAt }
}`

const proxied = "tcp_proxy"

// addresses adds the addresses of the service that has the volume.
func (r *railway) addresses(ctx context.Context, w *railwayWorld, h *railwayHeld) {
	var answer struct {
		Proxies []struct {
			Domain    string `json:"domain"`
			ProxyPort int    `json:"proxyPort"`
			DeletedAt string `json:"deletedAt"`
		} `json:"tcpProxies"`
	}
	if err := r.c.Query(ctx, railwayPath, railwayProxies, map[string]any{"environmentId": w.ID, "serviceId": h.ServiceID}, &answer); err != nil {
		r.c.Failed(r.out, "the addresses of the service that has the volume "+h.name, err)
		return
	}
	for _, p := range answer.Proxies {
		domain, ok := secret.Host(secret.New(p.Domain))
		if !ok || p.ProxyPort <= 0 || p.DeletedAt != "" {
			continue
		}
		address := strings.ToLower(domain) + ":" + strconv.Itoa(p.ProxyPort)
		id := Scope(r.out, proxied, address, address, r.fetched("a TCP proxy leads from this address to the service that has the volume"))
		r.belongs(w.of, w.railwayEnvironment, id)
	}
}

// proxiedServers says that a database server which a file names lies behind an
// address that an API lists.
var proxiedServers = graph.Derivation{
	Name: "live-addresses", Doc: "a database server that a file names lies behind the address that the provider's API lists", Stage: graph.Joins,
	Run: func(g *graph.Graph, out *graph.Facts) {
		listed := map[string]*graph.Node{}
		for n := range g.Nodes(graph.Scope) {
			if n.Type == proxied && isListed(n) {
				listed[n.Name] = n
			}
		}
		for server := range g.Nodes(graph.Store) {
			_, address, ok := strings.Cut(server.Public(), "://")
			if !ok || !strings.HasSuffix(server.Type, "_server") || listed[address] == nil {
				continue
			}
			Contains(out, listed[address].ID, server.ID, listed[address].At[0])
		}
	},
}
