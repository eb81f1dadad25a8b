// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/policy"
)

type scanFlags struct {
	formats        []string
	failOn, basis  string
	config         configured
	repo           string
	diffBase       string
	history        bool
	staged         bool
	baseline       string
	noIgnores      bool
	today          string
	rules          ruleFlags
	live           liveFlags
	workers        int
	skipIgnored    bool
	archives       int
	stdinName      string
	stdin          io.Reader
	strict         bool
	quiet, verbose bool
}

// maxArchives is how deep archives are opened at most.
const maxArchives = 8

func scanCommand() *cobra.Command {
	var f scanFlags
	c := &cobra.Command{
		Use:   "scan [PATH ... | -]",
		Short: "the main job: read a repository and report what reaches production (default path: .)",
		Long: `scan reads every file below the paths, git-ignored ones included, and reports
which credentials and data stores reach from below production into it. Several
files are read together, as if nothing else were there; - is standard input.

Results go to stdout, everything else to stderr.

` + exitCodes,
		Example: "  stagedoor scan\n  git diff --name-only -z --diff-filter=d main | xargs -0 stagedoor scan\n  kubectl get secret app -o yaml | stagedoor scan --stdin-name staging/secret.yaml -\n  stagedoor scan --format text --format sarif=stagedoor.sarif --fail-on high .\n  stagedoor scan --live railway,github .",
	}
	fl := c.Flags()
	fl.StringArrayVar(&f.formats, "format", []string{"text"}, "NAME or NAME=FILE; repeatable: "+formatNames())
	fl.StringVar(&f.failOn, "fail-on", "high", "exit 1 from this severity on: "+strings.Join(rules.Severities(), ", ")+" or never")
	fl.StringVar(&f.basis, "min-basis", "named", "exit 1 only for findings at least this sure: guessed, named, read, fetched")
	f.config.on(c)
	fl.StringVar(&f.repo, "repo", "", "name of the repository, where facts of several are to meet")
	fl.StringSliceVar(&f.rules.only, "rules", nil, "only these rules")
	fl.StringSliceVar(&f.rules.skip, "skip-rules", nil, "all but these rules")
	f.rules.on(c)
	fl.StringVar(&f.diffBase, "diff-base", "", "gate only on what HEAD makes worse since it left this branch or commit; both are read from git")
	fl.BoolVar(&f.history, "history", false, "read the git history as well: every commit that a branch, tag or stash leads to; exit 3 where it cannot be read whole")
	fl.BoolVar(&f.staged, "staged", false, "look at what is staged, and gate only on what it makes worse; for a hook before a commit")
	fl.StringVar(&f.baseline, "baseline", "", "findings that were there and do not fail the gate (default "+policy.BaselineName+" at the root of the repository)")
	fl.BoolVar(&f.noIgnores, "no-ignores", false, "show everything: no baseline, no acceptances, no stagedoor:ignore")
	fl.StringVar(&f.today, "today", "", "the day that expiry and age are judged by, as 2026-11-26 (default: today)")
	f.live.on(c)
	fl.IntVar(&f.archives, "archives", 0, "open zip and tar archives and compressed files, and archives in them to this depth; 1 opens none in others")
	fl.BoolVar(&f.skipIgnored, "skip-git-ignored", false, "leave out what git ignores; a key on a disk is usually there")
	fl.StringVar(&f.stdinName, "stdin-name", "stdin", "the name of the file that standard input is, by which it is read and its environment judged")
	fl.IntVar(&f.workers, "workers", 0, "files read at once (default: one per core)")
	fl.BoolVar(&f.strict, "strict", false, "exit 3 where anything could not be read")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "no progress, nothing on stderr but errors and what --probe-found is about to send")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "say on stderr what is being done")
	c.MarkFlagsMutuallyExclusive("staged", "diff-base")
	c.MarkFlagsMutuallyExclusive("history", "diff-base")               // which asks what two commits hold
	for _, other := range []string{"live", "probe-found", "history"} { // a hook is offline, and quick
		c.MarkFlagsMutuallyExclusive("staged", other)
	}
	_ = c.RegisterFlagCompletionFunc("format", outputNames)
	c.RunE = func(c *cobra.Command, paths []string) error {
		f.stdin = c.InOrStdin()
		return scan(c.Context(), paths, f, c.OutOrStdout(), c.ErrOrStderr())
	}
	return c
}

// ask asks the working directory, with --diff-base two commits, with --staged the
// index and HEAD.
func (f scanFlags) ask(ctx context.Context, q question) (*answer, *comparison, error) {
	if f.staged {
		return askStaged(ctx, q)
	}
	if f.diffBase == "" {
		a, err := ask(ctx, q)
		return a, nil, err
	}
	return askSince(ctx, q, f.diffBase)
}

func formatNames() string {
	var names []string
	for _, r := range reporters.All() {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ")
}

// An output is one --format.
type output struct {
	reporter reporters.Reporter
	file     string
}

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
	q := question{paths: paths, config: f.config, repo: f.repo, workers: f.workers, progress: shown.files, baseline: f.baseline, noIgnore: f.noIgnores, rules: f.rules}
	now, err := dayOf(f.today)
	if err != nil {
		return err
	}
	q.today = now.Format(time.DateOnly)
	if q.live, err = f.live.question(stderr, shown); err != nil {
		return err
	}
	q.live.now = now
	q.history, q.commits = f.history, shown.commits
	if q.ignored, q.archives = f.skipIgnored, f.archives; f.archives < 0 || f.archives > maxArchives {
		return usage("archives are opened to a depth from 0 to %d; choose one with --archives", maxArchives)
	}
	if slices.Contains(paths, standardInput) {
		if len(paths) > 1 || f.staged || f.diffBase != "" || f.skipIgnored || f.history {
			return usage("standard input is read alone; leave out the other paths, --staged, --diff-base, --history and --skip-git-ignored")
		}
		if q.given, err = readGiven(f.stdin, f.stdinName); err != nil {
			return err
		}
	}
	a, since, err := f.ask(ctx, q)
	shown.done()
	if err != nil {
		return err
	}
	if f.verbose {
		_, _ = fmt.Fprintf(stderr, "stagedoor: read %d files, %d bytes; graph of %d nodes; %s\n", a.stats.Files, a.stats.Bytes, a.graph.Len(), a.policy.Sources())
		if f.history {
			_, _ = fmt.Fprintf(stderr, "stagedoor: read %d commits\n", a.commits)
		}
		if a.requests > 0 {
			_, _ = fmt.Fprintf(stderr, "stagedoor: %d requests to %s\n", a.requests, strings.Join(a.live, ", "))
		}
	}
	if a.stats.Files == 0 && a.commits == 0 && len(a.graph.Gaps()) == 0 && since == nil {
		return exit{exitNothing, "there is nothing to scan here; name a folder with files in it"}
	}
	if n := a.stats.Absent; n > 0 {
		a.leftOut = append(a.leftOut, fmt.Sprintf("files that git tracks and a sparse checkout leaves out (%d)", n))
	}
	if f.skipIgnored {
		a.leftOut = append(a.leftOut, "what git ignores, by --skip-git-ignored")
	}
	if n := a.stats.Unopened; n > 0 && f.archives == 0 {
		a.leftOut = append(a.leftOut, fmt.Sprintf("archives and compressed files, which --archives 1 opens (%d)", n))
	}
	fill(&rep, a, paths)
	rep.Today = q.today
	if since != nil {
		since.judge(rep.Findings)
		if rep.Since = f.diffBase; f.staged {
			rep.Since = "HEAD"
		}
		if len(since.marks) > 0 {
			slices.Sort(since.marks)
			rep.NotCovered = append(rep.NotCovered, "marks of ignoring on lines that this change adds, which do not count until they are merged: "+strings.Join(since.marks, ", "))
		}
	}
	withheld, err := write(rep, outputs, a.lastDoor(), stdout)
	if err != nil {
		return err
	}
	return verdict(rep, f.strict, withheld, a)
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

func parseOutputs(formats []string) ([]output, error) {
	var outputs []output
	stdouts := 0
	for _, f := range formats {
		name, file, _ := strings.Cut(f, "=")
		r, ok := reporters.Find(name)
		if !ok {
			return nil, usage("no output format %q; choose among %s", name, formatNames())
		}
		if file == "" {
			stdouts++
		}
		outputs = append(outputs, output{r, file})
	}
	if stdouts > 1 {
		return nil, usage("two formats cannot share stdout; give one of them a file, as in --format sarif=out.sarif")
	}
	return outputs, nil
}

// fill puts into the report what the graph says.
func fill(rep *reporters.Report, a *answer, paths []string) {
	g := a.graph
	rep.Paths, rep.Rules = paths, a.chosen
	rep.Findings, rep.Ignored = a.judge()
	rep.Gaps = append(slices.Clip(g.Gaps()), a.undecided...)
	a.tags.lines(rep.Findings)
	rep.Summary = reporters.Summary{Files: a.stats.Files, Bytes: a.stats.Bytes, Commits: a.commits}
	for c := range g.Nodes(graph.Credential) {
		if !c.Is(graph.NobodysSecret) && c.First().File != "" {
			rep.Summary.Credentials++
		}
	}
	for range g.Nodes(graph.Store) {
		rep.Summary.Stores++
	}
	seen := map[graph.Tier]bool{}
	for e := range g.Nodes(graph.Environment) {
		if t := graph.Tier(e.Type); t != graph.Untiered && !seen[t] && e.HasIn(graph.InEnv) {
			seen[t] = true
			rep.Summary.Tiers = append(rep.Summary.Tiers, t)
		}
	}
	for _, d := range environment.Files(g) {
		if d.Tier == graph.Production {
			rep.Production = append(rep.Production, reporters.Reason{File: d.File, Environment: d.Environment, Tier: d.Tier, Basis: d.Basis, Why: d.Why})
		}
	}
	rep.NotCovered = append(notCovered(g, a.live, a.word.History), a.ownNotCovered()...)
	rep.NotCovered = append(rep.NotCovered, a.policy.Unheard(g)...)
	rep.NotCovered = append(rep.NotCovered, a.leftOut...)
	if out := a.policy.LeftOut(); out != "" {
		rep.NotCovered = append(rep.NotCovered, out)
	}
	rep.Next = next(rep.Findings, a)
}

// write renders every output through the last door.
func write(rep reporters.Report, outputs []output, s *secret.Searcher, stdout io.Writer) (withheld int, err error) {
	for _, o := range outputs {
		rep.Style = reporters.Style{}
		if o.file == "" {
			rep.Style = styleOf(stdout)
		}
		out, n, err := reporters.Render(o.reporter, rep, s)
		if err != nil {
			return withheld, usage("the %s report could not be written: %v", o.reporter.Name, err)
		}
		withheld = max(withheld, n)
		if o.file == "" {
			_, err = io.Copy(stdout, bytes.NewReader(out))
		} else {
			err = os.WriteFile(o.file, out, 0o644)
		}
		if err != nil {
			return withheld, usage("the %s report could not be written to %s; name a file that can be", o.reporter.Name, o.file)
		}
	}
	return withheld, nil
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
