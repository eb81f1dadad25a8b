// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
)

func TestBesideDoesEverythingOnceAndNotAllAtOnce(t *testing.T) {
	for _, n := range []int{0, 1, 3, 100} {
		var mu sync.Mutex
		done, now, most := make([]int, n), 0, 0
		beside(n, func(i int) {
			mu.Lock()
			done[i]++
			now++
			most = max(most, now)
			mu.Unlock()
			mu.Lock()
			now--
			mu.Unlock()
		})
		for i, d := range done {
			if d != 1 {
				t.Errorf("%d of %d was done %d times", i, n, d)
			}
		}
		if most > atOnce {
			t.Errorf("%d at once", most)
		}
	}
}

// TestAPanicBesideIsAGap: also of what a provider does beside itself.
func TestAPanicBesideIsAGap(t *testing.T) {
	broken := shop
	broken.Ask = func(context.Context, *Client, *graph.Facts) error {
		beside(20, func(i int) {
			if i%7 == 3 {
				panic("canary")
			}
		})
		return nil
	}
	a, err := Run(t.Context(), []Asked{{Provider: broken}}, over("", &waits{}))
	if gaps := a.gaps(); err != nil || len(gaps) != 1 || !strings.Contains(gaps[0], ownFault) || strings.Contains(gaps[0], "canary") || len(a.Incomplete) != 1 {
		t.Error(err, gaps, a.Incomplete)
	}
}
