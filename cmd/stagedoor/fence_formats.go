// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// members is a JSON object whose order counts.
type members []member

type member struct {
	name  string
	value any
}

// MarshalJSON keeps the order.
func (m members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, x := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(compact(x.name))
		b.WriteByte(':')
		b.Write(compact(x.value))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// compact writes JSON without the escapes for HTML.
func compact(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // strings and lists only
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

func indented(v any) string {
	var b bytes.Buffer
	if err := json.Indent(&b, compact(v), "", "  "); err != nil {
		panic(err)
	}
	return b.String() + "\n"
}

// instead is what whoever is refused is told.
const instead = "Production may be meant: show `stagedoor blast -- COMMAND` to a person, who decides and runs it."

// writeCodexFence writes Starlark; a string of it may be written as one of JSON.
func writeCodexFence(f fence) string {
	var b strings.Builder
	for _, r := range f.rules {
		var places []any
		for _, p := range r.places {
			if len(p) == 1 {
				places = append(places, p[0])
			} else {
				places = append(places, p)
			}
		}
		decision := "forbidden"
		if r.ask {
			decision = "prompt"
		}
		fmt.Fprintf(&b, "prefix_rule(\n    pattern = %s,\n    decision = %q,\n    justification = %s,\n)\n", strings.ReplaceAll(string(compact(places)), ",", ", "), decision, compact(instead))
	}
	if b.Len() == 0 {
		return "# " + cmp.Or(f.nothing(), "nothing that follows here can be said in this form") + "\n"
	}
	return b.String()
}

// writeGeminiFence writes TOML; what it quotes needs no escapes that JSON has not
// in common with it. 999 is the highest priority that a file can give.
func writeGeminiFence(f fence) string {
	var b strings.Builder
	rule := func(decision string, fields ...string) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("[[rule]]\n" + strings.Join(fields, "\n") + fmt.Sprintf("\ndecision = %q\npriority = 999\n", decision))
		if decision == "deny" {
			b.WriteString("denyMessage = " + string(compact(instead)) + "\n")
		}
	}
	list := func(ps []string) string {
		var lines []string
		for _, p := range ps {
			lines = append(lines, "  "+string(compact(p))+",\n")
		}
		return "commandPrefix = [\n" + strings.Join(lines, "") + "]"
	}
	if deny := f.prefixes(false); len(deny) > 0 {
		rule("deny", `toolName = "run_shell_command"`, list(deny))
	}
	if len(f.files) > 0 {
		var names []string
		for _, file := range f.files {
			names = append(names, regexpOf(file))
		}
		rule("deny", `toolName = ["read_file", "read_many_files"]`, "argsPattern = '"+`["/\\](?:`+strings.Join(names, "|")+`)"`+"'")
	}
	if ask := f.prefixes(true); len(ask) > 0 {
		// Below what is denied: a command may be both.
		rule("ask_user", `toolName = "run_shell_command"`, list(ask))
	}
	if b.Len() == 0 {
		return "# " + cmp.Or(f.nothing(), "nothing that follows here can be said in this form") + "\n"
	}
	return strings.Replace(b.String(), "decision = \"ask_user\"\npriority = 999", "decision = \"ask_user\"\npriority = 998", 1)
}

// regexpOf matches a file's name; what could mean more is any character.
func regexpOf(file string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(plain(file, "\x00")), "\x00", ".")
}
