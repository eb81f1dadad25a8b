// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

func explainCommand() *cobra.Command {
	var config string
	c := &cobra.Command{
		Use:   "explain [RULE]",
		Short: "why a rule matters, how to fix it, what it cannot see; without a rule, the list",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			w := c.OutOrStdout()
			own, err := ownRules(c.Context(), config)
			if err != nil {
				return err
			}
			all := append(rules.All(), own...)
			if len(args) == 0 {
				var rows [][]string
				for _, r := range all {
					rows = append(rows, []string{r.ID, r.Severity.String(), r.Title})
				}
				reporters.Table(w, styleOf(w), []string{"rule", "severity", "says"}, rows)
				return nil
			}
			i := slices.IndexFunc(all, func(r rules.Rule) bool { return r.ID == args[0] })
			if i < 0 {
				return usage("no rule %q; `stagedoor explain` lists them, with --config those of your own too", args[0])
			}
			_, err = w.Write(explanation(all[i], styleOf(w)))
			return err
		},
	}
	c.Flags().StringVar(&config, "config", "", "a configuration whose own rules are explained too")
	return c
}

// explanation is a rule's page, from its own words.
func explanation(r rules.Rule, style reporters.Style) []byte {
	var refs []string
	for _, n := range r.CWE {
		refs = append(refs, fmt.Sprintf("CWE-%d", n))
	}
	for _, o := range r.OWASP {
		refs = append(refs, "OWASP "+o+":2025")
	}
	var b bytes.Buffer
	parts := [][2]string{
		{"", fmt.Sprintf("%s (%s at most, about a %s)", r.ID, r.Severity, r.About)}, {"", r.Title + "."},
		{"why     ", r.Why}, {"fix     ", r.Fix}, {"cannot  ", r.Cannot}, {"see     ", strings.Join(refs, ", ")},
	}
	for _, part := range parts {
		if strings.TrimSpace(part[1]) == "" {
			continue // a rule of the user's own need not say it
		}
		reporters.Wrapped(&b, style, part[0], strings.Repeat(" ", len(part[0])), part[1])
		b.WriteByte('\n')
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
