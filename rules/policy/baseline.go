// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
)

// BaselineName is the file that is looked for at the root of a repository.
const BaselineName = ".stagedoor-baseline.json"

// A Baseline is what there was when a team began: findings that do not fail the
// gate and are not shown as long as they are no worse. It holds no secret: where a
// finding is about one it keeps 16 bits of a slow hash, so that another secret in
// its place is a new finding.
type Baseline struct {
	Version  int     `json:"version"`
	Salt     string  `json:"salt"` // of the tags, hexadecimal
	Findings []Entry `json:"findings"`

	File string `json:"-"` // as messages name it
}

// An Entry is one finding that was there.
type Entry struct {
	Rule        string   `json:"rule"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"`
	Title       string   `json:"title"`             // for people
	File        string   `json:"file,omitempty"`    // of its first place
	Tracked     bool     `json:"tracked"`           // git knows the file
	Live        bool     `json:"live,omitempty"`    // a provider's answer was needed to see it
	History     bool     `json:"history,omitempty"` // the git history had to be read to see it
	Tag         string   `json:"tag,omitempty"`     // of the secret that it is about
	Reaches     []string `json:"reaches,omitempty"` // stores and backups at the ends of its paths

	// What people write; `baseline update` keeps it.
	Reason string `json:"reason,omitempty"`
	Owner  string `json:"owner,omitempty"`
	Until  string `json:"until,omitempty"` // the last day on which it counts, as 2027-03-31
}

// NewBaseline is an empty one with a salt of its own.
func NewBaseline() *Baseline {
	salt := make([]byte, 8)
	_, _ = rand.Read(salt) // does not fail on supported systems
	return &Baseline{Version: 1, Salt: hex.EncodeToString(salt), Findings: []Entry{}}
}

// ReadBaseline decodes a file; shown is how messages name it.
func ReadBaseline(src []byte, shown string) (*Baseline, error) {
	b := &Baseline{}
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(b); err != nil {
		return nil, fmt.Errorf("%s is no baseline; write one with `stagedoor baseline write`", shown)
	}
	if b.Version != 1 {
		return nil, fmt.Errorf("%s is a baseline of version %d, which this stagedoor does not know; use a newer one", shown, b.Version)
	}
	b.File = shown
	for _, e := range b.Findings {
		if _, err := time.Parse(time.DateOnly, e.Until); e.Until != "" && err != nil {
			return nil, fmt.Errorf("%s has an entry of %s until %q, which is no day; write it as 2027-03-31", shown, e.Rule, e.Until)
		}
		if _, ok := rules.ParseSeverity(e.Severity); !ok || len(e.Fingerprint) < 16 {
			return nil, fmt.Errorf("%s has an entry of %s without a severity or fingerprint; write it anew with `stagedoor baseline update`", shown, e.Rule)
		}
	}
	return b, nil
}

// Write encodes the baseline; the order depends on its entries only.
func (b *Baseline) Write() ([]byte, error) {
	slices.SortFunc(b.Findings, func(x, y Entry) int {
		return strings.Compare(x.Rule+x.File+x.Fingerprint, y.Rule+y.File+y.Fingerprint)
	})
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(b)
	return out.Bytes(), err
}

// Entry makes an entry of a finding. Tracked says of a file whether git knows it.
func (b *Baseline) Entry(f rules.Finding, tag func(rules.Finding, []byte) (string, bool), tracked func(string) bool) Entry {
	e := Entry{Rule: f.Rule, Fingerprint: f.Fingerprint(), Severity: f.Severity.String(), Title: f.Title, Reaches: f.Reaches()}
	e.Live, e.History = needsLive(f), needsHistory(f)
	if at := f.First(); at.File != "" {
		e.File, e.Tracked = at.File, tracked(at.File)
	}
	e.Tag, _ = tag(f, []byte(b.Salt))
	return e
}

// Keep takes over what people wrote beside the entries of an older list.
func (b *Baseline) Keep(old *Baseline) {
	for i, e := range b.Findings {
		for _, o := range old.Findings {
			if o.Rule == e.Rule && o.Fingerprint == e.Fingerprint {
				b.Findings[i].Reason, b.Findings[i].Owner, b.Findings[i].Until = o.Reason, o.Owner, o.Until
			}
		}
	}
}

// ErrNoBaseline says that there is none to work on.
var ErrNoBaseline = errors.New("there is no baseline here; write one with `stagedoor baseline write`")

// AboutSecret is the credential that a finding is about, where it is about one.
func AboutSecret(f rules.Finding) (graph.ID, bool) {
	if f.About == nil || f.About.Kind != graph.Credential {
		return graph.ID{}, false
	}
	return f.About.ID, true
}
