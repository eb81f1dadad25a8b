// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/multipattern"
)

// An allowlist says what gitleaks leaves out.
type allowlist struct {
	*allowSpec
	path    *lazily.Regexp // one of paths
	regex   *lazily.Regexp // one of regexes
	stopSet func() *multipattern.Set
}

func allowlistsOf(specs []allowSpec) (all []*allowlist) {
	for i := range specs {
		a := &allowlist{allowSpec: &specs[i], regex: anyOf(specs[i].regexes)}
		var paths []string
		for _, p := range a.paths {
			paths = append(paths, p.Text)
		}
		a.path = anyOf(paths)
		a.stopSet = sync.OnceValue(func() *multipattern.Set { return multipattern.New(nil, a.stopWords) })
		all = append(all, a)
	}
	return all
}

// anyOf is the expression that matches where one of several does; nil for none.
func anyOf(texts []string) *lazily.Regexp {
	if len(texts) == 0 {
		return nil
	}
	return lazily.Compile("(?:" + strings.Join(texts, "|") + ")")
}

// matches reports whether an expression of the list matches; on nothing none does.
func (a *allowlist) matches(target []byte) bool {
	return a.regex != nil && len(target) > 0 && a.regex.Match(target)
}

// stops reports whether a secret contains a stop word.
func (a *allowlist) stops(secret []byte) bool {
	if len(a.stopWords) == 0 {
		return false
	}
	found, lowered := a.stopSet().AnyWord(secret)
	if found || !lowered && ascii(string(secret)) {
		return found
	}
	low := bytes.ToLower(secret)
	for _, w := range a.stopWords {
		if bytes.Contains(low, []byte(w)) {
			return true
		}
	}
	return false
}

// pathAllowed asks what can be decided by path alone. A list that wants several
// things at once is asked again when there is a finding.
func pathAllowed(lists []*allowlist, file string) bool {
	for _, a := range lists {
		if a.path != nil && a.byPath() && a.path.MatchString(file) {
			return true
		}
	}
	return false
}

func (a *allowlist) byPath() bool {
	return !a.all || !a.commits && len(a.regexes) == 0 && len(a.stopWords) == 0
}

// A pathSet is what allowlists say of paths alone, asked at once: of every file
// and folder of a tree.
type pathSet struct {
	set  *multipattern.Set
	n    int
	mu   sync.Mutex
	idle []*multipattern.Matcher
}

func newPathSet(lists []*allowlist) *pathSet {
	p := &pathSet{}
	var patterns []multipattern.Pattern
	for _, a := range lists {
		if a.byPath() {
			patterns = append(patterns, a.paths...)
		}
	}
	p.set, p.n = multipattern.New(patterns, nil), len(patterns)
	return p
}

func (p *pathSet) allows(path string) bool {
	m := p.matcher()
	defer p.done(m)
	m.Scan([]byte(path))
	for i := range p.n {
		if m.Match(i) {
			return true
		}
	}
	return false
}

func (p *pathSet) matcher() *multipattern.Matcher {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.idle); n > 0 {
		m := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return m
	}
	return p.set.Matcher()
}

func (p *pathSet) done(m *multipattern.Matcher) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, m)
}
