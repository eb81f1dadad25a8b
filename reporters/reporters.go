// SPDX-License-Identifier: Apache-2.0

// Package reporters writes a finished report, one file a format. A reporter is
// handed all it may show and cannot ask the graph; nothing here reads a clock, a
// host name or an absolute path, so that two runs on one tree are the same bytes.
//
// Every report passes the last door (guard.go): it is rendered in memory and
// searched for every secret that was sealed. There is no other way to write one:
// a reporter's own function is not exported, and it is handed a [view], a plain
// copy in which nothing leads back to the graph. And every string that came from
// a scanned tree is neutralised for its format: terminal escapes, bidi
// characters, workflow commands, Markdown (clean.go).
package reporters

import (
	"bytes"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// A Reporter writes one format. Use [Render].
type Reporter struct {
	Name string
	Doc  string

	write func(*bytes.Buffer, view) error
	json  bool // the format is JSON, and stays so when bytes have to be masked

	// frame puts what was written, and has passed the last door, into a file of our
	// own constants, in which no secret is looked for; nil for none.
	frame func(written []byte) []byte
}

// A Report is all that a reporter may show.
type Report struct {
	Version   string   // of stagedoor
	Catalog   string   // its day, as 2026-11-22
	Paths     []string // what the user asked to scan, as given
	Summary   Summary
	Findings  []rules.Finding // worst first
	Rules     []rules.Rule    // those that ran
	Gaps      []graph.Gap
	Ignored   int    // findings that the owner accepted
	Today     string // as 2026-11-26, for formats that ask for a time; "" for none
	Since     string // the base that findings are compared with, as the user named it; "" for none
	FailOn    rules.Severity
	NeverFail bool
	MinBasis  graph.Basis

	Production []Reason // which files were read as production, and why
	NotCovered []string // what was not looked at, a line each

	Workstation *Workstation // of an audit; nil for a scan
	Next        string       // the next command, which would make a guess a fact
	Style       Style        // for formats that a person reads
}

// Gated lists the findings that fail the gate: at or above FailOn, at least as
// sure as MinBasis, and, where there is a base, new or worse since.
func (r Report) Gated() []rules.Finding {
	var gated []rules.Finding
	for _, f := range r.Findings {
		if r.gates(f) {
			gated = append(gated, f)
		}
	}
	return gated
}

func (r Report) gates(f rules.Finding) bool {
	return !r.NeverFail && f.Severity >= r.FailOn && f.Basis() >= r.MinBasis && f.Since != rules.Same
}

// Summary counts.
type Summary struct {
	Files       int
	Bytes       int64
	Commits     int // of the git history; 0 where it was not read
	Credentials int
	Stores      int
	Tiers       []graph.Tier
}

// A Reason is a file, its environment and why.
type Reason struct {
	File, Environment string
	Tier              graph.Tier
	Basis             graph.Basis
	Why               string
}

// Style says what the reader's terminal can do.
type Style struct {
	Color bool
	Links bool // OSC 8
	Width int  // columns; 0 for 100
}

var registry []Reporter

func add(r Reporter) Reporter {
	registry = append(registry, r)
	return r
}

// All returns every reporter, by name.
func All() []Reporter {
	all := slices.Clone(registry)
	slices.SortFunc(all, func(a, b Reporter) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Find returns a reporter by name.
func Find(name string) (Reporter, bool) {
	for _, r := range registry {
		if r.Name == name {
			return r, true
		}
	}
	return Reporter{}, false
}
