// SPDX-License-Identifier: Apache-2.0

// Package policy is the owner's word: which environment a path belongs to, what
// is left out, and which findings are accepted, with a reason.
//
// It reads `.stagedoor.hcl` at the root of the repository (see [Places]), in HCL or
// in HCL's JSON form. Every line that a report prints under "not so?" is a line of
// this file. Nothing in it can run or fetch. It may extend one other file, pinned by
// its digest: the word of an organisation, which wins where both speak and may say
// how much a repository can accept by itself ([Policy.With]).
//
// What can stand in it is the fields of [Policy]: the decoder, the schema in JSON
// and the places of mistakes follow from their tags. A kind of block is a field
// here, a type in a file of its own, and a line in [Policy.check].
package policy

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/custom"
)

// A Policy is a decoded configuration. The zero Policy changes nothing.
type Policy struct {
	File string // as messages name it, "" for none

	Exclude      []string      `hcl:"exclude,optional"` // paths that are not read
	Environments []Environment `hcl:"environment,block"`
	Accepted     []Acceptance  `hcl:"accept,block"`
	Rules        []Setting     `hcl:"rule,block"`
	Shared       []Shared      `hcl:"shared,block"`
	Tokens       []Token       `hcl:"token,block"`
	Stores       []Store       `hcl:"store,block"`
	Live         []Live        `hcl:"live,block"`
	Limit        *Limit        `hcl:"ignores,block"`
	Extends      *Extends      `hcl:"extends,block"`

	Custom []custom.Source `hcl:"custom_rule,block"` // rules of the owner's own; whether they may run, the caller decides

	Body hcl.Body `hcl:",body"`

	left      []string  // paths that the repository leaves out by itself, where it extends a file
	overruled []Mistake // words that the organisation's take the place of
}

// An Environment says what belongs to an environment, and what a name of the
// owner's own is for.
type Environment struct {
	Name       string   `hcl:"name,label"`
	Tier       string   `hcl:"tier,optional"`       // production, staging, development, test, preview, shared
	Paths      []string `hcl:"paths,optional"`      // globs of files
	Accounts   []string `hcl:"accounts,optional"`   // numbers or names of accounts and subscriptions
	Projects   []string `hcl:"projects,optional"`   // of projects and apps
	Namespaces []string `hcl:"namespaces,optional"` // of a cluster
	Stores     []string `hcl:"stores,optional"`     // globs of names of data stores

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
}

// A Setting turns a rule off, or gives its findings another severity.
type Setting struct {
	Rule     string `hcl:"rule,label"`
	Off      bool   `hcl:"off,optional"`
	Severity string `hcl:"severity,optional"`
	Reason   string `hcl:"reason"`

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
	org  bool      // the organisation says it
}

// A Shared store or scope serves several environments on purpose.
type Shared struct {
	Name   string `hcl:"name,label"` // a glob of its name
	Reason string `hcl:"reason"`

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
	org  bool
}

// An Acceptance keeps a finding out of the report and the gate.
type Acceptance struct {
	Rule        string `hcl:"rule,label"`
	Fingerprint string `hcl:"fingerprint,label"` // 16 or more digits of it, and ":1f3c", the tag of the secret that was accepted, where it is about one; ":live" or ":history" where only --live or --history can see it
	Reason      string `hcl:"reason"`
	Until       string `hcl:"until,optional"` // the last day on which it counts, as 2027-03-31

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
	org  bool
}

// place is where a block begins.
func place(def hcl.Range) graph.Location {
	return graph.Location{File: def.Filename, Line: max(def.Start.Line, 1)}
}

// Knows reports whether there is a rule of an id, built-in or the owner's own.
func (p Policy) Knows(id string) bool {
	_, builtIn := rules.Find(id)
	return builtIn || slices.ContainsFunc(p.Custom, func(s custom.Source) bool { return s.ID == id })
}

// Without reports whether the owner leaves a path out.
func (p Policy) Without(file string) bool {
	return slices.ContainsFunc(p.Exclude, func(glob string) bool { return Match(glob, file) })
}

// Owner says which environment the owner gives a path; the last block wins.
func (p Policy) Owner(file string) (name string, at graph.Location, ok bool) {
	for _, e := range slices.Backward(p.Environments) {
		for _, glob := range e.Paths {
			if Match(glob, file) {
				return e.Name, place(e.Def), true
			}
		}
	}
	return "", graph.Location{}, false
}

// Match reports whether a glob covers a slash-separated path: `*` stands for
// anything within a segment, `**` for any number of segments, and a folder's
// name covers what lies in it.
func Match(glob, file string) bool {
	return match(strings.Split(strings.Trim(glob, "/"), "/"), strings.Split(file, "/"))
}

// wellFormed reports whether every segment of a glob can be matched.
func wellFormed(glob string) bool {
	for segment := range strings.SplitSeq(glob, "/") {
		if _, err := path.Match(segment, ""); err != nil {
			return false
		}
	}
	return true
}

func match(glob, file []string) bool {
	for len(glob) > 0 {
		if glob[0] == "**" {
			for i := range len(file) + 1 {
				if match(glob[1:], file[i:]) {
					return true
				}
			}
			return false
		}
		if len(file) == 0 {
			return false
		}
		if ok, err := path.Match(glob[0], file[0]); err != nil || !ok {
			return false
		}
		glob, file = glob[1:], file[1:]
	}
	return true
}
