// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"slices"
	"strings"
)

// In this file: the formats of the agents, as they document them.

// readClaude reads a PreToolUse event of Claude Code:
//
//	{"session_id", "transcript_path", "cwd", "permission_mode",
//	 "hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": "..."}}
//
// https://code.claude.com/docs/en/hooks
func readClaude(o object) (c toolCall, err error) {
	if err = o.event("PreToolUse"); err != nil {
		return c, err
	}
	mode, err := o.text("permission_mode", false)
	if err != nil {
		return c, err
	}
	c.alone = slices.Contains([]string{"bypassPermissions", "dontAsk"}, mode)
	return c, c.tool(o)
}

// writeClaude answers exit code 0 with hookSpecificOutput; other codes than 0 and
// 2 would let the call go on, and so would a time limit. "ask" counts where there
// is somebody to ask; in the modes that ask nobody the call is denied.
func writeClaude(r ruling, call toolCall, reason string) []byte {
	if r == silent {
		return nil
	}
	decision := "ask"
	if r == denies || call.alone {
		decision = "deny"
	}
	return preToolUse(decision, reason)
}

func preToolUse(decision, reason string) []byte {
	type output struct {
		Event    string `json:"hookEventName"`
		Decision string `json:"permissionDecision"`
		Reason   string `json:"permissionDecisionReason"`
	}
	return oneLine(struct {
		Output output `json:"hookSpecificOutput"`
	}{output{"PreToolUse", decision, reason}})
}

func oneLine(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings only
	}
	return append(b, '\n')
}

// readCursor reads Cursor's events before a shell command, an MCP tool, and any
// tool:
//
//	{"hook_event_name": "beforeShellExecution", "command": "...", "cwd": "..."}
//	{"hook_event_name": "beforeMCPExecution", "tool_name": "...", "tool_input": "{...}"}
//	{"hook_event_name": "preToolUse", "tool_name": "Shell", "tool_input": {"command": "..."}, "cwd": "..."}
//
// https://cursor.com/docs/hooks
func readCursor(o object) (c toolCall, err error) {
	if err = o.event("beforeShellExecution", "beforeMCPExecution", "preToolUse"); err != nil {
		return c, err
	}
	if c.cwd, err = o.text("cwd", false); err != nil {
		return c, err
	}
	switch event, _ := o.text("hook_event_name", true); event {
	case "beforeShellExecution":
		c.command, err = o.command()
	case "beforeMCPExecution":
		c.mcp, err = o.text("tool_name", true)
		c.mcp = lastOf(c.mcp, ":")
	default:
		c.deaf = true
		err = c.tool(o)
	}
	return c, err
}

// writeCursor answers with permission. A question that is asked of preToolUse is
// not documented as one that is put to anybody, so it is denied there.
func writeCursor(r ruling, call toolCall, reason string) []byte {
	if r == silent {
		return []byte("{}\n")
	}
	permission := "ask"
	if r == denies || call.deaf {
		permission = "deny"
	}
	return oneLine(struct {
		Permission string `json:"permission"`
		User       string `json:"user_message"`
		Agent      string `json:"agent_message"`
	}{permission, reason, reason})
}

// readCodex reads a PreToolUse event of Codex, which has the fields of Claude
// Code's. https://developers.openai.com/codex/hooks
func readCodex(o object) (c toolCall, err error) {
	if err = o.event("PreToolUse"); err != nil {
		return c, err
	}
	return c, c.tool(o)
}

// writeCodex denies where others would ask: Codex parses "ask", does not support
// it, reports the hook as failed, and runs the call.
// https://github.com/openai/codex/blob/0ea83813ef/codex-rs/hooks/src/engine/output_parser.rs
func writeCodex(r ruling, _ toolCall, reason string) []byte {
	switch r {
	case silent:
		return nil
	case asks:
		reason += " (Codex cannot ask; run it yourself where it is meant)"
	}
	return preToolUse("deny", reason)
}

// tool reads tool_name, tool_input and cwd.
func (c *toolCall) tool(o object) error {
	name, err := o.text("tool_name", true)
	if err != nil {
		return err
	}
	if c.cwd, err = o.text("cwd", false); err != nil {
		return err
	}
	if rest, ok := strings.CutPrefix(name, "mcp__"); ok {
		c.mcp = lastOf(rest, "__")
		return nil
	}
	if rest, ok := strings.CutPrefix(name, "MCP:"); ok {
		c.mcp = lastOf(rest, ":")
		return nil
	}
	if slices.Contains(filesOnly, name) {
		return nil
	}
	input, err := o.object("tool_input")
	if err != nil {
		return err
	}
	if !slices.Contains(shells, name) && !input.has("command") {
		return nil // no shell: files of the workspace, pages, questions
	}
	if words, ok := input.words("command"); ok {
		c.argv = words
		return nil
	}
	c.command, err = input.command()
	return err
}

// shells are the tools that run a command. Whatever else has one is read too.
var shells = []string{"Bash", "PowerShell", "Monitor", "Shell", "shell", "exec_command", "local_shell"}

// filesOnly are tools whose input is a change to the workspace's files, in Codex'
// case under the name command.
var filesOnly = []string{"apply_patch", "Write", "Edit", "MultiEdit", "NotebookEdit", "Read", "Glob", "Grep"}

func lastOf(s, separator string) string {
	if i := strings.LastIndex(s, separator); i >= 0 {
		return s[i+len(separator):]
	}
	return s
}
