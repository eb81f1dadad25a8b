// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// stagedoor runs the whole command.
func stagedoor(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const stagingKey = "PAYMENTS_API_KEY=canary-4bT8qLw2Zx9Rk7\n"

func TestExitCodes(t *testing.T) {
	clean := lay(t, map[string]string{"main.go": "package main\n"})
	shared := lay(t, map[string]string{".env.staging": "JWT_SECRET=canary-4bT8qLw2Zx9Rk7\n", ".env.production": "JWT_SECRET=canary-4bT8qLw2Zx9Rk7\n"})
	broken := lay(t, map[string]string{"docker-compose.yml": "services: [\n"})
	badConfig := lay(t, map[string]string{".stagedoor.hcl": "accept \"no-such-rule\" \"0123456789abcdef\" { reason = \"x\" }\n", "x": "y"})
	for _, c := range []struct {
		args []string
		want int
	}{
		{[]string{"scan", clean}, exitClean},
		{[]string{"scan", shared}, exitFindings},
		{[]string{"scan", "--fail-on", "critical", shared}, exitClean},
		{[]string{"scan", "--fail-on", "never", shared}, exitClean},
		{[]string{"scan", "--min-basis", "fetched", shared}, exitClean},
		{[]string{"scan", "--skip-rules", "shared-credential", shared}, exitClean},
		{[]string{"scan", "--format", "json", shared}, exitFindings},
		{[]string{"scan", "--format", "leaflet", clean}, exitUsage},
		{[]string{"scan", "--fail-on", "dreadful", clean}, exitUsage},
		{[]string{"scan", "--rules", "no-such-rule", clean}, exitUsage},
		{[]string{"scan", "--no-such-flag"}, exitUsage},
		{[]string{"no-such-command"}, exitUsage},
		{[]string{"scan", badConfig}, exitUsage},
		{[]string{"scan", filepath.Join(clean, "missing")}, exitPartial},
		{[]string{"scan", "--config", filepath.Join(clean, "missing.hcl"), clean}, exitPartial},
		{[]string{"scan", broken}, exitClean},
		{[]string{"scan", "--strict", broken}, exitPartial},
		{[]string{"scan", t.TempDir()}, exitNothing},
		{[]string{"blast", "no-such-thing", clean}, exitPartial},
		{[]string{"explain", "no-such-rule"}, exitUsage},
		{[]string{"explain", "shared-credential"}, exitClean},
		{[]string{"catalog", "railway"}, exitClean},
		{[]string{"version"}, exitClean},
		{[]string{"--help"}, exitClean},
	} {
		code, _, stderr := stagedoor(c.args...)
		if code != c.want {
			t.Errorf("%v: exit %d, want %d: %s", c.args, code, c.want, stderr)
		}
		if line := strings.TrimSpace(stderr); code >= exitUsage && (!strings.HasPrefix(line, "stagedoor: ") || strings.Contains(line, "\n")) {
			t.Errorf("%v: %q is not one sentence", c.args, line)
		}
	}
}

func TestAnAcceptedFindingDoesNotGate(t *testing.T) {
	dir := lay(t, map[string]string{".env.staging": "JWT_SECRET=canary-4bT8qLw2Zx9Rk7\n", ".env.production": "JWT_SECRET=canary-4bT8qLw2Zx9Rk7\n"})
	_, out, _ := stagedoor("scan", "--format", "json", dir)
	var full struct {
		Findings []map[string]any `json:"findings"`
	}
	if err := json.Unmarshal([]byte(out), &full); err != nil || len(full.Findings) != 1 {
		t.Fatalf("%v: %s", err, out)
	}
	line := strings.Replace(full.Findings[0]["not_so"].(string), `reason = ""`, `reason = "both are rehearsals"`, 1)
	for text, want := range map[string]int{
		line:                                exitClean,
		full.Findings[0]["not_so"].(string): exitUsage, // a blank reason is none
		"environment \"staging\" {\n paths = [\".env.production\"]\n}\n": exitClean,
		"exclude = [\".env.staging\"]\n":                                 exitClean,
	} {
		if err := os.WriteFile(filepath.Join(dir, ".stagedoor.hcl"), []byte(text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := stagedoor("scan", dir); code != want {
			t.Errorf("%s: exit %d, want %d: %s", text, code, want, stderr)
		}
	}
}

// TestHostileTrees: every kind of broken file is a gap or nothing, never a crash
// or a hang, and says nothing of what it holds.
func TestHostileTrees(t *testing.T) {
	dir := lay(t, map[string]string{
		"broken/docker-compose.yml":    "services:\n  a: [canary-in-broken-yaml\n",
		"helm/docker-compose.yml":      "services:\n{{- range .Values.canary }}\n  a:\n{{- end }}\n",
		"bom/.env.staging":             "\xef\xbb\xbf" + stagingKey,
		"nul/.env.staging":             "A=\x00\x00" + stagingKey,
		"utf8/.env.staging":            "TOKEN=\xff\xfe\xfdcanary-4bT8qLw2Zx9Rk7\n",
		"utf8/\xff\xfe.env":            stagingKey,
		"new\nline/.env.staging":       stagingKey,
		"esc\x1b[31m/.env.staging":     stagingKey,
		".mcp.json":                    `{"mcpServers": {"a": {"env": {"TOKEN": "canary-4bT8qLw2Zx9Rk7`,
		"railway.toml":                 "[environments.\"canary",
		"bomb/docker-compose.yml":      bomb(),
		"deep/.mcp.json":               strings.Repeat(`{"a":`, 100_000),
		"long/.env.staging":            "TOKEN=" + strings.Repeat("canary", 1<<17) + "\n",
		".github/workflows/deploy.yml": "jobs: {a: {strategy: {matrix: {a: [1,2,3,4,5,6,7,8,9], b: [1,2,3,4,5,6,7,8,9], c: [1,2,3,4,5,6,7,8,9]}}, environment: \"${{ matrix.a }}\", steps: [{run: x}]}}",
	})
	for link, to := range map[string]string{"loop": ".", "outside": "/etc", "nothing": "/no/such/thing"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	big, err := os.Create(filepath.Join(dir, "big.env"))
	if err != nil {
		t.Fatal(err)
	}
	_, _ = big.WriteString(strings.Repeat("# no end of it\n", 600)) // beyond what tells a binary
	_ = big.Truncate(200 << 20)
	_ = big.Close()
	fifo(t, filepath.Join(dir, "pipe.env"))
	denied := filepath.Join(dir, "denied.env")
	_ = os.WriteFile(denied, []byte(stagingKey), 0o000)

	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, format := range []string{"text", "json", "sarif"} {
			code, out, errs := stagedoor("scan", "-v", "--format", format, dir)
			if code != exitClean && code != exitFindings {
				t.Errorf("%s: exit %d: %s", format, code, errs)
			}
			if strings.Contains(strings.ToLower(out+errs), "canary") {
				t.Errorf("%s: a canary came out", format)
			}
			if strings.ContainsAny(out, "\x1b\x00") {
				t.Errorf("%s: control characters came out", format)
			}
		}
		kinds := gapKinds(t, dir)
		for _, want := range []string{"broken/docker-compose.yml invalid", "helm/docker-compose.yml template", "big.env too-large", ".mcp.json invalid", "railway.toml invalid"} {
			if !slices.Contains(kinds, want) {
				t.Errorf("no gap %q among %q", want, kinds)
			}
		}
	}()
	select {
	case <-done:
	case <-time.After(2 * time.Minute):
		t.Fatal("the scan hangs")
	}
}

func gapKinds(t *testing.T, dir string) (kinds []string) {
	_, out, _ := stagedoor("scan", "--format", "json", dir)
	var rep struct {
		Gaps []struct {
			Location struct{ File string }
			Kind     string
		}
	}
	if err := json.Unmarshal([]byte(out), &rep); err != nil {
		t.Error(err)
	}
	for _, g := range rep.Gaps {
		kinds = append(kinds, g.Location.File+" "+g.Kind)
	}
	return kinds
}

// bomb is a YAML document whose aliases would unfold to a billion nodes.
func bomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 10; i++ {
		n, p := string(rune('0'+i)), string(rune('0'+i-1))
		b.WriteString("a" + n + ": &a" + n + " [" + strings.TrimSuffix(strings.Repeat("*a"+p+", ", 10), ", ") + "]\n")
	}
	return b.String()
}

// TestTwoRepositories: paths say which of the scanned folders they lie in, and a
// value in both is one credential.
func TestTwoRepositories(t *testing.T) {
	top := lay(t, map[string]string{"api/.env.staging": "JWT_SECRET=canary-4bT8qLw2Zx9Rk7\n", "web/.env.production": "AUTH_SECRET=canary-4bT8qLw2Zx9Rk7\n"})
	code, out, _ := stagedoor("scan", filepath.Join(top, "api"), filepath.Join(top, "web"))
	if code != exitFindings || !strings.Contains(out, "api/.env.staging:1") || !strings.Contains(out, "web/.env.production:1") {
		t.Errorf("exit %d: %s", code, out)
	}
}
