// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// In this file: each client's settings of what an agent may do unasked.

// entry takes the command out of Tool(command).
func entry(tools ...string) func(secret.Value) (claim.Permission, bool) {
	return func(v secret.Value) (claim.Permission, bool) {
		for _, tool := range tools {
			if v.OneOf(tool) != "" {
				return claim.Permission{Any: true}, true
			}
			if inner, ok := v.After(tool + "("); ok && v.Matches(closes.Get()) {
				return prefixed(inner.Slice(0, inner.Len()-1))
			}
		}
		return claim.Permission{}, false
	}
}

var (
	oneWord = lazily.Compile(`^[^\s]+$`)
	closes  = lazily.Compile(`\)$`)
	mcpTool = lazily.Compile(`^mcp__([A-Za-z0-9_-]+?)__([A-Za-z0-9_-]+)$`)
)

// claudeSettings reads permissions: deny goes before ask, and ask before allow.
// https://code.claude.com/docs/en/permissions
func claudeSettings(a *agentFile) {
	a.environmentOf(a.Holder(a.out), a.root.Get("env"))
	a.servers(a.root.Get("mcpServers"))
	permissions := a.root.Get("permissions")
	bash := entry("Bash")
	withheld := append(a.rulesOf(permissions.Get("deny"), bash), a.rulesOf(permissions.Get("ask"), bash)...)
	a.permit(a.rulesOf(permissions.Get("allow"), bash), withheld)
	for n := range permissions.Get("allow").Items() {
		a.claudeTool(n, permissions)
	}
	if mode := permissions.Get("defaultMode"); mode.Text("bypassPermissions") != "" {
		// Sources differ on whether current versions still take this mode from a
		// project's files, so it is a guess that it has effect.
		a.unasked(claim.AnyCommand, a.readAt(mode, a.client.name+" is told to ask for nothing"),
			graph.Evidence{Basis: graph.Guessed, Says: "newer versions may take this mode from the user's own settings only"})
	}
	for event, list := range a.root.Get("hooks").Entries() {
		for _, n := range list.Walk() {
			if command := n.Get("command"); command != nil && command.Kind == doc.Scalar {
				hook := a.Section(a.out, "hook", a.partName(event), event.Line, event.Column)
				claim.Commands(a.out, hook, a.Path, command.Value(), command.Line, command.Column+1)
			}
		}
	}
}

// claudeState reads the file in which Claude Code keeps a user's servers, and those
// of each folder by its path.
// https://github.com/snyk/agent-scan/blob/b9e98ab7af/src/agent_scan/agents/claude_code.py
func claudeState(a *agentFile) {
	a.servers(a.root.Get("mcpServers"))
	for _, folder := range a.root.Get("projects").Entries() {
		a.servers(folder.Get("mcpServers"))
	}
}

// claudeTool reads mcp__server__tool.
func (a *agentFile) claudeTool(n *doc.Node, permissions *doc.Node) {
	v := n.Value()
	for _, span := range v.Spans(mcpTool.Get(), 1) {
		tool, server := v.Slice(span[4], span[5]), v.Slice(span[2], span[3])
		name, isName := secret.Word(server)
		word, isWord := secret.Word(tool)
		if !isName || !isWord || !tool.Matches(destructiveTool.Get()) {
			return
		}
		for _, list := range []string{"deny", "ask"} {
			for other := range permissions.Get(list).Items() {
				if other.Value().OneOf("mcp__"+name+"__"+word, "mcp__"+name, "mcp__"+name+"__*") != "" {
					return
				}
			}
		}
		a.unasked("the tool "+word+" of "+name, a.readAt(n, a.client.name+" may use it with nobody asked"))
	}
}

// cursorSettings reads the permissions of Cursor's command line: Shell(tool)
// stands for the tool with any arguments, Shell(tool:arguments) for those, and
// deny goes before allow.
// https://cursor.com/docs/cli/reference/permissions
func cursorSettings(a *agentFile) {
	shell := entry("Shell")
	base := func(v secret.Value) (claim.Permission, bool) {
		p, ok := shell(v)
		p.Prefix = p.Prefix || !p.Any
		if tool, args, found := p.Text.Cut(":"); found && tool.Matches(oneWord.Get()) {
			p.Text = secret.Join(tool, secret.New(" "), args)
		}
		return p, ok
	}
	permissions := a.root.Get("permissions")
	a.permit(a.rulesOf(permissions.Get("allow"), base), a.rulesOf(permissions.Get("deny"), base))
}

// codexSettings reads Codex: with approvals off, the sandbox is what is left. It
// has no network unless it is given one.
// https://developers.openai.com/codex/agent-approvals-security
func codexSettings(a *agentFile) {
	a.servers(a.root.Get("mcp_servers"))
	never := a.root.Get("approval_policy")
	if never.Text("never") == "" {
		return
	}
	network, _ := a.root.Get("sandbox_workspace_write", "network_access").Bool()
	open := a.root.Get("sandbox_mode")
	if open.Text("danger-full-access") == "" {
		open = a.root.Get("sandbox_workspace_write", "network_access")
		if !network {
			return
		}
	}
	a.unasked(claim.AnyCommand, a.readAt(never, "Codex is told to ask for nothing"), a.readAt(open, "and its commands reach the network"))
}

// geminiSettings reads Gemini CLI: allowed tools skip the question.
// https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md
func geminiSettings(a *agentFile) {
	a.servers(a.root.Get("mcpServers"))
	shell := entry("run_shell_command", "ShellTool")
	prefix := func(v secret.Value) (claim.Permission, bool) {
		p, ok := shell(v)
		p.Prefix = p.Prefix || !p.Any
		return p, ok
	}
	var withheld []rule
	for _, list := range []*doc.Node{a.root.Get("excludeTools"), a.root.Get("tools", "exclude")} {
		withheld = append(withheld, a.rulesOf(list, prefix)...)
	}
	for _, list := range []*doc.Node{a.root.Get("allowedTools"), a.root.Get("tools", "allowed")} {
		a.permit(a.rulesOf(list, prefix), withheld)
	}
}

// opencodeSettings reads opencode: of the rules that match a command, the last
// one counts. https://opencode.ai/docs/permissions
func opencodeSettings(a *agentFile) {
	for name, n := range a.root.Get("mcp").Entries() {
		if n != nil && n.Kind == doc.Map {
			a.server(a.partName(name), name, n)
		}
	}
	permission := a.root.Get("permission")
	if permission.Text("allow") != "" {
		a.permit([]rule{{claim.Permission{Any: true}, permission}}, nil)
		return
	}
	bash := permission.Get("bash")
	if bash == nil {
		bash = permission.Get("*")
	}
	if bash.Text("allow") != "" {
		a.permit([]rule{{claim.Permission{Any: true}, bash}}, nil)
		return
	}
	var entries []rule
	var allows []bool
	for key, n := range bash.Entries() {
		if p, ok := prefixed(secret.New(key.Name)); ok && n != nil {
			entries = append(entries, rule{p, n})
			allows = append(allows, n.Text("allow") != "")
		}
	}
	for i, r := range entries {
		if !allows[i] {
			continue
		}
		var later []rule
		for j := i + 1; j < len(entries); j++ {
			if !allows[j] {
				later = append(later, entries[j])
			}
		}
		a.permit([]rule{r}, later)
	}
}

// codeSettings reads VS Code's settings of a workspace: only what they say of an
// agent. https://code.visualstudio.com/docs/agents/agent-tools
func codeSettings(a *agentFile) {
	a.servers(a.root.Get("mcp", "servers"))
	var allowed, withheld []rule
	for key, n := range a.root.Get("chat.tools.terminal.autoApprove").Entries() {
		command := secret.New(key.Name)
		if n == nil || command.HasPrefix("/") {
			continue // an expression
		}
		if n.Kind == doc.Map {
			n = n.Get("approve")
		}
		r := rule{claim.Permission{Text: command, Prefix: true}, n}
		if approve, ok := n.Bool(); ok && approve {
			allowed = append(allowed, r)
		} else if ok {
			withheld = append(withheld, r)
		}
	}
	a.permit(allowed, withheld)
	for _, key := range []string{"chat.tools.global.autoApprove", "chat.tools.autoApprove"} {
		if n := a.root.Get(key); n != nil {
			if all, _ := n.Bool(); all {
				a.unasked(claim.AnyCommand, a.readAt(n, "VS Code is told to approve every tool"),
					graph.Evidence{Basis: graph.Guessed, Says: "newer versions may take this from the user's own settings only"})
			}
		}
	}
}
