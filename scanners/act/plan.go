// SPDX-License-Identifier: Apache-2.0

package act

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// This file is what terraform plan may do besides planning: data sources are read
// while it plans, and some of them run a program or send a request that changes
// something. https://registry.terraform.io/providers/hashicorp/external/latest/docs/data-sources/external
// Modules from elsewhere and other providers are not seen.

var (
	dataThatRuns = lazily.Compile(`(?m)^\s*data\s+"(external|shell_script|shell_sensitive_script|command)"`)
	dataThatAsks = lazily.Compile(`(?m)^\s*data\s+"http"`)
	otherMethod  = lazily.Compile(`(?m)^\s*method\s*=\s*"?(?:POST|\$|var|local)`)
	localModule  = lazily.Compile(`(?m)^\s*source\s*=\s*"(\.\.?/[^"$]*)"`)
)

const maxModules = 50

// runsInPlan is why a plan may do more than plan, or "".
func (l *line) runsInPlan() string {
	if l.world.Names == nil || len(l.parsed.leads) == 0 || l.parsed.leads[0] != "plan" {
		return ""
	}
	inner := l.within()["folder"]
	if len(inner) == 0 {
		inner = []string{"."}
	}
	seen := map[string]bool{}
	for _, from := range l.folders {
		for _, f := range inner {
			if from == "" || f == "" {
				return "the folder whose code it evaluates is not known"
			}
			if !path.IsAbs(f) {
				f = path.Join(from, f)
			}
			if why := l.moduleRuns(f, seen); why != "" {
				return why
			}
		}
	}
	return ""
}

func (l *line) moduleRuns(folder string, seen map[string]bool) string {
	if folder = path.Clean(folder); seen[folder] {
		return ""
	}
	if seen[folder] = true; len(seen) > maxModules {
		return "its modules are more than are read"
	}
	for _, name := range l.world.Names(folder) {
		if !strings.HasSuffix(name, ".tf") && !strings.HasSuffix(name, ".tofu") {
			continue
		}
		data, ok := l.world.Open(path.Join(folder, name))
		if !ok {
			return "a file of its code could not be read"
		}
		text := string(data)
		if m := dataThatRuns.Get().FindStringSubmatch(text); m != nil {
			return "a data source of its code (" + m[1] + ") runs a program while it plans"
		}
		if dataThatAsks.MatchString(text) && otherMethod.MatchString(text) {
			return "a data source of its code sends a request while it plans"
		}
		for _, m := range localModule.Get().FindAllStringSubmatch(text, maxModules) {
			if why := l.moduleRuns(path.Join(folder, m[1]), seen); why != "" {
				return why
			}
		}
	}
	return ""
}
