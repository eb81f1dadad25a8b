// SPDX-License-Identifier: Apache-2.0

package terraform

import "testing"

// What other scanners' trackers report as unresolved or as a crash, as far as
// their threads tell; a story each, in our own words.

// Trivy 8485, 5554, 4780; Infracost 2605: a repetition that hangs on the output
// of a module, which hangs on a variable's optional attribute.
func TestRepetitionFromAModulesOutput(t *testing.T) {
	r := all(t, `
-- main.tf --
module "list" {
  source = "./list"
  items  = [{ name = "a", on = true }, { name = "b" }, { name = "c", on = false }]
}
resource "aws_s3_bucket" "b" {
  for_each = { for i in module.list.on : i.name => i }
  bucket   = "acme-${each.key}-${each.value.size}"
}
resource "aws_s3_bucket" "n" {
  count  = length(module.list.on)
  bucket = element(module.list.on, count.index).name
}
-- list/main.tf --
variable "items" {
  type = list(object({ name = string, on = optional(bool, true), size = optional(string, "s") }))
}
output "on" { value = [for i in var.items : i if i.on] }
`)[".@"]
	if len(r.Resources) != 4 {
		t.Fatalf("%d resources", len(r.Resources))
	}
	if w, _ := pick(t, r, `aws_s3_bucket.b["b"]`).Body.Get("bucket").Word(); w != "acme-b-s" {
		t.Errorf("got %q", w)
	}
	if w, _ := pick(t, r, `aws_s3_bucket.n[1]`).Body.Get("bucket").Word(); w != "b" {
		t.Errorf("got %q", w)
	}
}

// Trivy drops a block whose for_each is not known; Checkov 7503 leaves it as it
// is written. It is one that may be there.
func TestUnknownRepetitionIsOneMaybe(t *testing.T) {
	r := all(t, `
-- main.tf --
variable "names" { type = set(string) }
variable "n" {}
resource "aws_s3_bucket" "b" {
  for_each      = var.names
  bucket        = each.key
  force_destroy = true
}
resource "aws_ebs_volume" "v" {
  count = var.n > 0 ? 1 : 0
  size  = 10
}
resource "aws_ebs_snapshot" "s" {
  volume_id = aws_ebs_volume.v[0].id
}
module "m" {
  source = "./m"
  count  = var.n
}
-- m/main.tf --
resource "aws_s3_bucket" "inner" {}
`)[".@"]
	for address, hangs := range map[string]string{"aws_s3_bucket.b": "var.names", "aws_ebs_volume.v": "var.n", "module.m.aws_s3_bucket.inner": "var.n"} {
		if got := pick(t, r, address).Maybe; got != hangs {
			t.Errorf("%s hangs on %q, want %q", address, got, hangs)
		}
	}
	want(t, r, "aws_s3_bucket.b", "bucket", "?var.names main.tf:1 main.tf:5")
	want(t, r, "aws_s3_bucket.b", "force_destroy", "true main.tf:6")
	if refs := pick(t, r, "aws_ebs_snapshot.s").Body.Get("volume_id").Refs; len(refs) != 1 || refs[0] != "aws_ebs_volume.v" {
		t.Errorf("refs %q", refs)
	}
}

// KICS 4833, Checkov 1940, 3515: locals, conditions on strings, overrides.
func TestLocalsConditionsAndOverrides(t *testing.T) {
	got := all(t, `
-- main.tf --
variable "env" { default = "prod" }
variable "unset" {}
locals { is_prod = var.env == "prod" }
resource "aws_db_instance" "x" {
  deletion_protection = local.is_prod ? true : false
  multi_az            = var.unset ? true : true
  storage_encrypted   = var.unset
  tags                = { a = "1" }
}
-- main_override.tf --
resource "aws_db_instance" "x" {
  tags = { b = "2" }
}
-- extra.tf --
resource "aws_s3_bucket" "old" {}
-- extra.tofu --
resource "aws_s3_bucket" "new" {}
-- json.tf.json --
{"resource": {"aws_s3_bucket": {"json": {"bucket": "${var.env}-json", "lifecycle": {"prevent_destroy": true}}}}}
`)
	r := got[".@prod"]
	if r == nil {
		r = got[".@"]
	}
	want(t, r, "aws_db_instance.x", "multi_az", "true main.tf:6")
	want(t, r, "aws_db_instance.x", "storage_encrypted", "?var.unset main.tf:2 main.tf:7")
	want(t, r, "aws_db_instance.x", "tags", "map of b main_override.tf:2")
	want(t, r, "aws_s3_bucket.new", "bucket", "absent")
	if w, _ := pick(t, r, "aws_s3_bucket.json").Body.Get("bucket").Word(); w != "prod-json" {
		t.Errorf("got %q", w)
	}
	if v := pick(t, r, "aws_s3_bucket.json").Meta["prevent_destroy"]; says(v) != "true json.tf.json:1" {
		t.Errorf("got %s", says(v))
	}
	for _, x := range r.Resources {
		if x.Address == "aws_s3_bucket.old" {
			t.Error("a file that its OpenTofu twin replaces was read")
		}
	}
}

// Infracost 2624, 2631: *.auto.tfvars is always applied and makes no context.
func TestVarFilesMakeContexts(t *testing.T) {
	tr := load(t, `
-- app/main.tf --
variable "name" {}
variable "size" {}
resource "aws_s3_bucket" "b" { bucket = "${var.name}-${var.size}" }
-- app/terraform.tfvars --
size = "default"
-- app/x.auto.tfvars --
size = "auto"
-- app/envs/prod/app.tfvars --
name = "p"
-- app/envs/staging/app.tfvars --
name = "s"
-- app/other.txt --
`)
	roots := tr.Roots()
	if len(roots) != 1 || len(roots[0].Contexts()) != 2 {
		t.Fatalf("%d roots", len(roots))
	}
	for _, c := range roots[0].Contexts() {
		r := tr.Evaluate(roots[0], c, Options{})
		w, _ := r.Resources[0].Body.Get("bucket").Word()
		if w != map[string]string{"prod": "p-auto", "staging": "s-auto"}[c.Name] {
			t.Errorf("%s: %q", c.Name, w)
		}
	}
}

// A state that another root of the tree keeps is that root's outputs.
func TestRemoteStateOfTheTree(t *testing.T) {
	r := all(t, `
-- net/main.tf --
terraform {
  backend "s3" {
    bucket = "acme-state"
    key    = "net.tfstate"
  }
}
output "zone" { value = "zone-7" }
output "id" { value = aws_vpc.x.id }
resource "aws_vpc" "x" {}
-- app/main.tf --
data "terraform_remote_state" "net" {
  backend = "s3"
  config  = { bucket = "acme-state", key = "net.tfstate", region = "eu-west-1" }
}
resource "aws_s3_bucket" "b" {
  bucket = "acme-${data.terraform_remote_state.net.outputs.zone}"
  tags   = { vpc = data.terraform_remote_state.net.outputs.id }
}
`)["app@"]
	if w, _ := pick(t, r, "aws_s3_bucket.b").Body.Get("bucket").Word(); w != "acme-zone-7" {
		t.Errorf("got %q", w)
	}
	v := pick(t, r, "aws_s3_bucket.b").Body.Get("tags.vpc")
	if v.Hangs != "the state of net, where aws_vpc.x.id decides" {
		t.Errorf("got %s", says(v))
	}
}

// Providers: aliases that are handed to modules, accounts, default tags.
func TestProvidersAreHandedOn(t *testing.T) {
	r := all(t, `
-- main.tf --
provider "aws" {
  region = "eu-west-1"
  assume_role { role_arn = "arn:aws:iam::210987654321:role/deploy" }
  default_tags { tags = { team = "data" } }
}
provider "aws" {
  alias               = "backup"
  region              = "eu-central-1"
  allowed_account_ids = ["310987654321"]
}
module "m" {
  source    = "./m"
  providers = { aws = aws.backup }
}
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "here" { bucket = "logs-${data.aws_caller_identity.me.account_id}" }
-- m/main.tf --
resource "aws_s3_bucket" "there" {}
`)[".@"]
	here, there := pick(t, r, "aws_s3_bucket.here"), pick(t, r, "module.m.aws_s3_bucket.there")
	if says(here.Place.Account) != "210987654321 main.tf:3" || says(there.Place.Account) != "310987654321 main.tf:9" {
		t.Errorf("%s, %s", says(here.Place.Account), says(there.Place.Account))
	}
	if w, _ := here.Body.Get("bucket").Word(); w != "logs-210987654321" {
		t.Errorf("got %q", w)
	}
	if says(here.Place.Default) == "absent" || there.Place.Default.Set() {
		t.Error("default tags")
	}
}

// A policy whose ARNs are not known keeps what is known of it.
func TestPoliciesKeepTheirPieces(t *testing.T) {
	r := all(t, `
-- main.tf --
resource "aws_s3_bucket" "b" {}
locals { policy = jsonencode({ Statement = [{ Action = "s3:*", Resource = "${aws_s3_bucket.b.arn}/*" }] }) }
resource "aws_iam_policy" "p" { policy = local.policy }
`)[".@"]
	v := pick(t, r, "aws_iam_policy.p").Body.Get("policy")
	if got := v.Get("Statement.Action"); says(got) != "s3:* main.tf:2 main.tf:3" && got.State != 2 {
		t.Errorf("got %s", says(got))
	}
	resource := v.Get("Statement.Resource")
	if len(resource.Parts) != 2 || len(resource.Refs) != 1 || resource.Refs[0] != "aws_s3_bucket.b" {
		t.Errorf("got %s, %d parts", says(resource), len(resource.Parts))
	}
}

func BenchmarkEvaluate(b *testing.B) {
	tr := load(b, flow)
	r := tr.Roots()[0]
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range r.Contexts() {
			tr.Evaluate(r, c, Options{})
		}
	}
}
