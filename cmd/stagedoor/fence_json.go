// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"

	"github.com/stagedoor/stagedoor/reporters"
)

// The JSON form of a fence is an interface, like the report: fields are added and
// never change their meaning within a major schema_version.
type (
	fenceJSON struct {
		SchemaVersion string           `json:"schema_version"`
		Says          string           `json:"says"`         // why there are no rules, or what they do not do
		Environments  []string         `json:"environments"` // of production, by their names
		Stores        []string         `json:"stores"`
		Deny          []fenceRuleJSON  `json:"deny"`
		Ask           []fenceRuleJSON  `json:"ask"`
		Files         []string         `json:"files"`   // not to be read
		Belongs       []string         `json:"belongs"` // files of production
		Open          []string         `json:"open"`    // entries of agents' settings that somebody should take out
		Agents        []fenceAgentJSON `json:"agents"`
	}
	fenceRuleJSON struct {
		Words    string   `json:"words"`    // alternatives of one place with a |
		Prefixes []string `json:"prefixes"` // written out
		Loses    string   `json:"loses"`
		Source   string   `json:"source"`
	}
	fenceAgentJSON struct {
		Agent   string `json:"agent"` // as --agent takes it
		Name    string `json:"name"`
		File    string `json:"file"` // where it belongs
		Note    string `json:"note"`
		Source  string `json:"source"`
		Content string `json:"content"`
	}
)

func (f fence) json(agents []fenceAgent) []byte {
	out := fenceJSON{SchemaVersion: "1.0", Says: noBoundary, Environments: cleaned(f.names), Stores: cleaned(f.stores()), Deny: []fenceRuleJSON{}, Ask: []fenceRuleJSON{},
		Files: cleaned(f.files), Belongs: cleaned(f.belongs), Open: cleaned(f.open), Agents: []fenceAgentJSON{}}
	if s := f.nothing(); s != "" {
		out.Says = s
	}
	for _, r := range f.rules {
		list := &out.Deny
		if r.ask {
			list = &out.Ask
		}
		*list = append(*list, fenceRuleJSON{r.words(), r.prefixes(), r.loses, r.source})
	}
	for _, a := range agents {
		out.Agents = append(out.Agents, fenceAgentJSON{a.key, a.name, a.file, a.note, a.source, a.write(f)})
	}
	b, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		panic(err) // strings only
	}
	return append(b, '\n')
}

func cleaned(names []string) []string {
	all := []string{}
	for _, n := range names {
		all = append(all, reporters.Clean(n))
	}
	return all
}
