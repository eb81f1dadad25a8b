// SPDX-License-Identifier: Apache-2.0

package act

import (
	"net/url"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

var restCall = lazily.Compile(`\b(DELETE|POST|PUT|PATCH) (?:https://[a-z.]+)?(/[A-Za-z0-9_{}/.-]+)`)

// rest finds the operation of a REST call by its method and path.
func (q *query) rest(w shell.Word) bool {
	m := q.means(w)
	method := q.method()
	found := false
	for _, v := range m.values {
		u, ok := addressOf(v)
		if !ok {
			continue
		}
		for _, p := range hosted(u.Host) {
			if method == "GET" || method == "HEAD" {
				if q.onlyGets() {
					q.reads(q.name, "a "+method+" of "+p.Title+"'s API reads")
					found = true
				}
				break
			}
			for i := range p.Operations {
				if q.called(p, &p.Operations[i], method, u.Path) {
					found = true
				}
			}
		}
	}
	return found
}

// fits matches the end of a path with a documented one; the last {place} is the
// target.
func fits(pattern, path string) (target string, ok bool) {
	want, got := strings.Split(strings.Trim(pattern, "/"), "/"), strings.Split(strings.Trim(path, "/"), "/")
	if len(got) < len(want) {
		return "", false
	}
	got = got[len(got)-len(want):]
	for i, w := range want {
		if strings.HasPrefix(w, "{") {
			target, _ = named(secret.New(got[i]))
			continue
		}
		if w != got[i] {
			return "", false
		}
	}
	return target, true
}

func hosted(host string) (all []*catalog.Provider) {
	providers := catalog.Providers()
	for i := range providers {
		if slices.ContainsFunc(providers[i].Tokens, func(t catalog.Token) bool { return slices.Contains(t.Hosts, host) }) {
			all = append(all, &providers[i])
		}
	}
	return all
}

var pathForm = lazily.Compile(`^https?://[^/?#]+(/[A-Za-z0-9_./%:-]*)`)

// addressOf is scheme, host and path of an address in the open.
func addressOf(v secret.Value) (*url.URL, bool) {
	scheme, host, ok := secret.BaseURL(v)
	if !ok {
		return nil, false
	}
	u := &url.URL{Scheme: scheme, Host: host}
	if p, _, ok := v.Find(pathForm.Get()); ok {
		if named, ok := secret.Path(p); ok {
			u.Path = named
		} else {
			u.Path = idPath(p)
		}
	}
	return u, true
}

// idPath is a path whose parts are names or ids; what is neither is left out.
func idPath(v secret.Value) string {
	var parts []string
	for n := 0; n < 30; n++ {
		before, after, found := v.Cut("/")
		name, ok := named(before)
		if !ok {
			name = "-"
		}
		parts = append(parts, name)
		if v = after; !found {
			break
		}
	}
	return "/" + strings.Trim(strings.Join(parts, "/"), "/-")
}
