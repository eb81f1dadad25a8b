// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

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
	var granted []permissions
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
			Providers   []catalog.Provider `hcl:"provider,block"`
			Permissions []permissions      `hcl:"permissions,block"`
		}
		if problems := gohcl.DecodeBody(file.Body, &hcl.EvalContext{}, &content); problems.HasErrors() {
			return nil, problems
		}
		if len(content.Providers)+len(content.Permissions) != 1 {
			return nil, fmt.Errorf("%s: want one provider or permissions block", filepath.Base(p))
		}
		all = append(all, content.Providers...)
		granted = append(granted, content.Permissions...)
	}
	for _, g := range granted {
		i := slices.IndexFunc(all, func(p catalog.Provider) bool { return p.ID == g.ID })
		if i < 0 {
			return nil, fmt.Errorf("no provider %q for its permissions", g.ID)
		}
		all[i].Governed, all[i].Grants = append(all[i].Governed, g.Governed...), append(all[i].Grants, g.Grants...)
	}
	return all, nil
}

// permissions is what a file of its own adds to a provider: aws_permissions.hcl.
type permissions struct {
	ID       string             `hcl:"id,label"`
	Governed []catalog.Governed `hcl:"governs,block"`
	Grants   []catalog.Grant    `hcl:"grant,block"`
}
