// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

func at(rule string, line int) rules.Finding {
	return rules.Finding{Rule: rule, Severity: rules.High, Title: rule, Locations: []graph.Location{{File: "a.env", Line: line}}, Key: []string{rule}}
}

// toldOf is what is kept of findings, by rule; a stale word by what it says.
func toldOf(w Word, found ...rules.Finding) string {
	w.Ran, w.Today = rules.All(), "2026-11-26"
	kept, _ := w.Judge(found)
	var all []string
	for _, f := range kept {
		if f.Rule == rules.StaleIgnore.ID {
			all = append(all, "stale: "+f.Title)
		} else {
			all = append(all, f.Rule)
		}
	}
	return strings.Join(all, "; ")
}

func TestAMarkCountsWhereItStands(t *testing.T) {
	mark := Mark{File: "a.env", Line: 3, At: 3, Rules: []string{"no-backup"}, Reasoned: true}
	change := func(f func(*Mark)) Word {
		m := mark
		f(&m)
		return Word{Marks: []Mark{m}}
	}
	for _, c := range []struct {
		says string
		w    Word
		want string
	}{
		{"at its line", change(func(*Mark) {}), ""},
		{"at the next line", change(func(m *Mark) { m.At = 2 }), ""},
		{"elsewhere", change(func(m *Mark) { m.Line, m.At = 9, 9 }), "no-backup; stale: the mark stagedoor:ignore no-backup fits no finding"},
		{"of another rule", change(func(m *Mark) { m.Rules = []string{"backup-too-old"} }), "no-backup; stale: the mark stagedoor:ignore backup-too-old fits no finding"},
		{"of several rules", change(func(m *Mark) { m.Rules = []string{"backup-too-old", "no-backup"} }), ""},
		{"of no rule of ours", change(func(m *Mark) { m.Rules = []string{"no-backups"} }), "no-backup; stale: the mark stagedoor:ignore no-backups names no-backups, which is no rule"},
		{"without a reason", change(func(m *Mark) { m.Reasoned = false }), "no-backup; stale: the mark stagedoor:ignore no-backup gives no reason, and does not count"},
		{"until a day to come", change(func(m *Mark) { m.Until = "2026-11-26" }), ""},
		{"expired", change(func(m *Mark) { m.Until = "2026-11-25" }), "no-backup; stale: the mark stagedoor:ignore no-backup expired on 2026-11-25"},
		{"in a document", change(func(m *Mark) { m.Line, m.At, m.Aside = 9, 9, true }), "no-backup"},
	} {
		if got := toldOf(c.w, at("no-backup", 3)); got != c.want {
			t.Errorf("%s: %q, want %q", c.says, got, c.want)
		}
	}
}

func TestNothingIsCalledUnusedWhoseRuleDidNotRun(t *testing.T) {
	w := Word{Marks: []Mark{{File: "a", Line: 1, At: 1, Rules: []string{"no-backup"}, Reasoned: true}}, Ran: []rules.Rule{rules.BackupTooOld}}
	if kept, _ := w.Judge(nil); len(kept) != 0 {
		t.Error(kept)
	}
}

func TestABaselineCoversWhatIsNoWorse(t *testing.T) {
	tag := "1f3c"
	tags := func(rules.Finding, []byte) (string, bool) { return tag, true }
	b := NewBaseline()
	b.Findings = []Entry{b.Entry(at("no-backup", 3), tags, func(string) bool { return false })}
	src, err := b.Write()
	if err != nil {
		t.Fatal(err)
	}
	if b, err = ReadBaseline(src, BaselineName); err != nil {
		t.Fatal(err)
	}
	w := Word{Baseline: b, Tag: tags}
	moved, worse, other := at("no-backup", 30), at("no-backup", 3), at("backup-too-old", 3)
	worse.Severity = rules.Critical
	further := at("no-backup", 3)
	further.Paths = []rules.Path{{Steps: []rules.Step{{To: &graph.Node{Kind: graph.Store}}}}}
	for _, c := range []struct {
		says string
		f    rules.Finding
		want string
	}{{"as it was", at("no-backup", 3), ""}, {"at another line", moved, ""}, {"worse", worse, "no-backup"}, {"reaching further", further, "no-backup"}, {"another", other, "backup-too-old; stale: an entry of the baseline covers nothing any more; `stagedoor baseline prune` takes out what covers nothing"}} {
		if got := toldOf(w, c.f); got != c.want {
			t.Errorf("%s: %q", c.says, got)
		}
	}
	tag = "aaaa"
	if got := toldOf(w, at("no-backup", 3)); got != "no-backup" {
		t.Errorf("another secret in its place: %q", got)
	}
}

// TestEntriesThatCoverNothing are told where they could be seen to: not of a file
// that git does not know where only those are, not from a part of the repository,
// not without the provider that told of them.
func TestEntriesThatCoverNothing(t *testing.T) {
	none := func(rules.Finding, []byte) (string, bool) { return "", false }
	entry := func(tracked bool, f rules.Finding) *Baseline {
		b := NewBaseline()
		b.Findings = []Entry{b.Entry(f, none, func(string) bool { return tracked })}
		return b
	}
	fetched := at("no-backup", 3)
	fetched.Sure = graph.Fetched
	until := entry(true, at("no-backup", 3))
	until.Findings[0].Until, until.Findings[0].Reason = "2026-11-25", "until the split"
	const gone = "stale: an entry of the baseline covers nothing any more; `stagedoor baseline prune` takes out what covers nothing"
	for _, c := range []struct {
		says string
		w    Word
		want string
	}{
		{"tracked", Word{Baseline: entry(true, at("no-backup", 3))}, gone},
		{"tracked, in CI", Word{Baseline: entry(true, at("no-backup", 3)), Tracked: true}, gone},
		{"not tracked", Word{Baseline: entry(false, at("no-backup", 3))}, gone},
		{"not tracked, in CI", Word{Baseline: entry(false, at("no-backup", 3)), Tracked: true}, ""},
		{"of a part of the repository", Word{Baseline: entry(true, at("no-backup", 3)), Part: true}, ""},
		{"that a provider told, offline", Word{Baseline: entry(true, fetched)}, ""},
		{"that a provider told, and does not", Word{Baseline: entry(true, fetched), Live: true}, gone},
		{"expired", Word{Baseline: until}, "stale: an entry of the baseline expired; `stagedoor baseline check` says which"},
	} {
		if got := toldOf(c.w); got != c.want {
			t.Errorf("%s: %q, want %q", c.says, got, c.want)
		}
		c.w.Today = "2026-11-26"
		unused, expired := c.w.Baseline.Stale(nil, c.w)
		if len(unused) > 0 != (c.want == gone) || len(expired) > 0 != (c.says == "expired") {
			t.Errorf("%s: check says %v %v", c.says, unused, expired)
		}
	}
	if got := toldOf(Word{Baseline: until}, at("no-backup", 3)); !strings.HasPrefix(got, "no-backup; stale") {
		t.Errorf("an expired entry covers: %q", got)
	}
	fresh := entry(true, at("no-backup", 9))
	if fresh.Keep(until); fresh.Findings[0].Until != "2026-11-25" || fresh.Findings[0].Reason != "until the split" {
		t.Errorf("what people wrote is lost: %+v", fresh.Findings[0])
	}
}

func TestABaselineThatIsNone(t *testing.T) {
	for _, src := range []string{"", "[]", `{"version":2}`, `{"version":1,"findings":[{"rule":"x","fingerprint":"short","severity":"high"}]}`, `{"version":1,"more":1}`,
		`{"version":1,"findings":[{"rule":"x","fingerprint":"0123456789abcdef","severity":"high","until":"soon"}]}`} {
		if _, err := ReadBaseline([]byte(src), "b.json"); err == nil || !strings.Contains(err.Error(), "b.json") || !slices.Contains([]byte(err.Error()), ';') {
			t.Errorf("%s: %v", src, err)
		}
	}
}

// TestAnAcceptanceThatOnlyLiveCanSee is not called unused by a scan that asks nobody,
// and is by one that asks; its line says which it is.
func TestAnAcceptanceThatOnlyLiveCanSee(t *testing.T) {
	live := rules.Finding{Rule: "no-backup", Key: []string{"a"}, Sure: graph.Fetched}
	line := Line(live, "")
	if !strings.Contains(line, ":live\"") || strings.Contains(Line(rules.Finding{Rule: "no-backup", Locations: []graph.Location{{File: "a"}}}, ""), ":live") {
		t.Fatal(line)
	}
	p, err := decoded(t, strings.Replace(line, `reason = ""`, `reason = "it is rebuilt every night"`, 1))
	if err != nil {
		t.Fatal(err)
	}
	if kept, out := (Word{Policy: p, Ran: rules.All()}).Judge([]rules.Finding{live}); out != 1 || len(kept) != 0 {
		t.Errorf("kept %v", kept)
	}
	for asked, want := range map[bool]int{true: 1, false: 0} {
		if kept, _ := (Word{Policy: p, Ran: rules.All(), Live: asked}).Judge(nil); len(kept) != want {
			t.Errorf("asked %v: %v", asked, kept)
		}
	}
}
