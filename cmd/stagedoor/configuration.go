// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/rules/policy"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// configVariable names a configuration where --config does not.
const configVariable = "STAGEDOOR_CONFIG"

// A configured says which configuration counts.
type configured struct {
	file string // that --config names; "" for the usual places
	none bool   // --no-config
}

func (f *configured) on(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&f.file, "config", "", "configuration file (default $"+configVariable+", else "+strings.Join(policy.Places, ", ")+" at the root of the repository)")
	fl.BoolVar(&f.none, "no-config", false, "no configuration counts")
	c.MarkFlagsMutuallyExclusive("config", "no-config")
}

// policyOf reads the configuration that counts for a tree, as the tree has it: of a
// commit's tree, one that lies in it is the commit's.
func policyOf(f configured, t *tree.Tree) (policy.Policy, error) {
	if f.none {
		return policy.Policy{}, nil
	}
	named, by := f.file, "--config"
	if named == "" {
		named, by = os.Getenv(configVariable), configVariable
	}
	if named != "" {
		return policyNamed(named, by, t)
	}
	for _, name := range policy.Places {
		src := inside(t)(name)
		if src == nil && blocked(t, name) {
			return policy.Policy{}, usage("the configuration %s is no regular file, or cannot be read; put the file itself there, name another with --config, or use --no-config", name)
		}
		if src != nil {
			return decoded(src, name, inside(t))
		}
	}
	return policy.Policy{}, nil
}

// policyNamed reads a configuration that the user names. One outside of the
// repository is the user's own, and what it extends lies beside it.
func policyNamed(named, by string, t *tree.Tree) (policy.Policy, error) {
	shown := tree.Printable(filepath.ToSlash(named))
	if rel, ok := inTree(named, t); ok {
		if src := inside(t)(rel); src != nil {
			return decoded(src, tree.Printable(rel), inside(t))
		}
		return policy.Policy{}, exit{exitPartial, fmt.Sprintf("the configuration %s does not exist here; name one that does with %s", shown, by)}
	}
	src, err := readAtMost(named)
	if err != nil {
		return policy.Policy{}, exit{exitPartial, fmt.Sprintf("the configuration %s does not exist or cannot be read; name one that can with %s", shown, by)}
	}
	return decoded(src, shown, beside(filepath.Dir(named)))
}

// decoded is a configuration with what it extends. Its errors are policy.Mistakes.
func decoded(src []byte, shown string, file func(string) []byte) (policy.Policy, error) {
	p, err := policy.Parse(src, shown)
	if err != nil {
		return p, err
	}
	return p.Extended(file)
}

// inside reads regular files of a tree, none of them through a symbolic link.
func inside(t *tree.Tree) func(name string) []byte {
	return func(name string) []byte {
		if !t.IsCommit() && linked(t.Root, name) {
			return nil
		}
		return t.File(name)
	}
}

// beside reads regular files below a folder, none of them through a symbolic link.
func beside(folder string) func(name string) []byte {
	return func(name string) []byte {
		if linked(folder, name) {
			return nil
		}
		src, _ := readAtMost(filepath.Join(folder, filepath.FromSlash(name)))
		return src
	}
}

// linked reports whether a path leads over a symbolic link below root.
func linked(root, name string) bool {
	for at := path.Clean(name); at != "." && at != "/"; at = path.Dir(at) {
		info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(at)))
		if err == nil && info.Mode()&os.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// blocked reports whether something stands in a place where a configuration would
// be looked for, and cannot be read.
func blocked(t *tree.Tree, name string) bool {
	if t.IsCommit() {
		return false
	}
	_, err := os.Lstat(filepath.Join(t.Root, filepath.FromSlash(name)))
	return err == nil
}

// readAtMost reads a regular file, up to a byte more than a configuration may have.
func readAtMost(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, os.ErrInvalid
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, policy.MaxSize+1))
}
