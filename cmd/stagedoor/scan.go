// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

// scan is the command without its flags' parsing.
func scan(ctx context.Context, paths []string, f scanFlags, stdout, stderr io.Writer) error {
	outputs, err := parseOutputs(f.formats)
	if err != nil {
		return err
	}
	rep, err := gate(f)
	if err != nil {
		return err
	}
	shown := newProgress(stderr, f.quiet)
	q, err := f.question(paths, shown, stderr)
	if err != nil {
		return err
	}
	a, since, err := f.ask(ctx, q)
	shown.done()
	if err != nil {
		return err
	}
	if f.verbose {
		f.remark(a, stderr)
	}
	if a.stats.Files == 0 && a.commits == 0 && len(a.graph.Gaps()) == 0 && since == nil {
		return exit{exitNothing, "there is nothing to scan here; name a folder with files in it"}
	}
	a.leftOut = append(a.leftOut, f.leftOut(a)...)
	fill(&rep, a, paths)
	rep.Today = q.today
	if since != nil {
		since.report(&rep, f)
	}
	withheld, err := write(rep, outputs, a.lastDoor(), stdout)
	if err != nil {
		return err
	}
	return verdict(rep, f.strict, withheld, a)
}

// question is what the flags ask.
func (f scanFlags) question(paths []string, shown *progress, stderr io.Writer) (question, error) {
	q := question{
		paths: paths, config: f.config, repo: f.repo, workers: f.workers, progress: shown.files, baseline: f.baseline, noIgnore: f.noIgnores, rules: f.rules,
		history: f.history, commits: shown.commits, ignored: f.skipIgnored, archives: f.archives,
	}
	now, err := dayOf(f.today)
	if err != nil {
		return q, err
	}
	q.today = now.Format(time.DateOnly)
	if q.live, err = f.live.question(stderr, shown); err != nil {
		return q, err
	}
	q.live.now = now
	if f.archives < 0 || f.archives > maxArchives {
		return q, usage("archives are opened to a depth from 0 to %d; choose one with --archives", maxArchives)
	}
	if !slices.Contains(paths, standardInput) {
		return q, nil
	}
	if len(paths) > 1 || f.staged || f.diffBase != "" || f.skipIgnored || f.archives > 0 || f.history {
		return q, usage("standard input is read alone; leave out the other paths, --staged, --diff-base, --history, --archives and --skip-git-ignored")
	}
	q.given, err = readGiven(f.stdin, f.stdinName)
	return q, err
}

// remark says what was done.
func (f scanFlags) remark(a *answer, stderr io.Writer) {
	_, _ = fmt.Fprintf(stderr, "stagedoor: read %d files, %d bytes; graph of %d nodes; %s\n", a.stats.Files, a.stats.Bytes, a.graph.Len(), a.policy.Sources())
	if f.history {
		_, _ = fmt.Fprintf(stderr, "stagedoor: read %d commits\n", a.commits)
	}
	if a.requests > 0 {
		_, _ = fmt.Fprintf(stderr, "stagedoor: %d requests to %s\n", a.requests, strings.Join(a.live, ", "))
	}
}

// leftOut is what of the files was not looked at.
func (f scanFlags) leftOut(a *answer) (parts []string) {
	if n := a.stats.Absent; n > 0 {
		parts = append(parts, fmt.Sprintf("files that git tracks and a sparse checkout leaves out (%d)", n))
	}
	if f.skipIgnored {
		parts = append(parts, "what git ignores, by --skip-git-ignored")
	}
	if n := a.stats.Unopened; n > 0 && f.archives == 0 {
		parts = append(parts, fmt.Sprintf("archives and compressed files, which --archives 1 opens (%d)", n))
	}
	return parts
}

// report says against what the findings are judged, and which marks do not count.
func (c *comparison) report(rep *reporters.Report, f scanFlags) {
	c.judge(rep.Findings)
	if rep.Since = f.diffBase; f.staged {
		rep.Since = "HEAD"
	}
	if len(c.marks) > 0 {
		slices.Sort(c.marks)
		rep.NotCovered = append(rep.NotCovered, "marks of ignoring on lines that this change adds, which do not count until they are merged: "+strings.Join(c.marks, ", "))
	}
}

// gate reads the flags that decide about the exit code.
func gate(f scanFlags) (rep reporters.Report, err error) {
	rep = reporters.Report{Version: version, Catalog: catalog.Day()}
	var ok bool
	if rep.FailOn, ok = rules.ParseSeverity(f.failOn); !ok && f.failOn != "never" {
		return rep, usage("no severity %q; choose %s or never with --fail-on", f.failOn, strings.Join(rules.Severities(), ", "))
	}
	rep.NeverFail = f.failOn == "never"
	if rep.MinBasis, ok = graph.ParseBasis(f.basis); !ok || rep.MinBasis == graph.Known {
		return rep, usage("no basis %q; choose guessed, named, read or fetched with --min-basis", f.basis)
	}
	return rep, nil
}

// verdict is the exit code.
func verdict(rep reporters.Report, strict bool, withheld int, a *answer) error {
	switch {
	case len(rep.Gated()) > 0:
		return exit{exitFindings, ""}
	case withheld > 0:
		return exit{exitPartial, "a finding was withheld because its text held a secret; look at the file and line that the report names"}
	case len(a.unread) > 0:
		return exit{exitPartial, strings.Join(a.unread, "; ")}
	case len(a.incomplete) > 0:
		return partly(a)
	case strict && len(rep.Gaps) > 0:
		return exit{exitPartial, fmt.Sprintf("%d files could not be read; the report lists them", len(rep.Gaps))}
	}
	return nil
}

// partly is the exit of a run in which a provider that was asked for by name did
// not answer in full.
func partly(a *answer) error {
	if len(a.unasked) > 0 && len(a.unasked) == len(a.incomplete) {
		return exit{exitPartial, strings.Join(a.unasked, "; ")}
	}
	return exit{exitPartial, "a part of what was asked of " + strings.Join(a.incomplete, ", ") + " could not be read; `stagedoor scan` lists what is missing among its gaps"}
}
