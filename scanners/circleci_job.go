// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// maxCommands is how deep commands of the configuration may use each other.
const maxCommands = 10

// A circleJob is one use of one job.
type circleJob struct {
	*circle
	circleUse
	section graph.ID
	fixed   map[string]bool // variables that the file gives a value
	slots   map[string]graph.ID
	named   []hint
	deploys *graph.Evidence
	steps   int
}

func (c *circle) job(flow string, u circleUse) {
	node := c.root.Get("jobs", u.name)
	j := &circleJob{circle: c, circleUse: u, fixed: map[string]bool{}, slots: map[string]graph.ID{}}
	j.section = c.file.Section(c.out, "job", tidy(u.title), u.line, u.column)
	given := defaults(node, u.given)
	executor := c.root.Get("executors", node.Get("executor").Word())
	if n := node.Get("executor"); n != nil && n.Kind == doc.Map {
		executor = c.root.Get("executors", n.Get("name").Word())
	}
	j.environment(executor.Get("environment"), given)
	j.environment(node.Get("environment"), given)
	j.settings(u.entry, given)
	for _, steps := range []*doc.Node{u.entry.Get("pre-steps"), node.Get("steps"), u.entry.Get("post-steps")} {
		j.run(steps, given, 0)
	}
	if node == nil { // a job of an orb: what it is given is all that is known
		j.inputs(u.entry, u.given)
	}
	joinByName(c.out, j.slots, graph.Evidence{Basis: graph.ReadInFile, At: c.file.At(u.line, u.column), Says: "the id and the secret of one key, by their names"})
	if u.gate != nil {
		c.out.Note(j.section, graph.Trait{Name: graph.Gated}, graph.Yes, *u.gate)
	}
	j.belongs(flow)
}

// environment claims a map of variables. Those of database images are for
// containers that live as long as the job.
func (j *circleJob) environment(n *doc.Node, given parameters) {
	var pairs []claim.Pair
	for k, x := range n.Entries() {
		if x.Kind != doc.Scalar {
			continue
		}
		j.fixed[k.Name] = true
		v := j.fill(x.Value(), given)
		if isEnvironmentSetting(k.Name) {
			if w, ok := secret.Word(v); ok {
				j.setting(w, x, k.Name+" names the environment ")
			}
		}
		line, column := j.yamlFile.start(x)
		if !serviceNames.MatchString(k.Name) {
			pairs = append(pairs, claim.Pair{Name: k.Name, Value: v, At: j.file.At(line, column)})
		}
	}
	if len(pairs) > 0 {
		claim.Pairs(j.out, j.section, pairs)
	}
}

func (j *circleJob) setting(word string, n *doc.Node, says string) {
	if name, ok := tiered(word); ok {
		why := j.read(n, says+name)
		why.Basis = graph.Named
		j.named = append(j.named, hint{name, why})
	}
}

// settings are parameters that name an environment.
func (j *circleJob) settings(entry *doc.Node, given parameters) {
	for _, k := range sortedKeys(given) {
		if !isEnvironmentSetting(k) {
			continue
		}
		n := entry.Get(k)
		if n == nil {
			n = entry
		}
		if w, ok := secret.Word(j.fill(given[k], given)); ok && n != nil {
			j.setting(w, n, "the parameter "+k+" names the environment ")
		}
	}
}

// run claims a list of steps.
func (j *circleJob) run(steps *doc.Node, given parameters, depth int) {
	if depth > maxCommands {
		return
	}
	for step := range steps.Items() {
		if j.steps++; j.steps > 5000 {
			return
		}
		if step.Kind == doc.Scalar {
			if command := j.root.Get("commands", step.Word()); command != nil {
				j.run(command.Get("steps"), defaults(command, nil), depth+1)
			}
			continue
		}
		for k, n := range step.Entries() {
			switch k.Name {
			case "run":
				j.command(n, given)
			case "when", "unless":
				j.run(n.Get("steps"), given, depth+1)
			default:
				j.use(k.Name, n, given, depth)
			}
		}
	}
}

// use runs a command of the configuration; of an orb's, what it is given is all
// that is known.
func (j *circleJob) use(name string, n *doc.Node, given parameters, depth int) {
	command := j.root.Get("commands", name)
	if command == nil {
		j.inputs(n, given)
		return
	}
	inner := parameters{}
	for k, x := range n.Entries() {
		switch x.Kind {
		case doc.Scalar:
			inner[k.Name] = j.fill(x.Value(), given)
		case doc.List:
			j.run(x, given, depth+1) // a parameter of type steps
		}
	}
	j.run(command.Get("steps"), defaults(command, inner), depth+1)
}

// command claims a run step: a text, or a map with a command and variables.
func (j *circleJob) command(n *doc.Node, given parameters) {
	if n.Kind == doc.Map {
		j.environment(n.Get("environment"), given)
		n = n.Get("command")
	}
	if n == nil || n.Kind != doc.Scalar {
		return
	}
	text := j.fill(n.Value(), given)
	line, column := j.yamlFile.start(n)
	at := func(offset int) (int, int) {
		l, col := text.Place(offset)
		if l == 1 || isBlock(n) {
			col += column - 1
		}
		return line + l - 1, col
	}
	claim.CommandsOf(j.out, j.section, j.file.Path, text, line, column, func(name string, why graph.Evidence) []graph.ID {
		if j.fixed[name] || notSecret.MatchString(name) {
			return nil
		}
		return []graph.ID{j.slot(name, why)}
	})
	for _, u := range secretVariables(text, j.fixed) {
		l, col := at(u.offset)
		j.slots[u.name] = j.slot(u.name, j.file.Read(l, col, "a command uses the variable "+u.name))
	}
	for _, f := range flagsOf(text) {
		l, col := at(f.offset)
		why := j.file.Read(l, col, "a command names the environment "+f.name)
		why.Basis = graph.Named
		j.named = append(j.named, hint{f.name, why})
	}
	if found := text.Spans(deploying.Get(), 1); len(found) > 0 && j.deploys == nil {
		l, col := at(found[0][4])
		e := j.file.Read(l, col, "job "+tidy(j.title)+" deploys")
		j.deploys = &e
	}
}

// inputs claims what an orb's command or job is given: names of variables, where
// an orb takes the name of one instead of its value, and roles.
// https://circleci.com/docs/reusing-config/#environment-variable-name
func (j *circleJob) inputs(n *doc.Node, given parameters) {
	byInput := map[string]graph.ID{}
	for k, x := range n.Entries() {
		if x.Kind != doc.Scalar || slices.Contains([]string{"name", "type"}, k.Name) {
			continue
		}
		v := j.fill(x.Value(), given)
		input := strings.ToUpper(strings.ReplaceAll(k.Name, "-", "_"))
		if name, ok := secret.Variable(v); ok && holdsSecret(name) {
			byInput[input] = j.slot(name, j.read(x, "an orb takes the variable "+name))
		}
		for _, u := range secretVariables(v, j.fixed) {
			byInput[input] = j.slot(u.name, j.read(x, "an orb takes the variable "+u.name))
		}
		if strings.HasSuffix(input, "ROLE_ARN") {
			claimRole(j.out, j.section, j.section, v, "", "", j.read(x, "takes on the role with a token of the run"))
		}
		if isEnvironmentSetting(k.Name) {
			if w, ok := secret.Word(v); ok {
				j.setting(w, x, "the parameter "+k.Name+" names the environment ")
			}
		}
	}
	joinByName(j.out, byInput, j.read(n, "the id and the secret of one key"))
}

// slot is a variable of the job's context, or of the project's settings.
func (j *circleJob) slot(name string, why graph.Evidence) graph.ID {
	if len(j.contexts) == 0 {
		return claim.Slot(j.out, j.section, "circleci_variable", j.out.Local("circleci", name), name, why)
	}
	return claim.Slot(j.out, j.section, "circleci_context_variable", j.out.Local("circleci", strings.Join(j.contexts, "+"), name), name, why)
}

// belongs says which environment the job belongs to.
func (j *circleJob) belongs(flow string) {
	at := j.file.At(j.line, j.column)
	if j.deploys != nil {
		noteDeploys(j.out, j.section, *j.deploys)
	}
	if len(j.named) > 0 {
		declare(j.out, j.section, j.named...)
		return
	}
	words := []struct{ name, says string }{{j.title, "a word in the job's name"}, {j.name, "a word in the job's name"}}
	for _, c := range j.contexts {
		words = append(words, struct{ name, says string }{c, "a word in the context's name"})
	}
	words = append(words, struct{ name, says string }{flow, "a word in the workflow's name"})
	for _, w := range words {
		if h, ok := wordHint(w.name, at, w.says); ok {
			declare(j.out, j.section, h)
			return
		}
	}
	if len(j.branches) == 1 && j.deploys != nil {
		if h, ok := branchHint(j.branches[0], nil, at); ok {
			declare(j.out, j.section, h)
		}
	}
}
