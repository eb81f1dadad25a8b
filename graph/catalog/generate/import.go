// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// importFile merges research into the HCL files. It adds facts and updates the
// attributes that the research decides; lists only grow. It leaves alone every
// other attribute, comments, order, and what a block lists as `curated`.
func importFile(dir, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if declares(text) {
		return importDeclarations(dir, text)
	}
	all, err := readResearch(text)
	if err != nil {
		return err
	}
	files, err := providerFiles(dir)
	if err != nil {
		return err
	}
	for _, s := range all {
		name := files[s.Provider]
		if name == "" {
			name = filepath.Join(dir, slug(s.Provider)+".hcl")
		}
		before, err := os.ReadFile(name)
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		after, err := merge(before, s)
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		if string(after) == string(before) {
			continue
		}
		if err := os.WriteFile(name, after, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// providerFiles finds each file by the title of its provider.
func providerFiles(dir string) (map[string]string, error) {
	providers, err := load(dir)
	if err != nil {
		return nil, err
	}
	byTitle := map[string]string{}
	for _, p := range providers {
		byTitle[p.Title] = filepath.Join(dir, p.ID+".hcl")
	}
	return byTitle, nil
}

// merge returns the text of a provider's file with a study merged in.
func merge(text []byte, s study) ([]byte, error) {
	if len(text) == 0 {
		text = fmt.Appendf(nil, "# SPDX-License-Identifier: Apache-2.0\n# What %s documents about its credentials, deletions and backups.\n\nprovider %q {\n  title   = %q\n  checked = \"\"\n}\n",
			s.Provider, slug(s.Provider), s.Provider)
	}
	file, problems := hclwrite.ParseConfig(text, "", hcl.InitialPos)
	if problems.HasErrors() {
		return nil, problems
	}
	if len(file.Body().Blocks()) != 1 {
		return nil, fmt.Errorf("want one provider block")
	}
	provider := file.Body().Blocks()[0].Body()
	changed := set(provider, texts("scope_model", s.ScopeModel), nil)
	for _, f := range s.facts() {
		blocks := find(provider, f)
		if len(blocks) == 0 {
			blocks, changed = []*hclwrite.Block{add(provider, f)}, true
		}
		for _, b := range blocks {
			changed = update(b, f) || changed
		}
	}
	if !changed {
		return text, nil
	}
	return hclwrite.Format(file.Bytes()), nil
}

// find returns the blocks that stand for a fact, by their `research`.
func find(body *hclwrite.Body, f fact) []*hclwrite.Block {
	var found []*hclwrite.Block
	for _, b := range body.Blocks() {
		switch b.Type() {
		case "store", "scope":
			if f.block != "fate" {
				continue
			}
			if slices.Contains(words(b.Body(), "research"), f.name) {
				found = append(found, b)
			}
			found = append(found, find(b.Body(), f)...)
		case "token", "operation", "lock", "backup", "undo":
			same := b.Type() == f.block || f.block == "fate" && b.Type() != "token" && b.Type() != "operation"
			if same && slices.Contains(words(b.Body(), "research"), f.name) {
				found = append(found, b)
			}
		}
	}
	return found
}

// add appends an empty block for a fact that nobody has yet.
func add(provider *hclwrite.Body, f fact) *hclwrite.Block {
	provider.AppendNewline()
	into, kind := provider, f.block
	if kind == "fate" {
		into, kind = storeFor(provider, f), "backup"
	}
	b := into.AppendNewBlock(kind, []string{f.label})
	if f.title != "" {
		b.Body().SetAttributeValue("title", cty.StringVal(f.title))
	}
	b.Body().SetAttributeValue("research", list("", []string{f.name}).value)
	return b
}

// storeFor is the store that a new fate belongs to.
func storeFor(provider *hclwrite.Body, f fact) *hclwrite.Body {
	if b := provider.FirstMatchingBlock("store", []string{f.parent}); b != nil {
		return b.Body()
	}
	b := provider.AppendNewBlock("store", []string{f.parent})
	b.Body().SetAttributeValue("title", cty.StringVal(f.title))
	return b.Body()
}

// update sets what the research decides, unless people decided otherwise or the
// block stands for another fact first.
func update(b *hclwrite.Block, f fact) bool {
	names := words(b.Body(), "research")
	first := len(names) == 0 || names[0] == f.name
	var attrs []attr
	for _, a := range f.attrs {
		isList := a.value.Type().IsListType()
		whole := b.Type() == "backup" || f.block != "fate" // else the block says it in its own words
		switch {
		case !isList && !first:
		case !whole && a.name != "sources" && a.name != "verified":
		default:
			attrs = append(attrs, a)
		}
	}
	return set(b.Body(), attrs, words(b.Body(), "curated"))
}

func set(body *hclwrite.Body, attrs []attr, curated []string) bool {
	changed := false
	for _, a := range attrs {
		if slices.Contains(curated, a.name) {
			continue
		}
		if a.value.Type().IsListType() {
			have := words(body, a.name)
			merged := slices.Clone(have)
			for it := a.value.ElementIterator(); it.Next(); {
				_, v := it.Element()
				if !slices.Contains(merged, v.AsString()) && !slices.Contains(words(body, "beside"), v.AsString()) {
					merged = append(merged, v.AsString())
				}
			}
			if len(merged) == len(have) {
				continue
			}
			a = list(a.name, merged)
		} else if value(body, a.name).RawEquals(a.value) || a.value.RawEquals(cty.False) && body.GetAttribute(a.name) == nil {
			continue
		}
		body.SetAttributeValue(a.name, a.value)
		changed = true
	}
	return changed
}

// value evaluates an attribute; cty.NilVal where there is none.
func value(body *hclwrite.Body, name string) cty.Value {
	a := body.GetAttribute(name)
	if a == nil {
		return cty.NilVal
	}
	expr, problems := hclsyntax.ParseExpression(a.Expr().BuildTokens(nil).Bytes(), "", hcl.InitialPos)
	if problems.HasErrors() {
		return cty.NilVal
	}
	v, problems := expr.Value(nil)
	if problems.HasErrors() {
		return cty.NilVal
	}
	return v
}

// words evaluates an attribute that lists texts.
func words(body *hclwrite.Body, name string) []string {
	v := value(body, name)
	if v == cty.NilVal || !v.CanIterateElements() {
		return nil
	}
	var all []string
	for it := v.ElementIterator(); it.Next(); {
		if _, e := it.Element(); e.Type() == cty.String {
			all = append(all, e.AsString())
		}
	}
	return all
}
