// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Railway reads what describes a Railway project: railway.json and railway.toml,
// which Railway stops reading on 2026-12-01, for the names of environments, and
// the infrastructure file that follows them, .railway/railway.ts (or .py, .go),
// for volumes, databases and buckets. That file is a program; it is read
// lexically and never run, so a name that it computes is not seen.
//
// https://docs.railway.com/reference/config-as-code,
// https://docs.railway.com/infrastructure-as-code
var Railway = add(Scanner{
	Name:  "railway",
	Doc:   "railway.json, railway.toml and .railway/railway.ts|py|go: the project, its environments, volumes, databases and buckets",
	Match: isRailway,
	File:  railwayFile,
})

var railwayConfig = lazily.Compile(`^railway(\.[a-z0-9_-]+)?\.(json|toml)$`)

func isRailway(p string) bool {
	base := path.Base(p)
	if strings.HasPrefix(base, "railway") && railwayConfig.MatchString(base) {
		return true
	}
	if path.Base(path.Dir(p)) != ".railway" {
		return false
	}
	return base == "railway.ts" || base == "railway.py" || base == "railway.go"
}

func railwayFile(f *File, out *graph.Facts) {
	switch path.Ext(f.Path) {
	case ".json", ".toml":
		railwaySettings(f, out)
	default:
		railwayProgram(f, out)
	}
}

// railwayProject is the project that a folder belongs to. Two files of one
// folder describe the same project; its name is in the program, if anywhere.
func railwayProject(f *File, out *graph.Facts, dir, name string, why graph.Evidence) graph.ID {
	return claim.Scope(out, f.Holder(out), "railway_project", out.Local("railway_project", dir), name, why)
}

// railwaySettings reads `environments.NAME` of railway.json or railway.toml; the
// name "pr" stands for all pull-request environments.
func railwaySettings(f *File, out *graph.Facts) {
	var root *doc.Node
	var problem *doc.Problem
	if path.Ext(f.Path) == ".json" {
		root, problem = doc.JSON(f.Data)
	} else {
		root, problem = doc.TOML(f.Data)
	}
	if problem != nil {
		gap(f, out, problem)
		return
	}
	project := railwayProject(f, out, f.Dir(), "", f.Read(1, 1, ""))
	for name, settings := range root.Get("environments").Entries() {
		env := name.Name
		if env == "pr" {
			env = "preview"
		}
		why := f.Read(name.Line, name.Column, "an environment of the Railway project")
		section := f.Section(out, "environment", name.Name, name.Line, name.Column)
		claim.Declares(out, section, env, why)
		inEnvironment(out, project, env, why)
		railwayDeploy(f, out, section, settings.Get("deploy"))
	}
	railwayDeploy(f, out, f.Holder(out), root.Get("deploy"))
}

// railwayDeploy reads the commands of a deployment.
func railwayDeploy(f *File, out *graph.Facts, holder graph.ID, deploy *doc.Node) {
	for _, key := range []string{"startCommand", "preDeployCommand"} {
		for n := range deploy.Get(key).Items() {
			claim.Commands(out, holder, f.Path, n.Value(), n.Line, n.Column)
		}
	}
}

// inEnvironment says that a scope has an environment, where the name is one.
func inEnvironment(out *graph.Facts, scope graph.ID, name string, why graph.Evidence) {
	if _, ok := environment.OfName(name); ok {
		out.Link(graph.Edge{From: scope, Verb: graph.InEnv, To: environment.Node(out, name, why)}, why)
	}
}

var (
	railwayCall  = lazily.Compile("(?i)\\b(project|volume|postgres|mysql|mongo|mongodb|redis|bucket)\\s*\\(\\s*(?:ctx\\s*,\\s*)?[\"'`]([^\"'`\\n]{1,64})[\"'`]")
	railwayEnv   = lazily.Compile("(?i)\\benvironment(?:\\.?name)?\\s*(?:={2,3}|!={1,2}|in)\\s*[(\\[]?\\s*[\"'`]([^\"'`\\n]{1,40})[\"'`]|[\"'`]([^\"'`\\n]{1,40})[\"'`]\\s*(?:={2,3})\\s*\\w*\\.?environment\\b")
	railwayCase  = lazily.Compile("(?i)\\bcase\\s+[\"'`]([^\"'`\\n]{1,40})[\"'`]\\s*:")
	codeComments = lazily.Compile(`(?s)/\*.*?\*/|(?m)(?:^|[\s;{}(])//[^\n]*|(?m)^\s*#[^\n]*`)
)

var railwayStores = map[string]string{
	"volume": "railway_volume", "postgres": "railway_postgres", "mysql": "railway_mysql",
	"mongo": "railway_mongodb", "mongodb": "railway_mongodb", "redis": "railway_redis", "bucket": "railway_bucket",
}

// railwayProgram reads calls with a literal name out of the infrastructure file.
func railwayProgram(f *File, out *graph.Facts) {
	text := blank(f.Data, codeComments.Get())
	at := newLines(f.Data)
	dir := path.Dir(f.Dir()) // .railway lies in the project's folder
	type found struct {
		what, name string
		why        graph.Evidence
	}
	var project graph.ID
	var things []found
	for _, m := range railwayCall.FindAllSubmatchIndex(text, -1) {
		name, ok := secret.Word(secret.New(string(text[m[4]:m[5]])))
		if !ok {
			continue
		}
		line, column := at.place(m[2])
		what := strings.ToLower(string(text[m[2]:m[3]]))
		why := f.Read(line, column, "")
		if what == "project" && project.IsZero() {
			project = railwayProject(f, out, dir, name, why)
			continue
		}
		things = append(things, found{what, name, why})
	}
	if project.IsZero() {
		project = railwayProject(f, out, dir, "", f.Read(1, 1, ""))
	}
	for _, t := range things {
		typ, ok := railwayStores[t.what]
		if !ok {
			continue
		}
		store := claim.Store(out, f.Holder(out), typ, out.Local(typ, dir, t.name), t.name, t.why)
		t.why.Says = "declared in the project's infrastructure file"
		out.Link(graph.Edge{From: project, Verb: graph.Contains, To: store}, t.why)
	}
	for _, m := range append(railwayEnv.FindAllSubmatchIndex(text, -1), railwayCase.FindAllSubmatchIndex(text, -1)...) {
		start, end := m[2], m[3]
		if start < 0 && len(m) > 5 {
			start, end = m[4], m[5]
		}
		name, ok := secret.Word(secret.New(string(text[start:end])))
		if d, known := environment.OfName(name); ok && known && d.Tier != graph.Untiered {
			line, column := at.place(start)
			inEnvironment(out, project, name, f.Read(line, column, "the infrastructure file asks for this environment by name"))
		}
	}
}
