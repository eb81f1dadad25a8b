// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A say is one thing that a scanner says; stories are lists of them, so that
// they can be told in any order.
type say func(*graph.Facts)

func holder(f *graph.Facts, typ, key, name, file string, line int) graph.ID {
	return f.Node(graph.Thing{Kind: graph.Holder, Type: typ, Key: key, Name: name}, read(file, line, ""))
}

func read(file string, line int, says string) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: file, Line: line}, Says: says}
}

func fileID(f *graph.Facts, path string) graph.ID { return holder(f, "file", path, path, path, 1) }

func file(path string) say { return func(f *graph.Facts) { fileID(f, path) } }

func jobID(f *graph.Facts, path, name string, line int) graph.ID {
	id := holder(f, "job", path+"#job:"+name, name, path, line)
	f.Link(graph.Edge{From: id, Verb: graph.Within, To: fileID(f, path)}, read(path, line, ""))
	return id
}

func job(path, name string, line int, envs ...string) say {
	return func(f *graph.Facts) {
		id := jobID(f, path, name, line)
		for _, e := range envs {
			why := read(path, line+1, "job "+name+", environment "+e)
			f.Link(graph.Edge{From: id, Verb: graph.InEnv, To: Node(f, e, why)}, why)
		}
	}
}

func guess(path, name string, line int, env string) say {
	return func(f *graph.Facts) {
		why := graph.Evidence{Basis: graph.Guessed, At: graph.Location{File: path, Line: line}, Says: "a word in the job's name"}
		f.Link(graph.Edge{From: jobID(f, path, name, line), Verb: graph.InEnv, To: Node(f, env, why)}, why)
	}
}

func holds(path, name string, line int) say {
	return func(f *graph.Facts) {
		why := read(path, line, "")
		id := f.Literal("token", name, secret.New("canary-"+name+"-0123456789"), why)
		f.Link(graph.Edge{From: fileID(f, path), Verb: graph.Holds, To: id}, why)
	}
}

func store(name string) graph.Thing {
	return graph.Thing{Kind: graph.Store, Type: "aws_s3_bucket", Name: name}
}

func tell(says ...say) *graph.Facts {
	f := graph.NewFacts(secret.NewVaultWithKey([]byte("a key for tests only")), "")
	for _, s := range says {
		s(f)
	}
	return f
}

func build(owner Owner, says ...say) *graph.Graph {
	return graph.Build(tell(says...), Decide(owner), Unite())
}

// envs is what is known of a node by name: "production read, staging named".
func envs(g *graph.Graph, name string) string {
	for n := range g.All() {
		if n.Name == name && n.Kind != graph.Environment {
			var out []string
			for _, m := range n.Environments() {
				out = append(out, m.Env.Name+" "+m.Basis().String())
			}
			return strings.Join(out, ", ")
		}
	}
	return "no such node"
}

func check(t *testing.T, g *graph.Graph, name, want string) {
	t.Helper()
	if got := envs(g, name); got != want {
		t.Errorf("%s: %q, want %q\n%s", name, got, want, strings.Join(g.Dump(), "\n"))
	}
}

func TestTheStrongestSourceWins(t *testing.T) {
	const wf = ".github/workflows/deploy-staging.yml"
	g := build(nil,
		file(".env.staging"), file("main.yml"),
		job(wf, "build", 3), job(wf, "ship", 9, "production"), job(wf, "both", 20, "staging", "production"), job(wf, "pages", 30, "github-pages"),
		guess(wf, "hinted", 40, "uat"), guess("envs/prod/ci.yml", "weaker", 3, "staging"))
	check(t, g, ".env.staging", "staging named")
	check(t, g, "main.yml", "")
	check(t, g, wf, "staging guessed")
	check(t, g, "build", "staging guessed")              // as its file
	check(t, g, "ship", "production read")               // a declaration beats the name of the file
	check(t, g, "both", "production read, staging read") // a matrix: all of it
	check(t, g, "pages", "staging guessed")              // github-pages is no environment of ours
	check(t, g, "hinted", "uat guessed")                 // of two guesses the one about the job itself
	check(t, g, "weaker", "prod named")                  // a folder that tools obey beats a word in a job's name
}

func TestAJobOfASectionOfAFile(t *testing.T) {
	g := build(nil, job("ci.yml", "deploy", 3, "production"), func(f *graph.Facts) {
		step := holder(f, "step", "ci.yml#step:1", "migrate", "ci.yml", 7)
		f.Link(graph.Edge{From: step, Verb: graph.Within, To: jobID(f, "ci.yml", "deploy", 3)}, read("ci.yml", 7, ""))
	})
	check(t, g, "migrate", "production read")
	check(t, g, "ci.yml", "")
}

func TestTheOwnerOverrules(t *testing.T) {
	owner := func(path string) (string, graph.Location, bool) {
		at := graph.Location{File: ".stagedoor.hcl", Line: 2}
		switch path {
		case "envs/prod/db.yml", "ci.yml":
			return "staging", at, true
		case "ci.yml#job:smoke":
			return "qa", at, true
		}
		return "", graph.Location{}, false
	}
	g := build(owner, file("envs/prod/db.yml"), file("envs/prod/web.yml"), holds("envs/prod/db.yml", "DB_TOKEN", 4),
		job("ci.yml", "ship", 3, "production"), job("ci.yml", "smoke", 9, "production"))
	check(t, g, "envs/prod/db.yml", "staging read")
	check(t, g, "envs/prod/web.yml", "prod named")
	check(t, g, "ship", "staging read")
	check(t, g, "smoke", "qa read")
	check(t, g, "DB_TOKEN", "staging read") // the overruled claim goes no further
	for _, d := range Files(g) {
		if d.File == "envs/prod/db.yml" && d.Why != graph.OwnerSays+": staging" {
			t.Errorf("the reason is %q", d.Why)
		}
	}
}

func TestFoldersAreJudgedInTheirCompany(t *testing.T) {
	for _, c := range []struct {
		story string
		files []string
		ask   string
		want  string
	}{
		{"a container of environments", []string{"environments/test/a.tf", "environments/prod/a.tf"}, "environments/test/a.tf", "test named"},
		{"a container of applications, one of them called test", []string{"environments/test/a.tf", "environments/shop/a.tf", "environments/billing/a.tf"}, "environments/test/a.tf", ""},
		{"an application beside its neighbours", []string{"environments/shop/a.tf", "environments/billing/a.tf"}, "environments/shop/a.tf", ""},
		{"dev beside production", []string{"deployables/dev/a.yml", "deployables/production/a.yml"}, "deployables/dev/a.yml", "dev named"},
		{"dev beside sources", []string{"src/dev/a.yml", "src/app/a.yml", "src/lib/a.yml"}, "src/dev/a.yml", ""},
		{"test beside dev and prod", []string{"tf/dev/a.tf", "tf/test/a.tf", "tf/prod/a.tf"}, "tf/test/a.tf", "test named"},
		{"test beside production sources", []string{"app/test/a.yml", "app/production/a.yml", "app/lib/b.yml"}, "app/test/a.yml", ""},
		{"flavours of a program", []string{"app/src/staging/g.json", "app/src/dev/g.json", "app/src/main/g.json"}, "app/src/staging/g.json", "staging named"},
		{"e2e at the root, beside files of environments", []string{"e2e/a.yml", "fly.staging.toml", "fly.production.toml", ".env.dev"}, "e2e/a.yml", ""},
		{"shared at the root, beside files of environments", []string{"shared/a.json", "fly.staging.toml", "fly.production.toml"}, "shared/a.json", ""},
		{"a region between", []string{"non-prod/us-east-1/qa/a.hcl", "non-prod/us-east-1/stage/a.hcl", "prod/us-east-1/prod/a.hcl"}, "non-prod/us-east-1/stage/a.hcl", "stage named"},
		{"production's folder with a child for each environment", []string{"production/shared.yml", "production/staging/a.yml", "production/prod/a.yml"}, "production/shared.yml", ""},
		{"its children speak for themselves", []string{"production/shared.yml", "production/staging/a.yml", "production/prod/a.yml"}, "production/staging/a.yml", "staging named"},
		{"what is below production may hold several", []string{"nonprod/common.tf", "nonprod/dev/a.tf", "nonprod/qa/a.tf"}, "nonprod/common.tf", "nonprod named"},
		{"a scale with overlays for each", []string{"production-scale/base/a.yml", "production-scale/overlays/staging/a.yml", "production-scale/overlays/prod/a.yml"}, "production-scale/base/a.yml", ""},
		{"a cluster's name", []string{"live.cluster.example/team-dev/a.yml", "live.cluster.example/team-prod/a.yml"}, "live.cluster.example/team-prod/a.yml", "prod guessed"},
		{"its own files", []string{"shop-live/a.yml", "shop-live/team-dev/a.yml", "shop-live/team-prod/a.yml"}, "shop-live/a.yml", ""},
		{"values of both in production's folder", []string{"prod/Chart.yaml", "prod/values-dev.yaml", "prod/values-prod.yaml"}, "prod/Chart.yaml", ""},
		{"words inside longer names of children", []string{"staging/a.yml", "staging/lightwell-dev/b.yml", "staging/stone-prod/b.yml"}, "staging/lightwell-dev/b.yml", "staging named"},
	} {
		var says []say
		for _, f := range c.files {
			says = append(says, file(f))
		}
		if got := envs(build(nil, says...), c.ask); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.story, c.ask, got, c.want)
		}
	}
}

func TestTheScannedFolderSaysNothing(t *testing.T) {
	f := tell(file("testdata/production/demo/.env.staging"), file("testdata/production/demo/db.yml"))
	g := graph.Build(f, Decide(nil, "testdata/production"), Unite())
	check(t, g, "testdata/production/demo/.env.staging", "staging named")
	check(t, g, "testdata/production/demo/db.yml", "")
}

func TestAThingIsInAllEnvironmentsOfItsMentions(t *testing.T) {
	g := build(nil,
		holds(".env.staging", "TOKEN", 2), holds(".env.production", "TOKEN", 5), holds("docs/production.env", "QUIET", 1),
		holds("deploy.env", "UNKNOWN", 1), job("ci.yml", "ship", 3, "production"), job("ci.yml", "stage", 9, "staging"),
		func(f *graph.Facts) {
			slot := f.Node(graph.Thing{Kind: graph.Slot, Type: "github_secret", Name: "DEPLOY_KEY"}, read("ci.yml", 5, ""))
			f.Link(graph.Edge{From: jobID(f, "ci.yml", "ship", 3), Verb: graph.Reads, To: slot}, read("ci.yml", 5, ""))
			f.Link(graph.Edge{From: jobID(f, "ci.yml", "stage", 9), Verb: graph.Reads, To: slot}, read("ci.yml", 11, ""))
			c := f.Literal("token", "BEHIND", secret.New("canary-behind-the-slot"), read("seed.sh", 1, ""))
			f.Link(graph.Edge{From: slot, Verb: graph.Holds, To: c}, read("seed.sh", 1, ""))
			b := f.Node(store("assets"), read(".env.staging", 4, ""))
			f.Link(graph.Edge{From: b, Verb: graph.Within, To: fileID(f, ".env.staging")}, read(".env.staging", 4, ""))
			f.Link(graph.Edge{From: fileID(f, "fly.production.toml"), Verb: graph.Mounts, To: b, Power: graph.Read}, read("fly.production.toml", 9, ""))
			opened := f.Node(store("opened"), read("main.tf", 1, ""))
			f.Link(graph.Edge{From: c, Verb: graph.Opens, To: opened}, read("main.tf", 1, ""))
		})
	check(t, g, "TOKEN", "production named, staging named")
	check(t, g, "QUIET", "")
	check(t, g, "UNKNOWN", "")
	check(t, g, "DEPLOY_KEY", "production read, staging read")
	check(t, g, "BEHIND", "production read, staging read")
	check(t, g, "assets", "production named, staging named")
	check(t, g, "opened", "") // what a credential opens is not where it is held
}

func TestTheChainNamesThePlaceAndTheReason(t *testing.T) {
	g := build(nil, holds(".env.staging", "TOKEN", 2))
	for c := range g.Nodes(graph.Credential) {
		why := c.Environments()[0].Link.Why
		if len(why) != 2 || why[0].At.Line != 2 || why[1].Says != "the file's name .env.staging" || why[1].At.Line != 1 {
			t.Errorf("%+v", why)
		}
	}
}

func TestExamplesAreUsedNowhere(t *testing.T) {
	g := build(nil, job("guide.yml", "ship", 3, "production"), func(f *graph.Facts) {
		id := jobID(f, "guide.yml", "ship", 3)
		f.Note(fileID(f, "guide.yml"), graph.Trait{Name: graph.Role, Detail: "docs"}, graph.Yes, read("guide.yml", 1, ""))
		s := f.Node(graph.Thing{Kind: graph.Slot, Type: "github_secret", Name: "KEY"}, read("guide.yml", 4, ""))
		f.Link(graph.Edge{From: id, Verb: graph.Reads, To: s}, read("guide.yml", 4, ""))
	})
	check(t, g, "KEY", "")
}

func TestADeclaredScopeHandsItsEnvironmentDown(t *testing.T) {
	in := func(f *graph.Facts, id graph.ID, env string, why graph.Evidence) {
		f.Link(graph.Edge{From: id, Verb: graph.InEnv, To: Node(f, env, why)}, why)
	}
	g := build(nil, file(".env.staging"), func(f *graph.Facts) {
		account := f.Node(graph.Thing{Kind: graph.Scope, Type: "aws_account", Name: "111122223333"}, read("accounts.tf", 1, ""))
		in(f, account, "production", read("accounts.tf", 2, "declared as production's"))
		cluster := f.Node(graph.Thing{Kind: graph.Scope, Type: "rds_cluster", Name: "main"}, read("db.tf", 1, ""))
		data, own := f.Node(store("data"), read("db.tf", 3, "")), f.Node(store("own"), read("db.tf", 9, ""))
		copied := f.Node(graph.Thing{Kind: graph.Backup, Type: "snapshot", Name: "nightly"}, read("db.tf", 20, ""))
		for _, e := range []graph.Edge{{From: account, To: cluster}, {From: cluster, To: data}, {From: cluster, To: own}, {From: cluster, To: account}, {From: account, To: copied}} {
			e.Verb = graph.Contains
			f.Link(e, read("db.tf", 2, ""))
		}
		in(f, own, "sandbox", read("db.tf", 10, "its tag"))
		app := f.Node(graph.Thing{Kind: graph.Scope, Type: "fly_app", Name: "shop"}, read(".env.staging", 3, ""))
		f.Link(graph.Edge{From: app, Verb: graph.Within, To: fileID(f, ".env.staging")}, read(".env.staging", 3, ""))
		volume := f.Node(store("volume"), read("fly.toml", 3, ""))
		f.Link(graph.Edge{From: app, Verb: graph.Contains, To: volume}, read("fly.toml", 3, ""))
	})
	check(t, g, "data", "production read")
	check(t, g, "nightly", "production read")
	check(t, g, "own", "sandbox read") // what is said of the thing itself stays
	check(t, g, "shop", "staging named")
	check(t, g, "volume", "") // a scope that is only mentioned hands nothing down
}

func TestWhatIsSaidOfTheThingItselfBeatsItsFile(t *testing.T) {
	tagged := func(f *graph.Facts) {
		b := f.Node(store("logs"), read("envs/staging/main.tf", 3, ""))
		f.Link(graph.Edge{From: b, Verb: graph.Within, To: fileID(f, "envs/staging/main.tf")}, read("envs/staging/main.tf", 3, ""))
		why := read("envs/staging/main.tf", 6, "the tag Environment")
		f.Link(graph.Edge{From: b, Verb: graph.InEnv, To: Node(f, "production", why)}, why)
	}
	check(t, build(nil, tagged), "logs", "production read")
	used := func(f *graph.Facts) {
		b := f.Node(store("logs"), read(".env.dev", 1, ""))
		f.Link(graph.Edge{From: b, Verb: graph.Within, To: fileID(f, ".env.dev")}, read(".env.dev", 1, ""))
	}
	check(t, build(nil, tagged, used), "logs", "production read, dev named") // and a use elsewhere counts
}

func TestFilesSayWhatTheyAndTheirPartsBelongTo(t *testing.T) {
	g := build(nil, job("ci.yml", "ship", 3, "production"), job("ci.yml", "try", 9, "staging", "qa"), job("ci.yml", "lint", 15), file(".env.staging"), job(".env.staging", "part", 4),
		func(f *graph.Facts) {
			for _, e := range []string{"dev", "prod"} {
				why := read("both.yml", 2, "its key "+e)
				f.Link(graph.Edge{From: fileID(f, "both.yml"), Verb: graph.InEnv, To: Node(f, e, why)}, why)
			}
		})
	var got []string
	for _, d := range Files(g) {
		got = append(got, d.File+" "+d.Environment+"/"+string(d.Tier)+" "+d.Basis.String()+" "+d.Why)
		for _, p := range d.Parts {
			got = append(got, d.File+":"+strconv.Itoa(p.Line)+" "+p.Part+" "+p.Environment+"/"+string(p.Tier)+" "+p.Basis.String()+" "+p.Why)
		}
	}
	want := []string{
		".env.staging staging/staging named the file's name .env.staging",
		"both.yml / guessed several: prod, dev",
		"ci.yml / guessed nothing here names an environment",
		"ci.yml:3 job ship production/production read job ship, environment production",
		"ci.yml:9 job try qa/test read job try, environment qa",
		"ci.yml:9 job try staging/staging read job try, environment staging",
	}
	if !slices.Equal(got, want) {
		t.Errorf("\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestOrderDoesNotMatter tells one story in many orders and partitions.
func TestOrderDoesNotMatter(t *testing.T) {
	var story []say
	for _, p := range []string{".env.staging", ".env.production", "envs/dev/a.yml", "envs/prod/a.yml", "envs/test/a.yml", "docs/x.yml", "live.x/team-dev/a.yml", "live.x/team-prod/a.yml"} {
		story = append(story, file(p), holds(p, "TOKEN", 2), holds(p, "OTHER"+strconv.Itoa(len(p)), 3))
	}
	story = append(story, job("ci.yml", "ship", 3, "production", "staging"), guess("ci.yml", "try", 9, "qa"), job("envs/prod/a.yml", "part", 5), func(f *graph.Facts) {
		a, b := holder(f, "job", "loop-a", "loop-a", "ci.yml", 30), holder(f, "job", "loop-b", "loop-b", "ci.yml", 40)
		f.Link(graph.Edge{From: a, Verb: graph.Within, To: b}, read("ci.yml", 30, ""))
		f.Link(graph.Edge{From: b, Verb: graph.Within, To: a}, read("ci.yml", 40, ""))
	})
	want := build(nil, story...).Dump()
	if len(want) < 30 {
		t.Fatal("the story is too short to show anything")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		r.Shuffle(len(story), func(i, j int) { story[i], story[j] = story[j], story[i] })
		cut := r.IntN(len(story))
		f, rest := tell(story[:cut]...), tell(story[cut:]...)
		if err := rest.Merge(f); err != nil {
			t.Fatal(err)
		}
		derive := []graph.Derivation{Unite(), Decide(nil)}
		if r.IntN(2) == 0 {
			slices.Reverse(derive)
		}
		if got := graph.Build(rest, derive...).Dump(); !slices.Equal(got, want) {
			t.Fatalf("another order, another graph:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
