// SPDX-License-Identifier: Apache-2.0

// Package policy is the owner's word: which environment a path belongs to, what
// is left out, and which findings are accepted, with a reason.
//
// It reads `.stagedoor.hcl` at the root of the repository (or what --config
// names). Every line that a report prints under "not so?" is a line of this
// file. Nothing in it can run, fetch or include.
package policy

import (
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclparse"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/rules"
)

// Name is the file that is looked for at the root of a repository.
const Name = ".stagedoor.hcl"

// A Policy is a decoded configuration. The zero Policy changes nothing.
type Policy struct {
	File         string        // relative to the repository, "" for none
	Exclude      []string      `hcl:"exclude,optional"` // paths that are not read
	Environments []Environment `hcl:"environment,block"`
	Accepted     []Acceptance  `hcl:"accept,block"`
	Rules        []Setting     `hcl:"rule,block"`
	Shared       []Shared      `hcl:"shared,block"`
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

	line int
}

// A Setting turns a rule off, or gives its findings another severity.
type Setting struct {
	Rule     string `hcl:"rule,label"`
	Off      bool   `hcl:"off,optional"`
	Severity string `hcl:"severity,optional"`
	Reason   string `hcl:"reason"`
}

// A Shared store or scope serves several environments on purpose.
type Shared struct {
	Name   string `hcl:"name,label"` // a glob of its name
	Reason string `hcl:"reason"`

	line int
}

// An Acceptance keeps a finding out of the report and the gate.
type Acceptance struct {
	Rule        string `hcl:"rule,label"`
	Fingerprint string `hcl:"fingerprint,label"` // 16 or more digits of it, and ":1f3c", the tag of the secret that was accepted, where it is about one
	Reason      string `hcl:"reason"`
	Until       string `hcl:"until,optional"` // the last day on which it counts, as 2027-03-31

	line int
}

// Read decodes a configuration file; shown is how it is named in messages and
// evidence. Its errors are for exit code 2.
func Read(file, shown string) (Policy, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return Policy{}, fmt.Errorf("%s cannot be read; name an existing file with --config", shown)
	}
	return Parse(src, shown)
}

// Parse is [Read] for the bytes of a file.
func Parse(src []byte, shown string) (Policy, error) {
	p := Policy{File: shown}
	parsed, diags := hclparse.NewParser().ParseHCL(src, shown)
	if !diags.HasErrors() {
		diags = append(diags, decode(parsed, &p)...)
	}
	if diags.HasErrors() {
		return Policy{}, explain(shown, diags)
	}
	return p, p.check()
}

func decode(f *hcl.File, p *Policy) hcl.Diagnostics {
	diags := gohcl.DecodeBody(f.Body, nil, p)
	content, _, _ := f.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "environment", LabelNames: []string{"name"}}, {Type: "accept", LabelNames: []string{"rule", "fingerprint"}}, {Type: "shared", LabelNames: []string{"name"}}}})
	environments, acceptances, shared := 0, 0, 0
	for _, b := range content.Blocks {
		line := b.DefRange.Start.Line
		switch {
		case b.Type == "environment" && environments < len(p.Environments):
			p.Environments[environments].line = line
			environments++
		case b.Type == "accept" && acceptances < len(p.Accepted):
			p.Accepted[acceptances].line = line
			acceptances++
		case b.Type == "shared" && shared < len(p.Shared):
			p.Shared[shared].line = line
			shared++
		}
	}
	return diags
}

// explain words the first diagnostic with its place.
func explain(shown string, diags hcl.Diagnostics) error {
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		line := 1
		if d.Subject != nil {
			line = d.Subject.Start.Line
		}
		return fmt.Errorf("%s:%d: %s; correct this line", shown, line, strings.ToLower(strings.TrimSuffix(d.Summary, ".")))
	}
	return errors.New(shown + " is not valid; correct it")
}

var accepted = lazily.Compile(`^[0-9a-fA-F]{16,64}(?::[0-9a-fA-F]{4})?$`)

var day = lazily.Compile(`^\d{4}-\d{2}-\d{2}$`)

func (p Policy) check() error {
	for _, a := range p.Accepted {
		switch _, known := rules.Find(a.Rule); {
		case !known:
			return fmt.Errorf("%s accepts findings of %q, which is no rule; see `stagedoor explain`", p.File, a.Rule)
		case strings.TrimSpace(a.Reason) == "":
			return fmt.Errorf("%s accepts a finding of %s without a reason; write one", p.File, a.Rule)
		case a.Until != "" && !day.MatchString(a.Until):
			return fmt.Errorf("%s accepts a finding of %s until %q, which is no day; write it as 2027-03-31", p.File, a.Rule, a.Until)
		case !accepted.MatchString(a.Fingerprint):
			return fmt.Errorf("%s accepts a finding of %s by fewer than 16 digits of its fingerprint, or with a tag that is none; copy its line from the report", p.File, a.Rule)
		}
	}
	for _, r := range p.Rules {
		_, known := rules.Find(r.Rule)
		_, severity := rules.ParseSeverity(r.Severity)
		switch {
		case !known:
			return fmt.Errorf("%s sets the rule %q, which there is not; see `stagedoor explain`", p.File, r.Rule)
		case strings.TrimSpace(r.Reason) == "":
			return fmt.Errorf("%s sets the rule %s without a reason; write one", p.File, r.Rule)
		case r.Off == (r.Severity != ""):
			return fmt.Errorf("%s is to turn the rule %s off or to give it a severity; write one of the two", p.File, r.Rule)
		case r.Severity != "" && !severity:
			return fmt.Errorf("%s gives the rule %s the severity %q; choose %s", p.File, r.Rule, r.Severity, strings.Join(rules.Severities(), ", "))
		}
	}
	for _, s := range p.Shared {
		if strings.TrimSpace(s.Reason) == "" {
			return fmt.Errorf("%s calls %s shared on purpose without a reason; write one", p.File, s.Name)
		}
	}
	return p.checkEnvironments()
}

// tiers are what an environment can be for.
var tiers = []string{string(graph.Production), string(graph.Staging), string(graph.Development), string(graph.Test), string(graph.Preview), string(graph.Shared)}

func (p Policy) checkEnvironments() error {
	for _, e := range p.Environments {
		_, sensible := environment.OfName(e.Name)
		switch {
		case !sensible:
			return fmt.Errorf("%s:%d: %q is no name of an environment; choose another", p.File, e.line, e.Name)
		case e.Tier != "" && !slices.Contains(tiers, e.Tier):
			return fmt.Errorf("%s:%d: the environment %s has the tier %q; choose %s", p.File, e.line, e.Name, e.Tier, strings.Join(tiers, ", "))
		case e.Tier == "" && len(e.Paths)+len(e.Accounts)+len(e.Projects)+len(e.Namespaces)+len(e.Stores) == 0:
			return fmt.Errorf("%s:%d: the environment %s has nothing in it; give it paths, accounts, projects, namespaces, stores or a tier", p.File, e.line, e.Name)
		}
	}
	return nil
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
				return e.Name, graph.Location{File: p.File, Line: e.line}, true
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
