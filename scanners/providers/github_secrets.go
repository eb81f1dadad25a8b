// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
)

// A githubName is a secret or a variable, as lists show it. A variable's value
// stands beside its name and is not decoded.
type githubName struct {
	Name       string `json:"name"`
	UpdatedAt  string `json:"updated_at"`
	Visibility string `json:"visibility"` // of an organisation's: all, private, selected
}

var secretForm = lazily.Compile(`^[A-Za-z_][A-Za-z0-9_]{0,254}$`)

// changed is when a value was last set, or "".
func (n githubName) changed() string {
	t, err := time.Parse(time.RFC3339, n.UpdatedAt)
	if err != nil {
		return ""
	}
	return ", last set on " + t.UTC().Format(time.DateOnly)
}

// variablesSize is the most that lists of variables give in one page.
const variablesSize = 30

// secrets lists what the repository keeps and what its organisation gives it.
func (r hubRepo) secrets(ctx context.Context) {
	path := r.path("actions", "secrets")
	r.names(ctx, path, "secrets", "GitHub lists it among the secrets of the repository", func(name string) (string, graph.ID) {
		return r.out.Local("github_secret", name), r.id
	})
	r.names(ctx, r.path("actions", "variables"), "variables", "GitHub lists it among the variables of the repository", func(name string) (string, graph.ID) {
		return r.out.Local("github_variable", name), r.id
	})
	if r.Owner.Type != "Organization" {
		r.lists(r.id, "organization secrets", path) // a user gives none to repositories
		return
	}
	org := r.host + "/" + strings.ToLower(r.Owner.Login)
	r.names(ctx, r.path("actions", "organization-secrets"), "organization secrets", "GitHub lists it among the secrets that the organization gives to the repository", func(name string) (string, graph.ID) {
		return "github_organization_secret/" + org + "/" + name, r.id
	})
	r.names(ctx, r.path("actions", "organization-variables"), "organization variables", "GitHub lists it among the variables that the organization gives to the repository", func(name string) (string, graph.ID) {
		return "github_organization_variable/" + org + "/" + name, r.id
	})
}

// secretsOf lists what an environment keeps.
func (r hubRepo) secretsOf(ctx context.Context, env graph.ID, name string) {
	for _, kind := range []string{"secret", "variable"} {
		at := r.path("environments", name, kind+"s")
		all, err := r.list(ctx, at, kind+"s")
		if err != nil {
			r.Failed(r.out, "the "+kind+"s of the environment "+name+" of "+r.FullName, err)
		} else {
			r.lists(env, kind+"s", at)
		}
		for _, n := range all {
			r.slot("github_"+kind, r.out.Local("github_"+kind, strings.ToLower(name), strings.ToUpper(n.Name)), n, r.id, at, "GitHub lists it among the "+kind+"s of the environment")
		}
	}
}

// names lists secrets or variables of one level; where says the key of a name and
// what it lies in.
func (r hubRepo) names(ctx context.Context, path, what, says string, where func(name string) (string, graph.ID)) {
	key := what[strings.LastIndexByte(what, ' ')+1:]
	all, err := r.list(ctx, path, key)
	if err != nil {
		r.Failed(r.out, "the "+what+" of "+r.FullName, err)
	} else {
		r.lists(r.id, what, path)
	}
	for _, n := range all {
		k, in := where(strings.ToUpper(n.Name))
		r.slot("github_"+strings.TrimSuffix(key, "s"), k, n, in, path, says)
	}
}

// list is one list of names. One that GitHub would not take for a name is left
// out.
func (h *hub) list(ctx context.Context, path, key string) ([]githubName, error) {
	size := 100
	if key == "variables" {
		size = variablesSize
	}
	all, err := githubList[githubName](ctx, h, path, key, size, nil)
	var good []githubName
	for _, n := range all {
		if secretForm.MatchString(n.Name) {
			good = append(good, n)
		} else if err == nil {
			err = failure{path: path, kind: graph.Invalid, says: "a name in the answer is none"}
		}
	}
	return good, err
}

func (h *hub) slotIn(out *graph.Facts, typ, key string, n githubName, in graph.ID, path, says string) {
	why := h.Fetched(path, says+n.changed())
	id := out.Node(graph.Thing{Kind: graph.Slot, Type: typ, Key: key, Name: strings.ToUpper(n.Name)}, why)
	out.Link(graph.Edge{From: id, Verb: graph.Within, To: in}, why)
}

func (r hubRepo) slot(typ, key string, n githubName, in graph.ID, path, says string) {
	r.slotIn(r.out, typ, key, n, in, path, says)
}

// organization lists what an organisation keeps for its repositories, and its
// settings for all of them.
func (h *hub) organization(ctx context.Context, out *graph.Facts, org string) {
	id := h.organizationNode(out, org, h.Fetched(segmentsOf("users", org), "an organization"))
	for _, kind := range []string{"secret", "variable"} {
		path := segmentsOf("orgs", org, "actions", kind+"s")
		all, err := h.list(ctx, path, kind+"s")
		h.Failed(out, "the "+kind+"s of the organization "+org, err)
		for _, n := range all {
			says := "GitHub lists it among the " + kind + "s of the organization"
			switch n.Visibility {
			case "all":
				says += ", for all repositories"
			case "private":
				says += ", for private and internal repositories"
			case "selected":
				says += ", for chosen repositories"
			}
			h.slotIn(out, "github_"+kind, "github_organization_"+kind+"/"+h.host+"/"+strings.ToLower(org)+"/"+strings.ToUpper(n.Name), n, id, path, says)
		}
	}
	h.actions(ctx, out, segmentsOf("orgs", org), "the organization "+org, func(path, says string) {
		h.organizationNode(out, org, h.Fetched(path, says))
	})
	path := segmentsOf("orgs", org, "actions", "oidc", "customization", "sub")
	var sub struct {
		Keys []string `json:"include_claim_keys"`
	}
	if _, err := h.get(ctx, path, nil, &sub); err != nil {
		h.Failed(out, "the subject of the OIDC tokens of the organization "+org, err)
		return
	}
	h.organizationNode(out, org, h.Fetched(path, "the subject of OIDC tokens, where a repository takes it over, is made of "+githubWords(sub.Keys)))
}
