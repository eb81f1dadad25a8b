// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/rules"
)

const homepage = "https://github.com/stagedoor/stagedoor"

// described is what a SARIF run tells of its rules.
type described struct {
	rules    []sarifRule
	index    map[string]int            // by descriptor id
	defaults map[string]rules.Severity // by rule id
}

// descriptors lists one descriptor for each rule that ran, under its default
// severity, and one for each other severity that a finding has: code scanning
// reads severity per rule, not per result.
func descriptors(v view) described {
	d := described{index: map[string]int{}, defaults: map[string]rules.Severity{}}
	put := func(r ruleView, s rules.Severity) {
		d.defaults[r.ID] = r.Default
		id := descriptorID(r.ID, r.Default, s)
		if _, ok := d.index[id]; ok {
			return
		}
		d.index[id] = len(d.rules)
		d.rules = append(d.rules, descriptor(r, s, id))
	}
	for _, r := range v.Rules {
		put(r, r.Default)
	}
	for _, f := range v.Findings {
		put(v.rule(f.Rule), f.Severity)
	}
	return d
}

// descriptorID is stable for ever, since alerts are known by it: the rule's id
// for its default severity, and RULE-SEVERITY for any other.
func descriptorID(rule string, usual, s rules.Severity) string {
	if s == usual {
		return rule
	}
	return rule + "-" + s.String()
}

func descriptor(r ruleView, s rules.Severity, id string) sarifRule {
	title, why := sentence(capital(Clean(r.Title))), paragraph(r.Why)
	if why == "" {
		why = title
	}
	return sarifRule{
		ID: id, Name: pascal(id), HelpURI: homepage + "#what-it-finds",
		Short: sarifText{cut(title, 1000)}, Full: sarifText{cut(why, 1000)},
		Help:    sarifHelp{Text: helpText(r), Markdown: helpMarkdown(r)},
		Default: sarifConfiguration{level(s)}, About: ruleProperties(r, s),
	}
}

func ruleProperties(r ruleView, s rules.Severity) sarifRuleProperties {
	p := sarifRuleProperties{Precision: "high", SecuritySeverity: securitySeverity(s)}
	if p.SecuritySeverity == "" {
		p.ProblemSeverity = "recommendation"
	} else {
		p.Tags = append(p.Tags, "security")
	}
	p.Tags = append(p.Tags, "environments", "credentials")
	for _, n := range r.CWE {
		p.Tags = append(p.Tags, fmt.Sprintf("external/cwe/cwe-%03d", n))
	}
	for _, n := range r.OWASP {
		p.Tags = append(p.Tags, "owasp-"+strings.ToLower(n)+"-2025")
	}
	p.Tags = p.Tags[:min(10, len(p.Tags))]
	return p
}

// securitySeverity is a number in a string: over 9.0 is critical, from 7.0 high,
// from 4.0 medium, from 0.1 low. A note has none: it would be shown as low.
func securitySeverity(s rules.Severity) string {
	switch s {
	case rules.Critical:
		return "9.5"
	case rules.High:
		return "8.0"
	case rules.Medium:
		return "5.5"
	case rules.Low:
		return "2.5"
	}
	return ""
}

func helpText(r ruleView) string {
	parts := []string{paragraph(r.Why)}
	if r.Fix != "" {
		parts = append(parts, "Fix: "+paragraph(r.Fix))
	}
	if r.Cannot != "" {
		parts = append(parts, "What it cannot see: "+paragraph(r.Cannot))
	}
	parts = append(parts, "Not so? The end of each alert's message is what .stagedoor.hcl has to say then; fill in the reason. More: stagedoor explain "+r.ID)
	return strings.TrimSpace(strings.Join(parts, "\n\n"))
}

// helpMarkdown is the only rich text that code scanning shows. It holds nothing
// of the scanned tree: a descriptor is shared by all findings of its rule.
func helpMarkdown(r ruleView) string {
	var b strings.Builder
	section := func(head, text string) {
		if text != "" {
			fmt.Fprintf(&b, "## %s\n\n%s\n\n", head, markdown(paragraph(text)))
		}
	}
	section("Why it matters", r.Why)
	section("Fix", r.Fix)
	section("What it cannot see", r.Cannot)
	b.WriteString("## Not so?\n\nThe end of the alert's message is what `.stagedoor.hcl` has to say then, in this form. Fill in the reason and commit it:\n\n")
	fmt.Fprintf(&b, "```hcl\n%s\n```\n\n", notSoExample(r.ID))
	b.WriteString("The path is under *Show paths*; its least sure step says what a correction has to state. More on the command line:\n\n")
	fmt.Fprintf(&b, "```sh\nstagedoor explain %s\n```\n", strings.ReplaceAll(Clean(r.ID), "`", ""))
	if len(r.CWE) > 0 {
		b.WriteString("\n## References\n\n")
		for _, n := range r.CWE {
			fmt.Fprintf(&b, "- [CWE-%d](https://cwe.mitre.org/data/definitions/%d.html)\n", n, n)
		}
		for _, n := range r.OWASP {
			fmt.Fprintf(&b, "- [OWASP %s:2025](https://owasp.org/www-project-non-human-identities-top-10/2025/)\n", markdown(n))
		}
	}
	return b.String()
}

// notSoExample shows the form of the correcting line.
func notSoExample(rule string) string {
	return fmt.Sprintf("accept %q \"FINGERPRINT\" { reason = \"\" }", strings.ReplaceAll(Clean(rule), "`", ""))
}

// paragraph is text of ours with its lines joined, harmless all the same: rules
// may be the user's own.
func paragraph(s string) string { return Clean(strings.Join(strings.Fields(s), " ")) }

func capital(s string) string {
	if s == "" {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(r)) + s[n:]
}

// pascal turns an-id into AnID's form: AnId.
func pascal(id string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(id, "-") {
		b.WriteString(capital(part))
	}
	return b.String()
}
