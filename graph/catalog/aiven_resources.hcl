# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "aiven" {
  resource "aiven_pg" {
    research       = ["terraform aiven_pg"]
    format         = "terraform"
    role           = "data"
    holds          = "PostgreSQL service"
    on_delete      = "retained_days"
    on_delete_says = "Backups of a deleted service stay about 30 days (another page says 41) but are restorable only through support."
    sources        = ["https://github.com/aiven/aiven-docs/blob/main/docs/platform/concepts/service_backups.md"]
    verified       = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "does not shield databases/topics inside the service"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/pg"
    }

    setting "pg_user_config.backup_retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      verified = true
      source   = "https://github.com/aiven/aiven-docs/blob/main/docs/platform/concepts/service_backups.md"
    }
    store   = "aiven_service"
    title   = "Aiven for PostgreSQL"
    primary = "yes"
    names   = ["service_name"]
    unique  = "account"
    tags    = ""
  }

  resource "aiven_mysql" {
    research       = ["terraform aiven_mysql"]
    format         = "terraform"
    role           = "data"
    holds          = "MySQL service"
    on_delete      = "retained_days"
    on_delete_says = "Backups of a deleted service stay about 30 days (another page says 41) but are restorable only through support."
    sources        = ["https://github.com/aiven/aiven-docs/blob/main/docs/platform/concepts/service_backups.md"]
    verified       = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "does not shield databases/topics inside the service"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/mysql"
    }
    store   = "aiven_service"
    title   = "Aiven for MySQL"
    primary = "yes"
    names   = ["service_name"]
    unique  = "account"
    tags    = ""
  }

  resource "aiven_kafka" {
    research       = ["terraform aiven_kafka"]
    format         = "terraform"
    role           = "data"
    holds          = "Kafka service"
    on_delete      = "destroyed"
    on_delete_says = "Kafka has no service backups (unverified)."
    sources        = ["https://github.com/aiven/aiven-docs/blob/main/docs/platform/concepts/service_backups.md"]

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "does not shield databases/topics inside the service"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/kafka"
    }
    store  = "aiven_kafka"
    title  = "Aiven for Apache Kafka"
    names  = ["service_name"]
    unique = "account"
    tags   = ""
  }

  resource "aiven_opensearch" {
    research       = ["terraform aiven_opensearch"]
    format         = "terraform"
    role           = "data"
    holds          = "OpenSearch service"
    on_delete      = "retained_days"
    on_delete_says = "Backups of a deleted service stay about 30 days (another page says 41) but are restorable only through support."
    sources        = ["https://github.com/aiven/aiven-docs/blob/main/docs/platform/concepts/service_backups.md"]
    verified       = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "does not shield databases/topics inside the service"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/opensearch"
    }
    store   = "aiven_service"
    title   = "Aiven for OpenSearch"
    primary = "no"
    names   = ["service_name"]
    unique  = "account"
    tags    = ""
  }

  resource "aiven_clickhouse" {
    research       = ["terraform aiven_clickhouse"]
    format         = "terraform"
    role           = "data"
    holds          = "ClickHouse service"
    on_delete      = "retained_days"
    on_delete_says = "Backups of a deleted service stay about 30 days (another page says 41) but are restorable only through support."
    sources        = ["https://github.com/aiven/aiven-docs/blob/main/docs/platform/concepts/service_backups.md"]
    verified       = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "does not shield databases/topics inside the service"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/clickhouse"
    }
    store   = "aiven_service"
    title   = "Aiven for ClickHouse"
    primary = "yes"
    names   = ["service_name"]
    unique  = "account"
    tags    = ""
  }

  resource "aiven_valkey" {
    research       = ["terraform aiven_valkey"]
    format         = "terraform"
    role           = "data"
    holds          = "Valkey service"
    on_delete      = "retained_days"
    on_delete_says = "Backups of a deleted service stay about 30 days (another page says 41) but are restorable only through support."
    sources        = ["https://github.com/aiven/aiven-docs/blob/main/docs/platform/concepts/service_backups.md"]
    verified       = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "does not shield databases/topics inside the service"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/valkey"
    }
    store   = "aiven_service"
    title   = "Aiven for Valkey"
    primary = "no"
    names   = ["service_name"]
    unique  = "account"
    tags    = ""
  }

  resource "aiven_dragonfly" {
    research       = ["terraform aiven_dragonfly"]
    format         = "terraform"
    role           = "data"
    holds          = "Dragonfly service"
    on_delete      = "retained_days"
    on_delete_says = "Backups of a deleted service stay about 30 days (another page says 41) but are restorable only through support."
    sources        = ["https://github.com/aiven/aiven-docs/blob/main/docs/platform/concepts/service_backups.md"]
    verified       = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "does not shield databases/topics inside the service"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/dragonfly"
    }
    store   = "aiven_service"
    title   = "Aiven for Dragonfly"
    primary = "no"
    names   = ["service_name"]
    unique  = "account"
    tags    = ""
  }

  resource "aiven_grafana" {
    research       = ["terraform aiven_grafana"]
    format         = "terraform"
    role           = "data"
    holds          = "Grafana service"
    on_delete      = "retained_days"
    on_delete_says = "Backups of a deleted service stay about 30 days (another page says 41) but are restorable only through support."
    sources        = ["https://github.com/aiven/aiven-docs/blob/main/docs/platform/concepts/service_backups.md"]
    verified       = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "does not shield databases/topics inside the service"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/grafana"
    }
    store   = "aiven_service"
    title   = "Aiven for Grafana"
    primary = "no"
    names   = ["service_name"]
    unique  = "account"
    tags    = ""
  }

  resource "aiven_pg_database" {
    research  = ["terraform aiven_pg_database"]
    format    = "terraform"
    role      = "data"
    holds     = "pg database"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/pg_database"]
    verified  = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "terraform"
      note     = "deprecated client-side flag: resource can still be deleted in the Aiven Console"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/pg_database"
    }
    title   = "database of Aiven for PostgreSQL"
    primary = "yes"
    names   = ["database_name"]
    unique  = "parent"
    parent  = ["service_name"]
  }

  resource "aiven_mysql_database" {
    research  = ["terraform aiven_mysql_database"]
    format    = "terraform"
    role      = "data"
    holds     = "mysql database"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/mysql_database"]
    verified  = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "terraform"
      note     = "deprecated client-side flag: resource can still be deleted in the Aiven Console"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/mysql_database"
    }
    title   = "database of Aiven for MySQL"
    primary = "yes"
    names   = ["database_name"]
    unique  = "parent"
    parent  = ["service_name"]
  }

  resource "aiven_clickhouse_database" {
    research  = ["terraform aiven_clickhouse_database"]
    format    = "terraform"
    role      = "data"
    holds     = "clickhouse database"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/clickhouse_database"]
    verified  = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "terraform"
      note     = "deprecated client-side flag: resource can still be deleted in the Aiven Console"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/clickhouse_database"
    }
    title   = "database of Aiven for ClickHouse"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["service_name"]
  }

  resource "aiven_kafka_topic" {
    research  = ["terraform aiven_kafka_topic"]
    format    = "terraform"
    role      = "data"
    holds     = "kafka topic"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/kafka_topic"]
    verified  = true

    setting "termination_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "terraform"
      note     = "deprecated client-side flag: resource can still be deleted in the Aiven Console"
      verified = true
      source   = "https://registry.terraform.io/providers/aiven/aiven/latest/docs/resources/kafka_topic"
    }
    title  = "Kafka topic"
    names  = ["topic_name"]
    unique = "parent"
    parent = ["service_name"]
  }
}
