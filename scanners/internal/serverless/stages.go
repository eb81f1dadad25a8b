// SPDX-License-Identifier: Apache-2.0

package serverless

import (
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/cloudformation"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// maxStages is how many stages of a service are evaluated.
const maxStages = 64

// stages are those that a service names, its default one among them.
func (s *service) stages() (all []stage) {
	add := func(name string, why graph.Evidence) {
		if len(all) < maxStages && !slices.ContainsFunc(all, func(o stage) bool { return o.name == name }) {
			all = append(all, stage{name, why})
		}
	}
	for _, section := range []string{"params", "stages"} {
		for k := range s.root.Get(section).Entries() {
			if k.Name != "default" {
				add(k.Name, cloudformation.KeyEvidence(s.path, k, "a stage of the service"))
			}
		}
	}
	for _, m := range s.root.Get("custom").Entries() {
		for _, k := range keysOfStages(m) {
			add(k.Name, cloudformation.KeyEvidence(s.path, k, "a key for a stage"))
		}
	}
	s.includes(add)
	name, why := s.defaultStage()
	add(name, why)
	slices.SortFunc(all, func(a, b stage) int { return strings.Compare(a.name, b.name) })
	return all
}

// keysOfStages are the keys of a map of which at least two are environments.
func keysOfStages(m *doc.Node) (keys []doc.Key) {
	for k := range m.Entries() {
		if cloudformation.IsEnvironment(k.Name) {
			keys = append(keys, k)
		}
	}
	if len(keys) < 2 {
		return nil
	}
	return keys
}

var byStage = lazily.Compile(`file\(([^()${}]*)\$\{[^${}]*(?:\$\{[^${}]*\})?[^${}]*[sS]tage[^()]*\}([^()${}]*)\)`)

// includes finds the files of which the stage chooses one.
func (s *service) includes(add func(string, graph.Evidence)) {
	for _, n := range s.root.Walk() {
		if n == nil || n.Kind != doc.Scalar {
			continue
		}
		for _, m := range n.Value().Spans(byStage.Get(), 5) {
			before, ok := secret.Path(secret.Join(n.Value().Slice(m[2], m[3]), secret.New("_")))
			after, ok2 := secret.Path(secret.Join(secret.New("_"), n.Value().Slice(m[4], m[5])))
			if !ok || !ok2 {
				continue
			}
			prefix, suffix := strings.TrimSuffix(path.Join(path.Dir(s.path), before), "_"), strings.TrimPrefix(after, "_")
			for _, file := range sorted(s.tree.files) {
				word, isPrefixed := strings.CutPrefix(file, prefix)
				word, isSuffixed := strings.CutSuffix(word, suffix)
				if isPrefixed && isSuffixed && !strings.Contains(word, "/") && cloudformation.IsEnvironment(word) {
					add(word, cloudformation.Evidence(s.path, n, "a file for a stage"))
				}
			}
		}
	}
}

func sorted(files map[string]*doc.Node) []string {
	names := make([]string, 0, len(files))
	for f := range files {
		names = append(names, f)
	}
	slices.Sort(names)
	return names
}

// defaultStage is the one that is deployed where nobody says another: what
// provider.stage comes to, else dev.
// https://www.serverless.com/framework/docs/providers/aws/guide/deploying
func (s *service) defaultStage() (string, graph.Evidence) {
	at := s.root.Get("provider", "stage")
	why := cloudformation.Evidence(s.path, s.root.Get("provider"), "the framework's default stage")
	if at == nil {
		return "dev", why
	}
	why = cloudformation.Evidence(s.path, at, "the service's default stage")
	if word, ok := fallback(at.Value()); ok {
		return word, why
	}
	if word := at.Word(); word != "" {
		return word, why
	}
	f := newVariables(s, stage{"dev", why}).text(at, s.path, 0)
	if word, ok := f.v.Word(); ok {
		return word, why
	}
	return "dev", why
}

var stageDefault = lazily.Compile(`(?:opt|env|sls|self|param):[^,{}]*,\s*['"]?([A-Za-z0-9_-]+)['"]?\s*\}+$`)

// fallback is the literal at the end of ${opt:stage, 'dev'}.
func fallback(v secret.Value) (string, bool) {
	word, _, ok := v.Find(stageDefault.Get())
	if !ok {
		return "", false
	}
	return secret.Word(word)
}
