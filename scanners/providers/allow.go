// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// An allowed is one line of an allow-list:
//
//	GET /v2/droplets                   a path; HEAD goes with GET
//	GET /repos/*/*/environments        * is one segment, ** at the end all that follow
//	GET /*?versioning                  with this key in its query and no other: a bucket's setting, and not what lies in it
//	QUERY /graphql/v2 me apiToken      a GraphQL document of queries with these root fields only
//	CALL DescribeDBInstances           an operation of AWS, as it is sent: Action in a form, or the end of X-Amz-Target
type allowed struct {
	verb   string
	path   []string
	key    string // of the query, which has no other; "" where any query goes
	fields []string
	call   string
}

func parseAllowed(line string) allowed {
	words := strings.Fields(line)
	a := allowed{verb: words[0]}
	switch a.verb {
	case "GET":
		path, key, _ := strings.Cut(words[1], "?")
		a.path, a.key = segments(path), key
	case "QUERY":
		a.path, a.fields = segments(words[1]), words[2:]
	case "CALL":
		a.call = words[1]
	default:
		panic("an allow-list knows GET, QUERY and CALL; " + line) // a mistake in our own file, met by every test
	}
	return a
}

func segments(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }

// otherMethods are headers by which a server may take one method for another, or
// leave HTTP.
var otherMethods = []string{"X-Http-Method-Override", "X-Http-Method", "X-Method-Override", "Upgrade"}

// refuses says why a request is not on the list, or "".
func (g *gate) refuses(r *http.Request, body []byte) string {
	says := "a request that is not on the list of what may be asked of " + g.provider.Title + " was not sent"
	query, err := url.ParseQuery(r.URL.RawQuery)
	switch {
	case slices.ContainsFunc(otherMethods, func(h string) bool { return len(r.Header[h]) > 0 }),
		r.Host != "" && !strings.EqualFold(r.Host, r.URL.Host), // an address that only looks like the one on the list
		err != nil, query.Has("Action"), query.Has("_method"), // an operation of AWS, or a method, in the address
		r.URL.User != nil, r.URL.Opaque != "", len(r.Trailer) != 0: // not ours
		return says
	}
	for _, a := range g.allowed {
		switch a.verb {
		case "GET":
			if (r.Method == http.MethodGet || r.Method == http.MethodHead) && len(body) == 0 && a.covers(g.path(r.URL)) && a.asksOnly(r.URL) {
				return ""
			}
		case "QUERY":
			if r.Method == http.MethodPost && r.URL.RawQuery == "" && isJSON(r.Header) && a.covers(g.path(r.URL)) {
				if why := queriesOnly(body, a.fields, g.provider.Never); why != "" {
					return why + " was not sent to " + g.provider.Title
				}
				return ""
			}
		case "CALL":
			if r.Method == http.MethodPost && r.URL.RawQuery == "" && callOf(r, body) == a.call {
				return ""
			}
		}
	}
	return says
}

// path is a request's path as the list has it: the user's own address of an API
// may put other folders before it than the vendor's does.
func (g *gate) path(u *url.URL) string {
	path := u.EscapedPath()
	if rest, ok := strings.CutPrefix(path, g.under); ok && g.under != g.own && (rest == "" || rest[0] == '/') {
		return g.own + rest
	}
	return path
}

func isJSON(h http.Header) bool {
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && len(h["Content-Type"]) == 1 && kind == "application/json"
}

// covers compares a path segment by segment, as it is sent: an encoded slash
// stays in its segment, and a dot segment is no name.
func (a allowed) covers(path string) bool {
	have := segments(path)
	for i, want := range a.path {
		if want == "**" {
			return !slices.ContainsFunc(have[min(i, len(have)):], dots)
		}
		if i >= len(have) || want != "*" && want != have[i] || dots(have[i]) || want == "*" && have[i] == "" {
			return false
		}
	}
	return len(have) == len(a.path)
}

// asksOnly reports whether a query has the one key that the list names.
func (a allowed) asksOnly(u *url.URL) bool {
	if a.key == "" {
		return true
	}
	query, err := url.ParseQuery(u.RawQuery)
	return err == nil && len(query) == 1 && len(query[a.key]) == 1
}

func dots(segment string) bool {
	s := strings.ToLower(strings.ReplaceAll(strings.ToLower(segment), "%2e", "."))
	return s == "." || s == ".."
}

// callOf is the operation of AWS that a request names. The protocols of AWS look
// for it in different places, so it stands in one only, in a request that could be
// of no other protocol.
func callOf(r *http.Request, body []byte) string {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || len(r.Header["Content-Type"]) != 1 || strings.Trim(r.URL.Path, "/") != "" {
		return ""
	}
	target := r.Header["X-Amz-Target"]
	switch {
	case len(target) == 1 && strings.HasPrefix(kind, "application/x-amz-json-"):
		return target[0][strings.LastIndexByte(target[0], '.')+1:]
	case len(target) > 0 || kind != "application/x-www-form-urlencoded":
		return ""
	}
	form, err := url.ParseQuery(string(body))
	if err != nil || len(form["Action"]) != 1 {
		return ""
	}
	return form["Action"][0]
}
