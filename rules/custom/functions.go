// SPDX-License-Identifier: Apache-2.0

package custom

import (
	"errors"
	"regexp"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// maxRegexp is the size of a regular expression as written; Go's engine is linear
// in the text, which is at most maxString.
const maxRegexp = 256

// functions are all that a guard can call: pure, and on what it is handed only.
type functions struct {
	all      map[string]function.Function
	compiled map[string]*regexp.Regexp
}

func newFunctions() functions {
	f := functions{compiled: map[string]*regexp.Regexp{}}
	f.all = map[string]function.Function{
		"contains":   contains(),
		"length":     length(),
		"lower":      onText(strings.ToLower),
		"upper":      onText(strings.ToUpper),
		"startswith": aboutText(strings.HasPrefix),
		"endswith":   aboutText(strings.HasSuffix),
		"anytrue":    ofTruths(false),
		"alltrue":    ofTruths(true),
		"regex":      f.regex(),
	}
	return f
}

func onText(do func(string) string) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.StringVal(do(args[0].AsString())), nil
		},
	})
}

func aboutText(is func(text, part string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "part", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(is(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

// contains is for lists of texts, and for a text and a part of it.
func contains() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}, {Name: "value", Type: cty.String}},
		Type: func(args []cty.Value) (cty.Type, error) {
			t := args[0].Type()
			if t == cty.String || t == cty.DynamicPseudoType || isList(t) {
				return cty.Bool, nil
			}
			return cty.Bool, function.NewArgErrorf(0, "it is to be a list or a text")
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if args[0].Type() == cty.String {
				return cty.BoolVal(strings.Contains(args[0].AsString(), args[1].AsString())), nil
			}
			for _, one := range args[0].AsValueSlice() {
				if one.Type() == cty.String && one.IsKnown() && !one.IsNull() && one.AsString() == args[1].AsString() {
					return cty.True, nil
				}
			}
			return cty.False, nil
		},
	})
}

func isList(t cty.Type) bool { return t.IsListType() || t.IsTupleType() || t.IsSetType() }

// length counts the elements of a list, or the characters of a text.
func length() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType}},
		Type: func(args []cty.Value) (cty.Type, error) {
			t := args[0].Type()
			if t == cty.String || t == cty.DynamicPseudoType || isList(t) {
				return cty.Number, nil
			}
			return cty.Number, function.NewArgErrorf(0, "it is to be a list or a text")
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if args[0].Type() == cty.String {
				return cty.NumberIntVal(int64(len([]rune(args[0].AsString())))), nil
			}
			return cty.NumberIntVal(int64(args[0].LengthInt())), nil
		},
	})
}

// ofTruths is alltrue where all is set, else anytrue.
func ofTruths(all bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			for _, one := range args[0].AsValueSlice() {
				if one.IsNull() || !one.IsKnown() {
					return cty.False, errors.New("it holds null")
				}
				if one.True() != all {
					return cty.BoolVal(!all), nil
				}
			}
			return cty.BoolVal(all), nil
		},
	})
}

// regex reports whether a text has a part that matches, as `regex("^prod-", x.name)`.
func (f functions) regex() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "pattern", Type: cty.String}, {Name: "text", Type: cty.String}},
		Type: func(args []cty.Value) (cty.Type, error) {
			if args[0].IsKnown() && !args[0].IsNull() {
				if _, err := f.compile(args[0].AsString()); err != nil {
					return cty.Bool, function.NewArgError(0, err)
				}
			}
			return cty.Bool, nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			re, err := f.compile(args[0].AsString())
			if err != nil {
				return cty.False, function.NewArgError(0, err)
			}
			return cty.BoolVal(re.MatchString(cut(args[1].AsString(), maxString))), nil
		},
	})
}

func (f functions) compile(pattern string) (*regexp.Regexp, error) {
	if re := f.compiled[pattern]; re != nil {
		return re, nil
	}
	if len(pattern) > maxRegexp {
		return nil, errors.New("it is too long")
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, errors.New("it is no regular expression in the syntax of RE2")
	}
	if len(f.compiled) < maxList { // a pattern may be computed, and then is another for each thing
		f.compiled[pattern] = re
	}
	return re, nil
}
