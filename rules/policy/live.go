// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// A Live says what `scan --live` may ask a provider about. It can only restrict: it
// asks nobody by itself, adds nothing to what the command line names, and knows no
// variables, credentials or addresses. An attribute that is not there restricts
// nothing. What an organisation's file and the repository's both say holds.
type Live struct {
	Provider     string   `hcl:"provider,label"`
	Accounts     []string `hcl:"accounts,optional"`     // aws: numbers
	Regions      []string `hcl:"regions,optional"`      // aws; what has no region is asked still
	Owners       []string `hcl:"owners,optional"`       // github
	Repositories []string `hcl:"repositories,optional"` // github: acme/shop-*; of other owners nothing is asked
	Contexts     []string `hcl:"contexts,optional"`     // kubernetes, of the kubeconfig
	Clusters     []string `hcl:"clusters,optional"`     // kubernetes, by the kubeconfig's name
	Workspaces   []string `hcl:"workspaces,optional"`   // railway: names or ids
	Projects     []string `hcl:"projects,optional"`     // railway: names or ids

	Def  hcl.Range `hcl:",def_range"`
	Body hcl.Body  `hcl:",body"`
}

// restricts are the providers that can be restricted, each with its attributes.
var restricts = []struct {
	provider   string
	attributes []string
}{
	{"aws", []string{"accounts", "regions"}},
	{"github", []string{"owners", "repositories"}},
	{"kubernetes", []string{"clusters", "contexts"}},
	{"railway", []string{"projects", "workspaces"}},
}

func (l Live) lists() map[string][]string {
	return map[string][]string{
		"accounts": l.Accounts, "regions": l.Regions, "owners": l.Owners, "repositories": l.Repositories,
		"contexts": l.Contexts, "clusters": l.Clusters, "workspaces": l.Workspaces, "projects": l.Projects,
	}
}

func (p Policy) checkLive() (all Mistakes) {
	for i, l := range p.Live {
		if slices.ContainsFunc(p.Live[:i], func(o Live) bool { return o.Provider == l.Provider }) {
			all = append(all, Mistake{l.Def, fmt.Sprintf("what may be asked of %q is there twice; keep one block", l.Provider)})
			continue
		}
		all = append(all, l.check()...)
	}
	return all
}

func (l Live) check() (all Mistakes) {
	var names, takes []string
	for _, r := range restricts {
		if names = append(names, r.provider); r.provider == l.Provider {
			takes = r.attributes
		}
	}
	if takes == nil {
		return Mistakes{{l.Def, fmt.Sprintf("what is asked of %q cannot be restricted here; choose %s", l.Provider, strings.Join(names, ", "))}}
	}
	some := false
	for name, list := range l.lists() {
		at := in(l.Body, name, l.Def)
		switch {
		case list == nil:
			continue
		case !slices.Contains(takes, name):
			all = append(all, Mistake{at, fmt.Sprintf("%s cannot be restricted by %s; choose %s", l.Provider, name, strings.Join(takes, ", "))})
		case len(list) == 0:
			all = append(all, Mistake{at, fmt.Sprintf("the %s of %s are none; name some, or leave --live %s out", name, l.Provider, l.Provider)})
		}
		some = true
		all = append(all, globs(list, at)...)
	}
	if attributes, _ := l.Body.JustAttributes(); !some && len(attributes) == 0 {
		all = append(all, Mistake{l.Def, fmt.Sprintf("nothing is restricted for %s; write %s", l.Provider, strings.Join(takes, " or "))})
	}
	return all
}

// NotAsked is the place, as FILE:LINE, by which the configuration leaves out of
// what may be asked a thing with some names, "" where it does not. The attribute is
// one of [Live]. Where only repositories are given, owners of none are left out too.
func (p Policy) NotAsked(provider, attribute string, names ...string) string {
	for _, l := range p.Live {
		if l.Provider != provider {
			continue
		}
		lists := map[string][]string{attribute: l.lists()[attribute]}
		if attribute == "owners" {
			lists["repositories"] = ownersOf(l.Repositories)
		}
		for of, list := range lists {
			if list != nil && !slices.ContainsFunc(names, func(name string) bool { return within(provider, list, name) }) {
				at := in(l.Body, of, l.Def)
				return fmt.Sprintf("%s:%d", at.Filename, at.Start.Line)
			}
		}
	}
	return ""
}

// within compares as the provider does: names on GitHub have no case.
func within(provider string, globs []string, name string) bool {
	if provider != "github" {
		return named(globs, name)
	}
	return slices.ContainsFunc(globs, func(g string) bool { return Match(strings.ToLower(g), strings.ToLower(name)) })
}

// ownersOf are the globs of owners in globs of repositories.
func ownersOf(repositories []string) (owners []string) {
	for _, r := range repositories {
		owner, _, _ := strings.Cut(strings.TrimPrefix(path.Clean(r), "/"), "/")
		owners = append(owners, owner)
	}
	return owners
}
