// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// mostAllocations is how many a file of code may cost: walking to it, opening it
// and asking every scanner whether it is theirs.
const mostAllocations = 20

// TestAllocationsPerFile: what the second four hundred files cost, so that what a
// run pays once does not count.
func TestAllocationsPerFile(t *testing.T) {
	few, many := allocations(t, 400), allocations(t, 800)
	each := (many - few) / 400
	t.Logf("%.1f allocations a file", each)
	if each > mostAllocations {
		t.Errorf("%.1f allocations a file of code, at most %d", each, mostAllocations)
	}
}

func allocations(t *testing.T, files int) float64 {
	dir := t.TempDir()
	for i := range files {
		text := fmt.Sprintf("package p%d\n\n", i) + strings.Repeat("func (s *server) handle(key string, token int) error { return s.next.Handle(key, token) }\n", 40)
		full := filepath.Join(dir, fmt.Sprintf("pkg%d", i%20), fmt.Sprintf("f%d.go", i))
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tr, err := tree.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return testing.AllocsPerRun(3, func() {
		if _, _, err := Run(context.Background(), tr, Options{Workers: 1, Vault: secret.NewVault()}); err != nil {
			t.Fatal(err)
		}
	})
}
