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
)

// TestTheVerdictNamesWhatWasRefused: production is said of production only; where
// --in refuses what is above it, the answer says so by another word, and what is
// left and for how long it can be taken back stands beside the verdict.
func TestTheVerdictNamesWhatWasRefused(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"railway.json":        `{"environments": {"production": {}, "staging": {}}}`,
		".railway/railway.ts": "import { defineRailway, project, volume } from \"railway/iac\";\nconst pgdata = volume(\"pgdata\", { sizeMB: 50000 });\nexport default defineRailway(() => project(\"rental\", { resources: [pgdata] }));\n",
		".env.staging":        "DATABASE_URL=postgres://app:canary-Zr41vWq8Tn@db.staging.acme.io:5432/shop\n",
	} {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		in, line, verdict string
		above             []string
		undo              bool
	}{
		{"", "railway volume delete --volume pgdata", "production", []string{"production"}, true},
		{"development", "railway volume delete --volume pgdata", "production", []string{"production", "staging"}, true},
		{"development", ". ./.env.staging; psql \"$DATABASE_URL\" -c 'drop table x'", "above", []string{"staging"}, false},
		{"staging", ". ./.env.staging; psql \"$DATABASE_URL\" -c 'drop table x'", "below", []string{}, false},
		{"", ". ./.env.staging; psql \"$DATABASE_URL\" -c 'drop table x'", "below", []string{}, false},
		{"", "railway volume delete --volume nope", "unknown", []string{}, false},
		{"", "railway status", "reads", []string{}, false},
	} {
		args := []string{"blast", "--format", "json", "--path", dir, "--cwd", dir, "--command", c.line}
		if c.in != "" {
			args = append(args, "--in", c.in)
		}
		var out, errs bytes.Buffer
		run(context.Background(), args, &out, &errs)
		var got blastJSON
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(c.line, err, errs.String())
		}
		if got.Verdict != c.verdict || !slices.Equal(got.Above, c.above) {
			t.Errorf("--in %q %s: %s, above %v", c.in, c.line, got.Verdict, got.Above)
		}
		if damage := len(got.Destroys) > 0; damage != (got.Survives != "") || c.undo != strings.Contains(got.Undo, "48 h") {
			t.Errorf("--in %q %s: survives %q, undo %q", c.in, c.line, got.Survives, got.Undo)
		}
	}
}
