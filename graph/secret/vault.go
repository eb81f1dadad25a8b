// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"bytes"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// A Seal stands for a value inside one run: equal seals, equal values. It is
// never printed, sorted by or hashed into an id, since it changes from run to
// run. The zero Seal stands for nothing.
type Seal struct {
	sum [sha256.Size]byte
}

// IsZero reports whether the seal stands for nothing.
func (s Seal) IsZero() bool { return s == Seal{} }

func (s Seal) String() string               { return "sealed" }
func (s Seal) GoString() string             { return "sealed" }
func (s Seal) Format(f fmt.State, _ rune)   { _, _ = io.WriteString(f, "sealed") }
func (s Seal) MarshalText() ([]byte, error) { return []byte("sealed"), nil }

// MinSearch is the length in bytes from which a sealed value is searched for in
// reports. Shorter ones occur in ordinary words.
const MinSearch = 12

// A Vault seals values under one key and remembers them for the last door. It
// is safe for concurrent use.
type Vault struct {
	key []byte

	mu     sync.Mutex
	kept   map[string]struct{}
	sealed map[Seal]string
}

// NewVault returns a vault with a random key: seals mean nothing outside this
// process.
func NewVault() *Vault {
	key := make([]byte, sha256.Size)
	if _, err := rand.Read(key); err != nil {
		panic("no randomness: " + err.Error()) // crypto/rand does not fail on supported systems
	}
	return NewVaultWithKey(key)
}

// NewVaultWithKey returns a vault whose seals can be compared with those of
// every other vault that has the same key.
func NewVaultWithKey(key []byte) *Vault {
	return &Vault{key: bytes.Clone(key), kept: map[string]struct{}{}, sealed: map[Seal]string{}}
}

// SameKey reports whether seals of both vaults can be compared.
func (vt *Vault) SameKey(other *Vault) bool { return hmac.Equal(vt.key, other.key) }

// Seal seals the normal form of v and remembers it for [Vault.Search].
func (vt *Vault) Seal(v Value) Seal {
	text := v.Normal().text()
	s := vt.sum(text)
	vt.Watch(v)
	vt.mu.Lock()
	vt.sealed[s] = text
	vt.mu.Unlock()
	return s
}

// Known finds the seal of a value that was sealed before, and remembers nothing
// of one that was not.
func (vt *Vault) Known(v Value) (s Seal, ok bool) {
	s = vt.sum(v.Normal().text())
	vt.mu.Lock()
	defer vt.mu.Unlock()
	_, ok = vt.sealed[s]
	return s, ok
}

func (vt *Vault) sum(text string) (s Seal) {
	mac := hmac.New(sha256.New, vt.key)
	mac.Write([]byte(text))
	mac.Sum(s.sum[:0])
	return s
}

// Value is what was sealed, still as a value that cannot be printed: for a
// credential that the user names, to be asked of its provider.
func (vt *Vault) Value(s Seal) (v Value, ok bool) {
	vt.mu.Lock()
	defer vt.mu.Unlock()
	text, ok := vt.sealed[s]
	return New(text), ok
}

// Watch makes the last door look for v without sealing it: for the parts of a
// secret, such as the password inside a connection string.
func (vt *Vault) Watch(v Value) {
	text := v.Normal().text()
	if len(text) < MinSearch {
		return
	}
	vt.mu.Lock()
	vt.kept[text] = struct{}{}
	vt.mu.Unlock()
}

// Format keeps a printed vault from showing what it keeps.
func (vt *Vault) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "vault") }

// Empty reports whether there is nothing that [Vault.Search] would look for.
func (vt *Vault) Empty() bool {
	vt.mu.Lock()
	defer vt.mu.Unlock()
	return len(vt.kept) == 0
}

// A Searcher finds every watched secret in a text: as it is, escaped for JSON,
// HTML or URLs, or in base64. Its cost is linear in the text.
type Searcher struct {
	first   [1 << 16]bool // by the first two bytes: nearly every position ends here
	byStart map[string][]string
}

const searchPrefix = 8

// Search returns a Searcher for all that was sealed or watched so far, but for
// secrets that occur in one of our own constants: those would let anybody
// silence a report by choosing our words as a password.
func (vt *Vault) Search(ours ...string) *Searcher {
	vt.mu.Lock()
	defer vt.mu.Unlock()
	s := &Searcher{byStart: map[string][]string{}}
	for text := range vt.kept {
		if occursIn(text, ours) {
			continue
		}
		for _, form := range forms(text) {
			if len(form) < MinSearch {
				continue
			}
			p := form[:searchPrefix]
			s.byStart[p] = append(s.byStart[p], form)
			s.first[int(p[0])<<8|int(p[1])] = true
		}
	}
	return s
}

func occursIn(text string, ours []string) bool {
	return slices.ContainsFunc(ours, func(o string) bool { return strings.Contains(o, text) })
}

// forms lists how a secret may look in a report.
func forms(text string) []string {
	out := []string{text}
	add := func(f string) {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	if j, err := json.Marshal(text); err == nil {
		add(string(j[1 : len(j)-1]))
	}
	add(html.EscapeString(text))
	add(url.PathEscape(text))
	add(url.QueryEscape(text))
	add(base64.StdEncoding.EncodeToString([]byte(text)))
	add(base64.RawURLEncoding.EncodeToString([]byte(text)))
	// A secret that spans lines is looked for line by line as well.
	if lines := bytes.Split([]byte(text), []byte("\n")); len(lines) > 1 {
		for _, l := range lines {
			if len(l) >= 2*MinSearch && !bytes.HasPrefix(l, []byte("-----")) {
				add(string(l))
			}
		}
	}
	return out
}

// A Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Hits returns where secrets stand in text, in order, overlapping ones joined.
func (s *Searcher) Hits(text string) []Span {
	if len(s.byStart) == 0 {
		return nil
	}
	var hits []Span
	for i := 0; i+searchPrefix <= len(text); i++ {
		if !s.first[int(text[i])<<8|int(text[i+1])] {
			continue
		}
		for _, form := range s.byStart[text[i:i+searchPrefix]] {
			end := i + len(form)
			if end > len(text) || text[i:end] != form {
				continue
			}
			if n := len(hits); n > 0 && i <= hits[n-1].End {
				hits[n-1].End = max(hits[n-1].End, end)
			} else {
				hits = append(hits, Span{i, end})
			}
		}
	}
	return hits
}

// Scrub replaces every secret in text by [Mask] and reports whether it did.
func (s *Searcher) Scrub(text string) (string, bool) {
	hits := s.Hits(text)
	return Redact(text, hits), len(hits) > 0
}

// Redact puts [Mask] in the place of each span; spans are in order and apart.
func Redact(text string, spans []Span) string {
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, h := range spans {
		b.WriteString(text[at:h.Start] + Mask)
		at = h.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// Tag is 16 bits of a slow hash of a sealed value, for a list of accepted findings
// that lies in the repository: another value in the place of an accepted one has
// another tag, but for one in 65,536; and a tag confirms no guess, since that many
// guesses share it. Salt is the list's own. ok is false for what was not sealed
// here.
func (vt *Vault) Tag(s Seal, salt []byte) (tag string, ok bool) {
	v, ok := vt.Value(s)
	if !ok {
		return "", false
	}
	sum, err := pbkdf2.Key(sha256.New, v.text(), salt, tagRounds, 2)
	if err != nil {
		return "", false
	}
	return hex.EncodeToString(sum), true
}

// tagRounds make a tag cost about a millisecond. What keeps a tag from confirming a
// guess is its shortness; a report that shows a thousand must not wait for them.
const tagRounds = 2_048
