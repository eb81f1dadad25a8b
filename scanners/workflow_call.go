// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/expression"
)

// GitHub lets reusable workflows call each other ten levels deep; more calls than
// maxFrames in one tree are workflows that call themselves.
const (
	maxCalls  = 10
	maxFrames = 2000
)

// call runs a reusable workflow for each set of inputs that the calling job
// hands in. One outside of the tree is not read: the calling job is then the
// holder of what it hands over.
func (fr *frame) call(key doc.Key, job *doc.Node) {
	target, p := fr.local(fr.flow, job.Get("uses"))
	if target == nil {
		if p != "" {
			line, _ := job.Get("uses").At()
			fr.out.Gap(graph.Location{File: fr.file.Path, Line: line}, graph.Unreadable, "calls a workflow that is not in this tree")
		}
		fr.job(key, job)
		return
	}
	if fr.calls++; fr.depth >= maxCalls || fr.calls > maxFrames {
		line, _ := job.Get("uses").At()
		fr.out.Gap(graph.Location{File: fr.file.Path, Line: line}, graph.TooLarge, "calls of workflows go too deep; this one was not followed")
		return
	}
	var calls []*frame
	for _, w := range fr.worlds(job) {
		s := &scene{frame: fr, job: key.Name, world: w}
		s.envs = []envBlock{s.block(fr.root.Get("env"))}
		if !s.met(job.Get("if")) {
			continue
		}
		c := s.enter(target, job)
		if !slices.ContainsFunc(calls, func(o *frame) bool { return sameInputs(o, c) }) {
			calls = append(calls, c)
		}
	}
	for i, c := range calls {
		c.via = path.Base(fr.file.Path) + ":" + key.Name
		if fr.via != "" {
			c.via = fr.via + ":" + key.Name
		}
		if len(calls) > 1 {
			c.via += " [" + cmp.Or(distinction(calls, i), "another") + "]"
		}
		c.jobs()
	}
}

// enter makes the frame that a call opens.
func (s *scene) enter(target *flow, job *doc.Node) *frame {
	c := &frame{
		flows: s.flows, flow: target, start: s.start, depth: s.depth + 1, fixed: world{}, onlyCalled: s.onlyCalled,
		inputs: map[string]value{}, handed: map[string]value{},
		inherit: job.Get("secrets").Text("inherit") != "", identity: s.mayAskIdentity(job), gate: s.gatedBy(s.job, 0),
	}
	if c.inherit && s.isCalled() && !s.inherit {
		c.inherit, c.handed = false, s.handed // what was not handed to the caller cannot be inherited from it
	}
	for _, k := range []string{"ref", "event"} {
		if r, ok := s.world[k]; ok {
			c.fixed[k] = r
		}
	}
	for k, def := range target.on().Get("workflow_call", "inputs").Entries() {
		v := value{results: []expression.Result{{Kind: expression.Text}}}
		if n := def.Get("default"); n != nil {
			in := &scene{frame: c}
			v = in.value(n)
			v.why = target.read(n, "")
		}
		c.inputs[strings.ToLower(k.Name)] = v
	}
	for k, n := range job.Get("with").Entries() {
		v := s.value(n)
		v.why = s.read(n, "")
		c.inputs[strings.ToLower(k.Name)] = v
	}
	for k, n := range job.Get("secrets").Entries() {
		c.handed[strings.ToUpper(k.Name)] = s.value(n)
	}
	return c
}

func sameInputs(a, b *frame) bool {
	same := func(x, y map[string]value) bool {
		return maps.EqualFunc(x, y, func(v, w value) bool {
			return slices.Equal(v.results, w.results) && slices.Equal(v.uses, w.uses)
		})
	}
	return same(a.inputs, b.inputs) && same(a.handed, b.handed) && maps.Equal(a.fixed, b.fixed)
}

// distinction is the first known input that differs between the calls of one
// job, those that name environments before others, or the branch.
func distinction(calls []*frame, i int) string {
	var names []string
	for _, k := range sortedKeys(calls[i].inputs) {
		if isEnvironmentSetting(k) {
			names = append([]string{k}, names...)
		} else {
			names = append(names, k)
		}
	}
	for _, k := range names {
		known := calls[i].inputs[k].known()
		differs := func(o *frame) bool { return !slices.Equal(o.inputs[k].results, calls[i].inputs[k].results) }
		if len(known) == 1 && slices.ContainsFunc(calls, differs) {
			return known[0]
		}
	}
	return calls[i].fixed["ref"].Text
}
