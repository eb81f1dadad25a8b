// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/scanners/providers"
	"github.com/stagedoor/stagedoor/scanners/tree"
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
			var b bytes.Buffer
			style := styleOf(c.OutOrStdout())
			if len(args) == 0 {
				for _, p := range providers.All() {
					asks, _, _ := strings.Cut(p.Doc, ". ")
					tell(&b, style, p.Name, asks)
				}
				b.WriteString("\n`stagedoor providers NAME` says which credential it takes, which privilege suffices, and every request that it can send\n")
				_, err := c.OutOrStdout().Write(b.Bytes())
				return err
			}
			p, ok := providers.Find(args[0])
			if !ok {
				return usage("no provider %q; choose among %s", tree.Printable(args[0]), strings.Join(providerNames(), ", "))
			}
			tellProvider(&b, style, p)
			_, err := c.OutOrStdout().Write(b.Bytes())
			return err
		},
	}
}

func tell(b *bytes.Buffer, style reporters.Style, name, text string) {
	if text != "" {
		reporters.Wrapped(b, style, fmt.Sprintf("%-14s ", name), strings.Repeat(" ", 15), text)
	}
}

func tellProvider(b *bytes.Buffer, style reporters.Style, p providers.Provider) {
	tell(b, style, p.Name, p.Doc)
	tell(b, style, "credential", strings.Join(p.Variables, ", "))
	tell(b, style, "narrowed by", p.Of)
	tell(b, style, "address", p.Base)
	tell(b, style, "another by", p.BaseVariable)
	tell(b, style, "further hosts", strings.Join(p.Hosts, ", "))
	budget := p.Budget
	if budget == 0 {
		budget = 1000
	}
	tell(b, style, "budget", fmt.Sprintf("%d requests in one run", budget))
	if p.Probe != nil {
		tell(b, style, "probe", strings.Join(p.Probe.Kinds, ", ")+": "+p.Probe.Calls)
	}
	b.WriteString("\neverything that can be sent:\n")
	for _, a := range p.Allow {
		b.WriteString("  " + a + "\n")
	}
	if p.Probe != nil {
		b.WriteString("\nand by a probe:\n")
		for _, a := range p.Probe.Allow {
			b.WriteString("  " + a + "\n")
		}
	}
}
