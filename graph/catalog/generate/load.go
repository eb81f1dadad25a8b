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

// load decodes every *.hcl of a folder, in the order of their names. A file has
// one provider block, or what belongs to a provider of another file.
func load(dir string) ([]catalog.Provider, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.hcl"))
	if err != nil {
		return nil, err
	}
	var all []catalog.Provider
	var more []addition
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
			Permissions []addition         `hcl:"permissions,block"`
			Resources   []addition         `hcl:"resources,block"`
			Commands    []addition         `hcl:"commands,block"`
		}
		if problems := gohcl.DecodeBody(file.Body, &hcl.EvalContext{}, &content); problems.HasErrors() {
			return nil, problems
		}
		if len(content.Providers)+len(content.Permissions)+len(content.Resources)+len(content.Commands) != 1 {
			return nil, fmt.Errorf("%s: want one provider, permissions, resources or commands block", filepath.Base(p))
		}
		all = append(all, content.Providers...)
		more = append(append(more, content.Permissions...), slices.Concat(content.Resources, content.Commands)...)
	}
	for _, m := range more {
		i := slices.IndexFunc(all, func(p catalog.Provider) bool { return p.ID == m.ID })
		if i < 0 {
			return nil, fmt.Errorf("no provider %q for its permissions, resources or commands", m.ID)
		}
		p := &all[i]
		p.Governed, p.Grants = append(p.Governed, m.Governed...), append(p.Grants, m.Grants...)
		p.CLIs = append(p.CLIs, m.CLIs...)
		p.Resources, p.Modules = append(p.Resources, m.Resources...), append(p.Modules, m.Modules...)
	}
	return all, nil
}

// An addition is what a file of its own adds to a provider: aws_permissions.hcl,
// aws_resources.hcl, aws_commands.hcl.
type addition struct {
	ID        string             `hcl:"id,label"`
	Governed  []catalog.Governed `hcl:"governs,block"`
	Grants    []catalog.Grant    `hcl:"grant,block"`
	Resources []catalog.Resource `hcl:"resource,block"`
	Modules   []catalog.Module   `hcl:"module,block"`
	CLIs      []catalog.CLI      `hcl:"cli,block"`
}
