// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// roffPage is a page of section 1 in the making. https://man7.org/linux/man-pages/man7/man.7.html
type roffPage struct{ strings.Builder }

// roff is text that means nothing to roff. A hyphen is one that can be copied.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

func (p *roffPage) line(format string, args ...any) { _, _ = fmt.Fprintf(p, format+"\n", args...) }

func (p *roffPage) section(name string) { p.line(".SH %q", name) }

// text sets paragraphs as such, and indented lines as they are.
func (p *roffPage) text(s string) {
	literal := false
	for line := range strings.SplitSeq(s, "\n") {
		indented := strings.HasPrefix(line, "  ")
		switch {
		case indented && !literal:
			p.line(".PP\n.RS 4\n.nf")
		case !indented && literal:
			p.line(".fi\n.RE")
		}
		literal = indented
		if line == "" {
			p.line(".PP")
			continue
		}
		p.line("%s", roff(strings.TrimPrefix(line, "  ")))
	}
	if literal {
		p.line(".fi\n.RE")
	}
}

func (p *roffPage) item(head, text string) { p.line(".TP\n%s\n%s", head, roff(text)) }

func (p *roffPage) items(section string, lists ...[]variable) {
	p.section(section)
	for _, list := range lists {
		for _, v := range list {
			p.item(`\fB`+roff(v.name)+`\fR`, v.does)
		}
	}
}

func (p *roffPage) commands(c *cobra.Command) {
	if !c.HasAvailableSubCommands() {
		return
	}
	p.section("COMMANDS")
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			p.item(`\fB`+roff(sub.Name())+`\fR `+roff(synopsis(sub)), sub.Short)
		}
	}
}

func (p *roffPage) options(c *cobra.Command) {
	if !c.HasAvailableLocalFlags() {
		return
	}
	p.section("OPTIONS")
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		head := `\fB\-\-` + roff(f.Name) + `\fR`
		if f.Shorthand != "" {
			head = `\fB\-` + f.Shorthand + `\fR, ` + head
		}
		name, text := pflag.UnquoteUsage(f)
		if name != "" {
			head += ` \fI` + roff(name) + `\fR`
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			text += " (default " + f.DefValue + ")"
		}
		p.item(head, strings.ToUpper(text[:1])+text[1:]+".")
	})
	p.item(`\fB\-h\fR, \fB\-\-help\fR`, "This, shorter.")
}

func (p *roffPage) exitStatus() {
	p.section("EXIT STATUS")
	head, codes, _ := strings.Cut(exitCodes, "\n")
	p.line("%s", roff(head))
	for code := range strings.SplitSeq(codes, "\n") {
		number, says, _ := strings.Cut(strings.TrimSpace(code), " ")
		p.item(`\fB`+number+`\fR`, strings.TrimSpace(says))
	}
}

func (p *roffPage) examples(s string) {
	if s != "" {
		p.section("EXAMPLES")
		p.text(s)
	}
}

func (p *roffPage) seeAlso(c *cobra.Command) {
	var names []string
	if c.HasParent() {
		names = append(names, pageName(c.Parent()))
	}
	for _, sub := range manualOf(c)[1:] {
		names = append(names, pageName(sub))
	}
	if c.Root() != c && c.Name() != "scan" && !c.HasAvailableSubCommands() {
		names = append(names, "stagedoor-scan")
	}
	p.section("SEE ALSO")
	for i, n := range names {
		end := ","
		if i == len(names)-1 {
			end = ""
		}
		p.line(".BR %s (1)%s", roff(n), end)
	}
}
