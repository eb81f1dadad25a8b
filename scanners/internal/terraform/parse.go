// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"cmp"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"

	"github.com/stagedoor/stagedoor/graph"
)

// topLevel are the blocks of a configuration file.
var topLevel = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "terraform"}, {Type: "locals"}, {Type: "variable", LabelNames: []string{"name"}}, {Type: "output", LabelNames: []string{"name"}},
	{Type: "provider", LabelNames: []string{"name"}}, {Type: "module", LabelNames: []string{"name"}},
	{Type: "resource", LabelNames: []string{"type", "name"}}, {Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "ephemeral", LabelNames: []string{"type", "name"}},
	{Type: "removed"}, {Type: "moved"}, {Type: "import"}, {Type: "check", LabelNames: []string{"name"}},
}}

func (t *Tree) parseAll(configs map[string][]File) {
	dirs := make([]string, 0, len(configs))
	for dir := range configs {
		dirs = append(dirs, dir)
	}
	slices.Sort(dirs)
	parsed := make([]*module, len(dirs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(dirs); i = int(next.Add(1)) - 1 {
				parsed[i] = t.parseDir(dirs[i], configs[dirs[i]])
			}
		})
	}
	wg.Wait()
	for i, dir := range dirs {
		t.modules[dir] = parsed[i]
	}
}

// parseWith is a folder's module with more files in it.
func (t *Tree) parseWith(dir string, extra []File) *module {
	var files []File
	if m := t.modules[dir]; m != nil {
		for _, p := range m.files {
			if !slices.ContainsFunc(extra, func(f File) bool { return f.Path == p }) {
				files = append(files, File{Path: p, Data: t.files[p]})
			}
		}
	}
	for _, f := range extra {
		if isConfig(f.Path) {
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		return nil
	}
	return t.parseDir(dir, files)
}

// parseDir reads a folder: plain files by name, then override files by name. An
// OpenTofu file stands in for the Terraform file of its name.
// https://developer.hashicorp.com/terraform/language/files/override
// https://opentofu.org/docs/language/files/#opentofu-specific-files
func (t *Tree) parseDir(dir string, files []File) *module {
	names := map[string]bool{}
	for _, f := range files {
		names[f.Path] = true
	}
	files = slices.DeleteFunc(slices.Clone(files), func(f File) bool {
		plain, isTF := strings.CutSuffix(f.Path, ".tf")
		json, isJSON := strings.CutSuffix(f.Path, ".tf.json")
		return isTF && names[plain+".tofu"] || isJSON && names[json+".tofu.json"] || editorsCopy(f.Path)
	})
	slices.SortFunc(files, func(a, b File) int {
		return cmp.Or(compareBool(isOverride(a.Path), isOverride(b.Path)), strings.Compare(a.Path, b.Path))
	})
	m := newModule(dir)
	for _, f := range files {
		if body, ok := t.parse(f); ok {
			t.add(m, f.Path, body)
		}
	}
	m.finish()
	return m
}

// add takes a file into its module; what of it cannot be read is a gap.
func (t *Tree) add(m *module, file string, body hcl.Body) {
	defer func() {
		if recover() != nil {
			t.gap(place{file, 1, 1}, graph.Invalid, "could not be read as Terraform")
		}
	}()
	m.add(file, body, isOverride(file))
}

func editorsCopy(p string) bool {
	base := path.Base(p)
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#")
}

func isOverride(p string) bool {
	name, _, _ := strings.Cut(path.Base(p), ".")
	return name == "override" || strings.HasSuffix(name, "_override")
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// parse reads one file. What a broken file has before the fault is used, as far
// as the parser hands it out.
func (t *Tree) parse(f File) (body hcl.Body, ok bool) {
	defer func() {
		if recover() != nil {
			t.gap(place{f.Path, 1, 1}, graph.Invalid, "could not be read as HCL")
			ok = false
		}
	}()
	if len(f.Data) > maxConfig {
		t.gap(place{file: f.Path, line: 1}, graph.TooLarge, "configuration of more than 2 MiB; it was not evaluated")
		return nil, false
	}
	if nested(f.Data) {
		t.gap(place{file: f.Path, line: 1}, graph.TooLarge, "an expression is nested too deeply to be read")
		return nil, false
	}
	var file *hcl.File
	var diags hcl.Diagnostics
	if strings.HasSuffix(f.Path, ".json") {
		file, diags = hcljson.Parse(f.Data, f.Path)
	} else {
		name, at := f.Path, hcl.InitialPos
		if f.At.Line > 0 {
			name, at.Line = f.At.File, f.At.Line
		}
		file, diags = hclsyntax.ParseConfig(f.Data, name, at)
	}
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			at := place{file: f.Path, line: 1}
			if d.Subject != nil {
				at = placeOf(*d.Subject)
			}
			t.gap(at, graph.Invalid, "is not valid HCL from here")
			break
		}
	}
	if file == nil || file.Body == nil {
		return nil, false
	}
	return file.Body, true
}

func (t *Tree) gap(at place, kind graph.GapKind, why string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.gaps = append(t.gaps, Gap{graph.Location{File: at.file, Line: at.line}, kind, why})
}
