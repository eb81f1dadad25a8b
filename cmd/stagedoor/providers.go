// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/scanners/providers"
)

// providersCommand shows what --live can ask.
func providersCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "providers [NAME]",
		Short: "what --live can ask: variables, privileges, and every request that may be sent",
		Args:  cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return providerNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				for _, p := range providers.All() {
					_, _ = fmt.Fprintf(c.OutOrStdout(), "%-14s %s\n", p.Name, p.Doc)
				}
				return nil
			}
			p, ok := providers.Find(args[0])
			if !ok {
				return usage("no provider %q; choose among %s", args[0], strings.Join(providerNames(), ", "))
			}
			tellProvider(c.OutOrStdout(), p)
			return nil
		},
	}
}

func tellProvider(w io.Writer, p providers.Provider) {
	say := func(name, text string) {
		if text != "" {
			_, _ = fmt.Fprintf(w, "%-12s %s\n", name, text)
		}
	}
	say(p.Name, p.Doc)
	say("credential", strings.Join(p.Variables, ", "))
	say("narrowed by", p.Of)
	say("address", p.Base)
	say("another by", p.BaseVariable)
	budget := p.Budget
	if budget == 0 {
		budget = 1000
	}
	say("budget", fmt.Sprintf("%d requests", budget))
	if p.Probe != nil {
		say("probe", strings.Join(p.Probe.Kinds, ", ")+": "+p.Probe.Calls)
	}
	_, _ = fmt.Fprintln(w, "\neverything that can be sent:")
	for _, a := range p.Allow {
		_, _ = fmt.Fprintln(w, "  "+a)
	}
}
