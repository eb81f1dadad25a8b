// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strconv"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Fly reads fly.toml in its variants. The app is what counts: two files that
// name one app describe the same volumes, whatever the files are called.
// https://fly.io/docs/reference/configuration/
var Fly = add(Scanner{
	Name:  "fly",
	Doc:   "fly.toml and fly.NAME.toml: the app, its volumes with their snapshots, variables, processes and the release command",
	Match: func(p string) bool { return flyName.MatchString(path.Base(p)) },
	File:  flyFile,
})

var flyName = lazily.Compile(`^fly([._-][A-Za-z0-9._-]+)?\.toml$`)

func flyFile(f *File, out *graph.Facts) {
	for _, root := range settings(f, out) {
		if root == nil {
			continue
		}
		holder := f.Holder(out)
		app := root.Get("app")
		key, scope := out.Local("fly_app", f.Path), graph.ID{}
		if name := app.Word(); name != "" {
			key = "fly_app/" + name
			scope = claim.Scope(out, holder, "fly_app", key, name, f.readAt(app, "the app that this is deployed as"))
			suggests(out, holder, name, f.readAt(app, ""))
		}
		for _, list := range []string{"mounts", "mount"} {
			for _, mount := range oneOrMore(root.Get(list)) {
				flyVolume(f, out, holder, scope, key, mount)
			}
		}
		claim.Pairs(out, holder, f.variables(root.Get("env")))
		for _, process := range root.Get("processes").Entries() {
			f.commands(out, holder, process)
		}
		f.commands(out, holder, root.Get("deploy", "release_command"))
		f.commands(out, holder, root.Get("experimental", "cmd"))
	}
}

// oneOrMore are the maps of a list, or one that stands alone.
func oneOrMore(n *doc.Node) []*doc.Node {
	if n != nil && n.Kind == doc.Map {
		return []*doc.Node{n}
	}
	var maps []*doc.Node
	for item := range n.Items() {
		maps = append(maps, item)
	}
	return maps
}

// flyVolume reads one mount. Fly takes a snapshot a day unless the file says
// otherwise, and keeps it for a number of days:
// https://fly.io/docs/volumes/snapshots/
func flyVolume(f *File, out *graph.Facts, holder, scope graph.ID, app string, mount *doc.Node) {
	source := mount.Get("source")
	name := source.Word()
	if name == "" {
		return
	}
	why := f.readAt(source, "a volume of the app")
	volume := claim.Store(out, holder, "fly_volume", app+"/volume/"+name, name, why)
	out.Link(graph.Edge{From: scope, Verb: graph.Contains, To: volume}, why)
	out.Link(graph.Edge{From: holder, Verb: graph.Mounts, To: volume, Power: graph.Read | graph.Write}, f.readAt(source, "mounted by the app's machines"))
	scheduled := mount.Get("scheduled_snapshots")
	if on, ok := scheduled.Bool(); ok && !on {
		out.Note(volume, graph.Trait{Name: graph.BackupsOff}, graph.Yes, f.readAt(scheduled, "scheduled snapshots are off"))
	}
	retention := mount.Get("snapshot_retention")
	if days, err := strconv.Atoi(retention.Word()); err == nil && days > 0 && days < 36_500 {
		out.Note(volume, graph.Trait{Name: graph.Retention, Hours: 24 * days}, graph.Yes, f.readAt(retention, "how long snapshots are kept"))
	}
}
