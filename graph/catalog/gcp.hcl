# SPDX-License-Identifier: Apache-2.0
# What Google Cloud documents about keys, databases, disks, buckets and backups.

provider "gcp" {
  title       = "GCP"
  checked     = "2026-11-22"
  scope_model = "IAM on project/folder/org"
  home        = "google_project"

  token "google_service_account_key" {
    title = "Google Cloud service-account key"
    variables = [
      "GOOGLE_APPLICATION_CREDENTIALS",
      "GOOGLE_CREDENTIALS",
      "GCLOUD_KEYFILE_JSON",
      "GOOGLE_CLOUD_KEYFILE_JSON",
      "GOOGLE_APPLICATION_CREDENTIALS_JSON",
      "GCLOUD_SERVICE_KEY",
      "GCP_SA_KEY",
      "GCP_CREDENTIALS",
      "GCP_SERVICE_ACCOUNT_KEY",
    ]
    form          = "\\s*\\{[\\s\\S]*\"type\"\\s*:\\s*\"service_account\"[\\s\\S]*\\}\\s*"
    bare          = true
    files         = ["*.json : private_key, client_email, project_id"]
    inputs        = ["google-github-actions/auth:credentials_json", "google-github-actions/setup-gcloud:service_account_key"]
    scope         = "what the IAM roles of its service account reach, in a project, a folder or an organization"
    opens         = "project"
    cannot_narrow = "what it may do is the roles of its service account; use Workload Identity Federation and grant roles on single resources"
    note          = "The value names its project and service account. A path in GOOGLE_APPLICATION_CREDENTIALS is no key."
    verified      = true
    sources = [
      "https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml",
      "https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/guides/provider_reference.html.markdown",
    ]
    research = ["service-account key (JSON)"]
    curated  = ["scope"]

    fix {
      steps = [
        "let the job use Workload Identity Federation instead of a key",
        "grant the service account the roles of the job on the resource, not on the project",
        "keep production in a project of its own",
        "delete the key",
      ]
      command = "gcloud iam service-accounts keys delete KEY_ID --iam-account=SA"
      url     = "https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines"
    }
  }

  token "google_user_credentials" {
    title     = "Google Cloud login"
    variables = ["GOOGLE_OAUTH_ACCESS_TOKEN", "CLOUDSDK_AUTH_ACCESS_TOKEN"]
    form      = "ya29\\.[A-Za-z0-9_.-]{20,}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    files = [
      "~/.config/gcloud/application_default_credentials.json : client_secret, refresh_token",
      "~/.config/gcloud/credentials.db",
      "~/.config/gcloud/access_tokens.db",
    ]
    scope         = "everything that its user can do in every project"
    opens         = "account"
    cannot_narrow = "it has the rights of its user: impersonate a service account instead, gcloud --impersonate-service-account"
    verified      = true
    sources = [
      "https://github.com/amlalabs/blastradius/blob/da965e7d76/src/probes/store.rs",
      "https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml",
    ]
    research = ["user / application-default credentials"]
    curated  = ["scope", "variables", "files", "verified"]
  }

  token "google_api_key" {
    title         = "Google API key"
    variables     = ["GOOGLE_API_KEY", "GEMINI_API_KEY", "GOOGLE_MAPS_API_KEY", "FIREBASE_API_KEY"]
    form          = "AIza[A-Za-z0-9_-]{35}"
    bare          = true
    scope         = "the APIs that it is restricted to"
    opens         = "none"
    weight        = "telemetry"
    cannot_narrow = "restrict the key to its APIs and callers"
    sources       = ["https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml"]
    research      = ["API key"]
    curated       = ["scope"]

    fix {
      steps = ["restrict the key to its APIs and to its sites, apps or addresses"]
      url   = "https://cloud.google.com/docs/authentication/api-keys"
    }
  }

  operation "sql instances delete" {
    kind     = "rest/cli"
    call     = "DELETE https://sqladmin.googleapis.com/sql/v1beta4/projects/{project}/instances/{instance}  (gcloud sql instances delete)"
    pattern  = "\\bgcloud\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:(?:alpha|beta)\\s+)?sql\\s+(?:instances|databases|backups)\\s+delete\\b"
    words    = ["gcloud"]
    example  = "gcloud sql instances delete shop --quiet"
    innocent = "gcloud sql instances describe shop"
    loses    = "Cloud SQL instance and, by default, its backups"
    destroys = "google_sql_database_instance"
    needs    = ["delete"]
    asks     = "a prompt; --quiet skips it"
    verified = true
    sources  = ["https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1beta4/instances/delete.md.txt"]
    research = ["DELETE https://sqladmin.googleapis.com/sql/v1beta4/projects/{project}/instances/{instance}"]
    curated  = ["kind", "call"]
  }

  operation "compute disks delete" {
    kind     = "rest"
    call     = "compute.disks.delete  (gcloud compute disks delete)"
    pattern  = "\\bgcloud\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:(?:alpha|beta)\\s+)?compute\\s+(?:disks|snapshots)\\s+delete\\b"
    words    = ["gcloud"]
    example  = "gcloud compute disks delete data-1 --zone z"
    loses    = "persistent disk; its snapshots stay"
    destroys = "google_compute_disk"
    needs    = ["delete"]
    asks     = "a prompt; --quiet skips it"
    verified = true
    sources  = ["https://hackage.haskell.org/package/gogol-compute-0.5.0/docs/Network-Google-Resource-Compute-Disks-Delete.html"]
    research = ["compute.disks.delete"]
    curated  = ["call"]
  }

  operation "projects delete" {
    kind     = "rest"
    call     = "cloudresourcemanager projects.delete ; storage.buckets.delete ; bigquery tables.delete ; spanner databases.drop"
    pattern  = "\\bgcloud\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:(?:alpha|beta)\\s+)?(?:projects|firestore\\s+databases|spanner\\s+(?:databases|instances)|bigtable\\s+instances|redis\\s+instances|alloydb\\s+clusters|container\\s+clusters)\\s+delete\\b|\\bbq\\s+rm\\b"
    words    = ["gcloud", "bq"]
    example  = "gcloud projects delete shop-prod"
    innocent = "gcloud projects list"
    loses    = "project / bucket / table / database"
    destroys = "google_project"
    needs    = ["delete"]
    research = ["cloudresourcemanager projects.delete ; storage.buckets.delete ; bigquery tables.delete ; spanner databases.drop"]
  }

  operation "storage rm" {
    kind     = "cli"
    call     = "storage.buckets.delete  (gcloud storage rm --recursive, gcloud storage buckets delete, gsutil rb, gsutil rm -r)"
    pattern  = "\\bgcloud\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:(?:alpha|beta)\\s+)?storage\\s+(?:buckets\\s+delete\\b|rm\\b[^\\n;|&]*\\s(?:-r|-R|--recursive)\\b)|\\bgsutil\\s+(?:-\\S+\\s+)*(?:rb\\b|rm\\b[^\\n;|&]*\\s-[a-zA-Z]*[rR])"
    words    = ["gcloud", "gsutil"]
    example  = "gsutil -m rm -r gs://uploads"
    innocent = "gsutil rm gs://uploads/one.txt"
    loses    = "bucket; objects"
    destroys = "google_storage_bucket"
    needs    = ["delete"]
    research = ["cloudresourcemanager projects.delete ; storage.buckets.delete ; bigquery tables.delete ; spanner databases.drop"]
    curated  = ["kind", "call", "loses"]
  }

  store "google_sql_database_instance" {
    title    = "Cloud SQL instance"
    holds    = "databases"
    primary  = true
    verified = true
    sources = [
      "https://docs.cloud.google.com/sql/docs/postgres/delete-instance.md.txt",
      "https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/sql_database_instance.html.markdown",
      "https://cloud.google.com/sdk/gcloud/reference/sql/instances/delete",
    ]

    backup "google_sql_backup" {
      title     = "backups of a Cloud SQL instance"
      on_delete = "depends"
      option    = "retainBackupsOnDelete is on, or a final backup was asked for (kept for 1 to 365 days, 30 by default)"
      default   = "destroyed: \"All data on an instance, including backups, is permanently lost when that instance is deleted\""
      exists    = "when-enabled"
      quote     = "All data on an instance, including backups, is permanently lost when that instance is deleted"
      verified  = true
      sources = [
        "https://docs.cloud.google.com/sql/docs/postgres/delete-instance.md.txt",
        "https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/sql_database_instance.html.markdown",
        "https://cloud.google.com/sdk/gcloud/reference/sql/instances/delete",
      ]
      research = ["Cloud SQL instance -> backups"]
      curated  = ["option"]
    }
  }

  store "google_compute_disk" {
    title    = "persistent disk"
    holds    = "a disk"
    primary  = true
    verified = true
    sources  = ["https://hackage.haskell.org/package/gogol-compute-0.5.0/docs/Network-Google-Resource-Compute-Disks-Delete.html"]

    backup "google_compute_snapshot" {
      title     = "snapshots of a persistent disk"
      on_delete = "retained"
      default   = "\"deleting a disk does not delete any snapshots previously made from the disk\""
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://hackage.haskell.org/package/gogol-compute-0.5.0/docs/Network-Google-Resource-Compute-Disks-Delete.html"]
      research  = ["persistent disk -> snapshots"]
    }

    backup "google_compute_scheduled_snapshot" {
      title     = "scheduled snapshots of a persistent disk"
      on_delete = "depends"
      option    = "on_source_disk_delete is KEEP_AUTO_SNAPSHOTS, as it is by default"
      default   = "KEEP_AUTO_SNAPSHOTS"
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/compute_resource_policy.html.markdown"]
      research  = ["persistent disk -> scheduled snapshots"]
      curated   = ["option"]
    }
  }

  store "google_compute_instance" {
    title    = "Compute Engine instance"
    holds    = "the disk of a server"
    verified = true
    sources  = ["https://cloud.google.com/compute/docs/instances"]

    backup "google_compute_boot_disk" {
      title     = "boot disks of an instance"
      on_delete = "depends"
      option    = "auto_delete of the boot disk is false"
      default   = "true (destroyed with the instance)"
      verified  = true
      sources   = ["https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/compute_instance.html.markdown"]
      research  = ["instance -> boot disk"]
      curated   = ["option"]
    }
  }

  store "google_storage_bucket" {
    title    = "Cloud Storage bucket"
    holds    = "objects"
    primary  = true
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/storage_bucket.html.markdown"]

    backup "google_storage_soft_deleted" {
      title     = "objects in soft delete"
      on_delete = "retained_days"
      days      = 7
      option    = "soft_delete_policy.retention_duration_seconds"
      default   = "604800 s (7 days)"
      exists    = "by-default"
      verified  = true
      sources   = ["https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/storage_bucket.html.markdown"]
      research  = ["GCS object"]
    }
  }

  store "google_netapp_volume" {
    title    = "NetApp volume"
    holds    = "files"
    primary  = true
    verified = true
    sources  = ["https://cloud.google.com/netapp/volumes/docs/configure-and-use/volume-snapshots/delete-snapshot"]

    backup "google_netapp_snapshot" {
      title     = "snapshots of a NetApp volume"
      on_delete = "destroyed"
      default   = "\"If you delete a volume, its snapshots delete automatically as well\""
      exists    = "when-enabled"
      quote     = "If you delete a volume, its snapshots delete automatically as well"
      verified  = true
      sources   = ["https://cloud.google.com/netapp/volumes/docs/configure-and-use/volume-snapshots/delete-snapshot"]
      research  = ["NetApp volume -> snapshots"]
    }
  }

  store "google_firestore_database" {
    title    = "Firestore database"
    holds    = "documents"
    primary  = true
    verified = true
    sources  = ["https://cloud.google.com/firestore/docs"]
  }

  store "google_bigquery_dataset" {
    title    = "BigQuery dataset"
    holds    = "tables"
    primary  = true
    verified = true
    sources  = ["https://cloud.google.com/bigquery/docs/datasets-intro"]
  }

  store "google_spanner_database" {
    title    = "Spanner database"
    holds    = "a database"
    primary  = true
    verified = true
    sources  = ["https://cloud.google.com/spanner/docs"]
  }

  store "google_redis_instance" {
    title    = "Memorystore instance"
    holds    = "a cache"
    verified = true
    sources  = ["https://cloud.google.com/memorystore/docs/redis"]
  }

  scope "google_organization" {
    title = "Google Cloud organization"
    level = "account"
  }

  scope "google_project" {
    title = "Google Cloud project"
    level = "project"

    backup "google_project_copy" {
      title     = "copies of a Google Cloud project"
      on_delete = "unverified"
      option    = "shutdown grace period"
      default   = "30 days often quoted, not sourced here"
      research  = ["project"]
    }
  }

  lock "Cloud SQL deletionProtectionEnabled" {
    on       = "google_sql_database_instance"
    level    = "api"
    default  = "off unless set (default unverified)"
    sources  = ["https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/sql_database_instance.html.markdown"]
    research = ["Cloud SQL settings.deletionProtectionEnabled (API level)"]
  }

  lock "Terraform deletion_protection" {
    on       = "google_sql_database_instance"
    level    = "terraform"
    default  = "on when unset, Terraform-only"
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/sql_database_instance.html.markdown"]
    research = ["Terraform deletion_protection on google_sql_database_instance"]
  }

  lock "instance deletion_protection" {
    on       = "google_compute_instance"
    level    = "api"
    default  = "false"
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/compute_instance.html.markdown"]
    research = ["compute_instance deletion_protection"]
  }

  lock "project deletion_policy" {
    on       = "google_project"
    level    = "terraform"
    default  = "PREVENT (Terraform-only)"
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a2/website/docs/r/google_project.html.markdown"]
    research = ["google_project deletion_policy"]
  }

  use "deploy" {
    says    = "deploys a service or function"
    pattern = "\\bgcloud\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:(?:alpha|beta)\\s+)?(?:run\\s+(?:deploy|services\\s+update)|app\\s+deploy|functions\\s+deploy|deploy\\s+\\S+)\\b|\\bfirebase\\s+deploy\\b"
    words   = ["gcloud", "firebase"]
    example = "gcloud run deploy shop --image i --region r"
    sources = ["https://cloud.google.com/sdk/gcloud/reference/run/deploy"]
  }

  use "registry" {
    says    = "pushes and pulls images"
    pattern = "\\bgcloud\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:(?:alpha|beta)\\s+)?(?:auth\\s+configure-docker|artifacts|container\\s+images|builds\\s+submit)\\b"
    words   = ["gcloud"]
    example = "gcloud auth configure-docker"
    sources = ["https://cloud.google.com/sdk/gcloud/reference/auth/configure-docker"]
  }

  use "storage" {
    says    = "copies to or from Cloud Storage"
    pattern = "\\bgcloud\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:(?:alpha|beta)\\s+)?storage\\s+(?:cp|rsync|ls|mv)\\b|\\bgsutil\\s+(?:-\\S+\\s+)*(?:cp|rsync|ls|mv)\\b"
    words   = ["gcloud", "gsutil"]
    example = "gsutil -m rsync -r dist gs://www"
    sources = ["https://cloud.google.com/sdk/gcloud/reference/storage"]
  }

  use "kubeconfig" {
    says    = "fetches a cluster's access"
    pattern = "\\bgcloud\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:(?:alpha|beta)\\s+)?container\\s+clusters\\s+get-credentials\\b"
    words   = ["gcloud"]
    example = "gcloud container clusters get-credentials prod --zone z"
    sources = ["https://cloud.google.com/sdk/gcloud/reference/container/clusters/get-credentials"]
  }
}
