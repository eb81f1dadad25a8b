// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// MongoDBAtlas says of an API key which roles it has, in the answer to its root.
// A service account would have to make itself a token first, by a POST; such a
// credential is not used here.
var MongoDBAtlas = add(Provider{
	Name: "mongodb_atlas", Title: "MongoDB Atlas",
	Doc: "Asks which roles the API key has, and lists organizations, projects with their tags and backup compliance policies, clusters with termination protection and addresses, their backup schedules and snapshots. " +
		"Users of databases are not asked for, and service accounts cannot be used. The public half of the key is taken from MONGODB_ATLAS_PUBLIC_API_KEY or MONGODB_ATLAS_PUBLIC_KEY. " +
		"An API key with the role Organization Read Only suffices; only a Project Owner may read a backup compliance policy.",
	Variables: []string{"MONGODB_ATLAS_PRIVATE_API_KEY", "MONGODB_ATLAS_PRIVATE_KEY"},
	Base:      "https://cloud.mongodb.com", BaseVariable: "MONGODB_ATLAS_BASE_URL",
	Allow: []string{
		"GET /api/atlas/v2",
		"GET /api/atlas/v2/orgs",
		"GET /api/atlas/v2/groups",
		"GET /api/atlas/v2/groups/*/backupCompliancePolicy",
		"GET /api/atlas/v2/groups/*/clusters",
		"GET /api/atlas/v2/groups/*/flexClusters",
		"GET /api/atlas/v2/groups/*/clusters/*/backup/schedule",
		"GET /api/atlas/v2/groups/*/clusters/*/backup/snapshots",
		"GET /api/atlas/v2/groups/*/clusters/*/backup/snapshots/shardedClusters",
	},
	Budget: 4000,
	Ask:    askMongoDBAtlas,
})

const atlasKey = "mongodb_atlas_api_key"

// atlasPublic is the variable of the key's public half, which goes with that of
// the private one: of the command line, and of Terraform.
var atlasPublic = map[string]string{
	"MONGODB_ATLAS_PRIVATE_API_KEY": "MONGODB_ATLAS_PUBLIC_API_KEY",
	"MONGODB_ATLAS_PRIVATE_KEY":     "MONGODB_ATLAS_PUBLIC_KEY",
}

// Versions of resources: each is asked for in the form in which its answer was
// looked at.
const (
	atlasFirst = "application/vnd.atlas.2023-01-01+json"
	atlas2024  = "application/vnd.atlas.2024-08-05+json"
	atlasFlex  = "application/vnd.atlas.2024-11-13+json"
)

type atlas struct {
	*Client
	ctx  context.Context
	out  *graph.Facts
	key  graph.ID
	orgs map[string]graph.ID
	of   map[string]graph.Power // what the key's roles give, by the id of an organisation or project
}

func askMongoDBAtlas(ctx context.Context, c *Client, out *graph.Facts) error {
	var v secret.Value
	var variable, public string
	for _, name := range c.Variables {
		if key, _, ok := c.Key(name); ok && public == "" {
			v, variable, public = key, name, c.Setting(atlasPublic[name])
		}
	}
	switch {
	case variable == "":
		return c.Missing()
	case public == "":
		return failure{kind: graph.Denied, says: "a private key is used with its public one; set " + atlasPublic[variable]}
	}
	c.UseDigest(public, v)
	a := &atlas{Client: c, ctx: ctx, out: out, orgs: map[string]graph.ID{}, of: map[string]graph.Power{}}
	err := a.roles()
	if Status(err) == http.StatusUnauthorized {
		return err
	}
	c.Failed(out, "the roles of the key", err)
	a.key = Given(out, atlasKey, variable, v, a.fetched("", "the key that was given for this run"))
	a.organizations(err == nil)
	a.projects(err == nil)
	return nil
}

// path is where a resource is; all are under the versioned part of the API.
func atlasPath(parts ...string) string {
	path := "/api/atlas/v2"
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return path
}

func (a *atlas) fetched(path, says string) graph.Evidence {
	if path == "" {
		path = atlasPath()
	}
	return a.Fetched(path, says)
}

// get asks for a resource in the version that is meant.
func (a *atlas) get(path, version string, query url.Values, into any) error {
	address := a.Base() + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	r, err := http.NewRequestWithContext(a.ctx, http.MethodGet, address, nil)
	if err != nil {
		return failure{path: path, kind: graph.Invalid, says: "the address of the API is none"}
	}
	r.Header.Set("Accept", version)
	_, err = a.Do(r, path, into)
	return err
}

// atlasList asks for a list page by page, until one is shorter than it could be.
func atlasList[T any](a *atlas, path, version, what string, each func(T)) error {
	const most = 500
	for page := 1; page <= maxPages; page++ {
		var answer struct {
			Results entries[T] `json:"results"`
		}
		query := url.Values{"itemsPerPage": {strconv.Itoa(most)}, "pageNum": {strconv.Itoa(page)}}
		if err := a.get(path, version, query, &answer); err != nil {
			return err
		}
		a.odd(a.out, path, what, answer.Results.odd)
		for _, one := range answer.Results.all {
			each(one)
		}
		if len(answer.Results.all)+answer.Results.odd < most {
			return nil
		}
	}
	return endless(path)
}

// roles asks what the key may do.
func (a *atlas) roles() error {
	var answer struct {
		Key struct {
			Roles entries[struct {
				Org   string `json:"orgId"`
				Group string `json:"groupId"`
				Name  string `json:"roleName"`
			}] `json:"roles"`
		} `json:"apiKey"`
	}
	if err := a.get(atlasPath(), atlasFirst, nil, &answer); err != nil {
		return err
	}
	a.odd(a.out, atlasPath(), "the roles of the key", answer.Key.Roles.odd)
	for _, r := range answer.Key.Roles.all {
		of := r.Org
		if r.Group != "" {
			of = r.Group
		}
		a.of[of] |= atlasPower(r.Name)
	}
	return nil
}

// atlasPower is what a role gives over clusters, by the roles that the API's
// description asks for: an owner deletes a cluster, a backup manager snapshots, and
// whoever makes users of databases has their rows.
// https://github.com/mongodb/terraform-provider-mongodbatlas/blob/468253dbf681e3de490d5c8c1fced537a66e2ae9/tools/codegen/atlasapispec/multi-version-api-spec.flattened.yml
func atlasPower(role string) graph.Power {
	switch role {
	case "ORG_OWNER", "GROUP_OWNER":
		return graph.Read | graph.Write | graph.Delete | graph.DeleteBackups | graph.Administer
	case "GROUP_BACKUP_MANAGER":
		return graph.Read | graph.DeleteBackups
	case "GROUP_DATABASE_ACCESS_ADMIN":
		return graph.Read | graph.Write
	}
	return graph.Read
}

func (a *atlas) organizations(known bool) {
	path := atlasPath("orgs")
	err := atlasList(a, path, atlasFirst, "the organisations", func(o struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		Deleted bool   `json:"isDeleted"`
	}) {
		if o.ID == "" || o.Deleted {
			return
		}
		why := a.fetched(path, "an organisation that the key sees")
		scope := Scope(a.out, "mongodb_atlas_organization", o.ID, o.Name, why)
		NamedFor(a.out, scope, o.Name, why)
		a.orgs[o.ID] = scope
		a.opens(o.ID, scope, known)
	})
	a.Failed(a.out, "the organisations", err)
}

// opens says what the key's roles give; nothing is known of it where they could
// not be read.
func (a *atlas) opens(id string, scope graph.ID, known bool) {
	power, named := a.of[id]
	switch {
	case !known:
		Opens(a.out, a.key, atlasKey, scope, &power, a.fetched("", "the API answers it; its roles are not told"))
	case named:
		Opens(a.out, a.key, atlasKey, scope, &power, a.fetched("", "the roles of the key"))
	}
}

// atlasTags are tags as a map.
func atlasTags(all []struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}) map[string]string {
	tags := map[string]string{}
	for _, t := range slices.Backward(all) {
		tags[t.Key] = t.Value
	}
	return tags
}
