// SPDX-License-Identifier: Apache-2.0

// Package secret is the only place where plaintext can stay.
//
// A parser that reads a scanned file hands out [Value]s. A Value cannot be
// printed, compared, marshalled or looked into: it is a func behind an
// unexported field, so == does not compile and every printer writes "••••".
// Three things may be done with it, and all of them live in this package:
//
//   - seal it ([Vault.Seal]): a [Seal] says whether two values are the same and
//     nothing else;
//   - ask it a yes-or-no question ([Value.Matches], [Value.Len]);
//   - draw an identifier from it through a typed extractor ([Host], [Word],
//     [AWSAccount], [ParseConnection] ...), which validates the form of what it
//     lets out, so that a password never passes for a host name.
//
// The vault also keeps what was sealed, for one purpose: the last door, where a
// finished report is searched for every secret that went in ([Vault.Search]).
//
// Rejected: a `Value` with a String method for "trusted" callers. Every tool
// that had one leaked through an error message or a debug line.
package secret

import (
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Mask is what a Value prints as, in every format.
const Mask = "••••"

// A Value is text from a scanned file or an API answer that may be secret.
// The zero Value is empty.
type Value struct {
	reveal func() string // unexported and uncomparable on purpose
}

// New wraps text. The caller should not keep the text.
func New(text string) Value {
	return Value{func() string { return text }}
}

func (v Value) text() string {
	if v.reveal == nil {
		return ""
	}
	return v.reveal()
}

// Len is the length in bytes.
func (v Value) Len() int { return len(v.text()) }

// Empty reports whether there is nothing but white space.
func (v Value) Empty() bool { return strings.TrimSpace(v.text()) == "" }

// Matches answers whether re matches anywhere in the value. It is for
// expressions that the catalog knows, never for ones drawn from scanned text.
func (v Value) Matches(re *regexp.Regexp) bool { return re.MatchString(v.text()) }

// Find returns the first match of re (its first group, where it has one) as a
// Value, and its byte offset; ok is false where there is none.
func (v Value) Find(re *regexp.Regexp) (found Value, offset int, ok bool) {
	text := v.text()
	m := re.FindStringSubmatchIndex(text)
	if m == nil {
		return Value{}, 0, false
	}
	start, end := m[0], m[1]
	if len(m) > 2 && m[2] >= 0 {
		start, end = m[2], m[3]
	}
	return New(text[start:end]), start, true
}

// Normal is the one form in which values are sealed: surrounding white space,
// one layer of quotes and trailing newlines removed, `\n` inside PEM blocks
// turned into newlines, so that two spellings of one secret are one.
func (v Value) Normal() Value {
	t := strings.TrimSpace(v.text())
	if len(t) >= 2 && (t[0] == '"' || t[0] == '\'' || t[0] == '`') && t[len(t)-1] == t[0] {
		t = t[1 : len(t)-1]
	}
	if strings.Contains(t, "-----BEGIN ") {
		t = strings.ReplaceAll(t, `\n`, "\n")
		t = strings.ReplaceAll(t, "\r\n", "\n")
	}
	return New(strings.TrimSpace(t))
}

// Base64 decodes standard or URL-safe base64 that holds printable text; ok is
// false for anything else. Kubernetes writes the data of a Secret so.
func (v Value) Base64() (decoded Value, ok bool) {
	t := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == ' ' {
			return -1
		}
		return r
	}, v.text())
	for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		if b, err := enc.DecodeString(t); err == nil && utf8.Valid(b) {
			return New(string(b)), true
		}
	}
	return Value{}, false
}

// Unescaped undoes percent-encoding; a value that has none is returned as is.
func (v Value) Unescaped() Value {
	if t, err := url.PathUnescape(v.text()); err == nil {
		return New(t)
	}
	return v
}

// The printers. Each one writes [Mask], whatever the verb.

func (v Value) String() string               { return Mask }
func (v Value) GoString() string             { return Mask }
func (v Value) Format(s fmt.State, _ rune)   { _, _ = io.WriteString(s, Mask) }
func (v Value) MarshalText() ([]byte, error) { return []byte(Mask), nil }
func (v Value) MarshalJSON() ([]byte, error) { return []byte(`"` + Mask + `"`), nil }
func (v Value) MarshalYAML() (any, error)    { return Mask, nil }
func (v Value) GobEncode() ([]byte, error)   { return []byte(Mask), nil }
func (v Value) LogValue() slog.Value         { return slog.StringValue(Mask) }
