// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stagedoor/stagedoor/rules"
	"golang.org/x/tools/txtar"
)

// harmless rewritings keep every fingerprint. All are done at once; where a
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
	all := append(scenarios(t), stories(t)...)
	var rewrote, found atomic.Int64
	each(t, all, 1, func(t *testing.T, s scenario) {
		dir := s.lay(t)
		was := s.fingerprints(t, dir)
		together := harmless[0]
		for _, w := range harmless[1:] {
			together = together.and(w)
		}
		says, changed := s.keeps(t, dir, was, together)
		if changed {
			rewrote.Add(1)
			found.Add(int64(len(was)))
		}
		if says == "" {
			return
		}
		for _, w := range harmless {
			alone, _ := s.keeps(t, dir, was, w)
			says += alone
		}
		t.Error(says)
	})
	if testing.Short() {
		return
	}
	t.Logf("%d of %d scenarios were rewritten, with %d findings", rewrote.Load(), len(all), found.Load())
	if rewrote.Load() < int64(len(all)*9/10) || found.Load() < int64(len(all)) {
		t.Error("too few to say so")
	}
}

// each runs a test on every nth scenario and on all with a key id, which are few;
// with -short on every tenth. Several at a time.
func each(t *testing.T, all []scenario, n int, test func(*testing.T, scenario)) {
	if testing.Short() {
		n = 10
	}
	t.Run("of", func(t *testing.T) { // and waits for them
		for i := range all {
			if i%n != 0 && (testing.Short() || !accessKey.Match(txtar.Format(all[i].archive))) {
				continue
			}
			t.Run(all[i].name, func(t *testing.T) {
				t.Parallel()
				test(t, all[i])
			})
		}
	})
}

// keeps says what a rewriting changes in the fingerprints, or "", and whether
// there was anything to rewrite.
func (s scenario) keeps(t *testing.T, dir string, was map[string]string, w rewriting) (says string, rewrote bool) {
	t.Helper()
	other, n := s.rewritten(w, rand.New(rand.NewPCG(uint64(len(s.name)), 5)))
	if n == 0 || w.lines && s.namesLines() {
		return "", false
	}
	other.relay(t, dir, s)
	defer s.relay(t, dir, other)
	if now := other.fingerprints(t, dir); !maps.Equal(was, now) {
		return w.name + ", and a fingerprint changes:\n" + difference(was, now), true
	}
	return "", true
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
