// SPDX-License-Identifier: Apache-2.0

// Package recorded answers requests out of a scenario, in place of the network:
// sections named http/HOST/PATH hold what an API answers there. It is for tests,
// and it never contacts anything.
//
//	http/api.github.com/repos/acme/shop/environments         GET, any query that no other section names
//	http/api.github.com/repos/acme/shop/environments?page=2  GET with this query, keys sorted; it may leave out parameters
//	http/backboard.railway.com/graphql/v2#Projects           POST of the GraphQL operation Projects
//	http/backboard.railway.com/graphql/v2#Project?id=p-1     the same with this among its variables; it may leave out others
//	http/rds.eu-west-1.amazonaws.com/#DescribeDBInstances    POST of an operation of AWS
//	http/api.neon.tech/projects!2                            the second answer to the same request, and all that follow
//
// A section is the body of a 200 answer, or a whole answer that begins with a
// line "HTTP/1.1 403 Forbidden", headers and an empty line. "HANG" never answers.
// What no section answers is a 404.
package recorded

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Answers is a transport. The zero value answers nothing.
type Answers struct {
	Sections map[string][]byte // by HOST/PATH... as above, without "http/"

	mu     sync.Mutex
	asked  map[string]int
	latest map[string]string // by section, the number behind ! of the answer that is given now
	Log    []string          // "GET host/path?query" or "POST host/path#Operation", in order
}

// Add takes a section; it reports whether its name is one of ours.
func (a *Answers) Add(name string, data []byte) bool {
	rest, ok := strings.CutPrefix(name, "http/")
	if !ok {
		return false
	}
	if a.Sections == nil {
		a.Sections = map[string][]byte{}
	}
	a.Sections[rest] = data
	return true
}

// RoundTrip answers one request.
func (a *Answers) RoundTrip(r *http.Request) (*http.Response, error) {
	name := r.URL.Host + r.URL.EscapedPath()
	body := []byte(nil)
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		_ = r.Body.Close()
	}
	query := r.URL.Query()
	if r.Method == http.MethodPost {
		name += "#" + operation(r, body)
		variables(body, query)
	}
	log := r.Method + " " + name
	if r.URL.RawQuery != "" {
		log += "?" + r.URL.RawQuery
	}
	a.mu.Lock()
	a.Log = append(a.Log, log)
	data, ok := a.find(name, query)
	a.mu.Unlock()
	switch {
	case !ok:
		return answer(r, []byte("HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{}"))
	case strings.TrimSpace(string(data)) == "HANG":
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	return answer(r, data)
}

// find prefers the section that names most of the query.
func (a *Answers) find(name string, query url.Values) ([]byte, bool) {
	best, most := "", -1
	for s := range a.Sections {
		base, _, _ := strings.Cut(s, "!")
		path, q, _ := strings.Cut(base, "?")
		if path != name {
			continue
		}
		want, err := url.ParseQuery(q)
		if err != nil {
			continue
		}
		fits := true
		for k, v := range want {
			fits = fits && slices.Equal(query[k], v)
		}
		if page := query.Get("page"); fits && len(want["page"]) == 0 && page != "" && page != "1" {
			fits = false // a section without a page is the first
		}
		if fits && len(want) > most {
			best, most = base, len(want)
		}
	}
	if most < 0 {
		return nil, false
	}
	if a.asked == nil {
		a.asked, a.latest = map[string]int{}, map[string]string{}
	}
	a.asked[best]++
	n := strconv.Itoa(a.asked[best])
	if _, ok := a.Sections[best+"!"+n]; ok {
		a.latest[best] = "!" + n
	}
	data, ok := a.Sections[best+a.latest[best]]
	return data, ok
}

// variables adds those of a GraphQL request that are text.
func variables(body []byte, query url.Values) {
	var request struct {
		Variables map[string]any `json:"variables"`
	}
	if json.Unmarshal(body, &request) != nil {
		return
	}
	for name, v := range request.Variables {
		if text, ok := v.(string); ok {
			query.Set(name, text)
		}
	}
}

// operation is what a POST asks for, by its name.
func operation(r *http.Request, body []byte) string {
	if t := r.Header.Get("X-Amz-Target"); t != "" {
		return t[strings.LastIndexByte(t, '.')+1:]
	}
	var query struct {
		OperationName string `json:"operationName"`
	}
	if json.Unmarshal(body, &query) == nil && query.OperationName != "" {
		return query.OperationName
	}
	form, _ := url.ParseQuery(string(body))
	return form.Get("Action")
}

func answer(r *http.Request, data []byte) (*http.Response, error) {
	if !bytes.HasPrefix(data, []byte("HTTP/")) {
		data = append([]byte("HTTP/1.1 200 OK\nContent-Type: application/json\n\n"), data...)
	}
	head, body, ok := bytes.Cut(data, []byte("\n\n"))
	if !ok {
		head = bytes.TrimRight(data, "\n")
	}
	raw := append(bytes.ReplaceAll(head, []byte("\n"), []byte("\r\n")), []byte("\r\n\r\n")...)
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), r)
	if err != nil {
		return nil, errors.New("a section is no answer: " + string(head))
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return resp, nil
}
