# SPDX-License-Identifier: Apache-2.0
# What PlanetScale documents about service tokens, databases and backups.

provider "planetscale" {
  title       = "PlanetScale"
  checked     = "2026-11-22"
  scope_model = "per-database permission list"

  token "planetscale_service_token" {
    title         = "PlanetScale service token"
    variables     = ["PLANETSCALE_SERVICE_TOKEN"]
    beside        = ["PLANETSCALE_SERVICE_TOKEN_ID"]
    form          = "pscale_tkn_[A-Za-z0-9_-]{32,64}"
    bare          = true
    headers       = ["Authorization"]
    hosts         = ["api.planetscale.com"]
    files         = [".pscale.yml (project config, no secret)"]
    scope         = "the organization and databases that its permissions name"
    opens         = "project"
    cannot_narrow = "grant it the fewest permissions on the one database; leave out delete_databases, delete_branch and delete_backups"
    note          = "What it may do is a list of permissions per organization and database, which its form does not show."
    verified      = true
    sources = [
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/planetscale/planetscale.go",
      "https://github.com/planetscale/docs/blob/4488562b08/docs/concepts/service-tokens.md",
      "https://github.com/planetscale/docs/blob/4488562b08/docs/reference/service-token.md",
    ]
    research = ["service token (id + secret)"]
    curated  = ["scope"]
  }

  token "planetscale_oauth_token" {
    title   = "PlanetScale CLI login"
    form    = "pscale_oauth_[A-Za-z0-9_=.-]{32,64}"
    bare    = true
    headers = ["Authorization: Bearer"]
    hosts   = ["api.planetscale.com"]
    files = [
      "~/.config/planetscale/access-token (fallback)",
      "OS keyring service \"pscale\" key \"access-token\"",
      "~/.config/planetscale/pscale.yml",
    ]
    scope    = "everything that its user can do"
    opens    = "account"
    power    = ["read", "write", "delete", "delete_backups", "administer"]
    narrower = "planetscale_service_token"
    verified = true
    sources = [
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/planetscale/cli/blob/1200007191/internal/config/config.go",
    ]
    research = ["CLI OAuth token"]
    curated  = ["scope"]
  }

  token "planetscale_password" {
    title         = "PlanetScale database password"
    form          = "pscale_pw_[A-Za-z0-9_=.-]{32,64}"
    bare          = true
    files         = [".env*"]
    scope         = "one branch of a database"
    opens         = "store"
    power         = ["read", "write"]
    cannot_narrow = "choose the role when making it: reader, writer, or both without administration"
    verified      = true
    sources       = ["https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml"]
    research      = ["database password"]
    curated       = ["scope", "variables"]
  }

  operation "database delete" {
    kind     = "rest/cli"
    call     = "DELETE /v1/organizations/{org}/databases/{db} (pscale database delete --force)"
    pattern  = "\\bpscale\\s+database\\s+delete\\b"
    words    = ["pscale"]
    example  = "pscale database delete shop --force"
    innocent = "pscale database list"
    loses    = "all branches, data and backups"
    destroys = "planetscale_database"
    needs    = ["delete"]
    asks     = "the name of the database; --force skips it"
    verified = true
    sources = [
      "https://github.com/planetscale/docs/blob/4488562b08/docs/reference/database.md",
      "https://planetscale.com/docs/security/multiple-admins-required-for-deletion.md",
    ]
    research = ["DELETE /v1/organizations/{org}/databases/{db} (pscale database delete --force)"]
  }

  operation "branch delete" {
    kind     = "rest/cli"
    call     = "DELETE .../branches/{branch}  (pscale branch delete)"
    pattern  = "\\bpscale\\s+branch\\s+delete\\b"
    words    = ["pscale"]
    example  = "pscale branch delete shop preview --force"
    innocent = "pscale branch create shop preview"
    loses    = "branch; default branch cannot be deleted"
    destroys = "planetscale_branch"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/planetscale/docs/blob/4488562b08/docs/concepts/branching.md"]
    research = ["DELETE .../branches/{branch}"]
    curated  = ["kind", "call"]
  }

  operation "backup delete" {
    kind     = "cli"
    call     = "pscale backup delete"
    pattern  = "\\bpscale\\s+backup\\s+delete\\b"
    words    = ["pscale"]
    example  = "pscale backup delete shop main b1 --force"
    innocent = "pscale backup list shop main"
    loses    = "a backup"
    destroys = "planetscale_backup"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://github.com/planetscale/docs/blob/4488562b08/docs/reference/backup.md"]
    research = ["pscale backup delete"]
  }

  store "planetscale_database" {
    title    = "PlanetScale database"
    holds    = "a MySQL or Postgres database"
    primary  = true
    verified = true
    sources  = ["https://planetscale.com/docs/security/multiple-admins-required-for-deletion.md"]

    backup "planetscale_backup" {
      title     = "backups of a PlanetScale database"
      on_delete = "destroyed"
      default   = "n/a"
      exists    = "by-default"
      quote     = "Database deletion, including all branches, data, and backups"
      verified  = true
      sources   = ["https://planetscale.com/docs/security/multiple-admins-required-for-deletion.md"]
      research  = ["database -> branches, data, backups"]
      curated   = ["note"]
    }
  }

  store "planetscale_branch" {
    title   = "PlanetScale branch"
    holds   = "a branch of a database"
    primary = true
  }

  scope "planetscale_organization" {
    title = "PlanetScale organization"
    level = "account"
  }

  lock "deletion_protected" {
    on       = "planetscale_database"
    level    = "api"
    default  = "off (must be turned on)"
    verified = true
    sources  = ["https://planetscale.com/docs/security/deletion-protection.md"]
    research = ["deletion_protected (database and branch)"]
  }

  lock "multiple_admins_required_for_deletion" {
    on       = "planetscale_database"
    level    = "other-principal"
    default  = "off (enabled by support)"
    verified = true
    sources  = ["https://planetscale.com/docs/security/multiple-admins-required-for-deletion.md"]
    research = ["multiple_admins_required_for_deletion"]
  }

  lock "protected backup" {
    on       = "planetscale_backup"
    level    = "api"
    default  = "field `protected` on backups; default unverified"
    sources  = ["https://github.com/planetscale/terraform-provider-planetscale/blob/fed5e89f74/docs/data-sources/postgres_branch_backup.md"]
    research = ["protected backup"]
  }

  use "migrate" {
    says    = "opens and deploys schema changes"
    pattern = "\\bpscale\\s+deploy-request\\b"
    words   = ["pscale"]
    example = "pscale deploy-request create shop branch"
    sources = ["https://planetscale.com/docs/reference/planetscale-cli"]
  }

  use "branch" {
    says    = "makes branches and passwords"
    pattern = "\\bpscale\\s+(?:branch|password|connect|shell)\\b"
    words   = ["pscale"]
    example = "pscale branch create shop pr-1"
    sources = ["https://planetscale.com/docs/reference/planetscale-cli"]
  }
}
