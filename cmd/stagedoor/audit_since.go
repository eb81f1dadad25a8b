// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// An earlierReport is what an audit of another day said.
type earlierReport struct {
	held         map[string]earlierHeld
	reaching     []string // ids of those that could destroy production data
	fingerprints []string
}

type earlierHeld struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Name       string   `json:"name"`
	Places     []string `json:"places"`
	Production string   `json:"production"`
	Expires    *string  `json:"expires"`
	Void       *string  `json:"void"`
	Opens      []struct {
		ID    string   `json:"id"`
		What  string   `json:"what"`
		Power []string `json:"power"`
	} `json:"opens"`
}

// maxEarlier is the size in bytes up to which an earlier report is read.
const maxEarlier = 64 << 20

// earlier reads a report that --format json=FILE of an audit wrote.
func earlier(file string) (*earlierReport, error) {
	if file == "" {
		return nil, nil
	}
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxEarlier {
		return nil, exit{exitPartial, fmt.Sprintf("the earlier report %s cannot be read; name one that `stagedoor audit --format json=FILE` wrote", tree.Printable(file))}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, exit{exitPartial, fmt.Sprintf("the earlier report %s cannot be read; name one that `stagedoor audit --format json=FILE` wrote", tree.Printable(file))}
	}
	var r struct {
		SchemaVersion string `json:"schema_version"`
		Findings      []struct {
			Fingerprint string `json:"fingerprint"`
		} `json:"findings"`
		Workstation *struct {
			Credentials []earlierHeld `json:"credentials"`
		} `json:"workstation"`
	}
	if json.Unmarshal(data, &r) != nil || r.Workstation == nil || !strings.HasPrefix(r.SchemaVersion, "1.") {
		return nil, usage("%s is no report of an audit; name one that `stagedoor audit --format json=FILE` wrote with --since", tree.Printable(file))
	}
	e := &earlierReport{held: map[string]earlierHeld{}}
	for _, h := range r.Workstation.Credentials {
		e.held[h.ID] = h
		if h.Production == "can" && h.Void == nil {
			e.reaching = append(e.reaching, h.ID)
		}
	}
	for _, f := range r.Findings {
		e.fingerprints = append(e.fingerprints, f.Fingerprint)
	}
	return e, nil
}

// compare says what is new, gone or changed, by ids, which hold no value: a
// credential that was replaced in its place is the same one.
func compare(w *reporters.Workstation, before *earlierReport, file string) {
	w.Since = file
	now := map[string]bool{}
	for _, h := range w.Held {
		now[h.ID] = true
		old, was := before.held[h.ID]
		if !was {
			w.Changes = append(w.Changes, reporters.Change{What: "new", ID: h.ID, Title: h.Title + " " + h.Name, Says: "in " + strings.Join(h.Places, ", ") + reaches(h.Production), Production: h.Production})
			continue
		}
		if says := differences(old, h); len(says) > 0 {
			w.Changes = append(w.Changes, reporters.Change{What: "changed", ID: h.ID, Title: h.Title + " " + h.Name, Says: strings.Join(says, "; "), Production: h.Production})
		}
	}
	for id, h := range before.held {
		if !now[id] {
			w.Changes = append(w.Changes, reporters.Change{What: "gone", ID: id, Title: h.Title + " " + h.Name, Says: "was in " + strings.Join(h.Places, ", "), Production: productionWord(h.Production)})
		}
	}
	slices.SortFunc(w.Changes, func(a, b reporters.Change) int { return strings.Compare(a.What+a.ID, b.What+b.ID) })
}

// productionWord keeps to our own words: an earlier report is a file like any other.
func productionWord(s string) string {
	if s == "can" || s == "may" || s == "unknown" {
		return s
	}
	return "no"
}

func reaches(production string) string {
	switch production {
	case "can":
		return "; it can destroy production data"
	case "may":
		return "; it may be able to destroy production data"
	}
	return ""
}

// differences are those of one credential between two days.
func differences(old earlierHeld, h reporters.Held) (says []string) {
	if was := productionWord(old.Production); was != h.Production {
		words := map[string]string{"can": "can destroy production data", "may": "may be able to destroy production data", "unknown": "is not known to reach production data", "no": "is known to reach nothing of production's"}
		says = append(says, "it "+words[h.Production]+" (before: it "+words[was]+")")
	}
	if old.Void == nil && h.Void != "" {
		says = append(says, h.Void)
	} else if old.Void != nil && h.Void == "" {
		says = append(says, "it is valid again")
	}
	for _, o := range h.Opens {
		known := slices.ContainsFunc(old.Opens, func(b struct {
			ID    string   `json:"id"`
			What  string   `json:"what"`
			Power []string `json:"power"`
		}) bool {
			return b.ID == o.ID && slices.Equal(b.Power, o.Power)
		})
		if !known {
			says = append(says, "opens "+o.What)
		}
	}
	for _, o := range old.Opens {
		if !slices.ContainsFunc(h.Opens, func(b reporters.Opened) bool { return b.ID == o.ID }) {
			says = append(says, "opens "+o.What+" no longer")
		}
	}
	if strings.Join(placesWithoutLines(old.Places), ",") != strings.Join(placesWithoutLines(h.Places), ",") {
		says = append(says, "lies in "+strings.Join(h.Places, ", ")+" (before: "+strings.Join(old.Places, ", ")+")")
	}
	return says
}

// placesWithoutLines are files: a line that moves is no change.
func placesWithoutLines(places []string) (files []string) {
	for _, p := range places {
		file, _, _ := strings.Cut(p, ":")
		if !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return files
}
