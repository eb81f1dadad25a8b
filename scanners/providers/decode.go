// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
)

// decode reads an answer. Fields that are missing, null or new are the vendor's
// liberty; but an object that has not one of the fields that its reader looks for
// is another object, and must not be taken for "there is none": an empty list
// says something, and an answer of another shape says nothing.
func decode(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return err
	}
	names := fieldsOf(reflect.TypeOf(into))
	if len(names) == 0 {
		return nil
	}
	var has map[string]json.RawMessage
	if err := json.Unmarshal(body, &has); err != nil {
		return err
	}
	for key := range has {
		if names[strings.ToLower(key)] {
			return nil
		}
	}
	return errors.New("another object")
}

// fieldsOf are the names of a struct's fields as JSON has them, in lower case; none
// for what is no struct or reads itself.
func fieldsOf(t reflect.Type) map[string]bool {
	if t == nil || t.Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return nil
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	names := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			for n := range fieldsOf(f.Type) {
				names[n] = true
			}
		case name == "":
			names[strings.ToLower(f.Name)] = true
		case name != "-":
			names[strings.ToLower(name)] = true
		}
	}
	return names
}
