// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"github.com/stagedoor/stagedoor/graph"
)

// plan links the copies that a backup plan makes to what it selects.
func (w *writer) plan(x *entry) {
	switch x.Type {
	case "aws_backup_selection":
		w.awsBackup(x, awsTerraform)
	case "AWS::Backup::BackupSelection":
		w.awsBackup(x, awsCloudFormation)
	case "aws_dlm_lifecycle_policy":
		w.snapshotPolicy(x, x.get("policy_details.target_tags").Fields)
	case "AWS::DLM::LifecyclePolicy":
		w.snapshotPolicy(x, listed(x.get("PolicyDetails.TargetTags")))
	}
}

// snapshotPolicy links the snapshots of a lifecycle policy to what carries one of
// its tags. They outlive their volumes.
// https://docs.aws.amazon.com/dlm/latest/APIReference/API_PolicyDetails.html
func (w *writer) snapshotPolicy(x *entry, tags map[string]Value) {
	if len(tags) == 0 {
		return
	}
	x.mention, x.account = w.mentionOf(x), w.accountOf(x)
	at := x.declaration()[0]
	id := w.out.Node(graph.Thing{Kind: graph.Backup, Type: "aws_ebs_snapshot", Key: w.out.Local(w.set.Key, x.Address), Name: "snapshots by the policy " + w.shown(x)}, at)
	w.out.Link(graph.Edge{From: id, Verb: graph.Within, To: x.mention}, at)
	if !x.account.IsZero() {
		w.out.Link(graph.Edge{From: x.account, Verb: graph.Contains, To: id}, at)
	}
	w.uncertain(id, x)
	for key, v := range tags {
		if value, ok := v.Word(); ok {
			w.out.Select(id, graph.Selector{Kind: graph.Store, Key: w.tagKey(x, key), Value: value}, graph.CopyOf,
				said(x.place(v), "the policy takes what is tagged "+key+"="+value))
		}
	}
}

// uncertain says of a copy that it is not known whether what makes it exists.
func (w *writer) uncertain(id graph.ID, x *entry) {
	if x.Maybe != "" {
		w.out.Note(id, graph.Trait{Name: graph.MayExist, Detail: "fate not known"}, graph.Unknown,
			said(x.declaration()[0].At, "whether it exists is decided by "+x.Maybe))
	}
}

// A selectionForm is where one format keeps what AWS Backup selects.
type selectionForm struct {
	plan, resources, not             string
	tags, tagKey, tagValue, tagType  string
	rules, vault, copies, copyTarget string
}

var (
	awsTerraform = selectionForm{plan: "plan_id", resources: "resources", not: "not_resources", tags: "selection_tag", tagKey: "key", tagValue: "value", tagType: "type",
		rules: "rule", vault: "target_vault_name", copies: "copy_action", copyTarget: "destination_vault_arn"}
	awsCloudFormation = selectionForm{plan: "BackupPlanId", resources: "BackupSelection.Resources", not: "BackupSelection.NotResources", tags: "BackupSelection.ListOfTags",
		tagKey: "ConditionKey", tagValue: "ConditionValue", tagType: "ConditionType",
		rules: "BackupPlan.BackupPlanRule", vault: "TargetBackupVault", copies: "CopyActions", copyTarget: "DestinationBackupVaultArn"}
)

// awsBackup follows a selection to its plan, the plan's rules to their vaults and
// copies, and links a set of recovery points in each vault to what is selected.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
func (w *writer) awsBackup(x *entry, f selectionForm) {
	selected := w.selected(x, f)
	tags := w.selectedTags(x, f)
	if len(selected)+len(tags) == 0 {
		return
	}
	x.mention, x.account = w.mentionOf(x), w.accountOf(x)
	for _, v := range w.vaults(x, f) {
		id := w.recoveryPoints(x, v)
		for _, e := range selected {
			w.out.Link(graph.Edge{From: id, Verb: graph.CopyOf, To: e.entry.id}, append(append(graph.Chain{}, e.why...), x.declaration()...)...)
		}
		for _, t := range tags {
			w.out.Select(id, graph.Selector{Kind: graph.Store, Key: w.tagKey(x, t.key), Value: t.value}, graph.CopyOf, t.why)
		}
	}
}

type chosen struct {
	entry *entry
	why   graph.Chain
}

// selected are the resources of the set that a selection names.
func (w *writer) selected(x *entry, f selectionForm) (all []chosen) {
	resources := x.get(f.resources)
	for _, e := range w.targets(resources) {
		if e.kind.Role == "data" && !e.id.IsZero() && !e.replica {
			all = append(all, chosen{e, graph.Chain{said(x.place(resources), "the backup selection names it")}})
		}
	}
	return all
}

type chosenTag struct {
	key, value string
	why        graph.Evidence
}

// selectedTags are the tags of which one suffices; conditions, which all must
// hold, are not followed.
func (w *writer) selectedTags(x *entry, f selectionForm) (all []chosenTag) {
	for t := range x.Body.All(f.tags) {
		items := []Value{t}
		if t.IsList() {
			items = t.Items
		}
		for _, t := range items {
			key, ok := t.Get(f.tagKey).Word()
			value, ok2 := t.Get(f.tagValue).Word()
			if ok && ok2 {
				all = append(all, chosenTag{key, value, said(x.place(t.Get(f.tagValue)), "the backup selection takes what is tagged "+key+"="+value)})
			}
		}
	}
	return all
}

// tagKey keeps tags of one account apart from those of another.
func (w *writer) tagKey(e *entry, key string) string {
	provider := ""
	if e.of != nil {
		provider = e.of.ID
	}
	return provider + "/" + known(e.Place.Account) + ":" + key
}

// A vault is where a plan's rule keeps what it makes: declared in the set or
// only named.
type vault struct {
	entry *entry
	name  string
	other bool // another account's
	why   graph.Evidence
}

// vaults are the targets of the plan's rules and of their copies.
func (w *writer) vaults(x *entry, f selectionForm) (all []vault) {
	for _, p := range w.targets(x.get(f.plan)) {
		for _, rules := range []string{f.rules} {
			for r := range p.Body.All(rules) {
				for _, r := range each(r) {
					all = append(all, w.vaultOf(p, x, r.Get(f.vault)))
					for c := range r.All(f.copies) {
						for _, c := range each(c) {
							all = append(all, w.vaultOf(p, x, c.Get(f.copyTarget)))
						}
					}
				}
			}
		}
	}
	if len(all) == 0 {
		all = append(all, vault{name: "a vault that is not named here", why: x.declaration()[0]})
	}
	return all
}

func each(v Value) []Value {
	if v.IsList() {
		return v.Items
	}
	return []Value{v}
}

func (w *writer) vaultOf(plan, x *entry, v Value) vault {
	found := vault{name: "a vault that is not named here", why: said(plan.place(v), "the backup plan keeps its copies there")}
	for _, e := range w.targets(v) {
		if e.kind.Role == "vault" {
			found.entry, found.name = e, w.shown(e)
			found.other = known(e.Place.Account) != "" && known(e.Place.Account) != known(x.Place.Account)
			return found
		}
	}
	if name, ok := physical(v); ok {
		found.name = name
	}
	if account := accountIn(v); account != "" && account != known(x.Place.Account) {
		found.other, found.name = true, "a vault of the account "+account
	}
	return found
}

// recoveryPoints are what one selection keeps in one vault.
func (w *writer) recoveryPoints(x *entry, v vault) graph.ID {
	at := x.declaration()[0]
	id := w.out.Node(graph.Thing{Kind: graph.Backup, Type: "aws_backup_recovery_point", Key: w.out.Local(w.set.Key, x.Address, v.name), Name: "recovery points in " + v.name}, at)
	w.out.Link(graph.Edge{From: id, Verb: graph.Within, To: x.mention}, at)
	switch {
	case v.entry != nil:
		w.out.Link(graph.Edge{From: v.entry.id, Verb: graph.Contains, To: id}, v.why)
		w.lockedLike(id, v.entry)
	case !v.other && !x.account.IsZero():
		w.out.Link(graph.Edge{From: x.account, Verb: graph.Contains, To: id}, v.why)
	}
	w.uncertain(id, x)
	return id
}

// lockedLike gives copies the locks of their vault.
func (w *writer) lockedLike(id graph.ID, vault *entry) {
	for _, from := range append([]*entry{vault}, vault.parts...) {
		w.locksOf(id, from)
	}
}
