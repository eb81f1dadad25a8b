// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// environmentParameter are names under which people pass the environment.
var environmentParameter = lazily.Compile(`(?i)^(p|param)?[_-]?(app|application|deploy|deployment|target|stack|aws|project|service)?[_-]?(env|environment|stage)[_-]?(name|type|tag|value|id|param|parameter)?$`)

// IsEnvironment reports whether a word is an environment's and nothing else's.
func IsEnvironment(word string) bool {
	d, ok := environment.OfName(word)
	return ok && d.Basis >= graph.Named && (d.Tier == graph.Production || d.Tier.Below())
}

// declare says which environment a context is for, where a parameter that it
// sets, or the stack's tag, says so; else a parameter that it leaves at its default.
func (c *Context) declare(t *Template) {
	for _, name := range sortedNames(c.Given) {
		if _, ok := t.parameters[name]; ok && environmentParameter.MatchString(name) {
			c.name(c.Given[name], "the parameter "+name)
		}
	}
	defer func() {
		if len(c.Environments) == 0 {
			c.Environments = defaults(t).without(c.Given)
		}
	}()
	for _, tag := range c.Tags.Keys() {
		if environmentParameter.MatchString(tag) {
			c.name(c.Tags.Fields[tag], "the stack's tag "+tag)
		}
	}
}

func (c *Context) name(v declared.Value, says string) {
	word, ok := v.Word()
	if d, is := environment.OfName(word); ok && is && (d.Tier == graph.Production || d.Tier.Below()) && len(v.Why) > 0 {
		why := v.Why[0]
		why.Says = says
		c.Environments = append(c.Environments, Named{word, why})
	}
}

// defaults is the context in which nothing is set.
func defaults(t *Template) *Context {
	c := &Context{Name: "defaults", Default: true, At: evidence(t.Path, t.Root.Get("Resources"), "")}
	for _, name := range sortedNames(t.parameters) {
		p := t.parameters[name]
		if d := p.node.Get("Default"); d != nil && environmentParameter.MatchString(name) && IsEnvironment(d.Word()) {
			why := evidence(t.Path, d, "the default of the parameter "+name)
			why.Basis = graph.Guessed
			c.Environments = append(c.Environments, Named{d.Word(), why})
			c.byDefault = append(c.byDefault, name)
		}
	}
	return c
}

// without are the environments of the defaults that nothing overrides.
func (c *Context) without(given map[string]declared.Value) (left []Named) {
	for i, name := range c.byDefault {
		if _, set := given[name]; !set {
			left = append(left, c.Environments[i])
		}
	}
	return left
}

// uncovered are the contexts that a template allows and no file is for: all, where
// no file is for any; none, where it is not known which environment a file is for.
func uncovered(t *Template, given []*Context) (left []*Context) {
	covered := map[graph.Tier]bool{}
	for _, c := range given {
		if len(c.Environments) == 0 {
			return nil
		}
		covered[c.tier()] = true
	}
	for _, c := range assumed(t) {
		if !covered[c.tier()] {
			left = append(left, c)
		}
	}
	return left
}

// assumed are the contexts that a template allows: the allowed values of its
// parameter for the environment, or the keys of a mapping that is looked up by a
// parameter, where at least two of them are environments.
func assumed(t *Template) []*Context {
	for _, name := range sortedNames(t.parameters) {
		if !environmentParameter.MatchString(name) {
			continue
		}
		if cs := t.allowed(name, t.parameters[name].node.Get("AllowedValues")); cs != nil {
			return cs
		}
	}
	return t.keyed()
}

func (t *Template) allowed(name string, list *doc.Node) []*Context {
	var all []*Context
	known := 0
	for v := range list.Items() {
		word := v.Word()
		if word == "" {
			continue
		}
		if IsEnvironment(word) {
			known++
		}
		why := evidence(t.Path, v, "one of the values that the parameter "+name+" allows")
		all = append(all, assume(name, word, declared.Scalar(v.Value(), evidence(t.Path, v, "")), why))
	}
	if known < 2 || known*2 < len(all) {
		return nil
	}
	return all
}

func assume(parameter, word string, v declared.Value, why graph.Evidence) *Context {
	c := &Context{Name: word, At: why, Assumed: true, Given: map[string]declared.Value{parameter: v}}
	named := why
	named.Basis = graph.Named
	c.Environments = []Named{{word, named}}
	return c
}

// keyed finds the mapping whose keys are environments and the parameter by which
// it is looked up.
func (t *Template) keyed() []*Context {
	for _, n := range t.Root.Get("Resources").Walk() {
		c, ok := callOf(n)
		if !ok || c.name != "FindInMap" {
			continue
		}
		args := c.args()
		if len(args) < 3 {
			continue
		}
		mapping, found := secret.Lookup(args[0].Value(), t.mappings)
		ref, isCall := callOf(args[1])
		if !found || !isCall || ref.name != "Ref" {
			continue
		}
		if p, isParameter := secret.Lookup(ref.arg.Value(), t.parameters); isParameter {
			if cs := t.ofKeys(p.key.Name, mapping); cs != nil {
				return cs
			}
		}
	}
	return nil
}

func (t *Template) ofKeys(parameter string, mapping entry) []*Context {
	var all []*Context
	known := 0
	for k := range mapping.node.Entries() {
		if IsEnvironment(k.Name) {
			known++
		}
		why := keyEvidence(t.Path, k, "a key of the mapping "+mapping.key.Name+", looked up by the parameter "+parameter)
		all = append(all, assume(parameter, k.Name, declared.Text(k.Name, keyEvidence(t.Path, k, "")), why))
	}
	if known < 2 || known*2 < len(all) {
		return nil
	}
	return all
}
