// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/stagedoor/stagedoor/graph/catalog"
)

// load decodes every *.hcl of a folder, in the order of their names.
func load(dir string) ([]catalog.Provider, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.hcl"))
	if err != nil {
		return nil, err
	}
	var all []catalog.Provider
	parser := hclparse.NewParser()
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		file, problems := parser.ParseHCL(text, filepath.Base(p))
		if problems.HasErrors() {
			return nil, problems
		}
		var content struct {
			Providers []catalog.Provider `hcl:"provider,block"`
		}
		if problems := gohcl.DecodeBody(file.Body, &hcl.EvalContext{}, &content); problems.HasErrors() {
			return nil, problems
		}
		if len(content.Providers) != 1 {
			return nil, fmt.Errorf("%s: want one provider block, found %d", filepath.Base(p), len(content.Providers))
		}
		all = append(all, content.Providers[0])
	}
	return all, nil
}
