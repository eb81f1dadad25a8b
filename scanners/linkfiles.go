// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// LinkFiles reads the files in which command lines keep with which project a
// folder is joined. They hold ids and no secrets; git mostly does not track them.
// The project is one that the repository names, so that a token of its provider
// is known to open it.
//
// The project_id at the top of supabase/config.toml is none: it tells projects
// apart on one machine. https://supabase.com/docs/guides/local-development/cli/config
var LinkFiles = add(Scanner{
	Name:  "linkfiles",
	Doc:   "Files that join a folder with a project: .vercel/project.json, .neon, .netlify/state.json, .firebaserc, supabase/.temp/project-ref and the remotes of supabase/config.toml",
	Match: func(p string) bool { return linkOf(p) != nil },
	File:  func(f *File, out *graph.Facts) { linkOf(f.Path)(f, out) },
})

// linkOf is how a file is read, by its name.
func linkOf(p string) func(*File, *graph.Facts) {
	switch base, folder := path.Base(p), path.Base(path.Dir(p)); {
	case base == "project.json" && folder == ".vercel": // https://vercel.com/docs/cli/project-linking
		return linkJSON("vercel_project", "projectId", "projectName")
	case base == ".neon": // https://neon.com/docs/reference/cli-set-context
		return linkJSON("neon_project", "projectId", "")
	case base == "state.json" && folder == ".netlify": // https://docs.netlify.com/cli/get-started/#link-and-unlink-sites
		return linkJSON("netlify_site", "siteId", "")
	case base == ".firebaserc":
		return firebaseLink
	case base == "project-ref" && folder == ".temp" && path.Base(path.Dir(path.Dir(p))) == "supabase":
		return supabaseLink
	case base == "config.toml" && folder == "supabase":
		return supabaseRemotes
	}
	return nil
}

// project claims what a folder is joined with.
func (f *File) project(out *graph.Facts, holder graph.ID, typ, name string, n *doc.Node, says string) {
	id, ok := secret.UUID(n.Value())
	if !ok {
		id = n.Word()
	}
	if id == "" {
		return
	}
	if name == "" {
		name = id
	}
	claim.Scope(out, holder, typ, typ+"/"+id, name, f.readAt(n, says))
}

func linkJSON(typ, key, name string) func(*File, *graph.Facts) {
	return func(f *File, out *graph.Facts) {
		root, problem := doc.JSON(f.Data)
		if problem != nil {
			gap(f, out, problem)
			return
		}
		called := ""
		if name != "" {
			called = root.Get(name).Word()
		}
		f.project(out, f.Holder(out), typ, called, root.Get(key), "this folder is joined with the project")
	}
}

// firebaseLink reads the projects of Firebase, which are Google's, by their
// aliases: one that is called after an environment is that environment's.
// https://firebase.google.com/docs/cli#project_aliases
func firebaseLink(f *File, out *graph.Facts) {
	root, problem := doc.JSON(f.Data)
	if problem != nil {
		gap(f, out, problem)
		return
	}
	for alias, n := range root.Get("projects").Entries() {
		f.joined(out, "google_project", alias, n, "the alias of a Firebase project")
	}
}

// supabaseRemotes reads the branches that the configuration names with their
// project. https://supabase.com/docs/guides/deployment/branching/configuration
func supabaseRemotes(f *File, out *graph.Facts) {
	for _, root := range settings(f, out) {
		for name, remote := range root.Get("remotes").Entries() {
			f.joined(out, "supabase_project", name, remote.Get("project_id"), "the remote of this name")
		}
	}
}

// joined claims a project under a name that may be an environment's.
func (f *File) joined(out *graph.Facts, typ string, name doc.Key, n *doc.Node, says string) {
	if n == nil || n.Kind != doc.Scalar {
		return
	}
	holder := f.Holder(out)
	if isEnvironmentWord(name.Name) {
		holder = f.Section(out, "project", name.Name, name.Line, name.Column)
		claim.Declares(out, holder, name.Name, graph.Evidence{Basis: graph.Named, At: f.At(name.Line, name.Column), Says: says})
	}
	f.project(out, holder, typ, "", n, says)
}

func supabaseLink(f *File, out *graph.Facts) {
	text := strings.TrimSpace(string(bytes.TrimSpace(f.Data)))
	if ref, ok := secret.Word(secret.New(text)); ok && len(text) < 64 {
		claim.Scope(out, f.Holder(out), "supabase_project", "supabase_project/"+ref, ref, f.Read(1, 1, "this folder is joined with the project"))
	}
}
