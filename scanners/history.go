// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"context"
	"fmt"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// A Past is what became of reading a history.
type Past struct {
	Commits int
	Missing []string // sentences: what of it could not be read
}

// History reads the git history of a tree for secrets that are written out, by
// gitleaks' rules alone: what only a parser would know for one (the password in a
// compose file) is found in the tree and not here. It is run behind [Run], whose
// vault says what the tree still has.
//
// A credential of the history is held by nobody: it may have been revoked long ago,
// so that nothing is drawn from it but that it stood there ([graph.Held]). What
// the tree says of the same value stays as it is. The error is the context's.
func History(ctx context.Context, t *tree.Tree, o Options, progress func(commits, of int)) (*graph.Facts, Past, error) {
	out := graph.NewFactsBelow(o.Vault, o.Repo, o.Shown)
	past := Past{}
	missing := func(why string) {
		past.Missing = append(past.Missing, why)
		out.Gap(graph.Location{}, graph.Unreadable, why)
	}
	h, err := t.History(ctx)
	if err != nil {
		if ctx.Err() == nil {
			missing(err.Error())
		}
		return out, past, ctx.Err()
	}
	if o.Owner.Read == nil {
		o.Owner.Read = t.AtRoot
	}
	past.Commits = h.Len()
	s := newSightings(engineOf(o.Owner).Hunks(), o)
	done := func(n int) {
		if progress != nil {
			progress(n, h.Len())
		}
	}
	commits := h.All()
	if s.hunks.Local() {
		commits = h.Sift(ctx, o.Workers, s.hunks.Suspects, done)
	}
	if err := h.Read(ctx, commits, o.Workers, s.see, func(int) {}); err != nil {
		return out, past, err
	}
	unread := h.Unread()
	if paths := s.gone(); len(paths) > 0 {
		h.Head(ctx, paths, s.stillThere)
	}
	s.tell(out, h.Commit)
	if h.Broken {
		missing("git could not list all commits, since some are missing or broken; look at what `git fsck` says")
	}
	switch {
	case unread > 0 && h.Partial:
		missing(fmt.Sprintf("%d of %d commits of the history could not be read, since this clone is partial; clone it without --filter", unread, h.Len()))
	case unread > 0:
		missing(fmt.Sprintf("%d of %d commits of the history could not be read to their end, since git failed at them; look at what `git fsck` says", unread, h.Len()))
	}
	if h.Shallow {
		missing(fmt.Sprintf("this clone is shallow: the history before its %d commits is not here; fetch it with `git fetch --unshallow`, or check out with fetch-depth: 0", h.Len()))
	}
	return out, past, nil
}

// tell writes down what was seen. What somebody reviewed once is left out at all of
// its places.
func (s *sightings) tell(out *graph.Facts, commit func(rank int) string) {
	for key, seen := range s.seen {
		if s.values[key.seal].reviewed {
			continue
		}
		at := seen.at
		at.Commit, at.LastCommit, at.Gone = commit(seen.first), commit(seen.last), !s.values[key.seal].inTree
		why := graph.Evidence{Basis: graph.ReadInFile, At: at, Says: seen.says}
		name := seen.name
		if name == "" {
			name = key.rule
		}
		id := out.Literal(key.rule, name, seen.value, why)
		if t, sure, ok := catalog.Recognize(seen.name, seen.value); ok {
			out.Literal(t.Type, name, seen.value, graph.Evidence{Basis: sure, At: at, Says: seen.says})
		}
		claim.Past(out, id, seen.value, at)
		out.Link(graph.Edge{From: holderOnce(out, key.path), Verb: graph.Held, To: id}, why)
	}
	for gap := range s.gaps {
		out.Gap(gap.At, gap.Kind, gap.Why)
	}
}

// holderOnce is the history of a file, as something that once held what it no longer
// need hold. It stands in no file, so that nothing of the tree is judged by it.
func holderOnce(out *graph.Facts, path string) graph.ID {
	id := out.Node(graph.Thing{Kind: graph.Holder, Type: "history", Key: out.Local(path) + "#history", Name: "the history of " + tree.Printable(out.Shown(path))})
	if role := claim.RoleOf(path); role != "" {
		out.Note(id, graph.Trait{Name: graph.Role, Detail: role}, graph.Yes, graph.Evidence{Basis: graph.Named, Says: "by its path"})
	}
	return id
}

// A sighted value is known by its seal.
type sightedValue struct {
	inTree   bool // the tree has it still
	reviewed bool // a mark says that somebody knows of it
}

type sightingKey struct {
	seal       secret.Seal
	path, rule string
}
