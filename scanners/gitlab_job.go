// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// gitlabPath is a path that may have * in it.
func gitlabPath(v secret.Value) (string, bool) {
	p, ok := secret.Path(v)
	return strings.TrimPrefix(p, "./"), ok
}

// stack lists what a job is made of, the weakest first: what it extends, in
// order, then its own layers.
func (g *gitlabPipeline) stack(name string, depth int) (layers []layer) {
	if known, ok := g.stacks[name]; ok && depth == 0 {
		return known
	}
	if depth == 0 {
		g.budget = 1000
		defer func() { g.stacks[name] = layers }()
	}
	for _, l := range g.jobs[name] {
		for parent := range l.node.Get("extends").Items() {
			if p := gitlabName(parent); p != "" && p != name && depth < 11 && g.budget > 0 {
				g.budget--
				layers = append(layers, g.stack(p, depth+1)...)
			}
		}
	}
	return append(layers, g.jobs[name]...)
}

// gitlabName is the name of a job as another names it: ".deploy" is no word, for
// its first character.
func gitlabName(n *doc.Node) string {
	if rest, ok := n.Value().After("."); ok {
		if w, ok := secret.Word(rest); ok {
			return "." + w
		}
		return ""
	}
	return n.Word()
}

// get is the strongest layer that says something of a key; below the job's own
// are the defaults.
func (g *gitlabPipeline) get(name, key string) layer {
	stack := g.stack(name, 0)
	for i := len(stack) - 1; i >= 0; i-- {
		if n := stack[i].node.Get(key); n != nil {
			return g.resolve(layer{stack[i].yamlFile, n}, 0)
		}
	}
	for i := len(g.layers) - 1; i >= 0; i-- {
		for _, n := range []*doc.Node{g.layers[i].node.Get("default", key), g.layers[i].node.Get(key)} {
			if n != nil && slices.Contains([]string{"before_script", "after_script", "services", "id_tokens"}, key) {
				return layer{g.layers[i].yamlFile, n}
			}
		}
	}
	return layer{}
}

// resolve follows `!reference [job, key]`.
func (g *gitlabPipeline) resolve(l layer, depth int) layer {
	if l.node == nil || l.node.Tag != "!reference" || depth > 10 {
		return l
	}
	var path []string
	for n := range l.node.Items() {
		path = append(path, gitlabName(n))
	}
	if len(path) < 2 {
		return layer{}
	}
	stack := g.stack(path[0], 0)
	for i := len(stack) - 1; i >= 0; i-- {
		if n := stack[i].node.Get(path[1:]...); n != nil {
			return g.resolve(layer{stack[i].yamlFile, n}, depth+1)
		}
	}
	return layer{}
}

// scripts are the lines that a job runs, in order.
func (g *gitlabPipeline) scripts(name string) (lines []layer) {
	left := 5000
	for _, key := range []string{"before_script", "script", "after_script"} {
		lines = append(lines, g.lines(g.get(name, key), 0, &left)...)
	}
	return lines
}

func (g *gitlabPipeline) lines(l layer, depth int, left *int) (lines []layer) {
	l = g.resolve(l, depth)
	*left--
	switch {
	case l.node == nil || depth > 10 || *left < 0:
	case l.node.Kind == doc.Scalar:
		lines = append(lines, l)
	default:
		for n := range l.node.Items() {
			lines = append(lines, g.lines(layer{l.yamlFile, n}, depth+1, left)...)
		}
	}
	return lines
}

// A gitlabJob is one job for one environment.
type gitlabJob struct {
	*gitlabPipeline
	name      string
	variables map[string]layer // given in the files, by name
	section   graph.ID
	env       string // "" for none
	unclear   bool
}

// variables are those that the files give: the pipeline's, then the job's.
func (g *gitlabPipeline) variables(name string) map[string]layer {
	all := map[string]layer{}
	take := func(y *yamlFile, n *doc.Node) {
		for k, x := range n.Entries() {
			if x.Kind == doc.Map {
				x = x.Get("value")
			}
			if x != nil {
				all[k.Name] = layer{y, x}
			}
		}
	}
	for _, l := range g.layers {
		take(l.yamlFile, l.node.Get("variables"))
	}
	for _, l := range g.stack(name, 0) {
		v := g.resolve(layer{l.yamlFile, l.node.Get("variables")}, 0)
		take(v.yamlFile, v.node)
	}
	return all
}

// job claims one job, as one holder for each environment.
func (g *gitlabPipeline) job(name string) {
	own := g.jobs[name][len(g.jobs[name])-1]
	line, column := 0, 0
	for k := range own.root.Entries() {
		if k.Name == name {
			line, column = k.Line, k.Column
		}
	}
	var jobs []*gitlabJob
	for _, given := range g.combinations(name) {
		j := &gitlabJob{gitlabPipeline: g, name: name, variables: given}
		node := j.environment()
		if node.node != nil {
			j.env = environmentName(j.expand(node.node.Value(), 0))
			j.unclear = j.env == ""
		}
		if !slices.ContainsFunc(jobs, func(o *gitlabJob) bool { return o.label() == j.label() }) {
			jobs = append(jobs, j)
		}
	}
	for _, j := range jobs {
		title := tidy(name)
		if len(jobs) > 1 && j.label() != "" {
			title += " [" + j.label() + "]"
		}
		j.section = own.file.Section(g.out, "job", title, line, column)
		j.claim(own.file.At(line, column))
	}
}

// tidy keeps a job's name printable and short: it may be any text.
func tidy(name string) string {
	if w, ok := secret.Word(secret.New(strings.TrimPrefix(name, "."))); ok {
		return w
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '�'
		}
		return r
	}, name[:min(len(name), 80)])
}

func (j *gitlabJob) label() string {
	if j.env != "" {
		return j.env
	}
	for _, h := range j.settings() {
		return h.name
	}
	return ""
}

func (j *gitlabJob) environment() layer {
	l := j.get(j.name, "environment")
	if l.node != nil && l.node.Kind == doc.Map {
		return j.resolve(layer{l.yamlFile, l.node.Get("name")}, 0)
	}
	return l
}

// combinations are the variables of the job in each element of its parallel
// matrix and under each rule that changes them.
func (g *gitlabPipeline) combinations(name string) (all []map[string]layer) {
	base := g.variables(name)
	all = []map[string]layer{base}
	matrix := g.get(name, "parallel")
	var elements []map[string]layer
	for element := range matrix.node.Get("matrix").Items() {
		made := []map[string]layer{base}
		for k, values := range element.Entries() {
			var next []map[string]layer
			for _, m := range made {
				for v := range values.Items() {
					if len(next) < maxInstances {
						next = append(next, withLayer(m, k.Name, layer{matrix.yamlFile, v}))
					}
				}
			}
			made = next
		}
		if elements = append(elements, made...); len(elements) > maxInstances {
			line, _ := matrix.node.At()
			g.out.Gap(graph.Location{File: matrix.file.Path, Line: line}, graph.TooLarge, "the matrix makes more than 64 jobs; the rest was not read")
			elements = elements[:maxInstances]
			break
		}
	}
	if len(elements) > 0 {
		all = elements
	}
	rules := g.get(name, "rules")
	var ruled []map[string]layer
	for r := range rules.node.Items() {
		if r.Get("when").Text("never") != "" {
			continue
		}
		for _, m := range all {
			for k, v := range r.Get("variables").Entries() {
				m = withLayer(m, k.Name, layer{rules.yamlFile, v})
			}
			if len(ruled) < maxInstances {
				ruled = append(ruled, m)
			}
		}
	}
	if len(ruled) > 0 {
		return ruled
	}
	return all
}

func withLayer(m map[string]layer, name string, l layer) map[string]layer {
	all := map[string]layer{}
	for k, v := range m {
		all[k] = v
	}
	all[name] = l
	return all
}

var gitlabVariable = regexp.MustCompile(`\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?`)

// expand is a text with its variables, in parts; what is only known at run time
// is "*".
func (j *gitlabJob) expand(v secret.Value, depth int) (parts []string) {
	literal := func(v secret.Value) {
		if v.Len() == 0 {
			return
		}
		w, ok := secret.Word(secret.Join(secret.New("x"), v))
		if !ok {
			w = "x*"
		}
		parts = append(parts, w[1:])
	}
	if depth == 0 {
		j.budget = 200
	}
	last := 0
	for _, m := range v.Spans(gitlabVariable, 50) {
		literal(v.Slice(last, m[0]))
		last = m[1]
		name, _ := secret.Variable(v.Slice(m[2], m[3]))
		given, ok := j.variables[name]
		if j.budget--; !ok || depth > 8 || j.budget < 0 {
			parts = append(parts, "*")
			continue
		}
		parts = append(parts, j.expand(given.node.Value(), depth+1)...)
	}
	literal(v.Slice(last, v.Len()))
	return parts
}

// settings are environments that the job's variables name.
func (j *gitlabJob) settings() (hints []hint) {
	for _, k := range sortedKeys(j.variables) {
		if !isEnvironmentSetting(k) {
			continue
		}
		l := j.variables[k]
		if name, ok := tiered(strings.Join(j.expand(l.node.Value(), 0), "")); ok {
			why := l.read(l.node, k+" names the environment "+name)
			why.Basis = graph.Named
			hints = append(hints, hint{name, why})
		}
	}
	return hints
}

// claim claims what the job reads and does, and where it belongs.
func (j *gitlabJob) claim(at graph.Location) {
	j.claimVariables()
	var named []hint
	var deploys *graph.Evidence
	slots := map[string]graph.ID{}
	scripts := j.scripts(j.name)
	given := map[string]bool{}
	for k := range j.variables {
		given[k] = true
	}
	for _, l := range scripts {
		maps.Copy(given, assigned(l.node.Value())) // one line gives what a later one uses
	}
	for k := range j.get(j.name, "id_tokens").node.Entries() {
		given[k.Name] = true
	}
	for _, l := range scripts {
		text := l.node.Value()
		line, column := l.yamlFile.start(l.node)
		claim.CommandsOf(j.out, j.section, l.file.Path, text, line, column, func(name string, why graph.Evidence) []graph.ID {
			if v, ok := j.variables[name]; ok {
				return j.inside(v)
			}
			if given[name] || notSecret.MatchString(name) {
				return nil
			}
			return []graph.ID{j.slot(name, why)}
		}, sortedKeys(j.variables)...)
		for _, u := range secretVariables(text, given) {
			line, column := l.place(l.node, u.offset)
			slots[u.name] = j.slot(u.name, l.file.Read(line, column, "a command uses the variable "+u.name))
		}
		for _, f := range flagsOf(text) {
			line, column := l.place(l.node, f.offset)
			why := l.file.Read(line, column, "a command names the environment "+f.name)
			why.Basis = graph.Named
			named = append(named, hint{f.name, why})
		}
		if found := text.Spans(deploying, 1); len(found) > 0 && deploys == nil {
			line, column := l.place(l.node, found[0][4])
			e := l.file.Read(line, column, "job "+tidy(j.name)+" deploys")
			deploys = &e
		}
		j.identity(l, text)
	}
	j.join(slots, at)
	j.gate()
	j.belongs(at, named, deploys)
}

// claimVariables claims what the files give: literals, and variables of the
// settings under another name.
func (j *gitlabJob) claimVariables() {
	var pairs []claim.Pair
	services := j.get(j.name, "services").node != nil
	for _, k := range sortedKeys(j.variables) {
		l := j.variables[k]
		if l.node.Kind != doc.Scalar {
			continue
		}
		j.inside(l)
		line, column := l.yamlFile.start(l.node)
		if len(l.node.Value().Spans(gitlabVariable, 1)) == 0 && !(services && serviceNames.MatchString(k)) {
			pairs = append(pairs, claim.Pair{Name: k, Value: l.node.Value(), At: l.file.At(line, column)})
		}
	}
	if len(pairs) > 0 {
		claim.Pairs(j.out, j.section, pairs)
	}
	secrets := j.get(j.name, "secrets")
	for k, n := range secrets.node.Entries() {
		j.vault(k, n, secrets)
	}
}

// inside claims the variables of the settings that a given one refers to.
func (j *gitlabJob) inside(l layer) (ids []graph.ID) {
	for _, u := range secretVariables(l.node.Value(), nil) {
		if _, given := j.variables[u.name]; given {
			continue
		}
		line, column := l.place(l.node, u.offset)
		ids = append(ids, j.slot(u.name, l.file.Read(line, column, "takes the variable "+u.name)))
	}
	return ids
}

func (j *gitlabJob) slot(name string, why graph.Evidence) graph.ID {
	typ := j.base + "gitlab_variable"
	key := j.out.Local(typ, name)
	switch {
	case j.unclear:
		key = j.out.Local(typ, "environment of "+j.name, name)
	case j.env != "":
		key = j.out.Local(typ, strings.ToLower(j.env), name)
	}
	return claim.Slot(j.out, j.section, "gitlab_variable", key, name, why)
}

// vault claims a secret that the job fetches from a vault; two jobs that name one
// path read one secret. https://docs.gitlab.com/ci/secrets/
func (j *gitlabJob) vault(k doc.Key, n *doc.Node, l layer) {
	for _, kind := range []string{"vault", "gcp_secret_manager", "azure_key_vault", "aws_secrets_manager", "akeyless"} {
		where := n.Get(kind)
		var parts []string
		for _, x := range where.Walk() {
			if x.Kind == doc.Scalar {
				p, ok := secret.Path(x.Value())
				if at, _, cut := x.Value().Cut("@"); !ok && cut {
					p, ok = secret.Path(at)
				}
				if !ok {
					return
				}
				parts = append(parts, p)
			}
		}
		if len(parts) > 0 && !strings.Contains(strings.Join(parts, ""), "$") {
			claim.Slot(j.out, j.section, kind, j.out.Local(append([]string{kind}, parts...)...), k.Name, l.file.Read(k.Line, k.Column, "fetches the secret from a vault"))
		}
	}
}

// join makes one credential of an id and its secret that the job uses.
func (j *gitlabJob) join(slots map[string]graph.ID, at graph.Location) {
	joinByName(j.out, slots, graph.Evidence{Basis: graph.ReadInFile, At: at, Says: "the id and the secret of one key, by their names"})
}

func (j *gitlabJob) gate() {
	if l := j.get(j.name, "when"); l.node.Text("manual") != "" {
		j.out.Note(j.section, graph.Trait{Name: graph.Gated}, graph.Yes, l.read(l.node, "a person starts the job"))
		return
	}
	manual, other := (*graph.Evidence)(nil), false
	rules := j.get(j.name, "rules")
	for r := range rules.node.Items() {
		switch when := r.Get("when"); {
		case when.Text("never") != "":
		case when.Text("manual") != "":
			e := rules.read(when, "a rule has a person start the job")
			manual = &e
		default:
			other = true
		}
	}
	if manual != nil && !other {
		j.out.Note(j.section, graph.Trait{Name: graph.Gated}, graph.Yes, *manual)
	}
}

var roleOption = regexp.MustCompile(`--role-arn[ =]["']?(arn:aws[a-z-]*:iam::\d{12}:role/[A-Za-z0-9_+=,.@/-]+|\$\{?[A-Za-z_][A-Za-z0-9_]*)`)

// identity finds the role that a job takes on with a token of its own.
// https://docs.gitlab.com/ci/cloud_services/
func (j *gitlabJob) identity(l layer, text secret.Value) {
	if j.get(j.name, "id_tokens").node == nil {
		return
	}
	for _, m := range text.Spans(roleOption, 10) {
		line, column := l.place(l.node, m[2])
		why := l.file.Read(line, column, "takes on the role with a token of the run")
		role := text.Slice(m[2], m[3])
		if name, ok := variableOf(role); ok {
			given, isGiven := j.variables[name]
			if !isGiven {
				claimRole(j.out, j.section, j.section, secret.Value{}, j.out.Local("aws_iam_role", j.env, name), name, why)
				continue
			}
			role = given.node.Value()
		}
		claimRole(j.out, j.section, j.section, role, "", "", why)
	}
}

func variableOf(v secret.Value) (string, bool) {
	rest, ok := v.After("$")
	if inner, braced := rest.After("{"); braced {
		rest = inner
	}
	if !ok {
		return "", false
	}
	return secret.Variable(rest)
}

var (
	gitlabBranch = regexp.MustCompile(`\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*==\s*["']([A-Za-z0-9_./-]+)["']`)
)

// branches are the branches that a job's rules or `only` name.
func (j *gitlabJob) branches() (names []string) {
	for n := range j.get(j.name, "rules").node.Items() {
		for _, m := range n.Get("if").Value().Spans(gitlabBranch, 10) {
			if w, ok := secret.Word(n.Get("if").Value().Slice(m[2], m[3])); ok && n.Get("when").Text("never") == "" {
				names = append(names, w)
			}
		}
	}
	only := j.get(j.name, "only").node
	if only != nil && only.Kind == doc.Map {
		only = only.Get("refs")
	}
	for n := range only.Items() {
		if w := n.Word(); w != "" && !slices.Contains([]string{"branches", "tags", "merge_requests", "web", "schedules", "pushes", "api"}, w) {
			names = append(names, w)
		}
	}
	return names
}

// belongs says which environment the job belongs to, as a workflow's job does.
func (j *gitlabJob) belongs(at graph.Location, named []hint, deploys *graph.Evidence) {
	if j.env != "" {
		node := j.environment()
		if _, ok := environment.OfName(j.env); ok {
			why := node.read(node.node, "job "+tidy(j.name)+", environment "+j.env)
			claim.Declares(j.out, j.section, j.env, why)
			if action := j.get(j.name, "environment").node.Get("action"); action.Text("stop", "prepare", "verify", "access") == "" {
				noteDeploys(j.out, j.section, why)
			}
		}
		return
	}
	if deploys != nil {
		noteDeploys(j.out, j.section, *deploys)
	}
	if hints := append(j.settings(), named...); len(hints) > 0 {
		declare(j.out, j.section, hints...)
		return
	}
	if h, ok := wordHint(j.name, at, "a word in the job's name"); ok {
		declare(j.out, j.section, h)
		return
	}
	if h, ok := wordHint(j.get(j.name, "stage").node.Word(), at, "a word in the stage's name"); ok {
		declare(j.out, j.section, h)
		return
	}
	if names := j.branches(); len(names) == 1 && deploys != nil {
		if h, ok := branchHint(names[0], nil, at); ok {
			declare(j.out, j.section, h)
		}
	}
}
