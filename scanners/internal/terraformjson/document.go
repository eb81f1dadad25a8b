// SPDX-License-Identifier: Apache-2.0

// Package terraformjson reads what Terraform and OpenTofu themselves write down
// as JSON: state files (version 4), and what `terraform show -json` says of a
// state or a plan. Nothing has to be evaluated: values are certain, physical ids
// are there, and what is known only after apply says so.
//
// A [Document] has the declared resources, with the attributes of each as a
// [declared.Value], and the secrets: a state holds every password in plaintext,
// marked as sensitive or not.
//
// Sources: https://developer.hashicorp.com/terraform/internals/json-format and,
// for state files, which have no documented form, Terraform's own reader:
// https://github.com/hashicorp/terraform/blob/v1.3.3/internal/states/statefile/version4.go
//
// Limits: a state of version 3 and older (Terraform before 0.12) is a gap; an
// encrypted state (OpenTofu) says nothing.
package terraformjson

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A Document is one state or plan.
type Document struct {
	Plan      bool
	Lineage   string // of a state file: one for each state that was ever begun
	Serial    int    // of a state file: the highest of a lineage is the newest
	Resources []*declared.Resource
	Secrets   []Secret
	Variables []Variables
	Inputs    map[string]declared.Value // of a plan: what the root was given
	Ends      []End                     // of a plan: what it deletes or replaces
}

// A Secret is a value that its attribute, its mark or its name may make one; the
// funnel decides.
type Secret struct {
	Name   string // aws_iam_access_key.ci.secret, db_password
	Kind   string // of the catalog, where the attribute says so
	Of     string // the resource's address: secrets of one resource belong together
	Attr   string // within it
	Value  secret.Value
	Marked bool // Terraform, or what is known of the attribute, calls it a secret
	At     graph.Location
}

// Variables are a program's, or the entries of one secret: a Lambda function's
// environment, a Kubernetes secret's data.
type Variables struct {
	Of   string
	List []Variable
}

// A Variable is one of them.
type Variable struct {
	Name  string
	Value secret.Value
	At    graph.Location
}

// An End is what a plan does to something that exists: it deletes it, or creates
// another in its place.
type End struct {
	Address, Type string
	Replace       bool
	At            graph.Location
}

// A reader goes through one document.
type reader struct {
	file    string
	root    *doc.Node
	out     *Document
	depends map[*declared.Resource][]string // addresses without the indexes of instances
	telling map[string]bool
}

// Read reads a state file, or what `show -json` says of a state or a plan. The
// problem is "", or says in our words why nothing was read.
func Read(file string, root *doc.Node) (d *Document, problem string) {
	r := &reader{file, root, &Document{}, map[*declared.Resource][]string{}, map[string]bool{}}
	switch {
	case root.Has("format_version"):
		problem = r.shown()
	case root.Has("encrypted_data"): // https://opentofu.org/docs/language/state/encryption/
	default:
		problem = r.stateFile()
	}
	if problem != "" {
		return nil, problem
	}
	r.references()
	return r.out, ""
}

var formatOne = lazily.Compile(`^(0|1)\.\d+$`)

// shown reads by the rule of the format: a higher minor version only adds.
func (r *reader) shown() string {
	if !r.root.Get("format_version").Value().Matches(formatOne.Get()) {
		return "is of a format version of `terraform show -json` that is not read yet"
	}
	if r.root.Has("planned_values") || r.root.Has("resource_changes") {
		r.plan()
		return ""
	}
	r.outputs(r.root.Get("values", "outputs"))
	r.module(r.root.Get("values", "root_module"), 0)
	return ""
}

func (r *reader) stateFile() string {
	version, ok := secret.Number(r.root.Get("version").Value())
	switch {
	case !ok:
		return "has no state version that could be read"
	case version < 4 && r.root.Has("backend"): // .terraform/terraform.tfstate says where the state lies
		r.secrets("", "backend", r.root.Get("backend", "config"), mark{})
	case version < 4:
		return "is a Terraform state of a version before 4; `terraform state pull` of Terraform 0.12 or later writes one that is read"
	case version > 4:
		return "is a Terraform state of a version after 4, which is not read yet"
	default:
		r.state()
	}
	return ""
}

func (r *reader) at(n *doc.Node) graph.Location {
	line, column := n.At()
	at := graph.Location{File: r.file, Line: line, Column: column}
	if n != nil && n.EndColumn > n.Column {
		at.EndLine, at.EndColumn = line, n.EndColumn
	}
	return at
}

func (r *reader) read(n *doc.Node) graph.Evidence {
	return graph.Evidence{Basis: graph.ReadInFile, At: r.at(n)}
}

// add adds a managed resource.
func (r *reader) add(typ, address string, at *doc.Node, body declared.Value) *declared.Resource {
	res := &declared.Resource{
		Type: typ, Address: address, Origin: withoutIndexes(address),
		At: graph.Chain{r.read(at)}, Body: body, Place: place(body),
	}
	r.out.Resources = append(r.out.Resources, res)
	return res
}
