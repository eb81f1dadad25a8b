// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryPageIsReleased: Homebrew's cask has to name each page; packages take
// what is in the folder.
func TestEveryPageIsReleased(t *testing.T) {
	config, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]bool{}
	for _, c := range manualOf(command(nil, nil)) {
		page := "man/" + pageName(c) + ".1.gz"
		pages[page] = true
		if !strings.Contains(string(config), page+",") && !strings.Contains(string(config), page+"]") {
			t.Errorf("%s is not among the manpages of the cask: add it to .goreleaser.yaml", page)
		}
	}
	for _, page := range regexp.MustCompile(`man/[a-z-]+\.1\.gz`).FindAllString(string(config), -1) {
		if !pages[page] {
			t.Errorf("the cask names %s, which no command has: take it out of .goreleaser.yaml", page)
		}
	}
}

var actionPin = regexp.MustCompile(`^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

// TestReleaseActionsArePinned: what may write a release is a commit, which nobody
// can move, and beside it stands the tag that it had.
func TestReleaseActionsArePinned(t *testing.T) {
	text, err := os.ReadFile(filepath.FromSlash("../../.github/workflows/release.yml"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		if _, uses, ok := strings.Cut(line, "uses: "); ok {
			n++
			if !actionPin.MatchString(uses) {
				t.Errorf("%s is not actionPin to a commit, with its tag as a comment", uses)
			}
		}
	}
	if n == 0 || !strings.Contains(string(text), "\npermissions: {}\n") {
		t.Error("the release has no actions, or permissions by default")
	}
	for _, loose := range []string{"actions/checkout@v7", "actions/checkout@main", "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1"} {
		if actionPin.MatchString(loose) {
			t.Errorf("%s passes for actionPin", loose)
		}
	}
}
