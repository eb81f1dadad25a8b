// SPDX-License-Identifier: Apache-2.0

package catalog

// In this file: how formats of infrastructure as code declare what the other
// entries describe. A [Store] is what the vendor's API has; a [Resource] is one
// format's way to ask for it, attribute by attribute.

// A Resource is a type of one format.
type Resource struct {
	Type    string   `hcl:"type,label"`       // as the format writes it: aws_db_instance, AWS::RDS::DBInstance, v1/PersistentVolumeClaim
	Format  string   `hcl:"format"`           // terraform, cloudformation, kubernetes, compose, helm
	Also    []string `hcl:"also,optional"`    // names in formats that pass the same attributes on: "pulumi aws:rds:Instance", "ansible amazon.aws.rds_instance", "arm Microsoft.Sql/servers"
	Role    string   `hcl:"role"`             // data; backup: a copy; container: holds stores; part: lends its settings to the resources that Parent names; plan: decides on copies; edge, env
	Store   string   `hcl:"store,optional"`   // the store, backup or scope type in the graph; the type itself where empty
	Title   string   `hcl:"title,optional"`   // as a sentence uses it: "RDS database"
	Holds   string   `hcl:"holds,optional"`   // what people keep in it
	Primary string   `hcl:"primary,optional"` // "yes" for primary data, "no" for caches, queues, logs, indices, images; "" where it depends
	Names   []string `hcl:"names,optional"`   // attributes that give the physical name, the first that is set
	Unique  string   `hcl:"unique,optional"`  // within what a name is one thing: global, account, parent, none
	Parent  []string `hcl:"parent,optional"`  // attributes that name what contains it: cluster_identifier, server_id
	Replica []string `hcl:"replica,optional"` // attributes that, set, make it a replica or secondary of what they name: not a second store, not a fault
	Secrets []string `hcl:"secrets,optional"` // attributes that hold a credential that opens it: master_password
	Tags    string   `hcl:"tags,optional"`    // the attribute with tags or labels, where it has any
	Of      []string `hcl:"of,optional"`      // of a part: the types that it belongs to; "*" for any of its provider

	Settings []Setting  `hcl:"setting,block"`
	Copies   []BackedBy `hcl:"backed_by,block"`

	OnDelete     string `hcl:"on_delete,optional"`      // fate of its own backups: destroyed, retained, retained_days, depends, unverified
	Days         int    `hcl:"days,optional"`           // for retained_days
	OnDeleteSays string `hcl:"on_delete_says,optional"` // the vendor's words, or ours where they are marked as such
	Note         string `hcl:"note,optional"`

	Verified bool     `hcl:"verified,optional"`
	Sources  []string `hcl:"sources,optional"`
	Research []string `hcl:"research,optional"`
	Curated  []string `hcl:"curated,optional"`
}

// A Setting is an attribute that decides something about deletion or copies.
type Setting struct {
	Attr string `hcl:"attr,label"` // path in the body: settings.backup_configuration.enabled; "lifecycle.prevent_destroy" and "DeletionPolicy" stand beside it

	// Kind is what it decides:
	//
	//	lock       whether a deletion is refused
	//	backup     whether the provider makes copies of its own
	//	retention  how long these are kept, in Unit; zero is off
	//	keep       whether these outlive the store
	//	final      whether a last copy is made on the way out, by whoever deletes
	//	history    versions inside the store: against overwriting, not against deletion
	//	undo       how long the provider can bring it back
	//	force      whether a deletion also takes what would have stopped it
	//	place      where copies go
	//	other      noted for people, decides nothing by itself
	Kind    string   `hcl:"kind"`
	Safe    []string `hcl:"safe,optional"`    // values that are safe, as text; or one of "nonempty", "present", ">=7"
	Unsafe  []string `hcl:"unsafe,optional"`  // of a force switch: the values that are not
	Default string   `hcl:"default,optional"` // what the vendor does where it is not set, as text; "absent"; "" where nobody says
	Scope   string   `hcl:"scope,optional"`   // of a lock: api, terraform (whatever the format: its tool alone sees it), immutable, other-principal; of keep and final: "call" where whoever deletes may decide otherwise
	Unit    string   `hcl:"unit,optional"`    // of a retention or undo: days (default), hours, seconds
	Only    string   `hcl:"only,optional"`    // holds only where this attribute is set, or equals: "engine=aurora"
	Note    string   `hcl:"note,optional"`

	Verified bool   `hcl:"verified,optional"`
	Source   string `hcl:"source,optional"`

	Curated []string `hcl:"curated,optional"`
}

// A BackedBy is another resource that copies this one, or plans copies of it.
type BackedBy struct {
	Type  string `hcl:"type,label"`     // aws_db_snapshot
	Attr  string `hcl:"attr,optional"`  // the other's attribute that names this one
	By    string `hcl:"by,optional"`    // reference (default), tag, plan: how it is linked
	Lives string `hcl:"lives,optional"` // inside: dies with the store; apart: outlives it; other: in another account or vault that this one's credential does not open; replica: no copy; "" where nobody says
	Note  string `hcl:"note,optional"`
}

// A Module is a well-known registry module whose source nobody has at hand: what
// it declares, read from the inputs of its call.
type Module struct {
	Source  string   `hcl:"source,label"` // terraform-aws-modules/rds/aws
	Builds  []Built  `hcl:"declares,block"`
	Checked string   `hcl:"checked,optional"` // the module's version that was read
	Sources []string `hcl:"sources,optional"`
}

// A Built is one resource that a module declares.
type Built struct {
	Type     string            `hcl:"type,label"`        // aws_db_instance
	When     string            `hcl:"when,optional"`     // the input that must not be false
	Inputs   map[string]string `hcl:"inputs,optional"`   // the resource's attribute = the module's input
	Defaults map[string]string `hcl:"defaults,optional"` // the module's own defaults, by input, as text; "?" where other inputs decide
}
