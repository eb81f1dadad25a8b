// SPDX-License-Identifier: Apache-2.0

package main

import (
	"regexp"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// In this file: what each agent documents of rules in its settings. An agent that
// documents none, or none that could be checked, is not here. Of file rules only
// those are written that the same page documents.

// A fenceAgent is how one agent is told.
type fenceAgent struct {
	key    string // as --agent takes it
	name   string
	file   string // where it belongs
	note   string // what its rules do not do
	source string // its own page
	write  func(fence) string
}

var fenceAgents = []fenceAgent{
	{"claude", "Claude Code", ".claude/settings.json",
		"deny goes before ask, and ask before allow. A rule holds for each part of a line that && ; | and the like join; it does not hold where an option stands between its words, nor behind npx, docker exec and other programs that run one.",
		"https://code.claude.com/docs/en/permissions", writeClaudeFence},
	{"cursor", "Cursor", ".cursor/cli.json",
		"For its command line; its editor has no list of what is denied. It has none of what is asked either: what allow does not name is asked, so keep these out of allow. Arguments stand behind a colon, as a pattern; how its * takes a slash is not said.",
		"https://cursor.com/docs/cli/reference/permissions", writeCursorFence},
	{"codex", "Codex", ".codex/rules/stagedoor.rules",
		"For what runs outside the sandbox; the strictest rule that matches counts, and project rules only where the project is trusted. Files to read have no rule there. Codex calls these rules experimental.",
		"https://developers.openai.com/codex/rules", writeCodexFence},
	{"gemini", "Gemini CLI", "~/.gemini/policies/stagedoor.toml",
		"Of the user, since rules of a workspace have had no effect (google-gemini/gemini-cli issue 18186).",
		"https://github.com/google-gemini/gemini-cli/blob/02773ea793/docs/reference/policy-engine.md", writeGeminiFence},
	{"opencode", "opencode", "opencode.json",
		"Of the rules that match, the last counts: put these behind those that stand there.",
		"https://opencode.ai/docs/permissions", writeOpencodeFence},
	{"vscode", "VS Code with Copilot", ".vscode/settings.json",
		"false means that a person is asked, where approvals are not switched off for the session; a refusal and files to read have no setting there.",
		"https://code.visualstudio.com/docs/copilot/agents/agent-tools", writeCodeFence},
	{"windsurf", "Windsurf", "the user's settings.json",
		"For Cascade: what is on the list is asked about, whatever the other list allows; a refusal has no setting. Its successor, Devin Local, has rules of its own, whose form was not checked.",
		"https://docs.windsurf.com/windsurf/terminal", writeWindsurfFence},
	{"zed", "Zed", "~/.config/zed/settings.json",
		"From version 0.224. Each command of a line is matched by itself. Files to read have no rule there.",
		"https://github.com/zed-industries/zed/blob/07b5ab52ac/docs/src/ai/tool-permissions.md", writeZedFence},
	{"agents.md", "Lines for every agent", "AGENTS.md", "", "https://agents.md", writeAgentsLines},
}

// prefixes are the rules of one kind, written out.
func (f fence) prefixes(ask bool) []string {
	all := []string{}
	for _, r := range f.rules {
		if r.ask == ask {
			all = append(all, r.prefixes()...)
		}
	}
	return all
}

// plain has every character by which a path could mean something else to an agent
// (a glob, the end of a rule, a line of text) replaced by one that stands for
// itself, as globs write it: such a name is matched, and says nothing.
func plain(file, any string) string {
	return odd.Get().ReplaceAllString(file, any)
}

var odd = lazily.Compile(`[^A-Za-z0-9._/@+=~-]`)

func writeClaudeFence(f fence) string {
	deny, ask := []string{}, []string{}
	for _, p := range f.prefixes(false) {
		deny = append(deny, "Bash("+p+":*)")
	}
	for _, file := range f.files {
		deny = append(deny, "Read(./"+plain(file, "?")+")")
	}
	for _, p := range f.prefixes(true) {
		ask = append(ask, "Bash("+p+":*)")
	}
	for _, t := range f.tools {
		if t.agent == "Claude Code" {
			ask = append(ask, "mcp__"+t.server+"__"+t.tool)
		}
	}
	return indented(members{{"permissions", members{{"deny", deny}, {"ask", ask}}}})
}

func writeCursorFence(f fence) string {
	deny := []string{}
	for _, p := range f.prefixes(false) {
		program, args, more := strings.Cut(p, " ")
		if more {
			program += ":" + args + "*"
		}
		deny = append(deny, "Shell("+program+")")
	}
	for _, file := range f.files {
		deny = append(deny, "Read("+plain(file, "?")+")")
	}
	return indented(members{{"permissions", members{{"deny", deny}}}})
}

func writeOpencodeFence(f fence) string {
	bash, read := members{}, members{}
	for _, p := range f.prefixes(true) {
		bash = append(bash, member{p + "*", "ask"})
	}
	for _, p := range f.prefixes(false) {
		bash = append(bash, member{p + "*", "deny"})
	}
	for _, file := range f.files {
		read = append(read, member{"*" + plain(file, "?"), "deny"})
	}
	return indented(members{{"permission", members{{"bash", bash}, {"read", read}}}})
}

func writeCodeFence(f fence) string {
	all := members{}
	for _, p := range append(f.prefixes(false), f.prefixes(true)...) {
		all = append(all, member{p, false})
	}
	return indented(members{{"chat.tools.terminal.autoApprove", all}})
}

func writeWindsurfFence(f fence) string {
	return indented(members{{"windsurf.cascadeCommandsDenyList", append(f.prefixes(false), f.prefixes(true)...)}})
}

func writeZedFence(f fence) string {
	patterns := func(ask bool) []any {
		all := []any{}
		for _, r := range f.rules {
			if r.ask == ask {
				all = append(all, members{{"pattern", r.expression()}})
			}
		}
		return all
	}
	terminal := members{{"always_deny", patterns(false)}, {"always_confirm", patterns(true)}}
	return indented(members{{"agent", members{{"tool_permissions", members{{"tools", members{{"terminal", terminal}}}}}}}})
}

// expression is a rule for those that match by expressions.
func (r fenceRule) expression() string {
	var words []string
	for _, p := range r.places {
		var quoted []string
		for _, w := range p {
			quoted = append(quoted, regexp.QuoteMeta(w))
		}
		w := strings.Join(quoted, "|")
		if len(p) > 1 {
			w = "(?:" + w + ")"
		}
		words = append(words, w)
	}
	return "^" + strings.Join(words, `\s+`) + `(?:\s|$)`
}
