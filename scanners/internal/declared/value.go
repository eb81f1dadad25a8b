// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A State says how much is known of a value.
type State uint8

const (
	Absent  State = iota // not set: what then happens is the vendor's default
	Null                 // set to nothing, which formats treat as not set
	Known                // a scalar, list or map
	Unknown              // set, and hangs on something that is not here
)

// A Value is what files say of one attribute. The zero Value is Absent, and
// every method of it yields nothing, so that Get needs no checks.
type Value struct {
	State  State
	Scalar secret.Value     // of a known scalar; its text form: "true", "7"
	Items  []Value          // of a known list, or of repeated blocks
	Fields map[string]Value // of a known map or block; elements may be unknown
	kind   kind

	// Why is where it is written and by which way it came here, the place that
	// decides first: prod.tfvars:12, then main.tf:4 where the variable is handed on.
	// It is as sure as its least sure link.
	Why graph.Chain

	// Hangs names what decides an Unknown: "var.protect", "data.aws_ami.x",
	// "module.vpc, which is not here".
	Hangs string

	// Refs are addresses of the set's resources that the expression names, whether
	// or not its value is known.
	Refs []string

	// Parts are the pieces of an Unknown text that is put together, in order: known
	// scalars and what is not known between them ("${aws_s3_bucket.x.arn}/*" is an
	// Unknown with a Ref, then "/*"). nil where it is one piece, or where nobody
	// kept them apart.
	Parts []Value
}

type kind uint8

const (
	none kind = iota
	scalar
	list
	mapping
)

// Scalar makes a known scalar.
func Scalar(v secret.Value, why ...graph.Evidence) Value {
	return Value{State: Known, kind: scalar, Scalar: v, Why: why}
}

// List makes a known list.
func List(items []Value, why ...graph.Evidence) Value {
	return Value{State: Known, kind: list, Items: items, Why: why}
}

// Map makes a known map.
func Map(fields map[string]Value, why ...graph.Evidence) Value {
	return Value{State: Known, kind: mapping, Fields: fields, Why: why}
}

// Undecided makes a value that hangs on something.
func Undecided(hangs string, why ...graph.Evidence) Value {
	return Value{State: Unknown, Hangs: hangs, Why: why}
}

// IsScalar, IsList and IsMap say what a known value is.
func (v Value) IsScalar() bool { return v.State == Known && v.kind == scalar }
func (v Value) IsList() bool   { return v.State == Known && v.kind == list }
func (v Value) IsMap() bool    { return v.State == Known && v.kind == mapping }

// Set reports whether a value is given, known or not.
func (v Value) Set() bool { return v.State == Known || v.State == Unknown }

// Get follows a path: "settings.backup_configuration.enabled". A list of one
// block is looked through; of several blocks the first is taken (use [Value.All]
// for each). What lies below an Unknown is Unknown and hangs on the same.
func (v Value) Get(path string) Value {
	for all := range v.All(path) {
		return all
	}
	return Value{}
}

// All yields what a path leads to in each of repeated blocks. "[]" in a path is
// allowed and changes nothing.
func (v Value) All(path string) func(yield func(Value) bool) {
	return func(yield func(Value) bool) { v.all(keys(path), yield) }
}

func keys(path string) []string {
	path = strings.ReplaceAll(path, "[]", "")
	if path == "" {
		return nil
	}
	return strings.Split(path, ".")
}

func (v Value) all(path []string, yield func(Value) bool) bool {
	if v.State == Unknown && len(path) > 0 {
		return yield(Value{State: Unknown, Hangs: v.Hangs, Why: v.Why, Refs: v.Refs})
	}
	if len(path) == 0 {
		return !v.Set() || yield(v)
	}
	if v.IsList() {
		for _, item := range v.Items {
			if !item.all(path, yield) {
				return false
			}
		}
		return true
	}
	return v.Fields[path[0]].all(path[1:], yield)
}

// Tri is a boolean: Yes, No, or Unknown with ok where it is set and undecided;
// ok is false where it is not set or is no boolean.
func (v Value) Tri() (is graph.Tri, ok bool) {
	switch {
	case v.State == Unknown:
		return graph.Unknown, true
	case !v.IsScalar():
		return graph.Unknown, false
	}
	switch v.Scalar.OneOf("true", "false", "True", "False", "yes", "no") {
	case "true", "True", "yes":
		return graph.Yes, true
	case "false", "False", "no":
		return graph.No, true
	}
	return graph.Unknown, false
}

// Int is a whole number of at most nine digits.
func (v Value) Int() (int, bool) {
	if !v.IsScalar() {
		return 0, false
	}
	n, ok := secret.Number(v.Scalar)
	return n, ok
}

// Word is a known name in the open ([secret.Word]).
func (v Value) Word() (string, bool) {
	if !v.IsScalar() {
		return "", false
	}
	return secret.Word(v.Scalar)
}

// Path is a known path of folders ([secret.Path]).
func (v Value) Path() (string, bool) {
	if !v.IsScalar() {
		return "", false
	}
	return secret.Path(v.Scalar)
}

// Keys are a map's, sorted.
func (v Value) Keys() []string { return slices.Sorted(maps.Keys(v.Fields)) }

// Number makes a known number.
func Number(n int, why ...graph.Evidence) Value {
	return Scalar(secret.New(strconv.Itoa(n)), why...)
}

// Bool makes a known boolean.
func Bool(b bool, why ...graph.Evidence) Value {
	return Scalar(secret.New(strconv.FormatBool(b)), why...)
}

// Text makes a known string of our own words or of a template that is no secret.
func Text(s string, why ...graph.Evidence) Value { return Scalar(secret.New(s), why...) }
