// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Commands reads shell text (a script, a `run:` block, a recipe) lexically: the
// variables it uses, the literal credentials in it, what it does with CLIs and
// APIs that the catalog knows. Line is the line in the file of its first line,
// column the one of its first character.
func Commands(out *graph.Facts, holder graph.ID, file string, text secret.Value, line, column int) {}
