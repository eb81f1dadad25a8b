// SPDX-License-Identifier: Apache-2.0

package pulumi

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

func parsed(t testing.TB, text string) *doc.Node {
	t.Helper()
	docs, problem := doc.YAML([]byte(text))
	if problem != nil || len(docs) != 1 {
		t.Fatal(problem)
	}
	return docs[0]
}

func resources(t testing.TB, program, stack string) map[string]*declared.Resource {
	p := Read("Pulumi.yaml", parsed(t, program), "", nil)
	if p == nil || !p.IsYAML() {
		t.Fatal("no program")
	}
	s := StackFile{Name: "prod", Path: "Pulumi.prod.yaml"}
	if stack != "" {
		s.Root = parsed(t, stack)
	}
	all := map[string]*declared.Resource{}
	for _, r := range p.Resources(s) {
		all[r.Address] = r
	}
	return all
}

// shown is a value for people: its word, or what it hangs on.
func shown(v declared.Value) string {
	switch v.State {
	case declared.Absent:
		return "absent"
	case declared.Null:
		return "null"
	case declared.Unknown:
		return "? " + v.Hangs
	}
	w, _ := v.Word()
	if v.IsList() {
		return fmt.Sprintf("%d items", len(v.Items))
	}
	return w
}

const program = `
name: shop
runtime: yaml
config:
  protect: {type: boolean, default: false}
  size: db.t3.small
  extra: {type: string}
variables:
  prefix: shop-${pulumi.stack}
  names: {fn::split: ["-", "a-b"]}
  circle: ${circle2}
  circle2: ${circle}
  list: [one, two]
resources:
  db:
    type: aws:rds/instance:Instance
    properties:
      identifier: ${prefix}-db
      instanceClass: ${size}
      deletionProtection: ${protect}
      skipFinalSnapshot: true
      password: ${pw}
      kmsKeyId: ${key.arn}
      dbName: ${extra}
      tags: {CostCentre: "${names[0]}"}
      allocatedStorage: ${circle}
      engine: ${list[1]}
      price: $${not}
      joined: {fn::join: ["-", [a, "${pulumi.stack}", b]]}
      same: ${key.description}
      zone: {fn::invoke: {function: "aws:getZone", arguments: {name: "${key.id}"}}}
      replicaSets: [{regionName: a}]
    options:
      protect: ${protect}
  key:
    type: aws:kms:Key
    properties: {description: ours}
  other:
    type: pulumi:providers:aws
`

func TestProgramsAreEvaluatedWithAStack(t *testing.T) {
	all := resources(t, program, "config:\n  shop:protect: true\n  shop:pw: {secure: v1:abcdef}\n  aws:region: eu-west-1\n")
	db := all["db"]
	if len(all) != 2 || db.Type != "aws:rds:Instance" {
		t.Fatal(len(all), db)
	}
	for attr, want := range map[string]string{
		"identifier": "shop-prod-db", "instance_class": "db.t3.small", "deletion_protection": "true", "skip_final_snapshot": "true",
		"password": "? an encrypted configuration value", "kms_key_id": "? key.arn, which exists once it is deployed",
		"db_name": "? the configuration value extra", "tags.CostCentre": "? fn::split", "allocated_storage": "? a circle of variables through circle",
		"engine": "two", "joined": "a-prod-b", "same": "ours", "zone": "? fn::invoke", "replica_set.region_name": "a", "replica_sets.region_name": "a", "no": "absent",
	} {
		if got := shown(db.Body.Get(attr)); got != want {
			t.Errorf("%s is %q, want %q", attr, got, want)
		}
	}
	if db.Body.Get("price").Scalar.OneOf("${not}") == "" {
		t.Error("$${ is not undone")
	}
	why := db.Body.Get("deletion_protection").Why
	if len(why) < 2 || why[0].At.File != "Pulumi.prod.yaml" || why[0].At.Line != 2 || why[1].At.File != "Pulumi.yaml" {
		t.Errorf("the deciding place is not first: %+v", why)
	}
	if shown(db.Meta["protect"]) != "true" || shown(db.Place.Region) != "eu-west-1" {
		t.Error("protect or region:", shown(db.Meta["protect"]), shown(db.Place.Region))
	}
	for _, attr := range []string{"kms_key_id", "zone", "same"} {
		if !slices.Contains(db.Body.Get(attr).Refs, "key") {
			t.Errorf("%s does not refer to the key", attr)
		}
	}
}

func TestWhatAnESCEnvironmentMaySetIsUnknown(t *testing.T) {
	db := resources(t, program, "environment: [shop/prod]\n")["db"]
	got := db.Body.Get("deletion_protection")
	if is, ok := got.Tri(); !ok || is != graph.Unknown || !strings.Contains(got.Hangs, "ESC") {
		t.Error("a default holds although an ESC environment may set the value:", shown(got))
	}
}

func TestCanonicalTypes(t *testing.T) {
	for in, want := range map[string]string{
		"aws:rds/instance:Instance": "aws:rds:Instance", "aws:rds:Instance": "aws:rds:Instance", "digitalocean:index/volume:Volume": "digitalocean:Volume",
		"digitalocean:Volume": "digitalocean:Volume", "kubernetes:core/v1:PersistentVolumeClaim": "kubernetes:core/v1:PersistentVolumeClaim", "x": "x",
	} {
		if got := canonical(in); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}

func TestTextsDoNotGrowWithoutBound(t *testing.T) {
	var b strings.Builder
	b.WriteString("name: x\nruntime: yaml\nvariables:\n  v0: aaaaaaaaaaaaaaaa\n")
	for i := 1; i < 60; i++ {
		fmt.Fprintf(&b, "  v%d: ${v%d}${v%d}\n", i, i-1, i-1)
	}
	b.WriteString("resources:\n  a: {type: aws:s3:Bucket, properties: {bucket: '${v59}'}}\n")
	if got := shown(resources(t, b.String(), "")["a"].Body.Get("bucket")); !strings.HasPrefix(got, "? ") {
		t.Error("a text of 2^59 parts is", got)
	}
}

func FuzzProgram(f *testing.F) {
	f.Add(program, "config: {shop:protect: true}")
	f.Add("name: x\nruntime: yaml\nresources: {a: {type: a:b:C, properties: {x: '${a.x}', y: '${a[0].y.z}'}}}", "environment: [a]")
	f.Fuzz(func(t *testing.T, program, stack string) {
		docs, _ := doc.YAML([]byte(program))
		stacks, _ := doc.YAML([]byte(stack))
		if len(docs) == 0 || len(stacks) == 0 {
			return
		}
		p := Read("Pulumi.yaml", docs[0], "", nil)
		if p == nil {
			return
		}
		for _, r := range p.Resources(StackFile{Name: "dev", Path: "Pulumi.dev.yaml", Root: stacks[0]}) {
			if r.Address == "" && r.Type == "" {
				t.Error("a resource without a name")
			}
		}
	})
}

func BenchmarkResources(b *testing.B) {
	p := Read("Pulumi.yaml", parsed(b, program), "", nil)
	s := StackFile{Name: "prod", Path: "Pulumi.prod.yaml", Root: parsed(b, "config: {shop:protect: true}")}
	for b.Loop() {
		p.Resources(s)
	}
}
