// SPDX-License-Identifier: Apache-2.0

package catalog_test

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
)

const canaryUUID = "c0ffee00-ca4a-4a4a-8a4a-00000ca4a400" // Railway's form has no room for the word canary

func TestABareUUIDIsNothing(t *testing.T) {
	for _, name := range []string{"", "ID", "PROJECT_ID", "RAILWAY_PROJECT_ID", "volumeId", "API_TOKEN"} {
		if k, _, ok := catalog.Recognize(name, secret.New(canaryUUID)); ok {
			t.Errorf("a UUID called %q was taken for %s", name, k.Type)
		}
	}
}

func TestANameAndAFormMakeAKind(t *testing.T) {
	for _, name := range []string{
		"RAILWAY_API_TOKEN", "railwayApiToken", "railway-api-token", "PROD_RAILWAY_API_TOKEN", "RAILWAY_API_TOKEN_STAGING", "TF_VAR_railway_api_token",
	} {
		k, basis, ok := catalog.Recognize(name, secret.New(canaryUUID))
		if !ok || k.Type != "railway_account_token" || basis != graph.ReadInFile {
			t.Errorf("%s: %v %v %v", name, k, basis, ok)
		}
	}
	if k, _, ok := catalog.Recognize("RAILWAY_API_TOKEN", secret.New("https://canary.example")); ok {
		t.Errorf("an address was taken for %s", k.Type)
	}
}

func TestAHeaderTellsTokensApart(t *testing.T) {
	for header, want := range map[string]string{
		"Authorization: Bearer": "railway_account_token", "authorization:  bearer $T": "railway_account_token", "Project-Access-Token": "railway_project_token",
	} {
		if k := catalog.TokenForHeader("backboard.railway.app", header); k == nil && want != "" || k != nil && k.Type != want {
			t.Errorf("%s: got %v, want %s", header, k, want)
		}
	}
	if k := catalog.TokenForHeader("example.com", "Authorization: Bearer"); k != nil {
		t.Errorf("an unknown host gave %s", k.Type)
	}
}

func TestCallsAreFoundWhereTheyStand(t *testing.T) {
	text := "set -e\nrailway domain add canary.example\ncurl https://backboard.railway.app/graphql/v2 -d '{\"query\":\"mutation { volumeDelete(volumeId: \\\"x\\\") }\"}'\n"
	hits := catalog.OperationsIn(secret.New(text))
	if len(hits) != 1 || hits[0].Operation.Name != "volumeDelete" || !strings.HasPrefix(text[hits[0].Offset:], "volumeDelete") && !strings.HasPrefix(text[hits[0].Offset:], "backboard") {
		t.Errorf("operations: %+v", hits)
	}
	uses := catalog.UsesIn(secret.New(text))
	if len(uses) != 1 || uses[0].Use.Class != "domains" || uses[0].Provider.ID != "railway" {
		t.Errorf("uses: %+v", uses)
	}
}
