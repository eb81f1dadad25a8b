// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// Vercel reads vercel.json. Its variables hold in every environment of the
// project; those that belong to one are kept by Vercel and stand in no file.
// https://vercel.com/docs/project-configuration
var Vercel = add(Scanner{
	Name:  "vercel",
	Doc:   "vercel.json: variables of the build and of functions, and commands",
	Match: func(p string) bool { return vercelName.MatchString(path.Base(p)) },
	File:  vercelFile,
})

var (
	vercelName   = lazily.Compile(`^(vercel|now)([._-][A-Za-z0-9_-]+)?\.json$`)
	vercelSecret = lazily.Compile(`^@[a-z0-9_-]+$`) // a reference to a secret that Vercel keeps
)

func vercelFile(f *File, out *graph.Facts) {
	for _, root := range settings(f, out) {
		holder := f.Holder(out)
		var pairs []claim.Pair
		for _, p := range append(f.variables(root.Get("env")), f.variables(root.Get("build", "env"))...) {
			if !p.Value.Matches(vercelSecret.Get()) {
				pairs = append(pairs, p)
			}
		}
		if len(pairs) > 0 {
			claim.Pairs(out, holder, pairs)
		}
		for _, key := range []string{"buildCommand", "installCommand", "ignoreCommand"} {
			f.commands(out, holder, root.Get(key))
		}
	}
}
