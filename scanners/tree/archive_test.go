// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// zipOf packs files; names and texts alternate.
func zipOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(files[i+1]))
	}
	_ = z.Close()
	return b.Bytes()
}

func tarOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: files[i], Mode: 0o600, Size: int64(len(files[i+1]))}); err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(files[i+1]))
	}
	_ = w.WriteHeader(&tar.Header{Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"})
	_ = w.Close()
	return b.Bytes()
}

func gzipOf(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

func zstdOf(data []byte) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll(data, nil)
}

// opened are the files of a tree with their texts, and its problems.
func opened(t testing.TB, depth int, files map[string][]byte) (seen, problems []string, stats Stats) {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tr, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	tr.OpenArchives(depth)
	stats, all, err := tr.Visit(context.Background(), 1, func(p string) bool { return !strings.Contains(p, "unwanted") }, func(_ int, f File) {
		seen = append(seen, fmt.Sprintf("%s %s", f.Path, f.Data[:min(len(f.Data), 20)]))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		problems = append(problems, p.Path+" "+p.Why)
	}
	slices.Sort(seen)
	return seen, problems, stats
}

func TestFilesOfArchives(t *testing.T) {
	inner := zipOf(t, ".env", "INNER=1", "/../../up/./a.txt", "up")
	seen, problems, stats := opened(t, 2, map[string][]byte{
		"a.zip":         zipOf(t, "x/.env.production", "A=1", "node_modules/y/z.js", "no", "deep.zip", string(inner), "unwanted.txt", "no", "b/../c.txt", "c"),
		"b.tar.gz":      gzipOf(tarOf(t, "conf/app.yml", "b: 1", `win\dir\d.txt`, "d")),
		"c.tgz":         gzipOf(tarOf(t, "e.txt", "e")),
		"log.txt.gz":    gzipOf([]byte("a log")),
		"d.tar.zst":     zstdOf(tarOf(t, "f.txt", "f")),
		"plain.zip.txt": []byte("a text"),
		"third.zip":     zipOf(t, "second.zip", string(zipOf(t, "first.zip", string(inner)))),
		"torn.zip":      inner[:len(inner)-30],
		"torn.tar.gz":   gzipOf(tarOf(t, "e.txt", "e"))[:40],
		"not.gz":        []byte("no gzip"),
		"old.rar":       []byte("Rar!\x1a\x07\x00"),
	})
	want := []string{
		"a.zip!/c.txt c", "a.zip!/deep.zip!/.env INNER=1", "a.zip!/deep.zip!/up/a.txt up", "a.zip!/x/.env.production A=1",
		"b.tar.gz!/conf/app.yml b: 1", "b.tar.gz!/win/dir/d.txt d", "c.tgz!/e.txt e", "d.tar.zst!/f.txt f", "log.txt.gz!/log.txt a log", "plain.zip.txt a text",
	}
	if !slices.Equal(seen, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(seen, "\n"), strings.Join(want, "\n"))
	}
	wrong := []string{
		"not.gz is no archive that can be read to its end", "old.rar is an archive of a kind that is not opened: unpack it beside it",
		"third.zip!/second.zip!/first.zip is an archive in an archive, deeper than --archives says",
		"torn.tar.gz is no archive that can be read to its end", "torn.zip is no archive that can be read to its end",
	}
	if !slices.Equal(problems, wrong) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(problems, "\n"), strings.Join(wrong, "\n"))
	}
	if stats.Files != len(want) || stats.Unopened != 0 {
		t.Errorf("%+v", stats)
	}
}

// TestArchivesAreCountedWhereTheyAreNotOpened, and what only has their name is read.
func TestArchivesAreCountedWhereTheyAreNotOpened(t *testing.T) {
	seen, problems, stats := opened(t, 0, map[string][]byte{"a.zip": zipOf(t, "a.txt", "a"), "text.gz": []byte("a text")})
	if len(seen) != 2 || len(problems) > 0 || stats.Unopened != 1 {
		t.Errorf("%q %q %+v", seen, problems, stats)
	}
}

// TestArchivesAreBounded: a little that holds much, and many that hold little.
func TestArchivesAreBounded(t *testing.T) {
	zeros := string(make([]byte, 15<<20))
	var many []string
	for i := range 40 {
		many = append(many, fmt.Sprintf("f%d", i), zeros)
	}
	bomb := zipOf(t, many...)
	seen, problems, _ := opened(t, 2, map[string][]byte{"bomb.zip": bomb})
	if len(problems) != 1 || !strings.Contains(problems[0], "512 MiB") || len(seen) > 36 {
		t.Errorf("%d files, %q", len(seen), problems)
	}
	var small []string
	for i := range maxMembers + 2 {
		small = append(small, fmt.Sprintf("f%d", i), "")
	}
	if seen, problems, _ := opened(t, 1, map[string][]byte{"many.zip": zipOf(t, small...)}); len(problems) != 1 || len(seen) != maxMembers {
		t.Errorf("%d files, %q", len(seen), problems)
	}
	if _, problems, _ := opened(t, 1, map[string][]byte{"large.zip": zipOf(t, "large.txt", zeros+zeros)}); len(problems) != 1 || problems[0] != "large.zip!/large.txt "+tooLarge {
		t.Errorf("%q", problems)
	}
}

func FuzzArchive(f *testing.F) {
	f.Add("a.zip", zipOf(f, "a.txt", "a"))
	f.Add("a.tar.gz", gzipOf(tarOf(f, "a.txt", "a")))
	f.Add("a.zst", zstdOf([]byte("a")))
	f.Add("a.txz", []byte("\xfd7zXZ\x00"))
	f.Add("a.bz2", []byte("BZh9"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		u := &unpacking{tree: &Tree{}, ctx: context.Background(), want: func(string) bool { return true }, see: func(p string, _ []byte) {
			if !strings.HasPrefix(p, name+Inside) || strings.Contains(p[len(name)+len(Inside):], "..") && strings.Contains("/"+p[len(name)+len(Inside):]+"/", "/../") {
				t.Errorf("%q", p)
			}
		}}
		if formatOf(name) != unpacked {
			u.open(name, bytes.NewReader(data), int64(len(data)), 2)
		}
	})
}
