// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// Claims are what a JSON Web Token says in the open; every field is a validated
// word. The signature is not checked: who reads a claim must not believe it
// more than the text of the file.
type Claims struct {
	Issuer   string   // host of an issuer that is a URL, else a word
	Audience []string // likewise
	Role     string
	Ref      string // Supabase's project
	Subject  string // kind only: "uuid", "email", "word", "arn", "" for none
	Expires  int64  // seconds since 1970, 0 for never
	Issued   int64
	Demo     bool // a token that a vendor's documents print: jwt.io, Supabase's self-hosting guide
}

var supabaseRefForm = lazily.Compile(`^[a-z]{20}$`)

// SupabaseRef is the identifier of a Supabase project: twenty letters, the first
// label of its API's host. https://supabase.com/docs/guides/api
func SupabaseRef(v Value) (ref string, ok bool) {
	t := strings.ToLower(v.Normal().text())
	if u, err := url.Parse(t); err == nil && u.Host != "" {
		label, domain, _ := strings.Cut(strings.TrimPrefix(u.Hostname(), "db."), ".")
		if domain != "supabase.co" && domain != "supabase.in" && domain != "functions.supabase.co" && domain != "storage.supabase.co" {
			return "", false
		}
		t = label
	}
	if !supabaseRefForm.MatchString(t) {
		return "", false
	}
	return t, true
}

// JWTClaims decodes a token of three parts whose header names an algorithm.
func JWTClaims(v Value) (Claims, bool) {
	t := v.Normal().text()
	if !strings.HasPrefix(t, "eyJ") || len(t) > 16<<10 {
		return Claims{}, false
	}
	parts := strings.Split(t, ".")
	if len(parts) != 3 {
		return Claims{}, false
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	var body struct {
		Issuer   any `json:"iss"`
		Audience any `json:"aud"`
		Role     any `json:"role"`
		Ref      any `json:"ref"`
		Subject  any `json:"sub"`
		Expires  any `json:"exp"`
		Issued   any `json:"iat"`
	}
	if !segment(parts[0], &header) || header.Algorithm == "" || !segment(parts[1], &body) {
		return Claims{}, false
	}
	c := Claims{Issuer: party(body.Issuer), Subject: subjectKind(body.Subject), Expires: seconds(body.Expires), Issued: seconds(body.Issued)}
	c.Role, _ = claimWord(body.Role)
	if ref, ok := body.Ref.(string); ok && supabaseRefForm.MatchString(ref) {
		c.Ref = ref
	} else if iss, ok := body.Issuer.(string); ok && strings.HasPrefix(iss, "https://") {
		c.Ref, _ = SupabaseRef(New(iss))
	}
	switch aud := body.Audience.(type) {
	case string:
		c.Audience = parties([]any{aud})
	case []any:
		c.Audience = parties(aud)
	}
	c.Demo = c.Issuer == "supabase-demo" || body.Subject == "1234567890"
	return c, true
}

func segment(part string, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(part, "="))
	return err == nil && json.Unmarshal(raw, into) == nil
}

// party is an issuer or audience: the host of a URL, or a word.
func party(claim any) string {
	t, _ := claim.(string)
	if u, err := url.Parse(t); err == nil && u.Host != "" {
		h, _ := Host(New(u.Hostname()))
		return h
	}
	w, _ := claimWord(claim)
	return w
}

func parties(claims []any) []string {
	var out []string
	for _, a := range claims {
		if p := party(a); p != "" && len(out) < 8 {
			out = append(out, p)
		}
	}
	return out
}

func claimWord(claim any) (string, bool) {
	t, _ := claim.(string)
	if len(t) > 80 {
		return "", false
	}
	return Word(New(t))
}

func subjectKind(claim any) string {
	t, _ := claim.(string)
	v := New(t)
	if t == "" {
		return ""
	}
	if _, ok := UUID(v); ok {
		return "uuid"
	}
	if _, ok := Email(v); ok {
		return "email"
	}
	if _, ok := ARN(v); ok {
		return "arn"
	}
	return "word"
}

func seconds(claim any) int64 {
	n, ok := claim.(float64)
	if !ok || n < 0 || n > 1e12 {
		return 0
	}
	return int64(n)
}
