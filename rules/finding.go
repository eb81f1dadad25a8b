// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Severity says how bad a finding is if it is right.
type Severity int

const (
	Note Severity = iota
	Low
	Medium
	High
	Critical
)

var severityNames = []string{"note", "low", "medium", "high", "critical"}

func (s Severity) String() string { return severityNames[max(0, min(int(s), len(severityNames)-1))] }

// ParseSeverity reads what [Severity.String] writes.
func ParseSeverity(s string) (Severity, bool) {
	i := slices.Index(severityNames, s)
	return Severity(i), i >= 0
}

// Severities lists the names, mildest first.
func Severities() []string { return slices.Clone(severityNames) }

// A Step is one link of a path, told in words.
type Step struct {
	From, To  *graph.Node
	Verb      graph.Verb
	Power     graph.Power
	Basis     graph.Basis
	Locations []graph.Location // in files first, then documents
	Says      string
}

// A Path is how harm gets somewhere, told step by step.
type Path struct {
	Basis graph.Basis
	Steps []Step
}

// A Finding is one answer of a rule.
type Finding struct {
	Rule      string
	Severity  Severity
	About     *graph.Node
	Title     string
	Message   string
	Fix       string
	NotSo     string // a paste-ready line of configuration that corrects it, the reason left blank
	WrongIf   string // what would make the finding wrong
	Tiers     []graph.Tier
	Locations []graph.Location // the primary place first: the line whose change breaks the path
	Paths     []Path           // the shortest per distinct start, at most MaxPaths
	MorePaths int
	Contains  []string // fingerprints of findings that this one tells as part of its story
	Since     Change   // how it stands to an earlier state; "" where none was asked for

	Key  []string    // what makes it this finding: public ids of credential or slot, store, environment pair
	Sure graph.Basis // how sure; Check lowers it to the surest path's where there are paths
	fp   string

	setting []string // the setting, apart from any one store, that decides; what else it decides is told with it
}

// MaxPaths is how many paths a finding shows.
const MaxPaths = 20

// Basis is how sure the finding is.
func (f Finding) Basis() graph.Basis { return f.Sure }

// Fingerprint is what a baseline and code scanning know the finding by: it stays
// when lines move, when the middle of a path changes and when a secret is
// rotated. It is 64 hexadecimal digits.
func (f Finding) Fingerprint() string {
	if f.fp != "" {
		return f.fp
	}
	sum := sha256.Sum256([]byte(f.Rule + "\x00" + strings.Join(f.Key, "\x00")))
	return hex.EncodeToString(sum[:])
}

// Compare orders findings: worst first, then surest, then by rule and place.
func (f Finding) Compare(o Finding) int {
	return cmp.Or(
		cmp.Compare(o.Severity, f.Severity), cmp.Compare(o.Sure, f.Sure), strings.Compare(f.Rule, o.Rule),
		f.First().Compare(o.First()), strings.Compare(f.Title, o.Title), slices.Compare(f.Key, o.Key))
}

// First is the primary place.
func (f Finding) First() graph.Location {
	if len(f.Locations) == 0 {
		return graph.Location{}
	}
	return f.Locations[0]
}
