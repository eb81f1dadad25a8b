// SPDX-License-Identifier: Apache-2.0

// Package literals finds secrets that are written out in text, whatever the
// format of the file.
//
// Behind one narrow interface stand gitleaks' rules (its config package: the
// default rules, or those of the repository's .gitleaks.toml) and its decoders.
// The loop that applies them is ours: gitleaks' own (package detect) hands
// secrets to a global logger and to reports, knows places by lines and columns
// that are off by one, returns findings in random order and takes quadratic time
// on files with many. It is the oracle of the tests instead: what a file of up
// to [whole] bytes holds is found here as there, but for these differences, all
// meant:
//
//   - a file is looked at as a whole, not in the pieces of 100,000 and then some
//     6,000 bytes between which gitleaks' command finds nothing, so that nothing
//     depends on where a piece ends; larger files are cut into overlapping
//     windows;
//   - `gitleaks:allow` and .gitleaksignore mark a hit and do not hide it;
//   - on a last line without a newline gitleaks takes all that comes before for
//     that line, so that an allowance far above hides what stands there; we do not;
//   - gitleaks passes over what its library takes for an application by its first
//     bytes, texts that begin with MZ, BZh or SQLi among them; we pass over such a
//     file only where it is binary ([Program]);
//   - rules that look at paths only (a PKCS #12 file) find no text and are left out.
//
// A secret leaves this package as a [secret.Value] or not at all.
package literals

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// The files of a repository that say what an engine looks for and what was
// reviewed. They are honoured at the root of the tree, as gitleaks does.
const (
	ConfigFile = ".gitleaks.toml"
	IgnoreFile = ".gitleaksignore"
)

// A Hit is one secret in a file. Lines and columns count from 1, columns in
// characters; the end is exclusive. Where the text had to be decoded first, the
// place is that of the encoded text.
type Hit struct {
	Rule    string // the rule's id: letters, digits, dots, dashes
	Value   secret.Value
	Decoded bool   // it was in base64, hexadecimal, percent or Unicode escapes
	Allowed string // what says that people know of it: "gitleaks:allow", ".gitleaksignore", or ""

	Start, End                       int // bytes
	Line, Column, EndLine, EndColumn int
}

// An Engine finds secrets. It is safe for concurrent use, and pays for nothing
// before the first call.
type Engine interface {
	// Find returns the hits of one text file, by place and rule, and what could
	// not be looked at. It never fails. Data is not kept.
	Find(path string, data []byte) ([]Hit, []graph.Gap)
	// FindFrom is Find in a part of a file that begins at a line and column.
	FindFrom(path string, data []byte, line, column int) ([]Hit, []graph.Gap)

	// Hunks begins with a history, of which nothing is remembered afterwards.
	Hunks() *Hunks
}

// New returns the engine for a repository with these two files; nil for one that
// it does not have. Marks are looked for beside gitleaks' rules, in files that its
// configuration does not leave out.
func New(config, ignore []byte, marks ...Mark) Engine {
	return newGitleaks(config, ignore, marks...)
}
