# SPDX-License-Identifier: Apache-2.0
# What the built-in roles of Azure may do to which stores.

permissions "azure" {

  grant "Owner" {
    over     = ["*"]
    gives    = ["read", "write", "delete", "delete_backups", "administer"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged#owner"
    verified = true
  }

  grant "Contributor" {
    over     = ["*"]
    gives    = ["read", "write", "delete", "delete_backups"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged#contributor"
    verified = true
  }

  grant "Storage Account Contributor" {
    over     = ["azure_storage_account", "azure_storage_container"]
    gives    = ["read", "write", "delete"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/storage#storage-account-contributor"
    verified = true
  }

  grant "Storage Blob Data Contributor" {
    over     = ["azure_storage_account"]
    gives    = ["read", "write"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/storage#storage-blob-data-contributor"
    verified = true
  }

  grant "Storage Blob Data Contributor" {
    over     = ["azure_storage_container"]
    gives    = ["read", "write", "delete"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/storage#storage-blob-data-contributor"
    verified = true
  }

  grant "Storage Blob Data Owner" {
    over     = ["azure_storage_account"]
    gives    = ["read", "write"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/storage#storage-blob-data-owner"
    verified = true
  }

  grant "Storage Blob Data Owner" {
    over     = ["azure_storage_container"]
    gives    = ["read", "write", "delete"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/storage#storage-blob-data-owner"
    verified = true
  }

  grant "SQL DB Contributor" {
    over     = ["azure_sql_database"]
    gives    = ["delete"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/databases#sql-db-contributor"
    verified = true
  }

  grant "SQL Server Contributor" {
    over     = ["azure_sql_database", "azure_sql_server"]
    gives    = ["delete"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/databases#sql-server-contributor"
    verified = true
  }

  grant "DocumentDB Account Contributor" {
    over     = ["azure_cosmosdb_account"]
    gives    = ["read", "write", "delete"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/databases#documentdb-account-contributor"
    verified = true
  }

  grant "Redis Cache Contributor" {
    over     = ["azure_redis_cache"]
    gives    = ["read", "write", "delete"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/databases#redis-cache-contributor"
    verified = true
  }

  grant "Key Vault Contributor" {
    over     = ["azure_key_vault"]
    gives    = ["delete"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/security#key-vault-contributor"
    verified = true
  }

  grant "Virtual Machine Contributor" {
    over     = ["azure_managed_disk"]
    gives    = ["write", "delete"]
    source   = "https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/compute#virtual-machine-contributor"
    verified = true
  }

}
