// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// clientFiles are what vendors' tools write into every app that is shipped; the
// keys in them name a project and are no secret.
// https://firebase.google.com/docs/projects/api-keys
var clientFiles = map[string]string{
	"google-services.json":     "Firebase's client configuration, which every app carries",
	"GoogleService-Info.plist": "Firebase's client configuration, which every app carries",
	"firebase_options.dart":    "Firebase's client configuration, which every app carries",
}

// wholeKey is a PEM block with a body: some base64 between the
// marks, headers of encrypted keys passed over. What a redaction
// pattern or an error message says between its marks is none.
var wholeKey = lazily.Compile(`-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n|\\r|["'+,]|[A-Za-z-]+: [^\n]*\n)*(?:[A-Za-z0-9+/=]{40,}|(?:[A-Za-z0-9+/=]{16,}(?:\s|\\n|\\r|["'+,])*){2,})`)

// googleKey is a Google API key by its form.
var googleKey = lazily.Compile(`^AIza[A-Za-z0-9_-]{35}$`)

// nobodys says why a value that gitleaks found is nobody's secret, or "".
func nobodys(f *File, name, rule string, v secret.Value) string {
	if rule == "private-key" && !v.Matches(wholeKey.Get()) {
		return "no key stands between the marks"
	}
	if v.Matches(googleKey.Get()) {
		if why := clientFiles[f.Base()]; why != "" {
			return why
		}
		if strings.Contains(strings.ToLower(f.Base()), "firebase") {
			return "Firebase's client configuration, which every app carries"
		}
	}
	if identifies(name, rule) {
		return "its name says that it identifies, and opens nothing"
	}
	if c, ok := secret.JWTClaims(v); ok && (c.Demo || c.Role == "anon") {
		return "a token that is public by design"
	}
	return claim.Nobodys(name, v)
}

// identifies reports whether a value is somebody's public name: a client id, the
// id of a base or a project. An AWS access key id is told with its secret.
func identifies(name, rule string) bool {
	n := strings.ToLower(strings.NewReplacer("_", "", "-", "", ".", "").Replace(name))
	return strings.HasSuffix(rule, "-client-id") || strings.HasSuffix(n, "id") && !strings.HasPrefix(rule, "aws-") && !strings.HasSuffix(n, "keyid")
}
