// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// Write adds what the set declares to the graph: stores, backups and scopes of
// the types that the catalog knows, their locks and copies, and the links
// between them.
func (s *Set) Write(out *graph.Facts) {
	for _, r := range s.Resources {
		kind, _ := catalog.ResourceByType(s.Format, r.Type)
		if kind == nil || kind.Role != "data" {
			continue
		}
		mention := s.Mention
		if !r.Mention.IsZero() {
			mention = r.Mention
		}
		name := r.Name
		if name == "" {
			name = r.Address
		}
		why := graph.Evidence{Basis: graph.ReadInFile}
		if len(r.At) > 0 {
			why = r.At[0]
		}
		claim.Store(out, mention, kind.Type, out.Local(s.Key, r.Address), name, why)
	}
}
