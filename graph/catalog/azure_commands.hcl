# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "azure" {
  cli "az" {
    moves    = ["--subscription"]
    values   = ["-n", "--name", "-g", "--resource-group", "--subscription", "-o", "--output", "--query", "--account-name", "-s", "--server-name", "--ids"]
    switches = ["-y", "--yes", "--no-wait", "--debug", "--verbose", "--only-show-errors"]
    harmless = ["account show|list", "group list|show", "resource list|show", "postgres flexible-server list|show", "storage account list|show", "vm list|show", "sql server list|show", "sql db list|show", "aks list|show"]
    verified = true
    sources  = ["https://learn.microsoft.com/cli/azure/group", "https://learn.microsoft.com/cli/azure/account", "https://learn.microsoft.com/cli/azure/sql/db", "https://learn.microsoft.com/cli/azure/aks", "https://learn.microsoft.com/cli/azure/postgres/flexible-server"]

    within "profile" {
      options = ["--subscription"]
    }

    command "group delete" {
      operation = "group delete"
      types     = ["azure_resource_group"]
      target    = ["-n", "--name", "-g", "--resource-group"]
    }

    command "postgres flexible-server delete" {
      operation = "postgres flexible-server delete"
      types     = ["azure_postgresql_flexible_server"]
      target    = ["-n", "--name"]
    }

    command "storage account delete" {
      operation = "storage delete"
      types     = ["azure_storage_account"]
      target    = ["-n", "--name"]
    }

    command "keyvault purge|delete" {
      operation = "keyvault purge"
      types     = ["azure_key_vault"]
      target    = ["-n", "--name"]
    }
  }
}
