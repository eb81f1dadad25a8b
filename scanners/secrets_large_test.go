// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// TestALargeFileIsSearchedInParts: 18 MiB of log with a token every so often, so
// that some lie on either side of each part's end; then the same on one line. Each
// is found once and at its place, and the file is a gap for all else that reads.
func TestALargeFileIsSearchedInParts(t *testing.T) {
	for separator, long := range map[string]string{"\n": "a log", " ": "one line"} {
		dir := t.TempDir()
		var text bytes.Buffer
		var want []string
		line, column := 1, 1
		for text.Len() < 18<<20 {
			filler := strings.Repeat("nothing happened in é today"+separator, 300+len(want)*7)
			text.WriteString(filler)
			token := fmt.Sprintf("ghp_canary%05dXq7Lw2Rt5Vz8Bn4Mk6Jh3Gf1Dk0", len(want))
			if separator == "\n" {
				line += strings.Count(filler, "\n")
			} else {
				column += len([]rune(filler))
			}
			want = append(want, fmt.Sprintf("big.env:%d:%d", line, column+len("token=")))
			text.WriteString("token=" + token + separator)
			if separator == "\n" {
				line++
			} else {
				column += len("token=" + token + separator)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, "big.env"), text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		tr, err := tree.Open(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		facts, stats, err := Run(context.Background(), tr, Options{Workers: 2, Vault: secret.NewVault()})
		if err != nil {
			t.Fatal(err)
		}
		g := graph.Build(facts)
		var got []string
		for c := range g.Nodes(graph.Credential) {
			for e := range c.In(graph.Holds) {
				at := e.Why[0].At
				got = append(got, fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column))
			}
		}
		slices.Sort(got)
		got = slices.Compact(got) // gitleaks' rule and the line itself both say who holds it
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: found %d, want %d, the first %q", long, len(got), len(want), got[:min(3, len(got))])
		}
		if n := len(g.Gaps()); n != 1 || g.Gaps()[0].Why != "is larger than 16 MiB: it was searched for written-out secrets only" {
			t.Errorf("%s: %v", long, g.Gaps())
		}
		if stats.Bytes != int64(text.Len()) {
			t.Errorf("%s: %d bytes read of %d", long, stats.Bytes, text.Len())
		}
	}
}
