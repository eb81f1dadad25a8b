// SPDX-License-Identifier: Apache-2.0

package declared

import "testing"

// TestAListThatSharesItself: 2^60 elements when walked, sixty in memory.
func TestAListThatSharesItself(t *testing.T) {
	v := Text("canary-store")
	for range 60 {
		v = List([]Value{v, v})
	}
	w := &writer{byName: map[string][]*entry{}, byAddress: map[string]*entry{}, byBase: map[string][]*entry{}}
	if found := w.targets(v); len(found) > 0 {
		t.Errorf("%d targets where there is no resource", len(found))
	}
}
