// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// memoryAim is what a run of usual size keeps to, in bytes, beside the program
// itself, of which some 50 MiB are read. Go alone lets a heap grow to twice what is
// in use, however much that is.
const memoryAim = 144 << 20

// keepMemory makes the collector run sooner when memory nears the aim, and lets go
// where so much is in use that the aim would cost time instead of garbage. A limit
// that the user has set in GOMEMLIMIT stands.
func keepMemory() {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	debug.SetMemoryLimit(memoryAim)
	afterCollection(func() bool {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		if live[0].Value.Kind() == metrics.KindUint64 && live[0].Value.Uint64() > memoryAim*8/10 {
			debug.SetMemoryLimit(math.MaxInt64)
			return false
		}
		return true
	})
}

// afterCollection calls a function after each collection until it returns false.
func afterCollection(f func() bool) {
	type sentinel struct{ _ [16]byte }
	var wait func(*sentinel)
	wait = func(*sentinel) {
		if f() {
			runtime.SetFinalizer(&sentinel{}, wait)
		}
	}
	runtime.SetFinalizer(&sentinel{}, wait)
}
