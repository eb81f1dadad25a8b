# SPDX-License-Identifier: Apache-2.0
# What well-known registry modules of Azure declare, by the inputs of their calls.
# Read from the sources named, at the version named; "?" is a default that other
# inputs decide.

resources "azure" {
  module "Azure/avm-res-storage-storageaccount/azurerm" {
    checked = "0.9.0"
    sources = ["https://github.com/Azure/terraform-azurerm-avm-res-storage-storageaccount/blob/0862d40/variables.tf", "https://github.com/Azure/terraform-azurerm-avm-res-storage-storageaccount/blob/0862d40/main.tf", "https://github.com/Azure/terraform-azurerm-avm-res-storage-storageaccount/blob/0862d40/main.locks.tf"]

    declares "azurerm_storage_account" {
      inputs = {
        "name"                = "name"
        "tags"                = "tags"
        "resource_group_name" = "parent_id"
      }
    }

    declares "azurerm_management_lock" {
      inputs = {
        "lock_level" = "lock.kind"
      }
    }
  }

  module "Azure/avm-res-sql-server/azurerm" {
    checked = "0.2.1"
    sources = ["https://github.com/Azure/terraform-azurerm-avm-res-sql-server/blob/a316324/variables.tf", "https://github.com/Azure/terraform-azurerm-avm-res-sql-server/blob/a316324/main.tf"]

    declares "azurerm_mssql_server" {
      inputs = {
        "name"                         = "name"
        "tags"                         = "tags"
        "resource_group_name"          = "resource_group_name"
        "administrator_login_password" = "administrator_login_password"
      }
    }

    declares "azurerm_management_lock" {
      inputs = {
        "lock_level" = "lock.kind"
      }
    }
  }

  module "Azure/avm-res-dbforpostgresql-flexibleserver/azurerm" {
    checked = "0.2.3"
    sources = ["https://github.com/Azure/terraform-azurerm-avm-res-dbforpostgresql-flexibleserver/blob/0270c15/variables.server.tf", "https://github.com/Azure/terraform-azurerm-avm-res-dbforpostgresql-flexibleserver/blob/0270c15/main.tf"]

    declares "azurerm_postgresql_flexible_server" {
      inputs = {
        "name"                         = "name"
        "tags"                         = "tags"
        "resource_group_name"          = "resource_group_name"
        "administrator_password"       = "administrator_password"
        "backup_retention_days"        = "backup_retention_days"
        "geo_redundant_backup_enabled" = "geo_redundant_backup_enabled"
        "source_server_id"             = "source_server_id"
      }
    }

    declares "azurerm_management_lock" {
      inputs = {
        "lock_level" = "lock.kind"
      }
    }
  }

  module "Azure/avm-res-keyvault-vault/azurerm" {
    checked = "0.9.1"
    sources = ["https://github.com/Azure/terraform-azurerm-avm-res-keyvault-vault/blob/9a5d056/variables.tf", "https://github.com/Azure/terraform-azurerm-avm-res-keyvault-vault/blob/9a5d056/main.tf"]

    declares "azurerm_key_vault" {
      inputs = {
        "name"                       = "name"
        "tags"                       = "tags"
        "resource_group_name"        = "resource_group_name"
        "purge_protection_enabled"   = "purge_protection_enabled"
        "soft_delete_retention_days" = "soft_delete_retention_days"
      }
      defaults = {
        "purge_protection_enabled" = "true"
      }
    }

    declares "azurerm_management_lock" {
      inputs = {
        "lock_level" = "lock.kind"
      }
    }
  }
}
