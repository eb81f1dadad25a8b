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
	Type     string   `hcl:"type,label"`    // of the graph: aws_db_instance
	Name     string   `hcl:"name,optional"` // its resource name, with {name}: "rds:db:{name}", "ec2::snapshot/{name}" where no account is in it; "" where the vendor has none
	Actions  []Action `hcl:"action,block"`
	Source   string   `hcl:"source"`
	Verified bool     `hcl:"verified,optional"` // the name and all actions were read there
}

// An Action is one permission.
type Action struct {
	Name   string   `hcl:"name,label"`      // rds:DeleteDBInstance
	Gives  []string `hcl:"gives"`           // names of graph.Power
	Inside bool     `hcl:"inside,optional"` // is done to what lies in the thing: objects of a bucket
}

// A Grant is a role or managed policy that the vendor keeps.
type Grant struct {
	Name     string   `hcl:"name,label"`        // roles/cloudsql.admin, Contributor, arn:aws:iam::aws:policy/AmazonRDSFullAccess
	Allow    []string `hcl:"allow,optional"`    // actions, of a managed policy of AWS
	Except   []string `hcl:"except,optional"`   // allowed are all actions but these
	Over     []string `hcl:"over,optional"`     // types, of a role; "*" for all of the provider
	Gives    []string `hcl:"gives,optional"`    // names of graph.Power over these
	Source   string   `hcl:"source"`            // a page of the vendor
	Verified bool     `hcl:"verified,optional"` // what it grants was read there
	Note     string   `hcl:"note,optional"`     //
}

// GovernedByType finds the actions over a type; nil where none are known.
func GovernedByType(typ string) *Governed { return index().governed[typ] }

// Document is the vendor's word on these actions.
func (k *Governed) Document() graph.Evidence {
	return Documented(k.Verified, []string{k.Source}, "")
}

// GrantByName finds a managed policy of a provider.
func GrantByName(provider, name string) *Grant {
	for _, g := range grantsOf(provider, name) {
		return g
	}
	return nil
}

// GrantOver finds what a role of a provider gives over a type; nil where that is
// nothing. A role that gives different power over several types stands in as many
// entries.
func GrantOver(provider, name, typ string) *Grant {
	for _, g := range grantsOf(provider, name) {
		if g.Power(typ) != 0 {
			return g
		}
	}
	return nil
}

func grantsOf(provider, name string) []*Grant {
	return index().grants[provider+" "+strings.ToLower(name)]
}

// Document is the vendor's word on what a role or managed policy grants.
func (g *Grant) Document(says string) graph.Evidence {
	return Documented(g.Verified, []string{g.Source}, says)
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
		key := p.ID + " " + strings.ToLower(p.Grants[i].Name)
		t.grants[key] = append(t.grants[key], &p.Grants[i])
	}
}
