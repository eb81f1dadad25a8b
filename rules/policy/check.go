// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/custom"
)

// check finds what decodes and still cannot be meant.
func (p Policy) check() (all Mistakes) {
	all = append(all, globs(p.Exclude, in(p.Body, "exclude", hcl.Range{Filename: p.File, Start: hcl.InitialPos, End: hcl.InitialPos}))...)
	for _, e := range p.Environments {
		all = append(all, e.check()...)
	}
	for _, a := range p.Accepted {
		all = append(all, a.check()...)
	}
	for _, r := range p.Rules {
		all = append(all, r.check()...)
	}
	for _, s := range p.Shared {
		all = append(all, reasoned(s.Reason, s.Body, s.Def, "calls "+s.Name+" shared on purpose")...)
		all = append(all, globs([]string{s.Name}, s.Def)...)
	}
	all = append(all, p.checkTokens()...)
	all = append(all, p.checkStores()...)
	all = append(all, p.checkLive()...)
	all = append(all, p.Limit.check()...)
	all = append(all, p.Extends.check()...)
	if p.Extends == nil { // whose rules may be meant
		all = append(all, p.checkNames()...)
	}
	return all
}

// checkNames finds rules that there are not, and names of the owner's own rules that
// cannot be.
func (p Policy) checkNames() (all Mistakes) {
	for _, a := range p.Accepted {
		if !p.Knows(a.Rule) {
			all = append(all, Mistake{a.Def, fmt.Sprintf("accepts findings of %q, which is no rule; see `stagedoor explain`", a.Rule)})
		}
	}
	for _, r := range p.Rules {
		if !p.Knows(r.Rule) {
			all = append(all, Mistake{r.Def, fmt.Sprintf("sets the rule %q, which there is not; see `stagedoor explain`", r.Rule)})
		}
	}
	return append(all, WrongRules(custom.Names(p.Custom))...)
}

// WrongRules are what is wrong with the owner's own rules, among other mistakes.
func WrongRules(problems []custom.Problem) (all Mistakes) {
	for _, one := range problems {
		all = append(all, Mistake{one.At.Range, one.Says})
	}
	return all
}

var (
	accepted = lazily.Compile(`^[0-9a-fA-F]{16,64}(?::[0-9a-fA-F]{4})?(?::live|:history)?$`)
	blank    = lazily.Compile(`^[^\pL]*$`)
)

// reasoned asks for a reason with a word in it.
func reasoned(reason string, body hcl.Body, def hcl.Range, does string) Mistakes {
	if !blank.MatchString(reason) || !has(body, "reason") { // the decoder tells of one that is missing
		return nil
	}
	return Mistakes{{in(body, "reason", def), does + " without a reason; write one"}}
}

func (a Acceptance) check() (all Mistakes) {
	if !accepted.MatchString(a.Fingerprint) {
		all = append(all, Mistake{a.Def, "accepts a finding by fewer than 16 digits of its fingerprint, or with a tag that is none; copy its line from the report"})
	}
	all = append(all, reasoned(a.Reason, a.Body, a.Def, "accepts a finding of "+a.Rule)...)
	if _, err := time.Parse(time.DateOnly, a.Until); a.Until != "" && err != nil {
		all = append(all, Mistake{in(a.Body, "until", a.Def), fmt.Sprintf("accepts a finding until %q, which is no day; write it as 2027-03-31", a.Until)})
	}
	return all
}

func (r Setting) check() (all Mistakes) {
	all = append(all, reasoned(r.Reason, r.Body, r.Def, "sets the rule "+r.Rule)...)
	if r.Off == (r.Severity != "") {
		all = append(all, Mistake{r.Def, "is to turn the rule " + r.Rule + " off or to give it a severity; write one of the two"})
	}
	return append(all, severity(r.Severity, in(r.Body, "severity", r.Def))...)
}

func severity(s string, at hcl.Range) Mistakes {
	if _, known := rules.ParseSeverity(s); known || s == "" {
		return nil
	}
	return Mistakes{{at, fmt.Sprintf("the severity %q is none; choose %s", s, strings.Join(rules.Severities(), ", "))}}
}

// tiers are what an environment can be for.
var tiers = []string{string(graph.Production), string(graph.Staging), string(graph.Development), string(graph.Test), string(graph.Preview), string(graph.Shared)}

func (e Environment) check() (all Mistakes) {
	if _, sensible := environment.OfName(e.Name); !sensible {
		all = append(all, Mistake{e.Def, fmt.Sprintf("%q is no name of an environment; choose another", e.Name)})
	}
	if e.Tier != "" && !slices.Contains(tiers, e.Tier) {
		all = append(all, Mistake{in(e.Body, "tier", e.Def), fmt.Sprintf("the environment %s has the tier %q; choose %s", e.Name, e.Tier, strings.Join(tiers, ", "))})
	}
	if e.Tier == "" && len(e.Paths)+len(e.Accounts)+len(e.Projects)+len(e.Namespaces)+len(e.Stores) == 0 {
		all = append(all, Mistake{e.Def, "the environment " + e.Name + " has nothing in it; give it paths, accounts, projects, namespaces, stores or a tier"})
	}
	for name, list := range map[string][]string{"paths": e.Paths, "accounts": e.Accounts, "projects": e.Projects, "namespaces": e.Namespaces, "stores": e.Stores} {
		all = append(all, globs(list, in(e.Body, name, e.Def))...)
	}
	return all
}

// globs finds globs that can cover nothing. `**` may stand in one four times: each
// multiplies what a match costs.
func globs(list []string, at hcl.Range) (all Mistakes) {
	for _, g := range list {
		switch {
		case strings.TrimSpace(g) == "" || len(g) > 512:
			all = append(all, Mistake{at, "holds a name that is empty or longer than 512 bytes; write one that can occur"})
		case strings.HasPrefix(g, "./") || strings.HasPrefix(g, "../") || strings.Contains(g, `\`):
			all = append(all, Mistake{at, fmt.Sprintf("%q covers nothing; write it from the root of the repository, with slashes and without a dot before it", g)})
		case !wellFormed(g):
			all = append(all, Mistake{at, fmt.Sprintf("%q is no glob; close its bracket", g)})
		case strings.Count(g, "**") > 4:
			all = append(all, Mistake{at, fmt.Sprintf("%q has more than four `**`; write it with fewer", g)})
		}
	}
	return all
}
