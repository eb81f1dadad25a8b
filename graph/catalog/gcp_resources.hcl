# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "gcp" {
  resource "google_sql_database_instance" {
    research       = ["terraform google_sql_database_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "relational database (Cloud SQL)"
    on_delete      = "depends"
    on_delete_says = "By default all data on the instance, including backups, is permanently lost when it is deleted. retain_backups_on_delete=true or a final backup changes that."
    sources        = ["https://docs.cloud.google.com/sql/docs/postgres/delete-instance"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "terraform"
      note     = "Terraform-only flag; does not stop gcloud/console/API"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance"
    }

    setting "settings.deletion_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "the only flag a stolen token meets"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "settings.retain_backups_on_delete" {
      kind     = "keep"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.cloud.google.com/sql/docs/postgres/delete-instance"
    }

    setting "settings.final_backup_config.enabled" {
      kind     = "final"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.cloud.google.com/sql/docs/postgres/delete-instance"
      curated  = ["kind"]
    }

    setting "settings.final_backup_config.retention_days" {
      kind     = "other"
      safe     = [">=1"]
      default  = "30"
      note     = "1-365; gcloud default 30"
      verified = true
      source   = "https://docs.cloud.google.com/sql/docs/postgres/delete-instance"
      curated  = ["kind"]
    }

    setting "settings.backup_configuration.enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.cloud.google.com/sql/docs/postgres/delete-instance"
      curated  = ["kind"]
    }

    setting "settings.backup_configuration.point_in_time_recovery_enabled" {
      kind     = "other"
      safe     = ["true"]
      verified = true
      source   = "https://docs.cloud.google.com/sql/docs/postgres/delete-instance"
      note     = "it needs backups to be enabled"
      curated  = ["kind"]
    }

    setting "settings.backup_configuration.transaction_log_retention_days" {
      kind     = "other"
      safe     = [">=7"]
      verified = true
      source   = "https://docs.cloud.google.com/sql/docs/postgres/delete-instance"
      curated  = ["kind"]
    }

    backed_by "google_backup_dr_backup_plan_association" {
      attr  = "resource"
      note  = "backup_plan -> google_backup_dr_backup_plan.backup_vault -> google_backup_dr_backup_vault.backup_minimum_enforced_retention_duration"
      lives = "apart"
    }
    also    = ["pulumi gcp:sql:DatabaseInstance", "pulumi gcp:sql/databaseInstance:DatabaseInstance", "ansible google.cloud.gcp_sql_instance"]
    title   = "Cloud SQL instance"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    replica = ["master_instance_name"]
    secrets = ["root_password"]
    tags    = "settings.user_labels"

    setting "settings.backup_configuration.backup_retention_settings.retained_backups" {
      note = "a number of backups, one a day"
      kind = "other"
    }
    curated = ["backed_by"]
  }

  resource "google_sql_database" {
    research       = ["terraform google_sql_database"]
    format         = "terraform"
    role           = "data"
    holds          = "database inside an instance"
    on_delete      = "depends"
    on_delete_says = "Lives in the instance; instance backups still contain it."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database"]
    verified       = true

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }
    title   = "database of a Cloud SQL instance"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["instance"]
  }

  resource "google_compute_disk" {
    research       = ["terraform google_compute_disk"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "retained"
    on_delete_says = "Standard/archive snapshots are independent of the disk; instant snapshots are deleted with the source disk."
    sources        = ["https://docs.cloud.google.com/compute/docs/disks/snapshots"]
    verified       = true

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "create_snapshot_before_destroy" {
      kind     = "final"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.cloud.google.com/compute/docs/disks/snapshots"
      scope    = "call"
      curated  = ["kind"]
    }

    also    = ["pulumi gcp:compute:Disk", "ansible google.cloud.gcp_compute_disk"]
    store   = "google_compute_disk"
    title   = "persistent disk"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
    curated = ["backed_by"]

    backed_by "google_compute_snapshot" {
      attr  = "source_disk"
      lives = "apart"
    }

    backed_by "google_compute_instant_snapshot" {
      attr  = "source_disk"
      lives = "inside"
    }

    backed_by "google_compute_disk_resource_policy_attachment" {
      note  = "scheduled snapshots outlive the disk unless on_source_disk_delete says otherwise"
      attr  = "disk"
      lives = "apart"
    }

    backed_by "google_backup_dr_backup_plan_association" {
      attr  = "resource"
      lives = "apart"
    }
  }

  resource "google_compute_region_disk" {
    research       = ["terraform google_compute_region_disk"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "retained"
    on_delete_says = "Standard/archive snapshots are independent of the disk; instant snapshots are deleted with the source disk."
    sources        = ["https://docs.cloud.google.com/compute/docs/disks/snapshots"]
    verified       = true

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "create_snapshot_before_destroy" {
      kind     = "final"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.cloud.google.com/compute/docs/disks/snapshots"
      scope    = "call"
      curated  = ["kind"]
    }

    also    = []
    store   = "google_compute_disk"
    title   = "regional persistent disk"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
    curated = ["backed_by"]

    backed_by "google_compute_snapshot" {
      attr  = "source_disk"
      lives = "apart"
    }

    backed_by "google_compute_instant_snapshot" {
      attr  = "source_disk"
      lives = "inside"
    }

    backed_by "google_compute_region_disk_resource_policy_attachment" {
      note  = "scheduled snapshots outlive the disk unless on_source_disk_delete says otherwise"
      attr  = "disk"
      lives = "apart"
    }

    backed_by "google_backup_dr_backup_plan_association" {
      attr  = "resource"
      lives = "apart"
    }
  }

  resource "google_compute_instant_snapshot" {
    research       = ["terraform google_compute_instant_snapshot"]
    format         = "terraform"
    role           = "backup"
    holds          = "local instant snapshot"
    on_delete      = "destroyed"
    on_delete_says = "Deleted when the source disk is deleted."
    sources        = ["https://docs.cloud.google.com/compute/docs/disks/snapshots"]
    verified       = true

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }
    title = "instant snapshot"
    names = ["name"]
  }

  resource "google_compute_instance" {
    research       = ["terraform google_compute_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "boot/data disks of a VM"
    on_delete      = "retained"
    on_delete_says = "Boot disk is deleted with the VM by default."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "boot_disk.auto_delete" {
      kind     = "other"
      safe     = ["false"]
      default  = "true"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance"
      curated  = ["kind"]
    }

    setting "attached_disk (separate google_compute_disk)" {
      kind     = "other"
      safe     = ["present"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance"
    }

    backed_by "google_backup_dr_backup_plan_association" {
      attr  = "resource"
      note  = "backup_plan -> google_backup_dr_backup_plan.backup_vault -> google_backup_dr_backup_vault.backup_minimum_enforced_retention_duration"
      lives = "apart"
    }

    backed_by "google_compute_machine_image" {
      attr  = "source_instance"
      lives = "apart"
    }
    also    = ["pulumi gcp:compute:Instance"]
    title   = "Compute Engine instance"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
    curated = ["backed_by"]
  }

  resource "google_compute_instance_template" {
    research       = ["terraform google_compute_instance_template"]
    format         = "terraform"
    role           = "edge"
    holds          = "disks of instances from template"
    on_delete      = "depends"
    on_delete_says = "Template only."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance_template"]
    verified       = true

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "disk[].auto_delete" {
      kind     = "keep"
      safe     = ["false"]
      default  = "true"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance_template"
    }
    curated = ["role"]
  }

  resource "google_compute_storage_pool" {
    research  = ["terraform google_compute_storage_pool"]
    format    = "terraform"
    role      = "data"
    holds     = "pool of disks"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_storage_pool"]
    verified  = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "terraform"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_storage_pool"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }
    title   = "storage pool"
    primary = "no"
    names   = ["name"]
    unique  = "account"
  }

  resource "google_storage_bucket" {
    research       = ["terraform google_storage_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "objects"
    on_delete      = "retained_days"
    on_delete_says = "Soft-deleted objects/buckets are restorable for the soft-delete window (7 days by default) unless it is 0."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket"]
    verified       = true

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "soft_delete_policy.retention_duration_seconds" {
      kind     = "undo"
      safe     = [">=604800"]
      default  = "604800"
      note     = "0 disables; server default 7 days"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket"
      unsafe   = ["0"]
      unit     = "seconds"
      curated  = ["kind"]
    }

    setting "versioning.enabled" {
      kind     = "history"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket"
    }

    setting "retention_policy.is_locked" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket"
      scope    = "immutable"
      curated  = ["kind"]
    }

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket"
    }

    also    = ["pulumi gcp:storage:Bucket", "pulumi gcp:storage/bucket:Bucket", "ansible google.cloud.gcp_storage_bucket"]
    title   = "Cloud Storage bucket"
    primary = "yes"
    names   = ["name"]
    unique  = "global"
    tags    = "labels"
    curated = ["backed_by"]

    backed_by "google_storage_transfer_job" {
      note  = "a copy in transfer_spec.gcs_data_sink.bucket_name"
      attr  = "transfer_spec.gcs_data_source.bucket_name"
      lives = "apart"
    }
  }

  resource "google_bigquery_dataset" {
    research       = ["terraform google_bigquery_dataset"]
    format         = "terraform"
    role           = "data"
    holds          = "warehouse dataset"
    on_delete      = "retained_days"
    on_delete_says = "Destroy fails if tables exist unless forced. Undelete window unverified."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_dataset"]

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "max_time_travel_hours" {
      kind    = "undo"
      safe    = [">=168"]
      default = "168"
      note    = "unverified default"
      source  = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_dataset"
      unit    = "hours"
      curated = ["kind"]
    }

    setting "delete_contents_on_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_dataset"
    }
    also    = ["pulumi gcp:bigquery:Dataset"]
    title   = "BigQuery dataset"
    primary = "yes"
    names   = ["dataset_id"]
    unique  = "account"
    tags    = "labels"
  }

  resource "google_bigquery_table" {
    research       = ["terraform google_bigquery_table"]
    format         = "terraform"
    role           = "data"
    holds          = "warehouse table"
    on_delete      = "retained_days"
    on_delete_says = "Time travel window unverified here."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_table"]

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "terraform"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_table"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }
    title   = "BigQuery table"
    primary = "yes"
    names   = ["table_id"]
    unique  = "parent"
    parent  = ["dataset_id"]
    tags    = "labels"
  }

  resource "google_bigtable_instance" {
    research       = ["terraform google_bigtable_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "wide-column store"
    on_delete      = "destroyed"
    on_delete_says = "Backups live inside the instance and block deletion unless force_destroy, which deletes them."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigtable_instance"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "terraform"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigtable_instance"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      note     = "deletes every backup of the instance"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigtable_instance"
    }
    title   = "Bigtable instance"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
  }

  resource "google_bigtable_table" {
    research       = ["terraform google_bigtable_table"]
    format         = "terraform"
    role           = "data"
    holds          = "wide-column table"
    on_delete      = "unverified"
    on_delete_says = "Backups stay in the instance."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigtable_table"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["PROTECTED"]
      default  = "UNPROTECTED"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigtable_table"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "automated_backup_policy" {
      kind     = "backup"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigtable_table"
      curated  = ["kind"]
    }
    title   = "Bigtable table"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["instance_name"]
    curated = ["on_delete"]
  }

  resource "google_spanner_database" {
    research       = ["terraform google_spanner_database"]
    format         = "terraform"
    role           = "data"
    holds          = "relational database"
    on_delete      = "depends"
    on_delete_says = "Backups belong to the instance and survive a database drop, not an instance delete with force_destroy."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/spanner_database"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "terraform"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/spanner_database"
    }

    setting "enable_drop_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "also blocks deletion of the parent instance"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/spanner_database"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "version_retention_period" {
      kind     = "history"
      safe     = [">=1"]
      note     = "1 hour to 7 days"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/spanner_database"
    }

    title   = "Spanner database"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["instance"]
    curated = ["backed_by"]

    backed_by "google_spanner_backup_schedule" {
      note  = "backups lie in the instance and outlive the database"
      attr  = "database"
      lives = "apart"
    }
  }

  resource "google_spanner_instance" {
    research       = ["terraform google_spanner_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "instance holding databases and backups"
    on_delete      = "destroyed"
    on_delete_says = "Backups live inside the instance."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/spanner_instance"]
    verified       = true

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "default_backup_schedule_type" {
      kind     = "other"
      safe     = ["AUTOMATIC"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/spanner_instance"
      note     = "it is for databases that are made later"
      curated  = ["kind"]
    }

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      note     = "deletes all backups of the instance"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/spanner_instance"
    }
    title   = "Spanner instance"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
  }

  resource "google_firestore_database" {
    research       = ["terraform google_firestore_database"]
    format         = "terraform"
    role           = "data"
    holds          = "document database"
    on_delete      = "depends"
    on_delete_says = "Scheduled backups are separate objects; fate on database delete unverified."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/firestore_database"]
    verified       = true

    setting "delete_protection_state" {
      kind     = "lock"
      safe     = ["DELETE_PROTECTION_ENABLED"]
      default  = "DELETE_PROTECTION_DISABLED"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/firestore_database"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["ABANDON"]
      default  = "ABANDON"
      scope    = "terraform"
      note     = "here the default ABANDON only forgets; DELETE destroys"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/firestore_database"
      curated  = ["kind"]
    }

    setting "point_in_time_recovery_enablement" {
      kind     = "history"
      safe     = ["POINT_IN_TIME_RECOVERY_ENABLED"]
      default  = "POINT_IN_TIME_RECOVERY_DISABLED"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/firestore_database"
      curated  = ["kind"]
    }

    backed_by "google_firestore_backup_schedule" {
      attr  = "database"
      lives = "apart"
    }
    title   = "Firestore database"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    curated = ["backed_by"]
  }

  resource "google_filestore_instance" {
    research       = ["terraform google_filestore_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "NFS share"
    on_delete      = "depends"
    on_delete_says = "google_filestore_backup is a separate regional object and survives; google_filestore_snapshot is inside the instance."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/filestore_instance"]
    verified       = true

    setting "deletion_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/filestore_instance"
      curated  = ["kind"]
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    title   = "Filestore instance"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
    curated = ["backed_by"]

    backed_by "google_filestore_backup" {
      attr  = "source_instance"
      lives = "apart"
    }

    backed_by "google_filestore_snapshot" {
      attr  = "instance"
      lives = "inside"
    }
  }

  resource "google_redis_instance" {
    research       = ["terraform google_redis_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "cache"
    on_delete      = "destroyed"
    on_delete_says = "No backups in the service (RDB persistence is in-instance; unverified)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/redis_instance"]

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      scope    = "terraform"
      note     = "docs say unset = protected, but the code has no Default and tests the bool, so unset = deletable (resource_redis_instance.go:661/1325)"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/redis_instance"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }
    title   = "Memorystore for Redis"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
  }

  resource "google_memcache_instance" {
    research       = ["terraform google_memcache_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "cache"
    on_delete      = "destroyed"
    on_delete_says = "No backups in the service (RDB persistence is in-instance; unverified)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/memcache_instance"]

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      scope    = "terraform"
      note     = "docs say unset = protected, but the code has no Default and tests the bool, so unset = deletable (resource_redis_instance.go:661/1325)"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/memcache_instance"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }
    title   = "Memorystore for Memcached"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
  }

  resource "google_redis_cluster" {
    research       = ["terraform google_redis_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "Redis/Valkey data"
    on_delete      = "depends"
    on_delete_says = "Backups sit in a backupCollection; fate on cluster delete unverified."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/redis_cluster"]

    setting "deletion_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/redis_cluster"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "automated_backup_config" {
      kind     = "backup"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/redis_cluster"
    }
    title   = "Memorystore for Redis Cluster"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
  }

  resource "google_memorystore_instance" {
    research       = ["terraform google_memorystore_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "Redis/Valkey data"
    on_delete      = "depends"
    on_delete_says = "Backups sit in a backupCollection; fate on cluster delete unverified."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/memorystore_instance"]

    setting "deletion_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/memorystore_instance"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "automated_backup_config" {
      kind     = "backup"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/memorystore_instance"
    }
    title   = "Memorystore instance"
    primary = "no"
    names   = ["instance_id"]
    unique  = "account"
    tags    = "labels"
  }

  resource "google_alloydb_cluster" {
    research       = ["terraform google_alloydb_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "PostgreSQL-compatible cluster"
    on_delete      = "retained"
    on_delete_says = "Backups exist independently of the cluster and can be restored even if the source cluster was deleted. Continuous-recovery (PITR) needs the live cluster."
    sources        = ["https://cloud.google.com/alloydb/docs/backup/overview"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "terraform"
      verified = true
      source   = "https://cloud.google.com/alloydb/docs/backup/overview"
    }

    setting "continuous_backup_config.enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "true"
      note     = "14 days default, 1-35"
      verified = true
      source   = "https://cloud.google.com/alloydb/docs/backup/overview"
    }

    setting "automated_backup_policy.enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://cloud.google.com/alloydb/docs/backup/overview"
    }

    setting "deletion_policy" {
      kind     = "force"
      unsafe   = ["FORCE"]
      default  = "DEFAULT"
      verified = true
      source   = "https://cloud.google.com/alloydb/docs/backup/overview"
    }

    backed_by "google_alloydb_backup" {
      attr  = "cluster_name"
      lives = "apart"
    }
    also    = ["pulumi gcp:alloydb:Cluster"]
    title   = "AlloyDB cluster"
    primary = "yes"
    names   = ["cluster_id"]
    unique  = "account"
    replica = ["secondary_config.primary_cluster_name"]
    secrets = ["initial_user.password"]
    tags    = "labels"
    curated = ["backed_by"]
  }

  resource "google_netapp_volume" {
    research       = ["terraform google_netapp_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "NetApp volume"
    on_delete      = "depends"
    on_delete_says = "Snapshots are deleted with the volume; backups live in a google_netapp_backup_vault."
    sources        = ["https://cloud.google.com/netapp/volumes/docs/configure-and-use/volume-snapshots/delete-snapshot"]
    verified       = true

    setting "restricted_actions" {
      kind     = "lock"
      safe     = ["DELETE"]
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/netapp_volume"
    }

    setting "backup_config.scheduled_backup_enabled" {
      kind     = "other"
      safe     = ["true"]
      verified = true
      source   = "https://cloud.google.com/netapp/volumes/docs/configure-and-use/volume-snapshots/delete-snapshot"
      curated  = ["kind"]
    }

    setting "backup_config.backup_vault" {
      kind     = "place"
      safe     = ["nonempty"]
      verified = true
      source   = "https://cloud.google.com/netapp/volumes/docs/configure-and-use/volume-snapshots/delete-snapshot"
    }

    setting "deletion_policy" {
      kind     = "force"
      unsafe   = ["FORCE"]
      default  = "DEFAULT"
      note     = "deletes nested snapshots"
      verified = true
      source   = "https://cloud.google.com/netapp/volumes/docs/configure-and-use/volume-snapshots/delete-snapshot"
    }

    title   = "NetApp volume"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
    curated = ["backed_by"]

    backed_by "google_netapp_backup" {
      attr  = "source_volume"
      lives = "apart"
    }

    backed_by "google_netapp_volume_snapshot" {
      attr  = "volume_name"
      lives = "inside"
    }
  }

  resource "google_backup_dr_backup_vault" {
    research       = ["terraform google_backup_dr_backup_vault"]
    format         = "terraform"
    role           = "vault"
    holds          = "backups (vault)"
    on_delete      = "retained"
    on_delete_says = "Enforced-retention vault."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/backup_dr_backup_vault"]
    verified       = true

    setting "backup_minimum_enforced_retention_duration" {
      kind     = "lock"
      safe     = ["present"]
      scope    = "immutable"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/backup_dr_backup_vault"
      curated  = ["kind"]
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "force_delete" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      note     = "deprecated"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/backup_dr_backup_vault"
    }

    setting "ignore_backup_plan_references" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/backup_dr_backup_vault"
    }
    title   = "backup vault"
    names   = ["backup_vault_id"]
    unique  = "account"
    curated = ["role"]
  }

  resource "google_gke_backup_backup_plan" {
    research       = ["terraform google_gke_backup_backup_plan"]
    format         = "terraform"
    role           = "plan"
    holds          = "GKE namespace/PV backups"
    on_delete      = "retained"
    on_delete_says = "Separate from the cluster."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/gke_backup_backup_plan"]
    verified       = true

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "retention_policy.backup_delete_lock_days" {
      kind     = "lock"
      safe     = [">=1"]
      default  = "0"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/gke_backup_backup_plan"
      scope    = "immutable"
      curated  = ["kind"]
    }

    setting "retention_policy.backup_retain_days" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "0"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/gke_backup_backup_plan"
    }

    setting "backup_config.include_volume_data" {
      kind     = "backup"
      safe     = ["true"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/gke_backup_backup_plan"
    }

    title   = "backup plan for GKE"
    names   = ["name"]
    curated = ["role", "backed_by"]
  }

  resource "google_container_cluster" {
    research       = ["terraform google_container_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "cluster (PVs are separate disks)"
    on_delete      = "depends"
    on_delete_says = "PV disks follow reclaim policy."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "terraform"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    title   = "GKE cluster"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    curated = ["backed_by"]
  }

  resource "google_dataproc_metastore_service" {
    research       = ["terraform google_dataproc_metastore_service"]
    format         = "terraform"
    role           = "data"
    holds          = "Hive metastore"
    on_delete      = "depends"
    on_delete_says = "Scheduled backups go to a Cloud Storage bucket."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/dataproc_metastore_service"]
    verified       = true

    setting "deletion_protection" {
      kind    = "lock"
      safe    = ["true"]
      scope   = "api"
      note    = "scope unverified"
      source  = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/dataproc_metastore_service"
      curated = ["kind"]
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "scheduled_backup.enabled" {
      kind     = "backup"
      safe     = ["true"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/dataproc_metastore_service"
    }

    setting "scheduled_backup.backup_location" {
      kind     = "other"
      safe     = ["gs:// bucket"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/dataproc_metastore_service"
      curated  = ["kind"]
    }
    title   = "Dataproc Metastore service"
    primary = "no"
    names   = ["service_id"]
    unique  = "account"
  }

  resource "google_oracle_database_autonomous_database" {
    research       = ["terraform google_oracle_database_autonomous_database"]
    format         = "terraform"
    role           = "data"
    holds          = "Oracle database"
    on_delete      = "depends"
    on_delete_says = "backup_deletion_policy DELETE_IMMEDIATELY | AFTER_RETENTION on DB systems."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/oracle_database_autonomous_database"]

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "terraform"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/oracle_database_autonomous_database"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }
    title   = "Oracle Autonomous Database"
    primary = "yes"
    names   = ["autonomous_database_id"]
    unique  = "account"
  }

  resource "google_secret_manager_secret" {
    research  = ["terraform google_secret_manager_secret"]
    format    = "terraform"
    role      = "data"
    holds     = "secrets"
    on_delete = "destroyed"
    sources   = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/secret_manager_secret"]
    verified  = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "terraform"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/secret_manager_secret"
    }

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "version_destroy_ttl" {
      kind     = "other"
      safe     = [">=86400"]
      unit     = "seconds"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/secret_manager_secret"
      curated  = ["kind"]
    }
    title  = "Secret Manager secret"
    names  = ["secret_id"]
    unique = "account"
    tags   = "labels"
  }

  resource "google_kms_crypto_key" {
    research       = ["terraform google_kms_crypto_key"]
    format         = "terraform"
    role           = "data"
    holds          = "encryption key"
    on_delete      = "retained_days"
    on_delete_says = "Key versions can be restored during the scheduled-destroy window; keys themselves cannot be deleted."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/kms_crypto_key"]

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "destroy_scheduled_duration" {
      kind     = "undo"
      safe     = [">=604800"]
      default  = "2592000s"
      unit     = "seconds"
      note     = "30 days"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/kms_crypto_key"
    }
    title  = "Cloud KMS key"
    names  = ["name"]
    unique = "parent"
    tags   = "labels"
  }

  resource "google_pubsub_topic" {
    research  = ["terraform google_pubsub_topic"]
    format    = "terraform"
    role      = "data"
    holds     = "messages"
    on_delete = "destroyed"
    sources   = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/pubsub_topic"]

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }

    setting "message_retention_duration" {
      kind     = "other"
      safe     = [">=1"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/pubsub_topic"
      curated  = ["kind"]
    }
    title   = "Pub/Sub topic"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "labels"
  }

  resource "google_healthcare_dataset" {
    research       = ["terraform google_healthcare_dataset"]
    format         = "terraform"
    role           = "data"
    holds          = "health records"
    on_delete      = "destroyed"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/healthcare_dataset"]

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }
    title   = "Healthcare dataset"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
  }

  resource "google_lustre_instance" {
    research       = ["terraform google_lustre_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "parallel FS"
    on_delete      = "destroyed"
    on_delete_says = "No backup feature modelled (unverified)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/lustre_instance"]

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT", "ABANDON"]
      default  = "DELETE"
      scope    = "terraform"
      note     = "added v7.33.0 (2026-05-19); PREVENT = destroy fails, ABANDON = forget"
      verified = true
      source   = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md"
    }
    title  = "Managed Lustre instance"
    names  = ["instance_id"]
    unique = "account"
  }

  resource "google_project" {
    research       = ["terraform google_project"]
    format         = "terraform"
    role           = "container"
    holds          = "whole project (all data)"
    on_delete      = "retained_days"
    on_delete_says = "30-day project undelete (unverified)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project"]

    setting "deletion_policy" {
      kind     = "lock"
      safe     = ["PREVENT"]
      default  = "PREVENT"
      scope    = "terraform"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project"
      unsafe   = ["DELETE"]
    }

    title   = "Google Cloud project"
    names   = ["project_id"]
    unique  = "global"
    tags    = "labels"
    curated = ["role", "setting"]
  }

  resource "google_compute_snapshot" {
    format   = "terraform"
    role     = "backup"
    title    = "snapshot"
    names    = ["name"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_snapshot"]
  }

  resource "google_alloydb_backup" {
    format   = "terraform"
    role     = "backup"
    title    = "backup"
    names    = ["backup_id"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/alloydb_backup"]
  }

  resource "google_filestore_backup" {
    format   = "terraform"
    role     = "backup"
    title    = "backup"
    names    = ["name"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/filestore_backup"]
  }

  resource "google_compute_disk_resource_policy_attachment" {
    format   = "terraform"
    role     = "backup"
    title    = "scheduled snapshots"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_disk_resource_policy_attachment"]
  }

  resource "google_compute_region_disk_resource_policy_attachment" {
    format   = "terraform"
    role     = "backup"
    title    = "scheduled snapshots"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_region_disk_resource_policy_attachment"]
  }

  resource "google_compute_resource_policy" {
    format   = "terraform"
    role     = "plan"
    title    = "snapshot schedule"
    names    = ["name"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_resource_policy"]
  }

  resource "google_backup_dr_backup_plan" {
    format   = "terraform"
    role     = "plan"
    title    = "backup plan"
    names    = ["backup_plan_id"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/backup_dr_backup_plan"]
    parent   = ["backup_vault"]
  }

  resource "google_backup_dr_backup_plan_association" {
    format   = "terraform"
    role     = "backup"
    title    = "backups by a plan"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/backup_dr_backup_plan_association"]
    parent   = ["backup_plan"]
  }

  resource "google_resource_manager_lien" {
    format   = "terraform"
    role     = "part"
    of       = ["google_project"]
    parent   = ["parent"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/resource_manager_lien"]

    setting "restrictions" {
      verified = true
      kind     = "lock"
      safe     = ["present"]
      scope    = "api"
      source   = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/resource_manager_lien"
    }
  }

  resource "google_netapp_backup" {
    format   = "terraform"
    role     = "backup"
    title    = "backup"
    names    = ["name"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/netapp_backup"]
  }

  resource "google_spanner_backup_schedule" {
    format   = "terraform"
    role     = "backup"
    title    = "backups by a schedule"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/spanner_backup_schedule"]
  }

  resource "google_firestore_backup_schedule" {
    format   = "terraform"
    role     = "backup"
    title    = "backups by a schedule"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/firestore_backup_schedule"]
  }
}
