// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"slices"
)

// Traces are digests under a key of all that [Vault.Search] looks for, in every form
// that it may have in a text. For somebody who has the key they are the last door of a
// vault that is gone; like [Value.Under] they confirm his guesses.
type Traces []byte

// traceSize keeps two secrets, or a secret and a word, from having one trace but by a
// chance of one in 2^64.
const traceSize = 8

// Traces of a vault, sorted.
func (vt *Vault) Traces(key [sha256.Size]byte) Traces {
	mac := hmac.New(sha256.New, key[:])
	seen := map[[traceSize]byte]bool{}
	vt.mu.Lock()
	defer vt.mu.Unlock()
	for text := range vt.kept {
		for _, form := range forms(text) {
			if len(form) >= MinSearch {
				seen[traceOf(mac, form)] = true
			}
		}
	}
	all := make([][traceSize]byte, 0, len(seen))
	for trace := range seen {
		all = append(all, trace)
	}
	slices.SortFunc(all, func(a, b [traceSize]byte) int { return bytes.Compare(a[:], b[:]) })
	var t Traces
	for _, trace := range all {
		t = append(t, trace[:]...)
	}
	return t
}

func traceOf(mac hash.Hash, form string) [traceSize]byte {
	mac.Reset()
	mac.Write([]byte(form))
	return [traceSize]byte(mac.Sum(nil)[:traceSize])
}

// MostTraced is the length in bytes up to which a text can be asked about: all that
// stands in it is.
const MostTraced = 160

// In reports whether a secret stands in a text, or might: of a longer one nobody
// knows.
func (t Traces) In(text string, key [sha256.Size]byte) bool {
	if len(text) > MostTraced {
		return true
	}
	mac := hmac.New(sha256.New, key[:])
	for start := 0; start+MinSearch <= len(text); start++ {
		for end := start + MinSearch; end <= len(text); end++ {
			if t.has(traceOf(mac, text[start:end])) {
				return true
			}
		}
	}
	return false
}

func (t Traces) has(trace [traceSize]byte) bool {
	low, high := 0, len(t)/traceSize
	for low < high {
		mid := (low + high) / 2
		switch c := bytes.Compare(t[mid*traceSize:(mid+1)*traceSize], trace[:]); {
		case c == 0:
			return true
		case c < 0:
			low = mid + 1
		default:
			high = mid
		}
	}
	return false
}
