// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"encoding/json"
	"path"
	"strings"
)

// addManifest reads what terraform init wrote of the modules that it installed:
// the call's key and the folder, relative to the root.
func (t *Tree) addManifest(f File) {
	var read struct {
		Modules []struct{ Key, Dir string }
	}
	if len(f.Data) > maxConfig || json.Unmarshal(f.Data, &read) != nil {
		t.gap(place{file: f.Path, line: 1}, "invalid", "is not a list of installed modules")
		return
	}
	root := path.Clean(strings.TrimSuffix(f.Path, manifest))
	dirs := map[string]string{}
	for _, m := range read.Modules {
		if dir := path.Join(root, m.Dir); m.Key != "" && dir != ".." && !strings.HasPrefix(dir, "../") {
			dirs[m.Key] = dir
		}
	}
	t.remote[root] = dirs
}
