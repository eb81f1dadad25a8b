// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"strconv"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

var epochForm = lazily.Compile(`^[12]\d{9}(\d{3})?$`)

// Moment is a time as tools write it into their files: RFC 3339 with or without a
// zone, which then is UTC's, or seconds or milliseconds since 1970.
func Moment(v Value) (time.Time, bool) {
	t := strings.TrimSpace(v.text())
	if epochForm.MatchString(t) {
		n, _ := strconv.ParseInt(t, 10, 64)
		if len(t) == 13 {
			return time.UnixMilli(n).UTC(), true
		}
		return time.Unix(n, 0).UTC(), true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04:05UTC", "2006-01-02 15:04:05"} {
		if m, err := time.Parse(layout, t); err == nil {
			return m.UTC(), true
		}
	}
	return time.Time{}, false
}
