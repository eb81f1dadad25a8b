// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// JSON is the one public interface for programs: stable, versioned, described by
// report.schema.json. It holds no clock, host name or absolute path. Characters
// that would act on a terminal are written as \u escapes, so that nothing is
// lost and a printed report does no harm.
var JSON = add(Reporter{
	Name: "json", Doc: "the whole report for programs, with a published JSON Schema",
	write: writeJSON, json: true,
})

// SchemaVersion is the version of the JSON report. Members may be added with a
// new minor version; none is taken away or changes its meaning before 2.0.
const SchemaVersion = "1.0"

// sinceVersion is the version of a report that compares with a base, and says so
// of each finding.
const sinceVersion = "1.1"

// historyVersion is the version of a report that shows places of the git history.
const historyVersion = "1.3"

// Schema is the JSON Schema (draft 2020-12) of the JSON report.
//
//go:embed report.schema.json
var Schema []byte

type jsonReport struct {
	SchemaVersion string        `json:"schema_version"`
	Tool          jsonTool      `json:"tool"`
	Summary       jsonSummary   `json:"summary"`
	Findings      []jsonFinding `json:"findings"`
	Gaps          []jsonGap     `json:"gaps"`

	Workstation *jsonWorkstation `json:"workstation,omitempty"` // from 1.2, of `stagedoor audit` only
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Catalog string `json:"catalog"`
}

type jsonSummary struct {
	Files        int        `json:"files"`
	Bytes        int64      `json:"bytes"`
	Commits      int        `json:"commits,omitempty"` // from 1.3, with --history only
	Credentials  int        `json:"credentials"`
	Stores       int        `json:"stores"`
	Environments []string   `json:"environments"`
	Findings     jsonCounts `json:"findings"`
}

type jsonCounts struct {
	Critical int `json:"critical"`
	High     int `json:"high"`
	Medium   int `json:"medium"`
	Low      int `json:"low"`
	Note     int `json:"note"`
}

type jsonFinding struct {
	Rule         string      `json:"rule"`
	Severity     string      `json:"severity"`
	Basis        string      `json:"basis"`
	Fingerprint  string      `json:"fingerprint"`
	Title        string      `json:"title"`
	Message      string      `json:"message"`
	Fix          string      `json:"fix"`
	NotSo        string      `json:"not_so"`
	Environments []string    `json:"environments"`
	About        jsonNode    `json:"about"`
	Locations    []jsonPlace `json:"locations"`
	Paths        []jsonPath  `json:"paths"`
	MorePaths    int         `json:"more_paths"`
	Contains     []string    `json:"contains"`
	SinceBase    string      `json:"since_base,omitempty"` // new, worse, same; from 1.1, with --diff-base only
}

type jsonNode struct {
	Kind string `json:"kind"`
	Type string `json:"type"`
	Name string `json:"name"`
	ID   string `json:"id"`
}

type jsonPlace struct {
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	EndLine   int    `json:"end_line,omitempty"`
	EndColumn int    `json:"end_column,omitempty"`
	URL       string `json:"url,omitempty"`

	Commit     string `json:"commit,omitempty"` // from 1.3, with --history only, as what follows
	LastCommit string `json:"last_commit,omitempty"`
	InTree     *bool  `json:"in_tree,omitempty"`
}

type jsonPath struct {
	Basis string     `json:"basis"`
	Steps []jsonStep `json:"steps"`
}

type jsonStep struct {
	From      jsonNode    `json:"from"`
	Verb      string      `json:"verb"`
	To        jsonNode    `json:"to"`
	Power     []string    `json:"power"`
	Basis     string      `json:"basis"`
	Locations []jsonPlace `json:"locations"`
	Says      string      `json:"says"`
}

type jsonGap struct {
	Location jsonPlace `json:"location"`
	Why      string    `json:"why"`
	Kind     string    `json:"kind"`
}

func writeJSON(out *bytes.Buffer, v view) error {
	r := jsonReport{
		SchemaVersion: SchemaVersion,
		Tool:          jsonTool{"stagedoor", v.Version, v.Catalog},
		Summary: jsonSummary{
			Files: v.Files, Bytes: v.Bytes, Credentials: v.Credentials, Stores: v.Stores,
			Environments: list(v.Tiers), Findings: countJSON(v.Findings),
		},
		Findings: []jsonFinding{}, Gaps: []jsonGap{},
	}
	if v.Since != "" {
		r.SchemaVersion = sinceVersion
	}
	if r.Workstation = workstationJSON(v.Workstation); r.Workstation != nil {
		r.SchemaVersion = workstationVersion
	}
	if v.Commits > 0 {
		r.SchemaVersion = historyVersion
		r.Summary.Commits = v.Commits
	}
	for _, f := range v.Findings {
		r.Findings = append(r.Findings, findingJSON(f))
	}
	for _, g := range v.Gaps {
		r.Gaps = append(r.Gaps, jsonGap{placeJSON(g.At), g.Why, gapKind(g.Kind)})
	}
	return writeIndented(out, r)
}

func findingJSON(f findingView) jsonFinding {
	j := jsonFinding{
		Rule: f.Rule, Severity: f.Severity.String(), Basis: f.Basis.String(), Fingerprint: f.Fingerprint,
		Title: f.Title, Message: f.Message, Fix: f.Fix, NotSo: f.NotSo,
		Environments: list(f.Tiers), About: jsonNode(f.About), Locations: placesJSON(f.Locations),
		Paths: []jsonPath{}, MorePaths: f.MorePaths, Contains: list(f.Contains), SinceBase: f.Since,
	}
	for _, p := range f.Paths {
		path := jsonPath{Basis: p.Basis.String(), Steps: []jsonStep{}}
		for _, s := range p.Steps {
			path.Steps = append(path.Steps, jsonStep{
				From: jsonNode(s.From), Verb: s.Verb, To: jsonNode(s.To), Power: list(s.Power),
				Basis: s.Basis.String(), Locations: placesJSON(s.Locations), Says: s.Says,
			})
		}
		j.Paths = append(j.Paths, path)
	}
	return j
}

func placesJSON(places []placeView) []jsonPlace {
	out := []jsonPlace{}
	for _, p := range places {
		out = append(out, placeJSON(p))
	}
	return out
}

func placeJSON(p placeView) jsonPlace {
	j := jsonPlace{File: p.File, Line: p.Line, Column: p.Column, EndLine: p.EndLine, EndColumn: p.EndColumn, URL: p.URL, Commit: p.Commit}
	if p.LastCommit != "" {
		inTree := !p.Gone
		j.LastCommit, j.InTree = p.LastCommit, &inTree
	}
	return j
}

func countJSON(fs []findingView) jsonCounts {
	var n [rules.Critical + 1]int
	for _, f := range fs {
		n[f.Severity]++
	}
	return jsonCounts{n[rules.Critical], n[rules.High], n[rules.Medium], n[rules.Low], n[rules.Note]}
}

// gapKind keeps to the closed list: what nobody classified could not be read.
func gapKind(kind string) string {
	switch graph.GapKind(kind) {
	case graph.Template, graph.Invalid, graph.Unreadable, graph.TooLarge, graph.Denied:
		return kind
	}
	return string(graph.Unreadable)
}

// list is never null in JSON.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return slices.Clone(s)
}

// writeIndented writes v as JSON that is harmless on a terminal or in a log.
func writeIndented(out *bytes.Buffer, v any) error {
	doc, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	escapeHidden(out, doc)
	return out.WriteByte('\n')
}

func startsAny(b []byte, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return bytes.HasPrefix(b, []byte(p)) })
}

// escapeHidden writes hidden characters of a JSON document, and the second "#"
// of workflow commands (##[error], ##vso[...]), as \u escapes. Outside of strings there are none of them.
func escapeHidden(out *bytes.Buffer, doc []byte) {
	for i := 0; i < len(doc); {
		c := doc[i]
		switch {
		case c == '#' && i > 0 && doc[i-1] == '#' && startsAny(doc[i+1:], "[", "vso["):
			out.WriteString(`\u0023`)
			i++
		case c < utf8.RuneSelf:
			if c == 0x7f {
				out.WriteString(`\u007f`)
			} else {
				out.WriteByte(c)
			}
			i++
		default:
			r, n := utf8.DecodeRune(doc[i:])
			if !hidden(r) {
				out.Write(doc[i : i+n])
			} else if hi, lo := utf16.EncodeRune(r); hi != utf8.RuneError {
				fmt.Fprintf(out, `\u%04x\u%04x`, hi, lo)
			} else {
				fmt.Fprintf(out, `\u%04x`, r)
			}
			i += n
		}
	}
}
