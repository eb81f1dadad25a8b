// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

// A plan is a configuration, ready to run. It does not change.
type plan struct {
	rules      []*rule // sorted by name, so that results have an order
	byName     map[string]*rule
	allowlists []*allowlist
	excluded   *pathSet // what these say of paths alone

	marks    []mark
	set      *multipattern.Set // the expressions of rules and marks, and keywords
	keywords []string
	foreign  bool // a keyword is not ASCII
	byCommit bool // an allowlist names commits

	mu   sync.Mutex
	idle []*search
}

// A rule is one of gitleaks'. Its expressions are compiled when they are needed.
type rule struct {
	*ruleSpec
	id         string // fit for a report
	pattern    int    // in the plan's set; below zero for none
	paths      *lazily.Regexp
	words      []int // keywords of the plan
	always     bool  // it has none
	generic    bool
	allowlists []*allowlist
}

// search is a worker's tools, kept for the next file.
func (p *plan) search(file string) *search {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.idle); n > 0 {
		s := p.idle[n-1]
		p.idle, s.file, s.commit = p.idle[:n-1], file, ""
		return s
	}
	return &search{plan: p, file: file, matcher: p.set.Matcher(), lines: map[lineAsked]bool{}}
}

func (p *plan) done(s *search) {
	s.matcher.Forget()
	clear(s.lines)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, s)
}

// newPlan makes a plan of rules, which come sorted, and marks.
func newPlan(specs []ruleSpec, lists []allowSpec, marks ...Mark) *plan {
	p := &plan{byName: map[string]*rule{}, allowlists: allowlistsOf(lists)}
	p.excluded = newPathSet(p.allowlists)
	p.byCommit = namesCommits(lists)
	known := map[string]int{}
	var patterns []multipattern.Pattern
	for i := range specs {
		c := &specs[i]
		r := &rule{ruleSpec: c, id: printable(c.name), pattern: -1, always: len(c.keywords) == 0,
			generic: strings.Contains(strings.ToLower(c.name), "generic"), allowlists: allowlistsOf(c.allow)}
		if c.content.Text != "" {
			r.pattern = len(patterns)
			patterns = append(patterns, c.content)
		}
		if c.path != "" {
			r.paths = lazily.Compile(c.path)
		}
		for _, k := range c.keywords {
			if k = strings.ToLower(k); k == "" { // gitleaks finds no empty keyword either
				continue
			}
			n, ok := known[k]
			if !ok {
				n = len(p.keywords)
				known[k] = n
				p.keywords = append(p.keywords, k)
				p.foreign = p.foreign || !ascii(k)
			}
			r.words = append(r.words, n)
		}
		p.byCommit = p.byCommit || namesCommits(c.allow)
		p.byName[c.name] = r
		p.rules = append(p.rules, r)
	}
	p.marks, patterns = marksOf(marks, patterns)
	p.set = multipattern.New(patterns, p.keywords)
	return p
}

// local is asked once a run.
func (p *plan) local() bool {
	for _, r := range p.rules {
		if own := defaults().byName[r.name]; r.pattern < 0 || own != nil && own.content.Text == r.content.Text {
			continue
		}
		if tree, err := syntax.Parse(r.content.Text, syntax.Perl); err != nil || asksForEnds(tree) {
			return false
		}
	}
	return true
}

func asksForEnds(re *syntax.Regexp) bool {
	return re.Op == syntax.OpBeginText || re.Op == syntax.OpEndText || slices.ContainsFunc(re.Sub, asksForEnds)
}

func namesCommits(lists []allowSpec) bool {
	return slices.ContainsFunc(lists, func(a allowSpec) bool { return a.commits })
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var ruleID = lazily.Compile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$`)

// printable is the id of a rule, which may be the text of a stranger.
func printable(id string) string {
	if ruleID.MatchString(id) {
		return id
	}
	return "custom-rule"
}
