// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// TestOneFaultEndsNoScan: a scanner that panics leaves a gap, and the others go on.
func TestOneFaultEndsNoScan(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	opened, err := tree.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	faulty := []Scanner{
		{Name: "one", File: func(*File, *graph.Facts) { panic("canary") }},
		{Name: "many", Tree: func([]*File, *graph.Facts) { panic("canary") }},
		{Name: "sound", File: func(f *File, out *graph.Facts) { f.Holder(out) }},
	}
	facts, _, err := Run(context.Background(), opened, Options{Scanners: faulty, Workers: 2, Vault: secret.NewVault()})
	if err != nil {
		t.Fatal(err)
	}
	g := graph.Build(facts)
	var whys []string
	for _, gap := range g.Gaps() {
		whys = append(whys, gap.Why)
	}
	all := strings.Join(whys, "\n")
	if !strings.Contains(all, BrokeOff+" in the scanner one") || !strings.Contains(all, BrokeOff+" in the scanner many") || strings.Contains(all, "canary") {
		t.Errorf("gaps are %q", all)
	}
	if g.Len() != 1 {
		t.Errorf("%d nodes; the sound scanner's one is wanted", g.Len())
	}
}
