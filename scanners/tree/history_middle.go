// SPDX-License-Identifier: Apache-2.0

package tree

import "bytes"

// middle is what lies between the lines that two texts begin and end with.
func middle(a, b []byte) (x, y []byte) {
	n := 0
	for most := min(len(a), len(b)); n < most; {
		step := min(256, most-n)
		if bytes.Equal(a[n:n+step], b[n:n+step]) {
			n += step
			continue
		}
		for a[n] == b[n] {
			n++
		}
		break
	}
	n = bytes.LastIndexByte(a[:n], '\n') + 1
	a, b = a[n:], b[n:]
	n = 0
	for most := min(len(a), len(b)); n < most; {
		step := min(256, most-n)
		if bytes.Equal(a[len(a)-n-step:len(a)-n], b[len(b)-n-step:len(b)-n]) {
			n += step
			continue
		}
		for a[len(a)-n-1] == b[len(b)-n-1] {
			n++
		}
		break
	}
	starts := func(s []byte) bool { return n == len(s) || s[len(s)-n-1] == '\n' }
	if !starts(a) || !starts(b) {
		if i := bytes.IndexByte(a[len(a)-n:], '\n'); i < 0 {
			n = 0
		} else {
			n -= i + 1
		}
	}
	return a[:len(a)-n], b[:len(b)-n]
}
