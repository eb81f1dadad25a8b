// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners/tree"
	"github.com/stagedoor/stagedoor/scanners/workstation"
)

type auditFlags struct {
	scanFlags
	places bool
	since  string
	ask    bool

	// Tests put these in place of this machine.
	home    string
	goos    string
	environ []string
	open    func(string) ([]byte, *tree.Problem)
	live    liveQuestion
}

func auditCommand() *cobra.Command {
	var f auditFlags
	c := &cobra.Command{
		Use:   "audit [FOLDER ...]",
		Short: "this workstation: what an agent running as you could destroy today",
		Long: `audit reads a fixed list of places under your home folder in which command lines,
clients and agents keep what they log in with, and the environment of this process.
It says of each credential what it opens and whether it reaches production, beside
the repositories below the folders (default: the one of the working directory).
Nothing outside the list is opened, and no value is shown.

It exits 1 where whatever runs as you can destroy production data (a finding at or
above --fail-on), or with --since where something new can.

` + exitCodes,
		Example: "  stagedoor audit\n  stagedoor audit ~/src --format text --format json=today.json\n  stagedoor audit --since yesterday.json\n  stagedoor audit --places",
	}
	fl := c.Flags()
	fl.BoolVar(&f.places, "places", false, "print the list of places and the pages that document them, and read nothing")
	fl.StringVar(&f.since, "since", "", "an earlier report of audit, as --format json=FILE writes it: say what is new, gone or changed, and gate on what is new")
	fl.BoolVar(&f.ask, "live", false, "ask the provider of each credential that it documents a read-only way for, whom it belongs to; each call is named before it is sent")
	fl.StringArrayVar(&f.formats, "format", []string{"text"}, "NAME or NAME=FILE; repeatable: "+formatNames())
	fl.StringVar(&f.failOn, "fail-on", "high", "exit 1 from this severity on: "+strings.Join(rules.Severities(), ", ")+" or never")
	fl.StringVar(&f.basis, "min-basis", "named", "exit 1 only for findings at least this sure: guessed, named, read, fetched")
	f.config.on(c)
	fl.StringVar(&f.today, "today", "", "the day that expiry is judged by, as 2026-11-26 (default: today)")
	fl.IntVar(&f.workers, "workers", 0, "files read at once (default: one per core)")
	fl.BoolVar(&f.strict, "strict", false, "exit 3 where anything could not be read")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "no progress, nothing on stderr but errors and what --live is about to send")
	c.RunE = func(c *cobra.Command, folders []string) error {
		f.goos, f.environ = runtime.GOOS, os.Environ()
		var err error
		if f.home, err = os.UserHomeDir(); err != nil || !filepath.IsAbs(f.home) {
			return exit{exitPartial, "the home folder is not known; set HOME (on Windows USERPROFILE)"}
		}
		return audit(c.Context(), folders, f, c.OutOrStdout(), c.ErrOrStderr())
	}
	return c
}

// auditRules are the rules that say what whatever runs as the user could destroy;
// `stagedoor scan` tells the rest of a repository.
var auditRules = []string{rules.ProductionBlastPath.ID, rules.UnconfirmedDestruction.ID}

// audit is the command without its flags' parsing.
func audit(ctx context.Context, folders []string, f auditFlags, stdout, stderr io.Writer) error {
	if f.places {
		return tellPlaces(stdout, f.goos)
	}
	outputs, err := parseOutputs(f.formats)
	if err != nil {
		return err
	}
	rep, err := gate(f.scanFlags)
	if err != nil {
		return err
	}
	now, err := dayOf(f.today)
	if err != nil {
		return err
	}
	before, err := earlier(f.since)
	if err != nil {
		return err
	}
	shown := newProgress(stderr, f.quiet)
	q := question{config: f.config, workers: f.workers, progress: shown.files, today: now.Format(time.DateOnly), rules: ruleFlags{only: auditRules}}
	q.live = f.live
	q.live.now, q.live.progress = now, shown.requests
	q.live.say = func(format string, args ...any) { _, _ = fmt.Fprintf(stderr, "stagedoor: "+format+"\n", args...) }
	a, visits, err := askWorkstation(ctx, folders, f, q, now)
	shown.done()
	if err != nil {
		return err
	}
	fill(&rep, a, folders)
	rep.Today = q.today
	rep.Workstation = inventory(a, visits)
	rep.Workstation.Folders = a.folders
	rep.NotCovered = auditNotCovered(rep.NotCovered, a)
	rep.Next = "" // the next command of a scan is not an audit's
	if f.since != "" {
		compare(rep.Workstation, before, f.since)
		onlyNew(rep.Findings, heldIDs(a.graph), before)
		rep.Since = f.since
	}
	withheld, err := write(rep, outputs, a.lastDoor(), stdout)
	if err != nil {
		return err
	}
	return verdict(rep, f.strict, withheld, a)
}

// askWorkstation reads the places and the repositories into one graph.
func askWorkstation(ctx context.Context, folders []string, f auditFlags, q question, now time.Time) (*answer, []workstation.Visit, error) {
	a := &answer{vault: vault()}
	paths, more, err := repositories(folders, f.home)
	if err != nil {
		return nil, nil, err
	}
	var trees []*tree.Tree
	if len(paths) > 0 {
		if trees, err = open(ctx, paths); err != nil {
			return nil, nil, err
		}
	}
	if a.policy, err = auditPolicy(f.config, trees); err != nil {
		return nil, nil, err
	}
	if err := a.choose(q, trees); err != nil {
		return nil, nil, err
	}
	if len(trees) == 1 {
		q.repo = filepath.Base(trees[0].Root)
	}
	a.truncated = more
	for _, t := range trees {
		a.folders = append(a.folders, tree.Printable(filepath.Base(t.Root)))
	}
	var at []workstation.Folder
	for _, folder := range foldersOf(q.repo, trees) {
		at = append(at, workstation.Folder{Path: folder.Path, Repo: folder.Repo})
	}
	facts, visits := workstation.Run(workstation.Options{Home: f.home, GOOS: f.goos, Environ: f.environ, Folders: at, Vault: a.vault, Open: f.open})
	a.told = append(a.told, facts)
	q.derive = workstation.Joins(now)
	q.under = workstation.Repo
	q.live.probeHeld, q.live.joins = f.ask, q.derive
	return a, visits, a.read(ctx, q, trees)
}

// auditPolicy is the configuration of the first repository; where there is none,
// only one that the user names.
func auditPolicy(f configured, trees []*tree.Tree) (policy.Policy, error) {
	if len(trees) > 0 {
		return policyOf(f, trees[0])
	}
	named := cmp.Or(f.file, os.Getenv(configVariable))
	if named == "" || f.none {
		return policy.Policy{}, nil
	}
	src, err := readAtMost(named)
	if err != nil {
		return policy.Policy{}, exit{exitPartial, fmt.Sprintf("the configuration %s does not exist or cannot be read; name one that can with --config", tree.Printable(named))}
	}
	return decoded(src, tree.Printable(filepath.ToSlash(named)), beside(filepath.Dir(named)))
}

// auditNotCovered says what an audit does not look at.
func auditNotCovered(of []string, a *answer) []string {
	lines := slices.Concat([]string{
		"keyrings, histories of shells, transcripts of agents, browsers, and every file of the home folder that is not on the list",
	}, of)
	if a.truncated > 0 {
		lines = append(lines, fmt.Sprintf("repositories beyond the first %d, and deeper than %d folders", maxRepositories, maxDepth))
	}
	return lines
}

// onlyNew marks the findings about what was there before.
func onlyNew(found []rules.Finding, ids map[*graph.Node]string, before *earlierReport) {
	for i, f := range found {
		found[i].Since = rules.New
		if id, held := ids[f.About]; held && slices.Contains(before.reaching, id) || slices.Contains(before.fingerprints, f.Fingerprint()) {
			found[i].Since = rules.Same
		}
	}
}
