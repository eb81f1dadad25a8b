// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners/providers"
)

// manualCommand writes the manual, for those who make packages: a page for each
// command, out of the same words as --help. cobra/doc was not taken: it needs a
// Markdown converter, puts today into the page and knows neither exit codes nor
// variables nor files.
func manualCommand() *cobra.Command {
	var folder string
	c := &cobra.Command{
		Use:   "manual [COMMAND ...]",
		Short: "the manual page of a command, or with --to all of them",
		Long: `manual writes a page in man's own format to stdout, or every page to a folder.

The date on it is that of the release, or SOURCE_DATE_EPOCH, never today.`,
		Example: "  stagedoor manual scan | man -l -",
		Hidden:  true,
	}
	c.Flags().StringVar(&folder, "to", "", "write every page into this folder, as stagedoor-scan.1")
	c.RunE = func(c *cobra.Command, args []string) error {
		if folder != "" && len(args) > 0 {
			return usage("--to writes every page; leave out the command")
		}
		if folder != "" {
			return writeManual(c.Root(), folder)
		}
		of, rest, err := c.Root().Find(args)
		if err != nil || len(rest) > 0 {
			return usage("no command %q; `stagedoor --help` lists them", strings.Join(args, " "))
		}
		_, err = c.OutOrStdout().Write(manualPage(of, released()))
		return err
	}
	return c
}

func writeManual(root *cobra.Command, folder string) error {
	err := os.MkdirAll(folder, 0o755)
	day := released()
	for _, c := range manualOf(root) {
		err = errors.Join(err, os.WriteFile(filepath.Join(folder, pageName(c)+".1"), manualPage(c, day), 0o644))
	}
	if err != nil {
		return usage("the manual could not be written; name a folder that can be with --to")
	}
	return nil
}

// manualOf lists the commands that have a page: all but those that cobra brings
// and those that are hidden.
func manualOf(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "completion" && sub.Name() != "help" {
			all = append(all, manualOf(sub)...)
		}
	}
	return all
}

func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// released is the day of the page: SOURCE_DATE_EPOCH, the release's, the commit's,
// or none. https://reproducible-builds.org/specs/source-date-epoch/
func released() string {
	if s, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(s, 0).UTC().Format(time.DateOnly)
	}
	if len(builtOn()) >= len(time.DateOnly) {
		return builtOn()[:len(time.DateOnly)]
	}
	return ""
}

// A variable is one of the environment, and what it does.
type variable struct{ name, does string }

// variables are those that the program reads itself; a test holds them to the code.
var variables = []variable{
	{configVariable, "The configuration file, where --config names none."},
	{"STAGEDOOR_KEY", "Seals values under this key instead of one that is random in each run. Keep it as secret as what it seals."},
	{"NO_COLOR", "No colour and no links, if it is not empty."},
	{"CLICOLOR_FORCE", "Colour where stdout is no terminal, too, if it is neither empty nor 0. NO_COLOR is stronger."},
	{"TERM", "No colour, links or progress if it is dumb."},
	{"CI", "No progress line, no cached answers of providers and no cached graph, if it is not empty; a baseline's entries of files that git does not track are then not called unused."},
	{"GITHUB_REF", "With --diff-base, that of a pull request (refs/pull/1/merge) lets two commits of depth suffice."},
	{"GIT_INDEX_FILE", "With --staged, the index to read; git sets it where a hook runs."},
	{"STAGEDOOR_CACHE", "No cached graph, if it is off; the same as --no-cache."},
	{"XDG_CACHE_HOME", "Where the answers of some providers and the graphs of repositories are kept between runs; see FILES."},
	{"SOURCE_DATE_EPOCH", "The day on the pages of the manual, in seconds since 1970."},
}

// credentialVariables are the variables with which a provider is asked.
func credentialVariables() (all []variable) {
	for _, p := range providers.All() {
		says := p.Title + "'s credential, read only with --live " + p.Name + "."
		if p.BaseVariable != "" {
			says += " " + p.BaseVariable + " names another address of its API."
		}
		all = append(all, variable{strings.Join(p.Variables, ", "), says})
	}
	return all
}

// filesRead are files that mean something to the program itself.
var filesRead = []variable{
	{strings.Join(policy.Places, ", "), "The configuration, at the root of the repository; stagedoor config schema lists what can stand in it."},
	{policy.BaselineName, "The baseline, at the root of the repository; it holds no secret."},
	{".gitleaks.toml, .gitleaksignore", "gitleaks' own configuration and ignores, which count for written-out secrets."},
	{"~/.cache/stagedoor/answers", "Answers of providers whose API documents conditional requests, readable by you alone, and thrown away after 30 days. Not in CI."},
	{"~/.cache/stagedoor/graphs", "For blast, environments and mcp, the graph of a repository and the digests of its files, no value of a secret among them, readable by you alone; an entry counts while every file is what it was, and is thrown away after 30 days without use. Not in CI."},
}

// synopsis is a command's use without its name.
func synopsis(c *cobra.Command) string {
	words := strings.Fields(c.Use)[1:]
	switch {
	case c.HasAvailableSubCommands():
		words = append(words, "COMMAND")
	case c.HasAvailableLocalFlags():
		words = append([]string{"[FLAG ...]"}, words...)
	}
	return strings.Join(words, " ")
}

// longOf is what a command says at length, or in short, without the exit codes.
func longOf(c *cobra.Command) (text string, exits bool) {
	text = c.Long
	if text == "" {
		text = strings.ToUpper(c.Short[:1]) + c.Short[1:] + "."
	}
	short, exits := strings.CutSuffix(text, exitCodes)
	return strings.TrimSpace(short), exits
}

func manualPage(c *cobra.Command, day string) []byte {
	var p roffPage
	p.line(".TH %s 1 %q %q %q", strings.ToUpper(pageName(c)), day, "stagedoor "+version, "stagedoor's manual")
	p.section("NAME")
	p.line("%s \\- %s", roff(pageName(c)), roff(c.Short))
	p.section("SYNOPSIS")
	p.line("\\fB%s\\fR %s", roff(c.CommandPath()), roff(synopsis(c)))
	p.section("DESCRIPTION")
	text, exits := longOf(c)
	p.text(text)
	p.commands(c)
	p.options(c)
	if exits {
		p.exitStatus()
	}
	p.examples(c.Example)
	if c == c.Root() || c.LocalFlags().Lookup("live") != nil {
		p.items("ENVIRONMENT", variables, credentialVariables())
		p.items("FILES", filesRead)
	}
	p.seeAlso(c)
	return []byte(fmt.Sprint(&p))
}
