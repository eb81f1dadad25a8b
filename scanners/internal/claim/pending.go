// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"regexp"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// Stand-ins until nobody.go is in: DELETE THIS FILE then.

var pendingNobody = regexp.MustCompile(`(?i)(^\$|\{\{|changeme|your|example|placeholder|^true$|^false$)`)


func nobody(name string, v secret.Value) (why string, yes bool) {
	if v.Len() < 12 {
		return "under twelve bytes", true
	}
	return "a placeholder", v.Matches(pendingNobody)
}
