// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

// An argument is what the value of a flag is called in help and manual, and what
// a shell offers for it.
type argument struct {
	name   string
	offers cobra.CompletionFunc // nil: files
}

// arguments has every flag that takes a value, by name: one name means the same
// in every command.
var arguments = map[string]argument{
	"agent":          {"AGENT", oneOf(fenceAgentKeys)},
	"api-url":        {"URL", nothing},
	"archives":       {"DEPTH", nothing},
	"baseline":       {"FILE", files("json")},
	"command":        {"TEXT", nothing},
	"commit":         {"SHA", nothing},
	"config":         {"FILE", files("hcl")},
	"cwd":            {"FOLDER", folders},
	"diff-base":      {"REF", nothing},
	"fail-on":        {"SEVERITY", oneOf(func() []string { return append(rules.Severities(), "never") })},
	"format":         {"NAME", oneOf(func() []string { return []string{"text", "json"} })},
	"hook":           {"AGENT", oneOf(func() []string { return []string{"claude", "codex", "cursor"} })},
	"in":             {"ENVIRONMENT", oneOf(func() []string { return []string{"production", "staging", "preview", "test", "development"} })},
	"live":           {"PROVIDER", several(providerNames)},
	"min-basis":      {"BASIS", oneOf(func() []string { return []string{"guessed", "named", "read", "fetched"} })},
	"path":           {"FOLDER", folders},
	"probe-found":    {"WHICH", nil},
	"ref":            {"REF", nothing},
	"repo":           {"REPOSITORY", nothing},
	"repository":     {"OWNER/NAME", nothing},
	"rules":          {"RULE,...", several(ruleIDs)},
	"since":          {"FILE", files("json")},
	"skip-rules":     {"RULE,...", several(ruleIDs)},
	"stdin-name":     {"NAME", nothing},
	"to":             {"FOLDER", folders},
	"today":          {"DAY", nothing},
	"token-variable": {"NAME", nothing},
	"wait":           {"DURATION", nothing},
	"within":         {"DURATION", nothing},
	"workers":        {"N", nothing},
}

// positional is what stands without a flag, by the command's path.
var positional = map[string]cobra.CompletionFunc{
	"stagedoor baseline": nothing,
	"stagedoor catalog":  first(oneOf(catalogNames)),
	"stagedoor config":   nothing,
	"stagedoor fence":    first(folders),
	"stagedoor explain":  first(oneOf(ruleIDs)),
	"stagedoor upload":   first(files("sarif")),

	"stagedoor config verify": first(files("hcl")),
	"stagedoor config schema": nothing,
	"stagedoor version":       nothing,
}

// complete names every argument and teaches a shell what can stand for it.
// What a command has set itself is kept.
func complete(c *cobra.Command) {
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		a, ok := arguments[f.Name]
		if !ok {
			return
		}
		name := a.name
		if c.Name() == "scan" && f.Name == "format" {
			name = "NAME[=FILE]"
		}
		f.DefValue = strings.Trim(f.DefValue, "[]")
		if s, is := f.Value.(pflag.SliceValue); is {
			f.Value = namedList{f.Value, s, name}
		} else {
			f.Value = named{f.Value, name}
		}
		if _, set := c.GetFlagCompletionFunc(f.Name); !set && a.offers != nil {
			_ = c.RegisterFlagCompletionFunc(f.Name, a.offers)
		}
	})
	if offers, ok := positional[c.CommandPath()]; ok && c.ValidArgsFunction == nil {
		c.ValidArgsFunction = offers
	}
	for _, sub := range c.Commands() {
		complete(sub)
	}
}

// named is a value that help calls by its argument's name, not by its Go type.
type named struct {
	pflag.Value
	name string
}

func (n named) Type() string { return n.name }

type namedList struct {
	pflag.Value
	pflag.SliceValue
	name string
}

func (n namedList) Type() string { return n.name }

func nothing(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveNoFileComp
}

func files(ending string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return []string{ending}, cobra.ShellCompDirectiveFilterFileExt
	}
}

// oneOf offers a closed list, which is made only when somebody asks.
func oneOf(list func() []string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return list(), cobra.ShellCompDirectiveNoFileComp
	}
}

// several offers a list for each part of a,b,c that is not there yet.
func several(list func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, begun string) (all []string, _ cobra.ShellCompDirective) {
		before := begun[:strings.LastIndexByte(begun, ',')+1]
		chosen := strings.Split(before, ",")
		for _, entry := range list() {
			id, _, _ := strings.Cut(entry, "\t")
			if !slices.Contains(chosen, id) {
				all = append(all, before+entry)
			}
		}
		return all, cobra.ShellCompDirectiveNoFileComp
	}
}

// first offers for the first argument only.
func first(offers cobra.CompletionFunc) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nothing(c, args, begun)
		}
		return offers(c, args, begun)
	}
}

// outputNames offers formats as --format of scan takes them: NAME, or NAME=FILE,
// where what follows the sign is a file.
func outputNames(_ *cobra.Command, _ []string, begun string) (all []string, _ cobra.ShellCompDirective) {
	if strings.Contains(begun, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	for _, r := range reporters.All() {
		all = append(all, r.Name+"\t"+r.Doc)
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

func ruleIDs() (all []string) {
	for _, r := range rules.All() {
		all = append(all, r.ID+"\t"+r.Title)
	}
	return all
}

func catalogNames() (all []string) {
	for _, p := range catalog.Providers() {
		all = append(all, p.ID+"\t"+p.Title)
		for _, t := range p.Tokens {
			all = append(all, t.Type+"\t"+t.Title)
		}
		for _, s := range p.Stores {
			all = append(all, s.Type+"\t"+s.Title)
		}
	}
	return all
}

func folders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}
