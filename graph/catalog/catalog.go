// SPDX-License-Identifier: Apache-2.0

// Package catalog is what vendors document: which token kinds exist, what each
// opens and may do, which call destroys what, where backups live and whether
// they die with their store.
//
// Every provider is one *.hcl file; how infrastructure as code declares its
// stores stands in a second one (aws_resources.hcl, aws_cloudformation.hcl). Every
// fact has its source and the day that it was checked. A fact without a source, or one that its source does not
// state in words, is `verified = false`: it is shown as unverified, counts as
// guessed, and never carries a firm finding. A test counts both.
//
// The HCL is the source of truth. `go generate` decodes it ahead of time into
// Go (generated.go), so that a scan starts without parsing; a test fails when
// the two differ. `go run ./graph/catalog/generate -import FILE` merges research
// in JSON into the files without touching what people curated: the attribute
// `research` names the fact in the JSON that a block stands for, and `curated`
// lists the imported attributes in which people decided otherwise.
package catalog

import "github.com/stagedoor/stagedoor/graph"

//go:generate go run ./generate

// A Provider is one vendor.
type Provider struct {
	ID         string `hcl:"id,label"`
	Title      string `hcl:"title"`
	Checked    string `hcl:"checked"`              // day of the last look at the sources, as 2026-11-22
	ScopeModel string `hcl:"scope_model,optional"` // how narrow a token can be, in one line
	Home       string `hcl:"home,optional"`        // the type of scope in which infrastructure as code declares things, where a set of declarations has one

	Tokens     []Token     `hcl:"token,block"`
	Operations []Operation `hcl:"operation,block"`
	Stores     []Store     `hcl:"store,block"`
	Scopes     []Scope     `hcl:"scope,block"`
	Locks      []Lock      `hcl:"lock,block"`
	Uses       []Use       `hcl:"use,block"`
	Resources  []Resource  `hcl:"resource,block"`
	Modules    []Module    `hcl:"module,block"`
	Governed   []Governed  `hcl:"governs,block"`
	Grants     []Grant     `hcl:"grant,block"`
	CLIs       []CLI       `hcl:"cli,block"`
}

// A Token is a kind of credential.
type Token struct {
	Type         string   `hcl:"type,label"`             // railway_account_token
	Title        string   `hcl:"title"`                  // as a sentence can use it: "Railway account token"
	Variables    []string `hcl:"variables,optional"`     // exact names of variables that hold it; names that many kinds share (AWS_*) only at their owner
	Beside       []string `hcl:"beside,optional"`        // variables of its public half, or of an id that belongs to it: AZURE_CLIENT_ID
	Form         string   `hcl:"form,optional"`          // RE2 for the whole value, where the vendor's tokens have one; a UUID alone is never enough, see Bare
	SecretForm   string   `hcl:"secret_form,optional"`   // RE2 for the secret half, where Form is that of a public key id; never bare
	Bare         bool     `hcl:"bare,optional"`          // the form alone proves the kind (it has a vendor's prefix); else a name or context must say so as well
	Headers      []string `hcl:"headers,optional"`       // HTTP headers that carry it: "Authorization: Bearer", "Project-Access-Token"
	Hosts        []string `hcl:"hosts,optional"`         // API hosts that a call with it names: backboard.railway.com
	Files        []string `hcl:"files,optional"`         // where a vendor's tool keeps it, with the key
	Inputs       []string `hcl:"inputs,optional"`        // CI action inputs that take it: "superfly/flyctl-actions:token"
	Scope        string   `hcl:"scope"`                  // what it reaches, in the vendor's terms
	Opens        string   `hcl:"opens,optional"`         // account, project, environment, store, none; "" where nobody says
	Power        []string `hcl:"power,optional"`         // names of graph.Power; none where the vendor does not say
	Public       string   `hcl:"public,optional"`        // why it is public by design, if it is
	Weight       string   `hcl:"weight,optional"`        // data (default), telemetry, registry, code: what its power is over
	Mode         string   `hcl:"mode,optional"`          // RE2 whose first group is the mode in the value: live, test
	Narrower     string   `hcl:"narrower,optional"`      // the type of a narrower kind that the vendor offers
	CannotNarrow string   `hcl:"cannot_narrow,optional"` // why there is none, and what to do instead
	Fix          *Fix     `hcl:"fix,block"`
	Note         string   `hcl:"note,optional"`
	Verified     bool     `hcl:"verified,optional"`
	Sources      []string `hcl:"sources,optional"`

	Research []string `hcl:"research,optional"`
	Curated  []string `hcl:"curated,optional"`
	Prefixes []string // constants, one of which every value of a bare form begins with; generated

	Declared graph.Location // where the owner's configuration declares it; zero for a vendor's
}

// A Fix is how to get a narrower credential of this kind.
type Fix struct {
	Steps   []string `hcl:"steps,optional"`
	Command string   `hcl:"command,optional"`
	URL     string   `hcl:"url,optional"`
	Plan    string   `hcl:"plan,optional"` // the vendor plan that it needs; "" for any
}

// An Operation is a call or command that can destroy data.
type Operation struct {
	Name     string   `hcl:"name,label"`
	Kind     string   `hcl:"kind"`              // graphql, rest, cli, s3, sql, ui
	Call     string   `hcl:"call"`              // as the vendor writes it
	Pattern  string   `hcl:"pattern,optional"`  // RE2 that finds its use in a command line or script; only where it cannot mean anything else
	Words    []string `hcl:"words,optional"`    // one of which occurs wherever Pattern matches: railway, volumedelete; letters in lower case
	Example  string   `hcl:"example,optional"`  // a line that Pattern finds
	Innocent string   `hcl:"innocent,optional"` // a line like it that Pattern must not find
	Loses    string   `hcl:"loses"`             // what is lost, in the vendor's terms
	Destroys string   `hcl:"destroys,optional"` // the store or scope type
	Needs    []string `hcl:"needs,optional"`    // names of graph.Power
	Asks     string   `hcl:"asks,optional"`     // what a person is asked before: "--confirm NAME", ""
	Verified bool     `hcl:"verified,optional"`
	Sources  []string `hcl:"sources,optional"`

	Research []string `hcl:"research,optional"`
	Curated  []string `hcl:"curated,optional"`
}

// A Scope is what holds stores: an account, project or app.
type Scope struct {
	Type  string `hcl:"type,label"` // railway_project
	Title string `hcl:"title"`
	Level string `hcl:"level"` // account, project, environment, app

	Backups []Fate `hcl:"backup,block"` // what becomes of backups that lie in it, when it is deleted
	Undo    *Undo  `hcl:"undo,block"`
}

// A Store is a kind of thing that keeps data.
type Store struct {
	Type           string   `hcl:"type,label"` // railway_volume
	Title          string   `hcl:"title"`
	Holds          string   `hcl:"holds,optional"`           // what people keep in it
	Primary        bool     `hcl:"primary,optional"`         // primary data, as opposed to cache, queue, log, index
	PerEnvironment string   `hcl:"per_environment,optional"` // the type of its instances, where one id stands for an instance in each environment
	HandleSays     string   `hcl:"handle_says,optional"`     // what the vendor's call says of that id: "volumeDelete takes the volume's id and no environment argument"
	Undo           *Undo    `hcl:"undo,block"`
	Backups        []Fate   `hcl:"backup,block"`
	NoBackups      string   `hcl:"no_backups,optional"` // the vendor's words that it has none of its own
	Verified       bool     `hcl:"verified,optional"`   // of title, per_environment, handle_says, no_backups
	Sources        []string `hcl:"sources,optional"`

	Research []string `hcl:"research,optional"`
	Curated  []string `hcl:"curated,optional"`
}

// An Undo is the window in which a deletion can be taken back.
type Undo struct {
	Hours    int      `hcl:"hours"`
	By       string   `hcl:"by"` // who can, and how: "by the link in an e-mail to the workspace's admins"
	Verified bool     `hcl:"verified,optional"`
	Sources  []string `hcl:"sources,optional"`

	Research []string `hcl:"research,optional"`
	Curated  []string `hcl:"curated,optional"`
}

// A Fate is what becomes of the provider's own backups of a store when the
// store is deleted.
type Fate struct {
	Type     string   `hcl:"type,label"` // railway_volume_backup
	Title    string   `hcl:"title"`
	OnDelete string   `hcl:"on_delete"`       // destroyed, retained, retained_days, depends, unverified
	Days     int      `hcl:"days,optional"`   // for retained_days
	Option   string   `hcl:"option,optional"` // the setting that changes it
	Default  string   `hcl:"default,optional"`
	Exists   string   `hcl:"exists,optional"` // always, by-default, when-enabled
	Quote    string   `hcl:"quote,optional"`  // the vendor's sentence, where short
	Note     string   `hcl:"note,optional"`
	Verified bool     `hcl:"verified,optional"`
	Sources  []string `hcl:"sources,optional"`

	Research []string `hcl:"research,optional"`
	Curated  []string `hcl:"curated,optional"`
}

// A Lock is what may keep somebody from deleting.
type Lock struct {
	Name     string   `hcl:"name,label"`
	On       string   `hcl:"on,optional"`    // store or scope type
	Level    string   `hcl:"level,optional"` // api, terraform, client, immutable, other-principal, none
	Default  string   `hcl:"default,optional"`
	Note     string   `hcl:"note,optional"`
	Verified bool     `hcl:"verified,optional"`
	Sources  []string `hcl:"sources,optional"`

	Research []string `hcl:"research,optional"`
	Curated  []string `hcl:"curated,optional"`
}

// A Use is a class of narrow work that a token may be doing, as seen in the
// commands around it: all that a script does with it is manage domains.
type Use struct {
	Class   string   `hcl:"class,label"`   // domains, deploy, logs, read, storage, dns ...
	Says    string   `hcl:"says"`          // "adds and removes custom domains"
	Wide    bool     `hcl:"wide,optional"` // needs so much that no narrower kind would do: applies infrastructure
	Pattern string   `hcl:"pattern"`       // RE2 over a command line or script line
	Words   []string `hcl:"words"`         // as an operation's
	Example string   `hcl:"example"`       // a line that Pattern finds
	Sources []string `hcl:"sources,optional"`
}
