// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"encoding/base64"
	"encoding/hex"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"github.com/zricethezav/gitleaks/v8/detect/codec"
)

func decodes(text string) bool {
	_, segments := codec.NewDecoder().Decode(text, nil)
	return len(segments) > 0
}

// TestNothingDecodableIsPassedOver compares with the decoder on texts put
// together from everything that it reacts to.
func TestNothingDecodableIsPassedOver(t *testing.T) {
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
			return base64.StdEncoding.EncodeToString([]byte(plain))
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
	for range 60000 {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(piece())
		}
		text := b.String()
		want, got := decodes(text), mayDecode([]byte(text))
		if want && !got {
			t.Fatalf("passed over %q", text)
		}
		if got {
			yes++
		} else {
			no++
		}
	}
	if no < 5000 || yes < 5000 {
		t.Errorf("yes %d, no %d: the pieces are not mixed well", yes, no)
	}
}

func FuzzMayDecode(f *testing.F) {
	for _, s := range []string{"", "%41%42", `\u0041`, "U+0041", "Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5", strings.Repeat("61", 20), "%02xY2FuYXJ5Y2FuYXJ5Y2FuYXJ5", strings.Repeat("0", 40) + "Y2FuYXJ5Y2FuYXJ5=="} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if decodes(text) && !mayDecode([]byte(text)) {
			t.Errorf("passed over %q", text)
		}
	})
}
