// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclparse"

	"github.com/stagedoor/stagedoor/rules/custom"
)

// Name is the file that is looked for first at the root of a repository.
const Name = ".stagedoor.hcl"

// Places are the files that are looked for, from the root of the repository; the
// first that exists is the configuration.
var Places = []string{Name, Name + ".json", ".github/stagedoor.hcl", ".github/stagedoor.hcl.json"}

// MaxSize is the size in bytes from which a configuration is refused.
const MaxSize = 256 << 10

// Parse decodes a configuration; shown is how it is named in messages and evidence,
// and a name that ends in .json says that it is in HCL's JSON form. The error is
// [Mistakes], all of them, for exit code 2.
func Parse(src []byte, shown string) (Policy, error) {
	p := Policy{File: shown}
	start := hcl.Range{Filename: shown, Start: hcl.InitialPos, End: hcl.InitialPos}
	if len(src) > MaxSize {
		return p, Mistakes{{start, "is larger than 256 KiB; make it smaller"}}
	}
	if err := custom.Bounded(src); err != nil {
		return p, Mistakes{{start, err.Error()}}
	}
	parse := hclparse.NewParser().ParseHCL
	if strings.HasSuffix(shown, ".json") {
		parse = hclparse.NewParser().ParseJSON
	}
	file, diags := parse(src, shown)
	if diags.HasErrors() {
		return p, explain(start, diags) // what a broken file would mean is not guessed
	}
	diags = gohcl.DecodeBody(file.Body, nil, &p)
	found := append(explain(start, diags), p.check()...)
	if len(found) > 0 {
		return p, found.sorted()
	}
	return p, nil
}

// Sources says which files the policy was read from, for -v.
func (p Policy) Sources() string {
	switch {
	case p.File == "":
		return "no configuration"
	case p.Extends != nil:
		return fmt.Sprintf("configuration %s, which extends %s", p.File, p.Extends.File)
	}
	return "configuration " + p.File
}
