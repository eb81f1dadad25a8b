// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

func explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [RULE]",
		Short: "why a rule matters, how to fix it, what it cannot see; without a rule, the list",
		Args:  cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			for _, r := range rules.All() {
				ids = append(ids, r.ID+"\t"+r.Title)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			w := c.OutOrStdout()
			if len(args) == 0 {
				var rows [][]string
				for _, r := range rules.All() {
					rows = append(rows, []string{r.ID, r.Severity.String(), r.Title})
				}
				reporters.Table(w, styleOf(w), []string{"rule", "severity", "says"}, rows)
				return nil
			}
			r, ok := rules.Find(args[0])
			if !ok {
				return usage("no rule %q; `stagedoor explain` lists them", args[0])
			}
			_, err := fmt.Fprint(w, explanation(r))
			return err
		},
	}
}

// explanation is a rule's page, from its own words.
func explanation(r rules.Rule) string {
	var refs []string
	for _, n := range r.CWE {
		refs = append(refs, fmt.Sprintf("CWE-%d", n))
	}
	for _, o := range r.OWASP {
		refs = append(refs, "OWASP "+o+":2025")
	}
	return fmt.Sprintf("%s (%s at most, about a %s)\n\n%s.\n\nwhy     %s\n\nfix     %s\n\ncannot  %s\n\nsee     %s\n",
		r.ID, r.Severity, r.About, r.Title, r.Why, r.Fix, r.Cannot, strings.Join(refs, ", "))
}
