// SPDX-License-Identifier: Apache-2.0

package terraformjson

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

func read(t testing.TB, text string) *Document {
	t.Helper()
	root, problem := doc.JSON([]byte(text))
	if problem != nil {
		t.Fatal(problem.Why)
	}
	d, why := Read("x.json", root)
	if why != "" {
		t.Fatal(why)
	}
	return d
}

func (d *Document) resource(t *testing.T, address string) *declared.Resource {
	t.Helper()
	for _, r := range d.Resources {
		if r.Address == address {
			return r
		}
	}
	t.Fatalf("no resource %s", address)
	return nil
}

func (d *Document) secretNames() (names []string) {
	for _, s := range d.Secrets {
		names = append(names, s.Name)
	}
	slices.Sort(names)
	return names
}

const aState = `{
  "version": 4, "terraform_version": "1.9.0", "serial": 12, "lineage": "7490ef49-8634-ac56-596b-6f2f4259bece",
  "outputs": {"dsn": {"value": "postgres://app:canary-Zq81xkT@db.shop.io/shop", "type": "string", "sensitive": true}, "zone": {"value": "eu-west-1a", "type": "string"}},
  "resources": [
    {"module": "module.db[\"eu\"]", "mode": "managed", "type": "aws_db_instance", "name": "this",
     "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
     "instances": [{"index_key": 0, "attributes": {
        "id": "orders", "arn": "arn:aws:rds:eu-west-1:210987654321:db:orders", "identifier": "orders", "deletion_protection": false,
        "final_snapshot_identifier": null, "password": "canary-Zq81xkT", "tags_all": {"Environment": "prod"}},
        "sensitive_attributes": [[{"type": "get_attr", "value": "password"}]]}]},
    {"mode": "managed", "type": "aws_db_snapshot", "name": "daily", "instances": [{"attributes": {"db_instance_identifier": "orders"},
     "dependencies": ["module.db.aws_db_instance.this"]}]},
    {"mode": "managed", "type": "aws_ebs_volume", "name": "data", "instances": [
     {"index_key": "a/b", "attributes": {"id": "vol-0a1b2c3d4e5f60718"}}, {"index_key": "a/b", "deposed": "00ff00ff", "attributes": {"id": "vol-0ffffffffffffffff"}}]},
    {"mode": "managed", "type": "random_password", "name": "db", "instances": [{"attributes": {"length": 20, "result": "canary-Zq81xkT", "id": "none"}}]},
    {"mode": "data", "type": "aws_db_instance", "name": "other", "instances": [{"attributes": {"id": "other"}}]}
  ]}`

func TestStateOfVersionFour(t *testing.T) {
	d := read(t, aState)
	if d.Serial != 12 || d.Lineage == "" || len(d.Resources) != 5 {
		t.Errorf("serial %d, lineage %q, %d resources", d.Serial, d.Lineage, len(d.Resources))
	}
	db := d.resource(t, `module.db["eu"].aws_db_instance.this[0]`)
	if db.Origin != "module.db.aws_db_instance.this" {
		t.Errorf("origin %s", db.Origin)
	}
	if account, _ := db.Place.Account.Word(); account != "210987654321" {
		t.Errorf("account %q", account)
	}
	if region, _ := db.Place.Region.Word(); region != "eu-west-1" {
		t.Errorf("region %q", region)
	}
	if env, _ := db.Place.Default.Get("Environment").Word(); env != "prod" {
		t.Errorf("default tag %q", env)
	}
	if db.Body.Fields["final_snapshot_identifier"].State != declared.Null || db.Body.Get("nothing").State != declared.Absent {
		t.Error("null and absent are told apart")
	}
	if at := db.Body.Get("deletion_protection").Why[0].At; at.File != "x.json" || at.Line != 8 {
		t.Errorf("deletion_protection is at %v", at)
	}
	if refs := d.resource(t, "aws_db_snapshot.daily").Body.Get("db_instance_identifier").Refs; !slices.Equal(refs, []string{db.Address}) {
		t.Errorf("the snapshot refers to %v", refs)
	}
	d.resource(t, `aws_ebs_volume.data["a/b"]`)
	d.resource(t, `aws_ebs_volume.data["a/b"] (deposed)`)
	if got := d.secretNames(); !slices.Equal(got, []string{"aws_db_instance.this.password", "dsn", "random_password.db.result"}) {
		t.Errorf("secrets %v", got)
	}
	for _, s := range d.Secrets {
		if !s.Marked {
			t.Errorf("%s is marked or known to be a secret", s.Name)
		}
	}
}

func TestShownStateHasModules(t *testing.T) {
	d := read(t, `{"format_version": "1.0", "values": {"root_module": {"resources": [], "child_modules": [{"address": "module.a", "resources": [
	  {"address": "module.a.aws_ebs_volume.x[0]", "mode": "managed", "type": "aws_ebs_volume", "name": "x", "index": 0, "values": {"id": "vol-1"}, "sensitive_values": {}},
	  {"address": "module.a.aws_db_instance.x", "mode": "managed", "type": "aws_db_instance", "name": "x", "values": {"password": "canary-abcdef"}, "sensitive_values": {"password": true}}]}]}}}`)
	d.resource(t, "module.a.aws_ebs_volume.x[0]")
	if len(d.Secrets) != 1 || !d.Secrets[0].Marked {
		t.Errorf("secrets %v", d.secretNames())
	}
}

const aPlan = `{"format_version":"1.2","terraform_version":"1.9.0","variables":{"environment":{"value":"prod"},"db_password":{"value":"canary-Zq81xkT"}},
"planned_values":{"outputs":{},"root_module":{}},
"resource_changes":[
 {"address":"aws_ebs_volume.data","mode":"managed","type":"aws_ebs_volume","name":"data","change":{"actions":["create"],"before":null,"after":{"size":10,"final_snapshot":null},"after_unknown":{"arn":true,"id":true,"tags_all":{"Name":true}},"after_sensitive":{}}},
 {"address":"aws_volume_attachment.data","mode":"managed","type":"aws_volume_attachment","name":"data","change":{"actions":["create"],"before":null,"after":{"device_name":"/dev/sdf"},"after_unknown":{"volume_id":true}}},
 {"address":"aws_db_instance.old","mode":"managed","type":"aws_db_instance","name":"old","change":{"actions":["delete"],"before":{"identifier":"old","skip_final_snapshot":true},"after":null,"after_unknown":{}}},
 {"address":"aws_db_instance.main","mode":"managed","type":"aws_db_instance","name":"main","change":{"actions":["delete","create"],"before":{},"after":{"identifier":"main","password":"canary-Zq81xkT"},"after_unknown":{"id":true},"after_sensitive":{"password":true}}},
 {"address":"data.aws_ami.x","mode":"data","type":"aws_ami","name":"x","change":{"actions":["read"],"before":null,"after":{}}}],
"configuration":{"root_module":{"resources":[{"address":"aws_volume_attachment.data","mode":"managed","type":"aws_volume_attachment","name":"data","expressions":{"volume_id":{"references":["aws_ebs_volume.data.id","aws_ebs_volume.data"]}}}]}}}`

func TestPlan(t *testing.T) {
	d := read(t, aPlan)
	if !d.Plan || len(d.Resources) != 4 {
		t.Fatalf("%d resources", len(d.Resources))
	}
	volume := d.resource(t, "aws_ebs_volume.data")
	id := volume.Body.Get("id")
	if id.State != declared.Unknown || id.Hangs != afterApply {
		t.Errorf("an id that is not known yet is %v, hangs on %q", id.State, id.Hangs)
	}
	if volume.Body.Get("tags_all.Name").State != declared.Unknown || volume.Body.Fields["final_snapshot"].State != declared.Null {
		t.Error("parts that are not known yet are unknown, null stays null")
	}
	attached := d.resource(t, "aws_volume_attachment.data").Body.Get("volume_id")
	if attached.State != declared.Unknown || !slices.Equal(attached.Refs, []string{"aws_ebs_volume.data"}) {
		t.Errorf("a value that is not known yet refers to %v", attached.Refs)
	}
	if old := d.resource(t, "aws_db_instance.old"); old.Body.Get("skip_final_snapshot").State != declared.Known {
		t.Error("what is deleted has the values that it has now")
	}
	if len(d.Ends) != 2 || d.Ends[0].Replace || !d.Ends[1].Replace {
		t.Errorf("ends %+v", d.Ends)
	}
	if env, _ := d.Inputs["environment"].Word(); env != "prod" {
		t.Errorf("var.environment is %q", env)
	}
	if got := d.secretNames(); !slices.Equal(got, []string{"aws_db_instance.main.password", "db_password"}) {
		t.Errorf("secrets %v", got)
	}
}

func TestVariablesStayTogether(t *testing.T) {
	d := read(t, `{"version": 4, "resources": [
	 {"mode": "managed", "type": "aws_lambda_function", "name": "f", "instances": [{"attributes": {"environment": [{"variables": {"DB_HOST": "db.shop.io", "DB_PASSWORD": "canary-1"}}]}}]},
	 {"mode": "managed", "type": "aws_secretsmanager_secret_version", "name": "s", "instances": [{"attributes": {"secret_string": "{\"host\": \"db.shop.io\", \"password\": \"canary-2\"}"}}]},
	 {"mode": "managed", "type": "aws_ecs_task_definition", "name": "t", "instances": [{"attributes": {"container_definitions": "[{\"environment\": [{\"name\": \"DB_URL\", \"value\": \"x\"}]}]"}}]}]}`)
	if len(d.Variables) != 3 {
		t.Fatalf("%d sets of variables", len(d.Variables))
	}
	for i, want := range []int{2, 2, 1} {
		if got := d.Variables[i]; len(got.List) != want || got.List[0].At.Line == 0 {
			t.Errorf("%s has %d variables", got.Of, len(got.List))
		}
	}
}

func TestWhatIsNotRead(t *testing.T) {
	for text, want := range map[string]string{
		`{"version": 3, "modules": []}`:                 "before 4",
		`{"version": 5}`:                                "after 4",
		`{"format_version": "2.0", "values": {}}`:       "not read yet",
		`{"serial": 1}`:                                 "no state version",
		`[]`:                                            "no state version",
		`{"serial": 1, "encrypted_data": "x"}`:          "",
		`{"version": 3, "backend": {"type": "s3"}}`:     "",
		`{"version": 4, "resources": [{"type": true}]}`: "",
	} {
		root, problem := doc.JSON([]byte(text))
		if problem != nil {
			t.Fatal(problem.Why)
		}
		if _, why := Read("x", root); !strings.Contains(why, want) || want == "" && why != "" {
			t.Errorf("%s: %q", text, why)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(aState))
	f.Add([]byte(aPlan))
	f.Add([]byte(`{"format_version":"1.0","values":{"root_module":{"child_modules":[{}]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		root, _ := doc.JSON(data)
		d, why := Read("x", root)
		if (d == nil) == (why == "") {
			t.Error("either a document or a reason")
		}
	})
}

func BenchmarkState(b *testing.B) {
	var s strings.Builder
	s.WriteString(`{"version": 4, "resources": [`)
	for i := range 2000 {
		fmt.Fprintf(&s, `{"mode": "managed", "type": "aws_db_instance", "name": "d%d", "instances": [{"attributes": {`, i)
		for j := range 40 {
			fmt.Fprintf(&s, `"attribute_%d": "some value %d", `, j, i)
		}
		s.WriteString(`"id": "x", "password": "canary-password"}}]},`)
	}
	s.WriteString(`]}`)
	data := []byte(s.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		root, _ := doc.JSON(data)
		Read("x", root)
	}
}
