// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"crypto/md5" //nolint:gosec // the algorithm is the server's choice
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// A Digest is a server's challenge for HTTP's digest authentication (RFC 7616).
type Digest struct {
	Realm, Nonce, Opaque string
	Algorithm            string // MD5, SHA-256; "" is MD5
	QOP                  string // auth, or "" for the older form (RFC 2069)
}

// ParseDigest reads the value of a WWW-Authenticate header. Ok is false for
// another scheme, and for a challenge that cannot be answered: an algorithm that
// is not known, or a quality of protection that covers the body.
func ParseDigest(header string) (d Digest, ok bool) {
	rest, found := cutFold(strings.TrimSpace(header), "digest ")
	if !found {
		return Digest{}, false
	}
	for name, value := range digestParts(rest) {
		switch name {
		case "realm":
			d.Realm = value
		case "nonce":
			d.Nonce = value
		case "opaque":
			d.Opaque = value
		case "algorithm":
			d.Algorithm = value
		case "qop":
			for q := range strings.SplitSeq(value, ",") {
				if strings.EqualFold(strings.TrimSpace(q), "auth") {
					d.QOP = "auth"
				}
			}
			if d.QOP == "" {
				return Digest{}, false
			}
		}
	}
	return d, d.Nonce != "" && d.hash() != nil
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// digestParts reads name=value and name="value", separated by commas.
func digestParts(s string) map[string]string {
	parts := map[string]string{}
	for len(s) > 0 && len(parts) < 32 {
		name, rest, ok := strings.Cut(s, "=")
		if !ok {
			break
		}
		name = strings.ToLower(strings.Trim(name, " \t,"))
		rest = strings.TrimLeft(rest, " \t")
		var value string
		if strings.HasPrefix(rest, `"`) {
			end := strings.IndexByte(rest[1:], '"')
			if end < 0 {
				break
			}
			value, rest = rest[1:end+1], rest[end+2:]
		} else {
			value, rest, _ = strings.Cut(rest, ",")
		}
		parts[name], s = strings.TrimSpace(value), strings.TrimLeft(rest, " \t,")
	}
	return parts
}

func (d Digest) hash() func() hash.Hash {
	switch strings.ToUpper(d.Algorithm) {
	case "", "MD5":
		return md5.New
	case "SHA-256":
		return sha256.New
	}
	return nil
}

// AuthorizeDigest is [Value.Authorize] for HTTP's digest authentication: the
// value is the password, and only its digest goes into the header. Uri is the
// path and query of the request, nonce a text of the caller's, and count how often
// the challenge has been answered, this time included.
func (v Value) AuthorizeDigest(header map[string][]string, user string, d Digest, method, uri, nonce string, count int) (ok bool) {
	t := strings.TrimSpace(v.text())
	for _, part := range []string{user, d.Realm, d.Nonce, d.Opaque, uri, nonce} {
		if strings.ContainsAny(part, "\"\\\r\n\x00") {
			return false
		}
	}
	sum := d.hash()
	if t == "" || user == "" || strings.Contains(user, ":") || sum == nil {
		return false
	}
	h := func(parts ...string) string {
		w := sum()
		_, _ = w.Write([]byte(strings.Join(parts, ":")))
		return hex.EncodeToString(w.Sum(nil))
	}
	secret, asked, nc := h(user, d.Realm, t), h(method, uri), fmt.Sprintf("%08x", count)
	answer := fmt.Sprintf(`Digest username="%s", realm="%s", nonce="%s", uri="%s"`, user, d.Realm, d.Nonce, uri)
	if d.Algorithm != "" {
		answer += ", algorithm=" + d.Algorithm
	}
	if d.QOP == "" {
		answer += fmt.Sprintf(`, response="%s"`, h(secret, d.Nonce, asked))
	} else {
		answer += fmt.Sprintf(`, qop=%s, nc=%s, cnonce="%s", response="%s"`, d.QOP, nc, nonce, h(secret, d.Nonce, nc, nonce, d.QOP, asked))
	}
	if d.Opaque != "" {
		answer += fmt.Sprintf(`, opaque="%s"`, d.Opaque)
	}
	header["Authorization"] = []string{answer}
	return true
}
