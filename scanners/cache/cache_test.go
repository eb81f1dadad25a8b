// SPDX-License-Identifier: Apache-2.0

package cache

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// long ago: no stamp is fresh.
var longAgo = time.Unix(1_700_000_000, 123_456_789)

// A made tree is files in memory with stamps that are theirs.
type made map[string]string

func (m made) stamps() (all []tree.Stamp) {
	for p, data := range m {
		all = append(all, tree.Stamp{Path: p, Size: int64(len(data)), Modified: longAgo.UnixNano(), Changed: longAgo.UnixNano(), Inode: uint64(len(p)), Mode: 0o644})
	}
	return all
}

func (m made) read(p string) []byte {
	if data, ok := m[p]; ok {
		return []byte(data)
	}
	return nil
}

var key, decides = Digest{1}, Digest{2}

// entry reads the tree; what begins with "!" has something said of it.
func (m made) entry(t testing.TB, taken time.Time, old *Entry) *Entry {
	t.Helper()
	taking := Take(m.stamps(), taken, old)
	for p, data := range m {
		if !taking.Silent(p) {
			taking.Heard(tree.File{Path: p, Data: []byte(data)}, p[0] == '!')
		}
	}
	e, ok := taking.Entry(decides, m.stamps(), []byte("a graph"))
	if !ok {
		t.Fatal("nothing is kept")
	}
	e.Seals, e.Traces, e.Bare = []byte("seals"), []byte("traces"), true
	return e
}

func TestAnEntryHoldsWhileNothingChanges(t *testing.T) {
	m := made{"!a": "one", "b": "two", "c/d": "three"}
	e := m.entry(t, longAgo.Add(time.Hour), nil)
	unread := func(string) []byte { t.Error("a file is read"); return nil }
	if holds, better := e.Holds(m.stamps(), time.Now(), unread); !holds || better != nil {
		t.Fatal("it does not hold")
	}
	for name, change := range map[string]func(made) []tree.Stamp{
		"a file more":    func(m made) []tree.Stamp { m["e"] = ""; return m.stamps() },
		"a file less":    func(m made) []tree.Stamp { delete(m, "b"); return m.stamps() },
		"another name":   func(m made) []tree.Stamp { m["x"] = m["b"]; delete(m, "b"); return m.stamps() },
		"another size":   func(m made) []tree.Stamp { m["b"] = "twofold"; return m.stamps() },
		"other bytes":    func(m made) []tree.Stamp { m["b"] = "TWO"; return touched(m.stamps(), "b") },
		"tracked":        func(m made) []tree.Stamp { s := m.stamps(); s[0].Tracked = true; return s },
		"gone meanwhile": func(m made) []tree.Stamp { s := touched(m.stamps(), "b"); delete(m, "b"); return s },
	} {
		m := made{"!a": "one", "b": "two", "c/d": "three"}
		if holds, _ := e.Holds(change(m), time.Now(), m.read); holds {
			t.Errorf("%s: it holds", name)
		}
	}
}

func touched(stamps []tree.Stamp, path string) []tree.Stamp {
	for i := range stamps {
		if stamps[i].Path == path {
			stamps[i].Changed += int64(time.Second)
			stamps[i].Modified += int64(time.Second)
		}
	}
	return stamps
}

// TestATouchedFileIsReadOnce: the entry that is better has its new stamp.
func TestATouchedFileIsReadOnce(t *testing.T) {
	m := made{"!a": "one", "b": "two"}
	e := m.entry(t, longAgo.Add(time.Hour), nil)
	stamps := touched(m.stamps(), "b")
	holds, better := e.Holds(stamps, longAgo.Add(2*time.Hour), m.read)
	if !holds || better == nil {
		t.Fatal(holds, better)
	}
	if holds, again := better.Holds(stamps, time.Now(), func(string) []byte { t.Error("a file is read"); return nil }); !holds || again != nil {
		t.Fatal("it does not hold")
	}
}

// TestAFreshFileIsRead: within a tick of the clock a stamp says nothing, whatever it
// is, and no entry is called better while that is so.
func TestAFreshFileIsRead(t *testing.T) {
	m := made{"a": "one"}
	e := m.entry(t, longAgo.Add(time.Millisecond), nil)
	m["a"] = "two"
	if holds, _ := e.Holds(m.stamps(), longAgo.Add(2*time.Millisecond), m.read); holds {
		t.Fatal("a change within a tick is not seen")
	}
	m["a"] = "one"
	if holds, better := e.Holds(m.stamps(), longAgo.Add(2*time.Millisecond), m.read); !holds || better != nil {
		t.Fatal(holds, better)
	}
	if holds, better := e.Holds(m.stamps(), longAgo.Add(time.Minute), m.read); !holds || better == nil {
		t.Fatal(holds, better)
	}
}

// TestWhatSaidNothingIsNotAskedAgain, if it is what it was, whatever else changed.
func TestWhatSaidNothingIsNotAskedAgain(t *testing.T) {
	m := made{"!a": "one", "b": "two", "c": "three", "d": "four"}
	e := m.entry(t, longAgo.Add(time.Hour), nil)
	m["c"], m["e"] = "threefold", "new"
	delete(m, "d")
	taking := Take(m.stamps(), time.Now(), e)
	for path, silent := range map[string]bool{"!a": false, "b": true, "c": false, "e": false} {
		if taking.Silent(path) != silent {
			t.Errorf("%s: silent is %v", path, !silent)
		}
	}
	if holds, _ := m.entry(t, longAgo.Add(2*time.Hour), e).Holds(m.stamps(), time.Now(), m.read); !holds {
		t.Error("what was taken so does not hold")
	}
	if fresh := Take(m.stamps(), time.Now(), m.entry(t, longAgo, nil)); fresh.Silent("b") {
		t.Error("a file that was fresh is taken for what it was")
	}
}

// TestNothingIsKeptOfATreeThatMoves.
func TestNothingIsKeptOfATreeThatMoves(t *testing.T) {
	m := made{"a": "one", "b": "two"}
	all := func(t *Taking) {
		t.Heard(tree.File{Path: "a", Data: []byte("one")}, false)
		t.Heard(tree.File{Path: "b", Data: []byte("two")}, false)
	}
	for name, c := range map[string]struct {
		heard func(*Taking)
		after []tree.Stamp
	}{
		"touched":      {all, touched(m.stamps(), "a")},
		"gone":         {all, made{"a": "one"}.stamps()},
		"not all read": {func(t *Taking) { t.Heard(tree.File{Path: "a"}, false) }, m.stamps()},
		"one more": {func(t *Taking) {
			all(t)
			t.Heard(tree.File{Path: "c"}, false)
		}, m.stamps()},
	} {
		taking := Take(m.stamps(), time.Now(), nil)
		c.heard(taking)
		if _, ok := taking.Entry(decides, c.after, nil); ok {
			t.Errorf("%s: is kept", name)
		}
	}
}

// TestLargeFilesHoldByTheirStampAlone: they are read in parts, and never to compare.
func TestLargeFilesHoldByTheirStampAlone(t *testing.T) {
	stamps := func() []tree.Stamp {
		return []tree.Stamp{{Path: "large", Size: tree.MaxSize + 1, Modified: longAgo.UnixNano(), Changed: longAgo.UnixNano()}}
	}
	unread := func(string) []byte { t.Error("is read"); return nil }
	taking := Take(stamps(), longAgo.Add(time.Hour), nil)
	taking.Heard(tree.File{Path: "large", Data: []byte("a part")}, false)
	e, ok := taking.Entry(decides, stamps(), nil)
	if !ok {
		t.Fatal("nothing is kept")
	}
	if holds, _ := e.Holds(stamps(), time.Now(), unread); !holds {
		t.Error("does not hold")
	}
	if holds, _ := e.Holds(touched(stamps(), "large"), time.Now(), unread); holds {
		t.Error("holds for one that was touched")
	}
	if Take(stamps(), time.Now(), e).Silent("large") {
		t.Error("is not read again")
	}
	small := stamps()
	small[0].Size = 3
	if holds, _ := e.Holds(small, time.Now(), func(string) []byte { return []byte("now") }); holds {
		t.Error("holds for a file that is read whole now")
	}
}

// TestATornEntryIsNone, cut anywhere or with any bit another.
func TestATornEntryIsNone(t *testing.T) {
	data := made{"!a": "one", "b": "two"}.entry(t, longAgo, nil).encode()
	if e, ok := decode(data); !ok || !bytes.Equal(e.encode(), data) {
		t.Fatal("is not read as it was written")
	}
	for n := range data {
		changed := bytes.Clone(data)
		changed[n] ^= 1 << (n % 8)
		_, cut := decode(data[:n])
		if _, ok := decode(changed); ok || cut {
			t.Fatal("is believed, changed at", n)
		}
	}
	if _, ok := decode(append(bytes.Clone(data), 0)); ok {
		t.Error("is believed, lengthened")
	}
	other := bytes.Replace(data[:len(data)-sha256.Size], []byte("cache 1"), []byte("cache 2"), 1)
	sum := sha256.Sum256(other)
	if _, ok := decode(append(other, sum[:]...)); ok {
		t.Error("is believed, of another version")
	}
}

// FuzzDecode: whatever the lengths say, with a sum that is right.
func FuzzDecode(f *testing.F) {
	data := made{"!a": "one", "b": "two"}.entry(f, longAgo, nil).encode()
	f.Add(data[len(magic) : len(data)-sha256.Size])
	f.Fuzz(func(t *testing.T, body []byte) {
		b := append([]byte(magic), body...)
		sum := sha256.Sum256(b)
		e, ok := decode(append(b, sum[:]...))
		if !ok {
			return
		}
		for i := range e.Len() {
			_ = e.at(i).sum()
		}
		e.Holds(made{"b": "two"}.stamps(), time.Now(), func(string) []byte { return nil })
		Take(made{"b": "two"}.stamps(), time.Now(), e)
	})
}

// TestOnlyWhatIsOursIsRead: a folder or an entry that others could have written, or
// that leads elsewhere, is none; and none of it keeps a new one from being made,
// where the folder is ours.
func TestOnlyWhatIsOursIsRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the system keeps a user's folder there")
	}
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	e := made{"a": "one"}.entry(t, longAgo, nil)
	if err := os.WriteFile(elsewhere, e.encode(), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		spoil func(dir, file string) error
		mends bool
	}{
		"an entry that others can read":    {func(_, f string) error { return os.Chmod(f, 0o644) }, true},
		"an entry that others can write":   {func(_, f string) error { return os.Chmod(f, 0o620) }, true},
		"a link in its place":              {func(_, f string) error { _ = os.Remove(f); return os.Symlink(elsewhere, f) }, true},
		"a link within the folder":         {func(d, f string) error { _ = os.Rename(f, f+"2"); return os.Symlink(filepath.Base(f)+"2", f) }, true},
		"a folder in its place":            {func(_, f string) error { _ = os.Remove(f); return os.Mkdir(f, 0o700) }, false},
		"one that is torn":                 {func(_, f string) error { return os.Truncate(f, 100) }, true},
		"one that is empty":                {func(_, f string) error { return os.Truncate(f, 0) }, true},
		"one that is huge":                 {func(_, f string) error { return os.Truncate(f, 1<<40) }, true},
		"a folder that others can enter":   {func(d, _ string) error { return os.Chmod(d, 0o750) }, false},
		"a folder that others can write":   {func(d, _ string) error { return os.Chmod(d, 0o777) }, false},
		"a link in the place of a folder":  {func(d, _ string) error { _ = os.Rename(d, d+"2"); return os.Symlink(d+"2", d) }, false},
		"a file in the place of a folder":  {func(d, _ string) error { _ = os.RemoveAll(d); return os.WriteFile(d, nil, 0o600) }, false},
		"an entry that belongs to another": {func(_, f string) error { return os.Chown(f, 12345, -1) }, true},
		"a folder that belongs to another": {func(d, _ string) error { return os.Chown(d, 12345, -1) }, false},
	} {
		dir := filepath.Join(t.TempDir(), "stagedoor", "graphs")
		open := Open(dir)
		open.Save(key, e)
		if open.Load(key) == nil {
			t.Fatal("is not kept")
		}
		open.Close()
		if err := c.spoil(dir, filepath.Join(dir, named(key)+suffix)); err != nil {
			if os.Geteuid() != 0 {
				continue // only root gives files away
			}
			t.Fatal(name, err)
		}
		again := Open(dir)
		if again.Load(key) != nil {
			t.Errorf("%s is read", name)
		}
		again.Save(key, e)
		if (again.Load(key) != nil) != c.mends {
			t.Errorf("%s: mends is %v", name, !c.mends)
		}
		again.Close()
	}
}

func TestOthersHaveNoRight(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "stagedoor", "graphs")
	f := Open(dir)
	defer f.Close()
	f.Save(key, made{"a": "one"}.entry(t, longAgo, nil))
	done, _ := f.Alone(t.Context(), key)
	done()
	_ = filepath.Walk(filepath.Dir(dir), func(path string, info os.FileInfo, err error) error {
		if err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Error(path, info.Mode(), err)
		}
		return nil
	})
}

func TestNoFolderNoCache(t *testing.T) {
	f := Open("")
	f.Save(key, &Entry{})
	done, waited := f.Alone(t.Context(), key)
	done()
	if f.Load(key) != nil || waited {
		t.Error("there is a cache without a folder")
	}
	f.Close()
}

// TestAFolderForgets what is old, what is too much, and what a process that was
// killed left behind.
func TestAFolderForgets(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "graphs")
	f := Open(dir)
	defer f.Close()
	e := made{"a": "one"}.entry(t, longAgo, nil)
	old := time.Now().Add(-keptFor - time.Hour)
	f.Save(Digest{9}, e)
	_ = os.Chtimes(filepath.Join(dir, named(Digest{9})+suffix), old, old)
	left := filepath.Join(dir, newPrefix+"left")
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_ = os.Chtimes(left, time.Now().Add(-2*forgotten), time.Now().Add(-2*forgotten))
	for i := range mostKept + 5 {
		f.Save(Digest{3, byte(i)}, e)
		at := time.Now().Add(time.Duration(i-1000) * time.Second)
		_ = os.Chtimes(filepath.Join(dir, named(Digest{3, byte(i)})+suffix), at, at)
	}
	f.Save(key, e)
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != mostKept {
		t.Error(len(entries), err)
	}
	if f.Load(Digest{9}) != nil || f.Load(Digest{3, 0}) != nil || f.Load(Digest{3, mostKept}) == nil || f.Load(key) == nil {
		t.Error("it forgets the wrong ones")
	}
}

// TestOneBuildsAndTheOthersWait.
func TestOneBuildsAndTheOthersWait(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("no locks here")
	}
	f := Open(filepath.Join(t.TempDir(), "graphs"))
	defer f.Close()
	done, waited := f.Alone(t.Context(), key)
	if waited {
		t.Fatal("the first waits")
	}
	told := make(chan bool)
	go func() {
		done, waited := f.Alone(t.Context(), key)
		done()
		told <- waited
	}()
	other, waited := f.Alone(t.Context(), Digest{7})
	other()
	if waited {
		t.Error("who builds another graph waits")
	}
	select {
	case <-told:
		t.Fatal("two build at once")
	case <-time.After(50 * time.Millisecond):
	}
	done()
	if !<-told {
		t.Error("the second did not wait")
	}
}

func BenchmarkHolds(b *testing.B) {
	m := made{}
	for i := range 5000 {
		m[fmt.Sprintf("services/s%d/src/file%d.go", i%40, i)] = "package x"
	}
	e := m.entry(b, longAgo.Add(time.Hour), nil)
	stamps := m.stamps()
	for b.Loop() {
		if holds, _ := e.Holds(stamps, time.Now(), nil); !holds {
			b.Fatal("does not hold")
		}
	}
}
