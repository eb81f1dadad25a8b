# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "oci" {
  resource "oci_mysql_mysql_db_system" {
    research       = ["terraform oci_mysql_mysql_db_system"]
    format         = "terraform"
    role           = "data"
    holds          = "MySQL HeatWave"
    on_delete      = "depends"
    on_delete_says = "Decided by deletion_policy."
    sources        = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/mysql_mysql_db_system"]
    verified       = true

    setting "deletion_policy.is_delete_protected" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/mysql_mysql_db_system"
    }

    setting "deletion_policy.final_backup" {
      kind     = "final"
      safe     = ["REQUIRE_FINAL_BACKUP"]
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/mysql_mysql_db_system"
    }

    setting "deletion_policy.automatic_backup_retention" {
      kind     = "keep"
      safe     = ["RETAIN"]
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/mysql_mysql_db_system"
    }

    setting "backup_policy.soft_delete" {
      kind     = "undo"
      safe     = ["ENABLED"]
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/mysql_mysql_db_system"
    }

    backed_by "oci_mysql_mysql_backup" {
      attr  = "db_system_id"
      lives = "apart"
    }
    title   = "HeatWave MySQL system"
    primary = "yes"
    names   = ["display_name"]
    unique  = "account"
    tags    = "freeform_tags"
    curated = ["backed_by"]
  }

  resource "oci_database_db_system" {
    research       = ["terraform oci_database_db_system"]
    format         = "terraform"
    role           = "data"
    holds          = "Oracle DB system"
    on_delete      = "depends"
    on_delete_says = "DELETE_IMMEDIATELY: 72 hours; DELETE_AFTER_RETENTION_PERIOD: kept to the end of retention."
    sources        = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/database_db_system"]
    verified       = true

    setting "db_home.database.db_backup_config.auto_backup_enabled" {
      kind     = "backup"
      safe     = ["true"]
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/database_db_system"
    }

    setting "db_home.database.db_backup_config.backup_deletion_policy" {
      kind     = "keep"
      safe     = ["DELETE_AFTER_RETENTION_PERIOD"]
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/database_db_system"
      unsafe   = ["DELETE_IMMEDIATELY"]
    }

    backed_by "oci_database_backup" {
      attr = "database_id"
    }
    title   = "Oracle database system"
    primary = "yes"
    names   = ["display_name"]
    unique  = "account"
    tags    = "freeform_tags"
  }

  resource "oci_database_autonomous_database" {
    research       = ["terraform oci_database_autonomous_database"]
    format         = "terraform"
    role           = "data"
    holds          = "Autonomous DB"
    on_delete      = "depends"
    on_delete_says = "Fate on terminate unverified."
    sources        = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/database_autonomous_database"]

    setting "backup_retention_period_in_days" {
      kind     = "retention"
      safe     = [">=7"]
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/database_autonomous_database"
    }

    setting "is_backup_retention_locked" {
      kind     = "retention"
      safe     = ["true"]
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/database_autonomous_database"
    }

    backed_by "oci_database_autonomous_database_backup" {
      attr  = "autonomous_database_id"
      lives = "apart"
    }
    title   = "Autonomous Database"
    primary = "yes"
    names   = ["display_name"]
    unique  = "account"
    tags    = "freeform_tags"
    curated = ["backed_by"]
  }

  resource "oci_psql_db_system" {
    research       = ["terraform oci_psql_db_system"]
    format         = "terraform"
    role           = "data"
    holds          = "PostgreSQL"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/psql_db_system"]

    setting "management_policy.backup_policy.retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/psql_db_system"
    }

    backed_by "oci_psql_backup" {
      attr  = "db_system_id"
      lives = "apart"
    }
    title   = "OCI PostgreSQL system"
    primary = "yes"
    names   = ["display_name"]
    unique  = "account"
    tags    = "freeform_tags"
    curated = ["backed_by"]
  }

  resource "oci_core_volume" {
    research       = ["terraform oci_core_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "retained"
    on_delete_says = "Volume backups are separate objects (unverified wording)."
    sources        = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/core_volume"]

    backed_by "oci_core_volume_backup" {
      attr  = "volume_id"
      note  = "is_prevent_deletion_enabled, retention lock"
      lives = "apart"
    }

    backed_by "oci_core_volume_backup_policy_assignment" {
      attr = "asset_id"
    }
    title   = "OCI block volume"
    primary = "yes"
    names   = ["display_name"]
    unique  = "account"
    tags    = "freeform_tags"
    curated = ["backed_by"]
  }

  resource "oci_core_boot_volume" {
    research       = ["terraform oci_core_boot_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "boot volume"
    on_delete      = "retained"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/core_boot_volume"]

    backed_by "oci_core_boot_volume_backup" {
      attr  = "boot_volume_id"
      lives = "apart"
    }

    backed_by "oci_core_volume_backup_policy_assignment" {
      attr = "asset_id"
    }
    title   = "OCI boot volume"
    primary = "yes"
    names   = ["display_name"]
    unique  = "account"
    tags    = "freeform_tags"
    curated = ["backed_by"]
  }

  resource "oci_core_instance" {
    research  = ["terraform oci_core_instance"]
    format    = "terraform"
    role      = "data"
    holds     = "VM boot volume"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/core_instance"]

    setting "preserve_boot_volume" {
      kind    = "other"
      safe    = ["true"]
      note    = "top-level default unverified (preemptible action default false)"
      source  = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/core_instance"
      curated = ["kind"]
    }
    title  = "OCI instance"
    names  = ["display_name"]
    unique = "account"
    tags   = "freeform_tags"
  }

  resource "oci_file_storage_file_system" {
    research       = ["terraform oci_file_storage_file_system"]
    format         = "terraform"
    role           = "data"
    holds          = "NFS"
    on_delete      = "destroyed"
    on_delete_says = "Snapshots are inside the file system (unverified)."
    sources        = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/file_storage_file_system"]

    setting "locks" {
      kind     = "other"
      safe     = ["DELETE", "FULL"]
      default  = "absent"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/file_storage_file_system"
      curated  = ["kind"]
    }

    setting "filesystem_snapshot_policy_id" {
      kind     = "backup"
      safe     = ["nonempty"]
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/file_storage_file_system"
    }

    backed_by "oci_file_storage_replication" {
      attr  = "source_id"
      lives = "replica"
    }
    title   = "OCI file system"
    primary = "yes"
    names   = ["display_name"]
    unique  = "account"
    tags    = "freeform_tags"
    curated = ["backed_by"]
  }

  resource "oci_objectstorage_bucket" {
    research       = ["terraform oci_objectstorage_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "objects"
    on_delete      = "destroyed"
    on_delete_says = "Bucket must be empty."
    sources        = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/objectstorage_bucket"]
    verified       = true

    setting "retention_rules" {
      kind     = "other"
      safe     = ["present"]
      default  = "absent"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/objectstorage_bucket"
      note     = "a rule is a lock only while time_rule_locked has passed"
      curated  = ["kind"]
    }

    setting "versioning" {
      kind     = "history"
      safe     = ["Enabled"]
      default  = "Disabled"
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/objectstorage_bucket"
    }

    title   = "OCI bucket"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    tags    = "freeform_tags"
    curated = ["backed_by"]

    backed_by "oci_objectstorage_replication_policy" {
      attr  = "bucket"
      lives = "apart"
    }
  }

  resource "oci_recovery_protected_database" {
    research       = ["terraform oci_recovery_protected_database"]
    format         = "terraform"
    role           = "backup"
    holds          = "backups in Recovery Service"
    on_delete      = "retained_days"
    on_delete_says = "72 hours after termination by default."
    sources        = ["https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/recovery_protected_database"]
    verified       = true

    setting "deletion_schedule" {
      kind     = "keep"
      safe     = ["DELETE_AFTER_RETENTION_PERIOD"]
      default  = "DELETE_AFTER_72_HOURS"
      verified = true
      source   = "https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/recovery_protected_database"
    }
    title = "database in the Recovery Service"
  }
}
