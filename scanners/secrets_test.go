// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// TestNameBefore takes the text on the left of a value.
func TestNameBefore(t *testing.T) {
	for left, want := range map[string]string{
		`API_KEY=`:                              "API_KEY",
		`export API_KEY="`:                      "API_KEY",
		`  "apiKey": "`:                         "apiKey",
		`apiKey: '`:                             "apiKey",
		`const apiKey = "`:                      "apiKey",
		`apiKey := "`:                           "apiKey",
		`config.api.key = "`:                    "config.api.key",
		`os.environ["API_KEY"] = "`:             "API_KEY",
		`:api_key => '`:                         "api_key",
		`$api_key = '`:                          "api_key",
		`<add key="ApiKey" value="`:             "ApiKey",
		`x = 1; api_key = b"`:                   "api_key",
		`-H "Authorization: Bearer `:            "Authorization",
		`tool --api-key `:                       "api-key",
		`tool --api-key="`:                      "api-key",
		`https://api.example.com/?token=`:       "token",
		`https://user:`:                         "",
		`https://`:                              "",
		`fmt.Println("`:                         "",
		`some words `:                           "",
		"API_KEY=\n":                            "",
		``:                                      "",
		`ghp_canary9Xq7Lw2Rt5Vz8Bn4Mk6Jh3Gf1: `: "",
		strings.Repeat("x", 400) + ` api_key = "`: "api_key",
	} {
		if got := nameBefore([]byte(left+"canary"), len(left)); got != want {
			t.Errorf("%s: got %q, want %q", left, got, want)
		}
	}
}

// TestEncodedAndPlainAreOneCredential: base64 in a Kubernetes Secret, in a
// configuration file, and the plain value.
func TestEncodedAndPlainAreOneCredential(t *testing.T) {
	const plain = "canary9Xq7Lw2Rt5Vz8Bn4Mk6"
	encoded := base64.StdEncoding.EncodeToString([]byte(plain))
	g := scan(t, []txtar.File{
		{Name: "secret.yaml", Data: []byte("kind: Secret\ndata:\n  DEPLOY_KEY: " + encoded + "\n")},
		{Name: "app.conf", Data: []byte("deploy_key = \"" + plain + "\"\n")},
		{Name: "b.conf", Data: []byte("deploy_key = \"" + encoded + "\"\n")},
	})
	for c := range g.Nodes(graph.Credential) {
		if n := len(slices.Collect(c.In(graph.Holds))); n != 3 {
			t.Errorf("%d files hold it\n%s", n, strings.Join(g.Dump(), "\n"))
		}
	}
}

// TestNoCanaryLeaves: the values of the stories stay in the vault, and it does
// not show them.
func TestNoCanaryLeaves(t *testing.T) {
	vault := secret.NewVault()
	g := scan(t, []txtar.File{
		{Name: ".gitleaks.toml", Data: []byte("[[rules]]\nid = \"canary-canary-1234\"\nregex = '''(canary'''\n")},
		{Name: "a.txt", Data: []byte("token = ghp_canary1Xq7Lw2Rt5Vz8Bn4Mk6Jh3Gf1Ds0Pq\napi_key: 'canary9Xq7Lw2Rt5Vz8Bn4Mk6'\n" +
			"canary9Xq7Lw2Rt5Vz8Bn4Mk6_api_key: 'canary9Xq7Lw2Rt5Vz8Bn4Mk6'\n")},
	})
	if len(g.Dump()) < 3 {
		t.Fatal("nothing was found")
	}
	text := fmt.Sprintf("%v %+v %s %v", vault, vault, strings.Join(g.Dump(), "\n"), g.Gaps())
	if strings.Contains(text, "canary") {
		t.Errorf("a canary left:\n%s", text)
	}
}
