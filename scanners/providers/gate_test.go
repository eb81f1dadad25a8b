// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// vendor is a provider of our own making, for what holds for all of them.
var vendor = Provider{
	Name: "vendor", Title: "Vendor", Variables: []string{"VENDOR_TOKEN"}, Base: "https://api.vendor.example",
	Allow: []string{"GET /v1/things", "GET /v1/things/*/copies", "GET /buckets/*?versioning", "QUERY /graphql me things", "CALL DescribeThings"},
	Never: []string{"secretValue", "decrypt"},
}

func asked(t *testing.T, p Provider, answers http.RoundTripper) *Client {
	t.Helper()
	return newClient(p, "", Options{
		Vault: secret.NewVault(), Transport: answers, Now: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC),
		Getenv: func(string) string { return "canary-8f21c0aa" }, Sleep: func(context.Context, time.Duration) error { return nil },
	})
}

func TestOnlyWhatIsOnTheListIsSent(t *testing.T) {
	graphQL := func(q string) string { return `{"query":"` + q + `"}` }
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	target := func(names ...string) http.Header {
		return http.Header{"Content-Type": {"application/x-amz-json-1.1"}, "X-Amz-Target": names}
	}
	for _, c := range []struct {
		says, method, path, body string
		header                   http.Header
		sent                     bool
	}{
		{"a path of the list", "GET", "/v1/things", "", nil, true},
		{"its head", "HEAD", "/v1/things", "", nil, true},
		{"one segment", "GET", "/v1/things/a%2Fb/copies", "", nil, true},
		{"a query string", "GET", "/v1/things?page=2", "", nil, true},
		{"another path", "GET", "/v1/keys", "", nil, false},
		{"a path below", "GET", "/v1/things/7", "", nil, false},
		{"two segments for one", "GET", "/v1/things/a/b/copies", "", nil, false},
		{"no segment for one", "GET", "/v1/things//copies", "", nil, false},
		{"dots", "GET", "/v1/things/%2e%2e/copies", "", nil, false},
		{"a setting", "GET", "/buckets/uploads?versioning", "", nil, true},
		{"a setting with an empty value", "GET", "/buckets/uploads?versioning=", "", nil, true},
		{"no setting", "GET", "/buckets/uploads", "", nil, false},
		{"another setting", "GET", "/buckets/uploads?policy", "", nil, false},
		{"a setting and more", "GET", "/buckets/uploads?versioning&list-type=2", "", nil, false},
		{"a setting twice", "GET", "/buckets/uploads?versioning&versioning=x", "", nil, false},
		{"a setting behind a separator that is none", "GET", "/buckets/uploads?versioning;list-type=2", "", nil, false},
		{"a setting of an object", "GET", "/buckets/uploads/key?versioning", "", nil, false},
		{"a deletion", "DELETE", "/v1/things", "", nil, false},
		{"another method in a header", "GET", "/v1/things", "", http.Header{"X-Http-Method-Override": {"DELETE"}}, false},
		{"a read with a body", "GET", "/v1/things", "x=1", nil, false},
		{"a query", "POST", "/graphql", graphQL("query A { me { id } }"), nil, true},
		{"a fragment", "POST", "/graphql", graphQL("query A { ...f } fragment f on Query { things { id } }"), nil, true},
		{"a mutation", "POST", "/graphql", graphQL("mutation { thingDelete(id: 1) }"), nil, false},
		{"a query beside a mutation", "POST", "/graphql", graphQL("query A { me { id } } mutation B { thingDelete(id: 1) }"), nil, false},
		{"a subscription", "POST", "/graphql", graphQL("subscription { things { id } }"), nil, false},
		{"another root field", "POST", "/graphql", graphQL("query A { tokens { id } }"), nil, false},
		{"another root field behind an alias", "POST", "/graphql", graphQL("query A { me: tokens { id } }"), nil, false},
		{"another root field in a fragment", "POST", "/graphql", graphQL("query A { ...f } fragment f on Query { tokens { id } }"), nil, false},
		{"a forbidden field", "POST", "/graphql", graphQL("query A { me { secretValue } }"), nil, false},
		{"a forbidden argument", "POST", "/graphql", graphQL("query A { things(decrypt: true) { id } }"), nil, false},
		{"a fragment of itself", "POST", "/graphql", graphQL("query A { ...f } fragment f on Query { me { ...f } }"), nil, false},
		{"a forbidden field of an argument", "POST", "/graphql", graphQL("query A { things(f: [{decrypt: true}]) { id } }"), nil, false},
		{"a forbidden field of a variable", "POST", "/graphql", `{"query":"query A($f: F) { things(f: $f) { id } }","variables":{"f":[{"decrypt":true}]}}`, nil, false},
		{"no document", "POST", "/graphql", "[]", nil, false},
		{"two documents under one key", "POST", "/graphql", `{"query":"mutation { thingDelete(id: 1) }","query":"query A { me { id } }"}`, nil, false},
		{"two documents, one in capitals", "POST", "/graphql", `{"query":"mutation { thingDelete(id: 1) }","Query":"query A { me { id } }"}`, nil, false},
		{"a document behind the document", "POST", "/graphql", graphQL("query A { me { id } }") + graphQL("mutation { thingDelete(id: 1) }"), nil, false},
		{"a document that is stored elsewhere", "POST", "/graphql", `{"query":"query A { me { id } }","extensions":{"persistedQuery":{"sha256Hash":"00"}}}`, nil, false},
		{"a document in the address", "POST", "/graphql?query=mutation%20%7B%20x%20%7D", graphQL("query A { me { id } }"), nil, false},
		{"a document in the address of a read", "GET", "/graphql?query=mutation%20%7B%20x%20%7D", "", nil, false},
		{"a document as a form", "POST", "/graphql", graphQL("query A { me { id } }"), form, false},
		{"an operation of a form", "POST", "/", "Action=DescribeThings&Version=1", form, true},
		{"an operation of a header", "POST", "/", "{}", target("Vendor_2012.DescribeThings"), true},
		{"another operation", "POST", "/", "Action=DeleteThing", form, false},
		{"another operation of a header", "POST", "/", "{}", target("Vendor_2012.DeleteThing"), false},
		{"two operations", "POST", "/", "Action=DescribeThings&Action=DeleteThing", form, false},
		{"two operations in headers", "POST", "/", "{}", target("V.DescribeThings", "V.DeleteThing"), false},
		{"one in a header, one in a form", "POST", "/", "Action=DeleteThing", http.Header{"X-Amz-Target": {"V.DescribeThings"}, "Content-Type": form["Content-Type"]}, false},
		{"one in a header, a path of another protocol", "POST", "/2015-03-31/things", "{}", target("V.DescribeThings"), false},
		{"an operation in the address", "POST", "/?Action=DeleteThing", "Action=DescribeThings", form, false},
		{"an operation in the address of a read", "GET", "/v1/things?Action=DeleteThing", "", nil, false},
		{"a method in the address", "GET", "/v1/things?_method=DELETE", "", nil, false},
		{"another method in another header", "GET", "/v1/things", "", http.Header{"X-Http-Method": {"DELETE"}}, false},
		{"a wish to leave HTTP", "GET", "/v1/things", "", http.Header{"Upgrade": {"websocket"}}, false},
		{"a connection", "CONNECT", "/v1/things", "", nil, false},
		{"an operation below a path", "POST", "/bucket/key", "Action=DescribeThings", form, false},
	} {
		answers := &recorded.Answers{}
		client := asked(t, vendor, answers)
		r, err := http.NewRequest(c.method, vendor.Base+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		if c.body == "" {
			r.Body = nil
		}
		r.Header.Set("Content-Type", "application/json")
		for k, v := range c.header {
			r.Header[k] = v
		}
		_, err = client.HTTP().Do(r)
		if sent := len(answers.Log) > 0; sent != c.sent || sent != (err == nil) {
			t.Errorf("%s: sent %v (%v), want %v", c.says, sent, err, c.sent)
		}
	}
}

func TestAKeyGoesToItsOwnHostOnly(t *testing.T) {
	answers := &recorded.Answers{}
	answers.Add("http/api.vendor.example/v1/things", []byte("HTTP/1.1 302 Found\nLocation: https://evil.example/v1/things\n\n"))
	c := asked(t, vendor, answers)
	v, _, _ := c.Key("VENDOR_TOKEN")
	c.Use(v, "Authorization", "Bearer ")
	err := c.Get(t.Context(), "/v1/things", nil, nil)
	if err == nil || !strings.Contains(err.Error(), "another place") || len(answers.Log) != 1 {
		t.Error(err, answers.Log)
	}
	if err := c.Get(t.Context(), "https://evil.example/v1/things", nil, nil); err == nil || len(answers.Log) != 1 {
		t.Error("another host was asked")
	}
}

func TestARefusalNamesThePermission(t *testing.T) {
	answers := &recorded.Answers{}
	answers.Add("http/api.vendor.example/v1/things", []byte("HTTP/1.1 403 Forbidden\nX-Accepted-GitHub-Permissions: secrets=read\n\n{}"))
	c := asked(t, vendor, answers)
	facts := graph.NewFacts(secret.NewVault(), "")
	c.Failed(facts, "the things", c.Get(t.Context(), "/v1/things", url.Values{"page": {"1"}}, nil))
	gaps := graph.Build(facts).Gaps()
	if len(gaps) != 1 || gaps[0].Kind != graph.Denied || !strings.Contains(gaps[0].Why, "secrets=read") || !c.incomplete.Load() {
		t.Errorf("%+v", gaps)
	}
}
