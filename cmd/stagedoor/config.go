// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

func configCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "the configuration " + policy.Name + ": write a first one, verify it, see what can stand in it",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use: "init [PATH]", Short: "write a first one from what a scan saw", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error { return configInit(c, paths) },
	}, &cobra.Command{
		Use: "verify [FILE]", Short: "say what is wrong with it, and where; run the tests of its own rules", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error { return configVerify(c, files) },
	}, schemaCommand())
	return c
}

func schemaCommand() *cobra.Command {
	var format string
	c := &cobra.Command{Use: "schema", Short: "what can stand in it", Args: cobra.NoArgs}
	c.Flags().StringVar(&format, "format", "text", "text, an example with every word; or json, a JSON Schema of "+policy.Name+".json")
	c.RunE = func(c *cobra.Command, _ []string) error {
		text := policy.Schema
		switch format {
		case "text":
		case "json":
			text = string(policy.JSONSchema())
		default:
			return usage("no format %q of the schema; choose text or json with --format", format)
		}
		_, err := fmt.Fprint(c.OutOrStdout(), text)
		return err
	}
	return c
}

// configVerify lists every mistake of a configuration: of one that is named, else
// of the one that a scan would use.
func configVerify(c *cobra.Command, files []string) error {
	folder, named := ".", configured{}
	if len(files) > 0 {
		folder, named.file = filepath.Dir(files[0]), files[0]
	}
	trees, err := open(c.Context(), []string{folder})
	if err != nil {
		return err
	}
	p, err := policyOf(named, trees[0])
	own := ""
	if err == nil {
		own, err = verifyRules(c, p)
	}
	var mistakes policy.Mistakes
	switch {
	case errors.As(err, &mistakes):
		for _, m := range mistakes {
			_, _ = fmt.Fprintln(c.OutOrStdout(), tree.Printable(m.String()))
		}
		if len(mistakes) == 1 {
			return usage("a mistake in the configuration; correct it")
		}
		return usage("%d mistakes in the configuration; correct them", len(mistakes))
	case err != nil:
		return err
	case p.File == "":
		return exit{exitPartial, "there is no configuration here; write a first one with `stagedoor config init`, or name one"}
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "the %s says what it means%s\n", p.Sources(), own)
	return err
}

// configInit writes what was guessed, so that people confirm or correct it.
func configInit(c *cobra.Command, paths []string) error {
	a, err := ask(c.Context(), question{paths: paths})
	if err != nil {
		return err
	}
	trees, err := open(c.Context(), paths)
	if err != nil {
		return err
	}
	file := filepath.Join(trees[0].Root, policy.Name)
	if _, err := os.Lstat(file); err == nil {
		return usage("%s is there already; `stagedoor config verify` says what is wrong with it", policy.Name)
	}
	text, _ := reporters.Pass([]byte(firstConfig(environment.Files(a.graph))), a.lastDoor())
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return usage("%s could not be written; run in a folder that can be", policy.Name)
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "%s is written; read it, correct it, and commit it\n", policy.Name)
	return err
}

// firstConfig lists each guessed environment with its files, as comments: nothing
// that was only guessed becomes the owner's word by itself.
func firstConfig(files []environment.FileDecision) string {
	byName := map[string][]string{}
	for _, d := range files {
		if d.Environment != "" && d.Basis == graph.Guessed {
			byName[d.Environment] = append(byName[d.Environment], d.File)
		}
	}
	var names []string
	for name := range byName {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString("# What stagedoor cannot know by itself. `stagedoor config schema` lists what can stand here.\n")
	if len(names) == 0 {
		b.WriteString("\n# Every environment was declared or named by convention; nothing was guessed.\n")
	}
	for _, name := range names {
		fmt.Fprintf(&b, "\n# Guessed from words in longer names. Right? Then take the marks off.\n# environment %q {\n#   paths = [\n", reporters.Clean(name))
		for _, f := range byName[name] {
			fmt.Fprintf(&b, "#     %q,\n", reporters.Clean(f))
		}
		b.WriteString("#   ]\n# }\n")
	}
	return b.String()
}
