// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"cmp"
	"context"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
)

// This file is a project and its environments. An environment is a scope between
// the project and what lies in it, since a project token opens exactly that.

const railwayProjectLists = `query Project($id: String!, $environments: Boolean!, $afterEnvironments: String, $volumes: Boolean!, $afterVolumes: String, $buckets: Boolean!, $afterBuckets: String) {
	project(id: $id) {
		environments(first: 100, after: $afterEnvironments) @include(if: $environments) {
			edges { node { id name isEphemeral canAccess deletedAt } }
			pageInfo { hasNextPage endCursor }
		}
		volumes(first: 100, after: $afterVolumes) @include(if: $volumes) {
			edges { node { id name } }
			pageInfo { hasNextPage endCursor }
		}
		buckets(first: 100, after: $afterBuckets) @include(if: $buckets) {
			edges { node { id name } }
			pageInfo { hasNextPage endCursor }
		}
	}
}`

type railwayProject struct {
	railwayNamed
	scope      graph.ID
	persistent int // environments that are no previews
	volumes    map[string]*railwayVolume
	order      []*railwayVolume
	buckets    []railwayNamed
}

type railwayEnvironment struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	IsEphemeral bool   `json:"isEphemeral"`
	CanAccess   *bool  `json:"canAccess"`
	DeletedAt   string `json:"deletedAt"`
}

// project reads a project that a bearer token sees.
func (r *railway) project(ctx context.Context, of railwayNamed) graph.ID {
	p := r.newProject(of)
	r.links(p)
	var environments []railwayEnvironment
	lists := []string{"environments", "volumes", "buckets"}
	r.pages(ctx, "the project "+of.Name, map[string]any{"id": of.ID}, lists, func(variables map[string]any) ([]*railwayPage, error) {
		var answer struct {
			Project struct {
				Environments *railwayList[railwayEnvironment] `json:"environments"`
				Volumes      *railwayList[railwayNamed]       `json:"volumes"`
				Buckets      *railwayList[railwayNamed]       `json:"buckets"`
			} `json:"project"`
		}
		err := r.c.Query(ctx, railwayPath, railwayProjectLists, variables, &answer)
		a := answer.Project
		environments = append(environments, a.Environments.nodes()...)
		for _, v := range a.Volumes.nodes() {
			p.volume(r, v)
		}
		for _, b := range a.Buckets.nodes() {
			r.bucket(p, b)
		}
		return []*railwayPage{a.Environments.page(), a.Volumes.page(), a.Buckets.page()}, err
	})
	for _, e := range environments {
		if !e.IsEphemeral && e.DeletedAt == "" {
			p.persistent++
		}
	}
	for _, e := range environments {
		switch {
		case e.ID == "" || e.DeletedAt != "":
		case e.CanAccess != nil && !*e.CanAccess:
			r.environmentScope(p, e)
			r.c.Gap(r.out, railwayPath, graph.Denied, "the environment "+e.Name+" of the project "+of.Name+" could not be read: it is restricted, and the credential has no access to it")
		default:
			r.environment(ctx, p, e)
		}
	}
	p.handles(r)
	return p.scope
}

// bucket adds a bucket of the project. In which environments it has an instance
// is told only by a query that hands out its keys, which is not asked.
func (r *railway) bucket(p *railwayProject, b railwayNamed) {
	if b.ID == "" {
		return
	}
	p.buckets = append(p.buckets, b)
	why := r.fetched("a bucket of the project")
	id := Store(r.out, "railway_bucket", b.ID, b.Name, why)
	Contains(r.out, p.scope, id, why)
	if b.Name == pitrBucket {
		r.out.Note(id, graph.Trait{Name: graph.Role, Detail: "backups"}, graph.Yes,
			graph.Evidence{Basis: graph.Named, At: why.At, Says: "Railway gives this name to the bucket of point-in-time recovery"})
	}
}

// environmentScope adds an environment of a project.
func (r *railway) environmentScope(p *railwayProject, e railwayEnvironment) graph.ID {
	why := r.fetched("an environment of the project")
	id := Scope(r.out, "railway_environment", e.ID, cmp.Or(p.Name, p.ID)+"@"+cmp.Or(e.Name, e.ID), why)
	Contains(r.out, p.scope, id, why)
	r.belongs(p, e, id)
	return id
}

// belongs gives a thing the environment in which it lies, and returns its tier.
//
// Every project begins with an environment that is called production
// (https://docs.railway.com/environments). Where it is the only one, and the
// project's own name says that the project is below production, the environment's
// name is nobody's word and the project's counts.
func (r *railway) belongs(p *railwayProject, e railwayEnvironment, thing graph.ID) graph.Tier {
	why := r.fetched("it lies in this environment of the project")
	if e.IsEphemeral {
		why.Says = "it lies in an environment that lives as long as a pull request"
		Belongs(r.out, thing, "preview", why)
		return graph.Preview
	}
	d, _ := environment.OfName(e.Name)
	if d.Tier == graph.Production && p.persistent == 1 && below(p.Name) {
		NamedFor(r.out, thing, p.Name, why)
		return graph.Untiered
	}
	if !Belongs(r.out, thing, e.Name, why) {
		return graph.Untiered
	}
	return d.Tier
}

// below reports whether a name contains the word of an environment below
// production.
func below(name string) bool {
	if d, ok := environment.OfName(name); ok && d.Tier.Below() {
		return true
	}
	d, ok := environment.OfWord(name)
	return ok && d.Tier.Below()
}

const railwayEnvironmentLists = `query Environment($id: String!, $projectId: String, $services: Boolean!, $afterServices: String, $volumes: Boolean!, $afterVolumes: String, $variables: Boolean!, $afterVariables: String) {
	environment(id: $id, projectId: $projectId) {
		serviceInstances(first: 100, after: $afterServices) @include(if: $services) {
			edges { node { serviceId serviceName cronSchedule deletedAt source { image repo } } }
			pageInfo { hasNextPage endCursor }
		}
		volumeInstances(first: 100, after: $afterVolumes) @include(if: $volumes) {
			edges { node { id volumeId serviceId state isPendingDeletion deletedAt volume { id name } } }
			pageInfo { hasNextPage endCursor }
		}
		variables(first: 100, after: $afterVariables) @include(if: $variables) {
			edges { node { name serviceId isSealed references } }
			pageInfo { hasNextPage endCursor }
		}
	}
}`

// environment reads what lies in one environment.
func (r *railway) environment(ctx context.Context, p *railwayProject, e railwayEnvironment) {
	w := &railwayWorld{railwayEnvironment: e, of: p, scope: r.environmentScope(p, e), services: map[string]*railwayService{}, called: map[string][]*railwayService{}}
	var instances []railwayInstance
	var variables []railwayVariable
	what := "the environment " + e.Name + " of the project " + p.Name
	asked := map[string]any{"id": e.ID, "projectId": p.ID}
	r.pages(ctx, what, asked, []string{"services", "volumes", "variables"}, func(asked map[string]any) ([]*railwayPage, error) {
		var answer struct {
			Environment struct {
				Services  *railwayList[railwayService]  `json:"serviceInstances"`
				Volumes   *railwayList[railwayInstance] `json:"volumeInstances"`
				Variables *railwayList[railwayVariable] `json:"variables"`
			} `json:"environment"`
		}
		err := r.c.Query(ctx, railwayPath, railwayEnvironmentLists, asked, &answer)
		a := answer.Environment
		for _, s := range a.Services.nodes() {
			r.service(w, s)
		}
		instances = append(instances, a.Volumes.nodes()...)
		variables = append(variables, a.Variables.nodes()...)
		return []*railwayPage{a.Services.page(), a.Volumes.page(), a.Variables.page()}, err
	})
	for _, v := range variables {
		r.variable(w, v)
	}
	for _, v := range variables {
		r.references(w, v)
	}
	for _, i := range instances {
		if i.gone() {
			continue
		}
		r.instance(w, i)
	}
	if !e.IsEphemeral {
		r.copies(ctx, w)
	}
}
