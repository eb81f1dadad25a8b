// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// Table writes a summary: a header, a rule and rows, without boxes. Cells are
// made harmless first. Only the last column is wrapped, at spaces, where the
// whole would be wider than the style allows: paths are there to be copied.
// Rows that are shorter than the header are filled up; surplus cells are left
// out. A table without rows is nothing.
func Table(w io.Writer, style Style, header []string, rows [][]string) error {
	if len(header) == 0 || len(rows) == 0 {
		return nil
	}
	cells := make([][]string, len(rows))
	for i, row := range rows {
		cells[i] = make([]string, len(header))
		for j := range min(len(row), len(header)) {
			cells[i][j] = name(row[j])
		}
	}
	wrapLast(cells, header, style)
	var out bytes.Buffer
	t := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(tw.StyleLight),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenRows: tw.Off, BetweenColumns: tw.Off},
				Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.On, ShowFooterLine: tw.Off},
			},
		})),
		tablewriter.WithHeaderAutoFormat(tw.Off), // else upper case
		tablewriter.WithRowAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone), // else cut words
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithHeaderAlignment(tw.AlignLeft),
		tablewriter.WithRowAlignment(tw.AlignLeft),
		tablewriter.WithPadding(tw.Padding{Left: "", Right: "  ", Overwrite: true}),
		tablewriter.WithTrimSpace(tw.Off),
	)
	t.Header(header)
	if err := t.Bulk(cells); err != nil {
		return fmt.Errorf("laying out a table: %w", err)
	}
	if err := t.Render(); err != nil {
		return fmt.Errorf("laying out a table: %w", err)
	}
	for line := range strings.Lines(out.String()) {
		if _, err := io.WriteString(w, strings.TrimRight(line, " \n")+"\n"); err != nil {
			return fmt.Errorf("writing a table: %w", err)
		}
	}
	return nil
}

// wrapLast breaks the last column's cells into lines that fit.
func wrapLast(cells [][]string, header []string, style Style) {
	last := len(header) - 1
	left := style.Width
	if left <= 0 {
		left = 100
	}
	for j := range last {
		widest := utf8.RuneCountInString(header[j])
		for _, row := range cells {
			widest = max(widest, utf8.RuneCountInString(row[j]))
		}
		left -= widest + 2
	}
	left = max(left, 30)
	for _, row := range cells {
		var lines []string
		line := ""
		for word := range strings.FieldsSeq(row[last]) {
			if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > left {
				lines, line = append(lines, line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		row[last] = strings.Join(append(lines, line), "\n")
	}
}
