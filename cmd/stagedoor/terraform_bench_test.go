// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
)

// layRoots writes a tree of root modules, each with three var-files and a module
// of two levels that all share: 1,000 of them are 3,000 evaluations.
func layRoots(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	write := func(name, text string) {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	write("modules/data/main.tf", `
variable "name" { type = string }
variable "databases" { type = map(object({ size = optional(number, 20), protect = optional(bool, true) })) }
locals { tags = merge({ managed = "yes" }, { service = var.name }) }
module "db" {
  source   = "../db"
  for_each = var.databases
  name     = format("%s-%s", var.name, each.key)
  settings = each.value
  tags     = local.tags
}
resource "aws_s3_bucket" "files" {
  bucket        = "${var.name}-files"
  force_destroy = false
  tags          = local.tags
}
resource "aws_s3_bucket_versioning" "files" {
  bucket = aws_s3_bucket.files.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_dynamodb_table" "sessions" {
  name                        = "${var.name}-sessions"
  deletion_protection_enabled = lookup(local.tags, "protect", true)
  point_in_time_recovery { enabled = true }
}
`)
	write("modules/db/main.tf", `
variable "name" {}
variable "settings" {}
variable "tags" {}
resource "aws_db_instance" "this" {
  identifier              = var.name
  allocated_storage       = var.settings.size
  deletion_protection     = try(var.settings.protect, true)
  backup_retention_period = 14
  skip_final_snapshot     = false
  tags                    = var.tags
}
`)
	for i := range n {
		root := fmt.Sprintf("services/s%04d/", i)
		write(root+"main.tf", fmt.Sprintf(`
variable "environment" { type = string }
variable "protect" { type = bool }
provider "aws" {
  region = "eu-west-1"
  default_tags { tags = { environment = var.environment } }
}
module "data" {
  source    = "../../modules/data"
  name      = "s%04d-${var.environment}"
  databases = { orders = { protect = var.protect }, users = {} }
}
`, i))
		for _, env := range []string{"dev", "staging", "prod"} {
			write(root+env+".tfvars", fmt.Sprintf("environment = %q\nprotect = %v\n", env, env == "prod"))
		}
	}
	return dir
}

// BenchmarkTerraformRoots is the whole of `stagedoor scan` on 1,000 root modules
// in three environments each.
func BenchmarkTerraformRoots(b *testing.B) {
	dir := layRoots(b, 1000)
	b.ResetTimer()
	for b.Loop() {
		start := time.Now()
		a, err := ask(context.Background(), question{paths: []string{dir}, workers: runtime.GOMAXPROCS(0)})
		if err != nil {
			b.Fatal(err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(time.Since(start).Seconds(), "s/scan")
		b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-sys")
		stores := 0
		for range a.graph.Nodes(graph.Store) {
			stores++
		}
		if stores != 4*3*1000 {
			b.Fatalf("%d stores", stores)
		}
	}
}
