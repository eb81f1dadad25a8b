// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"

	"github.com/stagedoor/stagedoor/graph"
)

// Heroku knows environments where apps are in a pipeline: the stage of an app is
// the vendor's own word. An add-on may be attached to apps of several stages, and
// then serves all of them.
var Heroku = add(Provider{
	Name: "heroku", Title: "Heroku",
	Doc: "Asks whose the key is, and lists teams, apps with their stages in pipelines, and Postgres and Key-Value Store add-ons with the apps they are attached to. " +
		"Config vars are values and are not asked for; neither are authorizations, whose list holds tokens, so the key's scope is not known; backups have no public API. " +
		"An authorization with the OAuth scope read suffices (heroku authorizations:create --scope read).",
	Variables: []string{"HEROKU_API_KEY"},
	Base:      "https://api.heroku.com", BaseVariable: "STAGEDOOR_HEROKU_URL",
	Allow:  []string{"GET /account", "GET /teams", "GET /apps", "GET /pipeline-couplings", "GET /addons", "GET /addon-attachments"},
	Budget: 1000,
	Ask:    askHeroku,
	Probe: &Probe{
		Kinds: []string{"heroku_api_key", "heroku_legacy_api_key"},
		Calls: "GET /account",
		Allow: []string{"GET /account"},
		Ask: func(ctx context.Context, c *Client, found Found, out *graph.Facts) error {
			c.Use(found.Value, "Authorization", "Bearer ")
			h := &heroku{Client: c, ctx: ctx, out: out}
			account, err := h.whoAmI()
			if err == nil {
				Opens(out, found.ID, found.Kind, account, nil, c.Fetched("/account", "the API answers it for this account"))
			}
			return err
		},
	},
})

type heroku struct {
	*Client
	ctx     context.Context
	out     *graph.Facts
	account graph.ID
	cred    graph.ID
	kind    string
	teams   map[string]graph.ID  // by id
	apps    map[string]herokuApp // by id
}

type herokuApp struct {
	id    graph.ID
	stage string // of its pipeline; "" for none
}

func askHeroku(ctx context.Context, c *Client, out *graph.Facts) error {
	v, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	c.Use(v, "Authorization", "Bearer ")
	h := &heroku{Client: c, ctx: ctx, out: out, kind: kindOf(variable, v, "heroku_api_key"), teams: map[string]graph.ID{}, apps: map[string]herokuApp{}}
	account, err := h.whoAmI()
	if Status(err) == http.StatusUnauthorized {
		return err
	}
	h.cred = Given(out, h.kind, variable, v, c.Fetched("/account", "the key that was given for this run"))
	if err != nil {
		c.Failed(out, "whose the key is", err)
		account = Scope(out, "heroku_account", "of the key", "the key's account", c.Fetched("/apps", "the API answers the key"))
	}
	h.account = account
	Opens(out, h.cred, h.kind, account, nil, c.Fetched("/account", "the API answers it for this account"))
	c.Failed(out, "the teams", h.listTeams())
	stages, err := h.stages()
	c.Failed(out, "the stages of the apps", err)
	c.Failed(out, "the apps", h.listApps(stages))
	attached, err := h.attachments()
	c.Failed(out, "the attachments of add-ons", err)
	c.Failed(out, "the add-ons", h.addOns(attached))
	return nil
}

// whoAmI asks for the account. Its e-mail address is nobody's business here.
func (h *heroku) whoAmI() (graph.ID, error) {
	var answer struct {
		ID string `json:"id"`
	}
	if _, err := h.page("/account", "", &answer); err != nil {
		return graph.ID{}, err
	}
	if answer.ID == "" {
		return graph.ID{}, failure{path: "/account", kind: graph.Invalid, says: "the answer names no account"}
	}
	return Scope(h.out, "heroku_account", answer.ID, "the key's account", h.Fetched("/account", "the account of the key")), nil
}

// listTeams adds the teams. What their admin may do is all; of other roles the
// API does not say what they may do to an app.
func (h *heroku) listTeams() error {
	type team struct {
		ID   string        `json:"id"`
		Name string        `json:"name"`
		Role maybe[string] `json:"role"`
	}
	return herokuPages(h, "/teams", func(t team) {
		h.team(t.ID, t.Name)
		if t.ID == "" {
			return
		}
		unknown := graph.Power(0)
		power, says := &unknown, "a team of the key's account, which is no admin of it"
		if t.Role.is == "admin" {
			power, says = nil, "a team of which the key's account is an admin"
		}
		Opens(h.out, h.cred, h.kind, h.teams[t.ID], power, h.Fetched("/teams", says))
	})
}

func (h *heroku) team(id, name string) graph.ID {
	if at, ok := h.teams[id]; ok || id == "" {
		return at
	}
	why := h.Fetched("/teams", "a team of the key's account")
	h.teams[id] = Scope(h.out, "heroku_team", id, name, why)
	NamedFor(h.out, h.teams[id], name, why)
	return h.teams[id]
}

// page asks for one range of a list, or a document, and says which range is the
// next. https://devcenter.heroku.com/articles/platform-api-reference#ranges
func (h *heroku) page(path, next string, into any) (string, error) {
	r, err := http.NewRequestWithContext(h.ctx, http.MethodGet, h.Base()+path, nil)
	if err != nil {
		return "", failure{path: path, kind: graph.Invalid, says: "the address of the API is none"}
	}
	r.Header.Set("Accept", "application/vnd.heroku+json; version=3")
	if next != "" {
		r.Header.Set("Range", next)
	}
	header, err := h.Do(r, path, into)
	return header.Get("Next-Range"), err
}

// herokuPages asks for a list range by range, until the answer names no next one.
func herokuPages[T any](h *heroku, path string, each func(T)) error {
	odd, seen := 0, map[string]bool{}
	defer func() { h.odd(h.out, path, "the list of "+path[1:], odd) }()
	for next := "id ..; max=1000"; ; {
		if seen[next] || len(seen) == maxPages {
			return endless(path)
		}
		seen[next] = true
		var list entries[T]
		after, err := h.page(path, next, &list)
		if err == nil && list.nil {
			err = failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
		}
		if err != nil {
			return err
		}
		odd += list.odd
		for _, t := range list.all {
			each(t)
		}
		if after == "" {
			return nil
		}
		next = after
	}
}
