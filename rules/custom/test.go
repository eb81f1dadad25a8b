// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// writtenTest is a test block:
//
//	test "a key of staging in production" {
//	  file ".env.staging" {
//	    content = <<-EOT
//	      AWS_ACCESS_KEY_ID=...
//	    EOT
//	  }
//	  expect = [".env.staging:1"] # [] where the rule stays quiet
//	}
//
// What the shell or a workflow writes as ${...} is $${...} here, as everywhere in
// HCL.
type writtenTest struct {
	Says   string         `hcl:"says,label"`
	Files  []writtenFile  `hcl:"file,block"`
	Expect *hcl.Attribute `hcl:"expect"`
}

type writtenFile struct {
	Path    string `hcl:"path,label"`
	Content string `hcl:"content"`
	Tracked *bool  `hcl:"tracked,optional"`
}

var placeForm = lazily.Compile(`^(.+):[1-9][0-9]*$`)

func (c *compiler) tests(all []writtenTest) {
	if len(all) > maxTests {
		c.wrong(c.at, "it has more than %d tests; take some out", maxTests)
		return
	}
	for _, w := range all {
		t := Test{Says: w.Says, At: placeOf(w.Expect.NameRange)}
		if len(w.Files) == 0 || len(w.Files) > maxFiles {
			c.wrong(w.Expect.NameRange, "the test %q has %d files; give it one to %d", w.Says, len(w.Files), maxFiles)
		}
		seen := map[string]bool{}
		for _, f := range w.Files {
			if f.Path == "" || path.Clean(f.Path) != f.Path || strings.HasPrefix(f.Path, "/") || strings.HasPrefix(f.Path, "..") || strings.ContainsAny(f.Path, "\\\x00") || seen[f.Path] {
				c.wrong(w.Expect.NameRange, "the test %q has a file %q; give each a path of its own below the test's root, with /", w.Says, f.Path)
			}
			seen[f.Path] = true
			t.Files = append(t.Files, TestFile{f.Path, []byte(f.Content), f.Tracked != nil && !*f.Tracked})
		}
		t.Expect = c.expected(w, seen)
		c.rule.Tests = append(c.rule.Tests, t)
	}
}

// expected reads the places that a test names.
func (c *compiler) expected(w writtenTest, files map[string]bool) (places []string) {
	if v, diags := w.Expect.Expr.Value(nil); !diags.HasErrors() && v.Type().IsTupleType() && v.LengthInt() == 0 {
		return nil
	}
	for _, p := range c.texts(w.Expect) {
		m := placeForm.FindStringSubmatch(p)
		if m == nil || !files[m[1]] {
			c.wrong(w.Expect.Expr.Range(), "the test %q expects %q; write FILE:LINE of one of its files", w.Says, p)
		}
		places = append(places, p)
	}
	slices.Sort(places)
	return places
}

// Covered says what is missing of a rule's tests: "" where one fires and one stays
// quiet.
func (r *Rule) Covered() string {
	fires := slices.ContainsFunc(r.Tests, func(t Test) bool { return len(t.Expect) > 0 })
	quiet := slices.ContainsFunc(r.Tests, func(t Test) bool { return len(t.Expect) == 0 })
	switch {
	case !fires && !quiet:
		return "has no test; add one in which it fires and one in which it stays quiet"
	case !fires:
		return "has no test in which it fires; add one"
	case !quiet:
		return "has no test in which it stays quiet; add an innocent twin"
	}
	return ""
}
