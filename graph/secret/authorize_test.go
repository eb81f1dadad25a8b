// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestAuthorizePutsAValueIntoAHeaderAndNowhereElse.
func TestAuthorizePutsAValueIntoAHeaderAndNowhereElse(t *testing.T) {
	const text = "canary-8f21c0aa-token"
	v := New(" " + text + "\n")
	h := map[string][]string{}
	if !v.Authorize(h, "Authorization", "Bearer ") || len(h) != 1 || h["Authorization"][0] != "Bearer "+text {
		t.Error(h)
	}
	if !v.Authorize(h, "Project-Access-Token", "") || h["Project-Access-Token"][0] != text {
		t.Error(h)
	}
	h = map[string][]string{}
	if !v.AuthorizeBasic(h, "user") || h["Authorization"][0] != "Basic "+base64.StdEncoding.EncodeToString([]byte("user:"+text)) {
		t.Error(h)
	}
	vault := NewVault()
	again, ok := vault.Value(vault.Seal(v))
	if !ok || !Equal(again, v.Normal()) {
		t.Error("what was sealed is not had back")
	}
	for _, v := range []Value{v, again} {
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v, "at", &v)
		asJSON, _ := json.Marshal(struct{ V Value }{v})
		shown := fmt.Sprintf("%v %+v %#v %s %q %x %d", v, v, v, v, v, v, v) + fmt.Sprintf("%v %+v %#v", &v, struct{ V any }{v}, []Value{v}) + fmt.Sprint(vault) + log.String() + string(asJSON) + fmt.Errorf("no: %v", v).Error()
		if strings.Contains(shown, "canary") || strings.Contains(shown, "63616e617279") {
			t.Error(shown)
		}
	}
}

// TestWhatNoHeaderHoldsIsNotPut: a line break would begin another header.
func TestWhatNoHeaderHoldsIsNotPut(t *testing.T) {
	for _, text := range []string{"", " \n", "a\r\nX-Evil: 1", "a\nb", "a\x00b"} {
		h := map[string][]string{}
		if New(text).Authorize(h, "Authorization", "Bearer ") || len(h) > 0 {
			t.Errorf("%q: %v", text, h)
		}
	}
	h := map[string][]string{}
	for _, user := range []string{"a:b", "a\r\nb"} {
		if New("canary-8f21c0aa").AuthorizeBasic(h, user) || len(h) > 0 {
			t.Errorf("%q: %v", user, h)
		}
	}
	if New(" ").AuthorizeBasic(h, "user") || len(h) > 0 {
		t.Error(h)
	}
}

// TestAVaultKnowsWhatItSealedAndNothingElse.
func TestAVaultKnowsWhatItSealedAndNothingElse(t *testing.T) {
	vault, other := NewVaultWithKey([]byte("a")), NewVaultWithKey([]byte("a"))
	s := vault.Seal(New("canary-8f21c0aa"))
	if _, ok := other.Value(s); ok {
		t.Error("a vault that never saw the value gives it back")
	}
	if v, ok := vault.Value(Seal{}); ok || !v.Empty() {
		t.Error("the seal of nothing is of something")
	}
	vault.Watch(New("canary-only-watched"))
	if text, hit := vault.Search().Scrub("x canary-only-watched y"); !hit || strings.Contains(text, "canary") {
		t.Error(text)
	}
}
