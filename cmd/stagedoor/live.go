// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/providers"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A liveQuestion is what is to be asked of providers.
type liveQuestion struct {
	asked  []providers.Asked
	probes []string // names or places of found credentials, as --probe-found takes them
	values bool

	// Tests put these in place of this machine and the network.
	getenv    func(string) string
	home      string
	transport providers.Transport
	sleep     func(context.Context, time.Duration) error
	now       time.Time

	say      func(format string, args ...any) // one line to the user, before something is sent
	progress func(provider string, requests, budget int)
}

// liveFlags are the flags of commands that can ask providers.
type liveFlags struct {
	live, probe []string
	values      bool
}

func (f *liveFlags) on(c *cobra.Command) {
	fl := c.Flags()
	fl.StringSliceVar(&f.live, "live", nil, `ask these providers' APIs as well, read-only: NAME or NAME:WHICH; "stagedoor providers" lists them`)
	fl.StringArrayVar(&f.probe, "probe-found", nil, "ask its provider who this found credential is; a name or FILE:LINE, repeatable")
	fl.BoolVar(&f.values, "live-values", false, "let --live read values of secrets too, which are sealed at once")
	_ = c.RegisterFlagCompletionFunc("live", cobra.FixedCompletions(providerNames(), cobra.ShellCompDirectiveNoFileComp))
}

// question is what the flags ask; what is about to be sent with a credential that
// was found is said on stderr.
func (f *liveFlags) question(stderr io.Writer, p *progress) (q liveQuestion, err error) {
	q = liveQuestion{probes: f.probe, values: f.values, progress: p.requests}
	q.say = func(format string, args ...any) { _, _ = fmt.Fprintf(stderr, "stagedoor: "+format+"\n", args...) }
	q.asked, err = parseLive(f.live)
	return q, err
}

func (q liveQuestion) any() bool { return len(q.asked) > 0 || len(q.probes) > 0 }

// parseLive reads --live NAME[:OF],...
func parseLive(names []string) (asked []providers.Asked, err error) {
	for _, name := range names {
		name, of, narrowed := strings.Cut(name, ":")
		p, ok := providers.Find(name)
		if !ok {
			return nil, usage("no provider %q; choose among %s with --live", name, strings.Join(providerNames(), ", "))
		}
		if narrowed && p.Of == "" {
			return nil, usage("%s is asked as a whole; use --live %s", p.Title, p.Name)
		}
		asked = append(asked, providers.Asked{Provider: p, Of: of})
	}
	return asked, nil
}

func providerNames() (names []string) {
	for _, p := range providers.All() {
		names = append(names, p.Name)
	}
	return names
}

func (q liveQuestion) options(a *answer, repo string, subjects []string) providers.Options {
	o := providers.Options{
		Vault: a.vault, Repo: repo, Getenv: q.getenv, Home: q.home, Subjects: subjects, Values: q.values, Now: q.now,
		Progress: q.progress, Transport: q.transport, Sleep: q.sleep,
	}
	if o.Getenv == nil {
		o.Getenv = os.Getenv
		o.Home, _ = os.UserHomeDir()
		if dir, err := os.UserCacheDir(); err == nil && os.Getenv("CI") == "" {
			o.CacheDir = filepath.Join(dir, "stagedoor", "answers")
		}
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	return o
}

// live asks the providers and adds what they answer to the facts.
func (q liveQuestion) live(ctx context.Context, a *answer, facts *graph.Facts, repo string, trees []*tree.Tree) error {
	var subjects []string
	folders := foldersOf(repo, trees)
	for i, t := range trees {
		folders[i].Remotes = t.Remotes(ctx)
		subjects = append(subjects, folders[i].Remotes...)
	}
	o := q.options(a, repo, subjects)
	o.Folders = folders
	got, err := providers.Run(ctx, q.asked, o)
	if err != nil {
		return exit{exitPartial, "the providers were not asked to the end; run it again"}
	}
	if err := q.take(a, facts, got); err != nil || len(q.probes) == 0 {
		return err
	}
	found, err := q.found(a, facts)
	if err != nil {
		return err
	}
	for _, f := range found {
		p, _ := providers.ProbeOf(f.Kind)
		if q.say != nil {
			q.say("asking %s who %s is: %s", p.Title, f.Name, p.Probe.Calls)
		}
	}
	if got, err = providers.ProbeFound(ctx, found, o); err != nil {
		return exit{exitPartial, "the credentials were not asked about to the end; run it again"}
	}
	return q.take(a, facts, got)
}

// foldersOf are the scanned folders, each with the name of the repository that the
// facts of its files carry.
func foldersOf(repo string, trees []*tree.Tree) (all []providers.Folder) {
	shown := shownAs(trees)
	for i, t := range trees {
		all = append(all, providers.Folder{Path: filepath.Join(t.Root, filepath.FromSlash(t.Start)), Repo: cmp.Or(repo, shown[i])})
	}
	return all
}

func (q liveQuestion) take(a *answer, facts *graph.Facts, got providers.Answer) error {
	a.incomplete = append(a.incomplete, got.Incomplete...)
	a.requests += got.Requests
	for _, asked := range q.asked {
		a.live = append(a.live, asked.Provider.Title)
	}
	a.told = append(a.told, got.Facts)
	if err := facts.Merge(got.Facts); err != nil {
		return usage("%v", err)
	}
	return nil
}

// found looks up the credentials that --probe-found names, in what has been read.
func (q liveQuestion) found(a *answer, facts *graph.Facts) (all []providers.Found, err error) {
	copied := facts.Fork()
	_ = copied.Merge(facts) // one vault
	g := graph.Build(copied)
	for _, name := range q.probes {
		known := len(all)
		for _, n := range locate(g, name) {
			for _, c := range valuesOf(n) {
				t, _ := catalog.ByType(c.Type)
				if t == nil {
					continue
				}
				if _, ok := providers.ProbeOf(c.Type); !ok {
					return nil, usage("nothing documented asks who a %s is without doing more; leave out --probe-found %s", t.Title, tree.Printable(name))
				}
				if v, ok := a.vault.Value(c.ID.Seal()); ok && !c.Is(graph.NobodysSecret) {
					all = append(all, providers.Found{ID: c.ID, Kind: c.Type, Name: c.Name, Value: v})
				}
			}
		}
		if len(all) == known {
			return nil, exit{exitPartial, fmt.Sprintf("no credential of a known kind is found as %s; name it, or its file:line, as `stagedoor scan` shows it", tree.Printable(name))}
		}
	}
	return all, nil
}

// valuesOf is a credential, or the values that a slot holds.
func valuesOf(n *graph.Node) (all []*graph.Node) {
	if n.Kind == graph.Credential {
		return []*graph.Node{n}
	}
	for l := range n.Out(graph.Holds) {
		if n.Kind == graph.Slot && l.To.Kind == graph.Credential {
			all = append(all, l.To)
		}
	}
	return all
}

// providersCommand shows what --live can ask.
func providersCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "providers [NAME]",
		Short: "what --live can ask: variables, privileges, and every request that may be sent",
		Args:  cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return providerNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				for _, p := range providers.All() {
					_, _ = fmt.Fprintf(c.OutOrStdout(), "%-14s %s\n", p.Name, p.Doc)
				}
				return nil
			}
			p, ok := providers.Find(args[0])
			if !ok {
				return usage("no provider %q; choose among %s", args[0], strings.Join(providerNames(), ", "))
			}
			tellProvider(c.OutOrStdout(), p)
			return nil
		},
	}
}

func tellProvider(w io.Writer, p providers.Provider) {
	say := func(name, text string) {
		if text != "" {
			_, _ = fmt.Fprintf(w, "%-12s %s\n", name, text)
		}
	}
	say(p.Name, p.Doc)
	say("credential", strings.Join(p.Variables, ", "))
	say("narrowed by", p.Of)
	say("address", p.Base)
	say("another by", p.BaseVariable)
	budget := p.Budget
	if budget == 0 {
		budget = 1000
	}
	say("budget", fmt.Sprintf("%d requests", budget))
	if p.Probe != nil {
		say("probe", strings.Join(p.Probe.Kinds, ", ")+": "+p.Probe.Calls)
	}
	_, _ = fmt.Fprintln(w, "\neverything that can be sent:")
	for _, a := range p.Allow {
		_, _ = fmt.Fprintln(w, "  "+a)
	}
}
