// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"path"
	"strings"
)

// RoleOf says what part a file plays by its path, where it is not the system
// itself: "generated", "example", "test", "docs", or "". What stands in such a
// file is less often somebody's secret. A lock file in an example is generated,
// an example in the documentation is an example, a test's README is a test's.
func RoleOf(p string) string {
	p = strings.ToLower(p)
	dir, base := path.Split(p)
	if isGenerated(base) {
		return "generated"
	}
	if isExample(base) {
		return "example"
	}
	role := ""
	for part := range strings.SplitSeq(dir, "/") {
		if r := roleOfFolder[part]; rank[r] > rank[role] {
			role = r
		}
	}
	if role != "" && role != "docs" {
		return role
	}
	if isTest(base) {
		return "test"
	}
	if role == "docs" || docsEndings[path.Ext(base)] {
		return "docs"
	}
	return ""
}

var rank = map[string]int{"": 0, "docs": 1, "test": 2, "example": 3}

var roleOfFolder = map[string]string{
	"example": "example", "examples": "example", "sample": "example", "samples": "example", // not templates: Helm's, Django's and Ansible's are the system itself
	"doc": "docs", "docs": "docs", "documentation": "docs",
	"test": "test", "tests": "test", "__tests__": "test", "spec": "test", "specs": "test", "testdata": "test",
	"fixture": "test", "fixtures": "test", "__fixtures__": "test", "mock": "test", "mocks": "test", "__mocks__": "test",
	"e2e": "test", "cypress": "test",
}

var docsEndings = map[string]bool{".md": true, ".mdx": true, ".rst": true, ".adoc": true}

var exampleEndings = []string{"example", "sample", "template", "dist", "tpl"}

// isExample knows .env.example, example.env, settings.sample.json, config.dist.
func isExample(base string) bool {
	parts := strings.FieldsFunc(base, func(r rune) bool { return r == '.' || r == '-' || r == '_' })
	for i, part := range parts {
		last := i == len(parts)-1
		for _, e := range exampleEndings {
			if part == e && len(parts) > 1 && (last || e == "example" || e == "sample") {
				return true
			}
		}
	}
	return false
}

// isTest knows handler_test.go, app.test.ts, user.spec.rb, user_spec.rb, test_user.py.
func isTest(base string) bool {
	stem := strings.TrimSuffix(base, path.Ext(base))
	for _, end := range []string{"_test", ".test", ".spec", "_spec", ".cy"} {
		if strings.HasSuffix(stem, end) && len(stem) > len(end) {
			return true
		}
	}
	return strings.HasPrefix(stem, "test_") && path.Ext(base) == ".py"
}

var lockFiles = map[string]bool{
	"package-lock.json": true, "npm-shrinkwrap.json": true, "pnpm-lock.yaml": true, "go.sum": true, "go.work.sum": true,
	"packages.lock.json": true, "gradle.lockfile": true, ".terraform.lock.hcl": true, "chart.lock": true, "deno.lock": true, "bun.lock": true,
}

func isGenerated(base string) bool {
	ext := path.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	switch ext {
	case ".lock", ".map":
		return true
	case ".js", ".css", ".mjs":
		if strings.HasSuffix(stem, ".min") || strings.HasSuffix(stem, "-min") || strings.HasSuffix(stem, ".bundle") {
			return true
		}
	}
	return lockFiles[base]
}
