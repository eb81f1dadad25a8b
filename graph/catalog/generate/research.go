// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// A study is what a research file says of one provider.
type study struct {
	Provider   string `json:"provider"`
	ScopeModel string `json:"scope_model"`
	Tokens     []struct {
		Name      string   `json:"name"`
		Variables []string `json:"env_vars"`
		Files     []string `json:"files"`
		Scope     string   `json:"scope"`
		Source    string   `json:"source"`
		Note      string   `json:"note"`
	} `json:"token_kinds"`
	Operations []struct {
		Op     string `json:"op"`
		Kind   string `json:"kind"`
		Loses  string `json:"loses"`
		Source string `json:"source"`
	} `json:"destructive_ops"`
	Fates []struct {
		Resource string `json:"resource"`
		OnDelete string `json:"on_delete"`
		Option   string `json:"option"`
		Default  string `json:"default"`
		Source   string `json:"source"`
		Note     string `json:"note"`
	} `json:"backup_fate"`
	Protections []struct {
		Name    string `json:"name"`
		Default string `json:"default"`
		Source  string `json:"source"`
	} `json:"protections"`
}

// A fact is one block to be.
type fact struct {
	block  string // token, operation, fate, lock
	name   string // the research's own
	attrs  []attr // what the research decides
	label  string // of a new block; people may change it and the title
	title  string
	parent string // fates: the label of a new store
}

type attr struct {
	name  string
	value cty.Value
}

func readResearch(text []byte) ([]study, error) {
	var all []study
	return all, json.Unmarshal(text, &all)
}

// facts lists what a study says, in its order.
func (s study) facts() []fact {
	id := slug(s.Provider)
	var all []fact
	for _, t := range s.Tokens {
		all = append(all, fact{block: "token", name: t.Name, label: id + "_" + slug(t.Name), title: s.Provider + " " + t.Name, attrs: append(
			texts("scope", t.Scope, "note", t.Note), list("variables", exact(t.Variables)), list("files", t.Files),
			list("sources", links(t.Source)), verified(t.Source, t.Name, t.Scope, t.Note, strings.Join(t.Files, " "))),
		})
	}
	for _, o := range s.Operations {
		all = append(all, fact{block: "operation", name: o.Op, label: slug(o.Op), attrs: append(
			texts("kind", o.Kind, "call", o.Op, "loses", o.Loses),
			list("sources", links(o.Source)), verified(o.Source, o.Op, o.Loses)),
		})
	}
	for _, f := range s.Fates {
		of, _, _ := strings.Cut(f.Resource, " -> ")
		all = append(all, fact{block: "fate", name: f.Resource, label: id + "_" + slug(f.Resource), parent: id + "_" + slug(of), title: f.Resource, attrs: append(
			texts("on_delete", f.OnDelete, "option", f.Option, "default", f.Default, "note", f.Note),
			list("sources", links(f.Source)), verified(f.Source, f.Resource, f.OnDelete, f.Option, f.Default, f.Note)),
		})
	}
	for _, p := range s.Protections {
		all = append(all, fact{block: "lock", name: p.Name, label: slug(p.Name), attrs: append(
			texts("default", p.Default),
			list("sources", links(p.Source)), verified(p.Source, p.Name, p.Default)),
		})
	}
	return all
}

// verified is true where a source is given and nobody says that a part of the
// fact is unverified or inferred.
func verified(source string, said ...string) attr {
	ok := len(links(source)) > 0
	for _, s := range append(said, source) {
		low := strings.ToLower(s)
		ok = ok && !strings.Contains(low, "unverified") && !strings.Contains(low, "inferred")
	}
	return attr{"verified", cty.BoolVal(ok)}
}

func texts(pairs ...string) []attr {
	var all []attr
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			all = append(all, attr{pairs[i], cty.StringVal(pairs[i+1])})
		}
	}
	return all
}

func list(name string, items []string) attr {
	if len(items) == 0 {
		return attr{name, cty.ListValEmpty(cty.String)}
	}
	var values []cty.Value
	for _, i := range items {
		values = append(values, cty.StringVal(i))
	}
	return attr{name, cty.ListVal(values)}
}

// exact leaves out patterns: a variable's name is a name.
func exact(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return strings.ContainsAny(n, "*<> ") })
}

var link = regexp.MustCompile(`https://[^\s;]+`)

func links(source string) []string { return link.FindAllString(source, -1) }

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// slug makes a label of a phrase: its first words, without what is in brackets.
func slug(phrase string) string {
	phrase, _, _ = strings.Cut(phrase, " (")
	words := strings.Split(strings.Trim(notWord.ReplaceAllString(strings.ToLower(phrase), "_"), "_"), "_")
	return strings.Join(words[:min(len(words), 6)], "_")
}
