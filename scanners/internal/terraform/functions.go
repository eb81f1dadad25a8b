// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"maps"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// pure are Terraform's functions that need nothing but their arguments. Those
// that draw on the clock, on chance or on a private key are not among them, nor
// those of providers: what they yield is unknown and says so.
// https://developer.hashicorp.com/terraform/language/functions
// https://opentofu.org/docs/language/functions/
var pure = sync.OnceValue(func() map[string]function.Function {
	all := map[string]function.Function{
		"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "floor": stdlib.FloorFunc, "log": stdlib.LogFunc, "max": stdlib.MaxFunc, "min": stdlib.MinFunc,
		"parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc, "signum": stdlib.SignumFunc,

		"chomp": stdlib.ChompFunc, "format": narrow(stdlib.FormatFunc), "formatlist": narrow(stdlib.FormatListFunc), "indent": stdlib.IndentFunc, "join": stdlib.JoinFunc,
		"lower": stdlib.LowerFunc, "regex": stdlib.RegexFunc, "regexall": stdlib.RegexAllFunc, "split": stdlib.SplitFunc, "strrev": stdlib.ReverseFunc,
		"substr": stdlib.SubstrFunc, "title": stdlib.TitleFunc, "trim": stdlib.TrimFunc, "trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc,
		"trimsuffix": stdlib.TrimSuffixFunc, "upper": stdlib.UpperFunc, "replace": replaceFunc,
		"startswith": textTest(strings.HasPrefix), "endswith": textTest(strings.HasSuffix), "strcontains": textTest(strings.Contains),

		"chunklist": stdlib.ChunklistFunc, "coalesce": coalesceFunc, "coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc,
		"concat": stdlib.ConcatFunc, "contains": stdlib.ContainsFunc, "distinct": short(stdlib.DistinctFunc), "element": stdlib.ElementFunc, "flatten": stdlib.FlattenFunc,
		"keys": stdlib.KeysFunc, "length": lengthFunc, "lookup": lookupFunc, "merge": stdlib.MergeFunc, "range": stdlib.RangeFunc, "reverse": stdlib.ReverseListFunc,
		"setintersection": stdlib.SetIntersectionFunc, "setproduct": bounded(stdlib.SetProductFunc), "setsubtract": stdlib.SetSubtractFunc, "setunion": stdlib.SetUnionFunc,
		"slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "values": stdlib.ValuesFunc, "zipmap": stdlib.ZipmapFunc,
		"alltrue": allOf(true), "anytrue": allOf(false), "index": indexFunc, "one": oneFunc, "sum": sumFunc, "transpose": transposeFunc, "matchkeys": matchkeysFunc,
		"list": makeList, "map": makeMap,

		"csvdecode": stdlib.CSVDecodeFunc, "jsondecode": stdlib.JSONDecodeFunc, "jsonencode": jsonencodeFunc, "yamldecode": yamldecodeFunc, "yamlencode": yamlencodeFunc,
		"base64encode": encode(base64encode), "base64decode": decode(base64decode), "urlencode": encode(urlencode), "urldecode": decode(urldecode),
		"md5": encode(md5hex), "sha1": encode(sha1hex), "sha256": encode(sha256hex), "sha512": encode(sha512hex),
		"base64sha256": encode(base64sha256), "base64sha512": encode(base64sha512), "uuidv5": uuidv5Func,

		"formatdate": stdlib.FormatDateFunc, "timeadd": stdlib.TimeAddFunc, "timecmp": timecmpFunc,

		"cidrhost": cidrhostFunc, "cidrnetmask": cidrnetmaskFunc, "cidrsubnet": cidrsubnetFunc, "cidrsubnets": cidrsubnetsFunc, "cidrcontains": cidrcontainsFunc,

		"tobool": to(cty.Bool), "tostring": to(cty.String), "tonumber": to(cty.Number), "tolist": to(cty.List(cty.DynamicPseudoType)),
		"tomap": to(cty.Map(cty.DynamicPseudoType)), "toset": to(cty.Set(cty.DynamicPseudoType)),
		"sensitive": same, "nonsensitive": same, "ephemeralasnull": same, "dirname": pathFunc(dirname), "basename": pathFunc(basename), "pathexpand": same,
	}
	for _, name := range []string{"timestamp", "plantimestamp", "uuid", "bcrypt", "rsadecrypt", "base64gzip", "base64gunzip", "textencodebase64", "textdecodebase64", "type"} {
		all[name] = open(name)
	}
	return all
})

// open is a function whose answer nobody knows beforehand, or that is not
// followed.
func open(name string) function.Function {
	o := &origin{kind: missing, text: name + "()"}
	return function.New(&function.Spec{
		VarParam: &anything,
		Type:     function.StaticReturnType(cty.String),
		Impl:     func([]cty.Value, cty.Type) (cty.Value, error) { return cty.UnknownVal(cty.String).Mark(o), nil },
	})
}

// functionsFor are the functions as a root's folder sees them: paths are
// relative to it, and lead nowhere but to files of the tree.
func (t *Tree) functionsFor(dir string) map[string]function.Function {
	fs := filesOf{t, dir}
	own := map[string]function.Function{"templatestring": fs.templateString(), "templatefile": fs.templateFile()}
	fs.add(own)
	all := maps.Clone(pureTwice())
	for name, f := range own {
		all[name], all["core::"+name] = f, f
	}
	return all
}

// pureTwice are the functions that read no files, also by their full names, with
// room for those that do. A tree may have hundreds of roots, and to grow the map in
// each took a third of the time of a scan.
var pureTwice = sync.OnceValue(func() map[string]function.Function {
	once := maps.Clone(pure())
	filesOf{}.add(once)
	once["templatestring"], once["templatefile"] = function.Function{}, function.Function{}
	all := maps.Clone(once)
	for name, f := range once {
		all["core::"+name] = f
	}
	return all
})

// textTest is a question about two texts.
func textTest(is func(s, part string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "part", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(is(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

// encode is a function of one text that always has an answer.
func encode(f func(string) string) function.Function {
	return decode(func(s string) (string, bool) { return f(s), true })
}

// decode is a function of one text that may have none.
func decode(f func(string) (string, bool)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			s, ok := f(args[0].AsString())
			if !ok {
				return cty.NilVal, errEvaluation
			}
			return cty.StringVal(s), nil
		},
	})
}

// same hands its argument on.
var same = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true}},
	Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
	Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return args[0], nil },
})

// narrow refuses formats with a width that would build a huge text.
func narrow(f function.Function) function.Function {
	params := f.Params()
	params[0].AllowMarked = false
	return function.New(&function.Spec{
		Params: params, VarParam: f.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) { return f.ReturnTypeForValues(args) },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if wide.MatchString(args[0].AsString()) {
				return cty.NilVal, errEvaluation
			}
			return f.Call(args)
		},
	})
}

// bounded refuses products of sets with more members than a value may have.
func bounded(f function.Function) function.Function {
	return function.New(&function.Spec{
		Params: f.Params(), VarParam: f.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) { return f.ReturnTypeForValues(args) },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			n := 1
			for _, a := range args {
				if a, _ = a.Unmark(); a.IsKnown() && !a.IsNull() {
					if n *= max(a.LengthInt(), 1); n > maxElements {
						return cty.NilVal, errEvaluation
					}
				}
			}
			return f.Call(args)
		},
	})
}
