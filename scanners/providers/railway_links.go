// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// railwayLinkFiles are where Railway's command line keeps which folder belongs to
// which project, one for each of the hosts that it knows. The user's login stands
// in the same files: it is not decoded, since nobody gave it for this.
// https://github.com/railwayapp/cli/blob/df3838bf11/src/config.rs
var railwayLinkFiles = []string{"config.json", "config-staging.json", "config-dev.json"}

type railwayLink struct {
	Project string `json:"project"`
}

// links says that the project which the files of a scanned folder describe is the
// live one with which `railway link` connected the folder.
func (r *railway) links(p *railwayProject) {
	why := graph.Evidence{Basis: graph.ReadInFile, Says: "the Railway command line is linked with the project in this folder"}
	for _, f := range r.c.Folders() {
		for dir, link := range linksWithin(r.railwayLinks(), f.Path) {
			if link.Project == p.ID {
				local := r.out.Node(graph.Thing{Kind: graph.Scope, Type: "railway_project", Key: f.Local("railway_project", dir)})
				r.out.Same(local, p.scope, why)
			}
		}
	}
}

// linksWithin are the links of a folder and of what lies in it, by their path
// within it. As for the command line, the nearest link above a folder holds for it
// where it has none of its own.
func linksWithin(all map[string]railwayLink, folder string) map[string]railwayLink {
	within := map[string]railwayLink{}
	for path, link := range all {
		rel, err := filepath.Rel(folder, path)
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			within[filepath.ToSlash(rel)] = link
		}
	}
	for up := folder; ; up = filepath.Dir(up) {
		if link, ok := all[up]; ok {
			within["."] = link
			return within
		}
		if up == filepath.Dir(up) {
			return within
		}
	}
}

// railwayLinks reads the files once.
func (r *railway) railwayLinks() map[string]railwayLink {
	if r.linked != nil {
		return r.linked
	}
	r.linked = map[string]railwayLink{}
	if r.c.Home() == "" {
		return r.linked
	}
	for _, name := range railwayLinkFiles {
		var config struct {
			Projects map[string]railwayLink `json:"projects"`
		}
		data, ok := readSmall(filepath.Join(r.c.Home(), ".railway", name))
		if !ok || json.Unmarshal(data, &config) != nil {
			continue
		}
		for path, link := range config.Projects {
			if path = filepath.Clean(path); filepath.IsAbs(path) && link.Project != "" {
				r.linked[path] = link
			}
		}
	}
	return r.linked
}

// readSmall reads a regular file of at most a megabyte.
func readSmall(path string) ([]byte, bool) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > 1<<20 {
		return nil, false
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, false
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, 1<<20))
	return data, err == nil
}
