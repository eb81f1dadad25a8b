// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/helm"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// In this file: charts, rendered once for each values file that is written for
// an environment; one with none of these, with its own values.

// isChartFile wants what charts are made of beside manifests: their description,
// templates and values.
func isChartFile(p string) bool {
	base := path.Base(p)
	return base == "Chart.yaml" || base == "requirements.yaml" || strings.Contains("/"+p, "/templates/") || isValuesFile(p) || strings.HasPrefix(base, "values") || strings.Contains(p, "values/")
}

// isValuesFile wants values files that are written for one environment:
// values-prod.yaml, values/prod.yaml, prod/values.yaml.
func isValuesFile(p string) bool {
	ext := path.Ext(p)
	return (ext == ".yaml" || ext == ".yml") && (isSettings(p) || strings.HasPrefix(path.Base(p), "values") && isEnvironmentWord(path.Base(path.Dir(p))))
}

func (m *manifests) charts() []*kubernetes.Variant {
	var files []*helm.File
	byPath := map[string]*helm.File{}
	for _, f := range m.files {
		byPath[f.Path] = &helm.File{Path: f.Path, Data: f.Data, Docs: m.docs[f.Path], Bad: m.problems[f.Path] != nil}
		files = append(files, byPath[f.Path])
	}
	var variants []*kubernetes.Variant
	for _, c := range helm.Charts(files) {
		for _, f := range c.Files {
			m.chart[f.Path] = true
		}
		if c.Library() {
			continue
		}
		tops := c.EnvironmentFiles(isValuesFile)
		for _, top := range tops {
			variants = append(variants, m.release(c, m.byPath[top.Path], top))
		}
		delivered := m.releases(c, m.byFolder[c.Dir], byPath)
		variants = append(variants, delivered...)
		if len(tops)+len(delivered) > 0 {
			continue
		}
		own := c.Dir + "/Chart.yaml"
		if v := c.Values(); v != nil {
			own = v.Path
		}
		variants = append(variants, m.release(c, m.byPath[own]))
	}
	return variants
}

// release renders a chart with values files; the mention is the file on top.
func (m *manifests) release(c *helm.Chart, mention *File, tops ...*helm.File) *kubernetes.Variant {
	r := c.Render(tops...)
	for _, p := range r.Problems {
		m.out.Gap(p.At, graph.Template, p.Why)
	}
	for _, p := range r.Files {
		m.rendered[p] = true
	}
	_, env := clusterOf(mention.Path)
	return &kubernetes.Variant{
		Key: c.Dir + "#" + mention.Path, Env: env, Rendered: true, Objects: r.Objects,
		Holder: func(*kubernetes.Object) graph.ID { return mention.Holder(m.out) },
		Why:    []graph.Evidence{mention.Read(1, 1, "the chart is rendered with these values")},
	}
}
