// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
)

// hostile are names that act on whatever shows them.
var hostile = []string{
	"esc\x1b[2J\x1b]0;title\a", "c1\u009b31m", "bidi\u202egnp.exe\u2066\u200f\u061c", "zero\u200bwidth\ufeff\u2060",
	"tags\U000e0041\U000e0042", "line\n::error file=x::pwned", "::error::pwned", "a ::set-output name=x::y", "nbsp\u00a0::stop-commands::x",
	"##[error]pwned", "##vso[task.setvariable]x", "pipe|`code`", "<script>alert(1)</script>", "[click](1)", "](2)", "[x](https://evil.example)",
	"bad\xff\xfeutf8", "cr\rover", "nul\x00", "tab\there", strings.Repeat("long/", 2000), `back\slash`, `"quoted"`, "@everyone", "=1+1",
	"https://x/y", "//host/share", "../../up", " ", "...",
}

var commandForm = regexp.MustCompile(`(?m)^\s*::|##\[|##vso\[`)

func TestHostileNamesAreHarmlessInEveryFormat(t *testing.T) {
	for i, bad := range hostile {
		s := tell(t, bad, bad, bad)
		rep := s.report()
		rep.Paths, rep.NotCovered, rep.Next = []string{bad}, []string{bad}, bad
		rep.Production[0].Why, rep.Production[0].Environment = bad, bad
		rep.Gaps = append(rep.Gaps, graph.Gap{At: graph.Location{File: bad}, Kind: graph.Invalid, Why: bad})
		for j := range rep.Findings {
			rep.Findings[j].Title = bad + " " + rep.Findings[j].Title
		}
		for _, r := range All() {
			t.Run(fmt.Sprintf("%s/%d", r.Name, i), func(t *testing.T) {
				out := s.render(t, r.Name, rep)
				if r.Name == "html" {
					out = dataOf(t, out)
				}
				if !utf8.ValidString(out) {
					t.Error("invalid UTF-8")
				}
				if at := strings.IndexFunc(strings.ReplaceAll(out, "\n", ""), hidden); at >= 0 {
					t.Errorf("%q: a hidden character at %d", bad, at)
				}
				if r.Name == "github" {
					out = annotationsOf(t, out)
				}
				if m := commandForm.FindString(out); m != "" {
					t.Errorf("%q: a workflow command: %q", bad, m)
				}
				switch r.Name {
				case "sarif":
					accepted(t, out)
					if strings.Contains(out, "<script") {
						t.Error("HTML")
					}
				case "json":
					validate(t, out)
				case "text":
					if len(out) > 30_000 {
						t.Errorf("%d bytes of text", len(out))
					}
				}
			})
		}
	}
}

var annotationForm = regexp.MustCompile(`^::(?:error|warning|notice) (?:file=[^:,]*,line=\d+,)?title=[^:,]*::`)

// annotationsOf takes our own commands off, each of which is a line of its own
// with nothing in it that ends a property, and returns what is left.
func annotationsOf(t *testing.T, out string) string {
	t.Helper()
	var rest []string
	for line := range strings.Lines(out) {
		command := annotationForm.FindString(line)
		if command == "" && !strings.HasPrefix(line, "stagedoor: ") {
			t.Errorf("no annotation: %q", line)
		}
		rest = append(rest, "data "+line[len(command):])
	}
	if len(rest) > maxAnnotations+1 {
		t.Errorf("%d annotations", len(rest))
	}
	return strings.Join(rest, "")
}

// TestNoFieldOfASpreadsheetIsAFormula, whatever it begins with.
func TestNoFieldOfASpreadsheetIsAFormula(t *testing.T) {
	for _, bad := range []string{"=cmd()", "+1", "-1", "@x", " =cmd()", "\u00a0=cmd()", "\t=cmd()"} {
		if got := cell(bad); strings.ContainsAny(strings.TrimLeft(got, " \u00a0")[:1], "=+-@") {
			t.Errorf("%q became %q", bad, got)
		}
	}
}

// TestADiagramIsInert: nothing in a label ends it.
func TestADiagramIsInert(t *testing.T) {
	for _, bad := range hostile {
		s := tell(t, bad, bad, bad)
		out := diagram(viewFinding(s.blast()).Paths[0])
		for line := range strings.Lines(out) {
			if strings.Count(line, `"`)%2 != 0 || strings.ContainsAny(line, "<`") || strings.Count(line, `"`) > 2 {
				t.Errorf("%q: %q", bad, line)
			}
		}
	}
}

func TestMarkdownIsLiteral(t *testing.T) {
	for in, want := range map[string]string{
		"a|b": `a\|b`, "`x`": "\\`x\\`", "<b>&": "&lt;b&gt;&amp;", "[a](b)": `\[a\](b)`, "x\ny": `x\\ny`, "@all": "@<!-- -->all", "www.x": "www<!-- -->.x",
	} {
		if got := markdown(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestLongNamesLoseTheirMiddle(t *testing.T) {
	got := Clean("begin" + strings.Repeat("x", 10_000) + "end")
	if n := utf8.RuneCountInString(got); n != maxName || !strings.HasPrefix(got, "begin") || !strings.HasSuffix(got, "end") {
		t.Errorf("%d characters: %s", n, got)
	}
}

func TestTwoRendersAreTheSameBytes(t *testing.T) {
	s := tell(t, ".env", "T", "pgdata")
	rep := s.report()
	for _, r := range All() {
		first := s.render(t, r.Name, rep)
		for range 5 {
			if s.render(t, r.Name, rep) != first {
				t.Errorf("%s: two renders differ", r.Name)
			}
		}
	}
}

func TestRenderingChangesNothing(t *testing.T) {
	const leak = "canary-in-every-name"
	s := tell(t, leak, leak, leak)
	vault := secret.NewVault()
	vault.Seal(secret.New(leak))
	rep := s.report()
	for _, r := range All() {
		if _, _, err := Render(r, rep, vault.Search(constants()...)); err != nil {
			t.Fatal(err)
		}
	}
	if s.vol.Name != leak || rep.Findings[0].About.Name != leak || rep.Findings[0].Locations[0].File != leak || rep.Gaps[0].At.File != leak {
		t.Error("the door changed what the graph and the report share")
	}
}

// many is a report of n findings with a path each.
func many(t testing.TB, n int) (story, Report) {
	s := tell(t, "deploy/.env.staging", "RAILWAY_API_TOKEN", "pgdata")
	rep := s.report()
	rep.Findings = nil
	for i := range n {
		f := s.blast()
		f.Severity = rules.Severity(4 - i*5/n)
		f.Contains, f.Key = nil, []string{fmt.Sprint(i)}
		f.Locations[0].Line = i + 1
		rep.Findings = append(rep.Findings, f)
	}
	return s, rep
}

func BenchmarkRender5000Findings(b *testing.B) {
	s, rep := many(b, 5000)
	for i := range 1000 {
		s.vault.Watch(secret.New(fmt.Sprintf("canary-%d-more-to-look-for", i)))
	}
	search := s.vault.Search(constants()...)
	for _, r := range All() {
		b.Run(r.Name, func(b *testing.B) {
			for b.Loop() {
				out, withheld, err := Render(r, rep, search)
				if err != nil || withheld != 0 {
					b.Fatal(withheld, err)
				}
				b.SetBytes(int64(len(out)))
			}
		})
	}
}

func TestManyFindingsWithAHitTakeNotLong(t *testing.T) {
	s, rep := many(t, 2000)
	rep.Findings[7].Message, rep.Findings[7].Fix = "it ends in canary-half-one.", "canary-half-two begins it."
	s.vault.Watch(secret.New("canary-half-one. On the way"))
	r, _ := Find("sarif")
	out, withheld, err := Render(r, rep, s.vault.Search(constants()...))
	if err != nil || withheld != 1 || strings.Contains(string(out), "half-one") {
		t.Errorf("withheld %d, error %v", withheld, err)
	}
}

func BenchmarkConstants(b *testing.B) {
	for b.Loop() {
		n := 0
		for _, w := range Constants() {
			n += len(w)
		}
		b.ReportMetric(float64(n), "bytes")
	}
}
