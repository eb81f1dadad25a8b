// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/act"
)

// A request is what somebody asks before an act: exactly one of argv, command,
// where and connection. Hooks and tools ask through [before] like the command
// line does.
type request struct {
	question
	argv       []string     // a command, word by word
	command    string       // shell text, as an agent hands it to sh -c
	where      string       // a file, file:line, the name of a credential, an environment or store, an id
	connection secret.Value // a connection string
	in         graph.Tier   // the highest environment that may be touched; "" for anything below production

	cwd    string // where the command would run; "" for this process's
	home   string // of the user, for the link files of the command's program; "" for this process's
	getenv func(string) (string, bool)
	echo   *secret.Echo // hears what comes from outside of a cached graph; nil where the tree was read
}

// A consequence is the answer.
type consequence struct {
	code   int    // exitFindings, exitPartial or exitClean
	says   string // the verdict in one sentence
	acts   []effect
	unread []string // why parts are not known
	answer *answer
	in     graph.Tier // as asked
	worst  *effect    // of the acts, the one that the verdict is about
}

// An effect is one act, or one start of a place, with what becomes of it.
type effect struct {
	act     act.Act // zero for a place
	start   *graph.Node
	deed    rules.Deed
	outcome rules.Outcome
	with    []credentialUsed
	says    string
	code    int
}

// before says what an act would do, before it is done. Unknown is never clean.
func before(ctx context.Context, q request) (*consequence, error) {
	if q.getenv == nil {
		q.getenv = os.LookupEnv
	}
	a, err := askCached(ctx, q.question)
	if err != nil {
		return nil, err
	}
	if a.entry == nil {
		return q.of(ctx, a)
	}
	q.echo = &secret.Echo{}
	c, err := q.of(ctx, a)
	if err != nil || a.vouches(q, c) {
		return c, err
	}
	a.entry = nil
	a.reading()
	if err := a.read(ctx, q.question, a.trees); err != nil {
		return nil, err
	}
	return q.of(ctx, a)
}

// of asks a graph that is at hand.
func (q request) of(ctx context.Context, a *answer) (*consequence, error) {
	c := &consequence{answer: a, in: q.in}
	switch {
	case q.where != "":
		q.place(c)
	case q.connection.Len() > 0:
		q.opens(c)
	default:
		w, err := q.surroundings(ctx)
		if err != nil {
			return nil, err
		}
		for _, x := range w.acts(q) {
			t := w.tell(a.graph, x, q.in)
			a.carrying(&t, q.in)
			c.acts = append(c.acts, t)
		}
	}
	c.conclude()
	return c, nil
}

// conclude is the verdict on all of it: production before unknown before clean.
func (c *consequence) conclude() {
	c.code = exitClean
	if len(c.acts) == 0 {
		c.code, c.says = exitPartial, "nobody knows what this does: there is nothing in it that could be read"
		return
	}
	worst := &c.acts[0]
	for i := range c.acts {
		t := &c.acts[i]
		if severe(t.code) > severe(worst.code) || severe(t.code) == severe(worst.code) && len(t.outcome.Damages) > len(worst.outcome.Damages) {
			worst = t
		}
		if t.code == exitPartial && !slices.Contains(c.unread, t.says) {
			c.unread = append(c.unread, t.says)
		}
	}
	c.code, c.says, c.worst = worst.code, worst.says, worst
	var also []string
	for i := range c.acts {
		if t := &c.acts[i]; t.code == exitFindings && t != worst && t.says != worst.says && !slices.Contains(also, t.says) {
			also = append(also, t.says)
		}
	}
	if len(also) > 0 {
		c.says += "; and " + strings.TrimPrefix(also[0], "this ")
	}
}

func severe(code int) int {
	return slices.Index([]int{exitClean, exitPartial, exitFindings}, code)
}

// ranks are environments from the highest down.
var ranks = []graph.Tier{graph.Production, graph.Staging, graph.Preview, graph.Test, graph.Development}

// judged is the exit code of an outcome, for somebody who may touch environments
// from the given one down.
func judged(o rules.Outcome, in graph.Tier) int {
	if o.Verdict == rules.Unknown {
		return exitPartial
	}
	if in == "" {
		if o.Verdict == rules.Production {
			return exitFindings
		}
		return exitClean
	}
	for _, t := range o.Tiers {
		if slices.Index(ranks, t) < slices.Index(ranks, in) {
			return exitFindings
		}
	}
	return exitClean
}
