// SPDX-License-Identifier: Apache-2.0

package expression

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

func (e evaluator) call(n *node) (all []Result) {
	var args [][]Result
	for _, a := range n.args {
		args = append(args, e.eval(a))
	}
	switch name := strings.ToLower(n.name); {
	case name == "always" && len(args) == 0:
		return []Result{{Bool, "true"}}
	case name == "format" && len(args) > 0:
		return e.format(n, args)
	case name == "contains" && len(args) == 2:
		return test(args, strings.Contains)
	case name == "startswith" && len(args) == 2:
		return test(args, strings.HasPrefix)
	case name == "endswith" && len(args) == 2:
		return test(args, strings.HasSuffix)
	}
	return []Result{{}}
}

func test(args [][]Result, holds func(s, part string) bool) (all []Result) {
	for _, a := range args[0] {
		for _, b := range args[1] {
			truth := 0
			if a.Kind >= Text && b.Kind >= Text {
				truth = -1
				if holds(strings.ToLower(a.Text), strings.ToLower(b.Text)) {
					truth = 1
				}
			}
			all = add(all, boolean(truth))
		}
	}
	return all
}

var (
	formatMark = lazily.Compile(`\{([0-9])\}`)
	digits     = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
)

// format fills {0} to {9} in a constant.
func (e evaluator) format(n *node, args [][]Result) []Result {
	if n.args[0].op != opConstant {
		return []Result{{}}
	}
	text := n.args[0].text
	all, last := []Result{{Text, ""}}, 0
	extend := func(results []Result) {
		var next []Result
		for _, a := range all {
			for _, b := range results {
				next = add(next, concatenate(a, b))
			}
		}
		all = next
	}
	for _, m := range text.Spans(formatMark.Get(), maxResults) {
		extend([]Result{constant(text.Slice(last, m[0]))})
		last = m[1]
		i := slices.Index(digits, text.Slice(m[2], m[3]).OneOf(digits...)) + 1
		if i >= len(args) {
			return []Result{{}}
		}
		extend(args[i])
	}
	extend([]Result{constant(text.Slice(last, text.Len()))})
	return all
}
