// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph/catalog"
)

// Set by the linker in a release.
var (
	version = "0.1.0"
	commit  = ""
	date    = ""
)

func versionCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "version", Short: "the version, the commit and the day of the catalog", Args: cobra.NoArgs,
	}
	format := c.Flags().String("format", "text", "text or json")
	asJSON := c.Flags().Bool("json", false, "the same as --format json")
	c.RunE = func(c *cobra.Command, _ []string) error {
		v := struct {
			Version string `json:"version"`
			Commit  string `json:"commit,omitempty"`
			Date    string `json:"date,omitempty"`
			Go      string `json:"go"`
			Catalog string `json:"catalog"`
		}{version, cmp.Or(commit, built("vcs.revision")), builtOn(), runtime.Version(), catalog.Day()}
		switch {
		case *asJSON || *format == "json":
			e := json.NewEncoder(c.OutOrStdout())
			e.SetIndent("", "  ")
			return e.Encode(v)
		case *format == "text":
			_, err := fmt.Fprint(c.OutOrStdout(), versionLine())
			return err
		}
		return usage("no output format %q; choose text or json", *format)
	}
	return c
}

// versionLine is the answer to --version as well.
func versionLine() string {
	parts := []string{runtime.Version()}
	if c := cmp.Or(commit, built("vcs.revision")); c != "" {
		parts = append(parts, "commit "+c[:min(12, len(c))])
	}
	if day, _, _ := strings.Cut(builtOn(), "T"); day != "" {
		parts = append(parts, day)
	}
	return fmt.Sprintf("stagedoor %s (%s), catalog %s\n", version, strings.Join(parts, ", "), catalog.Day())
}

// builtOn is the time of the commit, not of the build.
func builtOn() string { return cmp.Or(date, built("vcs.time")) }

// built is what the Go toolchain noted of the working tree, or "".
func built(key string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == key {
				return s.Value
			}
		}
	}
	return ""
}
