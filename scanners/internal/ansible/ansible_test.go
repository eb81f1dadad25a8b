// SPDX-License-Identifier: Apache-2.0

package ansible

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

func read(t testing.TB, text string) *doc.Node {
	t.Helper()
	docs, problem := doc.YAML([]byte(text))
	if problem != nil || len(docs) == 0 {
		t.Fatalf("%v", problem)
	}
	return docs[0]
}

func TestExpressions(t *testing.T) {
	vars := Variables{}
	vars.Add("all.yml", read(t, "env: prod\nname: 'shop-{{ env }}'\nloop: '{{ back }}'\nback: '{{ loop }}'\nsealed: !vault x\n"))
	vars.Doubt("admin.yml", read(t, "host_only: x\n"))
	for _, c := range []struct{ text, word, hangs string }{
		{"plain", "plain", ""},
		{"{{ env }}", "prod", ""},
		{"{{ name }}-db", "shop-prod-db", ""},
		{"{{ size | default('large') }}", "large", ""},
		{"{{ env | default('x') }}", "prod", ""},
		{"{{ on | default(true) | bool }}", "true", ""},
		{"{{ 'word' }}", "word", ""},
		{"{{ size | default(omit) }}", "", "no constant"},
		{"{{ size | default(env) }}", "", "no constant"},
		{"{{ host_only }}", "", "some hosts only"},
		{"{{ missing }}", "", "missing"},
		{"{{ env | upper }}", "", "an expression"},
		{"{{ lookup('env', 'X') }}", "", "an expression"},
		{"{{ loop }}", "", "leads back to itself"},
		{"{{ sealed }}", "", "an encrypted value"},
		{"{{ env", "", "not closed"},
	} {
		v := vars.Value("t.yml", read(t, "v: \""+c.text+"\"\n").Get("v"))
		word, _ := v.Word()
		if word != c.word || !strings.Contains(v.Hangs, c.hangs) || (c.hangs != "") != (v.State == declared.Unknown) {
			t.Errorf("%s is %q, hangs on %q", c.text, word, v.Hangs)
		}
	}
}

func TestTasks(t *testing.T) {
	root := read(t, `
- hosts: staging
  tasks:
    - amazon.aws.s3_bucket: {name: not-here}
- hosts: all
  tasks:
    - block:
        - amazon.aws.s3_bucket: {name: always}
        - amazon.aws.s3_bucket: {name: perhaps}
          when: wanted
        - amazon.aws.s3_bucket: {name: gone, state: absent}
        - amazon.aws.s3_bucket: {name: "{{ item }}"}
          loop: "{{ names }}"
`)
	var got []string
	for _, r := range Resources("site.yml", root, Variables{}, func(hosts string) bool { return hosts != "staging" }) {
		name, ok := r.Body.Get("name").Word()
		if !ok {
			name = "hangs on " + r.Body.Get("name").Hangs
		}
		got = append(got, name+" ("+r.Maybe+")")
	}
	want := "always (), perhaps (the condition of a task), hangs on item (the list of a repeated task)"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s", strings.Join(got, ", "))
	}
}

func FuzzTasks(f *testing.F) {
	f.Add([]byte("- amazon.aws.rds_instance: {db_instance_identifier: '{{ a | default(\"b\") }}'}\n  loop: [1]\n"))
	f.Add([]byte("a: '{{ b }}{{ b }}'\nb: '{{ a }}{{ a }}'\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, _ := doc.YAML(data)
		for _, root := range docs {
			vars := Variables{}
			vars.Add("v.yml", root)
			for _, known := range vars {
				vars.Value(known.File, known.Node)
			}
			Resources("t.yml", root, vars, func(string) bool { return true })
		}
	})
}
