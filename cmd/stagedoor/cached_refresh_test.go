// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestARefreshedGraphIsTheGraph: after one file of a scenario is gone, doubled or
// moved, the graph that is made with what the cache knows of the others is that of
// one who reads them all, byte for byte.
func TestARefreshedGraphIsTheGraph(t *testing.T) {
	for i, s := range scenarios(t) {
		if testing.Short() && i%8 != 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			lot := rand.New(rand.NewPCG(uint64(i), 3))
			dir := s.lay(t)
			q := question{paths: []string{dir}, workers: 2, cache: filepath.Join(t.TempDir(), "graphs")}
			if _, err := askCached(context.Background(), q); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				alter(t, dir, lot)
				a, err := askCached(context.Background(), q)
				if err != nil {
					t.Fatal(err)
				}
				b, err := ask(context.Background(), q)
				if err != nil {
					t.Fatal(err)
				}
				got, err := a.graph.AppendBinary(nil)
				if err != nil {
					t.Fatal(err)
				}
				if want, err := b.graph.AppendBinary(nil); err != nil || !bytes.Equal(got, want) {
					t.Fatalf("another graph: %v", err)
				}
			}
		})
	}
}

// alter does something to one file of a tree.
func alter(t *testing.T, dir string, lot *rand.Rand) {
	t.Helper()
	var files []string
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == ".git" {
			return fs.SkipDir
		}
		if err == nil && d.Type().IsRegular() {
			files = append(files, p)
		}
		return nil
	})
	if len(files) == 0 {
		return
	}
	file := files[lot.IntN(len(files))]
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	switch lot.IntN(3) {
	case 0:
		err = os.Remove(file)
	case 1:
		err = os.WriteFile(file, append(data, data...), 0o644)
	case 2:
		err = os.Rename(file, filepath.Join(filepath.Dir(file), "moved-"+filepath.Base(file)))
	}
	if err != nil {
		t.Fatal(err)
	}
}
