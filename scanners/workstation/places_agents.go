// SPDX-License-Identifier: Apache-2.0

package workstation

import "github.com/stagedoor/stagedoor/scanners"

const (
	wellKnown = "https://github.com/snyk/agent-scan/blob/b9e98ab7af/src/agent_scan/well_known_clients.py"
	installer = "https://github.com/railwayapp/cli/blob/df3838bf11/src/commands/mcp/install.rs"
)

// like reads a file as scanners reads an agent's file of that path.
func like(path string) func(*file) {
	read := scanners.AgentsLike(path)
	return func(f *file) { read(f.File, f.out) }
}

// In this file: coding agents, the servers of the Model Context Protocol that they
// are given, and their own logins. Transcripts are not read.
var _ = add(
	Place{ID: "claude-code", Tool: "Claude Code", Keeps: "servers for the user and for each folder", Linux: []string{"~/.claude.json"}, Moves: []Move{{Variable: "CLAUDE_CONFIG_DIR", Rest: ".claude.json"}}, Sources: []string{"https://github.com/snyk/agent-scan/blob/b9e98ab7af/src/agent_scan/agents/claude_code.py"}, read: like(".claude.json")},
	Place{ID: "claude-code-settings", Tool: "Claude Code", Keeps: "permissions, variables and hooks", Linux: []string{"~/.claude/settings.json"}, Moves: []Move{{Variable: "CLAUDE_CONFIG_DIR", Rest: "settings.json"}}, Sources: []string{"https://code.claude.com/docs/en/settings"}, read: like(".claude/settings.json")},
	Place{
		ID: "claude-code-login", Tool: "Claude Code", Keeps: "its own login", Linux: []string{"~/.claude/.credentials.json"}, Moves: []Move{{Variable: "CLAUDE_CONFIG_DIR", Rest: ".credentials.json"}}, Mac: []string{},
		Sources: []string{"https://github.com/anthropics/claude-code/blob/5cfc0a1905/CHANGELOG.md"}, Unverified: "the keys in the file", Elsewhere: "the keychain on macOS", read: fields(asJSON, field{"*/refreshToken", "model_provider_login"}, field{"*/accessToken", "model_provider_login"}),
	},
	Place{ID: "claude-desktop", Tool: "Claude Desktop", Keeps: "servers", Linux: []string{"$CONFIG/Claude/claude_desktop_config.json"}, Mac: []string{"~/Library/Application Support/Claude/claude_desktop_config.json"}, Windows: []string{"%APPDATA%/Claude/claude_desktop_config.json"}, Sources: []string{wellKnown}, Unverified: "the place on Linux, for which no program is published", read: like("Claude/claude_desktop_config.json")},
	Place{ID: "cursor", Tool: "Cursor", Keeps: "servers", Linux: []string{"~/.cursor/mcp.json"}, Sources: []string{wellKnown}, read: like(".cursor/mcp.json")},
	Place{ID: "cursor-cli", Tool: "Cursor's command line", Keeps: "permissions", Linux: []string{"~/.cursor/cli-config.json"}, Sources: []string{"https://cursor.com/docs/cli/reference/permissions"}, read: like(".cursor/cli.json")},
	Place{ID: "vscode", Tool: "VS Code", Keeps: "servers", Linux: []string{"$CONFIG/Code/User/mcp.json", "~/.vscode/mcp.json"}, Mac: []string{"~/Library/Application Support/Code/User/mcp.json", "~/.vscode/mcp.json"}, Windows: []string{"%APPDATA%/Code/User/mcp.json", "~/.vscode/mcp.json"}, Sources: []string{wellKnown}, read: like(".vscode/mcp.json")},
	Place{ID: "vscode-settings", Tool: "VS Code", Keeps: "servers and what an agent may run unasked", Linux: []string{"$CONFIG/Code/User/settings.json"}, Mac: []string{"~/Library/Application Support/Code/User/settings.json"}, Windows: []string{"%APPDATA%/Code/User/settings.json"}, Sources: []string{wellKnown, "https://code.visualstudio.com/docs/configure/settings"}, read: like(".vscode/settings.json")},
	Place{ID: "copilot-cli", Tool: "Copilot CLI", Keeps: "servers", Linux: []string{"~/.copilot/mcp-config.json"}, Sources: []string{"https://github.com/snyk/agent-scan/blob/b9e98ab7af/src/agent_scan/agents/vscode/vscode.py"}, read: like(".copilot/mcp-config.json")},
	Place{ID: "copilot-login", Tool: "GitHub Copilot", Keeps: "its own login", Linux: []string{"$CONFIG/github-copilot/hosts.json", "$CONFIG/github-copilot/apps.json"}, Mac: []string{"~/.config/github-copilot/hosts.json", "~/.config/github-copilot/apps.json"}, Windows: []string{"%LOCALAPPDATA%/github-copilot/hosts.json", "%LOCALAPPDATA%/github-copilot/apps.json"}, Sources: []string{blastradius}, Unverified: "the place on Windows", read: fields(asJSON, field{"*/oauth_token", "github_app_token"})},
	Place{ID: "windsurf", Tool: "Windsurf", Keeps: "servers", Linux: []string{"~/.codeium/windsurf/mcp_config.json"}, Sources: []string{wellKnown}, read: like(".codeium/windsurf/mcp_config.json")},
	Place{ID: "gemini", Tool: "Gemini CLI", Keeps: "servers and tools that run unasked", Linux: []string{"~/.gemini/settings.json"}, Sources: []string{"https://github.com/google-gemini/gemini-cli/blob/5411f113ca/packages/core/src/config/storage.ts"}, read: like(".gemini/settings.json")},
	Place{ID: "gemini-login", Tool: "Gemini CLI", Keeps: "its own login", Linux: []string{"~/.gemini/oauth_creds.json"}, Sources: []string{"https://github.com/google-gemini/gemini-cli/blob/5411f113ca/packages/core/src/config/storage.ts"}, Unverified: "the keys in the file", read: fields(asJSON, field{"refresh_token", "model_provider_login"})},
	Place{ID: "codex", Tool: "Codex", Keeps: "servers, approvals and sandbox", Linux: []string{"~/.codex/config.toml"}, Moves: []Move{{Variable: "CODEX_HOME", Rest: "config.toml"}}, Sources: []string{"https://github.com/snyk/agent-scan/blob/b9e98ab7af/src/agent_scan/agents/codex.py"}, read: like(".codex/config.toml")},
	Place{ID: "codex-login", Tool: "Codex", Keeps: "its own login", Linux: []string{"~/.codex/auth.json"}, Moves: []Move{{Variable: "CODEX_HOME", Rest: "auth.json"}}, Sources: []string{"https://developers.openai.com/codex/auth"}, Unverified: "the keys in the file", read: fields(asJSON, field{"OPENAI_API_KEY", "model_provider_login"}, field{"tokens/refresh_token", "model_provider_login"})},
	Place{ID: "opencode", Tool: "opencode", Keeps: "servers and permissions", Linux: []string{"~/.config/opencode/opencode.json", "~/.config/opencode/opencode.jsonc"}, Moves: []Move{{Variable: "OPENCODE_CONFIG"}}, Sources: []string{"https://github.com/snyk/agent-scan/blob/b9e98ab7af/src/agent_scan/agents/opencode.py", installer}, read: like("opencode.json")},
	Place{ID: "opencode-login", Tool: "opencode", Keeps: "keys of model providers", Linux: []string{"$DATA/opencode/auth.json"}, Mac: []string{"~/.local/share/opencode/auth.json"}, Sources: []string{"https://opencode.ai/docs/providers/"}, Unverified: "the keys in the file", read: fields(asJSON, field{"*/key", "model_provider_login"}, field{"*/refresh", "model_provider_login"})},
	Place{ID: "zed", Tool: "Zed", Keeps: "servers", Linux: []string{"$CONFIG/zed/settings.json"}, Mac: []string{"~/.config/zed/settings.json"}, Windows: []string{"%APPDATA%/Zed/settings.json"}, Sources: []string{"https://zed.dev/docs/configuring-zed"}, read: like(".config/zed/settings.json")},
	Place{ID: "kiro", Tool: "Kiro", Keeps: "servers", Linux: []string{"~/.kiro/settings/mcp.json"}, Sources: []string{wellKnown}, read: like(".kiro/settings/mcp.json")},
	Place{ID: "antigravity", Tool: "Antigravity", Keeps: "servers", Linux: []string{"~/.gemini/antigravity/mcp_config.json"}, Sources: []string{wellKnown}, read: like(".gemini/antigravity/mcp_config.json")},
	Place{ID: "amazon-q", Tool: "Amazon Q", Keeps: "servers", Linux: []string{"~/.aws/amazonq/mcp.json", "~/.aws/amazonq/agents/default.json"}, Sources: []string{wellKnown}, read: like(".aws/amazonq/mcp.json")},
	Place{ID: "factory", Tool: "Factory", Keeps: "servers", Linux: []string{"~/.factory/mcp.json"}, Sources: []string{installer}, read: like(".factory/mcp.json")},
	Place{ID: "aider", Tool: "aider", Keeps: "keys of model providers", Linux: []string{"~/.aider.conf.yml"}, Sources: []string{"https://aider.chat/docs/config/aider_conf.html"}, read: fields(asYAML, field{"openai-api-key", "model_provider_login"}, field{"anthropic-api-key", "model_provider_login"})},
)
