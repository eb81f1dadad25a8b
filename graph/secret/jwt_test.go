// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"encoding/base64"
	"reflect"
	"testing"
)

func token(header, body string) string {
	e := base64.RawURLEncoding
	return e.EncodeToString([]byte(header)) + "." + e.EncodeToString([]byte(body)) + "." + e.EncodeToString([]byte("canary signature canary"))
}

const hs256 = `{"alg":"HS256","typ":"JWT"}`

func TestTokensTellTheirClaims(t *testing.T) {
	for _, r := range []struct {
		body string
		want Claims
	}{
		{`{"iss":"supabase","ref":"` + ref + `","role":"service_role","iat":1700000000,"exp":2000000000}`,
			Claims{Issuer: "supabase", Role: "service_role", Ref: ref, Issued: 1700000000, Expires: 2000000000}},
		{`{"iss":"https://` + ref + `.supabase.co/auth/v1","sub":"0b7e4c1e-5a44-4c7c-9d5f-0d7f3f2f1a11","aud":"authenticated","role":"authenticated"}`,
			Claims{Issuer: ref + ".supabase.co", Audience: []string{"authenticated"}, Role: "authenticated", Ref: ref, Subject: "uuid"}},
		{`{"role":"anon","iss":"supabase-demo"}`, Claims{Issuer: "supabase-demo", Role: "anon", Demo: true}},
		{`{"sub":"1234567890","name":"John Doe","iat":1516239022}`, Claims{Subject: "word", Issued: 1516239022, Demo: true}},
		{`{"iss":"https://token.actions.githubusercontent.com","aud":["sts.amazonaws.com","https://github.com/acme"],"sub":"repo:acme/app:ref:refs/heads/main"}`,
			Claims{Issuer: "token.actions.githubusercontent.com", Audience: []string{"sts.amazonaws.com", "github.com"}, Subject: "word"}},
		{`{"ref":"not-a-ref","role":{"x":1},"exp":"soon","aud":[1,null]}`, Claims{}},
		{`{"role":"ghp_canarycanarycanarycanarycanarycanary"}`, Claims{}},
	} {
		got, ok := JWTClaims(New(token(hs256, r.body)))
		if !ok || !reflect.DeepEqual(got, r.want) {
			t.Errorf("%s\n got %+v\nwant %+v", r.body, got, r.want)
		}
	}
	for _, in := range []string{"", "eyJ", "eyJ.eyJ.x", "a.b.c", token(`{"typ":"JWT"}`, `{}`), token(hs256, `[1]`), token(hs256, `{`), token(hs256, `{}`) + ".x"} {
		if _, ok := JWTClaims(New(in)); ok {
			t.Errorf("%q is read as a token", in)
		}
	}
}

func TestSupabaseRefs(t *testing.T) {
	for in, want := range map[string]string{
		ref: ref, "https://" + ref + ".supabase.co": ref, "https://" + ref + ".supabase.co/rest/v1": ref, "https://db." + ref + ".supabase.co": ref,
		"https://" + ref + ".acme.io": "", "https://your-project.supabase.co": "", "supabase": "", "": "",
	} {
		if got, _ := SupabaseRef(New(in)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func FuzzJWTClaims(f *testing.F) {
	f.Add(token(hs256, `{"iss":"supabase","aud":["a"]}`))
	f.Fuzz(func(_ *testing.T, in string) {
		JWTClaims(New(in))
		GoogleServiceAccount(New(in))
		AzureConnection(New(in))
		Placeholder(New(in))
		Reference(New(in))
		KeyMode(New(in))
	})
}
