// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/act"
)

// In this file: what an agent is told before it uses a tool. The one promise is
// that no input is ever answered with leave: what is understood and harmless gets
// no answer, so that the agent's own rules go on to count, and whatever goes wrong
// (text that is no JSON, a graph that takes too long, a fault of ours) is asked.

// A ruling is what a hook answers.
type ruling int

const (
	silent ruling = iota // nothing: the agent's own rules count
	asks                 // a person has to confirm
	denies
)

// A toolCall is what an agent is about to do, whatever its format.
type toolCall struct {
	command string   // shell text
	argv    []string // or words
	mcp     string   // or a tool of an MCP server, by its own name
	cwd     string
	alone   bool // nobody is there who could confirm
	deaf    bool // the event knows no question, whatever the agent's others do
}

// An agent's hook format: how it says what it is about to do, and how it is told.
type hookFormat struct {
	read  func(object) (toolCall, error)
	write func(r ruling, call toolCall, reason string) []byte
}

var hookFormats = map[string]hookFormat{
	"claude": {readClaude, writeClaude},
	"cursor": {readCursor, writeCursor},
	"codex":  {readCodex, writeCodex},
}

type hookFlags struct {
	agent        string
	deny, strict bool
	print        bool // the settings that install it
	within       time.Duration
}

func (h *hookFlags) on(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&h.agent, "hook", "", "answer the hook that an agent runs before it uses a tool: claude, cursor or codex")
	fl.BoolVar(&h.deny, "deny", false, "with --hook: forbid what touches production, and do not ask")
	fl.BoolVar(&h.strict, "strict", false, "with --hook: ask about every program that is not known too, such as a compiler or a test runner")
	fl.BoolVar(&h.print, "print-settings", false, "with --hook: print the part of the agent's settings that installs it, and ask nothing")
	fl.DurationVar(&h.within, "within", 10*time.Second, "with --hook: ask where the answer takes longer")
}

// answer reads one call from in and writes what the agent is told. It writes at
// most once, and exits with 0 for every input: the agents take most other codes
// for a fault of the hook, and go on. Only 2 stops them; it is used where nothing
// can be written.
func (h hookFlags) answer(ctx context.Context, in io.Reader, out io.Writer, q request) error {
	format, ok := hookFormats[h.agent]
	if !ok {
		return usage("no hook format %q; choose claude, cursor or codex with --hook", h.agent)
	}
	ctx, stop := context.WithTimeout(ctx, h.within)
	defer stop()
	type told struct {
		ruling ruling
		call   toolCall
		reason string
	}
	done := make(chan told, 1)
	go func() {
		t := told{ruling: asks, reason: "stagedoor failed on this call; look at it yourself"}
		defer func() {
			if recover() != nil {
				t.ruling, t.reason = asks, "stagedoor failed on this call; look at it yourself"
			}
			done <- t
		}()
		t.call, t.ruling, t.reason = h.judge(ctx, format, in, q)
	}()
	t := told{ruling: asks, reason: "what this would destroy is not known: it took longer than " + h.within.String() + " to find out"}
	select {
	case t = <-done:
	case <-ctx.Done():
	}
	if _, err := out.Write(format.write(t.ruling, t.call, shortened(t.reason))); err != nil {
		return exit{exitUsage, "the answer to the agent could not be written; look at this call yourself"}
	}
	return nil
}

// judge decides what one call is answered.
func (h hookFlags) judge(ctx context.Context, format hookFormat, in io.Reader, q request) (toolCall, ruling, string) {
	o, err := readObject(in)
	if err != nil {
		return toolCall{}, asks, "the call could not be read: " + err.Error()
	}
	call, err := format.read(o)
	switch {
	case err != nil:
		return call, asks, "the call could not be read: " + err.Error()
	case scanners.Destructive(call.mcp):
		return call, asks, "the tool " + reporters.Clean(call.mcp) + " may delete data or run commands; of what, stagedoor does not know"
	case call.command == "" && len(call.argv) == 0:
		return call, silent, ""
	}
	q.command, q.argv, q.cwd = call.command, call.argv, call.cwd
	if len(q.paths) == 0 {
		here := cmp.Or(call.cwd, ".")
		q.paths = []string{cmp.Or(repositoryOf(here), here)}
	}
	if harmless, err := h.harmless(ctx, q); err == nil && harmless {
		return call, silent, ""
	}
	c, err := before(ctx, q)
	if err != nil {
		return call, asks, "what this would destroy is not known: " + reporters.Clean(err.Error())
	}
	r := h.rule(c)
	return call, r, c.reason()
}

// harmless reports whether a line is one that reaches no data as far as it can be
// read; no graph is needed for it.
func (h hookFlags) harmless(ctx context.Context, q request) (bool, error) {
	if q.getenv == nil {
		q.getenv = os.LookupEnv
	}
	s, err := q.surroundings(ctx)
	if err != nil {
		return false, err
	}
	acts := s.acts(q)
	return len(acts) > 0 && !slices.ContainsFunc(acts, func(a act.Act) bool { return h.mayReach(a) || len(a.Carries) > 0 }), nil
}

// mayReach reports whether an act may reach data. A program of which nobody knows
// anything is left to the agent's own rules, except with --strict.
func (h hookFlags) mayReach(a act.Act) bool {
	switch a.Kind {
	case act.Reads, act.Files:
		return false
	case act.Unread:
		return h.strict || !a.Foreign && a.Program != "git"
	}
	return true
}

// rule is production before unknown before clean. Where it is established that
// nothing would be left, nobody is asked.
func (h hookFlags) rule(c *consequence) ruling {
	if c.code == exitFindings {
		lost := slices.ContainsFunc(c.acts, func(t effect) bool {
			return t.code == exitFindings && len(t.outcome.Damages) > 0 && t.outcome.Damages[0].Lost && t.outcome.Damages[0].Production
		})
		if h.deny || lost {
			return denies
		}
		return asks
	}
	for _, t := range c.acts {
		if t.code != exitClean && (t.start != nil || h.mayReach(t.act) || t.ofProduction()) {
			c.says = t.says // and not what is said of a program that is left alone
			return asks
		}
	}
	if len(c.acts) == 0 {
		return asks
	}
	return silent
}

// shortened keeps a reason to what a prompt can show.
func shortened(reason string) string {
	const most = 1000
	reason = strings.ToValidUTF8(strings.Join(strings.Fields(reason), " "), "")
	if len(reason) > most {
		reason = strings.ToValidUTF8(reason[:most], "") + " ..."
	}
	return "stagedoor: " + reason
}
