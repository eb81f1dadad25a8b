# SPDX-License-Identifier: Apache-2.0
# What the roles of Google Cloud may do to which stores.

permissions "gcp" {

  grant "roles/owner" {
    over     = ["*"]
    gives    = ["read", "write", "delete", "delete_backups", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-overview"
    verified = true
  }

  grant "roles/editor" {
    over     = ["google_sql_database_instance", "google_compute_disk", "google_compute_instance", "google_spanner_database", "google_redis_instance"]
    gives    = ["read", "write", "delete", "delete_backups", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-overview"
    verified = true
  }

  grant "roles/editor" {
    over     = ["google_storage_bucket"]
    gives    = ["delete"]
    note     = "objects only by what a bucket itself grants to the editors of its project"
    source   = "https://cloud.google.com/iam/docs/roles-overview"
    verified = true
  }

  grant "roles/editor" {
    over     = ["google_firestore_database"]
    gives    = ["read", "write", "delete_backups", "administer"]
    note     = "deletes no database"
    source   = "https://cloud.google.com/iam/docs/roles-overview"
    verified = true
  }

  grant "roles/cloudsql.admin" {
    over     = ["google_sql_database_instance"]
    gives    = ["read", "write", "delete", "delete_backups", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/cloudsql"
    verified = true
  }

  grant "roles/storage.admin" {
    over     = ["google_storage_bucket"]
    gives    = ["read", "write", "delete", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/storage"
    verified = true
  }

  grant "roles/storage.objectAdmin" {
    over     = ["google_storage_bucket"]
    gives    = ["read", "write"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/storage"
    verified = true
  }

  grant "roles/storage.objectUser" {
    over     = ["google_storage_bucket"]
    gives    = ["read", "write"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/storage"
    verified = true
  }

  grant "roles/storage.legacyBucketOwner" {
    over     = ["google_storage_bucket"]
    gives    = ["write", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/storage"
    verified = true
  }

  grant "roles/compute.admin" {
    over     = ["google_compute_disk", "google_compute_instance"]
    gives    = ["read", "write", "delete", "delete_backups", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/compute"
    verified = true
  }

  grant "roles/compute.storageAdmin" {
    over     = ["google_compute_disk"]
    gives    = ["read", "write", "delete", "delete_backups", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/compute"
    verified = true
  }

  grant "roles/compute.instanceAdmin.v1" {
    over     = ["google_compute_disk", "google_compute_instance"]
    gives    = ["read", "write", "delete", "delete_backups", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/compute"
    verified = true
  }

  grant "roles/bigquery.admin" {
    over     = ["google_bigquery_dataset"]
    gives    = ["read", "write", "delete", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/bigquery"
    verified = true
  }

  grant "roles/bigquery.dataOwner" {
    over     = ["google_bigquery_dataset"]
    gives    = ["read", "write", "delete", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/bigquery"
    verified = true
  }

  grant "roles/bigquery.dataEditor" {
    over     = ["google_bigquery_dataset"]
    gives    = ["read", "write"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/bigquery"
    verified = true
  }

  grant "roles/datastore.owner" {
    over     = ["google_firestore_database"]
    gives    = ["read", "write", "delete", "delete_backups", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/datastore"
    verified = true
  }

  grant "roles/datastore.user" {
    over     = ["google_firestore_database"]
    gives    = ["read", "write"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/datastore"
    verified = true
  }

  grant "roles/spanner.admin" {
    over     = ["google_spanner_database"]
    gives    = ["read", "write", "delete", "delete_backups", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/spanner"
    verified = true
  }

  grant "roles/spanner.databaseAdmin" {
    over     = ["google_spanner_database"]
    gives    = ["read", "write", "delete", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/spanner"
    verified = true
  }

  grant "roles/redis.admin" {
    over     = ["google_redis_instance"]
    gives    = ["read", "write", "delete", "administer"]
    source   = "https://cloud.google.com/iam/docs/roles-permissions/redis"
    verified = true
  }

}
