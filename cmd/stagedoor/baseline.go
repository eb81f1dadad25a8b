// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

func baselineCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "baseline",
		Short: "what was there when a team began: write, update, prune or check the list",
		Long: `A baseline lists findings that were there. They are not shown and do not fail the
gate as long as they are no worse: as severe, about the same secret, and reaching
no other store. The file holds no secret; commit it.

It is ` + policy.BaselineName + ` at the root of the repository, or what --baseline names.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, verb := range []struct {
		name, short string
		do          func(*keeper) error
	}{
		{"write", "write a new one that lists every finding", (*keeper).write},
		{"update", "list every finding that there is now, and none that is gone", (*keeper).update},
		{"prune", "take out what is gone, and add nothing", (*keeper).prune},
		{"check", "exit 1 where an entry covers nothing any more", (*keeper).check},
	} {
		var file string
		var config configured
		var own ruleFlags
		var history bool
		sub := &cobra.Command{Use: verb.name + " [PATH]", Short: verb.short, Args: cobra.MaximumNArgs(1)}
		sub.Flags().StringVar(&file, "baseline", "", "the file (default "+policy.BaselineName+" at the root of the repository)")
		config.on(sub)
		own.on(sub)
		sub.Flags().BoolVar(&history, "history", false, "read the git history as well, as scan --history does")
		sub.RunE = func(c *cobra.Command, paths []string) error {
			k := &keeper{file: file, say: func(format string, args ...any) { _, _ = fmt.Fprintf(c.OutOrStdout(), format+"\n", args...) }}
			if err := k.open(c, paths, config, own, history); err != nil {
				return err
			}
			return verb.do(k)
		}
		c.AddCommand(sub)
	}
	return c
}

// A keeper works on one baseline.
type keeper struct {
	file  string
	tree  *tree.Tree
	a     *answer
	old   *policy.Baseline // nil for none
	found []rules.Finding  // but for what the owner accepts in another way
	say   func(format string, args ...any)
}

func (k *keeper) open(c *cobra.Command, paths []string, config configured, own ruleFlags, history bool) error {
	trees, err := open(c.Context(), paths)
	if err != nil {
		return err
	}
	k.tree = trees[0]
	if k.file == "" {
		k.file = filepath.Join(k.tree.Root, policy.BaselineName)
	}
	if _, err := os.Lstat(k.file); err == nil {
		if k.old, err = baselineOf(k.file, k.tree); err != nil {
			return err
		}
	}
	now, _ := dayOf("")
	if k.a, err = ask(c.Context(), question{paths: paths, config: config, rules: own, history: history, today: now.Format("2006-01-02")}); err != nil {
		return err
	}
	k.a.word.Baseline = nil
	k.found, _ = k.a.judge()
	k.found = slices.DeleteFunc(k.found, func(f rules.Finding) bool { return f.Rule == rules.StaleIgnore.ID })
	return nil
}

func (k *keeper) write() error {
	if k.old != nil {
		return usage("%s is there already; use `stagedoor baseline update`", k.shown())
	}
	return k.keep(policy.NewBaseline())
}

func (k *keeper) update() error {
	if k.old == nil {
		return usage("%v", policy.ErrNoBaseline)
	}
	return k.keep(&policy.Baseline{Version: 1, Salt: k.old.Salt, Findings: []policy.Entry{}})
}

// keep lists every finding.
func (k *keeper) keep(b *policy.Baseline) error {
	for _, f := range k.found {
		b.Findings = append(b.Findings, b.Entry(f, k.a.word.Tag, k.tree.IsTracked))
	}
	if k.old != nil {
		b.Keep(k.old)
	}
	return k.store(b)
}

func (k *keeper) prune() error {
	if k.old == nil {
		return usage("%v", policy.ErrNoBaseline)
	}
	gone := map[string]bool{}
	unused, expired := k.old.Stale(k.found, k.a.word)
	for _, e := range append(unused, expired...) {
		gone[e.Rule+e.Fingerprint] = true
	}
	kept := k.old.Findings[:0]
	for _, e := range k.old.Findings {
		if !gone[e.Rule+e.Fingerprint] {
			kept = append(kept, e)
		}
	}
	k.old.Findings = kept
	return k.store(k.old)
}

func (k *keeper) check() error {
	if k.old == nil {
		return usage("%v", policy.ErrNoBaseline)
	}
	unused, expired := k.old.Stale(k.found, k.a.word)
	for _, e := range unused {
		k.say("covers nothing any more: %s  %s", e.Rule, tree.Printable(strings.TrimSpace(e.Title+"  "+e.File)))
	}
	for _, e := range expired {
		k.say("expired on %s: %s  %s", e.Until, e.Rule, tree.Printable(strings.TrimSpace(e.Title+"  "+e.File+"  "+e.Owner)))
	}
	if n := len(unused) + len(expired); n > 0 {
		return exit{exitFindings, fmt.Sprintf("%d entries of the baseline cover nothing; take them out with `stagedoor baseline prune`", n)}
	}
	k.say("all %d entries of the baseline cover a finding", len(k.old.Findings))
	return nil
}

func (k *keeper) store(b *policy.Baseline) error {
	data, err := b.Write()
	if err == nil {
		safe, _ := reporters.PassJSON(data, k.a.lastDoor())
		err = os.WriteFile(k.file, safe, 0o644)
	}
	if err != nil {
		return usage("the baseline could not be written to %s; name a file that can be with --baseline", k.shown())
	}
	k.say("%d findings are listed in %s", len(b.Findings), k.shown())
	return nil
}

// shown is the file as messages name it.
func (k *keeper) shown() string {
	if rel, inside := inTree(k.file, k.tree); inside {
		return tree.Printable(rel)
	}
	return tree.Printable(filepath.ToSlash(k.file))
}
