// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"encoding/base64"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// filesOf are the tree's files as a root's folder names them. Nothing else is
// read: a path that leads out of the tree, or to a file that was not loaded, is
// unknown.
type filesOf struct {
	tree *Tree
	dir  string
}

// resolve is a path of the tree; ok is false for one that leads out of it.
func (fs filesOf) resolve(p string) (string, bool) {
	if strings.HasPrefix(p, "/") { // as abspath and path.cwd write it
		p = path.Clean(strings.TrimPrefix(p, "/"))
	} else {
		p = path.Join(fs.dir, p)
	}
	return p, p != ".." && !strings.HasPrefix(p, "../")
}

func (fs filesOf) read(p string) (string, error) {
	full, ok := fs.resolve(p)
	data, has := fs.tree.files[full]
	if !ok || !has {
		return "", hanging("a file that is not here")
	}
	return string(data), nil
}

func (fs filesOf) add(all map[string]function.Function) {
	text := func(s string) (string, bool) { return s, utf8.ValidString(s) }
	all["file"] = fs.reading(text)
	all["filebase64"] = fs.reading(func(s string) (string, bool) { return base64.StdEncoding.EncodeToString([]byte(s)), true })
	for name, sum := range map[string]func(string) string{"filemd5": md5hex, "filesha1": sha1hex, "filesha256": sha256hex, "filesha512": sha512hex,
		"filebase64sha256": base64sha256, "filebase64sha512": base64sha512} {
		all[name] = fs.reading(func(s string) (string, bool) { return sum(s), true })
	}
	all["fileexists"] = function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if _, err := fs.read(args[0].AsString()); err != nil {
				return cty.NilVal, err // it may be there and not have been loaded
			}
			return cty.True, nil
		},
	})
	all["fileset"] = fs.set()
	all["abspath"] = decode(func(p string) (string, bool) {
		full, ok := fs.resolve(p)
		return path.Join("/", full), ok
	})
}

func (fs filesOf) reading(f func(string) (string, bool)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			s, err := fs.read(args[0].AsString())
			if err != nil {
				return cty.NilVal, err
			}
			s, ok := f(s)
			if !ok {
				return cty.NilVal, errEvaluation
			}
			return cty.StringVal(s), nil
		},
	})
}

// set lists files under a folder that match a pattern. Only loaded files are
// seen, so where none matches the answer is unknown.
func (fs filesOf) set() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, {Name: "pattern", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			dir, ok := fs.resolve(args[0].AsString())
			re, valid := globPattern(args[1].AsString())
			if !ok || !valid {
				return cty.NilVal, hanging("files that are not here")
			}
			var found []string
			for p := range fs.tree.files {
				rel, in := p, dir == "."
				if !in {
					rel, in = strings.CutPrefix(p, dir+"/")
				}
				if in && re.MatchString(rel) {
					found = append(found, rel)
				}
			}
			if len(found) == 0 {
				return cty.NilVal, hanging("files that are not here")
			}
			slices.Sort(found)
			list := make([]cty.Value, len(found))
			for i, p := range found {
				list[i] = cty.StringVal(p)
			}
			return cty.SetVal(list), nil
		},
	})
}

// templateFile and templateString evaluate a template with the variables that
// are handed in, and with all functions but themselves.
// https://developer.hashicorp.com/terraform/language/functions/templatefile
func (fs filesOf) templateFile() function.Function {
	return fs.template(func(p string) (string, error) { return fs.read(p) })
}

func (fs filesOf) templateString() function.Function {
	return fs.template(func(text string) (string, error) { return text, nil })
}

func (fs filesOf) template(read func(string) (string, error)) function.Function {
	within := sync.OnceValue(func() map[string]function.Function { // a template has no templates
		all := maps.Clone(pure())
		fs.add(all)
		return all
	})
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "template", Type: cty.String},
			{Name: "vars", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true},
		},
		Type: func([]cty.Value) (cty.Type, error) { return cty.DynamicPseudoType, nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			vars, marks := args[1].Unmark()
			if !vars.IsKnown() {
				return cty.DynamicVal.WithMarks(marks), nil
			}
			text, err := read(args[0].AsString())
			if err != nil {
				return cty.NilVal, err
			}
			v, err := renderTemplate(text, vars, within())
			if err != nil {
				return cty.NilVal, err
			}
			return v.WithMarks(marks), nil
		},
	})
}

func renderTemplate(text string, vars cty.Value, functions map[string]function.Function) (cty.Value, error) {
	if len(text) > maxConfig || nested([]byte(text)) || vars.IsNull() || !vars.CanIterateElements() {
		return cty.NilVal, errEvaluation
	}
	e, diags := hclsyntax.ParseTemplate([]byte(text), "template", hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, errEvaluation
	}
	c := &hcl.EvalContext{Functions: functions, Variables: map[string]cty.Value{}}
	for it := vars.ElementIterator(); it.Next(); {
		k, v := it.Element()
		c.Variables[k.AsString()] = v
	}
	if tooMuch(newExpr(e), sizeOf(vars)) != "" {
		return cty.NilVal, errEvaluation
	}
	v, diags := e.Value(c)
	if diags.HasErrors() {
		return cty.NilVal, errEvaluation
	}
	return v, nil
}
