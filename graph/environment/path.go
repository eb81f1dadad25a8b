// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// OfPath reads a path relative to the scanned folder; ok is false where it says
// nothing. It sees no other path: [Decide] does, and can tell an environment
// called test from an application of that name.
func OfPath(path string) (d Decision, ok bool) { return (*surroundings)(nil).judge(path) }

// A folder is what a segment's place says about it.
type folder struct {
	holds     bool // its children are environments
	config    bool // its children are configuration
	workflows bool // GitHub's
}

// judge reads a path. The surest segment wins, the deepest of equally sure ones.
func (s *surroundings) judge(path string) (best Decision, ok bool) {
	path = strings.TrimPrefix(path, "./")
	cut := strings.LastIndexByte(path, '/')
	if s.silent(path, cut) || len(path) > 4096 {
		return Decision{}, false
	}
	var shared Decision
	take := func(d Decision, found bool) {
		switch {
		case !found:
		case d.Tier == graph.Shared:
			if shared.Name == "" {
				shared = d
			}
		case !ok || d.Basis > best.Basis:
			best, ok = d, true
		}
	}
	dir, base := cutLast(path)
	if stem, ending, ok := opened(dir, base); ok {
		var buf [16]token
		f := fileName{base, stem, ending, tokenise(buf[:0], stem)}
		take(f.judge(s.folder(dir)))
	}
	for end := cut; end > 0 && !(ok && best.Basis >= graph.Named); end = strings.LastIndexByte(path[:end], '/') {
		take(s.segment(path[:end]))
	}
	if !ok && shared.Name != "" {
		return shared, true
	}
	return best, ok
}

// segment says what the last folder of a path says.
func (s *surroundings) segment(dir string) (Decision, bool) {
	above, name := cutLast(dir)
	var buf [16]token
	toks := tokenise(buf[:0], name)
	var found [most]match
	all, ok := matches(found[:0], toks)
	if !ok || len(all) == 0 {
		return Decision{}, false
	}
	place := s.folder(above)
	if len(all) == 1 && all[0].whole(toks) {
		m := all[0]
		switch {
		case place.workflows, s.mixed(dir, m.tier):
			return Decision{}, false
		case m.weight == plain && !inCode(above), m.weight != titled && (place.holds || s.among(above, m)), m.weight <= common && place.config:
			return Decision{trim(name, toks), m.tier, graph.Named, "the folder " + name}, true
		}
		return Decision{}, false
	}
	kept := all[:0]
	for _, m := range all {
		if m.weight == plain || m.weight == common && m.from > 0 && m.last(toks) {
			kept = append(kept, m)
		}
	}
	m, ok := agree(kept)
	if !ok || inCode(above) || s.varied(dir) {
		return Decision{}, false
	}
	word := m.text(name, toks)
	return Decision{word, m.tier, graph.Guessed, "the word " + word + " in the folder " + name}, true
}

// inCode reports whether a folder lies in a program's text.
func inCode(dir string) bool {
	for dir != "" {
		above, name := cutLast(dir)
		if in(codeFolders, lowerASCII(name)) {
			return true
		}
		dir = above
	}
	return false
}

// trim is a segment without the marks around it.
func trim(name string, toks []token) string { return name[toks[0].start:toks[len(toks)-1].end] }

// cutLast splits a path before its last segment.
func cutLast(path string) (above, name string) {
	i := strings.LastIndexByte(path, '/')
	return path[:max(i, 0)], path[i+1:]
}

// folder says what a folder's name and children say about what lies in it.
// Folders that only divide, such as regions, are looked through.
func (s *surroundings) folder(dir string) folder {
	direct := dir
	for dir != "" {
		above, name := cutLast(dir)
		if !divides(name) {
			name = lowerASCII(name)
			if name == "workflows" && strings.HasSuffix(above, ".github") {
				return folder{workflows: true}
			}
			return folder{holds: in(containers, name) && s.holdsEnvironments(direct), config: in(configFolders, name)}
		}
		dir = above
	}
	return folder{}
}

func divides(name string) bool {
	var buf [8]token
	toks := tokenise(buf[:0], name)
	for _, t := range toks {
		if !t.divides() {
			return false
		}
	}
	return true
}

// silent reports whether a path is an example, prose, or lies in a folder that
// is no part of the running system.
func (s *surroundings) silent(path string, cut int) bool {
	if isExample(path[cut+1:]) {
		return true
	}
	for start := 0; start <= cut; {
		end := start + strings.IndexByte(path[start:], '/')
		if in(silentFolders, lowerASCII(path[start:end])) && !s.named(path[:end]) {
			return true
		}
		start = end + 1
	}
	return false
}

// named reports whether a folder is an environment after all: environments/test.
func (s *surroundings) named(dir string) bool {
	d, ok := s.segment(dir)
	return ok && d.Basis == graph.Named
}

// isExample knows .env.example, settings.sample.json, app.env.dist, README.md.
func isExample(base string) bool {
	i := strings.LastIndexByte(base, '.')
	if i >= 0 {
		switch ending := lowerASCII(base[i+1:]); {
		case in(proseEndings, ending):
			return true
		case i > 0 && (ending == "template" || ending == "dist"):
			return true
		}
	}
	var buf [16]token
	toks := tokenise(buf[:0], base)
	for _, t := range toks {
		if len(toks) > 1 && (t.text == "example" || t.text == "sample") {
			return true
		}
	}
	return len(toks) > 0 && toks[0].text == "readme"
}
