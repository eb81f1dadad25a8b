// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/rules"
)

// What of the incident of April 2026 could be seen beforehand, and the finding, or
// the step of one, that says it. The texts are looked for in what the finding of
// that rule says.
var preconditions = []struct {
	n             int
	could         string // be seen
	story, rule   string
	says          string
	notWorthAWord string // why there is no finding
}{
	{n: 1, could: "a Railway credential lies where an agent can read it",
		story: "live-the-incident", rule: "production-blast-path", says: "scripts/add-domain.sh:3"},
	{n: 2, could: "it lies beside work of another kind",
		story: "live-the-incident", rule: "overreaching-credential", says: "used only for domains"},
	{n: 3, could: "its kind is account or workspace, and not project",
		story: "live-the-incident", rule: "production-blast-path", says: "the API knows it as an account token"},
	{n: 4, could: "its power is wider than its use",
		story: "live-the-incident", rule: "overreaching-credential", says: "every project and environment of the account"},
	{n: 5, could: "work on staging has it too",
		story: "live-a-service-of-staging", rule: "production-blast-path", says: "staging can read the Railway account or workspace token"},
	{n: 6, could: "it has no expiry",
		story: "live-the-incident", rule: "production-blast-path", says: "the credential never expires"},
	{n: 7, could: "one volume id has instances in two environments",
		story: "live-the-incident", rule: "spanning-data-store", says: "the API lists an instance of it in production and one below"},
	{n: 8, could: "the call that deletes names no environment, and what can be taken back is short",
		story: "live-the-incident", rule: "production-blast-path", says: "takes the volume's id and no environment argument"},
	{n: 8, could: "the call that deletes names no environment, and what can be taken back is short",
		story: "live-the-incident", rule: "production-blast-path", says: "the deletion can be taken back for 48 h"},
	{n: 9, could: "all backups are the volume's own and go with it",
		story: "live-the-incident", rule: "backup-deleted-with-data", says: "Wiping a volume deletes all backups"},
	{n: 10, could: "the newest backup is old",
		story: "live-the-incident", rule: "backup-too-old", says: "the newest is 91 days old"},
	{n: 10, could: "there is no schedule",
		story: "../no-backup/live-railway-lists-none", rule: "no-backup", says: "the API lists no backup of it and no schedule"},
	{n: 11, could: "no copy lies elsewhere",
		story: "live-the-incident", rule: "production-blast-path", says: "its backups are deleted with it"},
	{n: 12, could: "staging's credentials are other than its code expects",
		notWorthAWord: "what a file lacks that another has says too little: every pair of settings files differs"},
	{n: 13, could: "an agent works in the folder, and a prompt is its only brake",
		story: "live-the-incident", rule: "production-blast-path", says: "the agent Cursor"},
	{n: 14, could: "nothing keeps the volume from being deleted",
		story: "live-the-incident", rule: "production-blast-path", says: "Railway has no lock for it"},
}

func TestThePreconditionsOfTheIncident(t *testing.T) {
	told, seen := map[string]map[string]string{}, map[int]bool{}
	for _, p := range preconditions {
		seen[p.n] = true
		if p.notWorthAWord != "" {
			continue
		}
		if told[p.story] == nil {
			told[p.story] = tellings(t, p.story)
		}
		if !strings.Contains(told[p.story][p.rule], p.says) {
			t.Errorf("%d, %s: %s does not say %q:\n%s", p.n, p.could, p.rule, p.says, told[p.story][p.rule])
		}
	}
	if len(seen) != 14 {
		t.Errorf("%d of fourteen", len(seen))
	}
}

// tellings are what the findings of a scenario say, by rule.
func tellings(t *testing.T, story string) map[string]string {
	t.Helper()
	all := scenarios(t)
	i := slices.IndexFunc(all, func(s scenario) bool {
		return s.name == "production-blast-path/"+story || "../"+s.name == story
	})
	if i < 0 {
		t.Fatal("no scenario ", story)
	}
	dir := all[i].lay(t)
	a, err := ask(context.Background(), question{paths: []string{dir}, workers: 2, live: all[i].live(t, dir)})
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for _, f := range rules.Check(a.graph, rules.All()) {
		text := []string{f.Title, f.Message}
		for _, p := range f.Paths {
			for _, s := range p.Steps {
				text = append(text, s.Says)
			}
		}
		told[f.Rule] += strings.Join(text, "\n") + "\n"
	}
	return told
}
