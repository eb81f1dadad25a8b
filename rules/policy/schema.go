// SPDX-License-Identifier: Apache-2.0

package policy

// Schema tells people what can stand in a configuration. A test decodes it.
const Schema = `# .stagedoor.hcl or .github/stagedoor.hcl, from the root of the repository; or either
# with .json behind it, in HCL's JSON form. $STAGEDOOR_CONFIG and --config name another.

# Files that are not read. A glob; a folder's name covers what lies in it.
exclude = ["third_party"]

# What belongs to an environment. Tier says what a name of your own is for:
# production, staging, development, test, preview or shared.
environment "blue" {
  tier       = "production"
  paths      = ["deploy/blue/**"]
  accounts   = ["210987654321"]
  projects   = ["shop-blue"]
  namespaces = ["shop"]
  stores     = ["orders-*"]
}

# A store that serves several environments on purpose.
shared "acme-public-downloads" { reason = "everybody may read it, and one job writes it" }

# A rule that is off, or whose findings weigh otherwise.
rule "no-backup" {
  severity = "low"
  reason   = "what is here can be made again within an hour"
}
rule "deletion-protection-off" {
  off    = true
  reason = "an organisation policy protects every database"
}

# One finding that is accepted: its rule and its fingerprint, as the report's line gives
# them. What stands behind the colon is the tag of the secret that it is about: another
# secret in its place is a new finding. ":live" at its end says that only --live sees it, ":history" that only --history does.
accept "shared-credential" "0123456789abcdef:1f3c" {
  reason = "to be split by the end of the quarter"
  until  = "2027-03-31"
}

# A kind of token of your own. It can only add: what a vendor's form or variable says
# stays, and no kind is public. Reaches names accounts, projects and stores, as a scan does.
token "acme_deploy_token" {
  title     = "Acme deploy token"
  scope     = "every deployment of the shop, with its volumes"
  variables = ["ACME_DEPLOY"]
  prefix    = "acmd_"
  form      = "acmd_[0-9A-Za-z]{24}"
  opens     = "account"
  power     = ["read", "delete"]
  reaches   = ["orders-*"]
  weight    = "infrastructure"
  narrower  = "acme_job_token"
  source    = "https://wiki.acme.example/tokens"
  fix {
    steps = ["make a job token for the one deployment", "revoke the deploy token"]
    url   = "https://deploy.acme.example/tokens"
  }
}
token "acme_job_token" {
  title  = "Acme job token"
  scope  = "one deployment"
  prefix = "acmj_"
  opens  = "project"
}

# A kind of store of your own: what becomes of its copies when it is deleted. It is heard
# of stores of whose copies neither the catalog, a file nor a provider says anything.
store "acme_orders" {
  title   = "Acme order store"
  hosts   = ["*.orders.acme-systems.net"]
  names   = ["orders-legacy-*"]
  primary = true
  backup "nightly dumps" {
    fate  = "survives"
    where = "object storage in the account of the backup team"
    days  = 30
  }
  backup "snapshots" {
    fate  = "dies"
    where = "the same cluster"
  }
  undo {
    hours = 24
    by    = "a ticket to the storage team"
  }
}
store "acme_scratch" {
  title      = "Acme scratch store"
  names      = ["scratch-*"]
  no_backups = "what is in it is made again every night"
}

# What --live may ask a provider about, by globs of names. It only restricts:
# nothing is asked by it, and what --live names beyond it is an error. For aws accounts
# and regions, github owners and repositories, kubernetes clusters and contexts, railway
# projects and workspaces.
live "github" {
  owners       = ["acme"]
  repositories = ["acme/shop-*"]
}

# The word of the organisation: one file of the repository, pinned by its digest. Paths
# left out, things shared and findings accepted by either file count; of a path's
# environment, a tier and a rule's setting the organisation's word counts.
extends {
  file   = ".github/stagedoor-org.hcl"
  sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
}

# In the organisation's file: the highest severity whose findings a repository may
# accept by itself. Above it no acceptance, mark, baseline or setting of the repository
# counts, and each that would is a finding of stale-ignore.
ignores {
  at_most = "medium"
  reason  = "the security team decides above"
}

# A rule of your own: a way through the graph from one thing to another. It runs where
# this file lies outside the scanned repository (--config), or with --allow-repo-rules.
# (one that the organisation's file holds is run where this file's are).
# Kinds: holder, slot, credential, identity, scope, store, backup, environment.
# A path is made of reads, holds, speaks_as, opens, mounts, contains, destroys (as far as
# powers and locks let harm go), copy_of, within, in_env, runs; . is any of the first
# seven, <copy_of goes backwards, | ( ) * + ? are those of regular expressions.
custom_rule "staging-opens-production-bucket" {
  title    = "Something of staging opens a bucket of production"
  severity = "high"
  cwe      = [653]

  from "key"    { kind = ["credential", "slot", "identity"] }
  path          = "speaks_as* opens (contains | destroys)*"
  to   "bucket" { type = ["aws_s3_bucket", "google_storage_bucket"] }

  # Of things: kind, type, name, names, title, public, tiers, environments, production,
  # below, basis, file, line, traits.NAME.is (yes, no, unknown, or "" where nobody
  # looked), .detail, .hours, .basis. Of the way: power, known, writes, deletes, lost,
  # basis, length. Functions: contains, length, lower, upper, startswith, endswith,
  # regex(pattern, text), anytrue, alltrue.
  where = key.below && bucket.production && way.writes

  unless "copy" {
    path  = "<copy_of" # from bucket; from = "key" for the other end
    kind  = "backup"
    where = copy.traits.locked.is == "yes"
  }

  max_depth = 12
  message   = "${key.title} can change what is in ${bucket.name}: ${length(way.power)} powers"
  fix       = "Give staging a bucket of its own."
  why       = "A clean-up job of staging emptied the bucket of our shop."
  cannot    = "It does not see what a bucket's own policy forbids."

  test "the pipeline of staging writes to production's bucket" {
    file "staging.yml" {
      content = <<-EOT
        # in a file, $${X} is written with two dollar signs
      EOT
    }
    expect = [] # or FILE:LINE of what is found
  }
}
`
