// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scanned text is hostile. A file's name may hold an escape sequence that clears
// the screen, a right-to-left override that turns a path round, a line that a CI
// runner takes for a command, or ten thousand characters. The functions of this
// file make it harmless and keep it legible: what cannot be shown is spelled
// out, as \x1b or \u202e, so that a reader sees that something was there.

// maxName is how many characters of one name or word a person is shown.
const maxName = 300

// Clean makes one line of text from a scanned tree harmless for a terminal or a
// log: control, format and invisible characters are spelled out, newlines too,
// workflow commands are broken, and a word of more than 300 characters loses its
// middle.
func Clean(s string) string {
	return cutWords(breakCommands(spell(s)))
}

// cleanLines is Clean for text of several lines that have to stay lines.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = Clean(l)
	}
	return strings.Join(lines, "\n")
}

// spell writes characters that act on a terminal or cannot be seen as escapes.
func spell(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case !hidden(r):
			b.WriteRune(r)
		case r <= 0xff:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
		s = s[n:]
	}
	return b.String()
}

// hidden reports whether a character acts on a terminal or cannot be seen: C0
// and C1 controls, format characters (bidi, zero width, tags, BOM), line and
// paragraph separators, private use, and the letters and selectors that Unicode
// draws as nothing.
func hidden(r rune) bool {
	if r >= 0x20 && r < 0x7f {
		return false
	}
	switch {
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs, unicode.Variation_Selector):
		return true
	case r == 0x034f, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x3164, r == 0xffa0:
		return true
	}
	return false
}

// breakCommands breaks what CI systems take for a command: "::name" where a line
// begins with it (wrapping may put any word there), and "##[" and "##vso["
// anywhere.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func breakCommands(s string) string {
	if strings.Contains(s, "##") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "##[", "# #["), "##vso[", "# #vso[")
	}
	if !strings.Contains(s, "::") {
		return s
	}
	var b strings.Builder
	start := true // of a word
	for i := 0; i < len(s); i++ {
		if start && strings.HasPrefix(s[i:], "::") {
			b.WriteString(": :")
			i++
			start = false
			continue
		}
		start = s[i] == ' ' || s[i] >= utf8.RuneSelf // which may be a space, too
		b.WriteByte(s[i])
	}
	return b.String()
}

// cutWords shortens each word that is longer than maxName in its middle.
func cutWords(s string) string {
	if len(s) <= maxName {
		return s
	}
	words := strings.Split(s, " ")
	for i, w := range words {
		words[i] = cut(w, maxName)
	}
	return strings.Join(words, " ")
}

// cut keeps the beginning and the end of what has more than limit characters.
func cut(s string, limit int) string {
	if len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s
	}
	r := []rune(s)
	head := limit / 2
	tail := limit - head - 1
	return string(r[:head]) + "…" + string(r[len(r)-tail:])
}

var markdownEscapes = strings.NewReplacer(
	"\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "{", "\\{", "}", "\\}", "[", "\\[", "]", "\\]",
	"<", "&lt;", ">", "&gt;", "&", "&amp;", "#", "\\#<!-- -->", "!", "\\!", "|", "\\|", "~", "\\~", "@", "@<!-- -->", "://", ":<!-- -->//", "www.", "www<!-- -->.",
)

// markdown makes text literal in Markdown: no links, mentions, images, HTML or
// table cells can come of it. GitHub looks for addresses and mentions in the text
// after its entities are undone, so an empty comment parts what would be one.
// https://github.github.com/gfm/#autolinks-extension-
func markdown(s string) string { return markdownEscapes.Replace(Clean(s)) }

// plainMessage makes text literal in a SARIF message, where "[text](1)" is a
// link to a related place (SARIF 2.1.0, 3.11.6). It is Clean, and shorter than
// what code scanning shows.
func plainMessage(s string) string {
	return cut(strings.ReplaceAll(Clean(s), "](", "] ("), 4000)
}

// linkText is plainMessage for the text of a link, where brackets would end it.
func linkText(s string) string {
	return strings.NewReplacer("[", "(", "]", ")", "\\", "/").Replace(cut(Clean(s), maxName))
}
