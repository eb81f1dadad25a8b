// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Past notes what a value of the git history says of itself: its mode and its
// public part. What it opens is left out, since it may have been revoked long ago.
func Past(out *graph.Facts, id graph.ID, v secret.Value, at graph.Location) {
	p := Pair{Value: v.Normal(), At: at}
	if mode, ok := secret.KeyMode(p.Value); ok {
		out.Note(id, graph.Trait{Name: graph.Mode, Detail: mode}, graph.Yes, p.evidence("the key's own prefix says "+mode+" mode"))
	}
	if key := awsID(p.Value); key != "" {
		out.Note(id, graph.Trait{Name: graph.PublicPart, Detail: key}, graph.Yes, p.evidence("the access key id"))
	}
	if account, ok := secret.GoogleServiceAccount(p.Value); ok && account.Email != "" {
		out.Note(id, graph.Trait{Name: graph.PublicPart, Detail: account.Email}, graph.Yes, p.evidence("the service account's address"))
	}
	if ref, _, ok := supabaseKey(p.Value); ok {
		out.Note(id, graph.Trait{Name: graph.PublicPart, Detail: ref}, graph.Yes, p.evidence("the key's own claims"))
	}
}
