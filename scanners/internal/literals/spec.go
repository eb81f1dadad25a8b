// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"maps"
	"slices"
	"strings"

	"github.com/zricethezav/gitleaks/v8/config"
	"github.com/zricethezav/gitleaks/v8/regexp"

	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

// A ruleSpec is what a configuration says of a rule, as data: the default ones
// stand in a table that a test writes, with their expressions taken apart, since
// reading gitleaks' file and compiling what it holds takes a tenth of a second.
type ruleSpec struct {
	name     string // gitleaks' id
	content  multipattern.Pattern
	path     string
	keywords []string
	group    int // of the secret; 0 for the first
	entropy  float64
	hidden   bool // found for other rules only
	required []required
	allow    []allowSpec
}

// An allowSpec is what a configuration says of an allowlist.
type allowSpec struct {
	all       bool // all of its parts must agree; else one suffices
	commits   bool // it has commits among them
	commitIDs []string
	target    string // of regexes: "match", "line", or the secret
	paths     []multipattern.Pattern
	regexes   []string
	stopWords []string // lower case
}

// A required is a rule whose finding must stand near; nil for anywhere in the
// window.
type required struct {
	name           string
	lines, columns *int
}

func (q required) near(w *window, a, b finding) bool {
	distance := func(x, y int) int { return max(x-y, y-x) }
	if q.lines != nil && distance(a.line, b.line) > *q.lines {
		return false
	}
	return q.columns == nil || distance(a.from-w.before(a.from), b.from-w.before(b.from)) <= *q.columns
}

// specsOf turns a configuration into data, sorted by name.
func specsOf(cfg config.Config) (rules []ruleSpec, allow []allowSpec) {
	for _, id := range slices.Sorted(maps.Keys(cfg.Rules)) {
		c := cfg.Rules[id]
		r := ruleSpec{name: id, keywords: c.Keywords, group: c.SecretGroup, entropy: c.Entropy, hidden: c.SkipReport, allow: allowSpecs(c.Allowlists)}
		if c.Regex != nil {
			r.content.Text = c.Regex.String()
		}
		if c.Path != nil {
			r.path = c.Path.String()
		}
		for _, q := range c.RequiredRules {
			r.required = append(r.required, required{q.RuleID, q.WithinLines, q.WithinColumns})
		}
		rules = append(rules, r)
	}
	return rules, allowSpecs(cfg.Allowlists)
}

func allowSpecs(lists []*config.Allowlist) (all []allowSpec) {
	for _, c := range lists {
		a := allowSpec{all: c.MatchCondition == config.AllowlistMatchAnd, commits: len(c.Commits) > 0, commitIDs: lowered(c.Commits), target: c.RegexTarget, regexes: textsOf(c.Regexes)}
		for _, w := range c.StopWords {
			a.stopWords = append(a.stopWords, strings.ToLower(w))
		}
		slices.Sort(a.stopWords) // gitleaks has them in the order of a map
		for _, t := range textsOf(c.Paths) {
			a.paths = append(a.paths, multipattern.Pattern{Text: t})
		}
		all = append(all, a)
	}
	return all
}

func lowered(names []string) (low []string) {
	for _, n := range names {
		low = append(low, strings.ToLower(n))
	}
	return low
}

func textsOf(expressions []*regexp.Regexp) (texts []string) {
	for _, e := range expressions {
		texts = append(texts, e.String())
	}
	return texts
}
