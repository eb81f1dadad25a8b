// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/spf13/viper"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Secrets of these tests. gitleaks wants entropy, so that a canary stands between
// other letters; in base32 (AWS) and hexadecimal it has no place.
const (
	canaryKey = "canary9Xq7Lw2Rt5Vz8Bn4Mk6"
	canaryPAT = "gh" + "p_canary9Xq7Lw2Rt5Vz8Bn4Mk6Jh3Gf1Ds0Pq"
)

func find(t *testing.T, e Engine, file, text string) []Hit {
	t.Helper()
	hits, gaps := e.Find(file, []byte(text))
	if len(gaps) > 0 {
		t.Fatalf("gaps: %v", gaps)
	}
	return hits
}

// where writes hits without their values.
func where(hits []Hit) string {
	var b strings.Builder
	for _, h := range hits {
		fmt.Fprintf(&b, "%s %d:%d-%d:%d", h.Rule, h.Line, h.Column, h.EndLine, h.EndColumn)
		if h.Decoded {
			b.WriteString(" decoded")
		}
		if h.Allowed != "" {
			b.WriteString(" " + h.Allowed)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestPlacesCountFromOneInCharacters(t *testing.T) {
	pem := "-----BEGIN RSA PRIVATE" + " KEY-----\ncanary9Xq7Lw2Rt5Vz8Bn4Mk6Jh3Gf1Ds0canary9Xq7Lw2Rt5Vz8Bn4Mk6Jh3Gf\n-----END RSA PRIVATE" + " KEY-----"
	for text, want := range map[string]string{
		`api_key = "` + canaryKey + `"`:                               "generic-api-key 1:12-1:37\n",
		"\n\napi_key = \"" + canaryKey + "\"\n":                       "generic-api-key 3:12-3:37\n",
		"x\r\nünï_api_key: " + canaryKey + "\r\n":                     "generic-api-key 2:14-2:39\n",
		"# a\n\tt = '" + canaryPAT + "'\n# z":                         "github-pat 2:7-2:47\n",
		"k: |\n" + pem + "\nz":                                        "private-key 2:1-4:30\n",
		"a = \"" + canaryPAT + "\"; b = \"" + canaryPAT + "\"\nc = 1": "github-pat 1:6-1:46\ngithub-pat 1:54-1:94\n",
		"api_key =\n" + canaryKey + "\n":                              "generic-api-key 2:1-2:26\n",
		"api_key = true\nversion = 12\n":                              "",
	} {
		if got := where(find(t, New(nil, nil), "a.txt", text)); got != want {
			t.Errorf("%q:\ngot  %swant %s", strings.ReplaceAll(text, "\n", "|"), got, want)
		}
	}
}

// TestDecodedAsDeepAsTheCommandDoes: gitleaks' library decodes nothing unless
// told to.
func TestDecodedAsDeepAsTheCommandDoes(t *testing.T) {
	text := `t = "` + canaryPAT + `"`
	for depth := 1; depth <= decodeDepth+1; depth++ {
		text = base64.StdEncoding.EncodeToString([]byte(text))
		hits := find(t, New(nil, nil), "a.yaml", "a:\n  b:\n  config: "+text+"\n")
		want := fmt.Sprintf("github-pat 3:11-3:%d decoded\n", 11+len(text))
		if depth > decodeDepth {
			want = ""
		}
		if got := where(hits); got != want {
			t.Errorf("depth %d: got %q, want %q", depth, got, want)
		}
		v := secret.NewVault()
		if len(hits) > 0 && v.Seal(hits[0].Value) != v.Seal(secret.New(canaryPAT)) {
			t.Errorf("depth %d: the value is not the decoded secret", depth)
		}
	}
}

// TestSecretsThatContainFalse are dropped by gitleaks' own global allowlist,
// `(?i)^true|false|null$`, which is not anchored as it looks. It is kept: what
// gitleaks does not find is not this engine's to find.
func TestSecretsThatContainFalse(t *testing.T) {
	if got := find(t, New(nil, nil), "a.txt", "api_key = \"canary9Xfalse7Lw2Rt5Vz8\"\n"); len(got) != 0 {
		t.Errorf("found %s", where(got))
	}
}

func TestFoldersOfOtherPeoplesCodeAreLeftOut(t *testing.T) {
	for file, want := range map[string]int{
		"a.txt": 1, "src/poetry.lock": 0, "web/package-lock.json": 0, "a/node_modules/b/c.js": 0, "img/a.svg": 0, ".gitleaks.toml": 0, "env/lib/x.py": 0,
	} {
		if got := find(t, New(nil, nil), file, "t = "+canaryPAT+"\n"); len(got) != want {
			t.Errorf("%s: %d hits, want %d", file, len(got), want)
		}
	}
}

func TestMarkedHitsAreMarkedAndNotHidden(t *testing.T) {
	ignore := "# reviewed\n\na.txt:github-pat:2\n0123456789abcdef0123456789abcdef01234567:sub\\b.txt:github-pat:1\nnonsense\na:b\nx:y:z\n"
	e := New(nil, []byte(ignore))
	text := "t = '" + canaryPAT + "' # gitleaks:allow\nt = '" + canaryPAT + "'\nt = '" + canaryPAT + "'\n"
	want := "github-pat 1:6-1:46 gitleaks:allow\ngithub-pat 2:6-2:46 .gitleaksignore\ngithub-pat 3:6-3:46\n"
	if got := where(find(t, e, "a.txt", text)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := find(t, e, "sub/b.txt", text)[0].Allowed; got != allowMark {
		t.Error(got)
	}
	if got := find(t, e, "sub/b.txt", "t = "+canaryPAT+"\n")[0].Allowed; got != IgnoreFile {
		t.Errorf("an entry with a commit counts as well: %q", got)
	}
}

// TestAMarkOnTheLastLineOfAKey allows the key, and not what a generic rule finds on
// its first line.
func TestAMarkOnTheLastLineOfAKey(t *testing.T) {
	text := "key=-----BEGIN" + "Q7X4PRIVATE key-----\n" + strings.Repeat("canary0123456789", 4) + "\n-----END PRIVATE KEY-----"
	e := New(nil, nil)
	for mark, want := range map[string]string{
		"\n":                  "private-key 1:5-3:26\n",
		" # gitleaks:allow\n": "generic-api-key 1:5-1:26\nprivate-key 1:5-3:26 gitleaks:allow\n",
	} {
		if got := where(find(t, e, "a.txt", text+mark)); got != want {
			t.Errorf("%q: got\n%swant\n%s", mark, got, want)
		}
	}
}

// TestAnAllowanceFarAboveTheLastLine: gitleaks takes the whole file for the last
// line where that has no newline.
func TestAnAllowanceFarAboveTheLastLine(t *testing.T) {
	got := where(find(t, New(nil, nil), "a.txt", "x # gitleaks:allow\n\nt = "+canaryPAT))
	if got != "github-pat 3:5-3:45\n" {
		t.Error(got)
	}
}

// TestAMatchThatEndsOnTheLastLine: of a last line without a newline gitleaks' allowlists
// see no more than what the match that began before has of it, so that an import
// behind it allows nothing.
func TestAMatchThatEndsOnTheLastLine(t *testing.T) {
	text := "api_key =\n'canary9Xq7Lw2Rt5Vz8Bn4Mk6' ; import {a} from 'b'"
	e := New(nil, nil)
	if got := where(find(t, e, "a.ts", text)); got != "generic-api-key 2:2-2:27\n" {
		t.Errorf("got %q", got)
	}
	if got := where(find(t, e, "a.ts", text+"\n")); got != "" {
		t.Errorf("with a newline the line counts: %q", got)
	}
}

func TestLargeFilesAreSeenWhole(t *testing.T) {
	filler := strings.Repeat("nothing to see on this line\n", 3000)
	var text strings.Builder
	var want strings.Builder
	for text.Len() < 3*whole {
		text.WriteString(filler)
		fmt.Fprintf(&want, "github-pat %d:5-%[1]d:45\n", strings.Count(text.String(), "\n")+1)
		text.WriteString("t = " + canaryPAT + "\n")
	}
	if got := where(find(t, New(nil, nil), "a.txt", text.String())); got != want.String() {
		t.Errorf("got\n%swant\n%s", got, want.String())
	}
	one := strings.Repeat("x y z ;", whole/4) + " t = '" + canaryPAT + "' " + strings.Repeat("a b c ;", whole/4)
	if got := find(t, New(nil, nil), "a.txt", one); len(got) != 1 || got[0].Line != 1 {
		t.Errorf("one line: %s", where(got))
	}
}

// TestAtEveryBorder moves a key of many lines over the border of two windows.
func TestAtEveryBorder(t *testing.T) {
	pem := "-----BEGIN RSA PRIVATE" + " KEY-----\n" + strings.Repeat("canary9Xq7Lw2Rt5Vz8Bn4Mk6Jh3Gf1Ds0canary9Xq7Lw2Rt5Vz8Bn4Mk6Jh3Gf\n", 50) + "-----END RSA PRIVATE" + " KEY-----\n"
	for shift := 0; shift < whole; shift += 20011 {
		text := strings.Repeat(".\n", (shift+whole/2)/2) + pem + strings.Repeat(".\n", whole)
		if got := find(t, New(nil, nil), "a.txt", text); len(got) != 1 {
			t.Fatalf("shift %d: %d hits", shift, len(got))
		}
	}
}

func TestNoEndOfHits(t *testing.T) {
	var b bytes.Buffer
	for i := range 12000 {
		fmt.Fprintf(&b, "t = '%s%05d'\n", canaryPAT[:len(canaryPAT)-5], i)
	}
	hits, gaps := New(nil, nil).Find("a.txt", b.Bytes())
	if len(hits) != maxHits || len(gaps) != 1 || gaps[0].Kind != graph.TooLarge {
		t.Errorf("%d hits, gaps %v", len(hits), gaps)
	}
}

const ownRule = `
[[rules]]
id = "own-rule"
regex = '''own-[a-z]{6}-\d{4}'''
keywords = ["own-"]
`

// TestExtendingTheDefaultsManyTimes: gitleaks counts extensions in a global that
// it never resets, and the third configuration of a process has one rule.
func TestExtendingTheDefaultsManyTimes(t *testing.T) {
	before := viper.GetViper()
	for i := range 5 {
		p, elsewhere, ok := load([]byte("[extend]\nuseDefault = true\ndisabledRules = [\"github-pat\"]\n" + ownRule))
		if !ok || elsewhere || len(p.rules) != len(defaults().rules) || p.byName["own-rule"] == nil || p.byName["github-pat"] != nil || p.byName["aws-access-token"] == nil {
			t.Fatalf("round %d: ok %v, %d rules", i, ok, len(p.rules))
		}
	}
	if viper.GetViper() != before || len(viper.AllKeys()) > 0 {
		t.Error("the global viper was touched")
	}
}

func TestOwnConfiguration(t *testing.T) {
	text := "own-canary-1234\nt = " + canaryPAT + "\n"
	only := New([]byte(ownRule), nil)
	if got := where(find(t, only, "a.txt", text)); got != "own-rule 1:1-1:16\n" {
		t.Errorf("own rules only: %s", got)
	}
	both := New([]byte("[extend]\nuseDefault = true\n"+ownRule+`
[[rules]]
id = "github-pat"
[[rules.allowlists]]
paths = ['''^docs/''']
[[allowlists]]
paths = ['''^generated$''']
[[allowlists]]
targetRules = ["own-rule"]
regexes = ['''-9999$''']
`), nil)
	for file, want := range map[string]string{
		"a.txt":           "own-rule 1:1-1:16\ngithub-pat 2:5-2:45\n",
		"docs/a.txt":      "own-rule 1:1-1:16\n",
		"generated/a.txt": "",
	} {
		if got := where(find(t, both, file, text)); got != want {
			t.Errorf("%s: got %q, want %q", file, got, want)
		}
	}
	if got := find(t, both, "a.txt", "own-canary-9999\n"); len(got) != 0 {
		t.Errorf("an allowlist for one rule: %s", where(got))
	}
}

func TestNeededNearby(t *testing.T) {
	e := New([]byte(ownRule+`
[[rules.required]]
id = "other"
withinLines = 1
[[rules]]
id = "other"
regex = '''other-\d{4}'''
skipReport = true
`), nil)
	if got := where(find(t, e, "a.txt", "own-canary-1234\nother-1234\n\n\nown-canary-1234\n")); got != "own-rule 1:1-1:16\n" {
		t.Error(got)
	}
}

// TestBrokenConfigurations: none of them panics, ends the scan or is passed over
// in silence, and the default rules stand in.
func TestBrokenConfigurations(t *testing.T) {
	for name, text := range map[string]string{
		"no TOML":             "[[rules]\nid = canary",
		"bad expression":      "[[rules]]\nid = \"a\"\nregex = '''(canary'''\n",
		"bad path":            "[[rules]]\nid = \"a\"\npath = '''*'''\n",
		"bad allowlist":       "[extend]\nuseDefault = true\n[allowlist]\nregexes = ['''(''']\n",
		"no such group":       "[extend]\nuseDefault = true\n[[rules]]\nid = \"a\"\nregex = '''x'''\nsecretGroup = 3\n",
		"two spellings":       "[allowlist]\npaths = ['''a''']\n[[allowlists]]\npaths = ['''b''']\n",
		"no such target rule": "[[allowlists]]\ntargetRules = [\"canary\"]\npaths = ['''b''']\n",
		"wrong types":         "rules = 3\n",
		"repeated too often":  "[[rules]]\nid = \"a\"\nregex = '''((a{1000}){1000}){1000}'''\n",
		"too large":           strings.Repeat("# canary\n", maxConfig/9+1),
		"lies elsewhere":      "[extend]\npath = \"/etc/canary.toml\"\n",
	} {
		e := New([]byte(text), nil)
		for range 2 {
			hits, gaps := e.Find("a.txt", []byte("t = "+canaryPAT+"\n"))
			if len(hits) != 1 || len(gaps) != 1 || gaps[0].At.File != ConfigFile || strings.Contains(gaps[0].Why, "canary") {
				t.Errorf("%s: %d hits, gaps %v", name, len(hits), gaps)
			}
		}
	}
}

func TestRuleNamesOfStrangers(t *testing.T) {
	e := New([]byte(strings.Replace(ownRule, "own-rule", "\\u001b[31m::error::", 1)), nil)
	if got := where(find(t, e, "a.txt", "own-canary-1234\n")); got != "custom-rule 1:1-1:16\n" {
		t.Errorf("%q", got)
	}
}

// TestManyAtOnce is for -race: engines are built and used by several goroutines.
func TestManyAtOnce(t *testing.T) {
	shared := New([]byte("[extend]\nuseDefault = true\n"+ownRule), nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, e := range []Engine{New(nil, nil), shared, New([]byte(ownRule), nil)} {
				e.Find("a/b.txt", []byte("own-canary-1234\nt = "+canaryPAT+"\ndata: "+base64.StdEncoding.EncodeToString([]byte("t = "+canaryPAT))+"\n"))
			}
		}()
	}
	wg.Wait()
}

func TestHitsDoNotPrint(t *testing.T) {
	hits := find(t, New(nil, nil), "a.txt", "t = "+canaryPAT+"\n")
	if text := fmt.Sprintf("%v %+v %#v", hits, hits, hits); strings.Contains(text, "canary") {
		t.Error(text)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("api_key = \"" + canaryKey + "\"\n")
	f.Add("%61%70%69_key=" + base64.StdEncoding.EncodeToString([]byte("t = "+canaryPAT)))
	f.Add("\n\n-----BEGIN PRIVATE" + " KEY-----\n\xff\xfe")
	e := New(nil, nil)
	f.Fuzz(func(t *testing.T, text string) {
		hits, gaps := e.Find("a.txt", []byte(text))
		for _, h := range hits {
			if h.Line < 1 || h.Column < 1 || h.EndLine < h.Line || h.Start > h.End || h.End > len(text) || h.Value.Len() == 0 {
				t.Errorf("%d:%d-%d:%d", h.Line, h.Column, h.EndLine, h.EndColumn)
			}
		}
		if len(gaps) > 0 {
			t.Error(gaps)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := []byte(strings.Repeat("func (s *server) handle(key string, token int) error { return s.next.Handle(key, token) }\n", 2000))
	e := New(nil, nil)
	e.Find("a.go", nil)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		e.Find("a.go", text)
	}
}

func BenchmarkDefaults(b *testing.B) {
	for b.Loop() {
		_, _, _ = load(nil)
		_, _, _ = load([]byte("[extend]\nuseDefault = true\n"))
	}
}

// BenchmarkOwnConfiguration is what a repository with a rule of its own pays once.
func BenchmarkOwnConfiguration(b *testing.B) {
	text := []byte("[extend]\nuseDefault = true\n\n[[rules]]\nid = \"own\"\nregex = '''(canary[0-9]+)'''\n")
	for b.Loop() {
		_, _ = planOf(text, nil)
	}
}

// BenchmarkScan is the one pass over the bytes, which everything else hangs on.
func BenchmarkScan(b *testing.B) {
	text := []byte(strings.Repeat("func (s *server) handle(key string, token int) error { return s.next.Handle(key, token) }\n", 2000))
	m := defaults().set.Matcher()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		m.Scan(text)
	}
}
