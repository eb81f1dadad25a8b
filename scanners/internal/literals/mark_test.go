// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"strings"
	"testing"
)

// TestMarksAreLookedForBesideRules: in any text, as a whole word, once, and not
// where one of gitleaks' rules knows the kind, an example is no token, or the
// configuration leaves the file out.
func TestMarksAreLookedForBesideRules(t *testing.T) {
	const token = "rnd_canaryQ7Xw4Rt5Vz8Bn4Mk6Jh3"
	render := Mark{"render_api_key", "rnd_[A-Za-z0-9]{26,}", []string{"rnd_"}}
	e := New(nil, nil, render, Mark{"own_github", "(?:token )?ghp_[A-Za-z0-9]{36}", []string{"token ghp_", "ghp_"}})
	for text, want := range map[string]string{
		"new Client(\"" + token + "\");\n":                 "render_api_key 1:13-1:43\n",
		token + "," + token:                                "render_api_key 1:1-1:31\nrender_api_key 1:32-1:62\n",
		"é " + token + " # gitleaks:allow\n":               "render_api_key 1:3-1:33 gitleaks:allow\n",
		"x" + token + "\n-" + token + "\n" + token + "-\n": "",
		"rnd_" + strings.Repeat("x", 30):                   "",
		"token " + canaryPAT + "\n":                        "github-pat 1:7-1:47\n",
	} {
		if got := where(find(t, e, "a.ts", text)); got != want {
			t.Errorf("%q: got\n%swant\n%s", text, got, want)
		}
	}
	if got := find(t, e, "a/node_modules/b.js", token); len(got) != 0 {
		t.Errorf("%d hits in a file that is left out", len(got))
	}
	own := New([]byte("[[rules]]\nid = \"own\"\nregex = '''(canary[0-9]+)'''\n"), nil, render)
	if got := where(find(t, own, "a.ts", token+" canary77\n")); got != "render_api_key 1:1-1:31\nown 1:32-1:40\n" {
		t.Errorf("beside a configuration: %s", got)
	}
}
