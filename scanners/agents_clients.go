// SPDX-License-Identifier: Apache-2.0

package scanners

import "strings"

// An agentClient is a coding agent and a file of its. Settings and where they
// lie: https://github.com/snyk/agent-scan/blob/b9e98ab7af/src/agent_scan/well_known_clients.py
type agentClient struct {
	ending string // of the path; with a final slash, a folder
	key    string
	name   string
	read   func(a *agentFile) // nil where only its being there counts
}

var agentClients = []agentClient{
	{".mcp.json", "claude-code", "Claude Code", mcpServers},
	{".claude/mcp.json", "claude-code", "Claude Code", mcpServers},
	{".claude/settings.json", "claude-code", "Claude Code", claudeSettings},
	{".claude/settings.local.json", "claude-code", "Claude Code", claudeSettings},
	{".cursor/mcp.json", "cursor", "Cursor", mcpServers},
	{".cursor/cli.json", "cursor", "Cursor", cursorSettings},
	{".vscode/mcp.json", "vscode", "VS Code", mcpServers},
	{".vscode/settings.json", "vscode", "VS Code", codeSettings},
	{".codex/config.toml", "codex", "Codex", codexSettings},
	{".gemini/settings.json", "gemini", "Gemini CLI", geminiSettings},
	{"opencode.json", "opencode", "opencode", opencodeSettings},
	{"opencode.jsonc", "opencode", "opencode", opencodeSettings},
	{".windsurf/mcp.json", "windsurf", "Windsurf", mcpServers},
	{".windsurf/mcp_config.json", "windsurf", "Windsurf", mcpServers},
	{".roo/mcp.json", "roo", "Roo Code", mcpServers},
	{".kiro/settings/mcp.json", "kiro", "Kiro", mcpServers},
	{".amazonq/mcp.json", "amazon-q", "Amazon Q", mcpServers},
	{".factory/mcp.json", "factory", "Factory", mcpServers},

	// Of a user, and not of one folder.
	{".claude.json", "claude-code", "Claude Code", claudeState},
	{"Claude/claude_desktop_config.json", "claude-desktop", "Claude Desktop", mcpServers},
	{"Code/User/mcp.json", "vscode", "VS Code", mcpServers},
	{"Code/User/settings.json", "vscode", "VS Code", codeSettings},
	{".codeium/windsurf/mcp_config.json", "windsurf", "Windsurf", mcpServers},
	{".copilot/mcp-config.json", "copilot-cli", "Copilot CLI", mcpServers},
	{".gemini/antigravity/mcp_config.json", "antigravity", "Antigravity", mcpServers},
	{".aws/amazonq/mcp.json", "amazon-q", "Amazon Q", mcpServers},
	{".config/zed/settings.json", "zed", "Zed", mcpServers},
	{"Zed/settings.json", "zed", "Zed", mcpServers},

	{".cursorrules", "cursor", "Cursor", nil},
	{".cursor/rules/", "cursor", "Cursor", nil},
	{".windsurfrules", "windsurf", "Windsurf", nil},
	{".clinerules", "cline", "Cline", nil},
	{".roo/rules/", "roo", "Roo Code", nil},
	{"CLAUDE.md", "claude-code", "Claude Code", nil},
	{"GEMINI.md", "gemini", "Gemini CLI", nil},
	{"AGENTS.md", "agent", "a coding agent", nil},
	{".github/copilot-instructions.md", "copilot", "GitHub Copilot", nil},
}

func clientOf(p string) *agentClient {
	p = "/" + p
	for i, c := range agentClients {
		if strings.HasSuffix(c.ending, "/") && strings.Contains(p, "/"+c.ending) || strings.HasSuffix(p, "/"+c.ending) {
			return &agentClients[i]
		}
	}
	return nil
}
