// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// BenchmarkGate: one question through the gate, its answer recorded.
func BenchmarkGate(b *testing.B) {
	answers := &recorded.Answers{}
	answers.Add("http/api.shop.example/v1/things", []byte(oneThing))
	o := over("", nil)
	o.Transport = answers
	p := shop
	p.Budget = 1 << 30
	c := newClient(p, "", o)
	b.ReportAllocs()
	for b.Loop() {
		answers.Log = answers.Log[:0]
		if err := c.Get(b.Context(), "/v1/things", nil, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGraphQL: the same for a document, which is parsed.
func BenchmarkGraphQL(b *testing.B) {
	body := []byte(`{"query":"query Things($id: ID!) { me { id name things(id: $id) { edges { node { id name copies { id at } } } } } }","variables":{"id":"x"},"operationName":"Things"}`)
	b.ReportAllocs()
	for b.Loop() {
		if why := queriesOnly(body, []string{"me"}, []string{"secretValue"}); why != "" {
			b.Fatal(why)
		}
	}
}

type paged struct{ size, pages int }

func (p paged) RoundTrip(r *http.Request) (*http.Response, error) {
	body := `{"id":"u1"}`
	if r.URL.Path == "/v1/things" {
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		body = pageOf(n, p.size, p.pages)
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// BenchmarkFiftyThousandThings: in pages of a hundred, into facts.
func BenchmarkFiftyThousandThings(b *testing.B) {
	for _, pages := range []int{50, 500} {
		b.Run(fmt.Sprint(pages*100), func(b *testing.B) {
			b.ReportAllocs()
			p := shop
			p.Budget = 10_000
			for b.Loop() {
				o := over("", nil)
				o.Transport = paged{100, pages}
				a, err := Run(b.Context(), []Asked{{Provider: p}}, o)
				if err != nil || len(a.Incomplete) > 0 {
					b.Fatal(err, a.gaps())
				}
			}
		})
	}
}
