// SPDX-License-Identifier: Apache-2.0

package helm

import (
	"encoding/base64"
	"path"
	"slices"
	"strings"
)

// In this file: the objects that templates are given beside values.
// https://helm.sh/docs/chart_template_guide/builtin_objects/

// A capabilities is the cluster that a chart is rendered for: a recent one, with
// every API that is asked for.
type capabilities struct {
	KubeVersion kubeVersion
	APIVersions apiVersions
	HelmVersion helmVersion
}

type kubeVersion struct{ Version, Major, Minor, GitVersion string }

func (k kubeVersion) String() string { return k.Version }

type helmVersion struct{ Version, GitCommit, GitTreeState, GoVersion string }

type apiVersions struct{}

// Has says yes to the core and to what operators add, and no to what was removed
// from Kubernetes: the betas.
func (apiVersions) Has(version string) bool {
	group, _, _ := strings.Cut(version, "/")
	builtin := !strings.Contains(group, ".") || strings.HasSuffix(group, ".k8s.io")
	return !(builtin && strings.Contains(version, "beta"))
}

var cluster = &capabilities{
	KubeVersion: kubeVersion{"v1.34.0", "1", "34", "v1.34.0"},
	HelmVersion: helmVersion{Version: "v3.19.0"},
}

// files are those of a chart that templates may read; only what the scanner was
// handed is there.
type files map[string][]byte

func filesOf(c *Chart) files {
	f := files{}
	for _, file := range c.Files {
		if rel := strings.TrimPrefix(file.Path, c.Dir+"/"); !strings.HasPrefix(rel, "templates/") {
			f[rel] = file.Data
		}
	}
	return f
}

func (f files) Get(name string) string      { return string(f[name]) }
func (f files) GetBytes(name string) []byte { return f[name] }

func (f files) Lines(name string) []string {
	if f[name] == nil {
		return []string{}
	}
	return strings.Split(strings.TrimSuffix(string(f[name]), "\n"), "\n")
}

// Glob understands * within a folder, and ** for any below one.
func (f files) Glob(pattern string) files {
	found := files{}
	for name, data := range f {
		if matches(pattern, name) {
			found[name] = data
		}
	}
	return found
}

func matches(pattern, name string) bool {
	if before, _, deep := strings.Cut(pattern, "**"); deep {
		return strings.HasPrefix(name, before)
	}
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

func (f files) AsConfig() string {
	m := map[string]string{}
	for name, data := range f {
		m[path.Base(name)] = string(data)
	}
	return toYAML(m)
}

func (f files) AsSecrets() string {
	m := map[string]string{}
	for name, data := range f {
		m[path.Base(name)] = base64.StdEncoding.EncodeToString(data)
	}
	return toYAML(m)
}

// EnvironmentFiles are the values files of a chart that are written for one
// environment; named says whether a path's name is such a one.
func (c *Chart) EnvironmentFiles(named func(p string) bool) []*File {
	var found []*File
	for _, f := range c.Files {
		rel := strings.TrimPrefix(f.Path, c.Dir+"/")
		first, _, _ := strings.Cut(rel, "/")
		if f.Bad || slices.Contains([]string{"templates", "charts", "crds", "ci", "tests"}, first) || !named(f.Path) {
			continue
		}
		if len(f.Docs) == 1 && f.Docs[0] != nil && f.Docs[0].Len() > 0 && !f.Docs[0].Has("apiVersion") && !f.Docs[0].Has("sops") {
			found = append(found, f)
		}
	}
	return found
}

// Values is the chart's own values file, nil where it has none.
func (c *Chart) Values() *File { return c.values }
