// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// HTML is one file for a person: it opens from a disk, asks no network, and shows
// which environments reach which, every finding, and its path as a drawing.
//
// Nothing of the scanned tree is markup in it. All of it is data in one element
// that is no script, and the page's own script writes it as text. The page's
// policy allows three scripts and one style by their hashes, and nothing else: no
// other script, no address, no form. Cytoscape draws at positions that are computed
// here; it is embedded as npm has it, with its licence (html/cytoscape.LICENSE).
var HTML = add(Reporter{
	Name: "html", Doc: "one file for people, which opens from a disk: a matrix of environments, findings, paths as drawings",
	write: writePage, frame: framed, json: true,
})

var (
	//go:embed html/page.css
	pageStyle string
	//go:embed html/page.js
	pageScript string
	//go:embed html/cytoscape.min.js
	cytoscape string
)

// maxShownPaths is how many paths of a finding the page holds.
const maxShownPaths = 3

// A page is the data of the page's script.
type htmlPage struct {
	Head       string         `json:"head"`
	Changes    string         `json:"changes,omitempty"`
	Gate       string         `json:"gate"`
	Failed     bool           `json:"failed"`
	Since      string         `json:"since,omitempty"`
	Tiers      []string       `json:"tiers"`
	Matrix     [][]int        `json:"matrix"` // by tier of what reaches, then of what is reached
	Findings   []htmlFinding  `json:"findings"`
	Production []htmlReason   `json:"production"`
	NotCovered []string       `json:"not_covered"`
	Gaps       []htmlGap      `json:"gaps"`
	Ignored    int            `json:"ignored"`
	Rules      map[string]any `json:"rules"`
	Tool       string         `json:"tool"`

	Workstation *htmlWorkstation `json:"workstation,omitempty"`
}

type htmlFinding struct {
	Rule        string     `json:"rule"`
	Severity    string     `json:"severity"`
	Basis       string     `json:"basis"`
	Fingerprint string     `json:"fingerprint"`
	Title       string     `json:"title"`
	Message     string     `json:"message"`
	Fix         string     `json:"fix,omitempty"`
	NotSo       string     `json:"not_so,omitempty"`
	WrongIf     string     `json:"wrong_if,omitempty"`
	Tiers       []string   `json:"tiers"`
	Places      []string   `json:"places"`
	Paths       []htmlPath `json:"paths"`
	More        int        `json:"more,omitempty"`
	Contains    []string   `json:"contains,omitempty"`
	Since       string     `json:"since,omitempty"`
	Gates       bool       `json:"gates,omitempty"`
}

type htmlPath struct {
	Basis string     `json:"basis"`
	Nodes []htmlNode `json:"nodes"`
	Steps []htmlStep `json:"steps"`
}

type htmlNode struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	X    int    `json:"x"`
	Y    int    `json:"y"`
}

type htmlStep struct {
	From  int      `json:"from"`
	To    int      `json:"to"`
	Verb  string   `json:"verb"`
	Says  string   `json:"says"`
	Basis string   `json:"basis"`
	At    []string `json:"at"`
}

type htmlReason struct {
	File string `json:"file"`
	Why  string `json:"why"`
}

type htmlGap struct {
	At  string `json:"at"`
	Why string `json:"why"`
}

// framed is the page around its data.
func framed(data []byte) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %s %s; style-src %s; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>stagedoor</title>
<style>%s</style>
</head>
<body>
<template id="__________cytoscape_stylesheet"></template>
<main id="page"><noscript><p>This report needs its own script to be shown; the text and JSON formats need none.</p></noscript></main>
<script type="application/json" id="data">%s</script>
<script>%s</script>
<script>%s</script>
</body>
</html>
`, sourceHash(cytoscape), sourceHash(pageScript), sourceHash(pageStyle), pageStyle, data, cytoscape, pageScript)
	return out.Bytes()
}

// sourceHash is how a policy names a script or style.
func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// writePage writes the data as JSON in which no character can end its element.
func writePage(out *bytes.Buffer, v view) error {
	p := htmlPage{
		Gate: gate(newPage(&bytes.Buffer{}, Style{}), v), Failed: v.Gated > 0, Since: Clean(v.Since), Findings: []htmlFinding{},
		Production: []htmlReason{}, NotCovered: []string{}, Gaps: []htmlGap{}, Ignored: v.Ignored, Rules: map[string]any{}, Tool: "stagedoor " + v.Version + ", catalog of " + v.Catalog,
	}
	fresh := v
	fresh.Findings = changed(v.Findings)
	p.Head, p.Changes = firstSentence(fresh), fewest(fresh.Findings)
	p.Tiers, p.Matrix = matrix(v.Findings)
	for _, f := range v.Findings {
		p.Findings = append(p.Findings, findingHTML(f))
	}
	for _, r := range v.Production {
		p.Production = append(p.Production, htmlReason{Clean(r.File), Clean(r.Why)})
	}
	for _, line := range v.NotCovered {
		p.NotCovered = append(p.NotCovered, Clean(line))
	}
	for _, g := range v.Gaps {
		p.Gaps = append(p.Gaps, htmlGap{Clean(g.At.String()), Clean(g.Why)})
	}
	p.Workstation = workstationHTML(v)
	for _, r := range v.Rules {
		p.Rules[r.ID] = map[string]string{"title": r.Title, "why": r.Why, "cannot": r.Cannot}
	}
	data, err := json.Marshal(p) // which writes <, > and & as \u003c, \u003e and \u0026
	out.Write(data)
	return err
}

func findingHTML(f findingView) htmlFinding {
	h := htmlFinding{
		Rule: f.Rule, Severity: f.Severity.String(), Basis: f.Basis.String(), Fingerprint: f.Fingerprint,
		Title: Clean(f.Title), Message: Clean(f.Message), Fix: Clean(f.Fix), NotSo: cleanLines(f.NotSo), WrongIf: Clean(f.WrongIf),
		Tiers: list(f.Tiers), Places: []string{}, Paths: []htmlPath{}, Contains: f.Contains, Since: f.Since, Gates: f.Gates,
		More: f.MorePaths + max(0, len(f.Paths)-maxShownPaths),
	}
	for _, at := range f.Locations {
		h.Places = append(h.Places, Clean(at.String()))
	}
	for _, p := range f.Paths[:min(maxShownPaths, len(f.Paths))] {
		h.Paths = append(h.Paths, drawnPath(p))
	}
	return h
}

// The distance between two nodes of a drawing, in pixels.
const (
	across = 230
	down   = 110
)

// drawnPath lays a path out from left to right: each node one step behind the
// first from which it is reached, those of one step below each other.
func drawnPath(p pathView) htmlPath {
	h := htmlPath{Basis: p.Basis.String(), Nodes: []htmlNode{}, Steps: []htmlStep{}}
	index, depth, filled := map[string]int{}, []int{}, map[int]int{}
	node := func(n nodeView, column int) int {
		key := n.Kind + "\x00" + n.ID + "\x00" + n.Name
		if i, known := index[key]; known {
			return i
		}
		i := len(h.Nodes)
		index[key] = i
		h.Nodes = append(h.Nodes, htmlNode{n.Kind, Clean(n.Name), column * across, filled[column] * down})
		depth = append(depth, column)
		filled[column]++
		return i
	}
	for _, s := range p.Steps {
		from := node(s.From, 0)
		to := node(s.To, depth[from]+1)
		step := htmlStep{From: from, To: to, Verb: strings.ReplaceAll(s.Verb, "_", " "), Says: Clean(s.caption()), Basis: s.Basis.String(), At: []string{}}
		for _, at := range s.Locations {
			step.At = append(step.At, Clean(at.String()))
		}
		h.Steps = append(h.Steps, step)
	}
	return h
}

// matrix counts findings by the environments that they join: of a finding of one
// tier on the diagonal.
func matrix(fs []findingView) (tiers []string, counts [][]int) {
	order := []string{string(graph.Production), string(graph.Staging), string(graph.Preview), string(graph.Test), string(graph.Development), string(graph.Shared), string(graph.Untiered)}
	for _, t := range order {
		if slices.ContainsFunc(fs, func(f findingView) bool { return slices.Contains(f.Tiers, t) }) {
			tiers = append(tiers, t)
		}
	}
	counts = make([][]int, len(tiers))
	for i := range counts {
		counts[i] = make([]int, len(tiers))
	}
	for _, f := range fs {
		if f.Severity == rules.Note {
			continue
		}
		crosses := len(f.Tiers) > 1 && slices.Contains(f.Tiers, string(graph.Production))
		for _, t := range f.Tiers {
			from, to := slices.Index(tiers, t), slices.Index(tiers, t)
			if crosses {
				if to = slices.Index(tiers, string(graph.Production)); t == string(graph.Production) {
					continue
				}
			}
			if from >= 0 && to >= 0 {
				counts[from][to]++
			}
		}
	}
	return list(tiers), counts
}
