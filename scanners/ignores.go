// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// Ignores reads the owner's marks in comments of any syntax:
//
//	# stagedoor:ignore spanning-data-store until 2027-03-31 both environments are to be split
//
// A mark on a line of its own is for the next line. It adds no fact: what it does
// to findings is for the policy to say.
var Ignores = add(Scanner{
	Name: "ignores",
	Doc:  "comments stagedoor:ignore RULE [until DAY] REASON, in every syntax: findings at their line that the owner accepts",
	File: func(*File, *graph.Facts) {},
	Obeying: func(s Scanner, owner Owner) Scanner {
		if owner.Mark != nil {
			s.File = func(f *File, out *graph.Facts) { marks(f, out, owner) }
		}
		return s
	},
})

// A Mark is the owner's word that findings of some rules at a line are accepted.
type Mark struct {
	File     string // relative to the repository
	Line     int    // that it is for
	At       int    // where it stands
	Rules    []string
	Until    string // the last day on which it counts, as 2027-03-31; "" for always
	Reasoned bool   // a reason is given
	Tracked  bool   // git knows the file
	Aside    bool   // it stands in a test, an example or a document, and speaks to nobody
}

const ignoreMark = "stagedoor:ignore"

var (
	inComment = lazily.Compile(`(?:#|//|--|/\*+|\*|<!--|;|%|\{#|\{\{-?\s*/\*|')\s*stagedoor:ignore(?:[ \t]+(.*))?$`)
	alone     = lazily.Compile(`^\s*(?:#+|//+|--+|/\*+|\*|<!--|;+|%+|\{#|\{\{-?\s*/\*|')?\s*$`)
	markForm  = lazily.Compile(`^([a-z][a-z0-9-]*(?:\s*,\s*[a-z][a-z0-9-]*)*)(?:\s+until\s+(\d{4}-\d{2}-\d{2}))?(?:\s+(.*))?$`)
	closers   = lazily.Compile(`\s*(?:\*/\s*(?:-?\}\})?|-->|#\})\s*$`)
	word      = lazily.Compile(`[\pL]{2,}`)
)

func marks(f *File, out *graph.Facts, owner Owner) {
	if tree.Binary(f.Data) || !bytes.Contains(f.Data, []byte(ignoreMark)) {
		return
	}
	line := 0
	for text := range bytes.Lines(f.Data) {
		line++
		i := bytes.Index(text, []byte(ignoreMark))
		if i < 0 || len(text) > 4096 {
			continue
		}
		m := inComment.FindSubmatch(bytes.TrimRight(text, "\r\n"))
		if m == nil {
			continue
		}
		mark := Mark{File: out.Shown(f.Path), Line: line, At: line, Tracked: f.Tracked, Aside: claim.RoleOf(f.Path) != ""}
		if alone.Match(text[:i]) {
			mark.Line++
		}
		if form := markForm.FindStringSubmatch(closers.ReplaceAllString(string(m[1]), "")); form != nil {
			for rule := range strings.SplitSeq(form[1], ",") {
				mark.Rules = append(mark.Rules, strings.TrimSpace(rule))
			}
			mark.Until, mark.Reasoned = form[2], word.MatchString(form[3])
		}
		if !owner.Added(mark.File, mark.At) {
			owner.Mark(mark)
		}
	}
}
