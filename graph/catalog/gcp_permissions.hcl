# SPDX-License-Identifier: Apache-2.0
# What the roles of Google Cloud may do to which stores.

permissions "gcp" {

  grant "roles/owner" {
    over   = ["*"]
    gives  = ["read", "write", "delete", "delete_backups", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-overview"
  }

  grant "roles/editor" {
    over   = ["google_sql_database_instance", "google_compute_disk", "google_compute_instance", "google_storage_bucket", "google_bigquery_dataset", "google_firestore_database", "google_spanner_database", "google_redis_instance"]
    gives  = ["read", "write", "delete", "delete_backups", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-overview"
  }

  grant "roles/cloudsql.admin" {
    over   = ["google_sql_database_instance"]
    gives  = ["read", "write", "delete", "delete_backups", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/cloudsql"
  }

  grant "roles/storage.admin" {
    over   = ["google_storage_bucket"]
    gives  = ["read", "write", "delete", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/storage"
  }

  grant "roles/storage.objectAdmin" {
    over   = ["google_storage_bucket"]
    gives  = ["read", "write"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/storage"
  }

  grant "roles/storage.objectUser" {
    over   = ["google_storage_bucket"]
    gives  = ["read", "write"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/storage"
  }

  grant "roles/storage.legacyBucketOwner" {
    over   = ["google_storage_bucket"]
    gives  = ["read", "write", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/storage"
  }

  grant "roles/compute.admin" {
    over   = ["google_compute_disk", "google_compute_instance"]
    gives  = ["read", "write", "delete", "delete_backups", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/compute"
  }

  grant "roles/compute.storageAdmin" {
    over   = ["google_compute_disk"]
    gives  = ["read", "write", "delete", "delete_backups", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/compute"
  }

  grant "roles/compute.instanceAdmin.v1" {
    over   = ["google_compute_disk", "google_compute_instance"]
    gives  = ["read", "write", "delete", "delete_backups", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/compute"
  }

  grant "roles/bigquery.admin" {
    over   = ["google_bigquery_dataset"]
    gives  = ["read", "write", "delete", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/bigquery"
  }

  grant "roles/bigquery.dataOwner" {
    over   = ["google_bigquery_dataset"]
    gives  = ["read", "write", "delete", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/bigquery"
  }

  grant "roles/bigquery.dataEditor" {
    over   = ["google_bigquery_dataset"]
    gives  = ["read", "write"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/bigquery"
  }

  grant "roles/datastore.owner" {
    over   = ["google_firestore_database"]
    gives  = ["read", "write", "delete", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/datastore"
  }

  grant "roles/datastore.user" {
    over   = ["google_firestore_database"]
    gives  = ["read", "write"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/datastore"
  }

  grant "roles/spanner.admin" {
    over   = ["google_spanner_database"]
    gives  = ["read", "write", "delete", "delete_backups", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/spanner"
  }

  grant "roles/spanner.databaseAdmin" {
    over   = ["google_spanner_database"]
    gives  = ["read", "write", "delete", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/spanner"
  }

  grant "roles/redis.admin" {
    over   = ["google_redis_instance"]
    gives  = ["read", "write", "delete", "administer"]
    source = "https://cloud.google.com/iam/docs/roles-permissions/redis"
  }

}
