// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

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
	asJSON := c.Flags().String("format", "text", "text or json")
	c.RunE = func(c *cobra.Command, _ []string) error {
		v := struct {
			Version string `json:"version"`
			Commit  string `json:"commit,omitempty"`
			Date    string `json:"date,omitempty"`
			Go      string `json:"go"`
			Catalog string `json:"catalog"`
		}{version, revision(), date, runtime.Version(), catalog.Day()}
		switch *asJSON {
		case "json":
			e := json.NewEncoder(c.OutOrStdout())
			e.SetIndent("", "  ")
			return e.Encode(v)
		case "text":
			_, err := fmt.Fprintf(c.OutOrStdout(), "stagedoor %s (%s), catalog %s\n", v.Version, v.Go, v.Catalog)
			return err
		}
		return usage("no output format %q; choose text or json", *asJSON)
	}
	return c
}

func revision() string {
	if commit != "" {
		return commit
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return ""
}
