// SPDX-License-Identifier: Apache-2.0

// Package helm renders charts as Helm does, once for each values file, and says
// where each rendered value is written.
//
// It is Helm's engine in its own terms (text/template with sprig and Helm's own
// functions, values laid over each other as in
// https://helm.sh/docs/chart_template_guide/values_files/) and not its package:
// importing that one costs 17 ms at each start, most of it for a cluster's client
// and a schema compiler that a scan never uses, and it can not be bounded: a
// template may ask for a list of a billion elements and gets it. A test holds the
// two together.
//
// Nothing is run or asked: no cluster (`lookup` finds nothing), no network, no
// environment, no plugins. What would be random or a key is a filler, so that a
// chart renders alike each time.
//
// Limits for one rendering: 300,000 steps (calls, rounds of a loop), 1,000
// templates inside each other, 64 MiB of text made and 256 MiB handed to functions
// in all (a thousandth of that to regular expressions), 100,000 elements in any
// value. What is over them is a problem at the template.
package helm

import (
	"path"
	"slices"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"sigs.k8s.io/yaml"

	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A File is one of the tree, read.
type File struct {
	Path string
	Data []byte
	Docs []*doc.Node
	Bad  bool // no YAML, or too much of it
}

// A Chart is a folder with a Chart.yaml and what belongs to it.
type Chart struct {
	Dir       string
	Name      string // as its parent calls it
	Meta      *chart.Metadata
	Missing   []string // dependencies that are not here
	Files     []*File  // all that lie in it, subcharts' aside
	values    *File
	templates []*File
	subcharts []*Chart
}

// Charts finds all charts that are not part of another.
func Charts(files []*File) []*Chart {
	dirs := map[string]*Chart{}
	for _, f := range files {
		if path.Base(f.Path) == "Chart.yaml" && !f.Bad {
			meta := &chart.Metadata{}
			if yaml.Unmarshal(f.Data, meta) == nil && meta.Name != "" {
				dirs[path.Dir(f.Path)] = &Chart{Dir: path.Dir(f.Path), Name: meta.Name, Meta: meta}
			}
		}
	}
	for _, f := range files {
		if c := owner(dirs, f.Path); c != nil {
			c.take(f)
		}
	}
	var tops []*Chart
	for _, dir := range sorted(dirs) {
		c := dirs[dir]
		if p := parent(dirs, dir); p != nil {
			p.subcharts = append(p.subcharts, c)
		} else {
			tops = append(tops, c)
		}
	}
	for _, c := range dirs {
		c.missing()
	}
	return tops
}

func sorted(dirs map[string]*Chart) []string {
	var keys []string
	for k := range dirs {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// owner is the innermost chart that a file lies in.
func owner(dirs map[string]*Chart, p string) *Chart {
	for dir := path.Dir(p); ; dir = path.Dir(dir) {
		if c := dirs[dir]; c != nil {
			return c
		}
		if dir == "." || dir == "/" {
			return nil
		}
	}
}

// parent is the chart in whose charts folder a chart lies.
func parent(dirs map[string]*Chart, dir string) *Chart {
	if path.Base(path.Dir(dir)) != "charts" {
		return nil
	}
	return dirs[path.Dir(path.Dir(dir))]
}

func (c *Chart) take(f *File) {
	rel := strings.TrimPrefix(f.Path, c.Dir+"/")
	c.Files = append(c.Files, f)
	switch {
	case rel == "values.yaml":
		c.values = f
	case rel == "requirements.yaml" && !f.Bad:
		var r struct {
			Dependencies []*chart.Dependency `json:"dependencies"`
		}
		if yaml.Unmarshal(f.Data, &r) == nil {
			c.Meta.Dependencies = append(c.Meta.Dependencies, r.Dependencies...)
		}
	case strings.HasPrefix(rel, "templates/"):
		c.templates = append(c.templates, f)
	}
}

func (c *Chart) missing() {
	for _, d := range c.Meta.Dependencies {
		if d != nil && c.subchart(d.Name) == nil {
			c.Missing = append(c.Missing, d.Name)
		}
	}
}

func (c *Chart) subchart(name string) *Chart {
	for _, s := range c.subcharts {
		if s.Meta.Name == name {
			return s
		}
	}
	return nil
}

// Library reports whether a chart only lends templates to others.
func (c *Chart) Library() bool { return c.Meta.Type == "library" }

// enabled are a chart's subcharts under the names by which it calls them, as far
// as its values switch them on. https://helm.sh/docs/topics/charts/#chart-dependencies
func (c *Chart) enabled(values map[string]any) []*Chart {
	if len(c.Meta.Dependencies) == 0 {
		return c.subcharts
	}
	var on []*Chart
	declared := map[string]bool{}
	for _, d := range c.Meta.Dependencies {
		if d == nil {
			continue
		}
		declared[d.Name] = true
		s := c.subchart(d.Name)
		if s == nil || !switchedOn(d, values) {
			continue
		}
		called := *s
		if d.Alias != "" {
			called.Name = d.Alias
		}
		on = append(on, &called)
	}
	for _, s := range c.subcharts {
		if !declared[s.Meta.Name] {
			on = append(on, s)
		}
	}
	return on
}

func switchedOn(d *chart.Dependency, values map[string]any) bool {
	for _, condition := range strings.Split(d.Condition, ",") {
		if is, ok := at(values, strings.TrimSpace(condition)).(bool); ok {
			return is
		}
	}
	on := len(d.Tags) == 0
	tagged := false
	for _, t := range d.Tags {
		if is, ok := at(values, "tags."+t).(bool); ok {
			tagged = true
			on = on || is
		}
	}
	return on || !tagged
}

// at follows a dotted path; nil where it leads nowhere.
func at(values map[string]any, p string) any {
	var v any = values
	if p == "" {
		return nil
	}
	for _, k := range strings.Split(p, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[k]
	}
	return v
}
