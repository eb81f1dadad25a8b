// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/act"
)

// A fenceRule is a command by its first words.
type fenceRule struct {
	places [][]string // the words, each with its alternatives; the program first
	ask    bool       // and not deny
	narrow bool       // only with an option, which may stand anywhere: no prefix has it
	loses  string
	source string
}

// words is the rule as a person would write it: "railway volume|volumes delete|rm".
func (r fenceRule) words() string {
	var all []string
	for _, p := range r.places {
		all = append(all, strings.Join(p, "|"))
	}
	return strings.Join(all, " ")
}

// prefixes writes the alternatives out.
func (r fenceRule) prefixes() []string {
	all := []string{""}
	for _, p := range r.places {
		var longer []string
		for _, begun := range all {
			for _, w := range p {
				longer = append(longer, strings.TrimPrefix(begun+" "+w, " "))
			}
		}
		all = longer
	}
	return all
}

// covers reports whether another rule adds nothing.
func (r fenceRule) covers(o fenceRule) bool {
	if len(r.places) > len(o.places) || r.ask && !o.ask {
		return false
	}
	for i, p := range r.places {
		for _, w := range o.places[i] {
			if !slices.Contains(p, w) {
				return false
			}
		}
	}
	return true
}

// commandsOf chooses from the catalog's commands: those that destroy what is
// there are denied; those of which the arguments decide are asked about.
type commandsOf struct {
	things []*graph.Node
	keys   []rules.Key
	has    func(name string) bool
	named  []string // files of infrastructure as code that are production's by their path
}

// launched are frameworks, by the file that shows that they are used, and how
// people call them: the agents match the line as it is typed.
var launched = map[string]struct{ file, as string }{
	"prisma":    {"prisma/schema.prisma", "npx prisma"},
	"rails":     {"bin/rails", "bin/rails"},
	"manage.py": {"manage.py", "python manage.py"},
	"artisan":   {"artisan", "php artisan"},
}

func (c commandsOf) all() (all []fenceRule) {
	for p, cli := range catalog.CLIs {
		if engine := act.Engine(cli.Program); engine != "" && !c.engine(engine) {
			continue
		}
		alone := c.alone(p)
		for i := range cli.Commands {
			cmd := &cli.Commands[i]
			if ask, ok := c.chooses(cli, cmd, p, alone); ok {
				r := ruleOf(p, cli, cmd, ask)
				all = append(all, r)
				if cli.Program == "terragrunt" && len(r.places) == 3 && slices.Contains(r.places[1], "run") {
					r.places = [][]string{r.places[0], {"run"}, {"--all"}, r.places[2]} // as its manual writes it
					all = append(all, r)
				}
			}
		}
		if cli.Language != "" {
			all = append(all, fenceRule{places: [][]string{names(cli)}, ask: true, loses: "what it is told to change or erase", source: first1(cli.Sources)})
		}
		if cli.Program == "kubectl" && c.typed("kubernetes_") {
			all = append(all, fenceRule{places: [][]string{names(cli), {"delete"}}, ask: true, loses: "what it names, or the file declares", source: "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_delete/"})
		}
	}
	return all
}

// chooses reports whether a command matters here, and whether it is asked about.
func (c commandsOf) chooses(cli *catalog.CLI, cmd *catalog.Command, p *catalog.Provider, alone bool) (ask, ok bool) {
	op := p.OperationNamed(cmd.Operation)
	types := cmd.Types
	if len(types) == 0 && op != nil && op.Destroys != "" {
		types = []string{op.Destroys}
	}
	ask = cmd.Rows || len(cmd.With) > 0 || !cli.Verified || op == nil || !op.Verified
	switch l, framework := launched[cli.Program]; {
	case framework:
		return true, c.has(l.file) && (c.engine("postgres") || c.engine("mysql"))
	case act.Engine(cli.Program) != "":
		return true, true
	case alone:
		return ask, true
	case cli.Program == "terragrunt" && !c.has("terragrunt.hcl") && !c.has("root.hcl") && !c.declared("terragrunt.hcl"):
		return ask, false
	case len(types) > 0:
		return ask, slices.ContainsFunc(c.things, func(n *graph.Node) bool { return slices.Contains(types, n.Type) })
	case cmd.All == "folder": // whatever the code of the folder declares
		return ask || strings.Contains(cmd.Operation, "apply"), c.declared(cli.Declares...)
	case cmd.All == "namespace":
		return true, c.typed("kubernetes_")
	}
	return ask, false
}

// alone reports whether a key of the provider leads to production or lies in its
// files, while no file declares a thing of the provider's: then all may be there.
func (c commandsOf) alone(p *catalog.Provider) bool {
	if c.typed(p.ID + "_") {
		return false
	}
	return slices.ContainsFunc(c.keys, func(k rules.Key) bool {
		t, of := catalog.ByType(k.Node.Type)
		return of != nil && of.ID == p.ID && t.Public == "" && t.Opens != "none" && (t.Weight == "" || t.Weight == "data")
	})
}

func (c commandsOf) typed(prefix string) bool {
	return slices.ContainsFunc(c.things, func(n *graph.Node) bool { return strings.HasPrefix(n.Type, prefix) })
}

func (c commandsOf) engine(engine string) bool {
	return c.typed(engine+"_database") || c.typed(engine+"_server")
}

func (c commandsOf) declared(endings ...string) bool {
	if slices.ContainsFunc(c.named, func(file string) bool {
		return slices.ContainsFunc(endings, func(end string) bool { return strings.HasSuffix(file, end) })
	}) {
		return true
	}
	return slices.ContainsFunc(c.things, func(n *graph.Node) bool {
		return slices.ContainsFunc(n.At, func(e graph.Evidence) bool {
			return slices.ContainsFunc(endings, func(end string) bool { return strings.HasSuffix(e.At.File, end) })
		})
	})
}

func names(cli *catalog.CLI) []string { return append([]string{cli.Program}, cli.Also...) }

// ruleOf writes a command of the catalog as a rule.
func ruleOf(p *catalog.Provider, cli *catalog.CLI, cmd *catalog.Command, ask bool) fenceRule {
	r := fenceRule{places: [][]string{names(cli)}, ask: ask, narrow: len(cmd.With) > 0, source: first1(cli.Sources)}
	if l, ok := launched[cli.Program]; ok {
		r.places = nil
		for w := range strings.FieldsSeq(l.as) {
			r.places = append(r.places, []string{w})
		}
	}
	for w := range strings.FieldsSeq(cmd.Words) {
		r.places = append(r.places, strings.Split(w, "|"))
	}
	if op := p.OperationNamed(cmd.Operation); op != nil {
		r.loses = op.Loses
		if s := first1(op.Sources); s != "" {
			r.source = s
		}
	}
	return r
}

func first1(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}
