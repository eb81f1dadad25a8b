// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/keyvalue"
)

// Settings reads configuration files that are named after an environment, in
// whatever framework: config/staging.yml, application-prod.properties,
// values-uat.yaml. The name says the environment; the values are pairs, named by
// the keys that lead to them. Spring's documents for a profile are sections.
var Settings = add(Scanner{
	Name:  "settings",
	Doc:   "configuration files named after an environment (YAML, JSON, TOML, properties, ini): secrets, connection strings, buckets",
	Match: isSettings,
	File:  settingsFile,
})

var (
	settingsExt  = lazily.Compile(`\.(ya?ml|json|toml|properties|ini|cfg)$`)
	settingsWord = lazily.Compile(`(?i)^(application|bootstrap|config|configuration|conf|settings?|values|secrets?|app|env|environment|vars|variables|parameters|params|credentials|credential|database|db|overrides?)$`)
	springName   = lazily.Compile(`^application\.(ya?ml|properties)$`)
	notSettings  = lazily.Compile(`(^|/)(\.[^/]+|node_modules|locales?|i18n|translations)/`)
)

// isSettings wants NAME.ext where NAME is an environment word, or such a word
// joined to one for settings, in either order.
func isSettings(p string) bool {
	base := path.Base(p)
	ext := settingsExt.FindString(base)
	if ext == "" || notSettings.MatchString(p) {
		return false
	}
	if springName.MatchString(base) {
		return true
	}
	stem := strings.TrimSuffix(base, ext)
	if isEnvironmentWord(stem) {
		return true
	}
	for i := range len(stem) {
		if !strings.ContainsRune("-._", rune(stem[i])) {
			continue
		}
		before, after := stem[:i], stem[i+1:]
		if settingsWord.MatchString(before) && isEnvironmentWord(after) || isEnvironmentWord(before) && settingsWord.MatchString(after) {
			return true
		}
	}
	return false
}

func settingsFile(f *File, out *graph.Facts) {
	switch path.Ext(f.Path) {
	case ".properties", ".ini", ".cfg":
		var pairs []claim.Pair
		for _, e := range keyvalue.Parse(f.Data) {
			name := e.Name
			if e.Section != "" {
				name = e.Section + "." + name
			}
			at := graph.Location{File: f.Path, Line: e.Line, Column: e.Column}
			if e.EndColumn > e.Column {
				at.EndLine, at.EndColumn = e.Line, e.EndColumn
			}
			pairs = append(pairs, claim.Pair{Name: name, Value: e.Value, At: at})
		}
		if len(pairs) > 0 {
			claim.Pairs(out, f.Holder(out), pairs)
		}
		return
	}
	for _, root := range settings(f, out) {
		if isOthers(f, root) {
			continue
		}
		holder := f.Holder(out)
		if profile := springProfile(root); profile.Word() != "" && isEnvironmentWord(profile.Word()) {
			holder = f.Section(out, "profile", profile.Word(), profile.Line, profile.Column)
			claim.Declares(out, holder, profile.Word(), f.readAt(profile, "the profile for which these settings hold"))
		}
		if pairs := f.leaves(root, nil, "."); len(pairs) > 0 {
			claim.Pairs(out, holder, pairs)
		}
	}
}

// springProfile is the profile of one document of Spring's application.yml.
// https://docs.spring.io/spring-boot/reference/features/external-config.html
func springProfile(root *doc.Node) *doc.Node {
	for _, keys := range [][]string{{"spring", "config", "activate", "on-profile"}, {"spring", "profiles"}} {
		if n := root.Get(keys...); n != nil && n.Kind == doc.Scalar {
			return n
		}
	}
	return nil
}

// isOthers leaves documents to the scanners of their formats, and encrypted
// files (https://getsops.io) to nobody.
func isOthers(f *File, root *doc.Node) bool {
	switch {
	case root == nil || root.Kind == doc.Scalar || root.Kind == doc.Null:
		return true
	case root.Has("apiVersion") && root.Has("kind"), root.Has("sops"), root.Has("jobs") && root.Has("on"):
		return true
	case root.Get("services") != nil:
		return isCompose(f.Path) && isComposeDocument(f, root)
	}
	return false
}
