// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"io"

	"github.com/stagedoor/stagedoor/scanners/tree"
)

// standardInput is the path that stands for what is piped in.
const standardInput = "-"

// A given is a file that is piped in.
type given struct {
	name string
	data []byte
}

// readGiven reads standard input under a name, which says what it is: a scanner
// judges files by their names.
func readGiven(in io.Reader, name string) (*given, error) {
	clean := tree.Contained(name)
	if clean == "" {
		return nil, usage("a name is missing; say what standard input is with --stdin-name, as in --stdin-name .env.production")
	}
	data, err := io.ReadAll(io.LimitReader(in, tree.MaxSize+1))
	if err != nil {
		return nil, exit{exitPartial, "standard input could not be read; pipe a file in, or name one"}
	}
	if len(data) > tree.MaxSize {
		return nil, exit{exitPartial, "standard input is larger than 16 MiB; put it into a file and name that"}
	}
	return &given{clean, data}, nil
}

// open opens what is asked about.
func (q question) open(ctx context.Context) ([]*tree.Tree, error) {
	if q.given != nil {
		t, err := tree.Given(ctx, ".", q.given.name, q.given.data)
		if err != nil {
			return nil, exit{exitPartial, "the working directory is gone; change to one that exists"}
		}
		return []*tree.Tree{t}, nil
	}
	trees, err := open(ctx, q.paths)
	if err != nil {
		return nil, err
	}
	for _, t := range trees {
		t.OpenArchives(q.archives)
		if !q.ignored {
			continue
		}
		if err := t.SkipIgnored(ctx); err != nil {
			return nil, usage("%s %v; leave out --skip-git-ignored there", tree.Printable(t.Root), err)
		}
	}
	return trees, nil
}
