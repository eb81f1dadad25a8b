// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"path/filepath"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// railwayLogin reads Railway's command line: the login, and which folder is linked
// with which project and environment.
// https://github.com/railwayapp/cli/blob/df3838bf11/src/config.rs
func railwayLogin(f *file) {
	root := asJSON(f)
	user, holder := root.Get("user"), f.Holder(f.out)
	access := f.token(holder, "railway_cli_session", "user.accessToken", user.Get("accessToken"))
	f.session(access, f.token(holder, "railway_cli_session", "user.refreshToken", user.Get("refreshToken")), user.Get("tokenExpiresAt"))
	f.token(holder, "railway_cli_session", "user.token", user.Get("token"))
	for dir, link := range root.Get("projects").Entries() {
		f.railwayLink(dir, link)
	}
}

// railwayLink says which project a folder is linked with: the one that the files of
// a scanned folder describe is the one of that id.
func (f *file) railwayLink(dir doc.Key, link *doc.Node) {
	id, ok := secret.UUID(link.Get("project").Value())
	if !ok {
		return
	}
	why := f.Read(dir.Line, dir.Column, "the command line is linked with the project in "+f.linked(dir.Name))
	name, _ := secret.Word(link.Get("name").Value())
	scope := claim.Scope(f.out, f.Holder(f.out), "railway_project", "railway_project/"+id, name, why)
	if env, ok := secret.Word(link.Get("environmentName").Value()); ok {
		if _, known := environment.OfName(env); known {
			n := link.Get("environmentName")
			at := f.Read(n.Line, n.Column, "the folder is linked with this environment of the project")
			f.out.Link(graph.Edge{From: scope, Verb: graph.InEnv, To: environment.Node(f.out, env, at)}, at)
		}
	}
	for _, folder := range f.walk.Folders {
		for _, rel := range linkedWithin(dir.Name, folder.Path) {
			local := f.out.Node(graph.Thing{Kind: graph.Scope, Type: "railway_project", Key: folder.Repo + "//railway_project/" + rel})
			f.out.Same(local, scope, why)
		}
	}
}

// linked words a linked folder: within the home folder, or not at all.
func (f *file) linked(dir string) string {
	if shown := f.walk.shown(filepath.Clean(dir)); shown != "" {
		if _, ok := secret.Path(secret.New(shown)); ok {
			return shown
		}
	}
	return "a folder"
}

// linkedWithin is where in a scanned folder a link holds: at the linked folder, or
// at the top where the link lies above it. A nearer link above would hold instead;
// two that are linked with different projects are told apart by nobody, and then
// both are said.
func linkedWithin(linked, folder string) []string {
	if !filepath.IsAbs(linked) {
		return nil
	}
	for _, at := range []string{filepath.Clean(linked), resolved(linked)} {
		rel, err := filepath.Rel(folder, at)
		switch {
		case err != nil:
		case rel == "." || !strings.HasPrefix(rel, ".."):
			return []string{filepath.ToSlash(rel)}
		case within(at, folder):
			return []string{"."}
		}
	}
	return nil
}
