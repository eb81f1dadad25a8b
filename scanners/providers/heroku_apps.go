// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
)

// stages are the stages of apps in pipelines, by the app's id.
func (h *heroku) stages() (map[string]string, error) {
	type coupling struct {
		App struct {
			ID string `json:"id"`
		} `json:"app"`
		Stage string `json:"stage"`
	}
	stages := map[string]string{}
	return stages, herokuPages(h, "/pipeline-couplings", func(c coupling) { stages[c.App.ID] = c.Stage })
}

func (h *heroku) listApps(stages map[string]string) error {
	type app struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Team maybe[struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		}] `json:"team"`
	}
	return herokuPages(h, "/apps", func(a app) {
		if a.ID == "" || a.Name == "" {
			return
		}
		why := h.Fetched("/apps", "an app of the account or of one of its teams")
		at := herokuApp{id: Scope(h.out, "heroku_app", a.Name, a.Name, why), stage: stages[a.ID]}
		if team := h.team(a.Team.is.ID, a.Team.is.Name); !team.IsZero() {
			Contains(h.out, team, at.id, why)
		} else {
			Contains(h.out, h.account, at.id, why)
		}
		if at.stage == "" || !Belongs(h.out, at.id, at.stage, h.Fetched("/pipeline-couplings", "its stage in a pipeline")) {
			at.stage = ""
			NamedFor(h.out, at.id, a.Name, why)
		}
		h.apps[a.ID] = at
	})
}

// A herokuAttachment says that an app uses an add-on.
type herokuAttachment struct {
	app        herokuApp
	credential bool // with a credential of its own, which may be narrower
}

// attachments are the apps that use each add-on, by the add-on's id.
func (h *heroku) attachments() (map[string][]herokuAttachment, error) {
	type attachment struct {
		AddOn struct {
			ID string `json:"id"`
		} `json:"addon"`
		App struct {
			ID string `json:"id"`
		} `json:"app"`
		Namespace maybe[string] `json:"namespace"`
	}
	attached := map[string][]herokuAttachment{}
	return attached, herokuPages(h, "/addon-attachments", func(a attachment) {
		if app, ok := h.apps[a.App.ID]; ok {
			attached[a.AddOn.ID] = append(attached[a.AddOn.ID], herokuAttachment{app, a.Namespace.is != ""})
		}
	})
}

// herokuStores are the add-ons that keep data and whose vendor is Heroku.
var herokuStores = map[string]string{"heroku-postgresql": "heroku_postgres", "heroku-redis": "heroku_redis"}

// addOns adds databases. Each belongs to the stage of every app that uses it.
func (h *heroku) addOns(attached map[string][]herokuAttachment) error {
	type addOn struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		State   string `json:"state"`
		Service struct {
			Name string `json:"name"`
		} `json:"addon_service"`
		App maybe[struct {
			ID string `json:"id"`
		}] `json:"app"`
		Created maybe[time.Time] `json:"created_at"`
	}
	return herokuPages(h, "/addons", func(a addOn) {
		typ := herokuStores[a.Service.Name]
		if typ == "" || a.ID == "" || a.State == "deprovisioned" {
			return
		}
		why := h.Fetched("/addons", "an add-on of the app")
		store := Store(h.out, typ, a.ID, a.Name, why)
		owner, ok := h.apps[a.App.is.ID]
		if ok {
			Contains(h.out, owner.id, store, why)
		}
		if typ == "heroku_redis" {
			h.out.Note(store, graph.Trait{Name: graph.PrimaryData}, graph.No, h.Fetched("/addons", "a key-value store is a cache or a queue"))
		}
		uses := attached[a.ID]
		if len(uses) == 0 && ok {
			uses = []herokuAttachment{{app: owner}}
		}
		for _, u := range uses {
			h.serves(store, u)
		}
	})
}

// serves says that a store belongs to an app's environment. With a credential of
// its own the app may only read, which nothing answers: then it is a guess.
func (h *heroku) serves(store graph.ID, u herokuAttachment) {
	if u.app.stage == "" {
		return // its app's name tells, if anything
	}
	why := h.Fetched("/addon-attachments", "the stage of an app to which it is attached")
	if u.credential {
		why.Basis, why.Says = graph.Guessed, "the stage of an app to which it is attached, with a credential whose rights are not told"
	}
	if _, ok := environment.OfName(u.app.stage); ok {
		h.out.Link(graph.Edge{From: store, Verb: graph.InEnv, To: environment.Node(h.out, u.app.stage, why)}, why)
	}
}
