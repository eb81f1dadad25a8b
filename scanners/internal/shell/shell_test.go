// SPDX-License-Identifier: Apache-2.0

package shell

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// show writes a command so that a test can compare it. Values cannot be printed,
// so it asks for the words that the test expects.
func show(s Script, vocabulary ...string) string {
	var lines []string
	word := func(w Word) string {
		var b strings.Builder
		for _, p := range w.Parts {
			switch p.Kind {
			case Literal:
				t := p.Value.OneOf(vocabulary...)
				if t == "" && p.Value.Len() > 0 {
					t = "?"
				}
				b.WriteString(t)
			case Variable:
				b.WriteString("$" + p.Name)
				if p.Default != nil {
					b.WriteString(":-")
					for _, q := range p.Default.Parts {
						b.WriteString(q.Value.OneOf(vocabulary...))
					}
				}
			case Opaque:
				b.WriteString("%")
			}
		}
		return b.String()
	}
	for _, c := range s.Commands {
		var parts []string
		for _, w := range c.Assigned {
			parts = append(parts, "["+word(w)+"]")
		}
		for _, w := range c.Words {
			parts = append(parts, word(w))
		}
		for _, w := range c.Input {
			parts = append(parts, "<<"+word(w))
		}
		lines = append(lines, fmt.Sprintf("%d:%d %s", c.Line, c.Column, strings.Join(parts, " ")))
	}
	return strings.Join(lines, "\n")
}

func TestTheLexerReadsWhatPeopleWrite(t *testing.T) {
	vocabulary := strings.Fields(`a b c d e f = A= B= X= T= - -- y yes echo psql terraform destroy auto approve done hi prod`)
	vocabulary = append(vocabulary, "a b", "DROP ", "\n", "it's", ";", "#", `"`, "a;b", "\td;\n", "-auto-approve", "b#c", `"b`, "'d", "*", "export", "case", "in", "T=")
	for _, tt := range []struct{ name, text, want string }{
		{"words and operators", "a b && c | d; e & f", "1:1 a b\n1:8 c\n1:12 d\n1:15 e\n1:19 f"},
		{"quotes", `a 'a b' "b" 'a;b'`, "1:1 a a b b a;b"},
		{"escapes", `a \; \# "\""`, `1:1 a ; # "`},
		{"variables", `a $X ${X} ${X:-d} "$X" '$X'`, `1:1 a $X $X $X:-d $X ?`},
		{"apostrophe in a default", `a "${X:-it's}" b`, `1:1 a $X:-it's b`},
		{"positional and special", `a $1 $@ $# $? $$ ${1:-b}`, `1:1 a % % % % % %`},
		{"assignments", "A=a B=$X c\nX=d\nexport T=e", "1:1 [A=a] [B=$X] c\n2:1 [X=d]\n3:1 export T=e"},
		{"array", "A=(a \"$X\" b) c", "1:1 [A=%%%%] c"},
		{"comment", "a # terraform destroy\nb#c # d\n", "1:1 a\n2:1 b#c"},
		{"continuation", "terraform \\\n  destroy \\\r\n  -auto-approve\nd", "1:1 terraform destroy -auto-approve\n4:1 d"},
		{"CRLF", "a b\r\nc\r\n", "1:1 a b\n2:1 c"},
		{"substitution", "a $(b $X) `c d`", "1:5 b $X\n1:12 c d\n1:1 a % %"},
		{"substitution in quotes", `a "$(b "c" | d)"`, "1:6 b c\n1:14 d\n1:1 a %"},
		{"subshell and group", "(a; b) && { c; }", "1:2 a\n1:5 b\n1:13 c"},
		{"arithmetic is no command", "a $((b << 2)) ; ((c))", "1:1 a %"},
		{"control flow", "if a; then b; else c; fi\nwhile ! d; do e; done", "1:4 a\n1:12 b\n1:20 c\n2:9 d\n2:15 e"},
		{"case", "case $X in\n  prod) a ;;\n  *) b ;;\nesac", "1:1 case $X in\n2:9 a\n3:6 b"},
		{"function", "a() { b; }\nfunction c {\n d\n}", "1:7 b\n3:2 d"},
		{"redirection", "a > b 2>&1 <c >>d", "1:1 a"},
		{"here-document", "psql <<EOF\nDROP $X\nEOF\nb", "1:1 psql <<DROP $X\n\n4:1 b"},
		{"here-document with tabs", "psql <<-'E'\n\td;\n\tE\nb", "1:1 psql <<\td;\n\n4:1 b"},
		{"here-document with an expression", "a <<EOF | b\n`c`\nEOF\n", "1:1 a <<%\n\n1:11 b\n2:2 c"},
		{"empty here-document", "a <<EOF\nEOF\nb", "1:1 a <<\n3:1 b"},
		{"here-document without an end", "a <<EOF\nb\n", "1:1 a\n2:1 b"},
		{"here-string", "a <<< yes", "1:1 a <<yes"},
		{"workflow expression", "a ${{ secrets.X || 'b' }} {{.c}} b", "1:1 a % % b"},
		{"recipe of make", "a $$X $${X}", "1:1 a $X $X"},
		{"unclosed quotes", "a \"b\nc 'd\ne", "1:1 a \"b\n2:1 c 'd\n3:1 e"},
		{"empty", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(Parse(secret.New(tt.text)), vocabulary...); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestPipelinesShareANumber(t *testing.T) {
	c := Parse(secret.New("a | b\nc && d")).Commands
	if c[0].Pipe != c[1].Pipe || c[1].Pipe == c[2].Pipe || c[2].Pipe == c[3].Pipe {
		t.Errorf("pipes %d %d %d %d", c[0].Pipe, c[1].Pipe, c[2].Pipe, c[3].Pipe)
	}
}

func TestCommandsAsWrittenAndPlain(t *testing.T) {
	c := Parse(secret.New("git commit -m 'terraform destroy' && terraform \\\n destroy \"-auto-approve\" # now\n")).Commands
	if c[0].Plain().Matches(regexp.MustCompile("terraform")) {
		t.Error("a message is not a command")
	}
	if c[1].Plain().OneOf("terraform destroy -auto-approve") == "" {
		t.Error("continuations are joined and quotes undone")
	}
	if c[1].Source().OneOf(`terraform destroy "-auto-approve"`) == "" {
		t.Error("the source keeps quotes and loses the continuation")
	}
}

func TestProgramsBehindWrappers(t *testing.T) {
	for text, want := range map[string]string{
		"psql -c x": "psql", "/usr/bin/psql": "psql", "sudo -E psql": "psql", "env A=b B=c psql": "psql", "timeout 30 psql": "psql",
		"npx --yes prisma migrate": "prisma", "./bin/deploy": "deploy", "$TOOL a": "", "A=b": "",
	} {
		if got, _ := Parse(secret.New(text)).Commands[0].Program(); got != want {
			t.Errorf("%s: program %q, want %q", text, got, want)
		}
	}
}

func TestWordsOfTheFormNameIsValue(t *testing.T) {
	c := Parse(secret.New(`docker run -e A=$X -e "B=c d" --token=x -psecret`)).Commands[0]
	name, value, ok := c.Words[3].Assigned()
	if !ok || name != "A" || len(value.Variables()) != 1 || value.Column != 17 {
		t.Errorf("A=$X: %q %v %v at %d", name, ok, value.Variables(), value.Column)
	}
	if name, value, ok = c.Words[5].Assigned(); !ok || name != "B" || value.Is("c d") == "" {
		t.Errorf("quoted B=c d: %q %v", name, ok)
	}
	if name, value, ok = c.Words[6].Option("--token"); !ok || name != "--token" || value.Is("x") == "" {
		t.Errorf("--token=x: %q %v", name, ok)
	}
	if value, ok = c.Words[7].Glued("-p"); !ok || value.Is("secret") == "" {
		t.Error("-psecret")
	}
}

func TestHostileTextEnds(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("$(", 200_000), strings.Repeat("\"$(", 100_000), strings.Repeat("{{", 200_000), strings.Repeat("'\"`", 100_000),
		strings.Repeat("${X:-'", 100_000), strings.Repeat("(", 300_000), strings.Repeat("A=(", 100_000), strings.Repeat("`(`", 50_000),
	} {
		Parse(secret.New(text))
	}
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "a <<E%d\n", i)
	}
	Parse(secret.New(b.String()))
	b.Reset()
	for i := range 200 {
		fmt.Fprintf(&b, "a <<E%d\n$(\nE%d\n", i, i)
	}
	Parse(secret.New(b.String()))
}

func FuzzShell(f *testing.F) {
	for _, seed := range []string{"a b", "a <<EOF\nx\nEOF\n", "A=(a $(b) `c`", "\"${X:-'$(a)'}\" {{ x }}", "a \\\r\n b #c", "case x in a) b;; esac", "a $$X ${{ y }} $((1+2)) <(d) 2>&1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range Parse(secret.New(text)).Commands {
			c.Source()
			c.Plain()
			c.Program()
			if c.Line < 1 || c.Column < 1 {
				t.Fatal("a command without a place")
			}
			for _, w := range c.Words {
				w.Assigned()
				w.Variables()
			}
		}
	})
}
