// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

const small = `custom_rule "r" {
  title    = "t"
  severity = "low"
  from "a" { kind = "slot" }
  path     = "opens"
  to "b" { kind = "store" }
  where    = true
  message  = "m"
}
`

// TestAMistakeHasItsPlace: what can be known to be wrong is said when the rule is
// read, with file, line and column.
func TestAMistakeHasItsPlace(t *testing.T) {
	for change, want := range map[[2]string]string{
		{`"low"`, `"bad"`}:                                                                          `3:14: no such severity; choose note, low`,
		{`kind = "slot"`, `kind = "secret"`}:                                                        `4:21: no kind "secret"; choose among holder`,
		{`kind = "slot"`, `knd = "slot"`}:                                                           `4:14: an argument named "knd" is not expected here`,
		{`"opens"`, `"open"`}:                                                                       `5:14: the path has "open", which is no verb`,
		{`"opens"`, `"destroys"`}:                                                                   `5:14: the path can meet no way`,
		{`to "b"`, `to "a"`}:                                                                        `both ends are called "a"`,
		{`to "b"`, `to "way"`}:                                                                      `"way" cannot be the name`,
		{`where    = true`, `where = a.teir`}:                                                       `7:12: this object does not have an attribute named "teir"`,
		{`where    = true`, `where = b.traits.lock.is == "yes"`}:                                    `attribute named "lock"`,
		{`where    = true`, `where = c.name == "x"`}:                                                `there is no variable named "c"`,
		{`where    = true`, `where = a.name`}:                                                       `7:11: where gives string, not bool`,
		{`where    = true`, `where = "true"`}:                                                       `where gives string, not bool`,
		{`where    = true`, `where = a.line + a.names > 1`}:                                         `unsuitable value for right operand`,
		{`where    = true`, `where = file("/etc/passwd") == ""`}:                                    `no function named "file"`,
		{`where    = true`, `where = regex("(", a.name)`}:                                           `no regular expression`,
		{`where    = true`, `where = null`}:                                                         `not bool`,
		{`where    = true`, `where = length(a) > 1`}:                                                `a list or a text`,
		{`"m"`, `[a.name]`}:                                                                         `message gives tuple, not string`,
		{`"m"`, `"${a.nam}"`}:                                                                       `attribute named "nam"`,
		{`where    = true`, `max_depth = 99`}:                                                       `max_depth is to be between 1 and 32`,
		{`where    = true`, `cwe = ["x"]`}:                                                          `cwe is to be a list of numbers`,
		{`where    = true`, `about = "c"`}:                                                          `a finding is about "a" or "b"`,
		{`where    = true`, "unless \"a\" {\n path = \"reads\"\n}"}:                                 `8:2: "a" is the name of an end already`,
		{`where    = true`, "unless \"c\" {\n path = \"reads\"\n from = \"x\"\n}"}:                  `9:9: an unless begins at "a" or "b"`,
		{`where    = true`, "test \"x\" { expect = [] }"}:                                           `the test "x" has 0 files`,
		{`where    = true`, "test \"x\" {\n file \"../a\" { content = \"\" }\n expect = []\n}"}:     `has a file "../a"`,
		{`where    = true`, "test \"x\" {\n file \"a\" { content = \"\" }\n expect = [\"b:1\"]\n}"}: `expects "b:1"; write FILE:LINE`,
		{`path     = "opens"`, ``}:                                                                  `the argument "path" is required`,
	} {
		_, problems := compiled(t, strings.Replace(small, change[0], change[1], 1))
		all := fmt.Sprint(problems)
		if len(problems) == 0 || !strings.Contains(all, want) || !strings.Contains(all, "rules.hcl:") {
			t.Errorf("%s: %s, want %s", change[1], all, want)
		}
	}
	if _, problems := compiled(t, small); len(problems) > 0 {
		t.Error(problems)
	}
}

// TestHostileRulesAreBounded: whatever is written, reading it and running it ends
// soon, and is said.
func TestHostileRulesAreBounded(t *testing.T) {
	deep := func(open, within, shut string, n int) string {
		return strings.Repeat(open, n) + within + strings.Repeat(shut, n)
	}
	for says, c := range map[string][2]string{
		"an alternation of a thousand":   {`"opens"`, `"` + strings.Repeat("opens|", 1000) + `opens"`},
		"a path that doubles":            {`"opens"`, `"(.|reads)* reads` + strings.Repeat(" .", 20) + `"`},
		"parentheses in a path":          {`"opens"`, `"` + deep("(", "opens", ")", 2000) + `"`},
		"parentheses in a guard":         {`where    = true`, `where = ` + deep("(", "true", ")", 5000)},
		"signs":                          {`where    = true`, `where = ` + strings.Repeat("!", 5000) + "true"},
		"templates in templates":         {`"m"`, deep(`"${`, "a.name", `}"`, 2000)},
		"questions":                      {`where    = true`, `where = ` + strings.Repeat("true?true:", 3000) + "true"},
		"a for inside a for":             {`where    = true`, `where = anytrue([for x in a.names : anytrue([for y in a.names : x == y])])`},
		"a loop of a template in a loop": {`"m"`, `"%{for x in a.names}%{for y in a.names}${x}${y}%{endfor}%{endfor}"`},
		"a guard that is too long":       {`where    = true`, `where = a.name == "` + strings.Repeat("x", 5000) + `"`},
	} {
		if _, problems := compiled(t, strings.Replace(small, c[0], c[1], 1)); len(problems) == 0 {
			t.Errorf("%s is taken", says)
		}
	}
	if _, problems := compiled(t, strings.Repeat(small, 101)); len(problems) == 0 || !strings.Contains(fmt.Sprint(problems), "more than 100") {
		t.Error("101 rules are taken")
	}
}

// TestAnExpensiveRuleStops: by a count of steps, at the same place every time, and
// the report says so.
func TestAnExpensiveRuleStops(t *testing.T) {
	w := newWorld()
	var keys, stores []graph.ID
	for i := range 60 {
		keys, stores = append(keys, w.node(graph.Slot, "s", fmt.Sprint("k", i))), append(stores, w.node(graph.Store, "s", fmt.Sprint("d", i)))
	}
	for _, k := range keys {
		for _, s := range stores {
			w.link(k, graph.Opens, s, graph.Full)
		}
	}
	g := graph.Build(w.Facts)
	expect(t, "3,600 findings", asked(t, small, g)[MaxFindings:], "gap at 1:17 the rule r found 2600 more than the 1000 that are shown")
	slow := strings.NewReplacer(`"opens"`, `"opens (<opens|opens)*"`, "where    = true",
		"where = anytrue([for x in b.names : "+strings.Repeat(`regex("(a|b)*c", x) || `, 90)+"false])").Replace(small)
	first, again := asked(t, slow, g), asked(t, slow, g)
	if fmt.Sprint(first) != fmt.Sprint(again) || !strings.Contains(first[len(first)-1], "was stopped after 50000000 steps") {
		t.Errorf("%.300q", first)
	}
}

// TestScannedTextInAMessage: a name that is a template or a terminal's order is
// text, and a long one is cut.
func TestScannedTextInAMessage(t *testing.T) {
	w := newWorld()
	name := "${a.name}%{for}\x1b[31m" + strings.Repeat("long", 1000)
	w.link(w.node(graph.Slot, "s", name), graph.Opens, w.node(graph.Store, "s", "d"), graph.Full)
	got := asked(t, strings.Replace(small, `"m"`, `"<${a.name}${a.name}${a.name}>"`, 1), graph.Build(w.Facts))
	if len(got) != 1 || !strings.Contains(got[0], "<${a.name}%{for}") || len(got[0]) > 10000 {
		t.Errorf("%.200q", got)
	}
	rs, _ := compiled(t, small)
	if f := rules.Check(graph.Build(newWorld().Facts), ready(rs, nil)); len(f) != 0 {
		t.Error(f)
	}
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		glob, name string
		want       bool
	}{
		{"a*", "abc", true}, {"*c", "abc", true}, {"a*c", "ac", true}, {"a*a", "a", false}, {"*b*", "abc", true},
		{"*", "", true}, {"a", "ab", false}, {"a*b*c", "a/b/c", true}, {"a*b*c", "acb", false}, {"*bb*b", "abb", false},
	} {
		if covers(c.glob, c.name) != c.want {
			t.Errorf("%s on %s", c.glob, c.name)
		}
	}
}

func FuzzCompile(f *testing.F) {
	f.Add(`a.below && contains(b.tiers, "production")`, "opens contains*")
	f.Fuzz(func(t *testing.T, where, path string) {
		text := strings.NewReplacer("where    = true", "where = "+where, `"opens"`, fmt.Sprintf("%q", path)).Replace(small)
		if Bounded([]byte(text)) == nil && !strings.ContainsAny(where, "\n{}") {
			if sources, err := parsed(text); err == nil {
				Compile(sources)
			}
		}
	})
}
