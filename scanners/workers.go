// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"runtime"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
)

// onAllCores does a scanner's work on each item, every worker into facts of its
// own. Facts are a set, so which worker took which item cannot be seen. A fault at
// one item is a gap at its place.
func onAllCores[T any](scanner string, items []T, out *graph.Facts, place func(T) string, do func(T, *graph.Facts)) {
	next := make(chan T)
	var running sync.WaitGroup
	facts := make([]*graph.Facts, runtime.GOMAXPROCS(0))
	for i := range facts {
		facts[i] = out.Fork()
		running.Go(func() {
			for item := range next {
				guarded(scanner, place(item), facts[i], func() { do(item, facts[i]) })
			}
		})
	}
	for _, item := range items {
		next <- item
	}
	close(next)
	running.Wait()
	for _, f := range facts {
		_ = out.Merge(f) // one vault
	}
}
