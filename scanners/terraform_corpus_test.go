// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// TestCorpusKnown evaluates every tree in the folder STAGEDOOR_CORPUS and prints,
// for catalogued types, how many of the attributes that are set are known, and
// what the others hang on. It fails on a panic only: the figures are for people.
func TestCorpusKnown(t *testing.T) {
	dir := os.Getenv("STAGEDOOR_CORPUS")
	if dir == "" {
		t.Skip("set STAGEDOOR_CORPUS to a folder of trees")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	total := share{reasons: map[string]int{}, examples: map[string]string{}}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		s := measureKnown(t, filepath.Join(dir, e.Name()))
		if s.known+s.unknown > 0 {
			t.Logf("%-55s %s", e.Name(), s.line())
		}
		total.add(s)
	}
	t.Logf("%-55s %s", "TOTAL", total.line())
	keys := slices.Collect(maps.Keys(total.reasons))
	slices.SortFunc(keys, func(a, b string) int { return cmp.Compare(total.reasons[b], total.reasons[a]) })
	for _, k := range keys {
		t.Logf("%7d  %-45s %s", total.reasons[k], k, total.examples[k])
	}
}

type share struct {
	roots, contexts, resources, maybe int
	known, unknown, here              int // here: unknown though its value is in the repository
	took                              time.Duration
	gaps                              int
	reasons                           map[string]int
	examples                          map[string]string
}

func (s *share) add(o share) {
	s.roots, s.contexts, s.resources, s.maybe = s.roots+o.roots, s.contexts+o.contexts, s.resources+o.resources, s.maybe+o.maybe
	s.known, s.unknown, s.here, s.took, s.gaps = s.known+o.known, s.unknown+o.unknown, s.here+o.here, s.took+o.took, s.gaps+o.gaps
	for k, n := range o.reasons {
		s.reasons[k] += n
		s.examples[k] += o.examples[k]
	}
}

func (s share) line() string {
	percent := func(a, b int) string { return fmt.Sprintf("%.1f %%", 100*float64(a)/float64(max(b, 1))) }
	return fmt.Sprintf("%d roots, %d contexts, %d resources, %d maybe; %s known, %s of what is here; %s, %d gaps",
		s.roots, s.contexts, s.resources, s.maybe, percent(s.known, s.known+s.unknown), percent(s.known, s.known+s.here), s.took.Round(time.Millisecond), s.gaps)
}

func measureKnown(t *testing.T, dir string) share {
	tr, err := tree.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var files []terraform.File
	_, _, err = tr.Visit(context.Background(), 2, func(p string) bool { return Terraform.Match(p) }, func(_ int, f tree.File) {
		mu.Lock()
		defer mu.Unlock()
		if !terraform.Reads(f.Path) && len(f.Data) > maxTerraformFile {
			return
		}
		files = append(files, terraform.File{Path: f.Path, Data: slices.Clone(f.Data)})
	})
	if err != nil {
		t.Fatal(err)
	}
	s := share{reasons: map[string]int{}, examples: map[string]string{}}
	start := time.Now()
	loaded := terraform.Load(files)
	s.gaps = len(loaded.Gaps())
	wanted := func(typ string) bool {
		r, _ := catalog.ResourceByType("terraform", typ)
		return r != nil
	}
	for _, r := range loaded.Roots() {
		s.roots++
		for _, c := range r.Contexts() {
			s.contexts++
			result := loaded.Evaluate(r, c, terraform.Options{Wanted: wanted})
			s.gaps += len(result.Gaps)
			for _, res := range result.Resources {
				s.resources++
				if res.Maybe != "" {
					s.maybe++
				}
				for _, k := range res.Body.Keys() {
					s.count(res.Body.Fields[k], r.Dir()+" "+c.Name+" "+res.Address+" "+k)
				}
			}
		}
	}
	s.took = time.Since(start)
	return s
}

func (s *share) count(v declared.Value, where string) {
	switch {
	case v.State == declared.Unknown:
		s.unknown++
		why, outside := reason(v.Hangs)
		if !outside {
			s.here++
		}
		s.reasons[why]++
		if s.reasons[why]%50 == 1 {
			s.examples[why] += "\n          " + where + ": " + v.Hangs
		}
	case v.IsList():
		for _, x := range v.Items {
			s.count(x, where)
		}
	case v.IsMap():
		for _, k := range v.Keys() {
			s.count(v.Fields[k], where+"."+k)
		}
	default:
		s.known++
	}
}

var computed = regexp.MustCompile(`^(module\.[^ ]+\.)?[a-z0-9]+_[a-z0-9_]+\.[^ ]+\.[a-z0-9_]+$`)

// reason groups what values hang on; outside means that the answer is not in the
// repository.
func reason(hangs string) (string, bool) {
	switch {
	case strings.HasPrefix(hangs, "var.") && !strings.Contains(hangs, ","):
		return "a variable that nobody sets", true
	case strings.HasSuffix(hangs, "whose source is not here"):
		return "a module whose source is not here", true
	case strings.Contains(hangs, "data."):
		return "a data source", true
	case strings.HasPrefix(hangs, "terraform."):
		return "the workspace", true
	case strings.HasPrefix(hangs, "the state of "):
		return "another root's state", true
	case strings.HasSuffix(hangs, "()"):
		return "a function that is not pure: " + hangs, true
	case computed.MatchString(hangs):
		return "what the provider answers", true
	case strings.Contains(hangs, ", which is not declared"):
		return "a name that is declared nowhere", true
	case strings.Contains(hangs, "that is not here"), strings.Contains(hangs, "that are not here"):
		return "a file that is not here", true
	}
	return "else: " + hangs, false
}
