// SPDX-License-Identifier: Apache-2.0

package literals

import (
	"testing"

	"github.com/zricethezav/gitleaks/v8/config"
)

func BenchmarkDefaults(b *testing.B) {
	for b.Loop() {
		if _, _, ok := load([]byte(config.DefaultConfig)); !ok {
			b.Fatal("no")
		}
	}
}
