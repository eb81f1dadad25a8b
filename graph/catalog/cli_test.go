// SPDX-License-Identifier: Apache-2.0

package catalog_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/catalog"
)

func TestProgramsHangTogether(t *testing.T) {
	seen := map[string]string{}
	for p, c := range catalog.CLIs {
		for _, name := range append([]string{c.Program}, c.Also...) {
			if seen[name] != "" {
				t.Errorf("%s is described twice: as %s and %s", name, seen[name], c.Program)
			}
			seen[name] = c.Program
		}
		for _, o := range c.Values {
			if slices.Contains(c.Switches, o) {
				t.Errorf("%s %s: takes a value, and stands alone", c.Program, o)
			}
		}
		for _, k := range c.Commands {
			if k.Operation != "" && p.OperationNamed(k.Operation) == nil {
				t.Errorf("%s %s: %s has no operation %q", c.Program, k.Words, p.ID, k.Operation)
			}
			for _, where := range k.Target {
				if _, err := strconv.Atoi(where); err != nil && where != "rest" && !slices.Contains(c.Values, where) {
					t.Errorf("%s %s: the option %s takes no value", c.Program, k.Words, where)
				}
			}
			for _, h := range slices.Concat(c.Harmless, c.Others, c.Project) {
				if words := strings.Fields(strings.ReplaceAll(strings.TrimSuffix(h, " $"), "|", " ")); h != "*" && len(k.With) == 0 {
					if _, both := k.Matches(words); both && k.Words != "" {
						t.Errorf("%s: %q is harmless and %q is not", c.Program, h, k.Words)
					}
				}
			}
		}
	}
}

func TestWordsOfCommands(t *testing.T) {
	c := catalog.Command{Words: "volume|volumes delete|rm"}
	for line, want := range map[string]bool{"volume delete x": true, "volumes rm": true, "volume list": false, "volume": false, "delete volume": false} {
		if _, ok := c.Matches(strings.Fields(line)); ok != want {
			t.Errorf("%q: %v", line, ok)
		}
	}
	admin, _ := catalog.CLIByProgram("mysqladmin")
	if !admin.Reads([]string{"ping"}) || admin.Reads([]string{"ping", "drop", "shop"}) {
		t.Error("mysqladmin ping reads, and what stands behind it is a second command")
	}
	railway, _ := catalog.CLIByProgram("railway")
	if !railway.Reads([]string{"volume", "ls"}) || railway.Reads([]string{"volume", "delete"}) || railway.Reads(nil) {
		t.Error("railway volume ls reads, volume delete and nothing at all do not")
	}
}
