// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// AppSettings reads the settings of .NET programs. appsettings.Staging.json lies
// over appsettings.json where the environment is called Staging; what only the
// common file says holds in every environment, and is left to it. Keys are
// joined by colons, as .NET itself writes them.
// https://learn.microsoft.com/aspnet/core/fundamentals/configuration/
var AppSettings = add(Scanner{
	Name:  "appsettings",
	Doc:   "appsettings.json and appsettings.<Environment>.json: connection strings and keys",
	Match: func(p string) bool { return appsettingsName.MatchString(path.Base(p)) },
	File: func(f *File, out *graph.Facts) {
		for _, root := range settings(f, out) {
			if pairs := f.leaves(root, nil, ":"); len(pairs) > 0 {
				claim.Pairs(out, f.Holder(out), pairs)
			}
		}
	},
})

var appsettingsName = lazily.Compile(`(?i)^(appsettings([._-][A-Za-z0-9._-]+)?|local\.settings)\.json$`)
