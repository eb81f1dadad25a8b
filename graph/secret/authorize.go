// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"encoding/base64"
	"strings"
)

// Authorize puts the value into a header of a request that is about to be sent:
// scheme is what stands before it, with its space ("Bearer "), or "". It is the
// one way in which plaintext leaves this package, and the caller owns where the
// request goes. A value that no header may hold (a line break in it) is not put,
// and ok is false.
func (v Value) Authorize(header map[string][]string, name, scheme string) (ok bool) {
	t := strings.TrimSpace(v.text())
	if t == "" || strings.ContainsAny(t, "\r\n\x00") {
		return false
	}
	header[name] = []string{scheme + t}
	return true
}

// AuthorizeBasic is [Value.Authorize] for HTTP's basic authentication, the value
// being the password.
func (v Value) AuthorizeBasic(header map[string][]string, user string) (ok bool) {
	t := strings.TrimSpace(v.text())
	if t == "" || strings.ContainsAny(user, ":\r\n") {
		return false
	}
	header["Authorization"] = []string{"Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+t))}
	return true
}
