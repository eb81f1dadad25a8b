// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

func load(t testing.TB, archive string) *Tree {
	t.Helper()
	var files []terraform.File
	for _, f := range txtar.Parse([]byte(archive)).Files {
		files = append(files, terraform.File{Path: f.Name, Data: f.Data})
	}
	return Load(terraform.Load(files), files)
}

func unit(t *testing.T, tree *Tree, dir string) *Unit {
	t.Helper()
	for _, u := range tree.Units() {
		if u.Dir == dir {
			return u
		}
	}
	t.Fatalf("no unit in %s", dir)
	return nil
}

func resource(t *testing.T, u *Unit, address string) *declared.Resource {
	t.Helper()
	result := u.Evaluate(nil)
	if result == nil {
		why, _, _ := u.Elsewhere()
		t.Fatalf("nothing is known of %s: %s", u.Dir, why)
	}
	for _, r := range result.Resources {
		if r.Address == address {
			return r
		}
	}
	t.Fatalf("%s does not declare %s", u.Dir, address)
	return nil
}

// says is an attribute as a test compares it.
func says(v declared.Value) string {
	switch {
	case v.State == declared.Unknown:
		return "hangs on " + v.Hangs
	case v.IsScalar():
		if b, ok := v.Tri(); ok {
			return fmt.Sprint(b == 2)
		}
		if w, ok := v.Word(); ok {
			return w
		}
	}
	return "absent"
}

func from(v declared.Value) string {
	var places []string
	for _, e := range v.Why {
		places = append(places, fmt.Sprintf("%s:%d", e.At.File, e.At.Line))
	}
	return strings.Join(places, " ")
}

const live = `
-- live/root.hcl --
locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region  = read_terragrunt_config(find_in_parent_folders("region.hcl")).locals
  env     = read_terragrunt_config(find_in_parent_folders("env.hcl", "none.hcl"), { locals = { environment = "none" } })
}
generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<EOF
provider "aws" {
  region = "${local.region.aws_region}"
  allowed_account_ids = ["${local.account.locals.aws_account_id}"]
  default_tags {
    tags = { caller = "${get_aws_account_id()}", env = "${local.env.locals.environment}" }
  }
}
EOF
}
remote_state {
  backend = "s3"
  config = {
    bucket = "states-${local.account.locals.account_name}"
    key    = "${path_relative_to_include()}/terraform.tfstate"
  }
}
inputs = merge(local.account.locals, local.region, { retention = 7, tags = { owner = "team" } })
-- live/prod/account.hcl --
locals {
  account_name   = "prod"
  aws_account_id = "210987654321"
}
-- live/prod/eu-west-1/region.hcl --
locals { aws_region = "eu-west-1" }
-- live/prod/eu-west-1/prod/env.hcl --
locals { environment = "prod" }
-- live/prod/eu-west-1/prod/mysql/terragrunt.hcl --
include "root" {
  path           = find_in_parent_folders("root.hcl")
  expose         = true
  merge_strategy = "deep"
}
include "common" {
  path   = "${dirname(find_in_parent_folders("root.hcl"))}/_envcommon/mysql.hcl"
  expose = true
}
inputs = {
  deletion_protection = true
  tags                = { stage = include.root.locals.env.locals.environment }
  size                = include.common.locals.size
}
prevent_destroy = true
-- live/_envcommon/mysql.hcl --
terraform {
  source = "${get_repo_root()}/modules//mysql"
  extra_arguments "vars" {
    commands           = get_terraform_commands_that_need_vars()
    required_var_files = ["${get_parent_terragrunt_dir("root")}/common.tfvars"]
  }
}
locals {
  size = 20
  env  = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals.environment
}
inputs = { name = "orders-${local.env}" }
-- live/common.tfvars --
retention = 14
-- modules/mysql/main.tf --
variable "name" {}
variable "deletion_protection" { default = false }
variable "retention" {}
variable "size" {}
variable "tags" {}
resource "aws_db_instance" "this" {
  identifier              = var.name
  allocated_storage       = var.size
  deletion_protection     = var.deletion_protection
  backup_retention_period = var.retention
  tags                    = var.tags
}
output "id" { value = aws_db_instance.this.identifier }
`

func TestAUnitWithAllThatItIncludes(t *testing.T) {
	tree := load(t, live)
	u := unit(t, tree, "live/prod/eu-west-1/prod/mysql")
	db := resource(t, u, "aws_db_instance.this")
	for path, want := range map[string]string{
		"identifier": "orders-prod", "allocated_storage": "20", "deletion_protection": "true",
		"backup_retention_period": "14", "tags.owner": "team", "tags.stage": "prod",
	} {
		if got := says(db.Body.Get(path)); got != want {
			t.Errorf("%s is %s, not %s", path, got, want)
		}
	}
	if got := from(db.Body.Get("deletion_protection")); !strings.HasPrefix(got, "live/prod/eu-west-1/prod/mysql/terragrunt.hcl:11") {
		t.Errorf("deletion_protection comes from %s", got)
	}
	if got := from(db.Body.Get("backup_retention_period")); !strings.HasPrefix(got, "live/common.tfvars:1") {
		t.Errorf("the retention comes from %s", got)
	}
	if got := says(db.Place.Account); got != "210987654321" {
		t.Errorf("the account is %s", got)
	}
	if got := from(db.Place.Region); !strings.Contains(got, "live/root.hcl:11") {
		t.Errorf("the region of the generated provider comes from %s", got)
	}
	if got := says(db.Place.Default.Get("env")); got != "prod" {
		t.Errorf("the default tag is %s", got)
	}
	if got := says(db.Meta["prevent_destroy"]); got != "true" {
		t.Errorf("prevent_destroy is %s", got)
	}
	if key := says(u.Evaluate(nil).Backend.Body.Get("key")); key != "prod/eu-west-1/prod/mysql/terraform.tfstate" {
		t.Errorf("the state's key is %s", key)
	}
	if named := u.Named(); len(named) == 0 || says(named[0].Value) != "prod" {
		t.Errorf("the environment is %v", named)
	}
	if len(tree.Units()) != 1 || !tree.Modules()["modules/mysql"] || len(tree.Gaps()) != 0 {
		t.Errorf("%d units, modules %v, gaps %v", len(tree.Units()), tree.Modules(), tree.Gaps())
	}
}

func TestDependencies(t *testing.T) {
	tree := load(t, `
-- app/terragrunt.hcl --
terraform { source = "../modules/app" }
dependency "db" {
  config_path  = "../db"
  mock_outputs = { id = "mocked", port = 1, other = "mocked" }
}
dependency "away" {
  config_path  = "../../elsewhere"
  mock_outputs = { protect = false, bucket = "mock-bucket", zones = ["a", "b"] }
}
inputs = {
  name    = dependency.db.outputs.name
  arn     = dependency.db.outputs.arn
  protect = dependency.away.outputs.protect
  bucket  = dependency.away.outputs.bucket
  zones   = length(dependency.away.outputs.zones)
  secret  = dependency.away.outputs.nothing
}
-- db/terragrunt.hcl --
terraform { source = "../modules/db" }
dependency "app" { config_path = "../app" }
inputs = { name = "orders" }
-- modules/db/main.tf --
variable "name" {}
resource "aws_db_instance" "this" { identifier = var.name }
output "name" { value = aws_db_instance.this.identifier }
output "arn" { value = aws_db_instance.this.arn }
-- modules/app/main.tf --
variable "name" {}
variable "arn" {}
variable "protect" {}
variable "bucket" {}
variable "zones" {}
variable "secret" {}
resource "aws_db_snapshot" "x" {
  db_instance_identifier = var.name
  arn = var.arn
  protect = var.protect
  bucket = var.bucket
  zones = var.zones
  secret = var.secret
}
`)
	x := resource(t, unit(t, tree, "app"), "aws_db_snapshot.x")
	for path, want := range map[string]string{
		"db_instance_identifier": "orders", "protect": "false", "zones": "2",
		"bucket": "hangs on a mock of dependency.away", "secret": "hangs on dependency.away.outputs.nothing",
	} {
		if got := says(x.Body.Get(path)); got != want {
			t.Errorf("%s is %s, not %s", path, got, want)
		}
	}
	if v := x.Body.Get("arn"); v.State != declared.Unknown {
		t.Error("an ARN is not known before it is there")
	}
	if b := x.Body.Get("protect").Why.Basis(); b != 0 {
		t.Errorf("a mock is %v, and not guessed", b)
	}
}

func TestCirclesAndWhatIsMissing(t *testing.T) {
	tree := load(t, `
-- a/terragrunt.hcl --
terraform { source = "../m" }
dependency "b" { config_path = "../b" }
locals { x = local.y, }
inputs = { name = dependency.b.outputs.name }
-- b/terragrunt.hcl --
terraform { source = "../m" }
dependency "a" { config_path = "../a" }
inputs = { name = dependency.a.outputs.name }
-- c/terragrunt.hcl --
terraform { source = "../m" }
include { path = find_in_parent_folders("nowhere.hcl") }
locals {
  x = local.y
  y = local.x
}
inputs = { name = local.x }
-- d/terragrunt.hcl --
terraform { source = "../m" }
locals { all = read_terragrunt_config("one.hcl") }
inputs = local.all.inputs
-- d/one.hcl --
locals { two = read_terragrunt_config("two.hcl") }
inputs = local.two.inputs
-- d/two.hcl --
locals { one = read_terragrunt_config("one.hcl") }
inputs = { name = "x", protect = get_env("PROTECT") }
-- e/terragrunt.hcl --
terraform { source = "git::git@github.com:somebody/modules.git//db?ref=v1" }
-- f/terragrunt.hcl --
terraform { source = run_cmd("pwd") }
-- g/terragrunt.hcl --
terraform { source = "../m" }
skip = true
-- h/terragrunt.hcl --
terraform { source = "../m" }
include "root" { path = "terragrunt.hcl" }
inputs = { name = get_env("NAME", "by-default"), protect = get_env("PROTECT") }
-- m/main.tf --
variable "name" { default = "unnamed" }
variable "protect" { default = true }
resource "aws_db_instance" "this" {
  identifier = var.name
  deletion_protection = var.protect
}
output "name" { value = var.name }
`)
	for dir, want := range map[string]string{"b": "hangs on dependency.a.outputs.name", "h": "by-default", "d": "x"} {
		if got := says(resource(t, unit(t, tree, dir), "aws_db_instance.this").Body.Get("identifier")); got != want {
			t.Errorf("%s: the name is %s, not %s", dir, got, want)
		}
	}
	if got := says(resource(t, unit(t, tree, "h"), "aws_db_instance.this").Body.Get("deletion_protection")); got != "hangs on the environment variable PROTECT" {
		t.Errorf("what only the environment knows is %s", got)
	}
	if got := says(resource(t, unit(t, tree, "c"), "aws_db_instance.this").Body.Get("identifier")); !strings.HasPrefix(got, "hangs on local.") {
		t.Errorf("a circle of locals is %s", got)
	}
	for dir, want := range map[string]string{"e": "not in the tree", "f": "run_cmd(), which is never run"} {
		if why, _, at := unit(t, tree, dir).Elsewhere(); !strings.Contains(why, want) || at.Line == 0 {
			t.Errorf("%s: %s at %v", dir, why, at)
		}
	}
	if unit(t, tree, "g").Evaluate(nil) != nil {
		t.Error("a unit that is skipped declares nothing")
	}
	if len(tree.Gaps()) == 0 {
		t.Error("circles and missing files are gaps")
	}
}

func TestAStack(t *testing.T) {
	tree := load(t, `
-- live/prod/terragrunt.stack.hcl --
locals { name = "shop" }
unit "db" {
  source = "../../catalog/units/db"
  path   = "db"
  values = { name = "${local.name}-prod", protect = true }
}
stack "more" {
  source = "../../catalog/stacks/more"
  path   = "more"
  values = { name = "more-prod" }
}
-- catalog/stacks/more/terragrunt.stack.hcl --
unit "db" {
  source = "${get_repo_root()}/catalog/units/db"
  path   = "db"
  values = { name = values.name, protect = false }
}
-- catalog/units/db/terragrunt.hcl --
terraform { source = "${get_repo_root()}//catalog/modules/db" }
inputs = { name = values.name, protect = values.protect }
-- catalog/modules/db/main.tf --
variable "name" {}
variable "protect" {}
resource "aws_db_instance" "this" {
  identifier = var.name
  deletion_protection = var.protect
}
`)
	one := unit(t, tree, "live/prod/.terragrunt-stack/db")
	if db := resource(t, one, "aws_db_instance.this"); says(db.Body.Get("identifier")) != "shop-prod" || says(db.Body.Get("deletion_protection")) != "true" {
		t.Errorf("the unit's database is %s, %s", says(db.Body.Get("identifier")), says(db.Body.Get("deletion_protection")))
	}
	if one.File != "live/prod/terragrunt.stack.hcl" || one.Line != 2 {
		t.Errorf("the unit is declared at %s:%d", one.File, one.Line)
	}
	if db := resource(t, unit(t, tree, "live/prod/.terragrunt-stack/more/.terragrunt-stack/db"), "aws_db_instance.this"); says(db.Body.Get("identifier")) != "more-prod" {
		t.Errorf("the inner database is %s", says(db.Body.Get("identifier")))
	}
	if n := len(tree.Units()); n > 3 {
		t.Errorf("%d units: a template is none", n)
	}
}

func TestAWellKnownModule(t *testing.T) {
	for source, want := range map[string]string{
		"tfr:///terraform-aws-modules/rds/aws?version=6.0.0":                                    "terraform-aws-modules/rds/aws",
		"git::https://github.com/terraform-aws-modules/terraform-aws-rds.git?ref=v6":            "terraform-aws-modules/rds/aws",
		"git::git@github.com:terraform-aws-modules/terraform-aws-s3-bucket.git?ref=v1":          "terraform-aws-modules/s3-bucket/aws",
		"tfr:///terraform-google-modules/sql-db/google//modules/postgresql?version=1":           "terraform-google-modules/sql-db/google//modules/postgresql",
		"git::git@github.com:gruntwork-io/terragrunt-infrastructure-modules-example.git//mysql": "",
	} {
		if got := registryName(source); got != want {
			t.Errorf("%s is %q, not %q", source, got, want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(live))
	f.Add([]byte("-- a/terragrunt.hcl --\nterraform { source = \"../m\" }\ninputs = merge({a = 1}, run_cmd())\n-- m/main.tf --\nvariable \"a\" {}\n"))
	f.Add([]byte("-- terragrunt.stack.hcl --\nstack \"s\" {\n source = \".\"\n path = \"s\"\n}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tree := load(t, string(data))
		tree.Secrets()
		for _, u := range tree.Units() {
			u.Evaluate(nil)
			u.Named()
			u.Elsewhere()
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	var archive strings.Builder
	base, _, _ := strings.Cut(live, "-- live/prod/eu-west-1/prod/mysql/terragrunt.hcl --")
	archive.WriteString(base)
	rest := live[len(base):]
	unit, others, _ := strings.Cut(rest, "-- live/_envcommon")
	for i := range 1_000 {
		archive.WriteString(strings.ReplaceAll(unit, "prod/mysql", fmt.Sprintf("prod/mysql%d", i)))
	}
	archive.WriteString("-- live/_envcommon" + others)
	text := archive.String()
	for b.Loop() {
		tree := load(b, text)
		if len(tree.Units()) != 1_000 {
			b.Fatal(len(tree.Units()))
		}
		for _, u := range tree.Units() {
			u.Evaluate(nil)
		}
	}
}

func TestWhatStrangersWrite(t *testing.T) {
	tree := load(t, `
-- root.hcl --
locals { region = "eu-west-1" }
-- named/terragrunt.hcl --
include {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
terraform { source = "git::git@github.com:us/infra.git//modules/db?ref=v1.2.0" }
inputs = { name = "orders-${include[""].locals.region}" }
-- lost/terragrunt.hcl --
include "root" { path = find_in_parent_folders("not-here.hcl") }
terraform { source = "../modules//db" }
inputs = { protect = true }
-- modules/db/terragrunt.hcl --
include "root" { path = find_in_parent_folders("not-here.hcl") }
-- modules/db/main.tf --
variable "name" { default = "unnamed" }
variable "protect" { default = false }
resource "aws_db_instance" "this" {
  identifier = var.name
  deletion_protection = var.protect
}
`)
	named := resource(t, unit(t, tree, "named"), "aws_db_instance.this")
	if got := says(named.Body.Get("identifier")); got != "orders-eu-west-1" {
		t.Errorf(`through include[""] the name is %s`, got)
	}
	if named.At.Basis() != 0 {
		t.Error("a module of the tree in place of an address is a guess")
	}
	lost := resource(t, unit(t, tree, "lost"), "aws_db_instance.this")
	if got := says(lost.Body.Get("identifier")); got != "hangs on a file that is included and is not here" {
		t.Errorf("what a missing include might set is %s", got)
	}
	if got := says(lost.Body.Get("deletion_protection")); got != "true" {
		t.Errorf("what the unit itself sets is %s", got)
	}
	if len(tree.Units()) != 2 {
		t.Errorf("%d units: a module that others apply is none", len(tree.Units()))
	}
}
