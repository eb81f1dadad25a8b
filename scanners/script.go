// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// Script reads shell scripts.
var Script = add(Scanner{
	Name:  "script",
	Doc:   "Shell scripts, by their ending or first line: which secrets they use by name, literal credentials in commands, what they use a provider for, what they destroy unasked",
	Match: mayBeScript,
	File:  scriptFile,
})

var (
	scriptEndings = map[string]bool{".sh": true, ".bash": true, ".zsh": true, ".ksh": true, ".command": true}
	scriptNames   = map[string]bool{".bashrc": true, ".bash_profile": true, ".bash_aliases": true, ".zshrc": true, ".zshenv": true, ".zprofile": true, ".profile": true, ".bash_login": true, ".zlogin": true, ".kshrc": true}
	shebang       = lazily.Compile(`^#![^\n]*\b(?:ba|z|da|k|a)?sh\b`)
)

// mayBeScript claims every file without an ending too: only its first line says
// whether it is a script.
func mayBeScript(p string) bool {
	base := path.Base(p)
	return scriptEndings[path.Ext(base)] || scriptNames[base] || !strings.Contains(base, ".")
}

func scriptFile(f *File, out *graph.Facts) {
	base := f.Base()
	known := scriptEndings[path.Ext(base)] || scriptNames[base] || path.Base(f.Dir()) == ".husky"
	if !known && !shebang.Match(f.Data) || bytes.IndexByte(f.Data, 0) >= 0 {
		return
	}
	claim.Commands(out, f.Holder(out), f.Path, secret.New(string(f.Data)), 1, 1)
}
