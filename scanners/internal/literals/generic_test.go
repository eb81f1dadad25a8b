// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestTheGenericRuleIsKnown(t *testing.T) {
	for _, r := range defaults().rules {
		if r.known != (r.id == "generic-api-key") {
			t.Errorf("%s: known is %v; the expression of gitleaks changed: look at it anew", r.id, r.known)
		}
	}
}

func sameAsExpression(t *testing.T, text string) int {
	t.Helper()
	r := defaults().byID["generic-api-key"]
	want := r.Regex.FindAllStringIndex(text, -1)
	if got := r.findAll(text); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("%q:\ngot  %v\nwant %v", text, got, want)
	}
	return len(want)
}

func TestStretchesLoseNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	one := func(from ...string) string { return from[r.IntN(len(from))] }
	times := func(n int, from ...string) string {
		var b strings.Builder
		for range r.IntN(n + 1) {
			b.WriteString(one(from...))
		}
		return b.String()
	}
	found := 0
	for range 3000 {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(times(3, "a", "Z", "_", ".", "-", " ", "\n", "(", "é"))
			b.WriteString(times(1, strings.Repeat("x", r.IntN(60))))
			b.WriteString(one("key", "API", "aPi", "Token", "passwd", "passwor", "password", "creds", "credential", "credentia", "AUTH", "secret", "access", "\u212aey", "\u017fecret", "kex", "keykey"))
			b.WriteString(times(1, strings.Repeat(one(" ", "a", "\t"), r.IntN(25))))
			b.WriteString(times(4, " ", "\n", "'", "\"", "\t", "-", "`"))
			b.WriteString(one("=", ">", ":=", "::=", ":::=", "||", "|", ":", "=>", "?=", "?", ",", "::::=", ""))
			b.WriteString(times(6, " ", "=", "`", "'", "\"", "\n"))
			b.WriteString(one("0123456789", "abcdefghij", "012345678", "abc+/defghij012", "abc+/defghi=", strings.Repeat("a=", r.IntN(90)), strings.Repeat("v", 140+r.IntN(20)), "a.b-c_d.e-f_g", ""))
			b.WriteString(one(" ", "\n", ";", "`", "\\n", "\\r", "\\t", "\\", "(", ",", "é", "\xff", "=", "'", ""))
		}
		found += sameAsExpression(t, b.String())
	}
	if found < 700 {
		t.Errorf("%d matches only", found)
	}
}

func FuzzStretches(f *testing.F) {
	for _, s := range []string{"", "key=0123456789", "api_key: 'abc+/defghij012'\ntoken, \"0123456789abc\"", "key=========================", "secret||0123456789\\n0123456789"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { sameAsExpression(t, text) })
}
