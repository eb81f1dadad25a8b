// SPDX-License-Identifier: Apache-2.0

package declared

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

func resource(typ, address string, body map[string]Value) *Resource {
	return &Resource{Type: typ, Address: address, Body: Map(body, line(3)), Meta: map[string]Value{}, At: graph.Chain{line(3)}}
}

func terraform(rs ...*Resource) *Set { return &Set{Format: "terraform", Key: "root", Resources: rs} }

func TestANameIsAsUniqueAsItsProviderMakesIt(t *testing.T) {
	in := func(r *Resource, account, region string) *Resource {
		r.Place = Place{Account: Text(account, line(1)), Region: Text(region, line(1))}
		return r
	}
	db := func(account, region string) *Resource {
		return in(resource("aws_db_instance", "aws_db_instance.a", map[string]Value{"identifier": Text("orders", line(4))}), account, region)
	}
	for _, c := range []struct {
		name string
		r    *Resource
		want string
	}{
		{"a bucket's name is one in the world", resource("aws_s3_bucket", "aws_s3_bucket.a", map[string]Value{"bucket": Text("acme-uploads", line(4))}), "aws_s3_bucket/acme-uploads"},
		{"a database's is one in its account and region", db("210987654321", "eu-west-1"), "aws_db_instance/210987654321/eu-west-1/orders"},
		{"whose region is not known, it is the set's", db("210987654321", ""), "root/aws_db_instance.a"},
		{"whose account is not known, it is the set's", db("", "eu-west-1"), "root/aws_db_instance.a"},
		{"a bucket without a known name is the set's", resource("aws_s3_bucket", "aws_s3_bucket.b", map[string]Value{"bucket": Undecided("var.name", line(4))}), "root/aws_s3_bucket.b"},
	} {
		g, ids := build(terraform(c.r))
		n := g.Node(ids[c.r.Address])
		if n == nil || !strings.HasSuffix(n.Public(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, n.Public(), c.want)
		}
	}
}

func TestUnknownIsNeitherSafeNorUnsafe(t *testing.T) {
	g, ids := build(terraform(resource("aws_db_instance", "aws_db_instance.a", map[string]Value{
		"deletion_protection":     Undecided("var.protect", line(5)),
		"backup_retention_period": Undecided("var.days", line(6)),
		"skip_final_snapshot":     Bool(true, line(7)),
	})))
	n := g.Node(ids["aws_db_instance.a"])
	lock, _ := n.Trait(graph.TraitLock)
	if lock.Is != graph.Unknown || !strings.Contains(lock.Why[0].Says, "var.protect") || lock.Why[0].At.Line != 5 {
		t.Errorf("%+v", lock)
	}
	if n.Is(graph.BackupsOff) || copiesOf(n) != "own: fate unknown" {
		t.Error(copiesOf(n))
	}
}

func TestADefaultIsKnownFromItsDocument(t *testing.T) {
	g, ids := build(terraform(resource("aws_rds_cluster", "aws_rds_cluster.a", nil)))
	lock, _ := g.Node(ids["aws_rds_cluster.a"]).Trait(graph.TraitLock)
	if lock.Is != graph.No || len(lock.Why) < 2 || lock.Why[1].Basis != graph.Known || lock.Why[1].At.URL == "" {
		t.Errorf("%+v", lock)
	}
}

func TestWhatMayNotExistSaysWhatDecides(t *testing.T) {
	r := resource("aws_db_instance", "aws_db_instance.a", nil)
	r.Maybe = "var.replicas"
	g, ids := build(terraform(r))
	if m, ok := g.Node(ids[r.Address]).Trait(graph.MayExist); !ok || m.Is != graph.Unknown || m.Detail != "var.replicas" {
		t.Errorf("%+v", m)
	}
}

func TestAReplicaIsNoSecondStore(t *testing.T) {
	source := resource("aws_db_instance", "aws_db_instance.a", nil)
	replica := resource("aws_db_instance", "aws_db_instance.b", map[string]Value{"replicate_source_db": {State: Unknown, Refs: []string{"aws_db_instance.a"}}})
	g, ids := build(terraform(source, replica))
	n := 0
	for s := range g.Nodes(graph.Store) {
		n++
		if copiesOf(s) == "" {
			t.Error("the replica counts as a copy")
		}
	}
	if n != 1 || !ids[replica.Address].IsZero() {
		t.Errorf("%d stores", n)
	}
}

func TestAReferenceIsAFactWithoutAValue(t *testing.T) {
	volume := resource("aws_ebs_volume", "aws_ebs_volume.a[0]", nil)
	snapshot := resource("aws_ebs_snapshot", "aws_ebs_snapshot.s", map[string]Value{"volume_id": {State: Unknown, Hangs: "the provider", Refs: []string{"aws_ebs_volume.a"}}})
	copied := resource("aws_ebs_snapshot_copy", "aws_ebs_snapshot_copy.c", map[string]Value{"source_snapshot_id": {State: Unknown, Refs: []string{"aws_ebs_snapshot.s"}}})
	g, ids := build(terraform(volume, copied, snapshot))
	if got := copiesOf(g.Node(ids[volume.Address])); got != "own: outlives it; own: outlives it" {
		t.Errorf("a snapshot and its copy: %s", got)
	}
}

func TestADataSourceIsOnlyAMention(t *testing.T) {
	bucket := resource("aws_s3_bucket", "data.aws_s3_bucket.a", map[string]Value{"bucket": Text("acme-uploads", line(4))})
	db := resource("aws_db_instance", "module.x.data.aws_db_instance.a", nil)
	g, ids := build(terraform(bucket, db))
	if n := g.Node(ids[bucket.Address]); n == nil || locksOf(n) != "-" || n.HasIn(graph.CopyOf) {
		t.Error("the bucket")
	}
	if !ids[db.Address].IsZero() {
		t.Error("a database that is only looked up, under no name")
	}
}

func TestATagSaysWhichEnvironment(t *testing.T) {
	tagged := resource("aws_s3_bucket", "aws_s3_bucket.a", map[string]Value{"bucket": Text("acme-a", line(4))})
	tagged.Place.Default = Map(map[string]Value{"Environment": Text("staging", line(2))})
	own := resource("aws_s3_bucket", "aws_s3_bucket.b", map[string]Value{"bucket": Text("acme-b", line(4)), "tags": Map(map[string]Value{"Environment": Text("prod", line(6))}, line(5))})
	own.Place.Default = tagged.Place.Default
	g, ids := build(terraform(tagged, own))
	for address, want := range map[string]graph.Tier{"aws_s3_bucket.a": graph.Staging, "aws_s3_bucket.b": graph.Production} {
		for l := range g.Node(ids[address]).Out(graph.Within) {
			if ms := l.To.Environments(); len(ms) != 1 || ms[0].Tier != want {
				t.Errorf("%s: %v", address, ms)
			}
		}
	}
}

func TestAPasswordOpensRowsAndIsNotPrinted(t *testing.T) {
	g, ids := build(terraform(resource("aws_db_instance", "aws_db_instance.a", map[string]Value{
		"password": Scalar(secret.New("canary-Zq81xkTm0pWv"), line(9)),
	})))
	for l := range g.Node(ids["aws_db_instance.a"]).In(graph.Opens) {
		if l.Power != graph.Read|graph.Write || l.From.Name != "aws_db_instance.a.password" || strings.Contains(l.From.Public(), "canary") {
			t.Errorf("%+v", l.From)
		}
		return
	}
	t.Error("nothing opens it")
}

func TestALockOnTheGroupCoversWhatIsInIt(t *testing.T) {
	group := resource("azurerm_resource_group", "azurerm_resource_group.g", map[string]Value{"name": Text("data", line(4))})
	server := resource("azurerm_postgresql_flexible_server", "azurerm_postgresql_flexible_server.s", map[string]Value{"resource_group_name": Text("data", line(8))})
	lock := resource("azurerm_management_lock", "azurerm_management_lock.l", map[string]Value{
		"scope": {State: Unknown, Refs: []string{"azurerm_resource_group.g"}}, "lock_level": Text("CanNotDelete", line(12)),
	})
	g, ids := build(terraform(group, server, lock))
	if got := locksOf(g.Node(ids[server.Address])); got != "api yes (read)" {
		t.Error(got)
	}
}

func TestAVaultsLockIsItsCopies(t *testing.T) {
	ref := func(a string) Value { return Value{State: Unknown, Refs: []string{a}} }
	g, ids := build(terraform(
		resource("aws_efs_file_system", "aws_efs_file_system.f", nil),
		resource("aws_backup_vault", "aws_backup_vault.v", map[string]Value{"name": Text("locked", line(4))}),
		resource("aws_backup_vault_lock_configuration", "aws_backup_vault_lock_configuration.l", map[string]Value{"backup_vault_name": ref("aws_backup_vault.v"), "changeable_for_days": Number(3, line(5))}),
		resource("aws_backup_plan", "aws_backup_plan.p", map[string]Value{"rule": List([]Value{Map(map[string]Value{
			"target_vault_name": ref("aws_backup_vault.v"),
			"copy_action":       List([]Value{Map(map[string]Value{"destination_vault_arn": Text("arn:aws:backup:eu-west-1:210987654322:backup-vault:far", line(7))})}),
		})})}),
		resource("aws_backup_selection", "aws_backup_selection.s", map[string]Value{"plan_id": ref("aws_backup_plan.p"), "resources": List([]Value{ref("aws_efs_file_system.f")})}),
	))
	locked, far := 0, 0
	for l := range g.Node(ids["aws_efs_file_system.f"]).In(graph.CopyOf) {
		if graph.Stopped(l.From, graph.Full) != nil {
			locked++
		}
		if !l.From.HasIn(graph.Contains) {
			far++
		}
	}
	if locked != 1 || far != 1 {
		t.Errorf("%d locked, %d out of reach", locked, far)
	}
}
