// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// In this file: research on how formats declare data, merged into files of
// `resources` blocks. What each setting decides is told from its name, once, when
// its block is made; people correct it there and say so with `curated`.

// A declaration is what research says of one type of one format.
type declaration struct {
	Format     string   `json:"format"`
	Provider   string   `json:"provider"`
	Type       string   `json:"type"`
	Role       string   `json:"role"`
	Holds      string   `json:"holds"`
	Protection []option `json:"protection"`
	Survives   []option `json:"survives"`
	Force      []option `json:"force_destroy"`
	Fate       string   `json:"backup_fate"`
	FateSays   string   `json:"backup_fate_note"`
	Source     string   `json:"source"`
	Backups    []struct {
		Type string `json:"type"`
		Attr string `json:"ref_attr"`
		Note string `json:"note"`
	} `json:"backups"`
	Verified bool `json:"verified"`
}

type option struct {
	Attr    string `json:"attr"`
	Safe    any    `json:"safe_values"`
	Unsafe  any    `json:"unsafe_values"`
	Default any    `json:"default"`
	Scope   string `json:"scope"`
	Note    string `json:"note"`
	Source  string `json:"source"`
}

// declares reports whether a research file is about declarations.
func declares(text []byte) bool {
	var probe []struct {
		Format string `json:"format"`
	}
	return json.Unmarshal(text, &probe) == nil && len(probe) > 0 && probe[0].Format != ""
}

// ours are the catalog's names of providers that formats name otherwise.
var ours = map[string]string{"google": "gcp", "azurerm": "azure", "hcloud": "hetzner", "mongodbatlas": "mongodb_atlas", "helm": "kubernetes"}

// importDeclarations merges research on declarations into the files of resources.
func importDeclarations(dir string, text []byte) error {
	var all []declaration
	if err := json.Unmarshal(text, &all); err != nil {
		return err
	}
	byFile := map[string][]declaration{}
	var order []string
	for _, d := range all {
		id := d.Provider
		if ours[id] != "" {
			id = ours[id]
		}
		name := id + "_resources.hcl"
		if d.Format == "cloudformation" {
			name = id + "_cloudformation.hcl"
		}
		if byFile[name] == nil {
			order = append(order, name)
		}
		d.Provider = id
		byFile[name] = append(byFile[name], d)
	}
	for _, name := range order {
		full := filepath.Join(dir, name)
		before, err := os.ReadFile(full)
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		after, err := mergeDeclarations(before, byFile[name])
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if bytes.Equal(before, after) {
			continue
		}
		if err := os.WriteFile(full, after, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func mergeDeclarations(text []byte, all []declaration) ([]byte, error) {
	if len(text) == 0 {
		text = fmt.Appendf(nil, "# SPDX-License-Identifier: Apache-2.0\n# How infrastructure as code declares the stores of this provider.\n\nresources %q {\n}\n", all[0].Provider)
	}
	file, problems := hclwrite.ParseConfig(text, "", hcl.InitialPos)
	if problems.HasErrors() {
		return nil, problems
	}
	if len(file.Body().Blocks()) != 1 {
		return nil, fmt.Errorf("want one resources block")
	}
	into, changed := file.Body().Blocks()[0].Body(), false
	for _, d := range all {
		changed = d.merge(into) || changed
	}
	if !changed {
		return text, nil
	}
	return hclwrite.Format(file.Bytes()), nil
}

func (d declaration) id() string { return d.Format + " " + d.Type }

// merge adds or updates the block that stands for a declaration.
func (d declaration) merge(into *hclwrite.Body) bool {
	var block *hclwrite.Block
	for _, b := range into.Blocks() {
		if b.Type() == "resource" && slices.Contains(words(b.Body(), "research"), d.id()) {
			block = b
		}
	}
	changed := block == nil
	if changed {
		into.AppendNewline()
		block = into.AppendNewBlock("resource", []string{d.Type})
		block.Body().SetAttributeValue("research", list("", []string{d.id()}).value)
	}
	curated := words(block.Body(), "curated")
	attrs := append(texts("format", d.Format, "role", d.Role, "holds", d.Holds, "on_delete", d.Fate, "on_delete_says", d.FateSays),
		list("sources", links(d.Source)), attr{"verified", cty.BoolVal(d.Verified && len(links(d.Source)) > 0)})
	changed = set(block.Body(), attrs, curated) || changed
	if !slices.Contains(curated, "setting") {
		changed = d.settings(block.Body()) || changed
	}
	if !slices.Contains(curated, "backed_by") {
		for _, b := range d.Backups {
			attr, rest := b.Attr, ""
			if i := strings.IndexAny(attr, " ["); i >= 0 {
				attr, rest = attr[:i], attr // a path, and more in words
			}
			if b.Note == "" {
				b.Note = rest
			}
			changed = inner(block.Body(), "backed_by", b.Type, texts("attr", attr, "note", b.Note)) || changed
		}
	}
	return changed
}

// settings merges what decides about a type. What holds of every resource of a
// format is left out: prevent_destroy, the protection of a whole stack.
func (d declaration) settings(body *hclwrite.Body) bool {
	changed := false
	for _, group := range []struct {
		options []option
		kind    func(string) string
	}{
		{d.Protection, func(string) string { return "lock" }},
		{d.Survives, survives},
		{d.Force, func(string) string { return "force" }},
	} {
		for _, o := range group.options {
			if o.ofTheFormat() {
				continue
			}
			if o.Attr == "DeletionPolicy" {
				o.Safe, o.Scope = []any{"Snapshot"}, "call"
			}
			label := strings.TrimPrefix(o.Attr, "Properties.")
			b := body.FirstMatchingBlock("setting", []string{label})
			if b != nil && slices.Contains(words(b.Body(), "curated"), "kind") {
				continue
			}
			kind := group.kind(o.Attr)
			if !path.MatchString(label) {
				kind = "other"
			}
			if b != nil && kind == "force" {
				changed = set(b.Body(), []attr{list("unsafe", values(o.Unsafe))}, nil) || changed
				continue
			}
			safe, unit := safeValues(o.Safe)
			attrs := append(texts("kind", kind), list("safe", safe), list("unsafe", values(o.Unsafe)))
			attrs = append(attrs, texts("default", text(o.Default), "scope", o.Scope, "unit", unit, "note", o.Note)...)
			if urls := links(o.Source); len(urls) > 0 {
				attrs = append(attrs, attr{"verified", cty.BoolVal(!doubtful(o.Note))}, attr{"source", cty.StringVal(urls[0])})
			}
			changed = inner(body, "setting", label, attrs) || changed
		}
	}
	return changed
}

var path = regexp.MustCompile(`^[A-Za-z0-9_.\[\]-]+$`)

func (o option) ofTheFormat() bool {
	return o.Attr == "lifecycle.prevent_destroy" || o.Attr == "DeletionPolicy" && !slices.Contains(values(o.Safe), "Snapshot") || o.Attr == "UpdateReplacePolicy" ||
		strings.HasPrefix(o.Attr, "azurerm_management_lock.") || strings.HasPrefix(o.Attr, "AWS::CloudFormation::Stack ")
}

func doubtful(note string) bool {
	low := strings.ToLower(note)
	return strings.Contains(low, "unverified") || strings.Contains(low, "inferred")
}

// inner adds a block inside another, or updates it.
func inner(body *hclwrite.Body, kind, label string, attrs []attr) bool {
	b := body.FirstMatchingBlock(kind, []string{label})
	if b == nil {
		body.AppendNewline()
		b = body.AppendNewBlock(kind, []string{label})
		set(b.Body(), attrs, nil)
		return true
	}
	return set(b.Body(), attrs, words(b.Body(), "curated"))
}
