// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"slices"
	"strings"
	"testing"
)

func TestAnEchoFindsWhatWasHeard(t *testing.T) {
	var e Echo
	e.Hear(New("psql postgres://app:canary-8f21c0aa@db.acme-shop.io/app"))
	e.Hear(New("short"))
	for text, want := range map[string][]string{
		"nothing of it": nil,
		"the password is canary-8f21c0aa, it says":      {"canary-8f21c0aa"},
		"CANARY-8F21C0AA":                               {"CANARY-8F21C0AA"},
		"canary-8f21c0a":                                {"canary-8f21c0a"},
		"canary-8f21":                                   nil, // shorter than what is searched for
		"db.acme-shop.io and then db.acme-shop.io":      {"db.acme-shop.io", "db.acme-shop.io"},
		"canary-8f21c0aa@db.acme and @db.acme-shop.io/": {"canary-8f21c0aa@db.acme", "@db.acme-shop.io/"},
		"short short short short":                       nil,
	} {
		var got []string
		for _, s := range e.In(text) {
			got = append(got, text[s.Start:s.End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestAnEchoOfVeryMuch takes all of a text for what was heard.
func TestAnEchoOfVeryMuch(t *testing.T) {
	var e Echo
	e.Hear(New(strings.Repeat("x", mostHeard+1)))
	if got := e.In("nothing of it"); len(got) != 1 || got[0] != (Span{0, 13}) {
		t.Error(got)
	}
}

// FuzzEcho: whatever of a value is in a text lies within one stretch.
func FuzzEcho(f *testing.F) {
	f.Add("before", "canary-8f21c0aa", "after")
	f.Fuzz(func(t *testing.T, before, value, after string) {
		if len(value) < MinSearch {
			return
		}
		var e Echo
		e.Hear(New("x" + value + "y"))
		text := before + value + after
		at := strings.Index(text, value)
		if !slices.ContainsFunc(e.In(text), func(s Span) bool { return s.Start <= at && s.End >= at+len(value) && s.End <= len(text) }) {
			t.Fatal("not found")
		}
	})
}
