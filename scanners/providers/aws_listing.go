// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// An awsListing collects an account's answers: copies first, in all regions,
// since a copy may lie in another region than its store; then stores and vaults,
// as resources in Terraform's words.
type awsListing struct {
	a      *awsAccount
	sets   map[string]*declared.Set // by region; "" for buckets
	listed []*awsListed
	copies map[string]map[string]*awsCopies // by the ARN of what is copied, by type and vault
	hidden map[string]string                // by type of store: which list of copies could not be read
	locks  map[string]string                // of vaults, by ARN: who stops a deletion
}

// An awsListed is a store or vault of the list.
type awsListed struct {
	*declared.Resource
	set    *declared.Set
	typ    string // of the store
	arn    string
	name   string
	tags   map[string]string
	why    graph.Evidence
	closed bool // no copies listed are no copies
	at     []awsAddress
	id     graph.ID
}

// An awsAddress is where a database answers.
type awsAddress struct{ engine, host, port string }

func (e *awsListed) answersAt(engine, host, port string) {
	if engine != "" && host != "" {
		e.at = append(e.at, awsAddress{engine, host, port})
	}
}

// awsCopies are copies of one store, of one type, in one place.
type awsCopies struct {
	typ    string
	count  int
	newest time.Time
	arn    string        // of the newest
	kept   time.Duration // of the newest; zero where they are kept until somebody deletes them
	vault  string        // ARN; "" where they lie in none
	why    graph.Evidence
}

func newAWSListing(a *awsAccount) *awsListing {
	return &awsListing{a: a, sets: map[string]*declared.Set{}, copies: map[string]map[string]*awsCopies{}, hidden: map[string]string{}, locks: map[string]string{}}
}

// add takes a resource. What its body does not say is not known.
func (l *awsListing) add(r *awsRegional, typ, arn, name string, tags map[string]string, why graph.Evidence, body map[string]declared.Value) *awsListed {
	set := l.sets[r.region]
	if set == nil {
		set = &declared.Set{Format: "terraform", Key: "aws/" + l.a.id + "/" + r.region}
		l.sets[r.region] = set
	}
	plain := why
	plain.Says = ""
	fields := map[string]declared.Value{}
	for key, value := range tags {
		fields[key] = declared.Text(value, plain)
	}
	body["tags"] = declared.Map(fields, plain)
	e := &awsListed{
		Resource: &declared.Resource{
			Type: typ, Address: arn, Name: name, At: graph.Chain{why}, Body: declared.Map(body, plain),
			Place: declared.Place{Account: declared.Text(l.a.id, plain), Region: declared.Text(r.region, plain)},
		},
		set: set, typ: typ, arn: arn, name: name, tags: tags, why: why,
	}
	set.Resources = append(set.Resources, e.Resource)
	l.listed = append(l.listed, e)
	return e
}

// part lends settings to what has been added: a bucket's versioning.
func (l *awsListing) part(of *awsListed, typ, attr string, why graph.Evidence, body map[string]declared.Value) {
	plain := why
	plain.Says = ""
	body[attr] = declared.Value{State: declared.Unknown, Refs: []string{of.Address}, Why: graph.Chain{plain}}
	of.set.Resources = append(of.set.Resources, &declared.Resource{
		Type: typ, Address: of.Address + "/" + typ, Name: of.name, At: graph.Chain{why}, Body: declared.Map(body, plain), Place: of.Place,
	})
}

// copied takes one copy of a store.
func (l *awsListing) copied(store, typ, arn, vault string, at awsTime, kept time.Duration, why graph.Evidence) {
	if store == "" {
		return
	}
	if l.copies[store] == nil {
		l.copies[store] = map[string]*awsCopies{}
	}
	k := l.copies[store][typ+" "+vault]
	if k == nil {
		k = &awsCopies{typ: typ, vault: vault, why: why}
		l.copies[store][typ+" "+vault] = k
	}
	k.count++
	if k.arn == "" || at.After(k.newest) {
		k.newest, k.arn, k.kept = at.Time, arn, kept
	}
}

// hide says that copies of these types of stores may exist that could not be
// listed.
func (l *awsListing) hide(what string, types ...string) {
	for _, t := range types {
		l.hidden[t] = what
	}
}

// retention is how long a store's own copies are kept. None are made where it is
// zero; whether there are others is not known where a list was not to be had.
func (l *awsListing) retention(typ string, days *int, why graph.Evidence) declared.Value {
	why.Says = ""
	switch {
	case days == nil:
		return declared.Value{}
	case *days == 0 && l.hidden[typ] != "":
		return declared.Undecided(l.hidden[typ]+", which could not be read", why)
	}
	return declared.Number(*days, why)
}

// off is a setting by which a store has no copies of its own; the same holds for it.
func (l *awsListing) off(typ, word string, why graph.Evidence) declared.Value {
	if l.hidden[typ] != "" {
		return declared.Undecided(l.hidden[typ]+", which could not be read", why)
	}
	return text(word, why)
}

// flag is a setting that the answer may leave out.
func flag(on *bool, why graph.Evidence) declared.Value {
	why.Says = ""
	if on == nil {
		return declared.Value{}
	}
	return declared.Bool(*on, why)
}

func text(s string, why graph.Evidence) declared.Value {
	why.Says = ""
	if s == "" {
		return declared.Value{}
	}
	return declared.Text(s, why)
}

// write turns all of it into facts.
func (l *awsListing) write(out *graph.Facts) {
	ids := map[string]graph.ID{}
	for _, region := range slices.Sorted(maps.Keys(l.sets)) {
		maps.Copy(ids, l.sets[region].Write(out))
	}
	for _, e := range l.listed {
		if e.id = ids[e.Address]; e.id.IsZero() {
			continue // a replica: its data are another's
		}
		l.a.targets = append(l.a.targets, awsTarget{e.id, e.typ, e.arn, e.tags})
		l.identify(out, e)
		if !Tagged(out, e.id, e.tags, e.why) && !NamedFor(out, e.id, e.name, e.why) {
			NamedFor(out, e.id, e.tags["Name"], e.why)
		}
	}
	for _, e := range l.listed {
		if !e.id.IsZero() {
			l.copiesOf(out, e, ids)
		}
	}
}

// identify says how the thing is known elsewhere: a volume or file system by an id
// that is one in the world, a database by its address.
func (l *awsListing) identify(out *graph.Facts, e *awsListed) {
	if e.typ == "aws_ebs_volume" || e.typ == "aws_efs_file_system" {
		why := e.why
		why.Says = "its id"
		out.Same(e.id, Store(out, e.typ, e.name, e.tags["Name"], e.why), why)
	}
	for _, at := range e.at {
		Address(out, e.id, at.engine, at.host, at.port, e.why)
	}
}

// copiesOf links a store's copies. Only the newest of all is told as such: that a
// snapshot of last year lies beside copies of every night is no fault.
func (l *awsListing) copiesOf(out *graph.Facts, e *awsListed, ids map[string]graph.ID) {
	all := l.copies[e.arn]
	var newest *awsCopies
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if k := all[key]; newest == nil || k.newest.After(newest.newest) {
			newest = k
		}
	}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		k := all[key]
		c := Copies{Type: k.typ, Count: k.count, Kept: k.kept, Fate: "retained", Lives: l.a.scope, Name: fmt.Sprintf("%s of %s", plural(k.count, copyTitles[k.typ]), e.name)}
		if k == newest && !l.ownCopies(e) {
			c.Newest = k.newest
		}
		if k.vault != "" {
			c.Name += " in " + l.vault(out, k, ids, &c)
		}
		id := l.a.c.Copied(out, e.id, e.typ, e.arn+" "+k.vault, e.name, c, k.why)
		l.a.targets = append(l.a.targets, awsTarget{id, k.typ, k.arn, nil})
		l.lockedLike(out, id, k.vault)
	}
	if len(all) == 0 && e.closed && l.hidden[e.typ] == "" {
		why := e.why
		why.Says = "no snapshot and no recovery point of it is listed"
		NoCopies(out, e.id, why)
	}
}

// ownCopies reports whether the provider makes copies of a store by itself, of
// whose age the lists of snapshots say nothing.
func (l *awsListing) ownCopies(e *awsListed) bool {
	for _, attr := range []string{"backup_retention_period", "automated_snapshot_retention_period"} {
		if n, ok := e.Body.Get(attr).Int(); ok && n > 0 {
			return true
		}
	}
	on, ok := e.Body.Get("point_in_time_recovery.enabled").Tri()
	return ok && on == graph.Yes
}

// vault says where the copies of a vault lie: in one that is listed, or in an
// account or region of which only the ARN is known.
func (l *awsListing) vault(out *graph.Facts, k *awsCopies, ids map[string]graph.ID, c *Copies) (name string) {
	if id := ids[k.vault]; !id.IsZero() {
		c.Lives = id
		return k.vault[strings.LastIndexByte(k.vault, ':')+1:]
	}
	parts := strings.SplitN(k.vault, ":", 7)
	if len(parts) < 7 {
		return "a vault that is not listed"
	}
	if account := parts[4]; account != l.a.id {
		c.Lives = Scope(out, "aws_account", account, account, k.why)
		return "a vault of the account " + account
	}
	return "a vault in " + parts[3]
}

// lockedLike gives copies the lock of their vault.
func (l *awsListing) lockedLike(out *graph.Facts, id graph.ID, vault string) {
	if lock := l.locks[vault]; lock != "" {
		out.Note(id, graph.Trait{Name: graph.TraitLock, Detail: lock}, graph.Yes, graph.Evidence{
			Basis: graph.Fetched, At: graph.Location{URL: l.a.in(regionOf(vault)).address("backup", "ListBackupVaults")}, Says: "their vault is locked",
		})
	}
}

// copyTitles are what one copy of a type is called.
var copyTitles = map[string]string{
	"aws_db_snapshot": "snapshot", "aws_docdb_snapshot": "snapshot", "aws_ebs_snapshot": "snapshot", "aws_redshift_cluster_snapshot": "snapshot",
	"aws_dynamodb_backup": "backup", "aws_backup_recovery_point": "recovery point", "aws_db_instance_automated_backups_replication": "replica of the automated backups",
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	if rest, ok := strings.CutPrefix(word, "replica "); ok {
		return fmt.Sprintf("%d replicas %s", n, rest)
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// asks reports whether a region is asked.
func (a *awsAccount) asks(region string) bool { return slices.Contains(a.regions, region) }
