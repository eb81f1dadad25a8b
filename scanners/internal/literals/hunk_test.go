// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"strings"
	"testing"
)

// TestHunksKeepTheirOwnLines: what is remembered is what stands there, not where.
func TestHunksKeepTheirOwnLines(t *testing.T) {
	h := New(nil, []byte("0123456789abcdef0123456789abcdef01234567:a.txt:github-pat:8\n")).Hunks()
	text := []byte("x\n\tt = '" + canaryPAT + "'\n")
	for _, c := range []struct {
		file string
		line int
		want string
	}{
		{"a.txt", 3, "github-pat 4:7-4:47\n"},
		{"a.txt", 7, "github-pat 8:7-8:47 .gitleaksignore\n"},
		{"b.txt", 7, "github-pat 8:7-8:47\n"},
		{"a.txt", 3, "github-pat 4:7-4:47\n"},
		{"node_modules/a.txt", 3, ""},
		{ConfigFile, 3, ""},
	} {
		hits, gaps := h.Find(Hunk{Commit: strings.Repeat("a", 40), Path: c.file, Line: c.line, Text: text})
		if got := where(hits); got != c.want || len(gaps) > 0 {
			t.Errorf("%s:%d: %q, want %q, gaps %v", c.file, c.line, got, c.want, gaps)
		}
	}
}

// TestCommitsThatAnAllowlistNames are left out: all of them, or of one rule, or only
// where a path fits as well.
func TestCommitsThatAnAllowlistNames(t *testing.T) {
	allowed, other := strings.Repeat("AB", 20), strings.Repeat("c", 40)
	text := []byte("own-canary-1234\nt = " + canaryPAT + "\n")
	for name, c := range map[string]struct{ config, want, elsewhere string }{
		"all":       {"[[allowlists]]\ncommits = ['''" + allowed + "''']\n", "", ""},
		"of a path": {"[[allowlists]]\ncondition = \"AND\"\ncommits = ['''" + allowed + "''']\npaths = ['''^a''']\n", "", "own-rule 1:1-1:16\ngithub-pat 2:5-2:45\n"},
		"of a text": {"[[allowlists]]\ncondition = \"AND\"\ncommits = ['''" + allowed + "''']\nregexes = ['''1234''']\n", "github-pat 2:5-2:45\n", "github-pat 2:5-2:45\n"},
		"of a rule": {"[[rules]]\nid = \"github-pat\"\n[[rules.allowlists]]\ncommits = ['''" + allowed + "''']\n", "own-rule 1:1-1:16\n", "own-rule 1:1-1:16\n"},
	} {
		h := New([]byte("[extend]\nuseDefault = true\n"+ownRule+c.config), nil).Hunks()
		for range 2 {
			for _, one := range []struct{ commit, file, want string }{
				{strings.ToLower(allowed), "a.txt", c.want}, {strings.ToLower(allowed), "b.txt", c.elsewhere}, {other, "a.txt", "own-rule 1:1-1:16\ngithub-pat 2:5-2:45\n"},
			} {
				hits, gaps := h.Find(Hunk{Commit: one.commit, Path: one.file, Line: 1, Text: text})
				if got := where(hits); got != one.want || len(gaps) > 0 {
					t.Errorf("%s, %s of %.2s: %q, want %q, gaps %v", name, one.file, one.commit, got, one.want, gaps)
				}
			}
		}
	}
}

// TestRulesThatAskForEnds cannot be sifted for.
func TestRulesThatAskForEnds(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, ownRule: true,
		strings.Replace(ownRule, "own-[a-z]", "^own-[a-z]", 1):           false,
		strings.Replace(ownRule, "'''own-[a-z]", "'''(?m)^own-[a-z]", 1): true,
		strings.Replace(ownRule, "{4}", "{4}$", 1):                       false,
	} {
		if got := New([]byte(text), nil).Hunks().Local(); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestSuspectsAreWhereMatchesStand, whatever the window and the encoding.
func TestSuspectsAreWhereMatchesStand(t *testing.T) {
	h := New(nil, nil).Hunks()
	text := strings.Repeat("nothing to see on this line\n", 2*whole/28) + "t = '" + canaryPAT + "'\n"
	places := h.Suspects("a.txt", []byte(text))
	if len(places) == 0 || !strings.Contains(text[places[0][0]:places[0][1]], canaryPAT) {
		t.Errorf("%v in %d bytes", places, len(text))
	}
	if got := h.Suspects("a.txt", []byte("nothing\n")); got != nil {
		t.Error(got)
	}
}
