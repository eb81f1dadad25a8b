// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/reporters"
)

func environmentsCommand() *cobra.Command {
	var format string
	var config configured
	var kept cacheFlag
	c := &cobra.Command{
		Use:   "environments [PATH ...]",
		Short: "which environment each file or part of it belongs to, and why",
		Long: `environments lists every file that holds, names or declares something, the
environment that it was read as, how sure that is, and why. The last lines say
how to correct it.`,
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	config.on(c)
	kept.on(c)
	c.RunE = func(c *cobra.Command, paths []string) error {
		if format != "text" && format != "json" {
			return usage("no output format %q; choose text or json", format)
		}
		a, err := askCached(c.Context(), question{paths: paths, config: config, cache: kept.folder(), once: true})
		if err != nil {
			return err
		}
		files := environment.Files(a.graph)
		var out strings.Builder
		if format == "json" {
			err = environmentsJSON(&out, files)
		} else {
			environmentsText(&out, files, styleOf(c.OutOrStdout()))
		}
		if err != nil {
			return err
		}
		pass := reporters.Pass
		if format == "json" {
			pass = reporters.PassJSON
		}
		safe, _ := pass([]byte(out.String()), a.lastDoor())
		_, err = c.OutOrStdout().Write(safe)
		return err
	}
	return c
}

// orNull is how "none or several" is said in JSON.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

type environmentPart struct {
	Line        int     `json:"line"`
	Environment *string `json:"environment"`
	Tier        *string `json:"tier"`
	Basis       string  `json:"basis"`
	Why         string  `json:"why"`
}

type environmentFile struct {
	File        string            `json:"file"`
	Environment *string           `json:"environment"`
	Tier        *string           `json:"tier"`
	Basis       *string           `json:"basis"`
	Why         string            `json:"why"`
	Parts       []environmentPart `json:"parts"`
}

func environmentsJSON(w io.Writer, files []environment.FileDecision) error {
	list := []environmentFile{}
	for _, d := range files {
		f := environmentFile{File: d.File, Environment: orNull(d.Environment), Tier: orNull(string(d.Tier)), Why: d.Why, Parts: []environmentPart{}}
		if d.Environment != "" {
			f.Basis = orNull(d.Basis.String())
		}
		for _, p := range d.Parts {
			f.Parts = append(f.Parts, environmentPart{p.Line, orNull(p.Environment), orNull(string(p.Tier)), p.Basis.String(), p.Why})
		}
		list = append(list, f)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{"files": list})
}

func environmentsText(w io.Writer, files []environment.FileDecision, style reporters.Style) {
	var rows [][]string
	for _, d := range files {
		if d.Environment != "" || len(d.Parts) == 0 {
			rows = append(rows, []string{d.File, orDash(d.Environment), orDash(string(d.Tier)), basisOf(d.Environment, d.Basis.String()), d.Why})
		}
		for _, p := range d.Parts {
			rows = append(rows, []string{fmt.Sprintf("%s:%d", d.File, p.Line), orDash(p.Environment), orDash(string(p.Tier)), basisOf(p.Environment, p.Basis.String()), p.Why})
		}
	}
	if len(rows) == 0 {
		_, _ = fmt.Fprintln(w, "No file here holds, names or declares anything that has an environment.")
		return
	}
	reporters.Table(w, style, []string{"file", "environment", "tier", "basis", "why"}, rows)
	_, _ = fmt.Fprint(w, "\nNot so? In .stagedoor.hcl at the root of the repository:\n  environment \"NAME\" { paths = [\"PATH\"] }\n")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func basisOf(env, basis string) string {
	if env == "" {
		return "-"
	}
	return basis
}
