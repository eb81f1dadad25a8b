// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/providers"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A liveQuestion is what is to be asked of providers.
type liveQuestion struct {
	asked  []providers.Asked
	probes []string // names or places of found credentials, as --probe-found takes them
	values bool

	joins     []graph.Derivation // before a credential is looked up
	probeHeld bool               // every credential of the workstation that has a probe

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
}

// question is what the flags ask; what is about to be sent with a credential that
// was found is said on stderr.
func (f *liveFlags) question(stderr io.Writer, p *progress) (q liveQuestion, err error) {
	q = liveQuestion{probes: f.probe, values: f.values, progress: p.requests}
	q.say = func(format string, args ...any) { _, _ = fmt.Fprintf(stderr, "stagedoor: "+format+"\n", args...) }
	q.asked, err = parseLive(f.live)
	return q, err
}

func (q liveQuestion) any() bool { return len(q.asked) > 0 || len(q.probes) > 0 || q.probeHeld }

// parseLive reads --live NAME[:OF],...
func parseLive(names []string) (asked []providers.Asked, err error) {
	for _, name := range names {
		name, of, narrowed := strings.Cut(name, ":")
		p, ok := providers.Find(name)
		if !ok {
			return nil, usage("no provider %q; choose among %s with --live", tree.Printable(name), strings.Join(providerNames(), ", "))
		}
		if narrowed && p.Of == "" {
			return nil, usage("%s is asked as a whole; use --live %s", p.Title, p.Name)
		}
		if narrowed && of == "" {
			return nil, usage("nothing stands behind the colon; use --live %s:%s, or --live %s", p.Name, p.Of, p.Name)
		}
		if !slices.ContainsFunc(asked, func(a providers.Asked) bool { return a.Provider.Name == p.Name && a.Of == of }) {
			asked = append(asked, providers.Asked{Provider: p, Of: of})
		}
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

// live asks the providers and adds what they answer to the facts. What is to be
// probed is looked up first, in what the files say: a name that is not there is
// told before anything is sent.
func (q liveQuestion) live(ctx context.Context, a *answer, facts *graph.Facts, repo string, trees []*tree.Tree) error {
	for _, asked := range q.asked {
		if place := asked.LeftOut(a.policy.NotAsked); place != "" {
			return usage("--live %s:%s names what %s leaves out; name something else, or change that line", asked.Provider.Name, tree.Printable(asked.Of), place)
		}
	}
	found, err := q.found(a, facts)
	if err != nil {
		return err
	}
	var subjects []string
	folders := foldersOf(repo, trees)
	for i, t := range trees {
		folders[i].Remotes = t.Remotes(ctx)
		subjects = append(subjects, folders[i].Remotes...)
	}
	o := q.options(a, repo, subjects)
	o.Folders, o.NotAsked = folders, a.policy.NotAsked
	for _, asked := range q.asked {
		a.live = append(a.live, asked.Provider.Title)
	}
	got, err := providers.Run(ctx, q.asked, o)
	if err != nil {
		return exit{exitPartial, "the providers were not asked to the end; run it again"}
	}
	for _, asked := range q.asked {
		a.live = append(a.live, asked.Provider.Title)
	}
	if err := a.hear(facts, got); err != nil || len(found) == 0 {
		return err
	}
	for _, f := range found {
		p, _ := providers.ProbeOf(f.Kind)
		if q.say != nil {
			name, _ := a.lastDoor().Scrub(tree.Printable(f.Name))
			q.say("asking %s who %s is: %s", p.Title, name, p.Probe.Calls)
		}
	}
	if got, err = providers.ProbeFound(ctx, found, o); err != nil {
		return exit{exitPartial, "the credentials were not asked about to the end; run it again"}
	}
	return a.hear(facts, got)
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

// hear adds what providers said to the facts.
func (a *answer) hear(facts *graph.Facts, got providers.Answer) error {
	a.incomplete = slices.Compact(slices.Sorted(slices.Values(append(a.incomplete, got.Incomplete...))))
	a.unasked = append(a.unasked, got.Unasked...)
	a.leftOut = append(a.leftOut, got.LeftOut...)
	a.requests += got.Requests
	a.told = append(a.told, got.Facts)
	if err := facts.Merge(got.Facts); err != nil {
		return usage("%v", err)
	}
	return nil
}
