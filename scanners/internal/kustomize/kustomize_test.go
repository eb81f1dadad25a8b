// SPDX-License-Identifier: Apache-2.0

package kustomize

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

func treeOf(files map[string]string) *Tree {
	var all []*File
	for p, text := range files {
		docs, problem := doc.YAML([]byte(text))
		all = append(all, &File{Path: p, Data: []byte(text), Docs: docs, Wrong: problem != nil})
	}
	return NewTree(all)
}

const claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\nspec:\n  storageClassName: slow\n  resources: {requests: {storage: 1Gi}}\n"

// TestPlaces holds that a value stands where people wrote it: in the base, in a
// patch's file, inside a patch in the kustomization.
func TestPlaces(t *testing.T) {
	tree := treeOf(map[string]string{
		"base/kustomization.yaml": "resources: [claim.yaml]\n",
		"base/claim.yaml":         claim,
		"prod/kustomization.yaml": "namePrefix: prod-\nresources: [../base]\npatches:\n- path: size.yaml\n- target: {kind: PersistentVolumeClaim}\n  patch: |-\n    - op: replace\n      path: /spec/storageClassName\n      value: fast\n",
		"prod/size.yaml":          "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec:\n  resources:\n    requests:\n      storage: 9Gi\n",
	})
	r := tree.Render("prod")
	if r.Failed || len(r.Objects) != 1 || len(r.Problems) > 0 {
		t.Fatal(r.Problems, len(r.Objects))
	}
	o := r.Objects[0]
	if o.Name != "prod-data" {
		t.Error(o.Name)
	}
	for path, want := range map[string]string{
		"spec.storageClassName":           "prod/kustomization.yaml:9",
		"spec.resources.requests.storage": "prod/size.yaml:7",
		"metadata.name":                   "base/claim.yaml:4",
	} {
		at := o.At(o.Root.Get(strings.Split(path, ".")...))
		if path == "metadata.name" && at.File == "prod/size.yaml" {
			continue // a patch's name, to which the prefix was put
		}
		if got := fmt.Sprintf("%s:%d", at.File, at.Line); got != want {
			t.Errorf("%s stands at %s, not %s", path, got, want)
		}
	}
}

// TestRefused holds that nothing is fetched or run, and that what is left out is
// named; the rest is rendered.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct{ text, why string }{
		"remote base":     {"resources: [claim.yaml, 'https://github.com/a/b//deploy?ref=v1']\n", "another repository"},
		"short remote":    {"resources: [claim.yaml, 'github.com/a/b/deploy']\n", "another repository"},
		"helm charts":     {"resources: [claim.yaml]\nhelmCharts: [{name: db, repo: 'https://charts.test', version: '1'}]\n", "Helm chart db"},
		"old helm charts": {"resources: [claim.yaml]\nhelmChartInflationGenerator: [{chartName: db, chartRepoUrl: 'https://charts.test'}]\n", "Helm chart db"},
		"a function":      {"resources: [claim.yaml]\ntransformers: [function.yaml]\n", "function or plugin"},
		"a generator":     {"resources: [claim.yaml]\ngenerators: [function.yaml]\n", "function or plugin"},
		"missing patch":   {"resources: [claim.yaml]\npatches: [{path: gone.yaml}]\n", "patch that is not here"},
		"a way out":       {"resources: [claim.yaml, ../../../etc/passwd]\n", "not here"},
	} {
		t.Run(name, func(t *testing.T) {
			r := treeOf(map[string]string{
				"o/kustomization.yaml": c.text, "o/claim.yaml": claim,
				"o/function.yaml": "apiVersion: example.test/v1\nkind: Runs\nmetadata:\n  name: x\n  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: ./run.sh}\n",
			}).Render("o")
			if r.Failed || len(r.Objects) != 1 || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Why, c.why) {
				t.Error(r.Failed, len(r.Objects), r.Problems)
			}
		})
	}
}

// TestHostile holds that an overlay ends in bounded time.
func TestHostile(t *testing.T) {
	deep := map[string]string{}
	for i := range 40 { // each includes the next twice: 2^40 inclusions
		deep[fmt.Sprintf("o%d/kustomization.yaml", i)] = fmt.Sprintf("resources: [../o%d, ../p%d]\n", i+1, i+1)
		deep[fmt.Sprintf("p%d/kustomization.yaml", i)] = deep[fmt.Sprintf("o%d/kustomization.yaml", i)]
	}
	deep["o40/kustomization.yaml"], deep["p40/kustomization.yaml"] = "namePrefix: x\n", "namePrefix: x\n"
	bomb := "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\na: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	for name, c := range map[string]struct {
		files map[string]string
		dir   string
	}{
		"itself":     {map[string]string{"o/kustomization.yaml": "resources: [../o]\n"}, "o"},
		"a circle":   {map[string]string{"o/kustomization.yaml": "resources: [../p]\n", "p/kustomization.yaml": "resources: [../o]\n"}, "o"},
		"doubled":    {deep, "o0"},
		"alias bomb": {map[string]string{"o/kustomization.yaml": "resources: [b.yaml]\n", "o/b.yaml": bomb}, "o"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			if r := treeOf(c.files).Render(c.dir); !r.Failed || len(r.Problems) == 0 {
				t.Error("no problem told")
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func BenchmarkRender(b *testing.B) {
	files := map[string]string{"prod/kustomization.yaml": "namespace: shop\nnamePrefix: prod-\nresources: [../base]\n", "base/kustomization.yaml": "resources: ["}
	for i := range 20 {
		files["base/kustomization.yaml"] += fmt.Sprintf("c%d.yaml, ", i)
		files[fmt.Sprintf("base/c%d.yaml", i)] = strings.Replace(claim, "name: data", fmt.Sprintf("name: data%d", i), 1)
	}
	files["base/kustomization.yaml"] += "]\n"
	for b.Loop() {
		if r := treeOf(files).Render("prod"); len(r.Objects) != 20 {
			b.Fatal(r.Problems)
		}
	}
}

func FuzzRender(f *testing.F) {
	f.Add("resources: [a.yaml]\nnamePrefix: x-\n", claim)
	f.Add("resources: [a.yaml]\npatches:\n- patch: |-\n    - op: remove\n      path: /spec\n  target: {kind: PersistentVolumeClaim}\n", claim)
	f.Add("configMapGenerator: [{name: x, files: [a.yaml], literals: [a=b]}]\n", "a: b")
	f.Fuzz(func(t *testing.T, kustomization, other string) {
		tree := treeOf(map[string]string{"kustomization.yaml": kustomization, "a.yaml": other})
		for _, dir := range tree.Folders() {
			tree.Render(dir)
		}
	})
}
