// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"strings"
	"testing"
)

// TestDigestAnswersTheExamplesOfTheStandard: those of RFC 7616, section 3.9.1.
func TestDigestAnswersTheExamplesOfTheStandard(t *testing.T) {
	const challenge = `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=%, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`
	for algorithm, want := range map[string]string{
		"MD5":     "8ca523f5e9506fed4657c9700eebdbec",
		"SHA-256": "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
	} {
		d, ok := ParseDigest(strings.Replace(challenge, "%", algorithm, 1))
		if !ok {
			t.Fatal("the challenge is not read")
		}
		h := map[string][]string{}
		if !New("Circle of Life").AuthorizeDigest(h, "Mufasa", d, "GET", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", 1) {
			t.Fatal("no answer")
		}
		answer := h["Authorization"][0]
		for _, part := range []string{`response="` + want + `"`, `username="Mufasa"`, `uri="/dir/index.html"`, "nc=00000001", "qop=auth,", "algorithm=" + algorithm, `opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`} {
			if !strings.Contains(answer, part) {
				t.Errorf("%s: no %s in %s", algorithm, part, answer)
			}
		}
		if strings.Contains(answer, "Circle") {
			t.Error("the password is in the header")
		}
	}
}

func TestDigestRefusesWhatItCannotAnswer(t *testing.T) {
	for _, header := range []string{
		"", "Basic realm=\"x\"", "Digest", "Digest realm=\"x\"", `Digest realm="x", nonce="n", algorithm=SHA-512-256`,
		`Digest realm="x", nonce="n", qop="auth-int"`, `Digest realm="x", nonce="n`,
	} {
		if d, ok := ParseDigest(header); ok {
			t.Errorf("%q is read as %+v", header, d)
		}
	}
	d, ok := ParseDigest(`digest nonce="n", realm="r", stale=false`)
	if !ok || d.Realm != "r" || d.QOP != "" {
		t.Fatal(d, ok)
	}
	for _, user := range []string{"", "a:b", "a\r\nX-Evil: 1", `a"`} {
		if New("canary").AuthorizeDigest(map[string][]string{}, user, d, "GET", "/", "c", 1) {
			t.Errorf("%q is put into a header", user)
		}
	}
	if New("").AuthorizeDigest(map[string][]string{}, "u", d, "GET", "/", "c", 1) {
		t.Error("an empty value is put into a header")
	}
	d.Realm = "r\"\r\nX-Evil: 1"
	if New("canary").AuthorizeDigest(map[string][]string{}, "u", d, "GET", "/", "c", 1) {
		t.Error("a challenge with a line break is answered")
	}
}
