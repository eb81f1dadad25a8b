// SPDX-License-Identifier: Apache-2.0

package catalog_test

import (
	"fmt"
	"iter"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// counted is how many facts the catalog holds, verified and not. It changes only
// on purpose: an unverified fact never carries a firm finding.
const counted = "token 82+12, operation 124+16, backup 37+25, undo 11+0, lock 41+15, store 79+7, resource 255+82, setting 439+16, governed 30+3, grant 61+3, program 49+3"

// A fact is anything with sources.
type fact struct {
	kind, name string
	verified   bool
	sources    []string
}

func facts() iter.Seq[fact] {
	return func(yield func(fact) bool) {
		for _, p := range catalog.Providers() {
			for _, f := range factsOf(p) {
				f.name = p.ID + " " + f.name
				if !yield(f) {
					return
				}
			}
		}
	}
}

func factsOf(p catalog.Provider) []fact {
	var all []fact
	add := func(kind, name string, verified bool, sources []string) {
		all = append(all, fact{kind, name, verified, sources})
	}
	for _, t := range p.Tokens {
		add("token", t.Type, t.Verified, t.Sources)
	}
	for _, o := range p.Operations {
		add("operation", o.Name, o.Verified, o.Sources)
	}
	for _, l := range p.Locks {
		add("lock", l.Name, l.Verified, l.Sources)
	}
	fates := func(on string, backups []catalog.Fate, undo *catalog.Undo) {
		for _, b := range backups {
			add("backup", on+" "+b.Type, b.Verified, b.Sources)
		}
		if undo != nil {
			add("undo", on, undo.Verified, undo.Sources)
		}
	}
	for _, r := range p.Resources {
		add("resource", r.Format+" "+r.Type, r.Verified, r.Sources)
		for _, s := range r.Settings {
			var from []string
			if s.Source != "" {
				from = []string{s.Source}
			}
			add("setting", r.Type+" "+s.Attr, s.Verified, from)
		}
	}
	for _, s := range p.Stores {
		add("store", s.Type, s.Verified, s.Sources)
		fates(s.Type, s.Backups, s.Undo)
	}
	for _, s := range p.Scopes {
		fates(s.Type, s.Backups, s.Undo)
	}
	for _, k := range p.Governed {
		add("governed", k.Type, k.Verified, []string{k.Source})
	}
	for _, c := range p.CLIs {
		add("program", c.Program, c.Verified, c.Sources)
	}
	for _, g := range p.Grants {
		add("grant", g.Name, g.Verified, []string{g.Source})
	}
	return all
}

func TestFactsAreCounted(t *testing.T) {
	var yes, no = map[string]int{}, map[string]int{}
	for f := range facts() {
		if f.verified {
			yes[f.kind]++
		} else {
			no[f.kind]++
		}
	}
	var got []string
	for _, kind := range []string{"token", "operation", "backup", "undo", "lock", "store", "resource", "setting", "governed", "grant", "program"} {
		got = append(got, fmt.Sprintf("%s %d+%d", kind, yes[kind], no[kind]))
	}
	if line := strings.Join(got, ", "); line != counted {
		t.Errorf("verified+unverified facts are\n  %s\nand not\n  %s\nIf that is meant, change the line.", line, counted)
	}
}

func TestWhatIsVerifiedHasASource(t *testing.T) {
	for f := range facts() {
		for _, s := range f.sources {
			if !strings.HasPrefix(s, "https://") || strings.ContainsAny(s, " ;,") {
				t.Errorf("%s %s: %q is no source", f.kind, f.name, s)
			}
		}
		if f.verified && len(f.sources) == 0 {
			t.Errorf("%s %s: verified by nobody", f.kind, f.name)
		}
	}
}

func TestEveryVendorIsThere(t *testing.T) {
	want := strings.Fields(`railway fly render vercel netlify heroku supabase neon planetscale turso upstash mongodb_atlas digitalocean hetzner linode
		vultr scaleway cloudflare aws gcp azure aiven confluent github hcp_terraform pulumi stripe tools oci kubernetes docker cloudfoundry`)
	var got []string
	for _, p := range catalog.Providers() {
		got = append(got, p.ID)
		if !regexp.MustCompile(`^20\d\d-\d\d-\d\d$`).MatchString(p.Checked) {
			t.Errorf("%s: nobody says when it was checked", p.ID)
		}
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestTokensHangTogether(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range catalog.Providers() {
		for _, k := range p.Tokens {
			if seen[k.Type] {
				t.Errorf("%s: twice", k.Type)
			}
			seen[k.Type] = true
			power, ok := graph.ParsePower(k.Power...)
			if !ok {
				t.Errorf("%s: power %v", k.Type, k.Power)
			}
			if power != 0 && (k.Opens == "" || k.Opens == "none") {
				t.Errorf("%s: has power over nothing", k.Type)
			}
			if !slices.Contains([]string{"", "account", "project", "environment", "store", "none"}, k.Opens) {
				t.Errorf("%s: opens %q", k.Type, k.Opens)
			}
			if k.Narrower != "" {
				if n, _ := catalog.ByType(k.Narrower); n == nil || n.Type == k.Type {
					t.Errorf("%s: no narrower kind %q", k.Type, k.Narrower)
				}
			}
			if k.Narrower == "" && k.CannotNarrow == "" && k.Public == "" {
				t.Errorf("%s: says neither what is narrower nor why nothing is", k.Type)
			}
			if k.Narrower != "" && k.Fix == nil {
				if n, _ := catalog.ByType(k.Narrower); n != nil && n.CannotNarrow == "" && n.Fix == nil {
					t.Errorf("%s: nobody says how to get %s", k.Type, k.Narrower)
				}
			}
			for _, v := range append(slices.Clone(k.Variables), k.Beside...) {
				if !regexp.MustCompile(`^[A-Z][A-Za-z0-9_]+$`).MatchString(v) {
					t.Errorf("%s: %q is no name of a variable", k.Type, v)
				}
			}
			if k.Bare && k.Form == "" {
				t.Errorf("%s: bare, and of no form", k.Type)
			}
		}
	}
}

func TestFormsDoNotTakeWhatIsNobodys(t *testing.T) {
	for _, p := range catalog.Providers() {
		for _, k := range p.Tokens {
			for _, f := range []string{k.Form, k.SecretForm, k.Mode} {
				if _, err := regexp.Compile(f); err != nil {
					t.Errorf("%s: %v", k.Type, err)
				}
			}
			if k.Form == "" || !k.Bare {
				continue
			}
			form := regexp.MustCompile(`^(?:` + k.Form + `)$`)
			for _, not := range []string{canaryUUID, "", "canary", strings.Repeat("a", 40), strings.Repeat("0", 64), strings.Repeat("A", 36), "changeme", "https://canary.example"} {
				if form.MatchString(not) {
					t.Errorf("%s: its bare form takes %q", k.Type, not)
				}
			}
			for _, prefix := range k.Prefixes {
				if len(prefix) < 3 && !strings.Contains(k.Form, "service_account") {
					t.Errorf("%s: the prefix %q proves nothing", k.Type, prefix)
				}
			}
		}
	}
}

func TestCallsAreFoundByTheirExamples(t *testing.T) {
	for _, p := range catalog.Providers() {
		for _, o := range p.Operations {
			if _, ok := graph.ParsePower(o.Needs...); !ok || len(o.Needs) == 0 {
				t.Errorf("%s %s: needs %v", p.ID, o.Name, o.Needs)
			}
			if o.Pattern == "" {
				continue
			}
			find := func(line string) bool {
				for _, h := range catalog.OperationsIn(secret.New("set -eu\n" + line + "\n")) {
					if h.Provider.ID == p.ID && h.Operation.Name == o.Name {
						return true
					}
				}
				return false
			}
			if o.Example == "" || !find(o.Example) {
				t.Errorf("%s %s: its own example is not found", p.ID, o.Name)
			}
			if o.Innocent != "" && find(o.Innocent) {
				t.Errorf("%s %s: the innocent line is taken for it", p.ID, o.Name)
			}
		}
		for _, u := range p.Uses {
			found := false
			for _, h := range catalog.UsesIn(secret.New(u.Example)) {
				found = found || h.Provider.ID == p.ID && h.Use.Class == u.Class
			}
			if !found {
				t.Errorf("%s: the example of %s is not found", p.ID, u.Class)
			}
		}
	}
}

// An innocent line of one operation is innocent to all.
func TestInnocentLinesAreInnocent(t *testing.T) {
	lines := []string{
		"terraform plan -destroy -out plan", "echo destroy", "npm run build # projectDelete(id)", "fly status", "git push heroku main", "kubectl delete pod pvc-test",
		"docker compose up -d", "docker compose down --volumes-from x", "aws s3 sync dist s3://www --delete", "aws s3 rm s3://b/key", "psql -f migrate.sql", "redis-cli get flush",
		"rails db:migrate", "az group show -n x", "gcloud run services delete old", "railway up", "heroku apps:info", "curl https://api.render.com/v1/services",
		"kubectl delete -f job.yaml", "helm list", "pg_dump shop > shop.sql", "pg_restore -d shop shop.dump",
	}
	for _, p := range catalog.Providers() {
		for _, o := range p.Operations {
			if o.Innocent != "" {
				lines = append(lines, o.Innocent)
			}
		}
	}
	for _, line := range lines {
		for _, h := range catalog.OperationsIn(secret.New(line)) {
			t.Errorf("%q was taken for %s %s", line, h.Provider.ID, h.Operation.Name)
		}
	}
}

func TestFatesSayWhatTheyMay(t *testing.T) {
	on := []string{"destroyed", "retained", "retained_days", "depends", "unverified"}
	exists := []string{"", "always", "by-default", "when-enabled"}
	levels := []string{"api", "terraform", "client", "immutable", "other-principal", "none"}
	seen := map[string]string{}
	for _, p := range catalog.Providers() {
		var all []catalog.Fate
		for _, s := range p.Stores {
			all = append(all, s.Backups...)
			if other := seen[s.Type]; other != "" {
				t.Errorf("%s: in %s and %s", s.Type, other, p.ID)
			}
			seen[s.Type] = p.ID
			if s.PerEnvironment != "" {
				if inner, _ := catalog.StoreByType(s.PerEnvironment); inner == nil {
					t.Errorf("%s: no store %q", s.Type, s.PerEnvironment)
				}
			}
		}
		for _, s := range p.Scopes {
			all = append(all, s.Backups...)
			if !slices.Contains([]string{"account", "project", "environment", "app"}, s.Level) {
				t.Errorf("%s: level %q", s.Type, s.Level)
			}
		}
		for _, f := range all {
			if !slices.Contains(on, f.OnDelete) || !slices.Contains(exists, f.Exists) || f.OnDelete == "unverified" && f.Verified {
				t.Errorf("%s: on_delete %q, exists %q, verified %v", f.Type, f.OnDelete, f.Exists, f.Verified)
			}
		}
		for _, l := range p.Locks {
			if !slices.Contains(levels, l.Level) {
				t.Errorf("%s %s: level %q", p.ID, l.Name, l.Level)
			}
		}
	}
}

func TestNoFileNamesThisMachine(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".hcl") {
			continue
		}
		text, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if m := regexp.MustCompile(`(?:^|[\s"])(?:file://|/(?:work|root|tmp|home|Users)/)\S*`).Find(text); m != nil {
			t.Errorf("%s: %s", f.Name(), m)
		}
		if !strings.HasPrefix(string(text), "# SPDX-License-Identifier: Apache-2.0\n# ") {
			t.Errorf("%s: begins with neither licence nor a line that says what it is", f.Name())
		}
	}
}

func TestWhatIsNamedExists(t *testing.T) {
	known := map[string]bool{"": true}
	for _, p := range catalog.Providers() {
		for _, s := range p.Stores {
			known[s.Type] = true
			for _, b := range s.Backups {
				known[b.Type] = true
			}
		}
		for _, s := range p.Scopes {
			known[s.Type] = true
			for _, b := range s.Backups {
				known[b.Type] = true
			}
		}
	}
	for _, p := range catalog.Providers() {
		for _, o := range p.Operations {
			if !known[o.Destroys] {
				t.Errorf("%s %s: destroys %s, which nobody describes", p.ID, o.Name, o.Destroys)
			}
		}
		for _, l := range p.Locks {
			if !known[l.On] {
				t.Errorf("%s %s: locks %s, which nobody describes", p.ID, l.Name, l.On)
			}
		}
	}
}

// Recognize looks at the first constant that fits, so none may begin another.
func TestNoPrefixBeginsAnother(t *testing.T) {
	of := map[string]string{}
	for _, p := range catalog.Providers() {
		for _, k := range p.Tokens {
			for _, a := range k.Prefixes {
				for b, other := range of {
					if a != b && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) {
						t.Errorf("%s (%s) and %s (%s)", a, k.Type, b, other)
					}
				}
				of[a] = k.Type
			}
		}
	}
}
