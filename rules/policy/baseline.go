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
}

// An Entry is one finding that was there.
type Entry struct {
	Rule        string   `json:"rule"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"`
	Title       string   `json:"title"`             // for people
	File        string   `json:"file,omitempty"`    // of its first place
	Tracked     bool     `json:"tracked"`           // git knows the file
	Tag         string   `json:"tag,omitempty"`     // of the secret that it is about
	Reaches     []string `json:"reaches,omitempty"` // stores and backups at the ends of its paths
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
	for _, e := range b.Findings {
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
	if at := f.First(); at.File != "" {
		e.File, e.Tracked = at.File, tracked(at.File)
	}
	e.Tag, _ = tag(f, []byte(b.Salt))
	return e
}

// covers reports whether a finding was there and is no worse.
func (b *Baseline) covers(f rules.Finding, tag func(rules.Finding, []byte) (string, bool)) bool {
	_, ok := b.Find(f, tag)
	return ok
}

// Find is the entry that covers a finding: of its fingerprint, as severe, about
// the same secret, and reaching all that it reaches.
func (b *Baseline) Find(f rules.Finding, tag func(rules.Finding, []byte) (string, bool)) (int, bool) {
	if b == nil {
		return 0, false
	}
	for i, e := range b.Findings {
		if e.Rule != f.Rule || e.Fingerprint != f.Fingerprint() {
			continue
		}
		was, _ := rules.ParseSeverity(e.Severity)
		more := slices.ContainsFunc(f.Reaches(), func(s string) bool { return !slices.Contains(e.Reaches, s) })
		if f.Severity > was || more {
			return 0, false
		}
		if e.Tag != "" && tag != nil {
			if now, ok := tag(f, []byte(b.Salt)); ok && now != e.Tag {
				return 0, false
			}
		}
		return i, true
	}
	return 0, false
}

// Unused lists entries that cover no finding any more. In CI the files that git
// does not know are not there: their entries are not called unused.
func (b *Baseline) Unused(found []rules.Finding, tag func(rules.Finding, []byte) (string, bool), ci bool) (unused []Entry) {
	used := make([]bool, len(b.Findings))
	for _, f := range found {
		if i, ok := b.Find(f, tag); ok {
			used[i] = true
		}
	}
	for i, e := range b.Findings {
		if !used[i] && (!ci || e.Tracked || e.File == "") {
			unused = append(unused, e)
		}
	}
	return unused
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
