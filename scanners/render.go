// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Render reads Blueprints. Resources stand at the top level, or under the
// environments of a project; names are unique in a workspace, which no file
// names. https://render.com/docs/blueprint-spec
var Render = add(Scanner{
	Name:  "render",
	Doc:   "render.yaml: databases, disks, services with their variables, groups of variables, the environments of projects",
	Match: func(p string) bool { return renderName.MatchString(path.Base(p)) },
	File:  renderFile,
})

var renderName = lazily.Compile(`^render([._-][A-Za-z0-9._-]+)?\.ya?ml$`)

func renderFile(f *File, out *graph.Facts) {
	for _, root := range settings(f, out) {
		r := render{f, out}
		if !root.Has("services") && !root.Has("databases") && !root.Has("projects") && !root.Has("envVarGroups") && !root.Has("ungrouped") {
			continue
		}
		r.resources(f.Holder(out), root, "")
		r.resources(f.Holder(out), root.Get("ungrouped"), "")
		for project := range root.Get("projects").Items() {
			r.resources(f.Holder(out), project, "")
			for env := range project.Get("environments").Items() {
				r.environment(env)
			}
		}
	}
}

type render struct {
	*File
	out *graph.Facts
}

func (r render) environment(env *doc.Node) {
	name := env.Get("name")
	word := name.Word()
	if word == "" {
		return
	}
	section := r.Section(r.out, "environment", word, name.Line, name.Column)
	claim.Declares(r.out, section, word, r.readAt(name, "an environment of the Render project"))
	r.resources(section, env, word)
}

// resources reads what stands at one level. Within is the environment that the
// resources lie in, "" for none.
func (r render) resources(holder graph.ID, n *doc.Node, within string) {
	for db := range n.Get("databases").Items() {
		if name := db.Get("name"); name.Word() != "" {
			section := r.Section(r.out, "database", name.Word(), name.Line, name.Column)
			r.part(section, holder, within, name)
			claim.Store(r.out, section, "render_postgres", r.out.Local("render_postgres", name.Word()), name.Word(), r.readAt(name, "a database of the Blueprint"))
		}
	}
	for group := range n.Get("envVarGroups").Items() {
		if name := group.Get("name"); name.Word() != "" {
			section := r.group(name)
			r.part(section, holder, within, name)
			r.variables(section, group.Get("envVars"), name.Word())
		}
	}
	for service := range n.Get("services").Items() {
		r.service(holder, service, within)
	}
}

func (r render) group(name *doc.Node) graph.ID {
	return r.Section(r.out, "env_group", name.Word(), name.Line, name.Column)
}

// part ties a section to the environment that it lies in; outside of one its name
// may say something.
func (r render) part(section, holder graph.ID, within string, at *doc.Node) {
	if within == "" {
		suggests(r.out, section, at.Word(), r.readAt(at, ""))
	} else {
		r.out.Link(graph.Edge{From: section, Verb: graph.Within, To: holder}, r.readAt(at, "lies in this environment"))
		claim.Declares(r.out, section, within, r.readAt(at, "lies in this environment of the Render project"))
	}
}

func (r render) service(holder graph.ID, n *doc.Node, within string) {
	name := n.Get("name")
	word := name.Word()
	if word == "" {
		return
	}
	if n.Get("type").Text("redis", "keyvalue") != "" {
		store := claim.Store(r.out, holder, "render_key_value", r.out.Local("render_key_value", word), word, r.readAt(name, "a key-value store of the Blueprint"))
		r.out.Note(store, graph.Trait{Name: graph.PrimaryData}, graph.No, r.readAt(name, "a cache"))
		return
	}
	section := r.Section(r.out, "service", word, name.Line, name.Column)
	r.part(section, holder, within, name)
	if disk := n.Get("disk", "name"); disk.Word() != "" {
		why := r.readAt(disk, "the disk of the service "+word)
		store := claim.Store(r.out, section, "render_disk", r.out.Local("render_disk", word, disk.Word()), disk.Word(), why)
		r.out.Link(graph.Edge{From: section, Verb: graph.Mounts, To: store, Power: graph.Read | graph.Write}, why)
	}
	r.variables(section, n.Get("envVars"), word)
	for _, key := range []string{"buildCommand", "startCommand", "preDeployCommand", "dockerCommand"} {
		r.commands(r.out, section, n.Get(key))
	}
}

// variables reads envVars: a literal, a database's connection, a group, or a
// value that is typed into the dashboard (sync: false), which is a slot of this
// service alone.
func (r render) variables(holder graph.ID, list *doc.Node, owner string) {
	var pairs, previews []claim.Pair
	for v := range list.Items() {
		key := v.Get("key")
		name, named := secret.Variable(key.Value())
		if value := v.Get("value"); named && value != nil && value.Kind == doc.Scalar {
			pairs = append(pairs, claim.Pair{Name: name, Value: value.Value(), At: r.span(value)})
		}
		if value := v.Get("previewValue"); named && value != nil {
			previews = append(previews, claim.Pair{Name: name, Value: value.Value(), At: r.span(value)})
		}
		if sync, ok := v.Get("sync").Bool(); named && ok && !sync {
			claim.Slot(r.out, holder, "render_variable", r.out.Local("render_variable", r.Path, owner, name), name, r.readAt(key, "its value is typed into the dashboard"))
		}
		if db := v.Get("fromDatabase", "name"); db.Word() != "" {
			r.database(holder, db, v.Get("fromDatabase", "property"))
		}
		if group := v.Get("fromGroup"); group.Word() != "" {
			to := r.out.Node(graph.Thing{Kind: graph.Holder, Type: "env_group", Key: r.out.Local(r.Path) + "#env_group:" + group.Word(), Name: group.Word()})
			r.out.Link(graph.Edge{From: holder, Verb: graph.Reads, To: to}, r.readAt(group, "is given all variables of this group"))
		}
	}
	if len(pairs) > 0 {
		claim.Pairs(r.out, holder, pairs)
	}
	if len(previews) > 0 {
		at := previews[0].At
		section := r.Section(r.out, "preview", owner, at.Line, at.Column)
		claim.Declares(r.out, section, "preview", r.Read(at.Line, at.Column, "the value in preview environments"))
		claim.Pairs(r.out, section, previews)
	}
}

// database is a connection that Render hands over; a host or a port alone opens
// nothing.
func (r render) database(holder graph.ID, name, property *doc.Node) {
	why := r.readAt(name, "is given this database's connection")
	store := claim.Store(r.out, holder, "render_postgres", r.out.Local("render_postgres", name.Word()), name.Word(), why)
	if property.Text("connectionString", "password") != "" {
		r.out.Link(graph.Edge{From: holder, Verb: graph.Mounts, To: store, Power: graph.Read | graph.Write}, why)
	}
}
