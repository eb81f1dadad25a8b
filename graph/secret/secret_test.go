// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

const canary = "canary-7Qd93kLmZpX2"

func TestValueNeverPrints(t *testing.T) {
	v := New(canary)
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T", "%p", "%t"} {
		fmt.Fprintf(&out, verb+verb+verb, v, &v, struct{ V Value }{v})
	}
	fmt.Fprint(&out, []Value{v}, map[string]Value{"k": v})
	for _, enc := range []func() ([]byte, error){
		func() ([]byte, error) { return json.Marshal(map[string]any{"v": v, "p": &v}) },
		func() ([]byte, error) { return xml.Marshal(struct{ V Value }{v}) },
		func() ([]byte, error) { return yaml.Marshal(struct{ V Value }{v}) },
		func() ([]byte, error) {
			var b bytes.Buffer
			err := gob.NewEncoder(&b).Encode(v)
			return b.Bytes(), err
		},
	} {
		b, _ := enc()
		out.Write(b)
	}
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "v", v, "p", &v)
	func() {
		defer func() { fmt.Fprint(&out, recover()) }()
		panic(v)
	}()
	fmt.Fprintf(&out, "%v %+v %#v", NewVault().Seal(v), struct{ S Seal }{NewVault().Seal(v)}, NewVault())
	for _, leak := range []string{canary, base64.StdEncoding.EncodeToString([]byte(canary)), fmt.Sprintf("%x", canary)} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("a printer let out %q", leak)
		}
	}
}

func TestSealsSayOnlyWhetherValuesAreTheSame(t *testing.T) {
	vt := NewVault()
	if vt.Seal(New(canary)) != vt.Seal(New(` "`+canary+"\"\n")) {
		t.Error("two spellings of one value have two seals")
	}
	if vt.Seal(New(canary)) == vt.Seal(New(canary+"x")) {
		t.Error("two values have one seal")
	}
	if vt.Seal(New(canary)) == NewVault().Seal(New(canary)) {
		t.Error("a seal outlives its run")
	}
	key := []byte("organisation key, thirty-two bytes long")
	if one, other := NewVaultWithKey(key).Seal(New(canary)), NewVaultWithKey(key).Seal(New(canary)); one != other {
		t.Error("seals under one key differ")
	}
}

func TestTheLastDoorFindsEveryForm(t *testing.T) {
	vt := NewVault()
	secret := canary + `"<&/+=` + "\n" + strings.Repeat("second-line-canary", 2)
	vt.Seal(New(secret))
	s := vt.Search()
	for _, form := range forms(secret) {
		text := "before " + form + " after"
		got, hit := s.Scrub(text)
		if !hit || strings.Contains(got, canary) || !strings.HasPrefix(got, "before ") || !strings.HasSuffix(got, " after") {
			t.Errorf("%q became %q", text, got)
		}
	}
	if _, hit := s.Scrub("nothing to see here, move along please"); hit {
		t.Error("a hit where nothing is")
	}
	vt.Seal(New("production-blast-path"))
	if _, hit := vt.Search("the rule production-blast-path").Scrub("production-blast-path"); hit {
		t.Error("our own words can be made a secret, and silence a report")
	}
}

func TestIdentifiersAreNotTokens(t *testing.T) {
	for _, in := range []string{"pgdata", "my-app-staging", "postgres:16-alpine", "prod-eu-west-1", "ghcr.io/acme/api", "user_service.internal"} {
		if got, ok := Word(New(in)); !ok || got != in {
			t.Errorf("Word refuses %q", in)
		}
	}
	for _, in := range []string{"ghp_canarycanarycanarycanarycanarycanary", "aB3dE5fG7hI9jK1lM3nO5pQ", "two\nlines", "a=b", "", "3f2a9c1b7d4e8f6a0b5c2d9e1f3a7b4c"} {
		if got, ok := Word(New(in)); ok {
			t.Errorf("Word lets out %q", got)
		}
	}
}

func FuzzVault(f *testing.F) {
	f.Add(canary, "text around ")
	f.Fuzz(func(t *testing.T, secret, around string) {
		vt := NewVault()
		vt.Seal(New(secret))
		normal := New(secret).Normal().text()
		got, _ := vt.Search().Scrub(around + normal + around)
		if len(normal) >= MinSearch && strings.Contains(got, normal) && !strings.Contains(Mask, normal) {
			t.Errorf("%q still stands in %q", normal, got)
		}
	})
}
