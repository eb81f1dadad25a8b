// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/rules"
)

// harmless rewritings keep every fingerprint. Two are done at a time; where a
// fingerprint changes, each is done alone, to say which it was.
var harmless = []rewriting{
	{name: "lines shift", of: shifted, lines: true},
	{name: "secrets are rotated", of: rotated},
	{name: "files are reformatted", of: reformatted, lines: true},
	{name: "lines end as on Windows", of: windows},
}

// TestFingerprintsStay over every scenario, whatever moves, is reformatted or
// rotated; and no two findings of a run share one. With -short every tenth.
func TestFingerprintsStay(t *testing.T) {
	for i, s := range append(scenarios(t), stories(t)...) {
		if testing.Short() && i%10 != 0 {
			continue
		}
		dir := s.lay(t)
		was := s.fingerprints(t, dir)
		for i := 0; i < len(harmless); i += 2 {
			one, two := harmless[i], harmless[i+1]
			says := s.keeps(t, dir, was, one.and(two))
			if says != "" {
				t.Errorf("%s: %s%s%s", s.name, says, s.keeps(t, dir, was, one), s.keeps(t, dir, was, two))
			}
		}
	}
}

// keeps says what a rewriting changes in the fingerprints, or "".
func (s scenario) keeps(t *testing.T, dir string, was map[string]string, w rewriting) string {
	t.Helper()
	other, n := s.rewritten(w, rand.New(rand.NewPCG(uint64(len(s.name)), 5)))
	if n == 0 || w.lines && s.namesLines() {
		return ""
	}
	other.relay(t, dir, s)
	defer s.relay(t, dir, other)
	if now := other.fingerprints(t, dir); !maps.Equal(was, now) {
		return w.name + ", and a fingerprint changes:\n" + difference(was, now)
	}
	return ""
}

// fingerprints scans a folder. Findings below medium count as well.
func (s scenario) fingerprints(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, f := range s.findings(t, dir) {
		print := f.Fingerprint()
		told := fmt.Sprintf("%s %s %s %q", f.Severity, f.Rule, f.Title, f.Key)
		if other, taken := all[print]; taken {
			t.Errorf("%s: two findings share a fingerprint:\n  %s\n  %s", s.name, other, told)
		}
		all[print] = fmt.Sprintf("%s %s", f.Rule, f.Key)
	}
	return all
}

func (s scenario) findings(t *testing.T, dir string) []rules.Finding {
	t.Helper()
	a, err := ask(context.Background(), question{paths: []string{dir}, workers: 2, live: s.live(t, dir)})
	if err != nil {
		t.Fatal(s.name, err)
	}
	found, _ := a.judge()
	return found
}

// difference lists what one side has and the other has not.
func difference(was, now map[string]string) string {
	var b strings.Builder
	for _, side := range []struct {
		sign string
		a, b map[string]string
	}{{"-", was, now}, {"+", now, was}} {
		for _, print := range slices.Sorted(maps.Keys(side.a)) {
			if _, both := side.b[print]; !both {
				fmt.Fprintf(&b, "  %s %s %s\n", side.sign, print[:8], side.a[print])
			}
		}
	}
	return b.String()
}
