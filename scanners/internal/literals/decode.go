// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"bytes"
	"fmt"
	"slices"
)

// A span is a stretch of text.
type span struct{ start, end int }

func (s span) contains(o span) bool { return s.start <= o.start && o.end <= s.end }
func (s span) merge(o span) span    { return span{min(s.start, o.start), max(s.end, o.end)} }

// A round is a text after some decoding, with what was decoded last. Its zero
// segments are those of a text as it was read.
type round struct {
	text     []byte
	segments []segment // ascending
	depth    int
	before   *round
}

// A segment is a stretch that was decoded.
type segment struct {
	original span // in the text as it was read
	encoded  span // in the round before
	decoded  span // in this one
	kinds    kind
}

// next decodes what is encoded in a round; nil if nothing is. It does in time
// that grows with the text what gitleaks' decoder does in the square of it.
func (r *round) next() *round {
	found := precedence(encodings(r.text))
	n := &round{depth: r.depth + 1, before: r}
	from, shift := 0, 0
	for _, e := range found {
		value := e.decode(r.text)
		if len(value) == 0 {
			continue
		}
		s := segment{encoded: e.span, decoded: span{e.start + shift, e.start + shift + len(value)}, original: r.original(r.overlapping(e.span), e.span), kinds: e.kind}
		for _, p := range r.overlapping(e.span) {
			s.kinds |= p.kinds
		}
		shift += len(value) - (e.end - e.start)
		n.text = append(append(n.text, r.text[from:e.start]...), value...)
		n.segments = append(n.segments, s)
		from = e.end
	}
	if len(n.segments) == 0 {
		return nil
	}
	n.text = append(n.text, r.text[from:]...)
	return n
}

// precedence leaves out what touches a neighbour of an earlier kind.
func precedence(all []encoding) []encoding {
	if len(all) < 2 {
		return all
	}
	kept := make([]encoding, 0, len(all))
	for i, e := range all {
		if i > 0 && all[i-1].end >= e.start && all[i-1].kind < e.kind || i+1 < len(all) && all[i+1].start <= e.end && all[i+1].kind < e.kind {
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

// overlapping are the segments whose decoded text overlaps a span.
func (r *round) overlapping(s span) []segment {
	i, _ := slices.BinarySearchFunc(r.segments, s.start, func(p segment, at int) int { return p.decoded.end - at })
	end := i
	for end < len(r.segments) && r.segments[end].decoded.start <= s.end {
		end++
	}
	return r.segments[i:end]
}

// original is where in the text as it was read a span of this round stands: all of
// what was encoded, where it lies inside. Over are the segments that it overlaps.
func (r *round) original(over []segment, s span) span {
	if len(r.segments) == 0 {
		return s
	}
	var encoded span
	for _, p := range over {
		if p.decoded.contains(s) {
			return p.original
		}
		outside := p.decoded.merge(s)
		e := span{p.encoded.start + outside.start - p.decoded.start, p.encoded.end + outside.end - p.decoded.end}
		if encoded.end == 0 {
			encoded = e
		} else {
			encoded = encoded.merge(e)
		}
	}
	if encoded.end == 0 {
		return s
	}
	return r.before.original(r.before.overlapping(encoded), encoded)
}

// line is the line, or lines, of segments, with the newline before.
func (r *round) line(over []segment) []byte {
	s := over[0].decoded.merge(over[len(over)-1].decoded)
	start, end := max(0, bytes.LastIndexByte(r.text[:s.start+1], '\n')), len(r.text)
	if i := bytes.IndexByte(r.text[s.end:], '\n'); i >= 0 {
		end = s.end + i
	}
	return r.text[start:end]
}

// tags name how segments were encoded, as gitleaks does.
func (r *round) tags(over []segment) (tags []string) {
	var all kind
	for _, s := range over {
		all |= s.kinds
	}
	for i, name := range kindNames {
		if all&(1<<i) != 0 {
			tags = append(tags, name)
		}
	}
	return append(tags, fmt.Sprintf("decode-depth:%d", r.depth))
}
