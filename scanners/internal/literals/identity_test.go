// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/detect"
	"github.com/zricethezav/gitleaks/v8/report"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// An oracle is gitleaks' own detector, set up as its command sets it up.
func oracle(t testing.TB) *detect.Detector {
	t.Helper()
	vc, ok := parse([]byte(config.DefaultConfig))
	if !ok {
		t.Fatal("the default configuration does not parse")
	}
	cfg, err := vc.Translate()
	if err != nil {
		t.Fatal(err)
	}
	quiet()
	d := detect.NewDetector(cfg)
	d.MaxDecodeDepth = decodeDepth
	return d
}

// reported is a finding as gitleaks puts it, with its way of counting lines and
// columns; last says that it begins on a last line without a newline, for which
// gitleaks takes all of the text.
func reported(w *window, f finding, file string) (r report.Finding, last bool) {
	r = report.Finding{RuleID: f.rule.name, Match: string(f.match), Secret: string(f.secret), Entropy: float32(f.entropy), Tags: f.encodings, File: file}
	w.upTo(0)
	ends := w.newlines
	if len(ends) == 0 {
		ends = []int{len(w.text)}
	}
	prev, from, to, set := 0, 0, 0, false
	for k, end := range ends {
		if prev <= f.from && f.from < end {
			set = true
			r.StartLine, r.EndLine, r.StartColumn, from, to = k, k, f.from-prev+1, prev, end
		}
		if prev < f.to && f.to <= end {
			r.EndLine, r.EndColumn, to = k, f.to-prev, end
		}
		prev = end
	}
	if !set {
		r.StartLine, r.EndLine, r.StartColumn, r.EndColumn, from, to = len(ends), len(ends), f.from-prev+1, f.to-prev, 0, len(w.text)
		if i := bytes.IndexAny(w.text[f.to:], "\r\n"); i >= 0 {
			to = f.to + i
		}
	}
	r.StartLine, r.EndLine, r.Line = r.StartLine+1, r.EndLine+1, string(w.text[from:max(to, f.to)])
	return r, !set
}

// sign is all that a finding says, its texts as sums: nothing of a stranger's file
// is printed.
func sign(f report.Finding) string {
	sum := func(s string) string { return fmt.Sprintf("%d:%.8x", len(s), sha256.Sum256([]byte(s))) }
	return fmt.Sprintf("%s %d:%d-%d:%d line %s match %s secret %s entropy %.3f %v %s", f.RuleID, f.StartLine, f.StartColumn, f.EndLine, f.EndColumn,
		sum(f.Line), sum(f.Match), sum(f.Secret), math.Round(float64(f.Entropy)*1000)/1000, f.Tags, f.File)
}

// A comparison counts what was compared.
type comparison struct{ fragments, findings, lastLines int }

// differ compares every field of every finding in a fragment with the oracle's.
// Differences that are meant: what a mark or an allowlist hides on a last line
// without a newline because of what stands above it, and findings of nothing.
func (c *comparison) differ(d *detect.Detector, s *search, text []byte) (differences []string) {
	count := map[string]int{}
	//lint:ignore SA1019 the oracle is version 8
	for _, f := range d.Detect(detect.Fragment{Raw: string(text), FilePath: s.file, StartLine: 1}) {
		if f.Secret != "" && f.RuleID != "pkcs12-file" {
			count[sign(f)]++
			c.findings++
		}
	}
	w := &window{text: text, line: 1}
	for _, f := range s.window(w) {
		r, last := reported(w, f, s.file)
		hidden := strings.Contains(r.Line, allowMark)
		if hidden != f.allowed && !last {
			differences = append(differences, "the mark of "+sign(r))
		}
		if hidden {
			continue
		}
		key := sign(r)
		if line := []byte(r.Line); count[key] == 0 && last && !f.decoded && (s.allowed(s.allowlists, f.secret, f.match, line) || s.allowed(f.rule.allowlists, f.secret, f.match, line)) {
			c.lastLines++
			continue
		}
		count[key]--
	}
	c.fragments++
	for key, n := range count {
		if n > 0 {
			differences = append(differences, "missed "+key)
		} else if n < 0 {
			differences = append(differences, "surplus "+key)
		}
	}
	slices.Sort(differences)
	return differences
}

// TestSameAsGitleaks compares with the oracle on fragments made of each rule's own
// expression. For more: STAGEDOOR_FRAGMENTS=SEED:COUNT go test -run 'SameAsGitleaks$|AsRegexp' -timeout 0
func TestSameAsGitleaks(t *testing.T) {
	seed, n := fragments(600)
	d, p, m, c := oracle(t), defaults(), newMaker(seed), comparison{}
	s := p.search("src/app.txt")
	rules := map[string]bool{}
	for i := range n {
		text := m.fragment()
		for _, diff := range c.differ(d, s, []byte(text)) {
			t.Errorf("fragment %d of seed %d: %s", i, seed, diff)
		}
		if t.Failed() {
			t.Fatalf("fragment: %q", text)
		}
		if n < 5000 {
			for _, f := range s.window(&window{text: []byte(text), line: 1}) {
				rules[f.rule.name] = true
			}
		}
	}
	t.Logf("%+v", c)
	if c.findings < n/2 || n < 5000 && len(rules) < 100 {
		t.Errorf("%d findings by %d rules in %d fragments only", c.findings, len(rules), n)
	}
}

// TestSameAsGitleaksOnTrees compares on the files of public trees, in the windows
// in which they are looked at: STAGEDOOR_CORPUS=/folder/of/trees go test -run OnTrees -v
func TestSameAsGitleaksOnTrees(t *testing.T) {
	dir := os.Getenv("STAGEDOOR_CORPUS")
	if dir == "" {
		t.Skip("STAGEDOOR_CORPUS names no folder of trees")
	}
	trees, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range trees {
		t.Run(e.Name(), func(t *testing.T) { sameOnTree(t, filepath.Join(dir, e.Name())) })
	}
}

func sameOnTree(t *testing.T, dir string) {
	tr, err := tree.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	d, p, g, c := oracle(t), defaults(), newGitleaks(nil, nil), comparison{}
	files := 0
	_, _, err = tr.Visit(context.Background(), 1, func(string) bool { return true }, func(_ int, f tree.File) {
		if tree.Binary(f.Data) && Program(f.Data) || g.leftOut(p, f.Path) {
			return
		}
		files++
		s := p.search(f.Path)
		defer p.done(s)
		text := withoutBlobs(f.Data)
		for begin := 0; begin < len(text); {
			end := windowEnd(text, begin)
			for _, diff := range c.differ(d, s, text[begin:end]) {
				t.Errorf("%s from %d: %s", f.Path, begin, diff)
			}
			if end == len(text) {
				break
			}
			begin = lineStart(text, end-overlap, end-2*overlap)
		}
	})
	t.Logf("%d files, %+v, %v", files, c, err)
}

// TestEveryRuleMatchesAsRegexp compares each rule's matches and their groups with
// regexp, on samples of the rule; many more than there is time for with the oracle.
func TestEveryRuleMatchesAsRegexp(t *testing.T) {
	seed, n := fragments(3000)
	m, matches := newMaker(seed+1000), 0
	whole := make([]*regexp.Regexp, len(m.rules))
	matcher := defaults().set.Matcher()
	for k := range n {
		i := k % len(m.rules)
		if whole[i] == nil {
			whole[i] = regexp.MustCompile(m.rules[i].content.Text)
		}
		var b strings.Builder
		for range 1 + m.r.IntN(2) {
			sample(m.r, m.trees[i], &b)
		}
		text := []byte(m.pick("", "", "é", "\n", "x", "key_") + m.spoiled(b.String()) + m.pick("", "\n", " ", "\"", "x", "\xff"))
		matcher.Scan(text)
		want := whole[i].FindAllIndex(text, -1)
		got := slices.Clone(matcher.FindAll(m.rules[i].pattern))
		if len(got) != len(want) {
			t.Fatalf("%s, fragment %d of seed %d: %d matches, want %d in %q", m.rules[i].name, k, seed, len(got), len(want), text)
		}
		for j, f := range want {
			start, end := trim(text, f[0], f[1])
			if got[j].Start != f[0] || got[j].End != f[1] || !slices.Equal(matcher.Groups(m.rules[i].pattern, start, end), whole[i].FindSubmatchIndex(text[start:end])) {
				t.Fatalf("%s, fragment %d of seed %d: %v, want %v in %q", m.rules[i].name, k, seed, got[j], f, text)
			}
			matches++
		}
	}
	t.Logf("%d fragments, %d matches", n, matches)
	if matches < n/3 {
		t.Errorf("%d matches in %d fragments only", matches, n)
	}
}

// fragments is from which seed, and how many.
func fragments(usually int) (seed uint64, n int) {
	from, count, ok := strings.Cut(os.Getenv("STAGEDOOR_FRAGMENTS"), ":")
	if !ok {
		return 1, usually
	}
	seed, _ = strconv.ParseUint(from, 10, 64)
	n, _ = strconv.Atoi(count)
	return seed, n
}
