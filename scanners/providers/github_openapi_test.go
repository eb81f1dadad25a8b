// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// GitHub's own description of its API is in the npm package @octokit/openapi, as
// generated/api.github.com.json; .ci/run installs it and names the file here. It
// is no part of this repository.
const openAPIVariable = "STAGEDOOR_GITHUB_OPENAPI"

// An openAPI is that description.
type openAPI struct {
	Paths map[string]struct {
		Get *struct {
			Responses map[string]struct {
				Content map[string]struct {
					Schema *openSchema `json:"schema"`
				} `json:"content"`
			} `json:"responses"`
		} `json:"get"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]*openSchema `json:"schemas"`
	} `json:"components"`
}

// An openSchema is what is said of one value.
type openSchema struct {
	Ref        string                 `json:"$ref"`
	Properties map[string]*openSchema `json:"properties"`
	Items      *openSchema            `json:"items"`
	AllOf      []*openSchema          `json:"allOf"`
	AnyOf      []*openSchema          `json:"anyOf"`
	OneOf      []*openSchema          `json:"oneOf"`
	More       json.RawMessage        `json:"additionalProperties"`
}

func githubOpenAPI(t *testing.T) *openAPI {
	t.Helper()
	file := os.Getenv(openAPIVariable)
	if file == "" {
		t.Skip("needs GitHub's description of its API: .ci/run, or " + openAPIVariable + " with generated/api.github.com.json of npm's @octokit/openapi")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var d openAPI
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return &d
}

// template is the described path that a sent one is an instance of.
func (d *openAPI) template(path string) (string, bool) {
	have := segments(path)
	for p := range d.Paths {
		want := segments(p)
		fits := len(want) == len(have)
		for i := 0; fits && i < len(want); i++ {
			parameter := strings.HasPrefix(want[i], "{")
			fits = parameter || want[i] == have[i]
		}
		if fits {
			if d.Paths[p].Get != nil {
				return p, true
			}
		}
	}
	return "", false
}

func (d *openAPI) answer(template string) *openSchema {
	for _, c := range d.Paths[template].Get.Responses["200"].Content {
		return c.Schema
	}
	return nil
}

// fields are the properties of a schema and what it is put together from.
func (d *openAPI) fields(s *openSchema, depth int) (all map[string][]*openSchema, open bool) {
	all = map[string][]*openSchema{}
	if s == nil || depth > 20 {
		return all, true
	}
	if s.Ref != "" {
		return d.fields(d.Components.Schemas[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]], depth+1)
	}
	open = len(s.More) > 0 && string(s.More) != "false"
	for name, p := range s.Properties {
		all[name] = append(all[name], p)
	}
	for _, parts := range [][]*openSchema{s.AllOf, s.AnyOf, s.OneOf} {
		for _, part := range parts {
			more, o := d.fields(part, depth+1)
			open = open || o
			for name, p := range more {
				all[name] = append(all[name], p...)
			}
		}
	}
	return all, open
}

func (d *openAPI) items(s *openSchema) *openSchema {
	for s != nil && s.Ref != "" {
		s = d.Components.Schemas[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]]
	}
	if s == nil {
		return nil
	}
	return s.Items
}

// undescribed are fields that GitHub answers with and does not describe.
var undescribed = map[string]bool{
	"can_admins_bypass": true, // of an environment: in answers, and in go-github, since 2023
}

// unknown lists the fields of a value that none of its schemas has.
func (d *openAPI) unknown(at string, v any, schemas []*openSchema) (found []string) {
	switch v := v.(type) {
	case map[string]any:
		known, open := map[string][]*openSchema{}, false
		for _, s := range schemas {
			fields, o := d.fields(s, 0)
			open = open || o
			for name, p := range fields {
				known[name] = append(known[name], p...)
			}
		}
		for name, x := range v {
			if p, ok := known[name]; ok {
				found = append(found, d.unknown(at+"."+name, x, p)...)
			} else if !open && !undescribed[name] {
				found = append(found, at+"."+name)
			}
		}
	case []any:
		var items []*openSchema
		for _, s := range schemas {
			if i := d.items(s); i != nil {
				items = append(items, i)
			}
		}
		for _, x := range v {
			found = append(found, d.unknown(at+"[]", x, items)...)
		}
	}
	return found
}

// TestGitHubDescribesWhatIsAsked: every path of the list exists and can be read.
func TestGitHubDescribesWhatIsAsked(t *testing.T) {
	d := githubOpenAPI(t)
	for _, line := range GitHub.Allow {
		path := strings.TrimPrefix(line, "GET ")
		if path == "/repositories/*" {
			continue // where a renamed repository's address leads, by "Follow redirects" of GitHub's best practices
		}
		if _, ok := d.template(path); !ok {
			t.Errorf("%s is not described", line)
		}
	}
}

// TestGitHubDescribesWhatIsRead: every field that is decoded exists.
func TestGitHubDescribesWhatIsRead(t *testing.T) {
	d := githubOpenAPI(t)
	for _, c := range []struct {
		path, key string
		into      any
	}{
		{"/repos/o/r", "", githubRepo{}},
		{"/repos/o/r/environments", "environments", githubEnvironment{}},
		{"/repos/o/r/actions/secrets", "secrets", struct {
			Name      string `json:"name"`
			UpdatedAt string `json:"updated_at"`
		}{}},
		{"/orgs/o/actions/secrets", "secrets", githubName{}},
		{"/orgs/o/actions/variables", "variables", githubName{}},
		{"/repos/o/r/rules/branches/b", "[]", githubRule{}},
	} {
		template, ok := d.template(c.path)
		if !ok {
			t.Errorf("%s is not described", c.path)
			continue
		}
		s := d.answer(template)
		switch c.key {
		case "":
		case "[]":
			s = d.items(s)
		default:
			fields, _ := d.fields(s, 0)
			if len(fields[c.key]) == 0 {
				t.Errorf("%s has no %s", c.path, c.key)
				continue
			}
			s = d.items(fields[c.key][0])
		}
		fields, open := d.fields(s, 0)
		for name := range fieldsOf(reflect.TypeOf(c.into)) {
			if _, ok := fields[name]; !ok && !open && !undescribed[name] && name != "asked" {
				t.Errorf("%s has no field %s", c.path, name)
			}
		}
	}
}

// TestGitHubDescribesWhatIsRecorded: the answers in scenarios have no fields of
// our own invention.
func TestGitHubDescribesWhatIsRecorded(t *testing.T) {
	d := githubOpenAPI(t)
	files, _ := filepath.Glob("../../testdata/*/*.txtar")
	n := 0
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			path, ok := strings.CutPrefix(f.Name, "http/api.github.com")
			var v any
			if !ok || json.Unmarshal(f.Data, &v) != nil {
				continue
			}
			path, _, _ = strings.Cut(path, "?")
			path, _, _ = strings.Cut(path, "!")
			template, ok := d.template(path)
			if !ok {
				t.Errorf("%s: %s is not described", file, f.Name)
				continue
			}
			n++
			for _, field := range d.unknown("", v, []*openSchema{d.answer(template)}) {
				t.Errorf("%s: %s has %s, which GitHub does not describe", filepath.Base(file), f.Name, field)
			}
		}
	}
	if n == 0 {
		t.Error("no recorded answer of GitHub's was found")
	}
}
