// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// A view is a report as plain values: what reporters write from. Nodes of the
// graph are frozen and shared, so what may be shown of them is copied first, and
// the last door can then go over every string. Fields marked `door:"ours"` hold
// words from our own closed lists or hashes of ours, never scanned text.
type view struct {
	Version, Catalog string `door:"ours"`
	Paths            []string
	Files            int
	Bytes            int64
	Commits          int
	Credentials      int
	Stores           int
	Tiers            []string `door:"ours"`
	Findings         []findingView
	Rules            []ruleView
	Gaps             []gapView
	Ignored          int
	Today            string `door:"ours"`
	Since            string // the base, as the user named it; "" for none
	FailOn           string `door:"ours"`
	NeverFail        bool
	MinBasis         string `door:"ours"`
	Gated            int
	Withheld         int
	Production       []reasonView
	NotCovered       []string
	Next             string
	Style            Style
	Workstation      workstationView
}

type ruleView struct {
	ID, Title, Why, Fix, Cannot string
	Default                     rules.Severity
	CWE                         []int
	OWASP                       []string
}

type nodeView struct {
	Kind string `door:"ours"`
	Type string
	Name string
	ID   string
}

type placeView struct {
	File                             string
	Line, Column, EndLine, EndColumn int
	URL                              string
	Commit, LastCommit               string `door:"ours"`
	Gone                             bool
}

type stepView struct {
	From, To  nodeView
	Verb      string   `door:"ours"`
	Power     []string `door:"ours"`
	Basis     graph.Basis
	Locations []placeView
	Says      string
}

type pathView struct {
	Basis graph.Basis
	Steps []stepView
}

type findingView struct {
	Rule        string
	Severity    rules.Severity
	Basis       graph.Basis
	Fingerprint string `door:"ours"`
	About       nodeView
	Title       string
	Message     string
	Fix         string
	NotSo       string
	WrongIf     string
	Tiers       []string `door:"ours"`
	Locations   []placeView
	Paths       []pathView
	MorePaths   int
	Contains    []string `door:"ours"`
	Since       string   `door:"ours"`
	Gates       bool     // fails the gate
}

type gapView struct {
	At   placeView
	Kind string `door:"ours"`
	Why  string
}

type reasonView struct {
	File, Environment string
	Tier              string `door:"ours"`
	Basis             graph.Basis
	Why               string
}

// viewOf copies all that a report may show. Nothing in the copy is shared.
func viewOf(r Report) view {
	v := view{
		Version: r.Version, Catalog: r.Catalog, Paths: slices.Clone(r.Paths),
		Files: r.Summary.Files, Bytes: r.Summary.Bytes, Commits: r.Summary.Commits, Credentials: r.Summary.Credentials, Stores: r.Summary.Stores,
		Tiers: tierNames(r.Summary.Tiers), Ignored: r.Ignored,
		FailOn: r.FailOn.String(), NeverFail: r.NeverFail, MinBasis: r.MinBasis.String(), Gated: len(r.Gated()),
		NotCovered: slices.Clone(r.NotCovered), Next: r.Next, Style: r.Style, Since: r.Since, Today: r.Today, Workstation: r.Workstation.clone(),
	}
	for _, f := range r.Findings {
		shown := viewFinding(f)
		shown.Gates = r.gates(f)
		v.Findings = append(v.Findings, shown)
	}
	for _, rule := range r.Rules {
		v.Rules = append(v.Rules, ruleView{
			ID: rule.ID, Title: rule.Title, Why: rule.Why, Fix: rule.Fix, Cannot: rule.Cannot,
			Default: rule.Severity, CWE: slices.Clone(rule.CWE), OWASP: slices.Clone(rule.OWASP),
		})
	}
	for _, g := range r.Gaps {
		v.Gaps = append(v.Gaps, gapView{At: viewPlace(g.At), Kind: string(g.Kind), Why: g.Why})
	}
	for _, p := range r.Production {
		v.Production = append(v.Production, reasonView{File: p.File, Environment: p.Environment, Tier: string(p.Tier), Basis: p.Basis, Why: p.Why})
	}
	return v
}

func viewFinding(f rules.Finding) findingView {
	v := findingView{
		Rule: f.Rule, Severity: f.Severity, Basis: f.Basis(), Fingerprint: f.Fingerprint(),
		About: viewNode(f.About), Title: f.Title, Message: f.Message, Fix: f.Fix, NotSo: f.NotSo, WrongIf: strings.TrimPrefix(f.WrongIf, "wrong if "),
		Tiers: tierNames(f.Tiers), Locations: viewPlaces(f.Locations), MorePaths: f.MorePaths, Contains: slices.Clone(f.Contains), Since: string(f.Since),
	}
	if f.About == nil {
		file := f.First().File
		v.About = nodeView{Kind: string(graph.Holder), Type: "file", Name: file, ID: "holder:" + file}
	}
	for _, p := range f.Paths {
		path := pathView{Basis: p.Basis}
		for _, s := range p.Steps {
			path.Steps = append(path.Steps, stepView{
				From: viewNode(s.From), To: viewNode(s.To), Verb: string(s.Verb), Power: s.Power.Names(),
				Basis: s.Basis, Locations: viewPlaces(s.Locations), Says: s.Says,
			})
		}
		v.Paths = append(v.Paths, path)
	}
	return v
}

func viewNode(n *graph.Node) nodeView {
	if n == nil {
		return nodeView{Kind: string(graph.Holder), Type: "unknown", Name: "unknown", ID: "unknown"}
	}
	return nodeView{Kind: string(n.Kind), Type: n.Type, Name: n.Name, ID: n.Public()}
}

func viewPlace(l graph.Location) placeView {
	return placeView{l.File, l.Line, l.Column, l.EndLine, l.EndColumn, l.URL, l.Commit, l.LastCommit, l.Gone}
}

func viewPlaces(ls []graph.Location) []placeView {
	var places []placeView
	for _, l := range ls {
		if l.File != "" || l.URL != "" {
			places = append(places, viewPlace(l))
		}
	}
	return places
}

func tierNames(tiers []graph.Tier) []string {
	names := []string{}
	for _, t := range tiers {
		names = append(names, string(t))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// first is the primary place, or the zero place.
func (f findingView) first() placeView {
	if len(f.Locations) == 0 {
		return placeView{}
	}
	return f.Locations[0]
}

// short is as much of a commit's name as people write, or "".
func (p placeView) short() string { return p.Commit[:min(len(p.Commit), 12)] }

// file is the first place that lies in a file; ok is false where none does.
func (s stepView) file() (p placeView, ok bool) {
	for _, l := range s.Locations {
		if l.File != "" {
			return l, true
		}
	}
	return placeView{}, false
}

// document is the first page on the web that the step cites, or "".
func (s stepView) document() string {
	for _, l := range s.Locations {
		if l.URL != "" {
			return l.URL
		}
	}
	return ""
}

// rule is the rule of an id. A rule that the report does not carry is its id.
func (v view) rule(id string) ruleView {
	for _, r := range v.Rules {
		if r.ID == id {
			return r
		}
	}
	if r, ok := rules.Find(id); ok {
		return ruleView{ID: r.ID, Title: r.Title, Why: r.Why, Fix: r.Fix, Cannot: r.Cannot, Default: r.Severity, CWE: r.CWE, OWASP: r.OWASP}
	}
	return ruleView{ID: id, Title: id}
}
