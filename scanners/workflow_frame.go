// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/expression"
)

// A use is a secret or variable that an evaluation read, under the name that it
// has in the repository, however a caller renamed it.
type use struct {
	kind  string // github_secret, github_variable, github_caller_secret
	name  string
	inner string // the name under which the reusable workflow reads it
	why   graph.Evidence
}

// A value is what a scalar may come to, and what it read on the way.
type value struct {
	results []expression.Result
	uses    []use
	why     graph.Evidence // of what a caller hands in
}

// known are the texts that the value may come to.
func (v value) known() (texts []string) {
	for _, r := range v.results {
		if r.Kind >= expression.Text && r.Text != "" {
			texts = append(texts, r.Text)
		}
	}
	return texts
}

// secrets are the uses that are secrets.
func (v value) secrets() (names []use) {
	for _, u := range v.uses {
		if u.kind != "github_variable" {
			names = append(names, u)
		}
	}
	return names
}

// A frame is a workflow with what its caller hands in.
type frame struct {
	*flows
	*flow
	start      *flow // the workflow whose triggers began the run
	fixed      world // what the caller's world fixes: ref, event
	via        string
	depth      int
	onlyCalled bool             // nobody in the tree calls it: inputs and secrets are a stranger's
	inputs     map[string]value // as the caller gave them; nil for a workflow that its own triggers start
	handed     map[string]value // `secrets:` of the caller
	inherit    bool             // `secrets: inherit`
	identity   bool             // the caller may ask for an OIDC token
	gate       *graph.Evidence  // a person approves before the caller's job
}

func (fr *frame) isCalled() bool { return fr.inputs != nil }

// A scene is one job in one world.
type scene struct {
	*frame
	job     string
	world   world
	envs    []envBlock // the outermost first
	within  int        // of env blocks being evaluated, so that they cannot refer to themselves for ever
	action  map[string]value
	inside  bool // of a composite action: no secrets context, inputs are the action's
	section graph.ID
	title   string // the section's name
	env     string // the declared environment; "" for none
	unclear bool   // an environment is declared and nobody knows which
}

// An envBlock is an `env:` with the scene that its expressions belong to.
type envBlock struct {
	node  *doc.Node
	in    *scene
	known map[*doc.Node]value // what was evaluated already
}

func (s *scene) block(n *doc.Node) envBlock { return envBlock{n, s, map[*doc.Node]value{}} }

// value is what an entry of the block comes to.
func (b envBlock) value(n *doc.Node, within int) value {
	if v, ok := b.known[n]; ok {
		return v
	}
	in := *b.in
	in.within = within
	v := in.value(n)
	if within == 0 { // inside a circle of variables it depends on where one enters
		b.known[n] = v
	}
	return v
}

// value evaluates a scalar.
func (s *scene) value(n *doc.Node) value { return s.evaluate(n, s.template(n)) }

// met reports whether a condition may be met.
func (s *scene) met(n *doc.Node) bool {
	if n == nil {
		return true
	}
	for _, r := range s.evaluate(n, expression.ParseCondition(n.Value())).results {
		if !r.Falsy() {
			return true
		}
	}
	return false
}

func (s *scene) evaluate(n *doc.Node, t expression.Template) (v value) {
	if n == nil {
		return value{}
	}
	v.results = t.Evaluate(func(path []string, offset int) []expression.Result {
		got := s.look(path, func(says string) graph.Evidence {
			line, column := s.place(n, offset)
			return s.file.Read(line, column, says)
		})
		for _, u := range got.uses {
			if !slices.ContainsFunc(v.uses, func(o use) bool { return o.kind == u.kind && o.name == u.name }) {
				v.uses = append(v.uses, u)
			}
		}
		return got.results
	})
	return v
}

var something = []expression.Result{{Kind: expression.Other}}

// look answers what a property of a context may come to in this world.
func (s *scene) look(path []string, at func(says string) graph.Evidence) value {
	name := ""
	if len(path) > 1 {
		name = path[1]
	}
	switch path[0] {
	case "secrets":
		if s.inside || name == "" {
			return value{}
		}
		return s.secret(strings.ToUpper(name), at)
	case "vars":
		if name == "" {
			return value{}
		}
		return value{uses: []use{{"github_variable", name, name, at("variable " + name)}}}
	case "inputs":
		return s.input(name)
	case "matrix":
		if r, ok := s.world[strings.Join(path, ".")]; ok {
			return value{results: []expression.Result{r}}
		}
	case "env":
		return s.variable(name)
	case "github":
		return s.github(path)
	}
	return value{}
}

// secret resolves a name to the repository's own, through the caller's map.
func (s *scene) secret(name string, at func(string) graph.Evidence) value {
	if name == "GITHUB_TOKEN" {
		return value{results: something}
	}
	u := use{"github_secret", name, name, at("reads the secret " + name)}
	switch {
	case s.isCalled() && !s.inherit:
		if v, ok := s.handed[name]; ok {
			for i := range v.uses {
				v.uses = slices.Clone(v.uses)
				v.uses[i].inner = name
				v.uses[i].why = at("reads the secret " + v.uses[i].name + ", handed in by " + s.via)
			}
			return value{results: something, uses: v.uses}
		}
		if s.env == "" && !s.unclear {
			return value{results: []expression.Result{{Kind: expression.Text}}} // not handed in: empty
		}
	case s.onlyCalled:
		u.kind = "github_caller_secret"
	}
	return value{results: something, uses: []use{u}}
}

func (s *scene) input(name string) value {
	if s.inside {
		return s.action[strings.ToLower(name)]
	}
	if r, ok := s.world["inputs."+strings.ToLower(name)]; ok {
		v := s.inputs[strings.ToLower(name)]
		return value{results: []expression.Result{r}, uses: v.uses}
	}
	return s.inputs[strings.ToLower(name)]
}

func (s *scene) variable(name string) value {
	if s.within == 0 {
		s.lookups = 0
	}
	if s.lookups++; s.within > 8 || s.lookups > 200 {
		return value{} // variables that refer to each other without end
	}
	s.within++
	defer func() { s.within-- }()
	for i := len(s.envs) - 1; i >= 0; i-- {
		if n := s.envs[i].node.Get(name); n != nil && !s.evaluating[n] {
			s.evaluating[n] = true
			defer delete(s.evaluating, n)
			return s.envs[i].value(n, s.within)
		}
	}
	return value{}
}

func (s *scene) github(path []string) value {
	property := strings.Join(path[1:], ".")
	switch property {
	case "token":
		return value{results: something}
	case "ref", "ref_name":
		r, ok := s.world["ref"]
		switch {
		case !ok:
			return value{}
		case r.Kind == expression.Text && property == "ref" && !strings.HasPrefix(r.Text, "refs/"):
			r.Text = "refs/heads/" + r.Text
		}
		return value{results: []expression.Result{r}}
	case "event_name":
		if r, ok := s.world["event"]; ok {
			return value{results: []expression.Result{r}}
		}
	}
	if len(path) == 4 && path[1] == "event" && path[2] == "inputs" && !s.inside {
		return s.input(path[3])
	}
	return value{}
}
