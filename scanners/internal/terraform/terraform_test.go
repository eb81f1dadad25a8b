// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

func load(t testing.TB, archive string) *Tree {
	t.Helper()
	var files []File
	for _, f := range txtar.Parse([]byte(archive)).Files {
		files = append(files, File{Path: f.Name, Data: f.Data})
	}
	return Load(files)
}

// all evaluates everything: "ROOT@CONTEXT" to its result.
func all(t testing.TB, archive string) map[string]*Result {
	t.Helper()
	tr := load(t, archive)
	out := map[string]*Result{}
	for _, r := range tr.Roots() {
		for _, c := range r.Contexts() {
			out[r.Dir()+"@"+c.Name] = tr.Evaluate(r, c, Options{Outputs: true})
		}
	}
	return out
}

func pick(t testing.TB, r *Result, address string) *declared.Resource {
	t.Helper()
	if r == nil {
		t.Fatal("no such context")
	}
	var have []string
	for _, list := range [][]*declared.Resource{r.Resources, r.Data} {
		for _, x := range list {
			if x.Address == address {
				return x
			}
			have = append(have, x.Address)
		}
	}
	t.Fatalf("no %s among %q", address, have)
	return nil
}

// says writes a value for a test: its text, or what it hangs on; then its places.
func says(v declared.Value) string {
	var b strings.Builder
	switch {
	case v.State == declared.Absent:
		return "absent"
	case v.State == declared.Null:
		b.WriteString("null")
	case v.State == declared.Unknown:
		b.WriteString("?" + v.Hangs)
	case v.IsList():
		fmt.Fprintf(&b, "list of %d", len(v.Items))
	case v.IsMap():
		fmt.Fprintf(&b, "map of %s", strings.Join(v.Keys(), ","))
	default:
		w, ok := v.Word()
		if !ok {
			w = "(text)"
		}
		b.WriteString(w)
	}
	for _, e := range v.Why {
		fmt.Fprintf(&b, " %s:%d", e.At.File, e.At.Line)
	}
	if len(v.Refs) > 0 {
		b.WriteString(" ->" + strings.Join(v.Refs, ","))
	}
	return b.String()
}

func want(t testing.TB, r *Result, address, attr, text string) {
	t.Helper()
	if got := says(pick(t, r, address).Body.Get(attr)); got != text {
		t.Errorf("%s %s:\n got %s\nwant %s", address, attr, got, text)
	}
}

// The story of the issue: values flow through two module levels, a map of
// objects, merge, lookup, try, coalesce, format, a template and a local that is
// keyed by the workspace.
const flow = `
-- main.tf --
locals {
  settings = {
    staging = {
      protect = true
    }
    prod = {
      protect = false
    }
  }
  here = merge({ size = "small" }, local.settings[terraform.workspace])
}
module "data" {
  source    = "./modules/data"
  databases = {
    orders = { protect = lookup(local.here, "protect", true), keep = try(local.here.keep, 7) }
  }
  name = coalesce("", format("shop-%s", terraform.workspace))
}
-- modules/data/main.tf --
variable "name" { type = string }
variable "databases" {
  type = map(object({ protect = bool, keep = optional(number, 3) }))
}
module "db" {
  source   = "../db"
  for_each = var.databases
  name     = "${var.name}-${each.key}"
  protect  = each.value.protect
  keep     = each.value.keep
}
-- modules/db/main.tf --
variable "name" {}
variable "protect" {}
variable "keep" {}
resource "aws_db_instance" "this" {
  identifier = <<-EOT
    ${var.name}-db%{ if var.protect }-locked%{ endif }
  EOT
  deletion_protection = var.protect
  backup_retention_period = var.keep
}
resource "aws_db_snapshot" "copy" {
  db_instance_identifier = aws_db_instance.this.identifier
  db_snapshot_arn = aws_db_instance.this.arn
}
`

func TestValuesFlow(t *testing.T) {
	got := all(t, flow)
	if len(got) != 2 {
		t.Fatalf("%d contexts", len(got))
	}
	const db = `module.data.module.db["orders"].aws_db_instance.this`
	want(t, got[".@prod"], db, "deletion_protection", "false main.tf:7 main.tf:6 main.tf:14 modules/data/main.tf:9 modules/db/main.tf:8")
	want(t, got[".@staging"], db, "deletion_protection", "true main.tf:4 main.tf:3 main.tf:14 modules/data/main.tf:9 modules/db/main.tf:8")
	want(t, got[".@prod"], db, "backup_retention_period", "7 main.tf:15 main.tf:14 modules/data/main.tf:10 modules/db/main.tf:9")
	if w, _ := pick(t, got[".@prod"], db).Body.Get("identifier").Word(); w != "shop-prod-orders-db" {
		t.Errorf("identifier %q", w)
	}
	want(t, got[".@prod"], `module.data.module.db["orders"].aws_db_snapshot.copy`, "db_snapshot_arn", `?module.data.module.db["orders"].aws_db_instance.this.arn modules/db/main.tf:4 modules/db/main.tf:13 ->module.data.module.db["orders"].aws_db_instance.this`)
	want(t, got[".@prod"], `module.data.module.db["orders"].aws_db_snapshot.copy`, "db_instance_identifier", `shop-prod-orders-db main.tf:7 main.tf:6 main.tf:14 main.tf:17 modules/data/main.tf:8 modules/data/main.tf:9 modules/db/main.tf:12 ->module.data.module.db["orders"].aws_db_instance.this`)
}

func TestDynamicBlocks(t *testing.T) {
	got := all(t, `
-- main.tf --
variable "rules" {}
resource "aws_s3_bucket" "x" {
  dynamic "none" {
    for_each = []
    content { a = none.value }
  }
  dynamic "rule" {
    for_each = { one = 1, two = 2 }
    iterator = it
    content {
      name = it.key
      dynamic "inner" {
        for_each = [it.value]
        content { n = inner.value }
      }
    }
  }
  dynamic "open" {
    for_each = var.rules
    content { a = open.value.protect }
  }
}
`)
	r := got[".@"]
	want(t, r, "aws_s3_bucket.x", "none", "absent")
	want(t, r, "aws_s3_bucket.x", "rule.inner.n", "1 main.tf:8 main.tf:14")
	want(t, r, "aws_s3_bucket.x", "open.a", "?var.rules main.tf:1 main.tf:18")
}

// What Trivy and Checkov never see: a workspace with a prefix, cut off in a local
// that looks into a file.
func TestWorkspaceBehindAPrefix(t *testing.T) {
	got := all(t, `
-- envs/app/settings.json --
{"accounts": {"production": {"keep": 35}, "development": {"keep": 1}}}
-- envs/app/main.tf --
locals {
  app           = "shop"
  environment   = trimprefix(terraform.workspace, "${local.app}-")
  data          = jsondecode(file("./settings.json"))
  is_production = local.environment == "production"
}
resource "aws_db_instance" "x" {
  identifier              = terraform.workspace
  deletion_protection     = local.is_production
  backup_retention_period = local.data.accounts[local.environment].keep
}
`)
	if len(got) != 2 {
		t.Fatalf("%d contexts", len(got))
	}
	const db = "aws_db_instance.x"
	r := got["envs/app@production"]
	want(t, r, db, "identifier", "shop-production envs/app/main.tf:5 envs/app/main.tf:8")
	want(t, r, db, "deletion_protection", "true envs/app/main.tf:2 envs/app/main.tf:5 envs/app/main.tf:9")
	want(t, r, db, "backup_retention_period", "35 envs/app/main.tf:2 envs/app/main.tf:5 envs/app/main.tf:10")
}
