// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// A hookSetting is how an agent is told to run the hook.
type hookSetting struct {
	file  string // where it belongs
	note  string // what has to be done besides
	write func(command string) members
}

// hookSettings have each agent's own form of a hook that blocks where it fails,
// as far as it has one.
var hookSettings = map[string]hookSetting{
	// https://code.claude.com/docs/en/hooks; onFailure from version 2.1.295 on
	"claude": {".claude/settings.json", "from version 2.1.295 on a hook that cannot start blocks the call; before, the call goes on", func(command string) members {
		return members{{"hooks", members{{"PreToolUse", []any{
			members{{"hooks", []any{members{{"type", "command"}, {"command", command}, {"onFailure", "block"}}}}},
		}}}}}
	}},
	// https://cursor.com/docs/hooks
	"cursor": {".cursor/hooks.json", "with failClosed a hook that cannot start blocks the call", func(command string) members {
		hook := []any{members{{"command", command}, {"failClosed", true}}}
		return members{{"version", 1}, {"hooks", members{{"beforeShellExecution", hook}, {"beforeMCPExecution", hook}}}}
	}},
	// https://developers.openai.com/codex/hooks
	"codex": {".codex/hooks.json", "Codex runs it once the project is trusted and the hook is reviewed (/hooks); where it cannot start, the call goes on", func(command string) members {
		return members{{"hooks", members{{"PreToolUse", []any{
			members{{"hooks", []any{members{{"type", "command"}, {"command", command}}}}},
		}}}}}
	}},
}

// settings prints what installs the hook: on stdout exactly the content, on stderr
// where it belongs.
func (h hookFlags) settings(c *cobra.Command) error {
	s, ok := hookSettings[h.agent]
	if !ok {
		return usage("--print-settings prints those of a hook; choose claude, cursor or codex with --hook")
	}
	_, _ = fmt.Fprintf(c.ErrOrStderr(), "stagedoor: into %s, beside what stands there; %s\n", s.file, s.note)
	_, err := c.OutOrStdout().Write([]byte(indented(s.write(h.command()))))
	return err
}

// command is the command line of the hook, with the flags that were given.
func (h hookFlags) command() string {
	words := []string{"stagedoor blast --hook " + h.agent}
	if h.deny {
		words = append(words, "--deny")
	}
	if h.strict {
		words = append(words, "--strict")
	}
	return strings.Join(words, " ")
}
