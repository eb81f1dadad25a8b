// SPDX-License-Identifier: Apache-2.0

package arm

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A Kind says what an expression is.
type Kind uint8

const (
	Opaque  Kind = iota // something that is not evaluated: a lambda, a broken text
	Literal             // a string, number or boolean
	Null
	List
	Object
	Call   // a function; operators are calls of the functions that they stand for
	Name   // a symbol: parameter, variable, resource, module, the variable of a loop
	Access // Args[0].Name
	Index  // Args[0][Args[1]]
	Each   // [for Item, Index in Args[0]: Args[1]], if Args[2]
)

// An Expr is an expression of a template, or of Bicep, which compiles to the same.
type Expr struct {
	Kind   Kind
	At     graph.Location
	Value  secret.Value // of a literal
	Name   string       // of a call (lower case), symbol or property
	Args   []*Expr
	Fields []Field // of an object
	Item   string  // of a loop
	Count  string  // of a loop: its index
}

// A Field is a key of an object; the key is an expression where it is computed.
type Field struct {
	Name  string
	Key   *Expr
	Value *Expr
}

// Field finds a key of an object that is written there; nil where it is not.
func (e *Expr) Field(name string) *Expr {
	if e == nil || e.Kind != Object {
		return nil
	}
	for _, f := range e.Fields {
		if f.Key == nil && f.Name == name {
			return f.Value
		}
	}
	return nil
}

// A Template is what is deployed together into one scope.
type Template struct {
	File       string
	Parameters map[string]*Parameter
	Variables  map[string]*Expr
	Outputs    map[string]*Expr
	Resources  []*Declaration
}

// A Parameter is what a template is given.
type Parameter struct {
	At      graph.Location
	Default *Expr // nil where it must be given
}

// A Declaration is a resource, or a module: a template inside a template.
type Declaration struct {
	Symbol    string // its name in Bicep; "" in a JSON template
	Type      string // Microsoft.Sql/servers/databases, without its version
	At        graph.Location
	Body      *Expr // name, location, properties
	Condition *Expr
	Loop      *Expr // Each, whose body is Body; nil for one
	Parent    *Expr // Bicep's `parent:`
	Within    *Declaration
	Scope     *Expr
	Existing  bool

	Module string    // the path of the template that it deploys
	Inline *Template // or that template itself
	Given  *Expr     // what the module is given
	Shared bool      // an inline template that is evaluated with the outer parameters
}
