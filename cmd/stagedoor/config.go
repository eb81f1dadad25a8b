// SPDX-License-Identifier: Apache-2.0

package main

import (
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
		Use: "verify [FILE]", Short: "say what is wrong with it, and where", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error {
			file := policy.Name
			if len(files) > 0 {
				file = files[0]
			}
			if _, err := policy.Read(file, tree.Printable(filepath.ToSlash(file))); err != nil {
				return exit{exitUsage, err.Error()}
			}
			_, err := fmt.Fprintf(c.OutOrStdout(), "%s says what it means\n", tree.Printable(filepath.ToSlash(file)))
			return err
		},
	}, &cobra.Command{
		Use: "schema", Short: "what can stand in it", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(c.OutOrStdout(), policy.Schema)
			return err
		},
	})
	return c
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
