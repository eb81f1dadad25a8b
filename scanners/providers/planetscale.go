// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// PlanetScale gives a service token a list of accesses, for the organisation and
// for single databases. It can read its own where read_service_tokens is one of
// them; where it is not, what it may do is not known.
var PlanetScale = add(Provider{
	Name: "planetscale", Title: "PlanetScale",
	Doc: "Asks which accesses the service token has, and lists databases, their branches with protection, backup policies, backups of production branches, and the user names of their passwords. " +
		"Secrets of passwords and tokens are not in these answers. The id of the token is taken from PLANETSCALE_SERVICE_TOKEN_ID. " +
		"A service token with the accesses read_organization and read_service_tokens, and read_database, read_branch and read_backups on all databases, suffices.",
	Variables: []string{"PLANETSCALE_SERVICE_TOKEN"},
	Base:      "https://api.planetscale.com", BaseVariable: "STAGEDOOR_PLANETSCALE_URL",
	Allow: []string{
		"GET /v1/organizations",
		"GET /v1/organizations/*/service-tokens/*",
		"GET /v1/organizations/*/databases",
		"GET /v1/organizations/*/databases/*/branches",
		"GET /v1/organizations/*/databases/*/backup-policies",
		"GET /v1/organizations/*/databases/*/branches/*/backups",
		"GET /v1/organizations/*/databases/*/branches/*/passwords",
	},
	Budget: 3000,
	Ask:    askPlanetScale,
})

const (
	planetScaleToken = "planetscale_service_token"
	planetScaleID    = "PLANETSCALE_SERVICE_TOKEN_ID" // of the token: no secret, and a part of the header
)

type planetScale struct {
	*Client
	ctx   context.Context
	out   *graph.Facts
	token graph.ID
	id    string
}

func askPlanetScale(ctx context.Context, c *Client, out *graph.Facts) error {
	v, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	p := &planetScale{Client: c, ctx: ctx, out: out, id: c.Setting(planetScaleID)}
	if p.id == "" || strings.ContainsAny(p.id, ": \r\n") {
		return failure{kind: graph.Denied, says: "a service token is sent with its id; set " + planetScaleID}
	}
	c.UseFunc(func(h http.Header) bool { return v.Authorize(h, "Authorization", p.id+":") })
	var orgs []string
	err := p.pages("/v1/organizations", func(path string) (int, error) {
		var answer struct {
			planetScalePage
			Data entries[struct {
				Name string `json:"name"`
			}] `json:"data"`
		}
		err := c.Get(ctx, path, nil, &answer)
		c.odd(out, "/v1/organizations", "the organisations", answer.Data.odd)
		for _, o := range answer.Data.all {
			if o.Name != "" {
				orgs = append(orgs, o.Name)
			}
		}
		return answer.next(), err
	})
	if Status(err) == http.StatusUnauthorized {
		return err
	}
	c.Failed(out, "the organisations of the token", err)
	p.token = Given(out, planetScaleToken, variable, v, c.Fetched("/v1/organizations", "the token that was given for this run"))
	for _, name := range orgs {
		p.organization(name)
	}
	return nil
}

// planetScalePage is what every list says of itself.
type planetScalePage struct {
	Next maybe[int] `json:"next_page"`
}

func (p planetScalePage) next() int { return p.Next.is }

// pages walks a list by the number of its next page, which is null on the last.
func (p *planetScale) pages(path string, page func(path string) (next int, err error)) error {
	return p.Pages(p.ctx, path+"?page=1&per_page=100", func(_ context.Context, at string) (string, error) {
		next, err := page(at)
		if err != nil || next <= 0 {
			return "", err
		}
		return path + "?page=" + strconv.Itoa(next) + "&per_page=100", nil
	})
}

func (p *planetScale) organization(name string) {
	base := "/v1/organizations/" + url.PathEscape(name)
	why := p.Fetched("/v1/organizations", "an organisation that the token has access to")
	org := Scope(p.out, "planetscale_organization", name, name, why)
	accesses, known := p.accesses(base)
	if !known {
		Opens(p.out, p.token, planetScaleToken, org, new(graph.Power), why)
	}
	err := p.pages(base+"/databases", func(path string) (int, error) {
		var answer struct {
			planetScalePage
			Data entries[planetScaleDatabase] `json:"data"`
		}
		err := p.Get(p.ctx, path, nil, &answer)
		p.odd(p.out, base+"/databases", "the databases", answer.Data.odd)
		for _, d := range answer.Data.all {
			if d.Name != "" {
				p.database(base, name, org, d, accesses)
			}
		}
		return answer.next(), err
	})
	p.Failed(p.out, "the databases of the organisation", err)
}

// accesses are what the token may do, by the name of a database; "" stands for
// the organisation and with it for all of its databases. Known is false where the
// token may not ask.
func (p *planetScale) accesses(base string) (of map[string][]string, known bool) {
	path := base + "/service-tokens/" + url.PathEscape(p.id)
	var answer struct {
		Expires  json.RawMessage `json:"expires_at"`
		Accesses entries[struct {
			Access string `json:"access"`
			Type   string `json:"resource_type"`
			Name   string `json:"resource_name"`
			ID     string `json:"resource_id"`
		}] `json:"service_token_accesses"`
	}
	if err := p.Get(p.ctx, path, nil, &answer); err != nil {
		if Refused(err) || NotFound(err) {
			p.Gap(p.out, path, graph.Denied, "what the token may do could not be read: it needs the access read_service_tokens")
			return nil, false
		}
		p.Failed(p.out, "what the token may do", err)
		return nil, false
	}
	p.odd(p.out, path, "what the token may do", answer.Accesses.odd)
	if string(answer.Expires) == "null" {
		p.out.Note(p.token, graph.Trait{Name: graph.NeverExpires}, graph.Yes, p.Fetched(path, "the token has no day on which it expires"))
	}
	of = map[string][]string{}
	for _, a := range answer.Accesses.all {
		on := ""
		if strings.Contains(strings.ToLower(a.Type), "database") {
			on = cmp.Or(a.Name, a.ID)
		}
		if on != "" || !strings.Contains(strings.ToLower(a.Type), "database") {
			of[on] = append(of[on], a.Access)
		}
	}
	return of, true
}

// A planetScalePower is what accesses give over a database and its branches.
type planetScalePower struct{ database, production, development graph.Power }

// planetScalePowers reads accesses as the operations of the API name them. An
// access that lets somebody make a password of a branch gives its rows.
// https://github.com/alchemy-run/distilled-spec-planetscale/blob/5bbeacd5a4090e0ba73dcf10b189c80df7f7cee5/specs/openapi.json
func planetScalePowers(accesses []string) (w planetScalePower) {
	for _, a := range accesses {
		switch a {
		case "delete_database", "delete_databases":
			w.database |= graph.Delete
		case "write_database", "write_databases":
			w.database |= graph.Administer
		case "delete_branch", "delete_branches":
			w.development |= graph.Delete
		case "delete_production_branch", "delete_production_branches":
			w.production |= graph.Delete
		case "connect_branch":
			w.development |= graph.Read | graph.Write
		case "connect_production_branch":
			w.production |= graph.Read | graph.Write
		case "connect_production_read_only_branch":
			w.production |= graph.Read
		case "delete_backups":
			w.development |= graph.DeleteBackups
		case "delete_production_branch_backups":
			w.production |= graph.DeleteBackups
		}
	}
	return w
}
