// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A fileName is the last segment of a path, taken apart.
type fileName struct {
	base   string // as written
	stem   string // without the endings that say what it is
	ending string // lower case, "" for none
	toks   []token
}

// opened takes a name apart; it fails for code, prose and pictures.
func opened(dir, base string) (stem, ending string, ok bool) {
	stem = base
	if strings.HasPrefix(base, ".dev.vars.") { // wrangler reads .dev.vars.staging for the environment staging
		stem = base[len(".dev."):]
	}
	for {
		i := strings.LastIndexByte(stem, '.')
		if i <= 0 || !in(wrappers, lowerASCII(stem[i+1:])) {
			break
		}
		stem = stem[:i]
	}
	stem = strings.TrimSuffix(stem, "~")
	i := strings.LastIndexByte(stem, '.')
	if i <= 0 {
		return stem, "", true
	}
	ending = lowerASCII(stem[i+1:])
	switch {
	case in(configEndings, ending):
		return stem[:i], ending, true
	case ending == "rb" && (dir == "config/deploy" || strings.HasSuffix(dir, "/config/deploy")): // a stage of Capistrano's
		return stem[:i], ending, true
	}
	return stem, "", qualifies(stem[:i], stem[i+1:])
}

// qualifies reports whether what follows the last dot is no ending but a word of
// the name: .env.staging, secrets.production, Procfile.prod.
func qualifies(rest, ending string) bool {
	if rest == "" || rest[0] == '.' {
		return true
	}
	var buf [8]token
	_, found := titleOf(tokenise(buf[:0], ending))
	return found
}

// judge says what the file's own name says; dir is the folder that it lies in.
func (f *fileName) judge(dir folder) (Decision, bool) {
	if len(f.toks) == 0 {
		return Decision{}, false
	}
	if lowerASCII(f.base) == ".dev.vars" { // read by `wrangler dev` only
		return Decision{"dev", graph.Development, graph.Named, "the file .dev.vars"}, true
	}
	first, last := f.toks[0].text, f.toks[len(f.toks)-1].text
	if in(buildForms, first) {
		return Decision{}, false
	}
	var buf [most]match
	all, ok := matches(buf[:0], f.toks)
	if !ok || len(all) == 0 {
		return Decision{}, false
	}
	form := f.form(first, last)
	var best match
	basis, heard := graph.Guessed, false
	for _, m := range all {
		b, ok := f.hear(m, form, dir)
		if !ok {
			continue
		}
		if heard && m.tier != best.tier {
			return Decision{}, false
		}
		if !heard || b > basis {
			best, basis = m, b
		}
		heard = true
	}
	if !heard {
		return Decision{}, false
	}
	name := best.text(f.stem, f.toks)
	if basis == graph.Named {
		name = f.qualifier(best)
	}
	return Decision{Name: name, Tier: best.tier, Basis: basis, Why: "the file's name " + f.base}, true
}

type form uint8

const (
	noForm form = iota
	configForm
	dottedForm
	toolForm
)

func (f *fileName) form(first, last string) form {
	switch {
	case in(toolForms, first) || first == "docker" && len(f.toks) > 1 && f.toks[1].text == "compose" || in(endingForms, f.ending) || in(endingForms, last) && last != "env":
		return toolForm
	case in(dottedForms, first):
		return dottedForm
	case in(configForms, first) || in(configForms, last):
		return configForm
	}
	return noForm
}

// hear says how surely a word in the file's name is its environment.
func (f *fileName) hear(m match, form form, dir folder) (graph.Basis, bool) {
	switch {
	case m.weight == titled:
		return 0, false
	case f.overrides(m): // .env.local goes with any environment
		return 0, false
	case in(scriptEndings, f.ending): // acts on an environment, and is not its configuration
		return graph.Guessed, m.weight == plain || m.weight == common && m.from > 0 && m.last(f.toks)
	case f.ending == "tf": // all of a folder's are read together, prod.tf beside staging.tf
		return graph.Guessed, m.weight == plain || m.weight == common && m.last(f.toks)
	case dir.workflows:
		return graph.Guessed, m.weight == plain || m.weight == common && len(f.toks) > 1 && m.last(f.toks)
	}
	dotted, alone := f.dotted(m), f.alone(m)
	bare := m.whole(f.toks)
	switch {
	case bare && form == noForm:
		switch {
		case m.weight == plain, dir.holds, m.weight == common && dir.config:
			return graph.Named, true
		}
		return graph.Guessed, m.weight == common && f.ending != ""
	case form == dottedForm:
		if dotted {
			return graph.Named, true
		}
	case alone && form != noForm && (m.weight != loose || m.from > 0 || form == toolForm):
		return graph.Named, true
	case dotted && form != noForm && m.from > 0:
		return graph.Named, true
	case form == toolForm && (m.weight == plain || m.weight == common && m.last(f.toks)):
		return graph.Named, true
	}
	return graph.Guessed, m.weight == plain || m.weight == common && m.from > 0 && m.last(f.toks)
}

// overrides knows `local` behind .env: it goes on top of any environment.
func (f *fileName) overrides(m match) bool {
	return f.toks[m.from].text == "local" && f.toks[0].text == "env"
}

// alone reports whether nothing but words of configuration stands beside m.
func (f *fileName) alone(m match) bool {
	for i, t := range f.toks {
		if i >= m.from && i < m.to || t.fills() || in(toolForms, t.text) || in(configForms, t.text) || in(endingForms, t.text) {
			continue
		}
		return false
	}
	return true
}

// dotted reports whether m, with its regions, is all that stands between two
// dots: .env.db.staging, docker-compose.prod.monitoring.yml.
func (f *fileName) dotted(m match) bool {
	i, j := f.stretch(m)
	left := i == 0 || f.stem[f.toks[i].start-1] == '.'
	right := j == len(f.toks) || f.stem[f.toks[j].start-1] == '.'
	return left && right
}

// stretch widens m over the regions and numbers beside it.
func (f *fileName) stretch(m match) (from, to int) {
	from, to = m.from, m.to
	for from > 0 && f.toks[from-1].divides() {
		from--
	}
	for to < len(f.toks) && f.toks[to].divides() {
		to++
	}
	return from, to
}

// qualifier is the environment's name as written: prod-eu in values-prod-eu.yaml.
func (f *fileName) qualifier(m match) string {
	i, j := f.stretch(m)
	return f.stem[f.toks[i].start:f.toks[j-1].end]
}
