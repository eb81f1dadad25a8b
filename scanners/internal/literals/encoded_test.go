// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"github.com/zricethezav/gitleaks/v8/detect/codec"
)

// sameAsCodec compares each round of decoding with gitleaks' own: the text, and for
// many spans of it, where they stand in what was read, their tags and their line.
func sameAsCodec(t *testing.T, r *rand.Rand, text string) (rounds int) {
	t.Helper()
	theirs := codec.NewDecoder()
	var segments []*codec.EncodedSegment
	for ours := (&round{text: []byte(text)}).next(); ; ours = ours.next() {
		text, segments = theirs.Decode(text, segments)
		if (len(segments) == 0) != (ours == nil) {
			t.Fatalf("%q decodes: %v, want %v", text, ours != nil, len(segments) > 0)
		}
		if ours == nil || rounds == 8 {
			return rounds
		}
		rounds++
		if string(ours.text) != text {
			t.Fatalf("got  %q\nwant %q", ours.text, text)
		}
		for range 20 {
			start := r.IntN(len(text))
			end := start + r.IntN(len(text)-start+1)
			over, want := ours.overlapping(span{start, end}), codec.SegmentsWithDecodedOverlap(segments, start, end)
			if len(over) != len(want) {
				t.Fatalf("%d segments overlap, want %d", len(over), len(want))
			}
			if len(want) == 0 {
				continue
			}
			if got, want := ours.original(over, span{start, end}), codec.AdjustMatchIndex(want, []int{start, end}); got != (span{want[0], want[1]}) {
				t.Fatalf("[%d,%d) of %q stands at %v, want %v", start, end, text, got, want)
			}
			if got, want := fmt.Sprint(ours.tags(over)), fmt.Sprint(codec.Tags(want)); got != want {
				t.Fatalf("tags %s, want %s", got, want)
			}
			if got, want := string(ours.line(over)), codec.CurrentLine(want, text); got != want {
				t.Fatalf("line %q, want %q", got, want)
			}
		}
	}
}

// TestDecodesAsGitleaksDoes compares on texts put together from everything that
// its decoder reacts to.
func TestDecodesAsGitleaksDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+/-"
	pick := func(from string, n int) string {
		var b strings.Builder
		for range n {
			b.WriteByte(from[r.IntN(len(from))])
		}
		return b.String()
	}
	piece := func() string {
		plain := pick(letters+" =:%\"", 1+r.IntN(30))
		switch r.IntN(14) {
		case 0:
			return base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(plain) + hex.EncodeToString([]byte(plain))))
		case 1:
			return base64.RawURLEncoding.EncodeToString([]byte(plain))
		case 2:
			return hex.EncodeToString([]byte(plain))
		case 3:
			return strings.ToUpper(hex.EncodeToString([]byte(pick("\x01\x7f\x80az", 20))))
		case 4:
			return url.QueryEscape(plain)
		case 5:
			return "%" + pick("0123456789abcdefABCDEFx", 2)
		case 6:
			return pick("U+\\u0041", 1+r.IntN(8))
		case 7:
			return `\u0041`
		case 8:
			return "U+0041 "
		case 9:
			return pick(letters, 16+r.IntN(40))
		case 10:
			return pick("0123456789abcdef", 30+r.IntN(10))
		case 11:
			return pick("= \n\t\"'.;%\\é\xff", 1+r.IntN(3))
		}
		return pick(letters, r.IntN(16))
	}
	yes, no := 0, 0
	for range 20000 {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(piece())
		}
		if sameAsCodec(t, r, b.String()) > 0 {
			yes++
		} else {
			no++
		}
	}
	if no < 2000 || yes < 5000 {
		t.Errorf("yes %d, no %d: the pieces are not mixed well", yes, no)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "%41%42", `\u0041\\u0042`, "U+0041 U+0042", "Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5", strings.Repeat("61", 20), "%02xY2FuYXJ5Y2FuYXJ5Y2FuYXJ5", strings.Repeat("0", 40) + "Y2FuYXJ5Y2FuYXJ5=="} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { sameAsCodec(t, rand.New(rand.NewPCG(1, 2)), text) })
}

func BenchmarkDecode(b *testing.B) {
	text := []byte(strings.Repeat("func (s *server) handleEveryRequest(key string) error { return s.next.HandleOther(key, \"%02x%s\") } // 0123456789abcdef\n", 2000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		(&round{text: text}).next()
	}
}
