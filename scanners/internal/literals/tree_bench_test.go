// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// BenchmarkTree looks for literals, and nothing else, in all files of a tree, with
// all that a process pays for once. As a whole process it is to be compared with
// gitleaks' `dir`: go test -c, then STAGEDOOR_TREE=/folder ./literals.test
// -test.run xxx -test.bench Tree -test.benchtime 1x
func BenchmarkTree(b *testing.B) {
	dir := os.Getenv("STAGEDOOR_TREE")
	if dir == "" {
		b.Skip("STAGEDOOR_TREE names no folder")
	}
	var hits atomic.Int64
	for b.Loop() {
		t, err := tree.Open(context.Background(), dir)
		if err != nil {
			b.Fatal(err)
		}
		e := New(ownFile(dir, ConfigFile), ownFile(dir, IgnoreFile))
		read, _, err := t.Visit(context.Background(), runtime.GOMAXPROCS(0), func(string) bool { return true }, func(_ int, f tree.File) {
			if !tree.Binary(f.Data) {
				found, _ := e.Find(f.Path, f.Data)
				hits.Add(int64(len(found)))
			}
		})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(read.Bytes)
	}
	b.ReportMetric(float64(hits.Load())/float64(b.N), "hits/op")
}

// ownFile is a file at the root of a tree, or nothing.
func ownFile(dir, name string) []byte {
	data, _ := os.ReadFile(filepath.Join(dir, name))
	return data
}
