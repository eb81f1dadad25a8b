// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"slices"
	"testing"
)

func TestWordsAreWholeAndWithoutCase(t *testing.T) {
	known := Vocabulary{"fly": 0, "volumedelete": 1, "drop": 2, "az": 3}
	for text, want := range map[string][]int{
		"":                                   nil,
		"flying butterfly dropdb":            nil,
		"fly volumes list; FLY deploy":       {0},
		"mutation{volumeDelete(volumeId:1)}": {1},
		"DROP":                               {2},
		"az_1 drop-all fly.toml":             {0, 2, 3},
		"canary\x00\xff az":                  {3},
	} {
		if got := New(text).Words(known); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
	if got := (Value{}).Words(nil); got != nil {
		t.Errorf("nothing holds %v", got)
	}
}

func TestPrefixIsTheFirstThatFits(t *testing.T) {
	v := New("canary_1")
	if got := v.Prefix([]string{"x", "can", "canary_"}); got != 1 {
		t.Errorf("got %d", got)
	}
	if v.Prefix(nil) != -1 || v.HasPrefix("x") || !v.HasPrefix("canary") {
		t.Error("a prefix is wrong")
	}
}
