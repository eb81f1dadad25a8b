// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Pages asks for a list that comes in pages. Page is called with an address,
// path at first, and says which is the next, or "" for none; it asks by
// [Client.GetPage]. What ends a list before its end is an error: a page that has
// been before, one on another host, or too many.
func (c *Client) Pages(ctx context.Context, path string, page func(ctx context.Context, path string) (next string, err error)) error {
	seen := map[string]bool{}
	at := path
	for at != "" {
		u, err := url.Parse(at)
		if err != nil || strings.Contains(at, "://") && !c.gate.isBase(u, c.base) {
			return failure{path: path, kind: graph.Denied, says: "the next page lies on another host, which is not followed, so the list is not complete"}
		}
		switch {
		case seen[at]:
			return failure{path: path, kind: graph.Invalid, says: "its pages go round in a circle, so the list is not complete"}
		case len(seen) == maxPages:
			return endless(path)
		}
		seen[at] = true
		if at, err = page(ctx, at); err != nil {
			return err
		}
	}
	return nil
}
