// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// dumpOf is the graph of one script, as lines.
func dumpOf(text string) string {
	out := graph.NewFacts(secret.NewVault(), "")
	file := out.Node(graph.Thing{Kind: graph.Holder, Type: "file", Key: "run.sh", Name: "run.sh"}, graph.Evidence{At: graph.Location{File: "run.sh", Line: 1}})
	Commands(out, file, "run.sh", secret.New(text), 1, 1)
	return strings.Join(graph.Build(out).Dump(), "\n") + "\n"
}

func TestWhoIsAsked(t *testing.T) {
	for _, tt := range []struct {
		text    string
		unasked bool
	}{
		{"terraform destroy", false},
		{"terraform destroy -auto-approve", true},
		{"terraform destroy --auto-approve=true", true},
		{"tofu -chdir=a destroy -auto-approve -var-file x.tfvars", true},
		{"terraform apply -auto-approve", true},
		{"terraform apply -auto-approve tfplan", false},
		{"terraform apply -auto-approve -var a=b -target x.y", true},
		{"terraform plan -destroy", false},
		{"sudo -E terraform destroy -auto-approve", true},
		{"echo terraform destroy -auto-approve", false},
		{"# terraform destroy -auto-approve", false},
		{"terraform destroy -auto-approve --help", false},
		{"fly apps destroy shop", false},
		{"fly apps destroy shop --yes", true},
		{"fly apps destroy shop -y", true},
		{"yes | fly apps destroy shop", true},
		{"fly apps destroy shop <<< y", true},
		{"echo n | fly apps destroy shop", false},
		{"confirm_destroy && fly apps destroy shop -y", false},
		{"heroku pg:reset DATABASE_URL", false},
		{"heroku pg:reset DATABASE_URL --confirm shop", true},
		{"dropdb shop", true},
		{"dropdb --interactive shop", false},
		{"dropdb -i shop", false},
		{"rails db:drop", false},
		{"DISABLE_DATABASE_ENVIRONMENT_CHECK=1 rails db:drop", true},
		{"kubectl delete namespace shop", true},
		{"kubectl delete -f pod.yaml", false},
		{"kubectl delete namespace shop --dry-run=client", false},
		{"psql -c 'select 1; drop table x'", true},
		{"cat drop.sql | psql", false},
		{"curl -X DELETE https://api.render.com/v1/postgres/dpg-1", true},
		{"curl https://api.render.com/v1/postgres/dpg-1", false},
		{"docker compose -f a.yml down -v", true},
		{"docker compose down", false},
		{"if ! terraform destroy -auto-approve; then exit 1; fi", true},
		{"deploy() {\n  terraform destroy -auto-approve\n}", true},
		{"x=$(terraform destroy -auto-approve)", true},
		{"trap 'terraform destroy -auto-approve' EXIT", false},
	} {
		if got := strings.Contains(dumpOf(tt.text), "acts-unasked"); got != tt.unasked {
			t.Errorf("%s: acts unasked %v, want %v\n%s", tt.text, got, tt.unasked, dumpOf(tt.text))
		}
	}
}

func TestPlacesAreThoseOfTheFile(t *testing.T) {
	out := graph.NewFacts(secret.NewVault(), "")
	job := out.Node(graph.Thing{Kind: graph.Holder, Type: "job", Key: "job", Name: "job"})
	Commands(out, job, "ci.yml", secret.New("echo é; railway up --token \"$RAILWAY_TOKEN\"\nvercel --token $VERCEL_TOKEN\n"), 10, 7)
	want := map[string]graph.Location{
		"RAILWAY_TOKEN": {File: "ci.yml", Line: 10, Column: 34}, "VERCEL_TOKEN": {File: "ci.yml", Line: 11, Column: 22},
	}
	for n := range graph.Build(out).Nodes(graph.Holder) {
		for l := range n.Out(graph.Reads) {
			if at := l.Why[0].At; at != want[l.To.Name] {
				t.Errorf("%s is at %d:%d", l.To.Name, at.Line, at.Column)
			}
			delete(want, l.To.Name)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

func TestPermissions(t *testing.T) {
	entry := func(text string) Permission { return Permission{Text: secret.New(text), Prefix: true} }
	for _, tt := range []struct {
		allowed  Permission
		withheld []Permission
		want     string
	}{
		{entry("terraform"), nil, "terraform"},
		{entry("terraform destroy"), nil, "terraform destroy"},
		{entry("terraform plan"), nil, ""},
		{entry("railway"), nil, "railway"},
		{entry("railway logs"), nil, ""},
		{entry("flyctl"), nil, "flyctl"},
		{entry("fly volumes"), nil, "fly volumes"},
		{entry("kubectl delete"), nil, "kubectl delete"},
		{entry("kubectl get"), nil, ""},
		{entry("npx prisma migrate"), nil, "prisma migrate"},
		{entry("npx"), nil, ""},
		{entry("npm run db"), nil, ""},
		{entry("git"), nil, ""},
		{entry("gh"), nil, ""},
		{entry("docker"), nil, ""},
		{entry("python manage.py"), nil, "python manage.py"},
		{entry("python"), nil, ""},
		{entry("psql -h db.example"), nil, "psql"},
		{entry("bash"), nil, AnyCommand},
		{Permission{Any: true}, nil, AnyCommand},
		{Permission{Any: true}, []Permission{{Any: true}}, ""},
		{Permission{Any: true}, []Permission{entry("terraform")}, AnyCommand},
		{entry("terraform"), []Permission{entry("terraform destroy"), entry("terraform apply")}, ""},
		{entry("dropdb"), []Permission{entry("dropdb")}, ""},
		{Permission{Text: secret.New("terraform destroy")}, nil, ""},
		{Permission{Text: secret.New("terraform destroy -auto-approve")}, nil, "tools/terraform destroy"},
		{Permission{Text: secret.New(`echo "terraform destroy -auto-approve"`)}, nil, ""},
	} {
		got, _, _ := Permits(tt.allowed, tt.withheld)
		if got != tt.want {
			t.Errorf("an entry that should permit %q permits %q", tt.want, got)
		}
	}
}

func TestHostileScriptsEnd(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("echo localhost | psql -h localhost -c 'x'\n", 2_000),
		strings.Repeat("A=$B$B; B=$A$A\n", 2_000) + "curl $A",
		"A=" + strings.Repeat("x", 1000) + ";" + strings.Repeat("B=$A$A$A$A;C=$B$B$B$B;D=$C$C$C$C;curl https://x $D$D$D$D\n", 20),
		strings.Repeat("bash -c \"bash -c 'bash -c x'\"\n", 2_000),
		strings.Repeat("a |", 20_000),
		strings.Repeat("# export A=b\n", 10_000),
		strings.Repeat(`psql -c "`+strings.Repeat("drop table x;", 100)+"\"\n", 20),
	} {
		dumpOf(text)
	}
}

func FuzzCommands(f *testing.F) {
	for _, seed := range []string{
		"curl -H \"Authorization: Bearer $T\" https://backboard.railway.app", "PGPASSWORD=a psql -h b -U c d <<E\ndrop table x;\nE\n", "mysql -pa -h b", "terraform apply -auto-approve x",
		"bash -c \"ssh a 'railway up'\"", "# export A_TOKEN=b", "docker run -e A=b -e C", "aws configure set aws_secret_access_key x", "read -p x; dropdb y",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(dumpOf("X_PASSWORD=canary-4711-secret\n"+text), "canary-4711") {
			t.Fatal("a value left")
		}
		Permits(Permission{Text: secret.New(text), Prefix: true}, []Permission{{Text: secret.New(text)}})
	})
}
