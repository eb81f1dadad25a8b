// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/helm"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// In this file: what Argo CD and Flux say of folders and charts: which of them
// is applied to which cluster, with which values. A folder without an environment
// of its own has that of the application; several deliveries of one folder are
// several clusters.
//
//	https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/
//	https://fluxcd.io/flux/components/kustomize/kustomizations/
//	https://fluxcd.io/flux/components/helm/helmreleases/

// An application is one object that has a folder applied.
type application struct {
	file   *File
	root   *doc.Node
	name   string
	env    string    // that its destination or its file names
	at     *doc.Node // the line that names the folder
	values []string  // paths of values files in the tree
}

// deliveries are those of a run, by the folder that they apply.
func (m *manifests) deliveries() map[string][]application {
	byFolder := map[string][]application{}
	for _, f := range m.files {
		if claim.RoleOf(f.Path) == "example" {
			continue
		}
		for _, root := range m.docs[f.Path] {
			for _, o := range kubernetes.Objects(f.Path, root) {
				m.delivered(f, o, byFolder)
			}
		}
	}
	return byFolder
}

func (m *manifests) delivered(f *File, o *kubernetes.Object, byFolder map[string][]application) {
	spec, source, destination := o.Root.Get("spec"), (*doc.Node)(nil), (*doc.Node)(nil)
	switch {
	case o.Group == "argoproj.io" && o.Kind == "Application":
		source, destination = spec.Get("source"), spec.Get("destination")
	case o.Group == "kustomize.toolkit.fluxcd.io" && o.Kind == "Kustomization":
		source, destination = spec, spec
	case o.Group == "helm.toolkit.fluxcd.io" && o.Kind == "HelmRelease":
		source, destination = spec.Get("chart", "spec"), spec
	default:
		return
	}
	at := source.Get("path")
	if at == nil {
		at = source.Get("chart")
	}
	folder, ok := inTree(".", at)
	if !ok || o.Name == "" {
		return
	}
	d := application{file: f, root: o.Root, name: o.Name, at: at}
	_, d.env = clusterOf(f.Path)
	for _, key := range []string{"name", "namespace", "targetNamespace"} {
		if w := destination.Get(key).Word(); isEnvironmentWord(w) {
			d.env = w
		}
	}
	list := source.Get("helm", "valueFiles")
	if list == nil {
		list = source.Get("valuesFiles")
	}
	for n := range list.Items() {
		if p, ok := inTree(folder, n); ok && m.byPath[p] != nil {
			d.values = append(d.values, p)
		}
	}
	byFolder[folder] = append(byFolder[folder], d)
}

// inTree is a path that is written relative to a folder of the tree.
func inTree(dir string, n *doc.Node) (string, bool) {
	v := n.Value()
	p, ok := secret.Path(v)
	if !ok {
		p, ok = secret.Word(v)
	}
	if !ok || path.IsAbs(p) || strings.ContainsAny(p, "${") {
		return "", false
	}
	p = path.Join(dir, p)
	return p, p != "." && p != ".." && !strings.HasPrefix(p, "../")
}

// mention is the application as a part of its file.
func (d application) mention(out *graph.Facts) graph.ID {
	line, column := d.at.At()
	id := d.file.Section(out, "delivery", d.name, line, column)
	if _, byPath := clusterOf(d.file.Path); d.env != "" && d.env != byPath {
		claim.Declares(out, id, d.env, d.file.readAt(d.at, "the destination's name"))
	}
	return id
}

// delivers makes one variant of a rendered folder for each application of it.
func (m *manifests) delivers(v *kubernetes.Variant, ds []application) []*kubernetes.Variant {
	var variants []*kubernetes.Variant
	for _, d := range ds {
		if d.env == "" {
			continue
		}
		one := &kubernetes.Variant{Key: v.Key + "@" + d.file.Path + "#" + d.name, Env: d.env, Rendered: true, Objects: v.Objects}
		one.Holder = func(*kubernetes.Object) graph.ID { return d.mention(m.out) }
		one.Why = append([]graph.Evidence{d.file.readAt(d.at, "applied by "+d.name)}, v.Why...)
		variants = append(variants, one)
	}
	if len(variants) == 0 {
		return []*kubernetes.Variant{v}
	}
	return variants
}

// releases renders a chart for the deliveries that name values files of which
// none is written for one environment; those that are speak for themselves.
func (m *manifests) releases(c *helm.Chart, ds []application, files map[string]*helm.File) []*kubernetes.Variant {
	var variants []*kubernetes.Variant
	for _, d := range ds {
		var tops []*helm.File
		spoken := d.env == ""
		for _, p := range d.values {
			spoken = spoken || isValuesFile(p) && strings.HasPrefix(p, c.Dir+"/")
			tops = append(tops, files[p])
		}
		if spoken {
			continue
		}
		variants = append(variants, m.delivers(m.release(c, d.file, tops...), []application{d})...)
	}
	return variants
}
