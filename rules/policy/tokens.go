// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
)

// A Token is a kind of credential of the owner's own: what the catalog has of a
// vendor's, with the line of the configuration as its source.
//
// It can only add. What a vendor's form or variable says is never another kind, no
// kind is public by design, and none is harmless: who wants a finding accepted gives
// a reason for it.
type Token struct {
	Type      string   `hcl:"type,label"` // acme_deploy_token
	Title     string   `hcl:"title"`      // as a sentence can use it
	Scope     string   `hcl:"scope"`      // what it opens, in words
	Variables []string `hcl:"variables,optional"`
	Prefix    string   `hcl:"prefix,optional"` // what every value begins with, and no other kind does
	Form      string   `hcl:"form,optional"`   // RE2 for the whole value
	Opens     string   `hcl:"opens,optional"`  // account, project, environment, store
	Power     []string `hcl:"power,optional"`  // read, write, delete, delete_backups, administer
	Reaches   []string `hcl:"reaches,optional"`
	Weight    string   `hcl:"weight,optional"` // what its power is over: infrastructure (default), data, code
	Narrower  string   `hcl:"narrower,optional"`
	Fix       *Fix     `hcl:"fix,block"`
	Source    string   `hcl:"source,optional"` // a page of the owner's that says so

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
}

// A Fix is how to get a narrower credential.
type Fix struct {
	Steps   []string `hcl:"steps"`
	Command string   `hcl:"command,optional"`
	URL     string   `hcl:"url,optional"`
}

const maxTokens = 200

var (
	typeForm   = lazily.Compile(`^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$`)
	nameForm   = lazily.Compile(`^[A-Za-z_][A-Za-z0-9_]{2,79}$`)
	prefixForm = lazily.Compile(`^[A-Za-z0-9_.-]{4,40}$`)
	webAddress = lazily.Compile(`^https://[A-Za-z0-9.-]+(?::\d+)?(?:/[^\s"'<>]*)?$`)
)

func (p Policy) checkTokens() (all Mistakes) {
	if len(p.Tokens) > maxTokens {
		all = append(all, Mistake{p.Tokens[maxTokens].Def, fmt.Sprintf("there are more than %d kinds of token; take out those that nobody uses", maxTokens)})
	}
	for i, t := range p.Tokens {
		say := func(attribute, format string, args ...any) {
			all = append(all, Mistake{in(t.Body, attribute, t.Def), fmt.Sprintf(format, args...)})
		}
		known, _ := catalog.ByType(t.Type)
		switch {
		case !typeForm.MatchString(t.Type):
			say("", "the kind of token %q is not in lower case with an underscore; write it as acme_deploy_token", t.Type)
		case known != nil && vendors(known) || slices.Contains([]string{"database_connection", "signing_secret"}, t.Type):
			say("", "%s is a kind of the catalog; choose another name, as a configuration can only add", t.Type)
		case slices.ContainsFunc(p.Tokens[:i], func(o Token) bool { return o.Type == t.Type }):
			say("", "the kind of token %s is there twice; keep one", t.Type)
		}
		t.check(say)
		t.checkForms(say)
		if narrower, _ := catalog.ByType(t.Narrower); t.Narrower != "" && narrower == nil && !slices.ContainsFunc(p.Tokens, func(o Token) bool { return o.Type == t.Narrower }) {
			say("narrower", "there is no kind of token %q; name one of the catalog or of this file", t.Narrower)
		}
		all = append(all, globs(t.Reaches, in(t.Body, "reaches", t.Def))...)
	}
	return all
}

// vendors reports whether a kind is not the owner's own.
func vendors(t *catalog.Token) bool { return t.Declared.File == "" }

func (t Token) check(say func(attribute, format string, args ...any)) {
	for attribute, text := range map[string]string{"title": t.Title, "scope": t.Scope} {
		if blank.MatchString(text) || len(text) > 200 || strings.ContainsAny(text, "\n\r") {
			say(attribute, "the %s of %s is to be one line of words, up to 200 bytes; write one", attribute, t.Type)
		}
	}
	if !slices.Contains([]string{"", "account", "project", "environment", "store"}, t.Opens) {
		say("opens", "%s opens %q; choose account, project, environment or store", t.Type, t.Opens)
	}
	if !slices.Contains([]string{"", "infrastructure", "data", "code"}, t.Weight) {
		say("weight", "the weight of %s is %q; choose infrastructure, data or code", t.Type, t.Weight)
	}
	if _, ok := graph.ParsePower(t.Power...); !ok {
		say("power", "the power of %s is not understood; choose among read, write, delete, delete_backups, administer", t.Type)
	}
	if t.Source != "" && !webAddress.MatchString(t.Source) {
		say("source", "the source of %s is no address; write one that begins with https://", t.Type)
	}
	if t.Fix != nil && t.Fix.URL != "" && !webAddress.MatchString(t.Fix.URL) {
		say("", "the url of the fix of %s is no address; write one that begins with https://", t.Type)
	}
}

func (t Token) checkForms(say func(attribute, format string, args ...any)) {
	if len(t.Variables) == 0 && t.Prefix == "" {
		say("", "nothing says which values are of the kind %s; give it variables or a prefix", t.Type)
	}
	if len(t.Variables) > 50 {
		say("variables", "%s has more than 50 variables; give it a prefix instead", t.Type)
	}
	for _, v := range t.Variables {
		if !nameForm.MatchString(v) {
			say("variables", "%q is no name of a variable; write it with letters, digits and underscores", v)
		} else if of := catalog.TokensForVariable(v); len(of) > 0 && vendors(of[0]) {
			say("variables", "%s is the variable of the %s; a configuration can only add", v, of[0].Title)
		}
	}
	if t.Prefix != "" && !prefixForm.MatchString(t.Prefix) {
		say("prefix", "the prefix of %s is to be 4 to 40 letters, digits, dashes, dots or underscores; write one that only its values begin with", t.Type)
	} else if of := catalog.TokenOfPrefix(t.Prefix); of != nil {
		say("prefix", "values that begin with %s are of the kind %s; a configuration can only add", t.Prefix, of.Title)
	}
	if t.Form == "" {
		return
	}
	form, err := regexp.Compile(`^(?:` + t.Form + `)$`)
	switch {
	case len(t.Form) > 512:
		say("form", "the form of %s is longer than 512 bytes; write it shorter", t.Type)
	case err != nil:
		say("form", "the form of %s is no regular expression of RE2's syntax; correct it", t.Type)
	case form.MatchString("") || form.MatchString("changeme"):
		say("form", "the form of %s fits everything; write what its values have in common", t.Type)
	}
}

// Catalog is the owner's kinds of tokens as a provider of the catalog, nil for none.
func (p Policy) Catalog() *catalog.Provider {
	if len(p.Tokens) == 0 {
		return nil
	}
	own := &catalog.Provider{ID: "own", Title: "your own"}
	for _, t := range p.Tokens {
		k := catalog.Token{
			Type: t.Type, Title: t.Title, Scope: t.Scope, Variables: t.Variables, Form: t.Form, Opens: t.Opens, Power: t.Power,
			Weight: t.Weight, Narrower: t.Narrower, Declared: place(t.Def),
		}
		if t.Prefix != "" {
			k.Bare, k.Prefixes = true, []string{t.Prefix}
			if k.Form == "" {
				k.Form = regexp.QuoteMeta(t.Prefix) + `\S{8,}`
			}
		}
		if t.Source != "" {
			k.Sources = []string{t.Source}
		}
		if t.Fix != nil {
			k.Fix = &catalog.Fix{Steps: t.Fix.Steps, Command: t.Fix.Command, URL: t.Fix.URL}
		}
		own.Tokens = append(own.Tokens, k)
	}
	return own
}

// Opened is the derivation that gives the owner's tokens what they reach by name.
func (p Policy) Opened() graph.Derivation {
	return graph.Derivation{
		Name: "owner's tokens", Doc: "what the configuration says that a kind of token opens", Stage: graph.Vendors,
		Run: func(g *graph.Graph, out *graph.Facts) {
			for _, t := range p.Tokens {
				if len(t.Reaches) > 0 {
					t.open(g, out)
				}
			}
		},
	}
}

func (t Token) open(g *graph.Graph, out *graph.Facts) {
	power, _ := graph.ParsePower(t.Power...)
	why := graph.Evidence{Basis: graph.ReadInFile, At: place(t.Def), Says: "the configuration says that the " + t.Title + " opens it"}
	for _, to := range []graph.Kind{graph.Scope, graph.Store} {
		for n := range g.Nodes(to) {
			if !slices.ContainsFunc(n.Names, func(name string) bool { return named(t.Reaches, name) }) {
				continue
			}
			for _, from := range []graph.Kind{graph.Credential, graph.Slot} {
				for c := range g.Nodes(from) {
					if c.Past() {
						continue
					}
					if c.Type == t.Type || from == graph.Slot && c.Detail(graph.TokenKind) == t.Type {
						out.Link(graph.Edge{From: c.ID, Verb: graph.Opens, To: n.ID, Power: power}, why)
					}
				}
			}
		}
	}
}
