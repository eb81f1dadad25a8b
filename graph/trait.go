// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"cmp"
	"slices"
	"strings"
)

// Tri is three-valued: what a file sets by a variable that nobody resolves is
// Unknown, and what nobody looked at is absent.
type Tri int8

const (
	Unknown Tri = iota
	No
	Yes
)

// A TraitName is one of a closed list of things that can be said of a node.
type TraitName string

const (
	PrimaryData     TraitName = "holds-primary-data" // of a store: not a cache, queue, log, index, registry
	TraitLock       TraitName = "locked"             // Detail: who stops a deletion, see Lock*
	TraitUndo       TraitName = "undo"               // Hours to bring it back; Detail: who can, and how
	BackupsOff      TraitName = "backups-off"        // declared or documented: the store has no backups
	MayExist        TraitName = "may-exist"          // known from documents or an unknown count only
	NeverExpires    TraitName = "never-expires"      // of a credential
	Expires         TraitName = "expires"            // of a credential: Detail is the moment, as the file that holds it says, in RFC 3339
	Protected       TraitName = "protected"          // of a credential: Detail is what it is of no use without: a passphrase
	UsedFor         TraitName = "used-for"           // Detail: a class of operations of the catalog
	ActsUnasked     TraitName = "acts-unasked"       // of a holder: Detail is the operation that runs with nobody asked
	SkipsQuestion   TraitName = "skips-question"     // of a holder: Detail is the operation, which would ask and is told not to
	Gated           TraitName = "gated"              // of a holder: an approval stands in between
	Deploys         TraitName = "deploys"            // of a holder: a job that acts on its environment
	DeclaredUnder   TraitName = "under-environment"  // of a holder: Detail is the deployment environment of its CI system that it declares, by name
	ListComplete    TraitName = "list-complete"      // of a scope or holder: all that lies in it is known, or all of the kind that Detail names
	NobodysSecret   TraitName = "nobodys-secret"     // of a credential: public by design, a default, a placeholder, expired; of a slot: nothing is behind it; Detail says which
	TraitTracked    TraitName = "tracked"            // of a file: git knows it
	InTheOpen       TraitName = "in-the-open"        // of a credential: plaintext of a typed secret; Detail is the detector
	Mode            TraitName = "mode"               // of a credential: "live" or "test", as its value says
	PublicPart      TraitName = "public-part"        // of a credential: Detail is the part that may be shown (AWS key id, project ref); of an identity: of a credential that speaks as it
	Role            TraitName = "role"               // of a store or holder: Detail is its part in the system (state, logs, artefacts, example, docs)
	BackupSchedule  TraitName = "backup-schedule"    // of a store or backup: Hours between copies; Detail names the schedule
	Retention       TraitName = "retention"          // of a backup or store: Hours that copies are kept
	NewestCopy      TraitName = "newest-copy"        // of a backup: Hours since the newest copy; Detail is its day
	Suspended       TraitName = "suspended"          // of a backup: its schedule is off
	TrustTooWide    TraitName = "trust-too-wide"     // of an identity: Detail says who may speak as it
	PoliciesKnown   TraitName = "policies-known"     // of an identity, and of a credential by whom it speaks as: all that is attached to it is known, and drawn; Unknown where some of it is not here
	SpanningHandle  TraitName = "spanning-handle"    // of a store: data apart, one id deletes them all
	Allowed         TraitName = "gitleaks-allow"     // of a credential: every place of it that a detector saw is marked gitleaks:allow
	TokenKind       TraitName = "token-kind"         // of a slot: Detail is the kind of credential that its name or use says it holds
	Narrower        TraitName = "narrower"           // of a credential or slot: Detail is the narrower kind that the vendor offers
	CannotNarrow    TraitName = "cannot-narrow"      // of a credential or slot: Detail says why, and what to do instead
	HowToFix        TraitName = "how-to-fix"         // of a credential, slot or store: Detail is the steps, by the vendor's document
	Wide            TraitName = "wide"               // of a credential or slot: Detail is what its kind reaches, beyond one environment
	PowerOver       TraitName = "power-over"         // of a credential or slot: data, infrastructure, signatures, code, telemetry, registry
	KindTitle       TraitName = "kind-title"         // of a credential or slot: Detail is the kind as a sentence uses it
	ManagedIdentity TraitName = "managed"            // of an identity: issued per run, not stored
	Origin          TraitName = "origin"             // of a store: Detail is the block that declares it, where a change mends all callers of a module at once
	CopiesDeclared  TraitName = "copies-declared"    // of a store: its declaration says which copies there are, so a vendor's default says nothing more
	Region          TraitName = "region"             // of a store: Detail is the provider's region in which it is declared
	Overruled       TraitName = "overruled"          // of a thing: Detail is the environment that a file declares for it, where the provider's answer says another and counts
	Skippable       TraitName = "skippable"          // of a backup: it is made or kept by whoever deletes, and a call to the API can leave it out
)

// traitNames is the closed list, in the order above.
var traitNames = []TraitName{
	PrimaryData, TraitLock, TraitUndo, BackupsOff, MayExist, NeverExpires, Expires, Protected, UsedFor, ActsUnasked, SkipsQuestion,
	Gated, Deploys, DeclaredUnder, ListComplete, NobodysSecret, TraitTracked, InTheOpen, Mode, PublicPart, Role,
	BackupSchedule, Retention, NewestCopy, Suspended, TrustTooWide, PoliciesKnown, SpanningHandle, Allowed,
	TokenKind, Narrower, CannotNarrow, HowToFix, Wide, PowerOver, KindTitle, ManagedIdentity, Origin,
	CopiesDeclared, Region, Overruled, Skippable,
}

// TraitNames returns the closed list.
func TraitNames() []TraitName { return slices.Clone(traitNames) }

// Who or what stops a deletion.
const (
	LockAPI       = "api"             // the provider refuses until the setting is changed: two calls
	LockTerraform = "terraform"       // only Terraform sees it: nothing against a token
	LockImmutable = "immutable"       // nobody can, within its time
	LockOther     = "other-principal" // only somebody else can lift it
)

// A Trait is a name with its details; it is comparable.
type Trait struct {
	Name   TraitName
	Detail string
	Hours  int
}

// A Noted trait is what the graph keeps: the claim and how it is known. Decides
// names the variable that an Unknown hangs on.
type Noted struct {
	Trait
	Is  Tri
	Why []Evidence
}

// Basis is how sure the claim is.
func (n Noted) Basis() Basis { return Chain(n.Why).Basis() }

func (t Trait) compare(u Trait) int {
	return cmp.Or(strings.Compare(string(t.Name), string(u.Name)), strings.Compare(t.Detail, u.Detail), cmp.Compare(t.Hours, u.Hours))
}
