// SPDX-License-Identifier: Apache-2.0

package cache

import (
	"context"
	"os"
	"time"
)

// waitFor is how long one waits for another who builds the same graph.
const waitFor = 20 * time.Second

// Alone waits until nobody else builds the graph of a key, so that of many who ask
// at once one reads the tree; waited says that somebody did. Call done in any case.
// Where it cannot be had, or not in time, everybody builds for himself: nothing but
// time depends on it.
func (f *Folder) Alone(ctx context.Context, key Digest) (done func(), waited bool) {
	if f == nil {
		return func() {}, false
	}
	file, err := f.root.OpenFile(named(key)+lockSuffix, os.O_CREATE|os.O_RDWR|nonblocking, 0o600)
	if err != nil {
		return func() {}, false
	}
	until := time.Now().Add(waitFor)
	for pause := time.Millisecond; !lock(file); pause = min(2*pause, 20*time.Millisecond) {
		if ctx.Err() != nil || time.Now().After(until) {
			break
		}
		time.Sleep(pause)
		waited = true
	}
	return func() { _ = file.Close() }, waited // and the lock with it
}
