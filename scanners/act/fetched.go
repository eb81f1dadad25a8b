// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// published are the programs of the catalog whose vendors publish them on npm under
// the program's own name. Whatever else npx is told to run may be anybody's package.
// https://docs.npmjs.com/cli/commands/npx
// https://github.com/vercel/vercel/blob/17d9ebaf8e/packages/cli/package.json
// https://github.com/cloudflare/workers-sdk/blob/f830836028/packages/wrangler/package.json
// https://github.com/neondatabase/neonctl/blob/0ba830b5d0/package.json
// https://github.com/heroku/cli/blob/c5fbf4b432/package.json
// https://github.com/supabase/cli
// https://www.prisma.io/docs/orm/tools/prisma-cli
var published = []string{"vercel", "wrangler", "neonctl", "heroku", "supabase", "prisma", "cdk", "serverless"}

// fetched says that a program comes from a registry, under a name that need not be
// its vendor's, or from a package that the line names besides.
func (r *reader) fetched(name string, options, rest []shell.Word) {
	other := slices.ContainsFunc(options, func(w shell.Word) bool {
		v, ok := w.Literal()
		return !ok || v.HasPrefix("-p") || v.HasPrefix("--package")
	})
	why := ""
	switch {
	case other:
		why = name + " runs what a package brings that the line names"
	case len(rest) > 0 && known(rest[0]) && (name == "uvx" || rest[0].Is(published...) == ""):
		why = name + " may fetch a package of that name, which may be anybody's"
	default:
		return
	}
	r.add(Act{Kind: Unread, Program: name, Why: why, Foreign: true})
}

// known reports whether the catalog describes a program; what it does not describe
// is unknown already.
func known(w shell.Word) bool {
	v, ok := w.Literal()
	if !ok {
		return false
	}
	name, _, ok := programOf(v)
	if !ok {
		return false
	}
	cli, _ := catalog.CLIByProgram(name)
	return cli != nil
}
