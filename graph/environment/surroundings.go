// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"math/bits"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// surroundings is what all paths of a tree together say about its folders. None
// at all (nil) is a tree of which only one path is known: folders are then what
// their names promise.
type surroundings struct {
	dirs map[string]*company
}

// A company is what lies in one folder.
type company struct {
	direct tiers // named by a child's whole name
	any    tiers // named by anything below, also inside longer names
	words  int   // folders directly inside whose whole name is a word
	others int   // folders directly inside that are not
	plain  tiers // named by folders directly inside with an unmistakable word
	firm   tiers // the same, and with words that mean other things too
	same   tiers // named by folders directly inside
}

// tiers is a set.
type tiers uint8

func tierSet(t graph.Tier) tiers {
	switch t {
	case graph.Production:
		return 1
	case graph.Staging:
		return 2
	case graph.Development:
		return 4
	case graph.Test:
		return 8
	case graph.Preview:
		return 16
	}
	return 0 // shared says nothing against another
}

const production tiers = 1

func (t tiers) len() int { return bits.OnesCount8(uint8(t)) }

// survey reads all paths once.
func survey(paths []string) *surroundings {
	s := &surroundings{dirs: map[string]*company{"": {}}}
	files := map[string]struct{}{}
	for _, p := range paths {
		p = strings.TrimPrefix(p, "./")
		if _, again := files[p]; again {
			continue
		}
		files[p] = struct{}{}
		start := 0
		for {
			i := strings.IndexByte(p[start:], '/')
			if i < 0 {
				break
			}
			s.addFolder(p[:start+i])
			start += i + 1
		}
		s.addFile(p)
	}
	return s
}

func (s *surroundings) addFolder(dir string) {
	if s.dirs[dir] != nil {
		return
	}
	s.dirs[dir] = &company{}
	above, name := cutLast(dir)
	c := s.dirs[above]
	var buf [16]token
	toks := tokenise(buf[:0], name)
	var found [most]match
	all, _ := matches(found[:0], toks)
	if len(all) == 1 && all[0].whole(toks) && all[0].weight != titled {
		m := all[0]
		c.words++
		c.same |= tierSet(m.tier)
		if m.weight != loose {
			c.direct |= tierSet(m.tier)
			c.firm |= tierSet(m.tier)
			s.spread(above, tierSet(m.tier))
		}
		if m.weight == plain {
			c.plain |= tierSet(m.tier)
		}
		return
	}
	if !in(structural, lowerASCII(name)) {
		c.others++
	}
	for _, m := range all {
		if m.weight == plain || m.weight == common && m.last(toks) {
			s.spread(above, tierSet(m.tier))
		}
	}
}

func (s *surroundings) addFile(p string) {
	above, name := cutLast(p)
	stem, ending, ok := opened(above, name)
	if !ok || isExample(name) {
		return
	}
	var buf [16]token
	f := fileName{name, stem, ending, tokenise(buf[:0], stem)}
	d, ok := f.judge(folder{})
	if !ok {
		return
	}
	if d.Basis == graph.Named {
		s.dirs[above].direct |= tierSet(d.Tier)
	}
	s.spread(above, tierSet(d.Tier))
}

// spread tells all folders above of a tier.
func (s *surroundings) spread(dir string, t tiers) {
	for {
		s.dirs[dir].any |= t
		if dir == "" {
			return
		}
		dir, _ = cutLast(dir)
	}
}

func (s *surroundings) of(dir string) company {
	if s == nil || s.dirs[dir] == nil {
		return company{}
	}
	return *s.dirs[dir]
}

// mixed reports whether a folder named after a tier says nothing, because its
// children name several. Children below production do not speak against a folder
// below production: nonprod/{dev,qa}.
func (s *surroundings) mixed(dir string, t graph.Tier) bool {
	c := s.of(dir).direct
	return c.len() > 1 && (c&production != 0 || t == graph.Production)
}

// varied reports whether several tiers are named below a folder: then a word
// inside its longer name is not about them (live.cluster.example/team-dev).
func (s *surroundings) varied(dir string) bool { return s.of(dir).any.len() > 1 }

// among reports whether a folder of that name is an environment by the company
// it is in: dev beside production; test beside dev and production.
func (s *surroundings) among(above string, m match) bool {
	c := s.of(above)
	own := tierSet(m.tier)
	switch m.weight {
	case plain:
		return (c.firm &^ own).len() > 0
	case common:
		return (c.plain&^own).len() > 0 || (c.same&^own).len() > 1 || c.words > 1 && c.others == 0
	case loose:
		return (c.firm &^ own).len() > 1
	}
	return false
}

// holdsEnvironments reports whether the folders in a container are environments.
// In some they are applications, and one of these may be called test.
func (s *surroundings) holdsEnvironments(dir string) bool {
	if s == nil {
		return true
	}
	c := s.of(dir)
	return c.others == 0 || c.words > c.others || c.same.len() > 1 && c.words*3 >= c.words+c.others
}
