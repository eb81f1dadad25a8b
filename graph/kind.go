// SPDX-License-Identifier: Apache-2.0

package graph

// A Kind says what a node is. The list is closed: scanners choose, they do not
// add.
type Kind string

const (
	Holder      Kind = "holder"      // who can read: a repository, file, section, job, service, agent or its tool
	Slot        Kind = "slot"        // a named place for a secret: GitHub secret, variable, SSM path; its value may be unseen
	Credential  Kind = "credential"  // a secret known by its seal
	Identity    Kind = "identity"    // whom a credential or a job speaks for: role, service account, workspace
	Scope       Kind = "scope"       // what holds things: account, organisation, project, cluster, vault
	Store       Kind = "store"       // data: volume, database, bucket, table
	Backup      Kind = "backup"      // a copy, wherever it lives; may be known to exist only from documents
	Environment Kind = "environment" // its type is the tier, its name is as written
)

var kinds = []Kind{Holder, Slot, Credential, Identity, Scope, Store, Backup, Environment}

// Kinds returns the closed list in its fixed order.
func Kinds() []Kind { return append([]Kind(nil), kinds...) }

// A Verb labels an edge.
type Verb string

// Walked: harm travels from From to To.
const (
	Reads    Verb = "reads"     // holder to holder or slot
	Holds    Verb = "holds"     // holder or slot to credential
	SpeaksAs Verb = "speaks_as" // credential, slot, holder or identity to identity
	Opens    Verb = "opens"     // credential, slot or identity to scope, store or backup, with the power it gives
	Mounts   Verb = "mounts"    // holder to store, with the power it gives
	Contains Verb = "contains"  // scope or store to what lies in it
	Destroys Verb = "destroys"  // scope, store or backup to what is lost with it, with the power that it needs
)

// Not walked: read by rules and derivations.
const (
	CopyOf Verb = "copy_of" // backup or replica to its store
	Within Verb = "within"  // anything to the file, section or job in which it is written
	InEnv  Verb = "in_env"  // a mention, a scope, and after Build any thing, to its environment
	Runs   Verb = "runs"    // holder to holder: a job to the script that it starts
	Held   Verb = "held"    // holder to credential: a commit of the git history writes it; whether it still opens anything nobody knows
)

// Walked reports whether harm travels along the verb.
func (v Verb) Walked() bool {
	switch v {
	case Reads, Holds, SpeaksAs, Opens, Mounts, Contains, Destroys:
		return true
	}
	return false
}
