// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"regexp"
	"testing"
)

func TestRunsCoverTheTextAndSingleClassesStandAlone(t *testing.T) {
	var c Classes
	c['$'] = Single | '$'
	c[' '] = 2
	runs := New("ab  $$c").Runs(&c, 0)
	want := []Run{{0, 2, 0}, {2, 4, 2}, {4, 5, Single | '$'}, {5, 6, Single | '$'}, {6, 7, 0}}
	if len(runs) != len(want) {
		t.Fatalf("got %d runs, want %d", len(runs), len(want))
	}
	for i := range want {
		if runs[i] != want[i] {
			t.Errorf("run %d is %v, want %v", i, runs[i], want[i])
		}
	}
	if got := New("abc").Runs(&c, 2); len(got) != 1 || got[0].End != 2 {
		t.Errorf("a limit of 2 bytes gave %v", got)
	}
}

func TestPlaceCountsRunes(t *testing.T) {
	v := New("é=1\nñandú x\n")
	if line, column := v.Place(len("é=1\nñandú ")); line != 2 || column != 7 {
		t.Errorf("at %d:%d, want 2:7", line, column)
	}
	if line, column := v.Place(10_000); line != 3 || column != 1 {
		t.Errorf("behind the end at %d:%d, want 3:1", line, column)
	}
}

func TestCutsStayInside(t *testing.T) {
	v := New("key=value")
	if got := v.Slice(-5, 3).OneOf("key"); got != "key" {
		t.Error("a cut from before the beginning begins there")
	}
	if !v.Slice(7, 2).Empty() || !v.Slice(50, 60).Empty() {
		t.Error("a cut outside is empty")
	}
	before, after, ok := v.Cut("=")
	if !ok || before.OneOf("key") == "" || after.OneOf("value") == "" {
		t.Error("cut at =")
	}
	if got := Join(before, New("="), after); got.OneOf("key=value") == "" {
		t.Error("joined again it is the same")
	}
	if rest, ok := v.After("key="); !ok || rest.OneOf("value") == "" {
		t.Error("after a prefix")
	}
	if spans := v.Spans(regexp.MustCompile(`v(a)`), 9); len(spans) != 1 || spans[0][2] != 5 {
		t.Errorf("spans %v", spans)
	}
}
