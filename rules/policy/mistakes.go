// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// A Mistake is something that a configuration cannot mean, and where it stands.
type Mistake struct {
	At   hcl.Range
	Says string // ends in the next step
}

// String is the mistake with its place, as .stagedoor.hcl:3,5-12: columns count
// from 1 and the last is not part of it.
func (m Mistake) String() string { return m.At.String() + ": " + m.Says }

// Mistakes are all that is wrong with a configuration, in the order of the file.
type Mistakes []Mistake

// Error is the first mistake, and how many more there are.
func (m Mistakes) Error() string {
	switch len(m) {
	case 0:
		return "no mistakes"
	case 1:
		return m[0].String()
	}
	return fmt.Sprintf("%s (`stagedoor config verify` lists %d more)", m[0], len(m)-1)
}

func (m Mistakes) sorted() Mistakes {
	slices.SortStableFunc(m, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.At.Start.Byte, b.At.Start.Byte), cmp.Compare(a.At.End.Byte, b.At.End.Byte), strings.Compare(a.Says, b.Says))
	})
	return slices.CompactFunc(m, func(a, b Mistake) bool { return a.At == b.At && a.Says == b.Says })
}

// detailed are the decoder's summaries whose details hold nothing but names of
// arguments and blocks; of others the detail may quote the file and is not shown.
var detailed = []string{
	"Unsupported argument", "Unsupported block type", "Missing required argument", "Missing name for", "Extraneous label for",
	"Unsuitable value type", "Variables not allowed", "Function calls not allowed", "Duplicate ", "Extraneous JSON object property",
}

// explain words the errors of the decoder.
func explain(start hcl.Range, diags hcl.Diagnostics) (all Mistakes) {
	for _, d := range diags {
		if d.Severity != hcl.DiagError || strings.HasSuffix(d.Detail, "value must be known.") || strings.HasSuffix(d.Detail, "value must be known") {
			continue // what made it unknown is told beside it
		}
		says, at := strings.ToLower(strings.TrimSuffix(d.Summary, ".")), start
		if slices.ContainsFunc(detailed, func(s string) bool { return strings.HasPrefix(d.Summary, s) }) && len(d.Detail) < 400 {
			detail := strings.TrimRight(strings.Join(strings.Fields(d.Detail), " "), ".")
			says = strings.ToLower(detail[:1]) + detail[1:]
		}
		if d.Subject != nil {
			at = *d.Subject
		}
		all = append(all, Mistake{at, says + "; correct this place (`stagedoor config schema` shows what can stand here)"})
	}
	return all
}

// has reports whether an attribute is written in a block.
func has(body hcl.Body, name string) bool {
	none := hcl.Range{}
	return in(body, name, none) != none
}

// in is the place of an attribute's value inside a block, else the block's own.
func in(body hcl.Body, name string, block hcl.Range) hcl.Range {
	if body == nil {
		return block
	}
	content, _, _ := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name}}})
	if content != nil && content.Attributes[name] != nil {
		return content.Attributes[name].Expr.Range()
	}
	return block
}
