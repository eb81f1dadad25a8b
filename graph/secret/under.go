// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"crypto/hmac"
	"crypto/sha256"
)

// Under is a digest of the normal form of a value under a key. It says whether two
// values are the same to whoever has the key, and confirms his guesses: so the key
// must be kept by nobody but those who have the value too.
func (v Value) Under(key [sha256.Size]byte) (digest [16]byte) {
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(v.Normal().text()))
	return [16]byte(mac.Sum(nil))
}
