# SPDX-License-Identifier: Apache-2.0
# How Azure's own templates (ARM, Bicep) declare the stores of this provider. Paths
# are those of the template: what the evaluator folds into its parent stands under
# the last part of its type (blobServices).

resources "azure" {

  resource "Microsoft.Sql/servers" {
    format         = "arm"
    role           = "data"
    store          = "azure_sql_server"
    title          = "Azure SQL server"
    holds          = "databases and their backups"
    primary        = "yes"
    names          = ["name"]
    unique         = "global"
    secrets        = ["properties.administratorLoginPassword"]
    tags           = "tags"
    on_delete      = "destroyed"
    on_delete_says = "Deleting the server deletes its databases and their PITR backups; LTR backups survive."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.sql/servers", "https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }
  }

  resource "Microsoft.Sql/servers/databases" {
    format         = "arm"
    role           = "data"
    store          = "azure_sql_database"
    title          = "Azure SQL database"
    holds          = "a database"
    primary        = "yes"
    names          = ["name"]
    unique         = "parent"
    parent         = ["parent"]
    tags           = "tags"
    on_delete      = "retained_days"
    on_delete_says = "A deleted database can be restored on its server for its backup retention (7 days unless set); deleting the server deletes these backups too."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.sql/servers/databases", "https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "backupShortTermRetentionPolicies.properties.retentionDays" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "7"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview"
    }

    setting "backupLongTermRetentionPolicies" {
      kind     = "keep"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview"
    }
  }

  resource "Microsoft.DBforPostgreSQL/flexibleServers" {
    format         = "arm"
    role           = "data"
    store          = "azure_postgresql_flexible_server"
    title          = "Azure Database for PostgreSQL"
    holds          = "a database server"
    primary        = "yes"
    names          = ["name"]
    unique         = "global"
    secrets        = ["properties.administratorLoginPassword"]
    tags           = "tags"
    on_delete      = "retained_days"
    days           = 5
    on_delete_says = "Backup of a dropped server is kept five days and restorable from the same subscription (createMode ReviveDropped); not guaranteed. Microsoft recommends a resource lock."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers", "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/backup-restore/how-to-restore-dropped-server.md"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "properties.backup.backupRetentionDays" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "7"
      note     = "7-35"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/backup-restore/how-to-restore-dropped-server.md"
    }

    setting "properties.backup.geoRedundantBackup" {
      kind     = "place"
      safe     = ["Enabled"]
      default  = "Disabled"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/backup-restore/how-to-restore-dropped-server.md"
    }
  }

  resource "Microsoft.DBforMySQL/flexibleServers" {
    format         = "arm"
    role           = "data"
    store          = "azure_mysql_flexible_server"
    title          = "Azure Database for MySQL"
    holds          = "a database server"
    primary        = "yes"
    names          = ["name"]
    unique         = "global"
    secrets        = ["properties.administratorLoginPassword"]
    tags           = "tags"
    on_delete      = "retained_days"
    days           = 5
    on_delete_says = "Backup can be retained up to five days after deletion, same subscription."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.dbformysql/flexibleservers", "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/mysql/flexible-server/how-to-restore-dropped-server.md"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "properties.backup.backupRetentionDays" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "7"
      note     = "1-35"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/mysql/flexible-server/how-to-restore-dropped-server.md"
    }

    setting "properties.backup.geoRedundantBackup" {
      kind     = "place"
      safe     = ["Enabled"]
      default  = "Disabled"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/mysql/flexible-server/how-to-restore-dropped-server.md"
    }
  }

  resource "Microsoft.Storage/storageAccounts" {
    format         = "arm"
    role           = "data"
    store          = "azure_storage_account"
    title          = "storage account"
    holds          = "blobs, files, queues, tables"
    primary        = "yes"
    names          = ["name"]
    unique         = "global"
    tags           = "tags"
    on_delete      = "depends"
    on_delete_says = "Soft delete and versions live in the account and die with it; Microsoft may recover a deleted account within 14 days (best effort). Vaulted backups survive."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts", "https://learn.microsoft.com/azure/storage/common/storage-account-recover"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "blobServices.properties.deleteRetentionPolicy.days" {
      kind     = "history"
      safe     = [">=7"]
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/blobservices"
    }

    setting "blobServices.properties.containerDeleteRetentionPolicy.days" {
      kind     = "other"
      safe     = [">=7"]
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/blobservices"
    }

    setting "blobServices.properties.isVersioningEnabled" {
      kind     = "history"
      safe     = ["true"]
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/blobservices"
    }

    setting "properties.immutableStorageWithVersioning.enabled" {
      kind   = "other"
      safe   = ["true"]
      source = "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts"
    }
  }

  resource "Microsoft.Storage/storageAccounts/blobServices/containers" {
    format         = "arm"
    role           = "data"
    store          = "azure_storage_container"
    title          = "blob container"
    holds          = "objects"
    primary        = "yes"
    names          = ["name"]
    unique         = "parent"
    parent         = ["parent"]
    tags           = "tags"
    on_delete      = "retained_days"
    on_delete_says = "Container soft delete if enabled on the account."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/blobservices/containers"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "properties.immutableStorageWithVersioning.enabled" {
      kind   = "other"
      safe   = ["true"]
      source = "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/blobservices/containers"
    }
  }

  resource "Microsoft.DocumentDB/databaseAccounts" {
    format         = "arm"
    role           = "data"
    store          = "azure_cosmosdb_account"
    title          = "Cosmos DB account"
    holds          = "documents"
    primary        = "yes"
    names          = ["name"]
    unique         = "global"
    tags           = "tags"
    on_delete      = "retained_days"
    on_delete_says = "Continuous: a deleted account is restorable by the customer within 7/30 days. Periodic: snapshots of a deleted container/database kept 30 days, restore only by support request."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.documentdb/databaseaccounts", "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/cosmos-db/continuous-backup-restore-introduction.md"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "properties.backupPolicy.type" {
      kind     = "other"
      safe     = ["Continuous"]
      default  = "Periodic"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/cosmos-db/continuous-backup-restore-introduction.md"
    }

    setting "properties.backupPolicy.continuousModeProperties.tier" {
      kind     = "other"
      safe     = ["Continuous30Days", "Continuous7Days"]
      note     = "API default Continuous30Days"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/cosmos-db/continuous-backup-restore-introduction.md"
    }

    setting "properties.backupPolicy.periodicModeProperties.backupRetentionIntervalInHours" {
      kind     = "retention"
      safe     = [">=168"]
      unit     = "hours"
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.documentdb/databaseaccounts"
    }
  }

  resource "Microsoft.KeyVault/vaults" {
    format         = "arm"
    role           = "data"
    store          = "azure_key_vault"
    title          = "key vault"
    holds          = "keys and secrets"
    names          = ["name"]
    unique         = "global"
    tags           = "tags"
    on_delete      = "retained_days"
    on_delete_says = "Soft-deleted 7-90 days unless purged; purge protection forbids that."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "properties.enablePurgeProtection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "against purging what was deleted, which is the end of it"
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults"
    }

    setting "properties.softDeleteRetentionInDays" {
      kind     = "undo"
      safe     = [">=7"]
      default  = "90"
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults"
    }

    setting "properties.enableSoftDelete" {
      kind     = "other"
      safe     = ["true"]
      default  = "true"
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults"
    }
  }

  resource "Microsoft.Compute/disks" {
    format         = "arm"
    role           = "data"
    store          = "azure_managed_disk"
    title          = "managed disk"
    holds          = "a disk"
    primary        = "yes"
    names          = ["name"]
    unique         = "account"
    tags           = "tags"
    on_delete      = "depends"
    on_delete_says = "A snapshot is a separate resource (independence of full snapshots unverified); Azure Backup points live in a vault."
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.compute/disks"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }
  }

  resource "Microsoft.Cache/redis" {
    format         = "arm"
    role           = "data"
    also           = ["arm Microsoft.Cache/Redis"]
    store          = "azure_redis_cache"
    title          = "Azure Cache for Redis"
    holds          = "a cache"
    primary        = "no"
    names          = ["name"]
    unique         = "global"
    tags           = "tags"
    on_delete      = "depends"
    on_delete_says = "RDB backups go to the storage account of rdb-storage-connection-string."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.cache/redis"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "properties.redisConfiguration.rdb-backup-enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.cache/redis"
    }

    setting "properties.redisConfiguration.aof-backup-enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.cache/redis"
    }
  }

  resource "Microsoft.RecoveryServices/vaults" {
    format         = "arm"
    role           = "vault"
    store          = "azure_recovery_services_vault"
    title          = "Recovery Services vault"
    holds          = "copies of other data"
    names          = ["name"]
    unique         = "account"
    tags           = "tags"
    on_delete      = "retained_days"
    on_delete_says = "Soft delete 14 days."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "properties.securitySettings.immutabilitySettings.state" {
      kind     = "lock"
      safe     = ["Locked"]
      default  = "Disabled"
      scope    = "immutable"
      note     = "Unlocked can still be switched off"
      verified = true
      source   = "https://learn.microsoft.com/azure/templates/microsoft.recoveryservices/vaults"
    }
  }

  resource "Microsoft.DataProtection/backupVaults" {
    format    = "arm"
    role      = "vault"
    store     = "azure_data_protection_backup_vault"
    title     = "Backup vault"
    holds     = "copies of other data"
    names     = ["name"]
    unique    = "account"
    tags      = "tags"
    on_delete = "retained_days"
    verified  = true
    sources   = ["https://learn.microsoft.com/azure/templates/microsoft.dataprotection/backupvaults"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }

    setting "properties.securitySettings.immutabilitySettings.state" {
      kind    = "lock"
      safe    = ["Locked"]
      default = "Disabled"
      scope   = "immutable"
      note    = "Unlocked can still be switched off"
      source  = "https://learn.microsoft.com/azure/templates/microsoft.dataprotection/backupvaults"
    }

    setting "properties.securitySettings.softDeleteSettings.state" {
      kind    = "undo"
      safe    = ["AlwaysOn", "On"]
      unsafe  = ["Off"]
      default = "On"
      source  = "https://learn.microsoft.com/azure/templates/microsoft.dataprotection/backupvaults"
    }
  }

  resource "Microsoft.Resources/resourceGroups" {
    format         = "arm"
    role           = "container"
    store          = "azure_resource_group"
    title          = "resource group"
    holds          = "everything in the group"
    names          = ["name"]
    unique         = "account"
    tags           = "tags"
    on_delete      = "depends"
    on_delete_says = "Deleting the group deletes every resource in it, incl. a vault in the same group if it is empty."
    verified       = true
    sources        = ["https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group"]

    setting "lock" {
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      note     = "a management lock on it, on what it lies in or on the scope of the deployment; who may delete locks can lift it"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
    }
  }
}
