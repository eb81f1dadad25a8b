# SPDX-License-Identifier: Apache-2.0
# What Aiven documents about tokens, services and backups.

provider "aiven" {
  title       = "Aiven"
  checked     = "2026-11-22"
  scope_model = "organization/project roles of the user behind the token"
  home        = "aiven_project"

  token "aiven_token" {
    title         = "Aiven token"
    variables     = ["AIVEN_TOKEN"]
    form          = "[A-Za-z0-9/+=]{372}"
    headers       = ["Authorization: aivenv1", "Authorization: Bearer"]
    hosts         = ["api.aiven.io"]
    files         = ["~/.config/aiven/aiven-credentials.json (unverified)"]
    scope         = "what the roles of its user or application user reach, in organizations and projects"
    opens         = "account"
    cannot_narrow = "a token has the roles of its user: use an application user with a role in one project"
    note          = "Addresses and a maximum age can be set."
    sources = [
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/aiven/aiven.go",
      "https://github.com/aiven/aiven-docs/blob/073a07fc15/docs/platform/concepts/authentication-tokens.md",
      "https://github.com/aiven/terraform-provider-aiven/blob/de2e6b0de4/docs/index.md",
    ]
    research = ["personal / application / session token"]
    curated  = ["scope"]

    fix {
      steps = ["make an application user with a role in the one project and give it a token with a maximum age and allowed addresses"]
      url   = "https://aiven.io/docs/platform/howto/create_authentication_token"
    }
  }

  operation "service terminate" {
    kind     = "cli/rest"
    call     = "avn service terminate (DELETE /v1/project/{project}/service/{service}; path unverified)"
    pattern  = "\\bavn\\s+service\\s+terminate\\b"
    words    = ["avn"]
    example  = "avn service terminate pg-prod --force"
    innocent = "avn service list"
    loses    = "\"Deletion is permanent and cannot be undone\""
    destroys = "aiven_service"
    needs    = ["delete"]
    asks     = "the name of the service; --force skips it"
    sources  = ["https://github.com/aiven/aiven-docs/blob/073a07fc15/docs/platform/concepts/service-power-cycle.md"]
    research = ["avn service terminate (DELETE /v1/project/{project}/service/{service}; path unverified)"]
  }

  operation "service power off" {
    kind     = "cli/rest"
    call     = "power off a service"
    pattern  = "\\bavn\\s+service\\s+update\\b[^\\n;|&]*--power-off\\b"
    words    = ["avn"]
    example  = "avn service update pg-1 --power-off"
    innocent = "avn service update pg-1 --power-on"
    loses    = "services without backups lose all data; > 180 days powered off = deleted"
    destroys = "aiven_service"
    needs    = ["administer"]
    verified = true
    sources  = ["https://github.com/aiven/aiven-docs/blob/073a07fc15/docs/platform/concepts/service-power-cycle.md"]
    research = ["power off a service"]
  }

  store "aiven_service" {
    title    = "Aiven service"
    holds    = "a database"
    primary  = true
    verified = true
    sources  = ["https://github.com/aiven/aiven-docs/blob/073a07fc15/docs/platform/concepts/service_backups.md"]

    backup "aiven_backup" {
      title     = "backups of an Aiven service"
      on_delete = "retained_days"
      days      = 30
      option    = "recover through support, may cost"
      default   = "30 days (\"automatically deleted 30 days after the service's deletion date\")"
      exists    = "by-default"
      verified  = true
      sources   = ["https://github.com/aiven/aiven-docs/blob/073a07fc15/docs/platform/concepts/service_backups.md"]
      research  = ["service -> backups"]
    }
  }

  store "aiven_kafka" {
    title      = "Aiven for Apache Kafka service"
    holds      = "queues"
    no_backups = "Aiven for Apache Kafka has no automatic backups"
    verified   = true
    sources    = ["https://github.com/aiven/aiven-docs/blob/073a07fc15/docs/platform/concepts/service_backups.md"]
    research   = ["Apache Kafka service"]
  }

  scope "aiven_organization" {
    title = "Aiven organization"
    level = "account"
  }

  scope "aiven_project" {
    title = "Aiven project"
    level = "project"
  }

  lock "termination_protection" {
    on       = "aiven_service"
    level    = "api"
    default  = "off (recommended true for production); does not shield databases/topics inside"
    verified = true
    sources  = ["https://github.com/aiven/terraform-provider-aiven/blob/de2e6b0de4/docs/resources/pg.md"]
    research = ["termination_protection"]
  }

  lock "backup to another region" {
    on       = "aiven_service"
    level    = "none"
    default  = "off"
    verified = true
    sources  = ["https://github.com/aiven/aiven-docs/blob/073a07fc15/docs/platform/concepts/backup-to-another-region.md"]
    research = ["Backup to another region (BTAR)"]
  }
}
