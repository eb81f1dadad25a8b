// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// CloudFoundry reads app manifests. A bound service instance is known by a name
// that means something inside one space, which the manifest does not name: the
// same name in the manifests of staging and of production is two instances.
// https://docs.cloudfoundry.org/devguide/deploy-apps/manifest-attributes.html
var CloudFoundry = add(Scanner{
	Name:  "cloudfoundry",
	Doc:   "manifest.yml of Cloud Foundry: apps, variables, bound service instances",
	Match: func(p string) bool { return manifestName.MatchString(path.Base(p)) },
	File:  cloudFoundryFile,
})

var (
	manifestName = lazily.Compile(`(?i)^(manifest([._-][A-Za-z0-9._-]+)?|[A-Za-z0-9_-]+[._-]manifest)\.ya?ml$`)
	dataService  = lazily.Compile(`(?i)(^|[-_.])(\w*db|database|postgres(ql)?|psql|rds|mysql|mongo(db)?|aurora|s3|bucket|storage)([-_.0-9]|$)`)
	cacheService = lazily.Compile(`(?i)(^|[-_.])(redis|cache|elasticsearch|opensearch|rabbitmq|logs?|drain)([-_.0-9]|$)`)
)

func cloudFoundryFile(f *File, out *graph.Facts) {
	docs, problem := doc.YAML(f.Data)
	if problem != nil && len(docs) == 0 {
		return // most files called manifest are somebody else's
	}
	for _, root := range docs {
		apps := root.Get("applications")
		if apps == nil || apps.Kind != doc.List {
			continue
		}
		for app := range apps.Items() {
			cloudFoundryApp(f, out, root, app)
		}
	}
}

func cloudFoundryApp(f *File, out *graph.Facts, root, app *doc.Node) {
	name := app.Get("name").Word()
	if name == "" {
		name = "app"
	}
	line, column := app.At()
	section := f.Section(out, "app", name, line, column)
	suggests(out, section, name, f.readAt(app.Get("name"), ""))
	if pairs := f.variables(app.Get("env")); len(pairs) > 0 {
		claim.Pairs(out, section, pairs)
	}
	f.commands(out, section, app.Get("command"))
	for process := range app.Get("processes").Items() {
		f.commands(out, section, process.Get("command"))
	}
	for _, from := range []*doc.Node{app, root} { // the top level's holds for all apps in old manifests
		for service := range from.Get("services").Items() {
			if service.Has("name") {
				service = service.Get("name")
			}
			cloudFoundryService(f, out, section, service)
		}
	}
}

// cloudFoundryService is a store where its name says that it holds data, else a
// set of credentials that the app is given.
func cloudFoundryService(f *File, out *graph.Facts, section graph.ID, n *doc.Node) {
	name := n.Word()
	if name == "" {
		return
	}
	why := f.readAt(n, "a service instance that is bound to the app")
	key := out.Local("cloudfoundry_service", f.Path, name)
	cache := cacheService.MatchString(name)
	if !cache && !dataService.MatchString(name) {
		claim.Slot(out, section, "cloudfoundry_service", key, name, why)
		return
	}
	store := claim.Store(out, section, "cloudfoundry_service", key, name, why)
	out.Link(graph.Edge{From: section, Verb: graph.Mounts, To: store, Power: graph.Read | graph.Write}, why)
	if cache {
		out.Note(store, graph.Trait{Name: graph.PrimaryData}, graph.No, graph.Evidence{Basis: graph.Guessed, At: why.At, Says: "its name says a cache, an index or logs"})
	}
}
