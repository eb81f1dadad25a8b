// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
)

// listProjects asks which project each thing lies in. The list of resources is
// the only place that knows Spaces and apps without their variables.
func (d *digitalOcean) listProjects() {
	type project struct {
		ID          string        `json:"id"`
		Name        string        `json:"name"`
		Environment maybe[string] `json:"environment"`
	}
	digitalOceanPages(d, "/v2/projects", "projects", nil, "the projects", func(p project) {
		if p.ID == "" {
			return
		}
		why := d.Fetched("/v2/projects", "a project of the team")
		at := &digitalOceanProject{id: Scope(d.out, "digitalocean_project", p.ID, p.Name, why), env: p.Environment.is, name: p.Name}
		Contains(d.out, d.team, at.id, why)
		if at.env == "" || !Belongs(d.out, at.id, at.env, d.Fetched("/v2/projects", "the project's environment")) {
			at.env = ""
			NamedFor(d.out, at.id, p.Name, why)
		}
		path := "/v2/projects/" + url.PathEscape(p.ID) + "/resources"
		at.why = d.Fetched(path, "a resource of the project")
		type resource struct {
			URN string `json:"urn"`
		}
		digitalOceanPages(d, path, "resources", nil, "what lies in a project", func(r resource) {
			d.projects[r.URN] = at
			switch kind, id, _ := strings.Cut(strings.TrimPrefix(r.URN, "do:"), ":"); {
			case id == "":
			case kind == "space":
				bucket := Store(d.out, "digitalocean_spaces_bucket", id, id, at.why)
				d.place(bucket, "digitalocean_spaces_bucket", r.URN, id, nil, at.why)
			case kind == "app":
				Contains(d.out, at.id, Scope(d.out, "digitalocean_app", id, "", at.why), at.why)
			}
		})
	})
}

// place says where a thing lies and which environment it is: by a tag of its own,
// by its project, or else by its name.
func (d *digitalOcean) place(thing graph.ID, typ, urn, name string, tags []string, why graph.Evidence) {
	if p, ok := d.byType[typ]; ok {
		Opens(d.out, d.token, d.kind, thing, &p, d.scopesWhy)
	}
	p := d.projects[urn]
	if p == nil {
		Contains(d.out, d.team, thing, why)
	} else {
		Contains(d.out, p.id, thing, p.why)
	}
	switch {
	case tagWords(d.out, thing, tags, why):
	case p != nil && p.env != "":
		Belongs(d.out, thing, p.env, d.Fetched("/v2/projects", "the environment of its project"))
	default:
		NamedFor(d.out, thing, name, why)
	}
}

// tagWords is [Tagged] for tags that are words: "env:production", or one that is
// the name of an environment and nothing else.
func tagWords(out *graph.Facts, thing graph.ID, tags []string, why graph.Evidence) bool {
	pairs := map[string]string{}
	for _, t := range tags {
		if key, value, ok := strings.Cut(t, ":"); ok {
			pairs[key] = value
		}
	}
	if Tagged(out, thing, pairs, why) {
		return true
	}
	for _, t := range tags {
		if d, ok := environment.OfName(t); ok && d.Tier != graph.Untiered && d.Basis != graph.Guessed {
			why.Says = "one of its tags says so"
			return Belongs(out, thing, t, why)
		}
	}
	return false
}

// digitalOceanPages asks for a list page by page, as long as the answer says that
// there is a next one; where that is said to be does not matter. It reports
// whether the list is complete.
func digitalOceanPages[T any](d *digitalOcean, path, field string, query url.Values, what string, each func(T)) bool {
	odd := 0
	defer func() { d.odd(d.out, path, what, odd) }()
	for page := 1; page <= maxPages; page++ {
		q := url.Values{"page": {strconv.Itoa(page)}, "per_page": {"200"}}
		for k, v := range query {
			q[k] = v
		}
		var answer map[string]json.RawMessage
		err := d.Get(d.ctx, path, q, &answer)
		var list entries[T]
		if err == nil && json.Unmarshal(answer[field], &list) != nil {
			err = failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
		}
		if err != nil {
			d.Failed(d.out, what, err)
			return false
		}
		odd += list.odd
		for _, t := range list.all {
			each(t)
		}
		var links struct {
			Pages struct {
				Next string `json:"next"`
			} `json:"pages"`
		}
		if json.Unmarshal(answer["links"], &links) != nil || links.Pages.Next == "" {
			return odd == 0
		}
	}
	d.Failed(d.out, what, endless(path))
	return false
}
