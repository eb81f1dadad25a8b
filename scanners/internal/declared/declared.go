// SPDX-License-Identifier: Apache-2.0

// Package declared is what infrastructure as code declares, whatever the
// format: the one shape between evaluators and the graph.
//
// An evaluator (Terraform, CloudFormation, Kustomize ...) turns files into a
// [Set] for each environment in which they are applied: one root module with one
// var-file, one stack with one parameter file, one overlay. The set has a mention
// (the holder whose environment counts) and its [Resource]s, each with a body of
// three-valued [Value]s that know where they are written and by which way they
// came. [Set.Write] turns it into facts with what the catalog knows of each type:
// which physical thing is meant, whether it can be deleted, which copies there
// are, and what becomes of them. So a verdict is made in one place for all
// formats, and an evaluator knows nothing of databases.
//
// Three rules hold for every evaluator:
//
//   - Unknown is neither safe nor unsafe. A value that hangs on something that
//     nobody here sets says so ([Value.Hangs]) and never falls back to a default.
//   - Absent is not off. What the files do not set is Absent; only the catalog
//     may know what the vendor does then.
//   - A reference is a fact even where its value is not known ([Value.Refs]).
//
// What a provider's API lists is a set too: its resources have an address of the
// API in place of one in a file, and their evidence is fetched. No default of the
// catalog fills what the answer leaves out, apart from what is for the caller of
// a deletion to say. Such a set has no mention; whoever asked says environments.
//
// Rejected: go-cty values with marks as the common shape. They carry plaintext
// and can be printed; here scalars are [secret.Value]s from the evaluator on.
package declared

import (
	"github.com/stagedoor/stagedoor/graph"
)

// A Set is what is declared together, in one environment: references resolve
// inside it.
type Set struct {
	Format    string   // the catalog's: terraform, cloudformation, kubernetes, pulumi, ansible, arm
	Key       string   // identifies it in the repository: the root's folder and the context's name
	Mention   graph.ID // the holder whose environments are the resources' (a context's section, a stack, a file)
	Resources []*Resource
}

// A Resource is one thing that a set declares. One block that is repeated by
// count, for_each or a module that is called twice is several.
type Resource struct {
	Type    string // as the format writes it: aws_db_instance, AWS::RDS::DBInstance
	Address string // within its set: module.db.aws_db_instance.this["orders"]
	Name    string // to show where no physical name is known; "" for the address

	// Origin is where a change would mend all callers of a module at once: the
	// file's folder and the address inside it, "modules/db aws_db_instance.this".
	// Findings of one origin and one deciding place are told together.
	Origin string

	// At is where it is declared: the block itself first, then outward through the
	// calls of the modules that it lies in.
	At graph.Chain

	// Maybe names what decides whether it exists at all ("var.replicas"), where
	// that is not known; "" where it is there. It is never left out for that.
	Maybe string

	Body    Value            // a map: attributes and blocks by name; a repeated block is a list of maps
	Meta    map[string]Value // what stands beside the body and not in it: lifecycle.prevent_destroy as {"prevent_destroy"}, DeletionPolicy, options.protect
	Place   Place
	Mention graph.ID // where it is not the set's: a namespace, a section of its own
}

// A Place is where a provider puts a resource, so far as the files say; Absent
// where they do not.
type Place struct {
	Account Value // AWS account number, Google project, Azure subscription
	Region  Value
	Default Value // a map: default tags or labels, to be merged under the resource's own
}
