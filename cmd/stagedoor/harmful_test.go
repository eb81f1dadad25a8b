// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/stagedoor/stagedoor/reporters"
)

var (
	commandForm    = regexp.MustCompile(`(?m)^\s*::|##\[|##vso\[`)
	annotationForm = regexp.MustCompile(`^::(?:error|warning|notice) (?:file=[^:,]*,line=\d+,)?title=[^:,]*::`)
	ownTag         = regexp.MustCompile(`^</?(?:details|summary)>|^<!-- -->`)
	diagramForm    = regexp.MustCompile("(?ms)^```mermaid\n(.*?)^```$")
	escaped        = regexp.MustCompile(`\\.`)
	activeForm     = regexp.MustCompile(`(?i)://|(?:^|[^\w])@[\w]|\bwww\.|\]\(|!\[|(?:^|\s)#\d`)
)

// harmful lists what a format's reader would act on, and not show.
func harmful(format string, out []byte) (problems []string) {
	text := string(out)
	say := func(form string, args ...any) { problems = append(problems, fmt.Sprintf(form, args...)) }
	if !utf8.ValidString(text) {
		say("invalid UTF-8")
	}
	if i := strings.IndexFunc(strings.ReplaceAll(withoutOwnScript(format, text), "\n", " "), acts); i >= 0 {
		say("a character that acts: %q", around(strings.ReplaceAll(withoutOwnScript(format, text), "\n", " "), i))
	}
	if at := commandForm.FindStringIndex(withoutOwnScript(format, text)); at != nil && format != "github" {
		say("a workflow command: %q", around(withoutOwnScript(format, text), at[0]))
	}
	switch format {
	case "json", "sarif", "gitlab", "gitlab-sast", "graph json", "graph opengraph":
		var v any
		if err := json.Unmarshal(out, &v); err != nil {
			say("no JSON: %v", err)
		}
		walk(v, func(s string) {
			if strings.HasSuffix(format, "json") { // names as they are, for programs
				return
			}
			if i := strings.IndexFunc(strings.ReplaceAll(s, "\n", " "), acts); i >= 0 {
				say("a string with a character that acts: %q", around(s, i))
			}
		})
	case "junit", "graph graphml":
		for x := xml.NewDecoder(bytes.NewReader(out)); ; {
			if _, err := x.Token(); err == io.EOF {
				break
			} else if err != nil {
				say("no XML: %v", err)
				break
			}
		}
	case "csv":
		rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
		if err != nil {
			say("no CSV: %v", err)
		}
		for _, field := range slices.Concat(rows...) {
			if t := strings.TrimSpace(field); t != "" && strings.ContainsAny(t[:1], "=+-@") {
				say("a formula: %q", field)
			}
		}
	case "github":
		for line := range strings.Lines(text) {
			rest := annotationForm.ReplaceAllString(line, "")
			if rest == line && !strings.HasPrefix(line, "stagedoor: ") || commandForm.MatchString(rest) {
				say("no annotation of ours: %q", line)
			}
		}
	case "markdown":
		problems = append(problems, activeMarkdown(text)...)
	case "html":
		problems = append(problems, foreignHTML(out)...)
	case "graph dot", "graph mermaid":
		for line := range strings.Lines(text) {
			bare := escaped.ReplaceAllString(line, "")
			if strings.Count(bare, `"`)%2 != 0 || format == "graph mermaid" && (strings.ContainsAny(bare, "<`") || strings.Count(bare, `"`) > 2) {
				say("a label ends early: %q", line)
			}
		}
	}
	return problems
}

// withoutOwnScript is the page's data, of which alone a scanned tree has a say.
func withoutOwnScript(format, text string) string {
	if _, after, ok := strings.Cut(text, `id="data">`); ok && format == "html" {
		text, _, _ = strings.Cut(after, "</script>")
	}
	return text
}

// acts reports whether a character does something to a terminal or to the order
// of a line: C0, C1, and the bidirectional controls.
func acts(r rune) bool { return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) }

func around(s string, i int) string { return s[max(0, i-40):min(len(s), i+40)] }

func walk(v any, f func(string)) {
	switch v := v.(type) {
	case string:
		f(v)
	case []any:
		for _, x := range v {
			walk(x, f)
		}
	case map[string]any:
		for k, x := range v {
			f(k)
			walk(x, f)
		}
	}
}

// activeMarkdown finds HTML that is not ours, links, images, mentions, and rows
// with more cells than the table has.
func activeMarkdown(text string) (problems []string) {
	for _, m := range diagramForm.FindAllStringSubmatch(text, -1) {
		for line := range strings.Lines(m[1]) {
			if strings.ContainsAny(line, "<`") || strings.Count(line, `"`) > 2 {
				problems = append(problems, fmt.Sprintf("a diagram's label ends early: %q", line))
			}
		}
	}
	text = diagramForm.ReplaceAllString(text, "")
	for line := range strings.Lines(text) {
		bare := escaped.ReplaceAllString(line, "")
		for i := range bare {
			if bare[i] == '<' && !ownTag.MatchString(bare[i:]) {
				problems = append(problems, fmt.Sprintf("HTML: %q", around(bare, i)))
			}
		}
		if at := activeForm.FindStringIndex(bare); at != nil && !strings.HasPrefix(line, "## stagedoor") {
			problems = append(problems, fmt.Sprintf("a link or mention: %q", around(bare, at[0])))
		}
		if n := strings.Count(bare, "|"); strings.HasPrefix(line, "|") && n != 5 || !strings.HasPrefix(line, "|") && n != 0 || strings.Count(bare, "`")%2 != 0 {
			problems = append(problems, fmt.Sprintf("a cell or code that nobody wrote: %q", line))
		}
	}
	return problems
}

// foreignHTML holds a page's elements and attributes against those of a page
// about nothing: a browser sees no other.
func foreignHTML(out []byte) (problems []string) {
	want, got := emptyPage(), elements(out)
	if !maps.Equal(want, got) {
		problems = append(problems, fmt.Sprintf("elements or attributes of another page: %v, want %v", got, want))
	}
	if !bytes.Contains(out, []byte(`http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-`)) {
		problems = append(problems, "no policy")
	}
	return problems
}

var emptyPage = sync.OnceValue(func() map[string]int {
	r, _ := reporters.Find("html")
	empty, _, _ := reporters.Render(r, reporters.Report{}, vault().Search())
	return elements(empty)
})

// elements counts a page's elements, each with its attributes, as a browser's
// parser sees them.
func elements(page []byte) map[string]int {
	all := map[string]int{}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil
	}
	for n := range root.Descendants() {
		switch n.Type {
		case html.ElementNode:
			all[fmt.Sprint(n.Data, n.Attr)]++
		case html.CommentNode:
			all["comment"]++
		}
	}
	return all
}
