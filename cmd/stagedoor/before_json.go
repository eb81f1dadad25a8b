// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/act"
)

// The JSON answer of blast is an interface, like the report: fields are added and
// never change their meaning within a major schema_version.
type (
	blastJSON struct {
		SchemaVersion string      `json:"schema_version"`
		Verdict       string      `json:"verdict"` // production; above: not production, and above the environment of --in; unknown; below: established; reads: no store is touched
		Exit          int         `json:"exit"`    // the exit code: 1, 3, 0, 0
		Says          string      `json:"says"`    // the verdict in one sentence
		Environments  []string    `json:"environments"`
		Sure          string      `json:"sure"`     // the weakest step: guessed, named, known, read, fetched
		Above         []string    `json:"above"`    // of the environments, those above that of --in, which is what was refused
		Survives      string      `json:"survives"` // what is left of the data of the worst of it, or ""
		Undo          string      `json:"undo"`     // within how long and by whom the worst of it can be taken back, or ""
		Acts          []actJSON   `json:"acts"`
		Destroys      []storeJSON `json:"destroys"`
		Unread        []string    `json:"unread"` // why parts are not known
	}
	actJSON struct {
		Kind      string     `json:"kind"` // destroys, reads, files, unread; place
		Program   string     `json:"program,omitempty"`
		Provider  string     `json:"provider,omitempty"`
		Operation string     `json:"operation,omitempty"`
		Loses     string     `json:"loses,omitempty"`
		Via       []string   `json:"via,omitempty"` // scripts and wrappers, the outermost first
		Says      string     `json:"says"`
		Exit      int        `json:"exit"`
		With      []withJSON `json:"with,omitempty"` // credentials of the tree with which it runs
		Sources   []string   `json:"sources,omitempty"`
	}
	storeJSON struct {
		Type         string       `json:"type"`
		Name         string       `json:"name"`
		ID           string       `json:"id"`
		Environments []graph.Tier `json:"environments"`
		Does         string       `json:"does"`
		Survives     string       `json:"survives"` // what is left of its data
		Undo         string       `json:"undo"`     // within how long and by whom, or ""
		Sure         string       `json:"sure"`
		Why          []whyJSON    `json:"why"`
	}
	withJSON struct {
		Variable     string       `json:"variable"` // "" for one in the line itself
		Name         string       `json:"name"`
		ID           string       `json:"id"`
		Environments []graph.Tier `json:"environments"`
		Says         string       `json:"says"`
	}
	whyJSON struct {
		Says string `json:"says"`
		At   string `json:"at"`
		Sure string `json:"sure"`
	}
)

// json is the answer for programs.
func (c *consequence) json() ([]byte, error) {
	out := blastJSON{SchemaVersion: "1.0", Verdict: c.verdict(), Exit: c.code, Says: reporters.Clean(c.says), Environments: c.environments(), Above: c.above(), Acts: []actJSON{}, Destroys: []storeJSON{}, Unread: []string{}}
	if c.worst != nil && len(c.worst.outcome.Damages) > 0 {
		d := c.worst.outcome.Damages[0]
		out.Survives, out.Undo = reporters.Clean(d.Left), reporters.Clean(d.Undo)
	}
	sure := []graph.Basis{}
	for _, t := range c.acts {
		out.Acts = append(out.Acts, t.json())
		for _, d := range t.outcome.Damages {
			out.Destroys = append(out.Destroys, damageJSON(d))
			sure = append(sure, d.Path.Basis)
		}
	}
	if len(sure) > 0 {
		out.Sure = graph.Weakest(sure...).String()
	}
	for _, u := range c.unread {
		out.Unread = append(out.Unread, reporters.Clean(u))
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil, err
	}
	safe, _ := reporters.PassJSON(b.Bytes(), c.answer.lastDoor())
	return safe, nil
}

func (c *consequence) verdict() string {
	switch {
	case c.code == exitFindings && c.in != "" && !slices.Contains(c.environments(), string(graph.Production)):
		return "above"
	case c.code == exitFindings:
		return "production"
	case c.code == exitPartial:
		return "unknown"
	}
	for _, t := range c.acts {
		if t.act.Kind != act.Reads {
			return "below"
		}
	}
	return "reads"
}

// above are the environments for which the act was refused, the highest first.
func (c *consequence) above() []string {
	in := c.in
	if in == "" {
		in = graph.Staging
	}
	all := []string{}
	for _, t := range ranks[:slices.Index(ranks, in)] {
		if slices.Contains(c.environments(), string(t)) {
			all = append(all, string(t))
		}
	}
	return all
}

func (t effect) json() actJSON {
	a := actJSON{Kind: string(t.act.Kind), Program: t.act.Program, Provider: t.act.Provider, Via: t.act.Via, Says: reporters.Clean(t.says), Exit: t.code}
	if a.Kind == "" {
		a.Kind = "place"
	}
	for _, u := range t.with {
		w := withJSON{reporters.Clean(u.variable), reporters.Clean(u.node.Name), reporters.Clean(u.node.Public()), u.tiers, reporters.Clean(u.says())}
		if w.Environments == nil {
			w.Environments = []graph.Tier{}
		}
		a.With = append(a.With, w)
	}
	if o := t.act.Operation; o != nil {
		a.Operation, a.Loses, a.Sources = o.Name, o.Loses, o.Sources
	}
	return a
}

func damageJSON(d rules.Damage) storeJSON {
	s := storeJSON{
		Type: d.Store.Type, Name: reporters.Clean(d.Store.Name), ID: reporters.Clean(d.Store.Public()), Environments: d.Tiers, Does: d.Does,
		Survives: reporters.Clean(d.Left), Undo: reporters.Clean(d.Undo), Sure: d.Path.Basis.String(), Why: []whyJSON{},
	}
	if s.Environments == nil {
		s.Environments = []graph.Tier{}
	}
	for _, step := range d.Path.Steps {
		s.Why = append(s.Why, whyJSON{reporters.Clean(step.Says), reporters.Clean(place(step)), step.Basis.String()})
	}
	return s
}
