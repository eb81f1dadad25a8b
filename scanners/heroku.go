// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Heroku reads app.json and heroku.yml. app.json says how review apps and CI
// runs are made, each with add-ons of its own; it says nothing about the apps of
// a pipeline, so its databases belong to what it creates.
// https://devcenter.heroku.com/articles/app-json-schema,
// https://devcenter.heroku.com/articles/build-docker-images-heroku-yml
var Heroku = add(Scanner{
	Name:  "heroku",
	Doc:   "app.json and heroku.yml: variables, add-ons, the environments review and test, release commands",
	Match: func(p string) bool { b := path.Base(p); return b == "app.json" || b == "heroku.yml" },
	File:  herokuFile,
})

func herokuFile(f *File, out *graph.Facts) {
	for _, root := range settings(f, out) {
		if f.Base() == "heroku.yml" {
			claim.Pairs(out, f.Holder(out), f.variables(root.Get("setup", "config")))
			claim.Pairs(out, f.Holder(out), f.variables(root.Get("build", "config")))
			f.commands(out, f.Holder(out), root.Get("release", "command"))
			for _, process := range root.Get("run").Entries() {
				f.commands(out, f.Holder(out), process)
			}
			continue
		}
		if !isHerokuApp(root) {
			continue
		}
		herokuApp(f, out, f.Holder(out), root, "")
		for name, env := range root.Get("environments").Entries() {
			section := f.Section(out, "environment", name.Name, name.Line, name.Column)
			claim.Declares(out, section, name.Name, f.Read(name.Line, name.Column, "a kind of app that Heroku makes from this file"))
			herokuApp(f, out, section, env, name.Name)
		}
	}
}

// isHerokuApp tells Heroku's app.json from those of Expo and React Native.
func isHerokuApp(root *doc.Node) bool {
	if root.Has("expo") {
		return false
	}
	for _, key := range []string{"addons", "formation", "buildpacks", "environments", "stack", "env", "scripts"} {
		if root.Has(key) {
			return true
		}
	}
	return false
}

func herokuApp(f *File, out *graph.Facts, holder graph.ID, n *doc.Node, env string) {
	var pairs []claim.Pair
	for k, v := range n.Get("env").Entries() {
		if v != nil && v.Kind == doc.Map {
			v = v.Get("value")
		}
		if name, ok := secret.Variable(secret.New(k.Name)); ok && v != nil && v.Kind == doc.Scalar {
			pairs = append(pairs, claim.Pair{Name: name, Value: v.Value(), At: f.span(v)})
		}
	}
	if len(pairs) > 0 {
		claim.Pairs(out, holder, pairs)
	}
	for addon := range n.Get("addons").Items() {
		plan := addon
		if addon.Has("plan") {
			plan = addon.Get("plan")
		}
		service, _, _ := strings.Cut(plan.Word(), ":")
		if service == "heroku-postgresql" {
			claim.Store(out, holder, "heroku_postgres", out.Local("heroku_postgres", f.Path, env, service), service, f.readAt(plan, "an add-on of each app that is made from this file"))
		}
	}
	for _, script := range n.Get("scripts").Entries() {
		if script != nil && script.Kind == doc.Map {
			script = script.Get("command")
		}
		f.commands(out, holder, script)
	}
}
