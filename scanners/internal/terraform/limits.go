// SPDX-License-Identifier: Apache-2.0

package terraform

// Bounds against hostile or generated input. Each is far above what people
// write; what is cut is a gap, and what hangs on it is unknown.
const (
	maxConfig    = 2 << 20   // bytes of a configuration file or var-file
	maxNesting   = 250       // brackets within brackets, and folders of templates
	maxOperators = 4_000     // of one expression: parser and evaluator descend once for each
	maxDepth     = 300       // values that hang on values
	maxModules   = 32        // modules within modules
	maxCalls     = 3_000     // instances of modules in one evaluation
	maxRepeat    = 1_000     // instances of one block by count or for_each
	maxResources = 20_000    // of one evaluation
	maxSteps     = 3_000_000 // expressions of one evaluation
	maxElements  = 200_000   // of one value, all levels together
	maxText      = 4 << 20   // bytes of text in one value
	maxWork      = 256 << 20 // bytes that one expression may build
	maxLoop      = 3_000_000 // turns of nested loops in one expression
	maxLeaves    = 2_000     // marked leaves of one literal; beyond, the whole has one place
	maxDeclared  = 20_000    // values of one resource
	maxCircles   = 100       // evaluations that are thrown away because they began inside a circle
	maxContexts  = 32        // of one root
)

// nested reports whether the text is too deep to be handed to a parser that
// descends once per bracket, operator or question mark. It knows nothing of
// strings and comments, and errs only far above what is written by hand.
func nested(data []byte) bool {
	depth, open, ops := 0, 0, 0
	for _, c := range data {
		switch c {
		case '{':
			depth++
		case '}':
			depth = max(depth-1, 0)
		case '(', '[':
			depth++
			open++
		case ')', ']':
			depth = max(depth-1, 0)
			open = max(open-1, 0)
		case '!', '-', '+', '*', '/', '%', '?', '&', '|', '<', '>', '.', '$':
			ops++
		case '\n':
			if open == 0 {
				ops = 0
			}
		}
		if depth > maxNesting || ops > maxOperators && depth > 0 && open > 0 || ops > 20*maxOperators {
			return true
		}
	}
	return false
}
