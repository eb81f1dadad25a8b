# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "mongodb_atlas" {
  cli "atlas" {
    values   = ["--projectId", "--orgId", "-P", "--profile", "-o", "--output"]
    switches = ["--force", "-w", "--watch"]
    harmless = ["clusters list|describe", "projects list|describe", "backups snapshots list|describe", "dbusers list"]
    verified = true
    sources  = ["https://github.com/mongodb/mongodb-atlas-cli/tree/8ddea41a82/internal/cli", "https://www.mongodb.com/docs/atlas/cli/current/command/atlas-clusters-delete/"]

    within "project" {
      options   = ["--projectId"]
      variables = ["MONGODB_ATLAS_PROJECT_ID"]
    }

    within "profile" {
      options   = ["-P", "--profile"]
      variables = ["MONGODB_ATLAS_PROFILE"]
    }

    command "clusters|cluster delete|rm" {
      operation = "clusters delete"
      types     = ["mongodb_atlas_cluster"]
      target    = ["1"]
    }

    command "projects|project delete|rm" {
      operation = "projects delete"
      types     = ["mongodb_atlas_project"]
      target    = ["1"]
    }
  }
}
