// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// In this file: what permission systems document. Which actions have which power
// over a type of store, and which named roles and managed policies grant what.
// It stands in files of its own, as aws_permissions.hcl.

// A Governed is a type of store, backup or scope, with the actions that have
// power over it.
type Governed struct {
	Type    string   `hcl:"type,label"`    // of the graph: aws_db_instance
	Name    string   `hcl:"name,optional"` // its resource name, with {name}: "rds:db:{name}"; "" where the vendor has none
	Actions []Action `hcl:"action,block"`
	Source  string   `hcl:"source"`
}

// An Action is one permission.
type Action struct {
	Name   string   `hcl:"name,label"`      // rds:DeleteDBInstance
	Gives  []string `hcl:"gives"`           // names of graph.Power
	Inside bool     `hcl:"inside,optional"` // is done to what lies in the thing: objects of a bucket
}

// A Grant is a role or managed policy that the vendor keeps.
type Grant struct {
	Name   string   `hcl:"name,label"`      // roles/cloudsql.admin, Contributor, arn:aws:iam::aws:policy/AmazonRDSFullAccess
	Allow  []string `hcl:"allow,optional"`  // actions, of a managed policy of AWS
	Except []string `hcl:"except,optional"` // allowed are all actions but these
	Over   []string `hcl:"over,optional"`   // types, of a role; "*" for all of the provider
	Gives  []string `hcl:"gives,optional"`  // names of graph.Power over these
	Source string   `hcl:"source"`          // a page of the vendor
	Note   string   `hcl:"note,optional"`   //
}

// GovernedByType finds the actions over a type; nil where none are known.
func GovernedByType(typ string) *Governed { return index().governed[typ] }

// GrantByName finds a role or managed policy of a provider.
func GrantByName(provider, name string) *Grant {
	return index().grants[provider+" "+strings.ToLower(name)]
}

// Power is what an action gives.
func (a Action) Power() graph.Power {
	p, _ := graph.ParsePower(a.Gives...)
	return p
}

// Power is what a role gives over a type.
func (g *Grant) Power(typ string) graph.Power {
	for _, over := range g.Over {
		if over == "*" || over == typ {
			p, _ := graph.ParsePower(g.Gives...)
			return p
		}
	}
	return 0
}

func (t *tables) addPermissions(p *Provider) {
	for i := range p.Governed {
		t.governed[p.Governed[i].Type] = &p.Governed[i]
	}
	for i := range p.Grants {
		t.grants[p.ID+" "+strings.ToLower(p.Grants[i].Name)] = &p.Grants[i]
	}
}
