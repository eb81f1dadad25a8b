// SPDX-License-Identifier: Apache-2.0

// Package cloudformation evaluates templates of AWS CloudFormation, of SAM and
// of what is written like them, once for each environment that files name.
//
// A [Repository] takes all templates and parameter files of a tree together,
// because they mean something only together: a parameter file and its template, a
// stack nested in another, a value that one stack exports and another imports.
// [Repository.Stacks] yields a [Stack] for each template and [Context], with the
// set of resources that it declares.
//
// The environments of a template are, the first that there are:
//
//   - the parameter files beside or below it whose keys are its parameters, and
//     the tables of a samconfig.toml;
//   - the allowed values of its parameter for the environment, or the keys of a
//     mapping that is looked up by one, if they are environments' words: contexts
//     that the template allows and no file names ([Context.Assumed]);
//   - its defaults alone.
//
// Everything is three-valued: what hangs on a parameter that nobody sets, on a
// pseudo parameter (AWS::AccountId) or on another resource is Unknown and names
// it; a resource whose condition is not known is there, with Maybe. A false
// condition removes it. Nothing is fetched: a nested template is one of the tree
// or unknown, a macro is not run.
//
// Limits: a template of 2 MiB, 64 contexts for each, ten levels of nesting, half a
// million steps for one stack and five million for all.
//
// Rejected: rewriting a template step by step into a template without functions,
// as the deploying tools do. It loses the places that decide.
package cloudformation

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// MaxBytes is how large a template may be. CloudFormation takes 1 MB.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const MaxBytes = 2 << 20

// A Template is one document, its sections by name.
type Template struct {
	Path string
	Root *doc.Node

	parameters, mappings, conditions, resources, outputs map[string]entry
	order                                                []string // of resources, as written

	// Resolve, where it is set, is asked first of every scalar: how a format that
	// wraps templates (Serverless Framework) puts its own variables in. It gives
	// another node to be evaluated in its place, or a value.
	Resolve func(n *doc.Node, file string) Resolved

	nested bool // another template of the tree nests it
}

// A Placed is a node of a file.
type Placed struct {
	Path string
	Node *doc.Node
}

// A Resolved is what [Template.Resolve] makes of a scalar: nothing unless Done;
// else another node, or a value.
type Resolved struct {
	Instead Placed
	Value   declared.Value
	Done    bool
}

// An entry is a key of a map with what stands under it.
type entry struct {
	key  doc.Key
	node *doc.Node
	path string // of the node's file, where it is not the template's
	from string // of the key's
}

func entries(n *doc.Node) map[string]entry {
	m := make(map[string]entry, n.Len())
	for k, v := range n.Entries() {
		m[k.Name] = entry{key: k, node: v}
	}
	return m
}

// IsTemplate reports whether a document is a template: it says so, or its
// resources have types of CloudFormation.
func IsTemplate(root *doc.Node) bool {
	resources := root.Get("Resources")
	if resources == nil || resources.Kind != doc.Map {
		return false
	}
	if root.Has("AWSTemplateFormatVersion") {
		return true
	}
	for k, r := range resources.Entries() {
		if isType(r.Get("Type")) || strings.HasPrefix(k.Name, "Fn::ForEach::") {
			return true
		}
	}
	return false
}

var typePrefixes = []string{"AWS::", "Alexa::", "Custom::"}

func isType(n *doc.Node) bool { return n.Value().Prefix(typePrefixes) >= 0 }

// NewTemplate takes a document apart.
func NewTemplate(path string, root *doc.Node) *Template {
	t := &Template{
		Path: path, Root: root,
		parameters: entries(root.Get("Parameters")), mappings: entries(root.Get("Mappings")), conditions: entries(root.Get("Conditions")),
		resources: entries(root.Get("Resources")), outputs: entries(root.Get("Outputs")),
	}
	for k := range root.Get("Resources").Entries() {
		t.order = append(t.order, k.Name)
	}
	return t
}

// Merge adds an entry to a section (Resources, Parameters ...), of whatever file.
func (t *Template) Merge(section string, k doc.Key, keyIn string, at Placed) {
	sections := map[string]map[string]entry{"Parameters": t.parameters, "Mappings": t.mappings, "Conditions": t.conditions, "Resources": t.resources, "Outputs": t.outputs}
	if _, again := t.resources[k.Name]; section == "Resources" && !again {
		t.order = append(t.order, k.Name)
	}
	sections[section][k.Name] = entry{key: k, node: at.Node, path: at.Path, from: keyIn}
}

// Evidence is a place in a file.
func Evidence(file string, n *doc.Node, says string) graph.Evidence { return evidence(file, n, says) }

// KeyEvidence is the place of a key.
func KeyEvidence(file string, k doc.Key, says string) graph.Evidence {
	return keyEvidence(file, k, says)
}

// evidence is a place in one of the repository's files.
func evidence(file string, n *doc.Node, says string) graph.Evidence {
	line, column := n.At()
	at := graph.Location{File: file, Line: line, Column: column}
	if n != nil && n.EndColumn > n.Column {
		at.EndLine, at.EndColumn = n.Line, n.EndColumn
	}
	return graph.Evidence{Basis: graph.ReadInFile, At: at, Says: says}
}

func keyEvidence(file string, k doc.Key, says string) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: graph.Location{File: file, Line: k.Line, Column: k.Column}, Says: says}
}

// A call is a function in a template: {"Fn::Sub": ...}, or !Sub.
type call struct {
	name   string // without Fn::
	arg    *doc.Node
	tagged bool // the short form: arg is the node that has the tag
}

var functions = map[string]bool{
	"Ref": true, "Base64": true, "Cidr": true, "FindInMap": true, "GetAtt": true, "GetAZs": true, "If": true, "ImportValue": true,
	"Join": true, "Length": true, "Select": true, "Split": true, "Sub": true, "ToJsonString": true, "Transform": true,
	"Equals": true, "And": true, "Or": true, "Not": true, "Condition": true, "GetStackOutput": true,
}

// callOf recognises a function; ok is false for plain data. Condition is a
// function only among conditions.
func callOf(n *doc.Node) (c call, ok bool) {
	if n == nil {
		return c, false
	}
	if name, short := strings.CutPrefix(n.Tag, "!"); short {
		return call{name, n, true}, functions[name]
	}
	if n.Kind != doc.Map || n.Len() != 1 {
		return c, false
	}
	for k, arg := range n.Entries() {
		name, long := strings.CutPrefix(k.Name, "Fn::")
		switch {
		case long && (functions[name] || strings.HasPrefix(name, "ForEach::")):
			return call{name, arg, false}, true
		case k.Name == "Ref" || k.Name == "Condition" && arg != nil && arg.Kind == doc.Scalar:
			return call{k.Name, arg, false}, true
		}
	}
	return c, false
}

// args are the elements of a function's list.
func (c call) args() []*doc.Node {
	if c.arg == nil || c.arg.Kind != doc.List {
		return nil
	}
	var list []*doc.Node
	for i := range c.arg.Items() {
		list = append(list, i)
	}
	return list
}
