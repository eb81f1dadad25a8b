// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A Text is shell text that has been taken apart, with the texts inside it
// (`bash -c '...'`, `ssh host <<EOF`). It does not change, so a step that many
// jobs share is read once and claimed for each.
type Text struct {
	script  shell.Script
	feeders [][]*shell.Command // by command: what is piped into it
	inside  [][]innerText      // by command: the texts that it runs
	long    bool
}

// An innerText is a text and its place in the one around it.
type innerText struct {
	text         *Text
	line, column int
}

// farthest is how many commands back something is looked for that is piped in.
const farthest = 12

// maxNested is how deep a shell may run a shell.
const maxNested = 4

// TextOf reads a text, or as much of it as the shell package takes.
func TextOf(text secret.Value) *Text {
	return textAt(text, 0)
}

func textAt(text secret.Value, depth int) *Text {
	t := &Text{script: shell.Parse(text), long: text.Len() > shell.MaxText}
	t.feeders = make([][]*shell.Command, len(t.script.Commands))
	t.inside = make([][]innerText, len(t.script.Commands))
	for i, cmd := range t.script.Commands {
		for j := i - 1; j >= max(0, i-farthest); j-- {
			if t.script.Commands[j].Pipe == cmd.Pipe {
				t.feeders[i] = append(t.feeders[i], t.script.Commands[j])
			}
		}
		if depth >= maxNested {
			continue
		}
		for _, w := range innerShell(cmd, t.feeders[i]) {
			t.inside[i] = append(t.inside[i], innerText{textAt(w.Text(), depth+1), w.Line, w.Column})
		}
	}
	return t
}

var (
	shells   = []string{"sh", "bash", "zsh", "dash", "ash", "ksh"}
	carriers = []string{
		"ssh", "su", "runuser", "docker", "podman", "docker-compose", "kubectl", "oc", "fly", "flyctl", "heroku", "railway", "doppler", "infisical",
		"dotenv", "op", "concurrently", "eval", "watch", "script", "nix-shell", "aptible", "cf", "kamal",
	}
	direct = []string{"ssh", "eval", "heroku", "concurrently", "cf"}
)

// innerShell lists the arguments and here-documents of a command that are shell
// text themselves.
func innerShell(cmd *shell.Command, feeders []*shell.Command) []shell.Word {
	program, args := cmd.Program()
	isShell := slices.Contains(shells, program)
	if !isShell && !slices.Contains(carriers, program) {
		return nil
	}
	var texts []shell.Word
	for i, w := range args {
		before := ""
		if i > 0 {
			before = args[i-1].Is("-c", "-lc", "-ec", "-exc", "-xc", "-euc", "-euxc", "-ic", "-cx", "-ce", "-C", "--command")
		}
		if w.Spaced && (before != "" || slices.Contains(direct, program)) {
			texts = append(texts, w)
		}
	}
	if isShell || program == "ssh" {
		texts = append(texts, cmd.Input...)
	}
	if isShell && len(args) == 0 {
		for _, f := range feeders {
			if name, _ := f.Program(); name == "cat" {
				texts = append(texts, f.Input...)
			}
		}
	}
	return texts
}
