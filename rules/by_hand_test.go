// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Rules whose facts come from infrastructure as code or from APIs are tested on
// graphs made by hand: each fires, and has an innocent twin.

type world struct{ *graph.Facts }

func newWorld() world { return world{graph.NewFacts(secret.NewVault(), "")} }

func read(file string, line int, says ...string) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: file, Line: line, Column: 1}, Says: strings.Join(says, " ")}
}

func (w world) node(k graph.Kind, typ, name string) graph.ID {
	return w.Node(graph.Thing{Kind: k, Type: typ, Name: name}, read(name+".tf", 1))
}

func (w world) in(id graph.ID, tier graph.Tier) {
	w.Link(graph.Edge{From: id, Verb: graph.InEnv, To: w.Node(graph.Thing{Kind: graph.Environment, Type: string(tier), Key: string(tier), Name: string(tier)})}, read("env.tf", 1, "declared"))
}

// check runs one rule and says severity and title of each finding.
func (w world) check(r Rule) []string {
	var got []string
	for _, f := range Check(graph.Build(w.Facts), []Rule{r}) {
		got = append(got, f.Severity.String()+": "+f.Title)
	}
	return got
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("got %q, want %q", got, want)
		return
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

func TestFederatedTrustTooWide(t *testing.T) {
	trust := func(wide, power bool) []string {
		w := newWorld()
		role, db := w.node(graph.Identity, "aws_iam_role", "deployer"), w.node(graph.Store, "aws_db_instance", "shop")
		w.in(db, graph.Production)
		if wide {
			w.Note(role, graph.Trait{Name: graph.TrustTooWide, Detail: "any branch of acme/shop"}, graph.Yes, read("trust.tf", 9))
		}
		if power {
			w.Link(graph.Edge{From: role, Verb: graph.Opens, To: db, Power: graph.Full}, read("policy.tf", 3))
		}
		return w.check(FederatedTrustTooWide)
	}
	expect(t, trust(true, true), "high: Any branch of acme/shop may speak as deployer")
	expect(t, trust(true, false), "low: ")
	expect(t, trust(false, true))
}

func TestDeletionProtectionOff(t *testing.T) {
	lock := func(tier graph.Tier, api, terraform graph.Tri) []string {
		w := newWorld()
		db := w.node(graph.Store, "aws_db_instance", "shop")
		w.in(db, tier)
		w.Note(db, graph.Trait{Name: graph.TraitLock, Detail: graph.LockAPI}, api, read("db.tf", 4, "deletion_protection is not set"))
		if terraform == graph.Yes {
			w.Note(db, graph.Trait{Name: graph.TraitLock, Detail: graph.LockTerraform}, terraform, read("db.tf", 7))
		}
		return w.check(DeletionProtectionOff)
	}
	expect(t, lock(graph.Production, graph.No, graph.No), "medium: aws db instance shop has no deletion protection")
	expect(t, lock(graph.Production, graph.No, graph.Yes), "medium: ")
	expect(t, lock(graph.Staging, graph.No, graph.No), "low: ")
	expect(t, lock(graph.Production, graph.Yes, graph.No))
	expect(t, lock(graph.Production, graph.Unknown, graph.No))
}

func TestUngatedProduction(t *testing.T) {
	job := func(power graph.Power, gate graph.Tri) []string {
		w := newWorld()
		j, slot, app := w.node(graph.Holder, "job", "deploy"), w.node(graph.Slot, "github_secret", "FLY_API_TOKEN"), w.node(graph.Scope, "fly_app", "shop")
		w.in(j, graph.Production)
		w.Note(j, graph.Trait{Name: graph.Deploys}, graph.Yes, read("deploy.yml", 3))
		w.Link(graph.Edge{From: j, Verb: graph.Reads, To: slot}, read("deploy.yml", 9))
		w.Link(graph.Edge{From: slot, Verb: graph.Opens, To: app, Power: power}, read("deploy.yml", 9))
		if gate != graph.Unknown {
			w.Note(j, graph.Trait{Name: graph.Gated}, gate, graph.Evidence{Basis: graph.Fetched, At: graph.Location{File: "deploy.yml", Line: 3}})
		}
		return w.check(UngatedProduction)
	}
	expect(t, job(graph.Full, graph.Unknown), "low: deploy deploys to production")
	expect(t, job(graph.Full, graph.No), "medium: ")
	expect(t, job(graph.Full, graph.Yes))
	expect(t, job(graph.Read, graph.Unknown))
}

func TestBackupInSameReach(t *testing.T) {
	copies := func(power graph.Power, locked bool) []string {
		w := newWorld()
		key, account := w.node(graph.Slot, "github_secret", "AWS"), w.node(graph.Scope, "aws_account", "1")
		db, snap := w.node(graph.Store, "aws_db_instance", "shop"), w.node(graph.Backup, "aws_db_snapshot", "nightly")
		w.in(db, graph.Production)
		w.Link(graph.Edge{From: key, Verb: graph.Opens, To: account, Power: power}, read("ci.yml", 1))
		w.Link(graph.Edge{From: account, Verb: graph.Contains, To: db}, read("db.tf", 1))
		w.Link(graph.Edge{From: account, Verb: graph.Contains, To: snap}, read("db.tf", 1))
		w.Link(graph.Edge{From: snap, Verb: graph.CopyOf, To: db}, read("db.tf", 1))
		if locked {
			w.Note(snap, graph.Trait{Name: graph.TraitLock, Detail: graph.LockImmutable}, graph.Yes, read("db.tf", 9))
		}
		return w.check(BackupInSameReach)
	}
	expect(t, copies(graph.Full, false), "medium: aws db instance shop and its copies can be deleted by one credential")
	expect(t, copies(graph.Full, true))
	expect(t, copies(graph.Read|graph.Write, false))
}

func TestBackupTooOldAndNoBackup(t *testing.T) {
	store := func(tier graph.Tier, note graph.Trait) world {
		w := newWorld()
		db := w.node(graph.Store, "aws_db_instance", "shop")
		w.in(db, tier)
		w.Note(db, graph.Trait{Name: graph.PrimaryData}, graph.Yes, read("db.tf", 1))
		w.Note(db, note, graph.Yes, read("db.tf", 5, "set here"))
		return w
	}
	expect(t, store(graph.Production, graph.Trait{Name: graph.Retention, Hours: 24}).check(BackupTooOld), "medium: The backups of aws db instance shop: they are kept for 1 day")
	expect(t, store(graph.Staging, graph.Trait{Name: graph.Suspended}).check(BackupTooOld), "low: ")
	expect(t, store(graph.Production, graph.Trait{Name: graph.Retention, Hours: 14 * 24}).check(BackupTooOld))
	expect(t, store(graph.Production, graph.Trait{Name: graph.BackupsOff}).check(NoBackup), "medium: aws db instance shop has no backup")
	expect(t, store(graph.Production, graph.Trait{Name: graph.Retention, Hours: 14 * 24}).check(NoBackup))
}

// TestEveryRuleIsComplete: its words are there, and none of them promises harm.
func TestEveryRuleIsComplete(t *testing.T) {
	if len(All()) != 16 {
		t.Errorf("%d rules", len(All()))
	}
	for _, r := range All() {
		for what, text := range map[string]string{"title": r.Title, "why": r.Why, "fix": r.Fix, "cannot": r.Cannot} {
			if len(text) < 20 {
				t.Errorf("%s has no %s", r.ID, what)
			}
			for _, word := range []string{"wiped", "will be lost", "will delete"} {
				if strings.Contains(strings.ToLower(text), word) {
					t.Errorf("%s says %q in its %s", r.ID, word, what)
				}
			}
		}
		if strings.HasSuffix(r.Title, ".") || r.Check == nil || len(r.CWE) == 0 {
			t.Errorf("%s is not complete", r.ID)
		}
	}
}
