// SPDX-License-Identifier: Apache-2.0

package helm

import (
	"strings"
	"testing"
	"time"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"

	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

func file(p, text string) *File {
	docs, problem := doc.YAML([]byte(text))
	return &File{Path: p, Data: []byte(text), Docs: docs, Bad: problem != nil}
}

func chartOf(t testing.TB, files map[string]string) *Chart {
	t.Helper()
	all := []*File{}
	for p, text := range files {
		all = append(all, file("c/"+p, text))
	}
	charts := Charts(all)
	if len(charts) != 1 {
		t.Fatalf("%d charts", len(charts))
	}
	return charts[0]
}

const description = "apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: \"2.1\"\n"

// TestLikeTheOfficialEngine renders charts by ours and by Helm's own package.
func TestLikeTheOfficialEngine(t *testing.T) {
	charts := map[string]map[string]string{
		"values and helpers": {
			"Chart.yaml":                description,
			"values.yaml":               "db: {size: 10Gi, host: db.shop.svc, replicas: 3}\nannotations: {a: \"1\", b: two}\nlist: [x, z]\nnothing:\n",
			"templates/_helpers.tpl":    `{{- define "name" -}}{{ .Release.Name }}-{{ .Chart.Name | trunc 63 | trimSuffix "-" }}{{- end -}}`,
			"templates/claim.yaml":      "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: {{ include \"name\" . }}\n  annotations:\n    {{- toYaml .Values.annotations | nindent 4 }}\nspec:\n  resources: {requests: {storage: {{ .Values.db.size | quote }}}}\n",
			"templates/range.yaml":      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n{{- range $i, $v := .Values.list }}\n  k{{ $i }}: {{ $v | upper | b64enc }}\n{{- end }}\n  none: {{ .Values.nothing | default \"d\" }}{{ .Values.missing }}\n  t: {{ tpl \"{{ .Values.db.host }}\" . }}\n  r: {{ required \"x\" .Values.db.replicas }}\n",
			"templates/capability.yaml": "{{- if .Capabilities.APIVersions.Has \"apps/v1\" }}\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: {{ .Chart.AppVersion | quote }}}\n{{- end }}\n",
		},
		"subchart": {
			"Chart.yaml":                         description + "dependencies:\n- {name: cache, version: 1.0.0, condition: cache.enabled}\n- {name: db, version: 1.0.0, condition: db.enabled}\n",
			"values.yaml":                        "cache: {enabled: false}\ndb: {enabled: true, size: 9Gi}\nglobal: {env: prod}\n",
			"charts/cache/Chart.yaml":            "apiVersion: v2\nname: cache\nversion: 1.0.0\n",
			"charts/cache/templates/c.yaml":      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cache}\n",
			"charts/db/Chart.yaml":               "apiVersion: v2\nname: db\nversion: 1.0.0\n",
			"charts/db/values.yaml":              "size: 1Gi\nclass: slow\n",
			"charts/db/templates/c.yaml":         "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\ndata: {s: {{ .Values.size }}, c: {{ .Values.class }}, e: {{ .Values.global.env }}}\n",
			"templates/parent-reads-child.yaml":  "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: p}\ndata: {c: {{ .Values.db.class }}}\n",
			"charts/db/templates/_own.tpl":       `{{ define "own" }}db{{ end }}`,
			"templates/uses-child-template.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ include \"own\" . }}}\n",
		},
	}
	for name, files := range charts {
		t.Run(name, func(t *testing.T) {
			var buffered []*loader.BufferedFile
			for p, text := range files {
				buffered = append(buffered, &loader.BufferedFile{Name: p, Data: []byte(text)})
			}
			official, err := loader.LoadFiles(buffered)
			if err != nil {
				t.Fatal(err)
			}
			if err := chartutil.ProcessDependencies(official, nil); err != nil {
				t.Fatal(err)
			}
			values, err := chartutil.ToRenderValues(official, nil, chartutil.ReleaseOptions{Name: "shop", Namespace: "default", IsInstall: true, Revision: 1}, nil)
			if err != nil {
				t.Fatal(err)
			}
			want, err := engine.Render(official, values)
			if err != nil {
				t.Fatal(err)
			}
			got := texts(t, chartOf(t, files))
			for p, text := range want {
				if !strings.HasSuffix(p, ".yaml") {
					continue
				}
				if strings.TrimSpace(text) != strings.TrimSpace(got[p]) {
					t.Errorf("%s\nofficial:\n%s\nours:\n%s", p, text, got[p])
				}
				delete(got, p)
			}
			for p, text := range got {
				if strings.TrimSpace(text) != "" {
					t.Errorf("only ours has %s", p)
				}
			}
		})
	}
}

// texts renders a chart and keeps the texts, by the template's full name.
func texts(t *testing.T, c *Chart) map[string]string {
	t.Helper()
	w, broken := prepare(c, nil, &Rendering{})
	got := map[string]string{}
	for _, p := range w.parts {
		if broken[p.name] || strings.HasPrefix(p.file.Path[strings.LastIndexByte(p.file.Path, '/')+1:], "_") {
			continue
		}
		out := &text{budget: w.budget}
		if err := w.root.ExecuteTemplate(out, p.name, p.data); err != nil {
			t.Error(err)
		}
		got[p.name] = strings.ReplaceAll(out.String(), "<no value>", "")
	}
	return got
}

// TestHostile holds that no template takes the machine along.
func TestHostile(t *testing.T) {
	for name, template := range map[string]string{
		"includes itself":        `{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}`,
		"calls itself":           `{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}`,
		"tpl of itself":          `{{ $t := "{{ tpl .t . }}" }}{{ tpl $t (dict "t" $t "Template" .Template) }}`,
		"a billion numbers":      `{{ range until 1000000000 }}x{{ end }}`,
		"steps":                  `{{ range untilStep 0 1000000000 1 }}x{{ end }}`,
		"a number as a range":    `{{ range 1000000000 }}{{ end }}`,
		"range in a range":       `{{ range until 90000 }}{{ range until 90000 }}{{ end }}{{ end }}`,
		"repeat":                 `{{ repeat 1000000000 "x" }}`,
		"doubled text":           `{{ $s := "xxxxxxxxxxxxxxxx" }}{{ range until 60 }}{{ $s = print $s $s }}{{ end }}`,
		"doubled by cat":         `{{ $s := "xxxxxxxxxxxxxxxx" }}{{ range until 60 }}{{ $s = cat $s $s }}{{ end }}`,
		"doubled list":           `{{ $s := list 1 2 3 4 }}{{ range until 60 }}{{ $s = concat $s $s }}{{ end }}`,
		"shared parts":           `{{ $d := dict "a" "b" }}{{ range until 60 }}{{ $d = dict "l" $d "r" $d }}{{ end }}{{ toYaml $d }}`,
		"a circle":               `{{ $d := dict }}{{ $_ := set $d "a" $d }}{{ toYaml $d }}`,
		"a circle of the values": `{{ $_ := set .Values "a" .Values }}{{ toYaml .Values }}`,
		"a circle through root":  `{{ $_ := set .Values "a" . }}{{ toYaml .Values }}`,
		"a circle printed":       `{{ $_ := set .Values "a" .Values }}{{ print .Values }}`,
		"a circle merged":        `{{ $_ := merge .Values (dict "a" .Values) }}{{ .Values }}`,
		"one text hashed often":  `{{ $s := repeat 100 (repeat 40000 "x") }}{{ range until 90000 }}{{ $_ := sha256sum $s }}{{ end }}`,
		"one text searched":      `{{ $s := repeat 100 (repeat 40000 "x") }}{{ regexMatch "(x{1,30}){30}y" $s }}`,
		"one text escaped often": `{{ $s := repeat 100 (repeat 40000 "<") }}{{ range until 90000 }}{{ $_ := len (html $s) }}{{ end }}`,
		"each with each":         `{{ $_ := uniq (until 90000) }}`,
		"wide":                   `{{ indent 2000000000 "x" }}`,
		"seq":                    `{{ seq 1 1000000000 }}`,
		"printf width":           `{{ printf "%2000000000d" 1 }}`,
		"random":                 `{{ randAlphaNum 2000000000 }}`,
		"nospace":                `{{ wrap 1 (repeat 100000 "xx") }}`,
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			r := chartOf(t, map[string]string{"Chart.yaml": description, "values.yaml": "x: {y: 1}\n", "templates/a.yaml": template}).Render()
			if name != "nospace" && len(r.Problems) == 0 {
				t.Error("no problem told")
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func BenchmarkRender(b *testing.B) {
	files := map[string]string{"Chart.yaml": description, "values.yaml": "db: {size: 10Gi}\nenv: [a, b, c]\n",
		"templates/_helpers.tpl": `{{ define "name" }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}`}
	for _, n := range strings.Fields("a b c d e f g h i j") {
		files["templates/"+n+".yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ include \"name\" . }}-" + n + "\ndata:\n{{- range .Values.env }}\n  {{ . }}: {{ $.Values.db.size | quote }}\n{{- end }}\n"
	}
	c := chartOf(b, files)
	for b.Loop() {
		if r := c.Render(); len(r.Objects) != 10 {
			b.Fatal(len(r.Objects), r.Problems)
		}
	}
}

func FuzzRender(f *testing.F) {
	f.Add("a: {b: 1}", "apiVersion: v1\nkind: X\nmetadata: {name: {{ .Values.a.b }}}")
	f.Add("a: [1]", `{{ range .Values.a }}{{ . }}{{ end }}{{ define "x" }}{{ include "x" . }}{{ end }}{{ template "x" }}`)
	f.Fuzz(func(t *testing.T, values, template string) {
		c := chartOf(t, map[string]string{"Chart.yaml": description, "values.yaml": values, "templates/a.yaml": template})
		c.Render(file("c/values-prod.yaml", values))
	})
}
