// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/scanners/act"
)

// text is the answer for a reader: the verdict in one sentence, then each thing
// that would be done, what is left of what it destroys, and how that is known.
func (c *consequence) text(style reporters.Style) []byte {
	var b bytes.Buffer
	para := func(first, text string) {
		reporters.Wrapped(&b, style, first, strings.Repeat(" ", len(first)), text)
	}
	para("", c.says)
	for _, t := range c.acts {
		if t.act.Kind == act.Reads && len(c.acts) > 1 {
			continue
		}
		b.WriteByte('\n')
		para("", t.title())
		if len(t.act.Via) > 0 {
			para("  through ", strings.Join(t.act.Via, ", "))
		}
		if t.says != c.says {
			para("  ", t.says)
		}
		for _, u := range t.with {
			para("  with  ", u.says())
		}
		for _, d := range t.outcome.Damages {
			para("  ", d.Does+" "+d.What+inTiers(d.Tiers))
			para("    left  ", d.Left)
			if d.Undo != "" {
				para("    undo  ", d.Undo)
			}
			for i, s := range d.Path.Steps {
				para(fmt.Sprintf("    %d. ", i+1), fmt.Sprintf("%s: %s [%s]", place(s), s.Says, s.Basis))
			}
		}
		if t.act.Operation != nil && len(t.act.Operation.Sources) > 0 {
			para("  source  ", t.act.Operation.Sources[0])
		}
	}
	safe, _ := reporters.Pass(b.Bytes(), c.answer.lastDoor())
	return safe
}

// reason is the answer in one line, for those who show no more.
func (c *consequence) reason() string {
	safe, _ := reporters.Pass([]byte(reporters.Clean(c.says)), c.answer.lastDoor())
	return string(safe)
}

// title says what an act is, in our words and the catalog's.
func (t effect) title() string {
	if t.start != nil {
		at := ""
		if l := t.start.First(); l.File != "" {
			at = fmt.Sprintf("  (%s:%d)", l.File, l.Line)
		}
		return fmt.Sprintf("%s %s%s", t.start.Kind, t.start.Name, at)
	}
	a, what := t.act, ""
	switch {
	case a.Operation != nil:
		what = a.Operation.Call + ": it loses " + a.Operation.Loses
	case a.Kind == "":
		what = "the connection string"
	case a.Program != "":
		what = a.Program
	default:
		what = "the line"
	}
	return what
}

func inTiers(ts []graph.Tier) string {
	if len(ts) == 0 {
		return ""
	}
	var names []string
	for _, t := range ts {
		names = append(names, string(t))
	}
	return " (" + strings.Join(names, ", ") + ")"
}

// place is the first place of a step.
func place(s rules.Step) string {
	for _, l := range s.Locations {
		if l.File != "" {
			return fmt.Sprintf("%s:%d", l.File, l.Line)
		}
	}
	for _, l := range s.Locations {
		return l.URL
	}
	return string(s.Verb)
}

// environments are all that is touched, sorted.
func (c *consequence) environments() []string {
	names := []string{}
	for _, t := range c.acts {
		for _, tier := range t.outcome.Tiers {
			if !slices.Contains(names, string(tier)) {
				names = append(names, string(tier))
			}
		}
	}
	slices.Sort(names)
	return names
}
