// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

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
		if len(l.node.Value().Spans(gitlabVariable.Get(), 1)) == 0 && !(services && serviceNames.MatchString(k)) {
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

var roleOption = lazily.Compile(`--role-arn[ =]["']?(arn:aws[a-z-]*:iam::\d{12}:role/[A-Za-z0-9_+=,.@/-]+|\$\{?[A-Za-z_][A-Za-z0-9_]*)`)

// identity finds the role that a job takes on with a token of its own.
// https://docs.gitlab.com/ci/cloud_services/
func (j *gitlabJob) identity(l layer, text secret.Value) {
	if j.get(j.name, "id_tokens").node == nil {
		return
	}
	for _, m := range text.Spans(roleOption.Get(), 10) {
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
