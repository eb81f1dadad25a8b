// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/scanners/providers"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// liveScenarios are those in which providers are asked.
func liveScenarios(t *testing.T) (all []scenario) {
	for _, s := range scenarios(t) {
		if slices.ContainsFunc(s.archive.Files, func(f txtar.File) bool { return f.Name == liveSection }) {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		t.Fatal("no scenario asks a provider")
	}
	return all
}

// faults are what may become of one answer. A shape that the vendor may change is
// borne; the others are told.
var faults = []struct {
	name  string
	spoil func(body []byte) []byte
	told  bool // the run must be incomplete
}{
	{"403", func([]byte) []byte { return []byte("HTTP/1.1 403 Forbidden\n\n{}") }, true},
	{"429", func([]byte) []byte { return []byte("HTTP/1.1 429 Too Many Requests\nRetry-After: 7200\n\n{}") }, true},
	{"503", func([]byte) []byte { return []byte("HTTP/1.1 503 Service Unavailable\n\n") }, true},
	{"a page to sign in", func([]byte) []byte { return []byte("HTTP/1.1 200 OK\nContent-Type: text/html\n\n<html>") }, true},
	{"half", func(b []byte) []byte { return b[:len(bytes.TrimSpace(b))/2] }, true},
	{"null", func([]byte) []byte { return []byte("null") }, false},
	{"empty", func([]byte) []byte { return []byte("{}") }, false},
	{"other words", func(b []byte) []byte { return word.ReplaceAll(b, []byte(`${1}"NEVER_SEEN"`)) }, false},
	{"numbers", func(b []byte) []byte { return word.ReplaceAll(b, []byte(`${1}7`)) }, false},
	{"nulls", func(b []byte) []byte { return word.ReplaceAll(b, []byte(`${1}null`)) }, false},
	{"objects", func(b []byte) []byte { return word.ReplaceAll(b, []byte(`${1}{"a":[{}]}`)) }, false},
}

// word is a text as the value of a field.
var word = regexp.MustCompile(`(:\s*)"(?:[^"\\]|\\.)*"`)

// TestEveryRecordedAnswerMayFail: each answer of each live scenario, in its turn,
// is refused, broken or of another shape. No provider falls, none says that it is
// complete when it is not, and what it says of itself shows no secret.
func TestEveryRecordedAnswerMayFail(t *testing.T) {
	if testing.Short() {
		t.Skip("spoils every answer of every scenario; without -short")
	}
	for _, s := range liveScenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir := s.lay(t)
			for i, f := range s.archive.Files {
				if !strings.HasPrefix(f.Name, "http/") || bytes.HasPrefix(f.Data, []byte("HTTP/")) {
					continue
				}
				for _, fault := range faults {
					spoiled := s
					spoiled.archive = &txtar.Archive{Files: slices.Clone(s.archive.Files)}
					spoiled.archive.Files[i].Data = fault.spoil(f.Data)
					q := spoiled.live(t, dir)
					used := !slices.ContainsFunc(spoiled.archive.Files, func(o txtar.File) bool { return strings.HasPrefix(o.Name, f.Name+"!") })
					a := q.alone(t)
					gaps := gapsOf(a.Facts)
					for _, g := range gaps {
						if strings.Contains(g, "fault of stagedoor") || strings.Contains(strings.ToLower(g), "canary") {
							t.Errorf("%s: %s: %s", f.Name, fault.name, g)
						}
					}
					if fault.told && used && len(a.Incomplete) == 0 && q.wasAsked(f.Name) && !bears(f.Name, fault.name) {
						t.Errorf("%s: %s: is complete", f.Name, fault.name)
					}
				}
			}
		})
	}
}

// borne are answers that the provider does well without, and why it says nothing:
// by a part of the section's name, and by the fault where it is one of them only.
var borne = map[string]string{
	"backboard.railway.com/graphql/v2#Me 403":                                "documented: only an account token knows whose it is, so this tells a workspace's",
	"backboard.railway.com/graphql/v2#ApiToken 403":                          "what cannot ask it is asked whether it is a project token",
	"console.neon.tech/api/v2/organizations/org-tiny-rain-12345678/api_keys": "whether it may be asked tells the kind of the key; what it lists is not read",
	"k8s.acme-infra.net/apis 403":                                            "without the list of groups every group is asked for itself",
	"iam.amazonaws.com/#ListAccountAliases":                                  "the account's other name; its number is known",
	"/backupCompliancePolicy 403":                                            "only a project's owner may see it, which is more than suffices; whether there is one is unknown then",
}

func bears(section, fault string) bool {
	for at := range borne {
		name, only, _ := strings.Cut(at, " ")
		if strings.Contains(section, name) && (only == "" || only == fault) {
			return true
		}
	}
	return false
}

// alone asks the scenario's providers, without the files.
func (q liveQuestion) alone(t *testing.T) providers.Answer {
	t.Helper()
	o := q.options(&answer{vault: secret.NewVault()}, "", nil)
	a, err := providers.Run(t.Context(), q.asked, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// wasAsked reports whether a section was asked for, as far as the log tells.
func (q liveQuestion) wasAsked(section string) bool {
	name, _, _ := strings.Cut(strings.TrimPrefix(section, "http/"), "!")
	path, query, _ := strings.Cut(name, "?")
	return slices.ContainsFunc(q.transport.(*recorded.Answers).Log, func(l string) bool {
		method, at, _ := strings.Cut(l, " ")
		at, with, _ := strings.Cut(at, "?")
		if at != path || method == http.MethodPost {
			return at == path // the variables of a document are not in the log
		}
		want, _ := url.ParseQuery(query)
		have, _ := url.ParseQuery(with)
		for k := range want {
			if !slices.Equal(want[k], have[k]) {
				return false
			}
		}
		return true
	})
}

func gapsOf(f *graph.Facts) (all []string) {
	for _, g := range graph.Build(f).Gaps() {
		all = append(all, g.At.URL+" "+g.Why)
	}
	return all
}

// TestAnEchoedCredentialIsMasked: an API that puts the credential it was asked
// with into every name that it gives does not get it into any report.
func TestAnEchoedCredentialIsMasked(t *testing.T) {
	if testing.Short() {
		t.Skip("spoils every answer of every scenario; without -short")
	}
	name := regexp.MustCompile(`("(?:name|title|displayName|label|description)"\s*:\s*)"[^"]*"`)
	masked := 0
	for _, s := range liveScenarios(t) {
		token := ""
		for _, f := range s.archive.Files {
			if f.Name == liveSection {
				for line := range strings.Lines(string(f.Data)) {
					if n, v, ok := strings.Cut(strings.TrimSpace(line), "="); ok && len(v) >= secret.MinSearch && regexp.MustCompile(`(TOKEN|KEY|SECRET)$`).MatchString(n) {
						token = v
					}
				}
			}
		}
		if token == "" {
			continue
		}
		echoed := s
		echoed.archive = &txtar.Archive{Files: slices.Clone(s.archive.Files)}
		for i, f := range echoed.archive.Files {
			if strings.HasPrefix(f.Name, "http/") {
				echoed.archive.Files[i].Data = name.ReplaceAll(f.Data, []byte(`${1}"named `+token+`"`))
			}
		}
		dir := echoed.lay(t)
		a, err := ask(context.Background(), question{paths: []string{dir}, workers: 2, live: echoed.live(t, dir)})
		if err != nil {
			t.Fatal(s.name, err)
		}
		rep, err := gate(scanFlags{failOn: "high", basis: "named"})
		if err != nil {
			t.Fatal(err)
		}
		fill(&rep, a, []string{"."})
		for _, r := range reporters.All() {
			out, _, err := reporters.Render(r, rep, a.lastDoor())
			if err != nil || bytes.Contains(out, []byte(token)) {
				t.Errorf("%s: %s: the credential came out (%v)", s.name, r.Name, err)
			}
			if bytes.Contains(out, []byte(secret.Mask)) {
				masked++
			}
		}
	}
	if masked == 0 {
		t.Error("nothing was masked, so nothing was tested")
	}
}

// TestAGivenCredentialIsMaskedWithoutFacts: also where the provider fell before it
// could say which credential it was given.
func TestAGivenCredentialIsMaskedWithoutFacts(t *testing.T) {
	for _, p := range providers.All() {
		if p.Name == "aws" || p.Name == "kubernetes" {
			continue // their first variable names a profile or a file
		}
		vault := secret.NewVault()
		q := liveQuestion{asked: []providers.Asked{{Provider: p}}, transport: refusing{}, getenv: func(n string) string {
			if n == p.Variables[0] {
				return "canary-4bT8qLw2Zx9Rk7"
			}
			return ""
		}}
		q.sleep = noSleep
		if _, err := providers.Run(t.Context(), q.asked, q.options(&answer{vault: vault}, "", nil)); err != nil {
			t.Fatal(err)
		}
		if text, hit := vault.Search().Scrub("named canary-4bT8qLw2Zx9Rk7"); !hit || strings.Contains(text, "canary") {
			t.Errorf("%s: %s", p.Name, text)
		}
	}
}

type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("%s", filepath.Join("no", "network"))
}
