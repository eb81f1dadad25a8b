// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// interpreters take a program as text, by these options, or from what they are fed.
var interpreters = []string{"python", "python2", "python3", "node", "deno", "bun", "ruby", "perl", "php", "pwsh", "powershell", "osascript", "lua", "Rscript"}

// foreign reports whether a program which no catalog knows is one like a compiler
// or a test runner: a name in the open that is given no program as text. It may
// still do anything, and stays Unread; whoever asks about every line an agent
// runs has to tell it from text that hides what it does.
func foreign(name string, args []shell.Word) bool {
	if name == "" {
		return false
	}
	if !slices.Contains(interpreters, name) {
		return true
	}
	for _, w := range args {
		text, _ := w.Literal()
		switch {
		case text.Empty():
			return false
		case text.HasPrefix("-"):
			if !harmlessOption(text.OneOf("-m", "-u", "-B", "-V", "-v", "--version", "--test", "-h", "--help")) {
				return false
			}
		default:
			return true // a file, or a module
		}
	}
	return false
}

func harmlessOption(known string) bool { return strings.HasPrefix(known, "-") }
