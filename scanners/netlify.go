// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// Netlify reads netlify.toml: variables and commands of the build, and of each
// deploy context. A context that is none of Netlify's own is a branch's name,
// and says something only where that is an environment's.
// https://docs.netlify.com/build/configure-builds/file-based-configuration/#deploy-contexts
var Netlify = add(Scanner{
	Name:  "netlify",
	Doc:   "netlify.toml: deploy contexts with their variables and commands",
	Match: func(p string) bool { return path.Base(p) == "netlify.toml" },
	File:  netlifyFile,
})

var netlifyContexts = map[string]string{
	"production": "production", "deploy-preview": "preview", "branch-deploy": "preview", "preview-server": "preview", "dev": "development",
}

func netlifyFile(f *File, out *graph.Facts) {
	for _, root := range settings(f, out) {
		holder := f.Holder(out)
		claim.Pairs(out, holder, f.variables(root.Get("build", "environment")))
		f.commands(out, holder, root.Get("build", "command"))
		for name, context := range root.Get("context").Entries() {
			section := f.Section(out, "context", name.Name, name.Line, name.Column)
			why := f.Read(name.Line, name.Column, "a deploy context")
			if env, own := netlifyContexts[name.Name]; own {
				claim.Declares(out, section, env, why)
			} else if isEnvironmentWord(name.Name) {
				why.Basis, why.Says = graph.Named, "a branch with this name"
				claim.Declares(out, section, name.Name, why)
			}
			claim.Pairs(out, section, f.variables(context.Get("environment")))
			f.commands(out, section, context.Get("command"))
		}
	}
}
