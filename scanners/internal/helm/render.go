// SPDX-License-Identifier: Apache-2.0

package helm

import (
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// A Problem is a template that did not render, and why.
type Problem struct {
	At  graph.Location
	Why string
}

// A Rendering is what a chart becomes with one values file.
type Rendering struct {
	Objects  []*kubernetes.Object
	Files    []string // templates that rendered
	Problems []Problem
}

// A rendering is the work on it.
type rendering struct {
	budget *budget
	shared template.FuncMap
	root   *template.Template
	parts  []part
}

// A part is one template with what it is given.
type part struct {
	chart *Chart
	file  *File
	name  string
	data  map[string]any
}

// Render renders a chart with values files laid over its own, the last on top.
func (c *Chart) Render(top ...*File) (r Rendering) {
	defer func() {
		if recover() != nil {
			r.Problems = append(r.Problems, Problem{graph.Location{File: c.Dir + "/Chart.yaml", Line: 1}, "the chart is too large to be rendered"})
		}
	}()
	w, broken := prepare(c, top, &r)
	places := newPlaces(c, top)
	for _, p := range w.parts {
		base := path.Base(p.file.Path)
		if !broken[p.name] && !p.chart.Library() && !strings.HasPrefix(base, "_") && !strings.HasSuffix(base, ".tpl") {
			w.one(p, c, places, &r)
		}
	}
	return r
}

// prepare lays the values over each other and reads all templates; the names of
// those that are none are given back.
func prepare(c *Chart, top []*File, r *Rendering) (*rendering, map[string]bool) {
	var given map[string]any
	for _, f := range top {
		given = over(given, f.read())
	}
	w := &rendering{budget: newBudget()}
	w.gather(c, c.Meta.Name, c.valuesOf(given))
	w.root = template.New("root").Option("missingkey=zero")
	w.root.Funcs(w.functions(w.root))
	return w, w.parse(r)
}

// gather lists the templates of a chart and of the subcharts that are on.
func (w *rendering) gather(c *Chart, name string, values map[string]any) {
	w.know(values)
	meta := map[string]any{
		"Name": c.Name, "Version": c.Meta.Version, "AppVersion": c.Meta.AppVersion, "Description": c.Meta.Description, "Type": c.Meta.Type,
		"APIVersion": c.Meta.APIVersion, "KubeVersion": c.Meta.KubeVersion, "Home": c.Meta.Home, "Icon": c.Meta.Icon, "Keywords": c.Meta.Keywords,
		"Annotations": c.Meta.Annotations, "Sources": c.Meta.Sources, "IsRoot": len(w.parts) == 0, "Deprecated": c.Meta.Deprecated,
	}
	base := map[string]any{
		"Values": values, "Chart": meta, "Capabilities": cluster, "Files": filesOf(c),
		"Release":   map[string]any{"Name": strings.SplitN(name, "/", 2)[0], "Namespace": "default", "Service": "Helm", "IsInstall": true, "IsUpgrade": false, "Revision": 1},
		"Subcharts": map[string]any{},
	}
	for _, f := range c.templates {
		data := map[string]any{}
		for k, v := range base {
			data[k] = v
		}
		full := name + "/" + strings.TrimPrefix(f.Path, c.Dir+"/")
		data["Template"] = map[string]any{"Name": full, "BasePath": name + "/templates"}
		w.budget.known[pointerOf(data)] = true
		w.parts = append(w.parts, part{c, f, full, data})
	}
	for _, s := range c.enabled(values) {
		sub, _ := values[s.Name].(map[string]any)
		w.gather(s, name+"/charts/"+s.Name, sub)
	}
}

// know marks maps that are there before a template runs: what they hold is as
// large as the files are.
func (w *rendering) know(m map[string]any) {
	if m == nil {
		return
	}
	w.budget.known[pointerOf(m)] = true
	for _, v := range m {
		if below, ok := v.(map[string]any); ok {
			w.know(below)
		}
	}
}

// parse reads all templates, a parent's over its subcharts'; the names of those
// that are none are given back.
func (w *rendering) parse(r *Rendering) map[string]bool {
	broken := map[string]bool{}
	for _, p := range slices.Backward(w.parts) {
		if _, err := w.root.New(p.name).Parse(string(p.file.Data)); err != nil {
			broken[p.name] = true
			r.Problems = append(r.Problems, Problem{graph.Location{File: p.file.Path, Line: lineOf(err, p.name)}, "is no template that Helm could read"})
		}
	}
	for _, t := range w.root.Templates() {
		counted(t.Tree)
	}
	return broken
}

// one runs a template and takes its objects.
func (w *rendering) one(p part, c *Chart, places *places, r *Rendering) {
	out := &text{budget: w.budget}
	w.budget.depth = 0
	if err := w.root.ExecuteTemplate(out, p.name, p.data); err != nil {
		r.Problems = append(r.Problems, Problem{graph.Location{File: p.file.Path, Line: lineOf(err, p.name)}, w.why(err, c)})
		return
	}
	r.Files = append(r.Files, p.file.Path)
	rendered := strings.ReplaceAll(out.String(), "<no value>", "")
	docs, problem := doc.YAML([]byte(rendered))
	if problem != nil {
		r.Problems = append(r.Problems, Problem{graph.Location{File: p.file.Path, Line: 1}, "does not become valid YAML with these values"})
	}
	for _, root := range docs {
		for _, o := range kubernetes.Objects(p.file.Path, root) {
			places.of(o, p)
			r.Objects = append(r.Objects, o)
		}
	}
}

// why words a failure: ours where it is a limit or a missing dependency, never
// the library's, which quotes values.
func (w *rendering) why(err error, c *Chart) string {
	switch {
	case w.budget.steps < 0 || w.budget.text < 0 || w.budget.depth > maxDepth || errors.Is(err, errOver) || strings.Contains(err.Error(), errOver.Error()):
		return "the template is over the limits for one chart, and was not rendered to its end"
	case len(c.Missing) > 0:
		return "does not render without the chart's dependencies, which are not here: " + strings.Join(names(c.Missing), ", ")
	}
	return "does not render with these values"
}

func names(all []string) []string {
	var plain []string
	for _, n := range all {
		if chartName.MatchString(n) {
			plain = append(plain, n)
		}
	}
	return plain
}

var (
	chartName  = lazily.Compile(`^[a-zA-Z0-9][a-zA-Z0-9._-]{0,60}$`)
	errorPlace = lazily.Compile(`^template: ([^:]*):(\d+)`)
)

// lineOf is the line that an error names in its own template.
func lineOf(err error, name string) int {
	if m := errorPlace.FindStringSubmatch(err.Error()); m != nil && m[1] == name {
		n, _ := strconv.Atoi(m[2])
		return max(n, 1)
	}
	return 1
}
