// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// railwayCrowd answers for a project of 2 environments with 100 services and
// 25,000 variables each, in pages.
type railwayCrowd struct{}

func (railwayCrowd) RoundTrip(r *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(r.Body)
	var q struct {
		OperationName string
		Variables     struct{ AfterVariables string }
	}
	_ = json.Unmarshal(body, &q)
	said := notAuthorized
	switch q.OperationName {
	case "ApiToken":
		said = `{"data":{"apiToken":{"workspaces":[{"id":"w","name":"Acme"}]}}}`
	case "Projects":
		said = `{"data":{"projects":` + railwayConnection(`{"id":"p","name":"shop"}`) + `}}`
	case "Project":
		said = `{"data":{"project":{"environments":` + railwayConnection(`{"id":"e1","name":"production"}`, `{"id":"e2","name":"staging"}`) + `}}}`
	case "Environment":
		page, services, variables := 0, []string{}, []string{}
		_, _ = fmt.Sscanf(q.Variables.AfterVariables, "c%d", &page)
		for i := range 100 {
			services = append(services, fmt.Sprintf(`{"serviceId":"s%d","serviceName":"service %d"}`, i, i))
			variables = append(variables, fmt.Sprintf(`{"name":"VAR_%d","serviceId":"s%d","references":["service %d.X"]}`, page*100+i, i, (i+1)%100))
		}
		said = railwayEnvironmentOf(railwayConnection(services...), railwayConnection(), railwayPageOf(page < 249, fmt.Sprintf("c%d", page+1), variables...))
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(said)), Request: r}, nil
}

func BenchmarkRailwayFiftyThousandVariables(b *testing.B) {
	for b.Loop() {
		a, err := Run(b.Context(), []Asked{{Provider: Railway}}, Options{Vault: secret.NewVault(), Transport: railwayCrowd{},
			Getenv: func(name string) string {
				return map[string]string{"RAILWAY_API_TOKEN": "canary-8f21c0aa5d3b7719"}[name]
			}})
		if err != nil || len(a.Incomplete) > 0 {
			b.Fatal(err, a.Incomplete)
		}
		graph.Build(a.Facts, append(append(catalog.Derivations(), environment.Unite()), Joins()...)...)
	}
}
