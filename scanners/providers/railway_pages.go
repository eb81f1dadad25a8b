// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"maps"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// This file is how Railway's lists are walked: connections of edges and nodes,
// several of them in one question, each with a cursor of its own.

// A railwayList is one page of a list. A missing list is a nil one, which has no
// nodes.
type railwayList[T any] struct {
	Edges    entries[railwayEdge[T]] `json:"edges"`
	PageInfo railwayPage             `json:"pageInfo"`
}

type railwayEdge[T any] struct {
	Node *T `json:"node"`
}

type railwayPage struct {
	HasNextPage bool   `json:"hasNextPage"`
	EndCursor   string `json:"endCursor"`
	odd         int    // entries that are no nodes
}

func (l *railwayList[T]) nodes() (all []T) {
	if l == nil {
		return nil
	}
	for _, e := range l.Edges.all {
		if e.Node != nil {
			all = append(all, *e.Node)
		}
	}
	return all
}

func (l *railwayList[T]) page() *railwayPage {
	if l == nil {
		return nil
	}
	p := l.PageInfo
	p.odd = l.Edges.odd
	for _, e := range l.Edges.all {
		if e.Node == nil {
			p.odd++
		}
	}
	return &p
}

// A railwayCursor is how far a list has been read.
type railwayCursor struct {
	after string
	done  bool
	seen  map[string]bool
}

// next reports false where a list leads back to a page that was there before, or
// on without end.
func (c *railwayCursor) next(p *railwayPage) bool {
	if c.done || p == nil || !p.HasNextPage {
		c.done = true
		return true
	}
	if p.EndCursor == "" || c.seen[p.EndCursor] || len(c.seen) >= maxPages {
		c.done = true
		return false
	}
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	c.seen[p.EndCursor], c.after = true, p.EndCursor
	return true
}

// pages asks a question until all of its lists are through, and reports whether
// they could be read to the end. Of a list that is
// called volumes the question has the variables $volumes, whether it is still
// asked for, and $afterVolumes; where there is one list only, $after.
func (r *railway) pages(ctx context.Context, what string, variables map[string]any, lists []string, ask func(map[string]any) ([]*railwayPage, error)) (whole bool) {
	whole = true
	cursors := make([]railwayCursor, len(lists))
	for more := true; more; {
		asked := maps.Clone(variables)
		for i, name := range lists {
			after := "after"
			if len(lists) > 1 {
				asked[name] = !cursors[i].done
				after += strings.ToUpper(name[:1]) + name[1:]
			}
			if cursors[i].after != "" {
				asked[after] = cursors[i].after
			}
		}
		read, err := ask(asked)
		if err != nil {
			r.c.Failed(r.out, what, err)
			return false // what was read stays; the next page would fail as well
		}
		more = false
		for i := range lists {
			if read[i] != nil && read[i].odd > 0 {
				whole = false
				r.c.odd(r.out, railwayPath, what, read[i].odd)
			}
			if !cursors[i].next(read[i]) {
				whole = false
				r.c.Gap(r.out, railwayPath, graph.Invalid, what+" could not be read to the end: a page of the list leads to one that was there before")
			}
			more = more || !cursors[i].done
		}
	}
	return whole
}
