// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"net/url"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
)

type planetScaleDatabase struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Protected *bool  `json:"deletion_protected"`
	TwoAdmins bool   `json:"multiple_admins_required_for_deletion"`

	base  string // path
	key   string // ORGANISATION/NAME
	store graph.ID
	power planetScalePower
}

type planetScaleBranch struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Kind       string `json:"kind"`
	Production bool   `json:"production"`
	Protected  *bool  `json:"deletion_protected"`

	path  string
	store graph.ID
}

func (p *planetScale) database(base, org string, scope graph.ID, d planetScaleDatabase, accesses map[string][]string) {
	why := p.Fetched(base+"/databases", "a database of the organisation")
	d.base, d.key = base+"/databases/"+url.PathEscape(d.Name), org+"/"+d.Name
	d.store = Store(p.out, "planetscale_database", d.key, d.Name, why)
	Contains(p.out, scope, d.store, why)
	NamedFor(p.out, d.store, d.Name, why)
	if d.Protected != nil {
		Locked(p.out, d.store, *d.Protected, p.Fetched(base+"/databases", either(*d.Protected, "deletion protection is on", "deletion protection is off")))
	}
	if d.TwoAdmins {
		p.out.Note(d.store, graph.Trait{Name: graph.TraitLock, Detail: graph.LockOther}, graph.Yes, p.Fetched(base+"/databases", "a second administrator has to agree to its deletion"))
	}
	var all []string
	for _, on := range []string{"", d.Name, d.ID} {
		all = append(all, accesses[on]...)
	}
	d.power = planetScalePowers(all)
	if d.power.database != 0 {
		power := d.power.database | graph.Read
		Opens(p.out, p.token, planetScaleToken, d.store, &power, p.Fetched(base+"/service-tokens/"+url.PathEscape(p.id), "its accesses over the database"))
	}
	p.branches(base, d)
}

func either(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}

// branches lists a database's branches, and what saves those of production.
func (p *planetScale) branches(base string, d planetScaleDatabase) {
	list := d.base + "/branches"
	var production []planetScaleBranch
	err := p.pages(list, func(path string) (int, error) {
		var answer struct {
			planetScalePage
			Data entries[planetScaleBranch] `json:"data"`
		}
		err := p.Get(p.ctx, path, nil, &answer)
		p.odd(p.out, list, "the branches of a database", answer.Data.odd)
		for _, b := range answer.Data.all {
			if b.Name == "" {
				continue
			}
			b = p.branch(base, list, d, b)
			if b.Production {
				production = append(production, b)
			}
		}
		return answer.next(), err
	})
	p.Failed(p.out, "the branches of a database", err)
	p.backups(d, production, err == nil)
	for _, b := range production {
		p.passwords(d, b)
	}
}

// branch says what a branch is for. The vendor calls every branch production or
// development; that speaks only where no name says otherwise: a database of
// staging's own has a production branch too.
func (p *planetScale) branch(base, list string, d planetScaleDatabase, b planetScaleBranch) planetScaleBranch {
	why := p.Fetched(list, "a branch of the database")
	b.path = list + "/" + url.PathEscape(b.Name)
	b.store = Store(p.out, "planetscale_branch", d.key+"/"+b.Name, d.Name+"/"+b.Name, why)
	Contains(p.out, d.store, b.store, why)
	switch {
	case NamedFor(p.out, b.store, b.Name, why):
	case lowerByName(d.Name) && b.Production:
		NamedAfter(p.out, b.store, "the name of its database", d.Name, why)
	case b.Production:
		Belongs(p.out, b.store, "production", p.Fetched(list, "it is a production branch"))
		if !lowerByName(d.Name) {
			Belongs(p.out, d.store, "production", p.Fetched(list, "it has a production branch"))
		}
	default:
		Belongs(p.out, b.store, "development", p.Fetched(list, "it is a development branch"))
	}
	switch {
	case b.Protected == nil:
	case *b.Protected:
		Locked(p.out, b.store, true, p.Fetched(list, "deletion protection is on"))
	case b.Production:
		Locked(p.out, b.store, false, p.Fetched(list, "deletion protection is off"))
	}
	power := d.power.development
	if b.Production {
		power = d.power.production
	}
	if power != 0 {
		Opens(p.out, p.token, planetScaleToken, b.store, &power, p.Fetched(base+"/service-tokens/"+url.PathEscape(p.id), "its accesses over "+either(b.Production, "production", "development")+" branches"))
	}
	return b
}

// lowerByName reports whether a name says that a thing is not production's.
func lowerByName(name string) bool {
	d, ok := environment.OfName(name)
	if !ok || !d.Tier.Below() {
		d, ok = environment.OfWord(name)
	}
	return ok && d.Tier.Below()
}

// passwords joins a production branch with connection strings, in which a user
// name stands for a branch. The answer holds no password.
func (p *planetScale) passwords(d planetScaleDatabase, b planetScaleBranch) {
	if b.Kind != "" && b.Kind != "mysql" {
		return // roles of Postgres are users of a server, which is known by its address
	}
	list := b.path + "/passwords"
	err := p.pages(list, func(path string) (int, error) {
		var answer struct {
			planetScalePage
			Data entries[struct {
				User string `json:"username"`
				Host string `json:"access_host_url"`
			}] `json:"data"`
		}
		err := p.Get(p.ctx, path, nil, &answer)
		p.odd(p.out, list, "the user names of a branch", answer.Data.odd)
		for _, w := range answer.Data.all {
			if w.User == "" || w.Host == "" {
				continue
			}
			none := secret.Value{}
			c, ok := secret.ConnectionOf("mysql", secret.New(w.Host), none, secret.New(d.Name), secret.New(w.User), none)
			if !ok || c.Provider != "planetscale" || c.Server() == "" {
				continue
			}
			why := p.Fetched(list, "a user name of the branch, as connection strings have it")
			for _, key := range []string{c.Server(), c.Store()} { // a branch is one server with one database
				p.out.Same(b.store, p.out.Node(graph.Thing{Kind: graph.Store, Key: key}), why)
			}
		}
		return answer.next(), err
	})
	p.Failed(p.out, "the user names of a branch", err)
}
