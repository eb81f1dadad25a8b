// SPDX-License-Identifier: Apache-2.0

package helm

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"text/template"
	"time"

	"github.com/Masterminds/sprig/v3"
	"sigs.k8s.io/yaml"
)

// In this file: the functions of a chart's templates, which are sprig's and
// Helm's own. https://helm.sh/docs/chart_template_guide/function_list/

// pure are sprig's functions, without those that read the machine, the clock or
// chance, or that take a processor for seconds: these give fillers.
var pure = sync.OnceValue(func() template.FuncMap {
	f := sprig.TxtFuncMap()
	delete(f, "env")
	delete(f, "expandenv")
	filler := func(n int) string { return strings.Repeat("x", max(0, count(n))) }
	for _, name := range []string{"randAlphaNum", "randAlpha", "randAscii", "randNumeric", "randBytes"} {
		f[name] = filler
	}
	f["randInt"] = func(low, _ int) int { return low }
	f["uuidv4"] = func() string { return "00000000-0000-0000-0000-000000000000" }
	f["now"] = func() time.Time { return time.Unix(0, 0).UTC() }
	f["ago"] = func(any) string { return "0s" }
	f["shuffle"] = func(s string) string { return s }
	f["getHostByName"] = func(string) string { return "" }
	f["bcrypt"] = func(string) string { return "xxxxxxxxxxxx" }
	f["htpasswd"] = func(user, _ string) string { return user + ":xxxxxxxxxxxx" }
	f["derivePassword"] = func(uint32, string, string, string, string) string { return "xxxxxxxxxxxx" }
	f["genPrivateKey"] = func(string) string { return "xxxxxxxxxxxx" }
	f["encryptAES"] = func(string, string) string { return "xxxxxxxxxxxx" }
	f["decryptAES"] = func(string, string) string { return "xxxxxxxxxxxx" }
	pair := map[string]string{"Cert": "xxxxxxxxxxxx", "Key": "xxxxxxxxxxxx"}
	for _, name := range []string{"genCA", "genCAWithKey", "genSelfSignedCert", "genSelfSignedCertWithKey", "genSignedCert", "genSignedCertWithKey", "buildCustomCert"} {
		f[name] = func(...any) map[string]string { return pair }
	}
	rounds(f)
	for _, name := range []string{"uniq", "mustUniq"} { // which compare each element with each
		f[name] = unique(f[name])
	}
	f["html"], f["js"], f["urlquery"] = template.HTMLEscaper, template.JSEscaper, template.URLQueryEscaper
	f["printf"], f["print"], f["println"] = fmt.Sprintf, fmt.Sprint, fmt.Sprintln
	f["toYaml"], f["toYamlPretty"], f["toJson"] = toYAML, toYAML, toJSON
	f["mustToYaml"], f["mustToJson"] = toYAML, toJSON
	f["fromYaml"] = func(s string) map[string]any { return from[map[string]any](s) }
	f["fromJson"] = f["fromYaml"]
	f["fromYamlArray"] = func(s string) []any { return from[[]any](s) }
	f["fromJsonArray"] = f["fromYamlArray"]
	f["toToml"] = func(any) string { return "" }
	f["fromToml"] = func(string) map[string]any { return map[string]any{} }
	f["lookup"] = func(...string) map[string]any { return map[string]any{} }
	f["required"] = required
	return f
})

// rounds bounds what makes lists and texts by number.
func rounds(f template.FuncMap) {
	until, step, seq, repeat := f["until"].(func(int) []int), f["untilStep"].(func(int, int, int) []int), f["seq"].(func(...int) string), f["repeat"].(func(int, string) string)
	f["until"] = func(n int) []int { return until(count(n)) }
	f["untilStep"] = func(from, to, by int) []int {
		if by != 0 {
			count((to - from) / by)
		}
		return step(from, to, by)
	}
	f["seq"] = func(n ...int) string {
		for _, one := range n {
			count(one)
		}
		return seq(n...)
	}
	f["repeat"] = func(n int, s string) string {
		if count(n)*len(s) > maxOne {
			panic(errOver)
		}
		return repeat(n, s)
	}
	indent, nindent := f["indent"].(func(int, string) string), f["nindent"].(func(int, string) string)
	f["indent"] = func(n int, s string) string { return indent(narrow(n), s) }
	f["nindent"] = func(n int, s string) string { return nindent(narrow(n), s) }
}

const maxCompared = 2_000

// unique bounds a function over a list whose cost is the square of its length.
func unique(f any) any {
	v := reflect.ValueOf(f)
	return reflect.MakeFunc(v.Type(), func(args []reflect.Value) []reflect.Value {
		if list := args[0].Elem(); list.Kind() == reflect.Slice && list.Len() > maxCompared {
			panic(errOver)
		}
		return v.Call(args)
	}).Interface()
}

func narrow(n int) int {
	if n < 0 || n > 200 {
		panic(errOver)
	}
	return n
}

func toYAML(v any) string {
	data, err := yaml.Marshal(v)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(string(data), "\n")
}

func toJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(data)
}

func from[T any](s string) T {
	var v T
	_ = yaml.Unmarshal([]byte(s), &v)
	return v
}

func required(_ string, v any) (any, error) {
	if v == nil || v == "" {
		return nil, errors.New("a value is required")
	}
	return v, nil
}

// functions are all of them, bounded, with those that run other templates.
func (r *rendering) functions(t *template.Template) template.FuncMap {
	if r.shared == nil {
		r.shared = template.FuncMap{}
		for name, f := range pure() {
			weight := 1
			if strings.Contains(strings.ToLower(name), "regex") {
				weight = regexWeight
			}
			r.shared[name] = r.budget.bounded(f, name == "set" || strings.Contains(strings.ToLower(name), "merge"), weight)
		}
		r.shared["stagedoorStep"], r.shared["stagedoorEnter"], r.shared["stagedoorLeave"] = r.budget.step, r.budget.enter, r.budget.leave
	}
	r.shared["include"] = r.include(t)
	r.shared["tpl"] = r.tpl(t)
	return r.shared
}

// include runs a named template and gives its text.
func (r *rendering) include(t *template.Template) func(string, any) (string, error) {
	return func(name string, data any) (string, error) {
		r.budget.step()
		w := &text{budget: r.budget}
		err := t.ExecuteTemplate(w, name, data)
		return w.String(), err
	}
}

// tpl runs text as a template, with all named ones at hand.
func (r *rendering) tpl(t *template.Template) func(string, any) (string, error) {
	return func(source string, data any) (string, error) {
		if !strings.Contains(source, "{{") {
			return source, nil
		}
		r.budget.enter()
		defer r.budget.leave()
		r.budget.write(len(source))
		all, err := t.Clone()
		if err != nil {
			return "", err
		}
		all.Option("missingkey=zero")
		all.Funcs(template.FuncMap{"include": r.include(all), "tpl": r.tpl(all)})
		one, err := all.New(t.Name()).Parse(source)
		if err != nil {
			return "", err
		}
		for _, named := range all.Templates() {
			counted(named.Tree)
		}
		w := &text{budget: r.budget}
		err = one.Execute(w, data)
		return strings.ReplaceAll(w.String(), "<no value>", ""), err
	}
}

// text is a place to write to, within the budget.
type text struct {
	strings.Builder
	budget *budget
}

func (w *text) Write(p []byte) (int, error) {
	if err := w.budget.room(len(p)); err != nil || w.Len() > maxOne {
		return 0, errOver
	}
	return w.Builder.Write(p)
}

func pointerOf(m map[string]any) uintptr { return reflect.ValueOf(m).Pointer() }
