// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// The nine cases that the model has to carry, each on the graph itself.

func read(file string, line int) Evidence {
	return Evidence{Basis: ReadInFile, At: Location{File: file, Line: line, Column: 1}}
}

func document(says string) Evidence {
	return Evidence{Basis: Known, At: Location{URL: "https://vendor.example/docs"}, Says: says}
}

type world struct{ *Facts }

func newWorld() world { return world{NewFacts(secret.NewVaultWithKey([]byte("k")), "repo")} }

func (w world) file(path string) ID {
	return w.Node(Thing{Kind: Holder, Type: "file", Key: w.Local(path), Name: path}, read(path, 1))
}

func (w world) env(name string, t Tier) ID {
	return w.Node(Thing{Kind: Environment, Type: string(t), Key: name, Name: name})
}

func (w world) thing(k Kind, typ, name string) ID {
	return w.Node(Thing{Kind: k, Type: typ, Name: name})
}

func (w world) token(holder ID, name, value string) ID {
	id := w.Literal("token", name, secret.New(value), read("t", 1))
	w.Link(Edge{From: holder, Verb: Holds, To: id}, read("t", 1))
	return id
}

// paths of a start to a target, as power names joined, "lost" appended.
func ways(g *Graph, from, to ID) []string {
	var out []string
	for n, p := range g.Reach(g.Node(from)) {
		if n == g.Node(to) {
			way := strings.Join(p.Power.Names(), "+")
			if p.Lost() {
				way += " lost"
			}
			out = append(out, way)
		}
	}
	slices.Sort(out)
	return out
}

func expect(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func TestCaseTheIncidentHandleAgainstInstances(t *testing.T) {
	w := newWorld()
	account := w.token(w.file("domains.sh"), "RAILWAY_API_TOKEN", "account")
	staging := w.token(w.file(".env.staging"), "RAILWAY_TOKEN", "staging")
	project := w.thing(Scope, "railway_project", "rental")
	stagingScope := w.thing(Scope, "railway_project_environment", "rental/staging")
	handle := w.thing(Store, "railway_volume", "pgdata")
	inProduction, inStaging := w.thing(Store, "instance", "production"), w.thing(Store, "instance", "staging")
	backups := w.thing(Backup, "railway_volume_backup", "backups")
	w.Link(Edge{From: account, Verb: Opens, To: project, Power: Full}, document("account"))
	w.Link(Edge{From: staging, Verb: Opens, To: stagingScope, Power: Read | Write | Delete}, document("one environment"))
	w.Link(Edge{From: project, Verb: Contains, To: handle}, read("railway.ts", 3))
	w.Link(Edge{From: project, Verb: Contains, To: stagingScope}, document(""))
	w.Link(Edge{From: stagingScope, Verb: Contains, To: inStaging}, document(""))
	for _, i := range []ID{inProduction, inStaging} {
		w.Link(Edge{From: handle, Verb: Destroys, To: i, Needs: Delete}, document("no environment argument"))
	}
	w.Link(Edge{From: handle, Verb: Destroys, To: backups, Needs: Delete}, document("wiping deletes all backups"))
	w.Link(Edge{From: backups, Verb: CopyOf, To: inProduction}, document(""))
	g := Build(w.Facts)
	full := "read+write+delete+delete_backups+administer"
	expect(t, "account token, production", ways(g, account, inProduction), full+" lost")
	expect(t, "account token, backups", ways(g, account, backups), full+" lost")
	expect(t, "staging token, production", ways(g, staging, inProduction))
	expect(t, "staging token, staging", ways(g, staging, inStaging), "read+write+delete")
}

func TestCaseARepositorySecretInTwoJobs(t *testing.T) {
	w := newWorld()
	shared := w.Node(Thing{Kind: Slot, Type: "github_secret", Key: w.Local("github_secret", "TOKEN"), Name: "TOKEN"})
	perStaging := w.Node(Thing{Kind: Slot, Type: "github_secret", Key: w.Local("github_secret", "staging", "TOKEN"), Name: "TOKEN"})
	perProduction := w.Node(Thing{Kind: Slot, Type: "github_secret", Key: w.Local("github_secret", "production", "TOKEN"), Name: "TOKEN"})
	for _, job := range []string{"staging", "production"} {
		plain, declared := w.thing(Holder, "job", "plain-"+job), w.thing(Holder, "job", "declared-"+job)
		w.Link(Edge{From: plain, Verb: Reads, To: shared}, read("ci.yml", 4))
		w.Link(Edge{From: declared, Verb: Reads, To: map[string]ID{"staging": perStaging, "production": perProduction}[job]}, read("ci.yml", 9))
	}
	g := Build(w.Facts)
	readers := func(id ID) (names []string) {
		for l := range g.Node(id).In(Reads) {
			names = append(names, l.From.Name)
		}
		slices.Sort(names)
		return names
	}
	expect(t, "the repository's slot", readers(shared), "plain-production", "plain-staging")
	expect(t, "staging's slot", readers(perStaging), "declared-staging")
	expect(t, "production's slot", readers(perProduction), "declared-production")
}

func TestCaseOneBlockUnderTwoVarFiles(t *testing.T) {
	w := newWorld()
	stores := func(nameOf func(env string) string) *Node {
		w := newWorld()
		var last ID
		for _, env := range []string{"staging", "production"} {
			mention := w.thing(Holder, "root", "main.tf with "+env+".tfvars")
			last = w.Node(Thing{Kind: Store, Type: "aws_s3_bucket", Key: "aws_s3_bucket/" + nameOf(env), Name: nameOf(env)}, read("main.tf", 1))
			w.Link(Edge{From: last, Verb: Within, To: mention}, read("main.tf", 1), read(env+".tfvars", 2))
			w.Link(Edge{From: last, Verb: InEnv, To: w.env(env, Tier(env))}, read(env+".tfvars", 2))
		}
		return Build(w.Facts).Node(last)
	}
	if _, _, crosses := stores(func(string) string { return "uploads" }).Crosses(); !crosses {
		t.Error("one physical name under two var-files is one store in two environments")
	}
	if _, _, crosses := stores(func(env string) string { return "uploads-" + env }).Crosses(); crosses {
		t.Error("two physical names are two stores")
	}
	_ = w
}

func TestCaseAPlanSelectsStoresByTagIntoALockedVault(t *testing.T) {
	for _, locked := range []bool{true, false} {
		w := newWorld()
		key := w.token(w.file("x"), "AWS", "key")
		account, vault := w.thing(Scope, "aws_account", "1"), w.thing(Scope, "aws_backup_vault", "v")
		tagged, other := w.thing(Store, "aws_db_instance", "tagged"), w.thing(Store, "aws_db_instance", "other")
		copies := w.thing(Backup, "aws_backup_recovery_point", "points")
		w.Label(tagged, "backup", "daily", read("db.tf", 5))
		w.Select(copies, Selector{Kind: Store, Key: "backup", Value: "daily"}, CopyOf, read("plan.tf", 3))
		w.Link(Edge{From: key, Verb: Opens, To: account, Power: Full}, read("x", 1))
		for _, in := range []ID{vault, tagged, other} {
			w.Link(Edge{From: account, Verb: Contains, To: in}, read("x", 1))
		}
		w.Link(Edge{From: vault, Verb: Destroys, To: copies, Needs: DeleteBackups}, document(""))
		if locked {
			w.Note(vault, Trait{Name: TraitLock, Detail: LockImmutable}, Yes, read("vault.tf", 2))
		}
		g := Build(w.Facts)
		var saved []string
		for l := range g.Node(copies).Out(CopyOf) {
			saved = append(saved, l.To.Name)
		}
		expect(t, "selected", saved, "tagged")
		if got := len(ways(g, key, copies)) > 0; got == locked {
			t.Errorf("vault locked: %v, copies destroyed: %v", locked, got)
		}
	}
}

func TestCaseADumpJobIntoTheClaimItSaves(t *testing.T) {
	w := newWorld()
	claim, bucket := w.thing(Store, "kubernetes_claim", "data"), w.thing(Store, "aws_s3_bucket", "dumps")
	inside, outside := w.thing(Backup, "dump", "inside"), w.thing(Backup, "dump", "outside")
	operator := w.token(w.file("k"), "KUBE", "operator")
	w.Link(Edge{From: operator, Verb: Opens, To: claim, Power: Delete}, read("k", 1))
	for dump, home := range map[ID]ID{inside: claim, outside: bucket} {
		w.Link(Edge{From: home, Verb: Contains, To: dump}, read("cron.yml", 9))
		w.Link(Edge{From: home, Verb: Destroys, To: dump, Needs: Delete}, read("cron.yml", 9))
		w.Link(Edge{From: dump, Verb: CopyOf, To: claim}, read("cron.yml", 9))
	}
	g := Build(w.Facts)
	expect(t, "the dump inside", ways(g, operator, inside), "delete", "delete lost")
	expect(t, "the dump outside", ways(g, operator, outside))
}

func TestCaseAnAWSKeyInAStagingFileWhoseAccountIsProductions(t *testing.T) {
	w := newWorld()
	file := w.file(".env.staging")
	key := w.token(file, "AWS_ACCESS_KEY_ID", "key")
	account := w.thing(Scope, "aws_account", "210987654321")
	w.Link(Edge{From: file, Verb: InEnv, To: w.env("staging", Staging)}, read(".env.staging", 1))
	w.Link(Edge{From: key, Verb: Opens, To: account}, read(".env.staging", 2))
	w.Link(Edge{From: account, Verb: InEnv, To: w.env("production", Production)}, read("accounts.hcl", 3))
	g := Build(w.Facts)
	if m, ok := g.Node(account).InTier(Production); !ok || m.Basis() != ReadInFile {
		t.Error("the account is not known as production's")
	}
	expect(t, "an unknown power stays unknown", ways(g, key, account), "")
}

func TestCaseAPostgresURLInAnAgentsToolConfiguration(t *testing.T) {
	w := newWorld()
	agent, tool := w.thing(Holder, "agent", "Cursor"), w.thing(Holder, "mcp_server", "postgres")
	db, server := w.thing(Store, "postgres_database", "app"), w.thing(Store, "postgres_server", "host")
	backups := w.thing(Backup, "automated", "backups")
	w.Link(Edge{From: agent, Verb: Reads, To: tool}, read(".mcp.json", 3))
	url := w.token(tool, "DATABASE_URL", "url")
	w.Link(Edge{From: url, Verb: Opens, To: db, Power: Read | Write}, read(".mcp.json", 5))
	w.Link(Edge{From: server, Verb: Contains, To: db}, read(".mcp.json", 5))
	w.Link(Edge{From: db, Verb: Destroys, To: backups, Needs: Delete}, document("die with the server"))
	g := Build(w.Facts)
	expect(t, "rows of the database", ways(g, agent, db), "read+write")
	expect(t, "the server", ways(g, agent, server))
	expect(t, "automated backups are not erased by SQL", ways(g, agent, backups))
}

func TestCaseAReadOnlyKeyOnADumpBucketDoesNotReachTheDatabase(t *testing.T) {
	w := newWorld()
	key := w.token(w.file("x"), "KEY", "key")
	bucket, db := w.thing(Store, "aws_s3_bucket", "dumps"), w.thing(Store, "postgres_database", "app")
	dump := w.thing(Backup, "dump", "nightly")
	w.Link(Edge{From: key, Verb: Opens, To: bucket, Power: Read}, read("x", 1))
	w.Link(Edge{From: bucket, Verb: Contains, To: dump}, read("x", 2))
	w.Link(Edge{From: bucket, Verb: Destroys, To: dump, Needs: Delete}, read("x", 2))
	w.Link(Edge{From: dump, Verb: CopyOf, To: db}, read("x", 3))
	g := Build(w.Facts)
	expect(t, "the dump", ways(g, key, dump), "read")
	expect(t, "the database", ways(g, key, db))
}

// TestCaseFactsMergeInAnyOrderAndPartition: facts of two repositories, dealt to
// any number of workers in any order, are one graph.
func TestCaseFactsMergeInAnyOrderAndPartition(t *testing.T) {
	vault := secret.NewVault()
	say := func(i int, f *Facts) {
		random := rand.New(rand.NewPCG(uint64(i), 1))
		name := func(prefix string) string { return prefix + string(rune('a'+random.IntN(4))) }
		file := f.Node(Thing{Kind: Holder, Type: "file", Key: f.Local(name("f")), Name: name("f")}, read(name("f"), i%5))
		cred := f.Literal(name("type_"), name("VAR_"), secret.New(name("canary-value-")), read(name("f"), i%7))
		store := f.Node(Thing{Kind: Store, Type: "aws_s3_bucket", Key: "aws_s3_bucket/" + name("b"), Name: name("b")}, read(name("f"), i%3))
		f.Link(Edge{From: file, Verb: Holds, To: cred}, read(name("f"), i%9))
		f.Link(Edge{From: cred, Verb: Opens, To: store, Power: Power(random.IntN(32))}, read(name("f"), i%4), document(name("d")))
		f.Note(store, Trait{Name: Role, Detail: name("r")}, Tri(random.IntN(3)), read(name("f"), i%2))
		f.Label(store, "tag", name("v"), read(name("f"), i%6))
		f.Select(file, Selector{Kind: Store, Key: "tag", Value: "va"}, Mounts, read(name("f"), i))
		if i%5 == 0 {
			f.Same(store, f.Node(Thing{Kind: Store, Type: "alias", Name: name("s")}), read(name("f"), i))
		}
		f.Gap(Location{File: name("g"), Line: i % 3}, Invalid, "is not valid YAML")
	}
	deal := func(parts int, seed uint64) string {
		random := rand.New(rand.NewPCG(seed, seed))
		pile := make([][2]*Facts, parts)
		for i := range pile {
			pile[i] = [2]*Facts{NewFacts(vault, "one"), NewFacts(vault, "two")}
		}
		for _, i := range random.Perm(60) {
			say(i, pile[random.IntN(parts)][i%2])
			say(i, pile[random.IntN(parts)][i%2]) // twice: facts are a set
		}
		all := NewFacts(vault, "")
		for _, i := range random.Perm(parts * 2) {
			if err := all.Merge(pile[i/2][i%2]); err != nil {
				t.Fatal(err)
			}
		}
		return strings.Join(Build(all).Dump(), "\n")
	}
	want := deal(1, 1)
	for seed := range uint64(40) {
		if got := deal(1+int(seed)%7, seed+2); got != want {
			t.Fatalf("another order, another graph:\n%s\n--- not ---\n%s", got, want)
		}
	}
	if err := NewFacts(vault, "").Merge(NewFacts(secret.NewVault(), "")); err == nil {
		t.Error("facts under different keys merged")
	}
}

func TestLocksStopThoseWhoCannotLiftThem(t *testing.T) {
	for _, c := range []struct {
		lock  string
		power Power
		stops bool
	}{
		{LockImmutable, Full, true}, {LockOther, Full, true}, {LockTerraform, Delete, false},
		{LockAPI, Delete, true}, {LockAPI, Delete | Administer, false},
	} {
		w := newWorld()
		key := w.token(w.file("x"), "KEY", "key")
		handle, data := w.thing(Store, "volume", "handle"), w.thing(Store, "instance", "data")
		w.Link(Edge{From: key, Verb: Opens, To: handle, Power: c.power}, read("x", 1))
		w.Link(Edge{From: handle, Verb: Destroys, To: data, Needs: Delete}, document(""))
		w.Note(handle, Trait{Name: TraitLock, Detail: c.lock}, Yes, read("x", 2))
		if got := len(ways(Build(w.Facts), key, data)) == 0; got != c.stops {
			t.Errorf("%s with %v: stopped %v", c.lock, c.power.Names(), got)
		}
	}
}

func TestAPathIsAsSureAsItsLeastSureStep(t *testing.T) {
	for _, c := range []struct {
		chain Chain
		want  Basis
	}{
		{Chain{read("a", 1), document("x")}, ReadInFile},
		{Chain{document("x")}, Known},
		{Chain{{Basis: Named}, document("x"), read("a", 1)}, Named},
		{Chain{{Basis: Fetched}, {Basis: Guessed}}, Guessed},
		{nil, Guessed},
	} {
		if got := c.chain.Basis(); got != c.want {
			t.Errorf("%v is %s, want %s", c.chain, got, c.want)
		}
	}
}

// TestAKeyWhoseUserIsKnown: what a key may open by its account alone counts for
// nothing once its user's policies are known; what these open does.
func TestAKeyWhoseUserIsKnown(t *testing.T) {
	w := newWorld()
	account, orders, carts := w.thing(Scope, "aws_account", "210987654321"), w.thing(Store, "aws_db_instance", "orders"), w.thing(Store, "aws_dynamodb_table", "carts")
	w.Link(Edge{From: account, Verb: Contains, To: orders}, read("t", 1))
	w.Link(Edge{From: account, Verb: Contains, To: carts}, read("t", 1))
	key := func(name string, known Tri) ID {
		id := w.token(w.file(".env."+name), "AWS_ACCESS_KEY_ID", name)
		user := w.thing(Identity, "aws_iam_user", name)
		w.Link(Edge{From: id, Verb: Opens, To: account}, read(".env."+name, 1))
		w.Link(Edge{From: id, Verb: SpeaksAs, To: user}, read(".env."+name, 1))
		w.Link(Edge{From: user, Verb: Opens, To: orders, Power: Delete}, read("t", 1))
		w.Note(id, Trait{Name: PoliciesKnown}, known, read("t", 1))
		return id
	}
	known, unknown := key("known", Yes), key("unknown", Unknown)
	g := Build(w.Facts)
	expect(t, "known, what its user opens", ways(g, known, orders), "delete")
	expect(t, "known, what only the account says", ways(g, known, carts))
	expect(t, "not all known", ways(g, unknown, carts), "")
}
