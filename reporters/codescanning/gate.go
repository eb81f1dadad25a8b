// SPDX-License-Identifier: Apache-2.0

package codescanning

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A gate lets two requests through, and puts the token on them:
//
//	POST /repos/OWNER/NAME/code-scanning/sarifs
//	GET  /repos/OWNER/NAME/code-scanning/sarifs/ID
//
// of the one repository that was named.
type gate struct {
	reports  string // the address of the first
	token    secret.Value
	searcher *secret.Searcher
	next     http.RoundTripper
}

// maxAnswer is how many bytes of an answer are read.
const maxAnswer = 1 << 20

func newGate(reports string, token secret.Value) *gate {
	vault := secret.NewVault()
	vault.Watch(token)
	next := http.DefaultTransport.(*http.Transport).Clone()
	return &gate{reports: reports, token: token, searcher: vault.Search(), next: next}
}

var (
	errNotOurs = errors.New("a request that is none of the two that may be sent was not sent; this is a mistake of stagedoor's, report it")
	errToken   = errors.New("the token is empty or cannot stand in a header; look at the variable that holds it")
)

// RoundTrip sends a request of the list.
func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	if !g.allows(r) {
		return nil, errNotOurs
	}
	r = r.Clone(r.Context())
	if !g.token.Authorize(r.Header, "Authorization", "Bearer ") {
		return nil, errToken
	}
	answer, err := g.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, maxAnswer), answer.Body}
	return answer, nil
}

func (g *gate) allows(r *http.Request) bool {
	if r.Host != "" && r.Host != r.URL.Host {
		return false // an address that only looks like the one on the list
	}
	address := r.URL.String()
	switch r.Method {
	case http.MethodPost:
		return address == g.reports
	case http.MethodGet:
		id, ok := strings.CutPrefix(address, g.reports+"/")
		return ok && isID(id)
	}
	return false
}

var idForm = lazily.Compile(`^[A-Za-z0-9-]{1,100}$`)

func isID(id string) bool { return idForm.MatchString(id) }
