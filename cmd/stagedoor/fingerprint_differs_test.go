// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stagedoor/stagedoor/rules"
)

var (
	shouted   = regexp.MustCompile(`^[A-Z][A-Z0-9_]{3,}$`)
	accessKey = regexp.MustCompile(`AKIA[A-Z0-9]{16}`)
	wordOf    = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9._-]{3,}`)
	stage     = regexp.MustCompile(`(?i)postgres|mysql|prod|stag|dev|test|live|uat|qa|preview|sandbox|demo`)
)

// TestFingerprintsChange with what makes a finding another one: the public id of
// its credential, its store, its pair of environments. Every second scenario, since
// each is scanned once for each of these texts; with -short every tenth.
func TestFingerprintsChange(t *testing.T) {
	var mu sync.Mutex
	again := map[string]int{} // how often the other finding was found, too
	each(t, scenarios(t), 2, func(t *testing.T, s scenario) {
		if s.namesLines() {
			return
		}
		dir := s.lay(t)
		tried := map[string]bool{}
		for _, f := range s.findings(t, dir) {
			for _, c := range s.others(f) {
				if tried[c.name+c.old] {
					continue
				}
				tried[c.name+c.old] = true
				other, n := s.rewritten(replacing(c.old, c.new), nil)
				if n == 0 {
					continue
				}
				other.relay(t, dir, s)
				for _, now := range other.findings(t, dir) {
					if now.Fingerprint() == f.Fingerprint() {
						t.Errorf("%s of %s %q is %s and no longer %s, and the fingerprint stays", c.name, f.Rule, f.Key, c.new, c.old)
					}
					if now.Rule == f.Rule && strings.Contains(strings.Join(now.Key, " "), c.new) {
						mu.Lock()
						again[c.name]++
						mu.Unlock()
					}
				}
				s.relay(t, dir, other)
			}
		}
	})
	for _, name := range []string{"the variable", "the key id", "the store", "the environment pair"} {
		if again[name] == 0 && !testing.Short() {
			t.Errorf("%s: no other finding came of it", name)
		}
	}
}

// A difference is text of a scenario that makes a finding another one.
type otherText struct{ name, old, new string }

// others are texts of the files that the finding's key holds.
func (s scenario) others(f rules.Finding) (all []otherText) {
	key := strings.Join(f.Key, "\n")
	if f.About != nil && shouted.MatchString(f.About.Name) && strings.Contains(key, f.About.Name) {
		all = append(all, otherText{"the variable", f.About.Name, "ACME_" + f.About.Name})
	}
	if id := accessKey.FindString(key); id != "" {
		all = append(all, otherText{"the key id", id, id[:19] + string(turn([]byte(id[19:]), 36))})
	}
	for _, k := range f.Key {
		words := wordOf.FindAllString(k, -1)
		slices.Reverse(words)
		for _, w := range words {
			if id, isStore := strings.CutPrefix(k, "store:"); isStore && !stage.MatchString(w) && strings.Contains(id, w) && s.holds(w) {
				all = append(all, otherText{"the store", w, "z" + w})
				break
			}
		}
	}
	if strings.Contains(key, "staging>production") && strings.Count(key, "staging") == 1 {
		all = append(all, otherText{"the environment pair", "staging", "development"})
	}
	return all
}

// holds reports whether a file holds a word as a whole.
func (s scenario) holds(word string) bool {
	whole := wholeWord(word)
	for _, f := range s.archive.Files {
		if ours(f.Name) && f.Name != rendered && whole.Match(f.Data) {
			return true
		}
	}
	return false
}

func wholeWord(word string) *regexp.Regexp {
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(word) + `\b`)
}

// replacing writes another word in every file, name and answer.
func replacing(old, new string) rewriting {
	whole := wholeWord(old)
	if old == "staging" {
		whole = regexp.MustCompile(old)
	}
	return rewriting{
		of: func(_ *rand.Rand, name string, text []byte) []byte {
			if name == liveSection { // what is asked stays
				return nil
			}
			return whole.ReplaceAll(text, []byte(new))
		},
		path: func(name string) string { return whole.ReplaceAllString(name, new) },
	}
}

// TestFingerprintsStayWhateverLiesBetween: a script or a job on the way from the
// start to the credential gets another name.
func TestFingerprintsStayWhateverLiesBetween(t *testing.T) {
	var n atomic.Int64
	each(t, scenarios(t), 1, func(t *testing.T, s scenario) {
		renamings := s.between()
		if len(renamings) == 0 || s.namesLines() { // and so files
			return
		}
		dir := s.lay(t)
		was := s.findings(t, dir)
		for _, c := range renamings {
			other, _ := s.rewritten(c.rewriting, nil)
			other.relay(t, dir, s)
			now := other.fingerprints(t, dir)
			for _, f := range was {
				if strings.Contains(strings.Join(f.Key, "\n"), c.old) {
					continue // it is about this very file or job
				}
				if n.Add(1); now[f.Fingerprint()] == "" {
					t.Errorf("%s is renamed, and the fingerprint of %s %q changes: %v", c.old, f.Rule, f.Key, now)
				}
			}
			s.relay(t, dir, other)
		}
	})
	if n.Load() < 10 && !testing.Short() {
		t.Errorf("%d findings only", n.Load())
	}
}

type renaming struct {
	rewriting
	old string
}

var jobForm = regexp.MustCompile(`^  ([a-z][a-z0-9_-]*):$`)

// between are scripts and jobs whose name says nothing of an environment.
func (s scenario) between() (all []renaming) {
	for _, f := range s.archive.Files {
		base := path.Base(f.Name)
		if path.Ext(base) == ".sh" && !stage.MatchString(base) && ours(f.Name) {
			all = append(all, renaming{replacing(base, "again-"+base), base})
		}
		if !strings.HasPrefix(f.Name, ".github/workflows/") {
			continue
		}
		_, jobs, _ := bytes.Cut(f.Data, []byte("\njobs:\n"))
		for line := range strings.Lines(string(jobs)) {
			if m := jobForm.FindStringSubmatch(strings.TrimSuffix(line, "\n")); m != nil && !stage.MatchString(m[1]) {
				places := regexp.MustCompile(`(?m)(^  |\bneeds: .*?\b)` + regexp.QuoteMeta(m[1]) + `\b`)
				all = append(all, renaming{rewriting{of: func(_ *rand.Rand, name string, text []byte) []byte {
					if name != f.Name {
						return nil
					}
					return places.ReplaceAll(text, []byte("${1}"+m[1]+"-again"))
				}}, m[1]})
			}
		}
	}
	return all
}
