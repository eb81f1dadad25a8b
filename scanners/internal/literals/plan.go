// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/zricethezav/gitleaks/v8/config"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

// A plan is a configuration, ready to run. It does not change.
type plan struct {
	rules      []*rule // sorted by name, so that results have an order
	byName     map[string]*rule
	allowlists []*allowlist
	excluded   *pathSet // what these say of paths alone

	set      *multipattern.Set // the rules' expressions and keywords
	keywords []string
	foreign  bool // a keyword is not ASCII

	mu   sync.Mutex
	idle []*search
}

// A rule is one of gitleaks'. Its expressions are compiled when they are needed.
type rule struct {
	name     string // gitleaks' id
	id       string // fit for a report
	pattern  int    // in the plan's set; below zero for none
	group    int    // of the secret; 0 for the first
	entropy  float64
	path     *lazily.Regexp
	words    []int // keywords of the plan
	always   bool  // it has none
	generic  bool
	hidden   bool // found for other rules only
	required []required

	allowlists []*allowlist
}

// A required is a rule whose finding must stand near.
type required struct{ *config.Required }

func (q required) near(w *window, a, b finding) bool {
	distance := func(x, y int) int { return max(x-y, y-x) }
	if q.WithinLines != nil && distance(a.line, b.line) > *q.WithinLines {
		return false
	}
	return q.WithinColumns == nil || distance(a.from-w.before(a.from), b.from-w.before(b.from)) <= *q.WithinColumns
}

// search is a worker's tools, kept for the next file.
func (p *plan) search(file string) *search {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.idle); n > 0 {
		s := p.idle[n-1]
		p.idle, s.file = p.idle[:n-1], file
		return s
	}
	return &search{plan: p, file: file, matcher: p.set.Matcher()}
}

func (p *plan) done(s *search) {
	s.matcher.Forget()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, s)
}

func newPlan(cfg config.Config) *plan {
	p := &plan{byName: map[string]*rule{}, allowlists: allowlistsOf(cfg.Allowlists)}
	p.excluded = newPathSet(p.allowlists)
	ids := slices.Sorted(maps.Keys(cfg.Rules))
	known := map[string]int{}
	var patterns []multipattern.Pattern
	for _, id := range ids {
		c := cfg.Rules[id]
		r := &rule{name: id, id: printable(id), pattern: -1, group: c.SecretGroup, entropy: c.Entropy, always: len(c.Keywords) == 0,
			generic: strings.Contains(strings.ToLower(id), "generic"), hidden: c.SkipReport, allowlists: allowlistsOf(c.Allowlists)}
		if c.Regex != nil {
			r.pattern = len(patterns)
			patterns = append(patterns, multipattern.Pattern{Text: c.Regex.String()})
		}
		if c.Path != nil {
			r.path = lazily.Compile(c.Path.String())
		}
		for _, q := range c.RequiredRules {
			r.required = append(r.required, required{q})
		}
		for _, k := range c.Keywords {
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
		p.byName[id] = r
		p.rules = append(p.rules, r)
	}
	p.set = multipattern.New(patterns, p.keywords)
	return p
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
