# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "gcp" {
  cli "gcloud" {
    moves    = ["--configuration", "--account", "--impersonate-service-account"]
    values   = ["--project", "--account", "--region", "--zone", "--configuration", "--format", "--filter", "--limit", "--impersonate-service-account", "--billing-project", "--verbosity"]
    switches = ["-q", "--quiet", "--no-user-output-enabled"]
    harmless = ["sql instances list|describe", "sql backups list|describe", "compute instances list|describe", "compute disks list|describe", "projects list|describe", "storage ls", "storage buckets list|describe", "auth list", "config list", "config get-value", "run services list|describe"]
    unless   = ["--flags-file", "--access-token-file", "--impersonate-service-account", "--authority-selector", "--authorization-token-file", "--credential-file-override", "--kubeconfig"]
    verified = true
    sources = [
      "https://cloud.google.com/sdk/gcloud/reference/sql/instances/delete",
      "https://cloud.google.com/sdk/gcloud/reference",
      "https://cloud.google.com/sdk/gcloud/reference/storage/ls",
      "https://github.com/google-cloud-sdk-unofficial/google-cloud-sdk/tree/4643fc9cc2/lib/surface",
    ]

    within "project" {
      options   = ["--project"]
      variables = ["CLOUDSDK_CORE_PROJECT"]
    }

    within "profile" {
      options   = ["--configuration"]
      variables = ["CLOUDSDK_ACTIVE_CONFIG_NAME"]
    }

    command "sql instances delete" {
      operation = "sql instances delete"
      types     = ["google_sql_database_instance"]
      target    = ["1"]
    }

    command "compute disks delete" {
      operation = "compute disks delete"
      types     = ["google_compute_disk"]
      target    = ["rest"]
    }

    command "projects delete" {
      operation = "projects delete"
      types     = ["google_project"]
      target    = ["1"]
    }

    command "storage buckets delete" {
      operation = "storage rm"
      types     = ["google_storage_bucket"]
      target    = ["rest"]
    }

    command "storage rm" {
      operation = "storage rm"
      types     = ["google_storage_bucket"]
      target    = ["rest"]
      rows      = true
    }
  }
}
