// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func everything(string) bool { return true }

func stampsOf(t testing.TB, dir string) []Stamp {
	t.Helper()
	tr, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	stamps, err := tr.Stamps(context.Background(), everything)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(stamps, func(a, b Stamp) int { return strings.Compare(a.Path, b.Path) })
	return stamps
}

// TestStampsAreOfWhatAVisitReads: no file more and none less, each with what git
// says of it.
func TestStampsAreOfWhatAVisitReads(t *testing.T) {
	dir := lay(t, "a.txt", "sub/b.txt", "sub/deep/er/c.txt", "node_modules/x.js", ".terraform/modules/m/main.tf", ".terraform/providers/p", "vendor/v.go", "new.txt", ".env")
	if os.Symlink("a.txt", filepath.Join(dir, "link")) != nil || os.Symlink("sub", filepath.Join(dir, "folder")) != nil {
		t.Skip("no links here")
	}
	git(t, dir, "init", "-q")
	git(t, dir, "add", "a.txt", "sub")
	for _, start := range []string{"", "sub"} {
		var got []string
		for _, s := range stampsOf(t, filepath.Join(dir, start)) {
			name := strings.TrimPrefix(s.Path, start+"/")
			if s.Tracked {
				name += "*"
			}
			if s.Changed == 0 || s.Inode == 0 {
				t.Errorf("%s: nothing is known of it", s.Path)
			}
			got = append(got, name)
		}
		slices.Sort(got)
		if want := visited(t, filepath.Join(dir, start), 2); !slices.Equal(got, want) {
			t.Errorf("stamps of %v, a visit of %v", got, want)
		}
	}
}

// TestEveryChangeChangesAStamp, whatever is done to hide it.
func TestEveryChangeChangesAStamp(t *testing.T) {
	for name, change := range map[string]func(dir string) error{
		"another content of the same size, and the time set back": func(dir string) error {
			info, err := os.Stat(filepath.Join(dir, "a.txt"))
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("CONTENT OF a.txt"), 0o644); err != nil {
				return err
			}
			return os.Chtimes(filepath.Join(dir, "a.txt"), info.ModTime(), info.ModTime())
		},
		"another file in its place, with its time": func(dir string) error {
			info, err := os.Stat(filepath.Join(dir, "a.txt"))
			if err != nil {
				return err
			}
			other := filepath.Join(dir, "..", "other")
			if err := os.WriteFile(other, []byte("CONTENT OF a.txt"), 0o644); err != nil {
				return err
			}
			if err := os.Chtimes(other, info.ModTime(), info.ModTime()); err != nil {
				return err
			}
			return os.Rename(other, filepath.Join(dir, "a.txt"))
		},
		"a link in its place": func(dir string) error {
			_ = os.Rename(filepath.Join(dir, "a.txt"), filepath.Join(dir, "..", "moved"))
			return os.Symlink("../moved", filepath.Join(dir, "a.txt"))
		},
		"a file more":  func(dir string) error { return os.WriteFile(filepath.Join(dir, "sub", "new"), nil, 0o644) },
		"a file less":  func(dir string) error { return os.Remove(filepath.Join(dir, "sub", "b.txt")) },
		"another mode": func(dir string) error { return os.Chmod(filepath.Join(dir, "a.txt"), 0o600) },
		"known to git": func(dir string) error { git(t, dir, "add", "sub"); return nil },
		"not any more": func(dir string) error { git(t, dir, "rm", "-q", "--cached", "a.txt"); return nil },
	} {
		dir := lay(t, "repo/a.txt", "repo/sub/b.txt") + "/repo"
		git(t, dir, "init", "-q")
		git(t, dir, "add", "a.txt")
		before := stampsOf(t, dir)
		time.Sleep(20 * time.Millisecond) // a tick
		if again := stampsOf(t, dir); !slices.Equal(before, again) {
			t.Fatal("stamps of one tree differ")
		}
		if err := change(dir); err != nil {
			t.Fatal(name, err)
		}
		if slices.Equal(before, stampsOf(t, dir)) {
			t.Errorf("%s: the stamps are the same", name)
		}
	}
}

// TestFreshFilesAreLookedInto: a stamp that was taken with the file still warm says
// nothing.
func TestFreshFilesAreLookedInto(t *testing.T) {
	now := time.Unix(1_800_000_000, 123_456_789)
	at := func(before time.Duration) int64 { return now.Add(-before).UnixNano() }
	whole := func(before time.Duration) int64 { return now.Add(-before).Truncate(time.Second).UnixNano() }
	for name, c := range map[string]struct {
		stamp Stamp
		fresh bool
	}{
		"just written":           {Stamp{Modified: at(time.Millisecond), Changed: at(time.Millisecond)}, true},
		"in the future":          {Stamp{Modified: at(-time.Hour), Changed: at(time.Hour)}, true},
		"only changed just now":  {Stamp{Modified: at(time.Hour), Changed: at(0)}, true},
		"a second ago":           {Stamp{Modified: at(time.Second), Changed: at(time.Second)}, false},
		"a coarse second ago":    {Stamp{Modified: whole(time.Second), Changed: whole(time.Second)}, true},
		"long ago, coarsely":     {Stamp{Modified: whole(time.Hour), Changed: whole(time.Hour)}, false},
		"no time of change kept": {Stamp{Modified: at(time.Hour)}, true},
	} {
		if c.stamp.Fresh(now) != c.fresh {
			t.Errorf("%s: fresh is %v", name, !c.fresh)
		}
	}
}

// TestWhatCannotBeLookedAtHasNoStamps: no part of a tree passes for all of it.
func TestWhatCannotBeLookedAtHasNoStamps(t *testing.T) {
	dir := lay(t, "a.txt", "closed/b.txt")
	if err := os.Chmod(filepath.Join(dir, "closed"), 0); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.Chmod(filepath.Join(dir, "closed"), 0o755) }()
	tr, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Stamps(context.Background(), everything); err == nil && os.Geteuid() > 0 {
		t.Error("a folder that is closed")
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := tr.Stamps(stopped, everything); err == nil {
		t.Error("a walk that was stopped")
	}
	if _, err := Memory(map[string][]byte{}, nil).Stamps(context.Background(), everything); err == nil {
		t.Error("a tree that is on no disk")
	}
}

// BenchmarkStamps looks at 5,000 files in 500 folders.
func BenchmarkStamps(b *testing.B) {
	dir := b.TempDir()
	for i := range 500 {
		folder := filepath.Join(dir, fmt.Sprintf("s%02d", i%50), fmt.Sprintf("f%d", i))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			b.Fatal(err)
		}
		for k := range 10 {
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("file%d.go", k)), []byte("x"), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	tr, err := Open(context.Background(), dir)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if all, err := tr.Stamps(context.Background(), everything); err != nil || len(all) != 5000 {
			b.Fatal(err, len(all))
		}
	}
}
