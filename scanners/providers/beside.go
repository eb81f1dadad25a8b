// SPDX-License-Identifier: Apache-2.0

package providers

import "sync"

// beside does n things beside each other, as many at once as the gate lets
// through. A panic of one is the caller's: in a goroutine of its own it would end
// the program, and it is to end in a gap of this provider (see each).
func beside(n int, do func(i int)) {
	next := make(chan int)
	var running sync.WaitGroup
	var once sync.Once
	var fell any
	for range min(n, atOnce) {
		running.Go(func() {
			for i := range next {
				func() {
					defer func() {
						if p := recover(); p != nil {
							once.Do(func() { fell = p })
						}
					}()
					do(i)
				}()
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	running.Wait()
	if fell != nil {
		panic(fell)
	}
}
