// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/kubernetes"
)

// Kubernetes reads manifests: which claims and volumes there are, what becomes of
// them, who mounts them, which copies are made and which secrets are given.
var Kubernetes = add(Scanner{
	Name:  "kubernetes",
	Doc:   "Kubernetes manifests: claims, volumes and storage classes with what a deletion takes along, workloads, backups of jobs and operators, secrets",
	Match: isKubernetes,
	Keep:  keepKubernetes,
	Tree:  kubernetesTree,
})

func isKubernetes(p string) bool {
	switch path.Ext(p) {
	case ".yaml", ".yml":
		return !strings.HasPrefix(p, ".github/")
	}
	return false
}

var (
	hasVersion = regexp.MustCompile(`(?m)^[ \t{"-]*apiVersion"?\s*:`)
	hasKind    = regexp.MustCompile(`(?m)^[ \t{"-]*kind"?\s*:`)
)

func keepKubernetes(f *File) bool {
	return bytes.Contains(f.Data, []byte("apiVersion")) && hasVersion.Match(f.Data) && hasKind.Match(f.Data)
}

// A manifestFile is a file with its documents.
type manifestFile struct {
	*File
	docs []*doc.Node
}

func kubernetesTree(files []*File, out *graph.Facts) {
	var read []manifestFile
	for _, f := range files {
		docs, problem := doc.YAML(f.Data)
		if problem != nil {
			gap(f, out, problem)
		}
		if len(docs) > 0 {
			read = append(read, manifestFile{f, docs})
		}
	}
	cluster := &kubernetes.Cluster{Variants: plainVariants(read, out)}
	cluster.Write(out)
}

// plainVariants are manifests that nothing renders: those of one environment's
// folder together, those of files that are named after one together, and all
// others.
func plainVariants(files []manifestFile, out *graph.Facts) []*kubernetes.Variant {
	byKey := map[string]*kubernetes.Variant{}
	byPath := map[string]*File{}
	for _, f := range files {
		if claim.RoleOf(f.Path) == "generated" {
			continue
		}
		byPath[f.Path] = f.File
		key, env := clusterOf(f.Path)
		v := byKey[key]
		if v == nil {
			v = &kubernetes.Variant{Key: key, Env: env}
			v.Holder = func(o *kubernetes.Object) graph.ID { return byPath[o.File].Holder(out) }
			byKey[key] = v
		}
		for _, root := range f.docs {
			v.Objects = append(v.Objects, kubernetes.Objects(f.Path, root)...)
		}
	}
	var variants []*kubernetes.Variant
	for _, key := range sortedKeys(byKey) {
		variants = append(variants, byKey[key])
	}
	return variants
}

// clusterOf is the folder that is named after an environment, the outermost one;
// else the folder with the environment that the file's name says.
func clusterOf(p string) (key, env string) {
	for i, c := range p {
		if c != '/' {
			continue
		}
		if name := path.Base(p[:i]); isEnvironmentWord(name) {
			return p[:i], name
		}
	}
	if d, ok := environment.OfPath(p); ok && (d.Tier == graph.Production || d.Tier.Below()) {
		return path.Dir(p) + "@" + d.Name, d.Name
	}
	return ".", ""
}
