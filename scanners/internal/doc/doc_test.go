// SPDX-License-Identifier: Apache-2.0

package doc

import (
	"fmt"
	"strings"
	"testing"
)

// flat writes every scalar's keys and place; words are let out, the rest is not.
func flat(n *Node) string {
	var b strings.Builder
	for keys, node := range n.Walk() {
		if node.Kind == Scalar {
			fmt.Fprintf(&b, "%s=%s@%d:%d ", strings.Join(keys, "."), node.Word(), node.Line, node.Column)
		}
	}
	return strings.TrimSpace(b.String())
}

func TestThreeFormatsOneNode(t *testing.T) {
	yamlDocs, problem := YAML([]byte("a:\n  b: one\n  c: [two, three]\n"))
	if problem != nil || len(yamlDocs) != 1 {
		t.Fatal(problem)
	}
	jsonDoc, problem := JSON([]byte("{\n  // a comment\n  \"a\": {\"b\": \"one\", \"c\": [\"two\", \"three\",]} /* end */\n}"))
	if problem != nil {
		t.Fatal(problem)
	}
	tomlDoc, problem := TOML([]byte("[a]\nb = \"one\"\nc = [\"two\", \"three\"]\n"))
	if problem != nil {
		t.Fatal(problem)
	}
	for _, c := range []struct {
		got  *Node
		want string
	}{
		{yamlDocs[0], "a.b=one@2:6 a.c=two@3:7 a.c=three@3:12"},
		{jsonDoc, "a.b=one@3:14 a.c=two@3:27 a.c=three@3:34"},
		{tomlDoc, "a.b=one@2:5 a.c=two@3:6 a.c=three@3:13"},
	} {
		if got := flat(c.got); got != c.want {
			t.Errorf("got %s\nwant %s", got, c.want)
		}
	}
}

func TestAbsentNodesYieldNothing(t *testing.T) {
	var n *Node
	for range n.Get("a", "b").Entries() {
		t.Error("an entry of nothing")
	}
	for range n.Items() {
		t.Error("an item of nothing")
	}
	if !n.Value().Empty() || n.Word() != "" || n.Len() != 0 || n.Has("x") {
		t.Error("nothing has something")
	}
}

func TestYAMLMergesAliasesAndTags(t *testing.T) {
	docs, problem := YAML([]byte("base: &b {image: app, env: dev}\nprod:\n  <<: *b\n  env: prod\nref: !reference [a, b]\n---\nsecond: doc\n"))
	if problem != nil || len(docs) != 2 {
		t.Fatal(problem, len(docs))
	}
	if got := docs[0].Get("prod", "env").Word() + docs[0].Get("prod", "image").Word(); got != "prodapp" {
		t.Error("merge keys:", got)
	}
	if docs[0].Get("ref").Tag != "!reference" {
		t.Error("the tag is not kept")
	}
}

func TestProblemsSayOurWordsOnly(t *testing.T) {
	for what, problem := range map[string]*Problem{
		"yaml":          problemOf(YAML([]byte("a: [canary-in-broken\nb: x: y: z"))),
		"yaml template": problemOf(YAML([]byte("a: {{ .Values.canary }}\n  b: {{- end }}"))),
		"json":          problemOfJSON(JSON([]byte(`{"token": "canary-`))),
		"toml":          problemOfJSON(TOML([]byte("token = \"canary-"))),
		"erb":           problemOf(YAML([]byte("a: <%= ENV['canary'] %>\n b: [<% if x %>"))),
	} {
		switch {
		case problem == nil:
			t.Errorf("%s: no problem", what)
		case strings.Contains(problem.Why, "canary") || problem.Line < 1:
			t.Errorf("%s: %+v", what, problem)
		case problem.Template != strings.Contains(what, "template") && what != "erb":
			t.Errorf("%s: template is %v", what, problem.Template)
		}
	}
}

func problemOf(_ []*Node, p *Problem) *Problem   { return p }
func problemOfJSON(_ *Node, p *Problem) *Problem { return p }

func TestGitHubExpressionsAreNoTemplates(t *testing.T) {
	if Templated([]byte("run: echo ${{ secrets.X }} ${HOME}")) {
		t.Error("a workflow counts as a template")
	}
}

func TestDocumentsAreBounded(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 9; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	if _, problem := YAML([]byte(bomb.String())); problem == nil {
		t.Error("an alias bomb is read")
	}
	if _, problem := JSON([]byte(strings.Repeat("[", 1<<20))); problem == nil {
		t.Error("a million brackets are read")
	}
	if _, problem := YAML([]byte(strings.Repeat("[", 20_000))); problem == nil {
		t.Error("twenty thousand brackets are read")
	}
}

func FuzzDocuments(f *testing.F) {
	for _, seed := range []string{"a: &x [1, *x]\n<<: *x", `{"a": [1, "\ud83d\ude00", null,]}`, "[a]\nb.c = {d = 1}\n[[e]]\nf = '''x'''", "a: |\n  text\n---\n- !t b"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, _ := YAML(data)
		j, _ := JSON(data)
		m, _ := TOML(data)
		for _, n := range append(docs, j, m) {
			for _, x := range n.Walk() {
				if x.Kind == Scalar && (x.Line < 1 || x.Column < 0) {
					t.Errorf("impossible place %d:%d", x.Line, x.Column)
				}
				_ = x.Value()
			}
		}
	})
}
