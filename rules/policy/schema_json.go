// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/rules"
)

// JSONSchema describes the configuration in HCL's JSON form, for editors. It is made
// from the tags that the decoder obeys; what only [Parse] can tell, such as whether
// a digest is right, it does not say.
func JSONSchema() []byte {
	s := schemaOf(reflect.TypeFor[Policy]())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "stagedoor configuration in HCL's JSON form: " + Name + ".json"
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic(err) // of maps and strings
	}
	return append(text, '\n')
}

type schema = map[string]any

// oneOf are the attributes that take one of some words, by attribute.
func oneOf(attribute string) []string {
	switch {
	case attribute == "tier":
		return tiers
	case attribute == "fate":
		return fates
	case attribute == "severity" || attribute == "at_most":
		return rules.Severities()
	}
	return nil
}

// schemaOf describes the body of a block.
func schemaOf(typ reflect.Type) schema {
	properties := schema{"//": schema{"description": "a comment"}}
	required := []string{}
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, kind, _ := strings.Cut(f.Tag.Get("hcl"), ",")
		switch kind {
		case "", "optional":
			if name == "" {
				continue
			}
			if properties[name] = valueOf(f.Type, name); kind == "" {
				required = append(required, name)
			}
		case "block":
			properties[name] = blocksOf(f.Type)
		}
	}
	s := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		slices.Sort(required)
		s["required"] = required
	}
	return s
}

// blocksOf describes blocks of one type: below their labels one body, or a list.
func blocksOf(typ reflect.Type) schema {
	many := typ.Kind() == reflect.Slice
	elem := typ.Elem()
	s := schemaOf(elem)
	if many {
		s = schema{"anyOf": []schema{s, {"type": "array", "items": s}}}
	}
	for i := range elem.NumField() {
		if _, kind, _ := strings.Cut(elem.Field(i).Tag.Get("hcl"), ","); kind == "label" {
			s = schema{"type": "object", "additionalProperties": s}
		}
	}
	return s
}

func valueOf(typ reflect.Type, name string) schema {
	switch typ.Kind() {
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Int:
		return schema{"type": "integer"}
	case reflect.Slice:
		return schema{"type": "array", "items": schema{"type": "string"}}
	}
	s := schema{"type": "string"}
	if words := oneOf(name); words != nil {
		s["enum"] = words
	}
	return s
}
