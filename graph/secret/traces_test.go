// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"
)

// TestTracesFindWhatTheVaultFinds, and nothing without the key.
func TestTracesFindWhatTheVaultFinds(t *testing.T) {
	vt := NewVault()
	for _, v := range []string{"canary-one-value", `canary "two" <values>`, "-----BEGIN canary\nline canary-three-four-five-six\n-----END", "short"} {
		vt.Seal(New(v))
	}
	key, other := [sha256.Size]byte{1}, [sha256.Size]byte{2}
	traces := vt.Traces(key)
	door := vt.Search()
	for _, text := range []string{
		"canary-one-value", "xcanary-one-valuex", "canary-one-valu", "Canary-one-value", `canary "two" <values>`, `canary \"two\" \u003cvalues\u003e`,
		base64.StdEncoding.EncodeToString([]byte("canary-one-value")), "short", "", "line canary-three-four-five-six", "an ordinary identifier", "canary%20%22two%22%20%3Cvalues%3E",
	} {
		if got, want := traces.In(text, key), len(door.Hits(text)) > 0; got != want {
			t.Errorf("%q: traced is %v, found is %v", text, got, want)
		}
		if traces.In(text, other) {
			t.Errorf("%q: is found without the key", text)
		}
	}
	if !traces.In(strings.Repeat("x", MostTraced+1), key) {
		t.Error("what is too long is vouched for")
	}
	if Traces(nil).In("an ordinary identifier", key) {
		t.Error("nothing was sealed, and is found")
	}
}

func BenchmarkTraces(b *testing.B) {
	vt := NewVault()
	for i := range 1000 {
		vt.Seal(New(strings.Repeat("canary", 3) + string(rune('a'+i%26)) + strings.Repeat("x", i%40)))
	}
	key := [sha256.Size]byte{1}
	traces := vt.Traces(key)
	for b.Loop() {
		if traces.In("99999999-0000-4000-8000-000000000002", key) {
			b.Fatal("is found")
		}
	}
}
