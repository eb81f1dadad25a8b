// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"strconv"
	"strings"
)

// Code scanning refuses a whole file for one place that it cannot use: without a
// physical location, with an empty or absolute URI, with another scheme than the
// checkout's, with a column below 1. So every place that SARIF shows is made
// here: a relative, percent-encoded path and a region that is clamped.

// sarifAt is a place in a file; ok is false for anything else.
func sarifAt(p placeView) (at sarifPhysical, ok bool) {
	uri := relativeURI(p.File)
	if uri == "" {
		return at, false
	}
	if p.Commit != "" {
		uri = pastFolder + uri
	}
	return sarifPhysical{sarifArtifact{uri}, clamp(p)}, true
}

// pastFolder stands before a path of the git history: the checkout may have no such
// file, or another one, so that a viewer is given a path that is none.
const pastFolder = "stagedoor/history/"

// sarifPrimary is where a finding is shown. A thing that stands in no file of the
// repository gets a stable path that is no file: code scanning accepts it, and
// shows no preview.
func sarifPrimary(f findingView) sarifPhysical {
	for _, p := range f.Locations {
		if at, ok := sarifAt(p); ok {
			return at
		}
	}
	for _, p := range f.Paths {
		for _, s := range p.Steps {
			if place, ok := s.file(); ok {
				if at, ok := sarifAt(place); ok {
					return at
				}
			}
		}
	}
	uri := "stagedoor/live/" + encodeSegment(orUnknown(f.About.Kind)) + "/" + encodeSegment(orUnknown(f.About.Name))
	return sarifPhysical{sarifArtifact{uri}, clamp(placeView{})}
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// relativeURI encodes a path as a relative reference (RFC 3986): no scheme, no
// root, no dot segments, whatever the names are.
func relativeURI(path string) string {
	var segments []string
	for segment := range strings.SplitSeq(path, "/") {
		if segment != "" && segment != "." {
			segments = append(segments, encodeSegment(segment))
		}
	}
	return strings.Join(segments, "/")
}

// encodeSegment percent-encodes all bytes but RFC 3986's unreserved ones, so that
// a newline, a colon or a byte that is no UTF-8 cannot mean anything. ".." is
// spelled so that no reader climbs out of the checkout.
func encodeSegment(s string) string {
	if s == ".." {
		return "%2E%2E"
	}
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}

// clamp makes a region that every reader takes: it starts at 1 or later and ends
// after it starts.
func clamp(p placeView) sarifRegion {
	r := sarifRegion{StartLine: max(1, p.Line), StartColumn: max(1, p.Column)}
	r.EndLine = max(r.StartLine, p.EndLine)
	r.EndColumn = max(1, p.EndColumn)
	if r.EndLine == r.StartLine {
		r.EndColumn = max(r.EndColumn, r.StartColumn+1)
	}
	return r
}

// String writes a place as people do: file:line:column.
func (p placeView) String() string {
	if p.File == "" {
		return p.URL
	}
	s := p.File
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	if p.Commit != "" {
		s += " (commit " + p.short() + ")"
	}
	return s
}
