// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"strings"
	"testing"
)

// FuzzNames holds for every text: no panic, the same answer twice, and one tier
// for one name, whoever read it: an environment is one node.
func FuzzNames(f *testing.F) {
	for line := range strings.Lines(pathTable) {
		if w := strings.Fields(line); len(w) > 1 {
			f.Add(w[0])
		}
	}
	for _, s := range []string{"${{", "${{ x }}-prod", "$", "%a%b", "prod/", "/prod", "//", "pr-1", "é-prod", "prod\x00dev", "\xff-staging", "a~", ".~", ".enc", "..enc", "~"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, read := range []func(string) (Decision, bool){OfName, OfWord, OfPath} {
			d, ok := read(s)
			if again, ok2 := read(s); d != again || ok != ok2 {
				t.Fatalf("%q: two answers", s)
			}
			if ok && (d.Name == "" || d.Tier == "" || d.Why == "") || !ok && d != (Decision{}) {
				t.Fatalf("%q: half an answer: %+v", s, d)
			}
			if n, known := OfName(d.Name); ok && (!known || n.Tier != d.Tier) {
				t.Fatalf("%q: %q is %q here and %q as a name", s, d.Name, d.Tier, n.Tier)
			}
		}
		around := survey([]string{s, "prod/" + s, "dev/a.yml", s + "/b.yml"})
		around.judge(s)
		around.judge("prod/" + s)
	})
}

func BenchmarkOfPath(b *testing.B) {
	paths := []string{
		"src/components/button/index.tsx", "environments/staging/us-east-1/main.tf", ".env.production", "docker-compose.prod.yml",
		"a/very/deep/folder/of/a/service/with/config.yaml", ".github/workflows/deploy-staging.yml",
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		OfPath(paths[i%len(paths)])
	}
}

func BenchmarkSurvey(b *testing.B) {
	var paths []string
	for _, d := range strings.Fields("staging production dev test shop billing api web") {
		for _, f := range strings.Fields("main.tf values.yaml .env deploy.sh a.yml b.yml c.json d.toml") {
			paths = append(paths, "infra/environments/"+d+"/us-east-1/"+f, "services/"+d+"/config/"+f)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		s := survey(paths)
		for _, p := range paths {
			s.judge(p)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(paths)), "ns/path")
}
