# SPDX-License-Identifier: Apache-2.0
# What MongoDB documents about Atlas keys, clusters and snapshots.

provider "mongodb_atlas" {
  title       = "MongoDB Atlas"
  checked     = "2026-11-22"
  scope_model = "organization | project roles; project = environment by MongoDB's own advice"
  home        = "mongodb_atlas_project"

  token "mongodb_atlas_api_key" {
    title     = "MongoDB Atlas API key"
    variables = ["MONGODB_ATLAS_PRIVATE_API_KEY", "MONGODB_ATLAS_PRIVATE_KEY"]
    beside    = ["MONGODB_ATLAS_PUBLIC_API_KEY", "MONGODB_ATLAS_PUBLIC_KEY"]
    form      = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    hosts     = ["cloud.mongodb.com"]
    files     = ["~/.config/atlascli/config.toml : [profile] public_api_key, private_api_key, access_token, refresh_token, client_secret (newer CLI moves them to the OS secure store)"]
    scope     = "what its organization and project roles reach"
    opens     = "account"
    narrower  = "mongodb_atlas_service_account"
    note      = "What it may do is its organization and project roles, which the value does not show."
    sources = [
      "https://github.com/mongodb/terraform-provider-mongodbatlas/blob/468253dbf6/docs/guides/provider-configuration.md",
      "https://github.com/mongodb/mongodb-atlas-cli/blob/8ddea41a82/internal/config/migrations/v2_test.go",
    ]
    research = ["programmatic API key (public + private UUID)"]
    curated  = ["scope"]

    fix {
      steps = [
        "make a service account in the one project, with the roles of the job and a short secret lifetime",
        "keep each environment in a project of its own",
        "delete the organization key",
      ]
      url = "https://www.mongodb.com/docs/atlas/configure-api-access/"
    }
  }

  token "mongodb_atlas_service_account" {
    title         = "MongoDB Atlas service account"
    variables     = ["MONGODB_ATLAS_CLIENT_SECRET", "MONGODB_ATLAS_ACCESS_TOKEN"]
    beside        = ["MONGODB_ATLAS_CLIENT_ID"]
    form          = "mdb_sa_sk_[A-Za-z0-9_-]{40}"
    bare          = true
    headers       = ["Authorization: Bearer"]
    hosts         = ["cloud.mongodb.com"]
    files         = ["config.toml"]
    scope         = "what its organization and project roles reach"
    opens         = "account"
    cannot_narrow = "give it project roles in one project, never Organization Owner or Project Owner"
    verified      = true
    sources = [
      "https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml",
      "https://github.com/mongodb/terraform-provider-mongodbatlas/blob/468253dbf6/docs/guides/provider-configuration.md",
    ]
    research = ["service account (OAuth2 client)"]
    curated  = ["scope"]
  }

  token "mongodb_atlas_database_user" {
    title         = "MongoDB Atlas database user"
    files         = [".env*"]
    scope         = "databases inside one project, as far as its roles go"
    opens         = "store"
    power         = ["read", "write"]
    cannot_narrow = "give the user a role on the one database: read or readWrite, not atlasAdmin"
    note          = "It stands in connection strings (MONGODB_URI, MONGO_URL, DATABASE_URL), which say so themselves."
    verified      = true
    sources       = ["https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/mongodb/mongodb.go"]
    research      = ["database user in connection string"]
    curated       = ["scope", "variables"]
  }

  operation "clusters delete" {
    kind     = "rest/cli"
    call     = "DELETE /api/atlas/v2/groups/{groupId}/clusters/{clusterName}?retainBackups=  (atlas clusters delete)"
    pattern  = "\\batlas\\s+clusters?\\s+delete\\b"
    words    = ["atlas"]
    example  = "atlas clusters delete Cluster0 --force"
    innocent = "atlas clusters list"
    loses    = "cluster; snapshots too unless retainBackups=true"
    destroys = "mongodb_atlas_cluster"
    needs    = ["delete"]
    asks     = "a prompt; --force skips it"
    verified = true
    sources = [
      "https://github.com/mongodb/mongodb-atlas-cli/blob/8ddea41a82/tools/internal/specs/spec.yaml",
      "https://github.com/mongodb/mongodb-atlas-cli/blob/8ddea41a82/docs/command/atlas-clusters-delete.txt",
    ]
    research = ["DELETE /api/atlas/v2/groups/{groupId}/clusters/{clusterName}?retainBackups="]
    curated  = ["kind", "call"]
  }

  operation "projects delete" {
    kind     = "rest/cli"
    call     = "DELETE /api/atlas/v2/groups/{groupId}  (atlas projects delete)"
    pattern  = "\\batlas\\s+projects?\\s+delete\\b"
    words    = ["atlas"]
    example  = "atlas projects delete 5e2211c17a3e5a48f5497de3 --force"
    loses    = "project (only if no online archives)"
    destroys = "mongodb_atlas_project"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/mongodb/mongodb-atlas-cli/blob/8ddea41a82/tools/internal/specs/spec.yaml"]
    research = ["DELETE /api/atlas/v2/groups/{groupId}"]
    curated  = ["kind", "call"]
  }

  operation "flexClusters delete" {
    kind     = "rest"
    call     = "DELETE .../flexClusters/{name}"
    loses    = "flex cluster"
    destroys = "mongodb_atlas_cluster"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/mongodb/mongodb-atlas-cli/blob/8ddea41a82/tools/internal/specs/spec.yaml"]
    research = ["DELETE .../flexClusters/{name}"]
  }

  operation "snapshots delete" {
    kind     = "rest"
    call     = "DELETE .../clusters/{clusterName}/backup/snapshots/{snapshotId} ; DELETE .../backup/schedule"
    pattern  = "\\batlas\\s+backups?\\s+(?:snapshots?|schedule)\\s+delete\\b"
    words    = ["atlas"]
    example  = "atlas backups snapshots delete 1 --clusterName Cluster0 --force"
    innocent = "atlas backups snapshots list Cluster0"
    loses    = "a snapshot; all backup schedules"
    destroys = "mongodb_atlas_snapshot"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://github.com/mongodb/mongodb-atlas-cli/blob/8ddea41a82/tools/internal/specs/spec.yaml"]
    research = ["DELETE .../clusters/{clusterName}/backup/snapshots/{snapshotId} ; DELETE .../backup/schedule"]
  }

  store "mongodb_atlas_cluster" {
    title    = "MongoDB Atlas cluster"
    holds    = "databases"
    primary  = true
    verified = true
    sources = [
      "https://github.com/mongodb/mongodb-atlas-cli/blob/8ddea41a82/docs/command/atlas-clusters-delete.txt",
      "https://github.com/mongodb/terraform-provider-mongodbatlas/blob/468253dbf6/docs/resources/advanced_cluster.md",
    ]

    backup "mongodb_atlas_snapshot" {
      title     = "cloud backup snapshots of an Atlas cluster"
      on_delete = "depends"
      option    = "the call says retainBackups=true (retain_backups_enabled in Terraform; M10 and larger)"
      default   = "destroyed (\"Deleting a cluster also deletes any backup snapshots for that cluster\")"
      exists    = "when-enabled"
      quote     = "Deleting a cluster also deletes any backup snapshots for that cluster"
      verified  = true
      sources = [
        "https://github.com/mongodb/mongodb-atlas-cli/blob/8ddea41a82/docs/command/atlas-clusters-delete.txt",
        "https://github.com/mongodb/terraform-provider-mongodbatlas/blob/468253dbf6/docs/resources/advanced_cluster.md",
      ]
      research = ["cluster -> cloud backup snapshots"]
      curated  = ["option"]
    }
  }

  scope "mongodb_atlas_organization" {
    title = "MongoDB Atlas organization"
    level = "account"
  }

  scope "mongodb_atlas_project" {
    title = "MongoDB Atlas project"
    level = "project"
  }

  lock "terminationProtectionEnabled" {
    on       = "mongodb_atlas_cluster"
    level    = "api"
    default  = "false"
    verified = true
    sources  = ["https://github.com/mongodb/mongodb-atlas-cli/blob/8ddea41a82/tools/internal/specs/spec.yaml"]
    research = ["terminationProtectionEnabled"]
  }

  lock "Backup Compliance Policy" {
    on       = "mongodb_atlas_snapshot"
    level    = "immutable"
    default  = "off"
    verified = true
    sources  = ["https://github.com/mongodb/terraform-provider-mongodbatlas/blob/468253dbf6/docs/guides/delete-cluster-with-backup-compliance-policy.md"]
    research = ["Backup Compliance Policy"]
  }

  use "access" {
    says    = "manages the access list"
    pattern = "\\batlas\\s+access[Ll]ists?\\b"
    words   = ["atlas"]
    example = "atlas accessLists create 10.0.0.1"
    sources = ["https://www.mongodb.com/docs/atlas/cli/current/"]
  }
}
