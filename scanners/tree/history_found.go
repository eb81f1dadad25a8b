// SPDX-License-Identifier: Apache-2.0

package tree

// Found is a commit that may hold something, by rank, and the files to look at.
type Found struct {
	Rank  int
	Paths []string
}

// All are all commits with all of their files.
func (h *History) All() []Found {
	all := make([]Found, len(h.commits))
	for i := range all {
		all[i].Rank = i
	}
	return all
}

// maxPaths is how many bytes of paths are named to a process; where there are more,
// all files are read.
const maxPaths = 64 << 10

// pathsOf are the files of any of the commits; none for all.
func pathsOf(commits []Found) (paths []string, ranks []int) {
	seen, bytes, all := map[string]bool{}, 0, false
	for _, c := range commits {
		ranks = append(ranks, c.Rank)
		all = all || len(c.Paths) == 0
		for _, p := range c.Paths {
			if !seen[p] {
				seen[p], bytes, paths = true, bytes+len(p)+1, append(paths, p)
			}
		}
	}
	if all || bytes > maxPaths {
		return nil, ranks
	}
	return paths, ranks
}
