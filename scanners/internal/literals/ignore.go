// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"path"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// A fingerprint is what gitleaks calls `file:rule-id:start-line`.
type fingerprint struct {
	file, rule string
	line       int
}

var commitID = lazily.Compile(`^[0-9a-fA-F]{7,64}:`)

// fingerprints reads a .gitleaksignore. An entry that names a commit counts for
// that file, rule and line whatever the commit: somebody has looked at it.
func fingerprints(text []byte) map[fingerprint]bool {
	all := map[fingerprint]bool{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		rest, number, ok := cutLast(line)
		n, err := strconv.Atoi(number)
		file, rule, ok2 := cutLast(rest)
		if !ok || !ok2 || err != nil {
			continue
		}
		file = file[len(commitID.FindString(file)):]
		all[fingerprint{path.Clean(strings.ReplaceAll(file, `\`, "/")), rule, n}] = true
	}
	return all
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return "", "", false
	}
	return s[:i], s[i+1:], true
}
