# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "azure" {
  resource "azurerm_mssql_server" {
    research       = ["terraform azurerm_mssql_server"]
    format         = "terraform"
    role           = "data"
    holds          = "logical SQL server (all its databases and PITR backups)"
    on_delete      = "destroyed"
    on_delete_says = "Deleting the server deletes its databases and their PITR backups; LTR backups survive."
    sources        = ["https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview"]
    verified       = true

    also    = ["pulumi azure:mssql:Server", "pulumi azure:mssql/server:Server"]
    store   = "azure_sql_server"
    title   = "Azure SQL server"
    primary = "yes"
    names   = ["name"]
    unique  = "global"
    parent  = ["resource_group_name"]
    secrets = ["administrator_login_password"]
    tags    = "tags"
    curated = ["role", "backed_by"]
  }

  resource "azurerm_mssql_database" {
    research       = ["terraform azurerm_mssql_database"]
    format         = "terraform"
    role           = "data"
    holds          = "SQL database"
    on_delete      = "retained_days"
    on_delete_says = "A deleted database can be restored on its server for its backup retention (7 days unless set); deleting the server deletes these backups too."
    sources        = ["https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview"]
    verified       = true

    setting "short_term_retention_policy.retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "7"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview"
      curated  = ["kind"]
    }

    setting "long_term_retention_policy" {
      kind     = "other"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview"
      curated  = ["kind"]
      note     = "long-term backups outlive the database and its server"
    }

    setting "geo_backup_enabled" {
      kind     = "other"
      safe     = ["true"]
      default  = "true"
      note     = "DataWarehouse SKUs only"
      verified = true
      source   = "https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview"
      curated  = ["kind"]
    }
    also    = ["pulumi azure:mssql:Database", "pulumi azure:mssql/database:Database"]
    store   = "azure_sql_database"
    title   = "Azure SQL database"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["server_id"]
    replica = []
    tags    = "tags"
    curated = ["on_delete_says", "on_delete"]
    days    = 7
  }

  resource "azurerm_mssql_managed_instance" {
    research       = ["terraform azurerm_mssql_managed_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "SQL MI"
    on_delete      = "depends"
    on_delete_says = "As SQL server (unverified for MI)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_managed_instance"]
    store          = "azure_sql_managed_instance"
    title          = "Azure SQL managed instance"
    primary        = "yes"
    names          = ["name"]
    unique         = "global"
    parent         = ["resource_group_name"]
    secrets        = ["administrator_login_password"]
    tags           = "tags"
  }

  resource "azurerm_mssql_managed_database" {
    research       = ["terraform azurerm_mssql_managed_database"]
    format         = "terraform"
    role           = "data"
    holds          = "SQL MI database"
    on_delete      = "retained_days"
    on_delete_says = "RestorableDroppedDatabase in the API."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_managed_database"]
    verified       = true

    setting "short_term_retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_managed_database"
    }

    setting "long_term_retention_policy" {
      kind     = "other"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_managed_database"
      curated  = ["kind"]
    }
    store   = "azure_sql_managed_database"
    title   = "managed Azure SQL database"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["managed_instance_id"]
    tags    = "tags"
  }

  resource "azurerm_postgresql_flexible_server" {
    research       = ["terraform azurerm_postgresql_flexible_server"]
    format         = "terraform"
    role           = "data"
    holds          = "PostgreSQL server"
    on_delete      = "retained_days"
    on_delete_says = "Backup of a dropped server is kept five days and restorable from the same subscription (createMode ReviveDropped); not guaranteed. Microsoft recommends a resource lock."
    sources        = ["https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/backup-restore/how-to-restore-dropped-server.md"]
    verified       = true

    setting "backup_retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "7"
      note     = "7-35"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/backup-restore/how-to-restore-dropped-server.md"
    }

    setting "geo_redundant_backup_enabled" {
      kind     = "place"
      safe     = ["true"]
      default  = "false"
      note     = "create-time only"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/backup-restore/how-to-restore-dropped-server.md"
    }

    backed_by "azurerm_data_protection_backup_instance_postgresql_flexible_server" {
      attr  = "server_id"
      lives = "apart"
    }
    also    = ["pulumi azure:postgresql:FlexibleServer"]
    store   = "azure_postgresql_flexible_server"
    title   = "Azure PostgreSQL server"
    primary = "yes"
    names   = ["name"]
    unique  = "global"
    parent  = ["resource_group_name"]
    replica = ["source_server_id"]
    secrets = ["administrator_password"]
    tags    = "tags"
    days    = 5
    curated = ["backed_by"]
  }

  resource "azurerm_mysql_flexible_server" {
    research       = ["terraform azurerm_mysql_flexible_server"]
    format         = "terraform"
    role           = "data"
    holds          = "MySQL server"
    on_delete      = "retained_days"
    on_delete_says = "Backup can be retained up to five days after deletion, same subscription."
    sources        = ["https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/mysql/flexible-server/how-to-restore-dropped-server.md"]
    verified       = true

    setting "backup_retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "7"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/mysql/flexible-server/how-to-restore-dropped-server.md"
    }

    setting "geo_redundant_backup_enabled" {
      kind     = "place"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/mysql/flexible-server/how-to-restore-dropped-server.md"
    }

    backed_by "azurerm_data_protection_backup_instance_mysql_flexible_server" {
      attr  = "server_id"
      lives = "apart"
    }
    also    = ["pulumi azure:mysql:FlexibleServer"]
    store   = "azure_mysql_flexible_server"
    title   = "Azure MySQL server"
    primary = "yes"
    names   = ["name"]
    unique  = "global"
    parent  = ["resource_group_name"]
    replica = ["source_server_id"]
    secrets = ["administrator_password"]
    tags    = "tags"
    days    = 5
    curated = ["backed_by"]
  }

  resource "azurerm_postgresql_flexible_server_database" {
    research       = ["terraform azurerm_postgresql_flexible_server_database"]
    format         = "terraform"
    role           = "data"
    holds          = "database inside a server"
    on_delete      = "depends"
    on_delete_says = "Server PITR still contains it."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/postgresql_flexible_server_database"]
    verified       = true
    store          = "azure_postgresql_database"
    title          = "database of an Azure PostgreSQL server"
    primary        = "yes"
    names          = ["name"]
    unique         = "parent"
    parent         = ["server_id"]
    tags           = "tags"
  }

  resource "azurerm_cosmosdb_account" {
    research       = ["terraform azurerm_cosmosdb_account"]
    format         = "terraform"
    role           = "data"
    holds          = "multi-model database"
    on_delete      = "retained_days"
    on_delete_says = "Continuous: a deleted account is restorable by the customer within 7/30 days. Periodic: snapshots of a deleted container/database kept 30 days, restore only by support request."
    sources        = ["https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/cosmos-db/continuous-backup-restore-introduction.md"]
    verified       = true

    setting "backup.type" {
      kind     = "other"
      safe     = ["Continuous"]
      default  = "Periodic"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/cosmos-db/continuous-backup-restore-introduction.md"
      curated  = ["kind"]
    }

    setting "backup.tier" {
      kind     = "other"
      safe     = ["Continuous30Days", "Continuous7Days"]
      note     = "API default Continuous30Days"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/cosmos-db/continuous-backup-restore-introduction.md"
      curated  = ["kind"]
    }

    setting "backup.retention_in_hours" {
      kind     = "retention"
      safe     = [">=168"]
      default  = "8"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/cosmos-db/continuous-backup-restore-introduction.md"
      unit     = "hours"
      curated  = ["kind"]
    }

    setting "backup.storage_redundancy" {
      kind     = "place"
      safe     = ["Geo"]
      default  = "Geo"
      verified = true
      source   = "https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/cosmos-db/continuous-backup-restore-introduction.md"
    }
    also    = ["pulumi azure:cosmosdb:Account"]
    store   = "azure_cosmosdb_account"
    title   = "Cosmos DB account"
    primary = "yes"
    names   = ["name"]
    unique  = "global"
    parent  = ["resource_group_name"]
    tags    = "tags"
  }

  resource "azurerm_cosmosdb_sql_database" {
    research       = ["terraform azurerm_cosmosdb_sql_database"]
    format         = "terraform"
    role           = "data"
    holds          = "database in account"
    on_delete      = "retained_days"
    on_delete_says = "See account."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/cosmosdb_sql_database"]
    verified       = true
    store          = "azure_cosmosdb_database"
    title          = "Cosmos DB database"
    primary        = "yes"
    names          = ["name"]
    unique         = "parent"
    parent         = ["account_name"]
    tags           = "tags"
  }

  resource "azurerm_cosmosdb_postgresql_cluster" {
    research       = ["terraform azurerm_cosmosdb_postgresql_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "Citus cluster"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/cosmosdb_postgresql_cluster"]
    store          = "azure_cosmosdb_postgresql_cluster"
    title          = "Cosmos DB for PostgreSQL cluster"
    primary        = "yes"
    names          = ["name"]
    unique         = "global"
    parent         = ["resource_group_name"]
    secrets        = ["administrator_login_password"]
    tags           = "tags"
  }

  resource "azurerm_mongo_cluster" {
    research       = ["terraform azurerm_mongo_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "Mongo vCore cluster"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mongo_cluster"]
    store          = "azure_mongo_cluster"
    title          = "Azure DocumentDB cluster"
    primary        = "yes"
    names          = ["name"]
    unique         = "global"
    parent         = ["resource_group_name"]
    secrets        = ["administrator_password"]
    tags           = "tags"
  }

  resource "azurerm_storage_account" {
    research       = ["terraform azurerm_storage_account"]
    format         = "terraform"
    role           = "data"
    holds          = "blobs, files, queues, tables"
    on_delete      = "depends"
    on_delete_says = "Soft delete and versions live in the account and die with it; Microsoft may recover a deleted account within 14 days (best effort). Vaulted backups survive."
    sources        = ["https://learn.microsoft.com/azure/storage/common/storage-account-recover"]
    verified       = true

    setting "blob_properties.delete_retention_policy.days" {
      kind     = "history"
      safe     = [">=7"]
      default  = "absent (7 when the block is present)"
      verified = true
      source   = "https://learn.microsoft.com/azure/storage/common/storage-account-recover"
      curated  = ["kind"]
    }

    setting "blob_properties.container_delete_retention_policy.days" {
      kind     = "other"
      safe     = [">=7"]
      default  = "absent (7 when present)"
      verified = true
      source   = "https://learn.microsoft.com/azure/storage/common/storage-account-recover"
      curated  = ["kind"]
    }

    setting "blob_properties.versioning_enabled" {
      kind     = "history"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://learn.microsoft.com/azure/storage/common/storage-account-recover"
      curated  = ["kind"]
    }

    setting "share_properties.retention_policy.days" {
      kind     = "other"
      safe     = [">=7"]
      default  = "absent (7 when present)"
      verified = true
      source   = "https://learn.microsoft.com/azure/storage/common/storage-account-recover"
      curated  = ["kind"]
    }

    setting "immutability_policy" {
      kind     = "other"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://learn.microsoft.com/azure/storage/common/storage-account-recover"
    }

    backed_by "azurerm_data_protection_backup_instance_blob_storage" {
      attr = "storage_account_id"
      note = "operational (in-account) unless policy has vault tier"
    }

    backed_by "azurerm_backup_protected_file_share" {
      attr  = "source_storage_account_id"
      lives = "apart"
    }

    backed_by "azurerm_storage_object_replication" {
      attr  = "source_storage_account_id"
      lives = "apart"
    }
    also    = ["pulumi azure:storage:Account", "pulumi azure:storage/account:Account"]
    store   = "azure_storage_account"
    title   = "storage account"
    primary = "yes"
    names   = ["name"]
    unique  = "global"
    parent  = ["resource_group_name"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "azurerm_storage_container" {
    research       = ["terraform azurerm_storage_container"]
    format         = "terraform"
    role           = "data"
    holds          = "blob container"
    on_delete      = "retained_days"
    on_delete_says = "Container soft delete if enabled on the account."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_container"]
    verified       = true

    store   = "azure_storage_container"
    title   = "blob container"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["storage_account_id", "storage_account_name"]
    tags    = "tags"
    curated = ["setting"]
  }

  resource "azurerm_storage_share" {
    research       = ["terraform azurerm_storage_share"]
    format         = "terraform"
    role           = "data"
    holds          = "file share"
    on_delete      = "retained_days"
    on_delete_says = "Share soft delete if enabled on the account."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_share"]
    verified       = true

    backed_by "azurerm_backup_protected_file_share" {
      attr  = "source_file_share_name"
      lives = "apart"
    }
    store   = "azure_storage_share"
    title   = "file share"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    parent  = ["storage_account_id", "storage_account_name"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "azurerm_managed_disk" {
    research       = ["terraform azurerm_managed_disk"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "depends"
    on_delete_says = "azurerm_snapshot is a separate resource (independence of full snapshots unverified); Azure Backup points live in a vault."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/managed_disk"]

    backed_by "azurerm_snapshot" {
      attr  = "source_resource_id"
      note  = "source_resource_id | source_uri"
      lives = "apart"
    }

    backed_by "azurerm_data_protection_backup_instance_disk" {
      attr  = "disk_id"
      lives = "apart"
    }
    store   = "azure_managed_disk"
    title   = "managed disk"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    parent  = ["resource_group_name"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "azurerm_linux_virtual_machine" {
    research       = ["terraform azurerm_linux_virtual_machine"]
    format         = "terraform"
    role           = "data"
    holds          = "OS disk of a VM"
    on_delete      = "retained"
    on_delete_says = "Azure Backup retains VM backups per policy even after the VM is deleted; OS disk goes with the VM under Terraform's default."
    sources        = ["https://github.com/MicrosoftDocs/azure-compute-docs/pull/164"]
    verified       = true

    setting "provider azurerm features.virtual_machine.delete_os_disk_on_deletion" {
      kind     = "other"
      unsafe   = ["true"]
      default  = "true"
      note     = "OS disk is deleted with the VM by default in Terraform (Azure itself keeps it)"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }

    setting "provider azurerm features.virtual_machine.detach_implicit_data_disk_on_deletion" {
      kind     = "other"
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }

    backed_by "azurerm_backup_protected_vm" {
      attr  = "source_vm_id"
      lives = "apart"
    }

    backed_by "azurerm_virtual_machine_restore_point_collection" {
      attr  = "source_virtual_machine_id"
      lives = "apart"
    }
    store   = "azure_virtual_machine"
    title   = "Linux virtual machine"
    names   = ["name"]
    unique  = "account"
    parent  = ["resource_group_name"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "azurerm_windows_virtual_machine" {
    research       = ["terraform azurerm_windows_virtual_machine"]
    format         = "terraform"
    role           = "data"
    holds          = "OS disk of a VM"
    on_delete      = "retained"
    on_delete_says = "Azure Backup retains VM backups per policy even after the VM is deleted; OS disk goes with the VM under Terraform's default."
    sources        = ["https://github.com/MicrosoftDocs/azure-compute-docs/pull/164"]
    verified       = true

    setting "provider azurerm features.virtual_machine.delete_os_disk_on_deletion" {
      kind     = "other"
      unsafe   = ["true"]
      default  = "true"
      note     = "OS disk is deleted with the VM by default in Terraform (Azure itself keeps it)"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }

    setting "provider azurerm features.virtual_machine.detach_implicit_data_disk_on_deletion" {
      kind     = "other"
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }

    backed_by "azurerm_backup_protected_vm" {
      attr  = "source_vm_id"
      lives = "apart"
    }

    backed_by "azurerm_virtual_machine_restore_point_collection" {
      attr  = "source_virtual_machine_id"
      lives = "apart"
    }
    store   = "azure_virtual_machine"
    title   = "Windows virtual machine"
    names   = ["name"]
    unique  = "account"
    parent  = ["resource_group_name"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "azurerm_virtual_machine" {
    research  = ["terraform azurerm_virtual_machine"]
    format    = "terraform"
    role      = "data"
    holds     = "disks of a VM (legacy resource)"
    on_delete = "retained"
    sources   = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/virtual_machine"]
    verified  = true

    setting "delete_os_disk_on_termination" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/virtual_machine"
    }

    setting "delete_data_disks_on_termination" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/virtual_machine"
    }

    backed_by "azurerm_backup_protected_vm" {
      attr = "source_vm_id"
    }
    store  = "azure_virtual_machine"
    title  = "virtual machine"
    names  = ["name"]
    unique = "account"
    parent = ["resource_group_name"]
    tags   = "tags"
  }

  resource "azurerm_recovery_services_vault" {
    research       = ["terraform azurerm_recovery_services_vault"]
    format         = "terraform"
    role           = "vault"
    holds          = "backups (vault)"
    on_delete      = "retained_days"
    on_delete_says = "Soft delete 14 days."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/recovery_services_vault"]
    verified       = true

    setting "immutability" {
      kind     = "lock"
      safe     = ["Locked"]
      default  = "Disabled"
      scope    = "immutable"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/recovery_services_vault"
      note     = "Unlocked can still be switched off"
      curated  = ["kind"]
    }

    setting "soft_delete_enabled" {
      kind     = "undo"
      safe     = ["true"]
      note     = "argument present in older provider versions only; not in the current azurerm_recovery_services_vault doc; service soft delete is 14 days"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/recovery_services_vault"
    }

    setting "provider azurerm features.recovery_service.purge_protected_items_from_vault_on_destroy" {
      kind     = "other"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }

    setting "provider azurerm features.recovery_service.vm_backup_stop_protection_and_retain_data_on_destroy" {
      kind     = "other"
      unsafe   = ["false"]
      default  = "false"
      note     = "false: destroying azurerm_backup_protected_vm deletes the backup data (soft-deleted)"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }

    store   = "azure_recovery_services_vault"
    title   = "Recovery Services vault"
    names   = ["name"]
    unique  = "account"
    parent  = ["resource_group_name"]
    tags    = "tags"
    curated = ["role", "backed_by"]
  }

  resource "azurerm_data_protection_backup_vault" {
    research  = ["terraform azurerm_data_protection_backup_vault"]
    format    = "terraform"
    role      = "vault"
    holds     = "backups (vault)"
    on_delete = "retained_days"
    sources   = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/data_protection_backup_vault"]
    verified  = true

    setting "immutability" {
      kind     = "lock"
      safe     = ["Locked"]
      default  = "Disabled"
      scope    = "immutable"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/data_protection_backup_vault"
      note     = "Unlocked can still be switched off"
      curated  = ["kind"]
    }

    setting "soft_delete" {
      kind     = "undo"
      safe     = ["AlwaysOn", "On"]
      default  = "On"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/data_protection_backup_vault"
      unsafe   = ["Off"]
    }

    setting "retention_duration_in_days" {
      kind    = "undo"
      safe    = [">=14"]
      default = "14"
      note    = "default unverified"
      source  = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/data_protection_backup_vault"
    }
    store   = "azure_data_protection_backup_vault"
    title   = "Backup vault"
    names   = ["name"]
    unique  = "account"
    parent  = ["resource_group_name"]
    tags    = "tags"
    curated = ["role"]
  }

  resource "azurerm_backup_protected_vm" {
    research       = ["terraform azurerm_backup_protected_vm"]
    format         = "terraform"
    role           = "backup"
    holds          = "backup link"
    on_delete      = "retained_days"
    on_delete_says = "Destroying this resource stops protection; data kept only with features.recovery_service.vm_backup_stop_protection_and_retain_data_on_destroy."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/backup_protected_vm"]
    verified       = true

    title   = "backup of a virtual machine"
    parent  = ["recovery_vault_name"]
    curated = ["backed_by"]
  }

  resource "azurerm_key_vault" {
    research       = ["terraform azurerm_key_vault"]
    format         = "terraform"
    role           = "data"
    holds          = "keys/secrets"
    on_delete      = "retained_days"
    on_delete_says = "Soft-deleted 7-90 days unless purged; the provider purges by default when purge protection is off."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/key_vault"]
    verified       = true

    setting "purge_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/key_vault"
    }

    setting "soft_delete_retention_days" {
      kind     = "undo"
      safe     = [">=7"]
      default  = "90"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/key_vault"
    }

    setting "provider azurerm features.key_vault.purge_soft_delete_on_destroy" {
      kind     = "other"
      unsafe   = ["true"]
      default  = "true"
      note     = "provider purges on destroy by default"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }
    store  = "azure_key_vault"
    title  = "key vault"
    names  = ["name"]
    unique = "global"
    parent = ["resource_group_name"]
    tags   = "tags"
  }

  resource "azurerm_key_vault_managed_hardware_security_module" {
    research  = ["terraform azurerm_key_vault_managed_hardware_security_module"]
    format    = "terraform"
    role      = "data"
    holds     = "HSM keys"
    on_delete = "retained_days"
    sources   = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/key_vault_managed_hardware_security_module"]
    verified  = true

    setting "purge_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/key_vault_managed_hardware_security_module"
    }

    setting "soft_delete_retention_days" {
      kind     = "undo"
      safe     = [">=7"]
      default  = "90"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/key_vault_managed_hardware_security_module"
    }
    store  = "azure_managed_hsm"
    title  = "managed HSM"
    names  = ["name"]
    unique = "global"
    parent = ["resource_group_name"]
    tags   = "tags"
  }

  resource "azurerm_app_configuration" {
    research  = ["terraform azurerm_app_configuration"]
    format    = "terraform"
    role      = "data"
    holds     = "configuration data"
    on_delete = "retained_days"
    sources   = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/app_configuration"]
    verified  = true

    setting "purge_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/app_configuration"
    }

    setting "soft_delete_retention_days" {
      kind     = "undo"
      safe     = [">=7"]
      default  = "7"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/app_configuration"
    }

    setting "provider azurerm features.app_configuration.purge_soft_delete_on_destroy" {
      kind     = "other"
      unsafe   = ["true"]
      default  = "true"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }
    store  = "azure_app_configuration"
    title  = "App Configuration store"
    names  = ["name"]
    unique = "global"
    parent = ["resource_group_name"]
    tags   = "tags"
  }

  resource "azurerm_redis_cache" {
    research       = ["terraform azurerm_redis_cache"]
    format         = "terraform"
    role           = "data"
    holds          = "cache / persistent Redis"
    on_delete      = "depends"
    on_delete_says = "RDB backups go to the storage account in rdb_storage_connection_string (cross-environment edge)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/redis_cache"]
    verified       = true

    setting "redis_configuration.rdb_backup_enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/redis_cache"
    }

    setting "redis_configuration.aof_backup_enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/redis_cache"
    }

    setting "redis_configuration.rdb_storage_connection_string" {
      kind     = "place"
      safe     = ["other environment's account = finding"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/redis_cache"
    }
    store   = "azure_redis_cache"
    title   = "Azure Cache for Redis"
    primary = "no"
    names   = ["name"]
    unique  = "global"
    parent  = ["resource_group_name"]
    tags    = "tags"
  }

  resource "azurerm_netapp_volume" {
    research       = ["terraform azurerm_netapp_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "NetApp volume"
    on_delete      = "depends"
    on_delete_says = "Snapshots inside the volume; backups in a vault."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/netapp_volume"]
    verified       = true

    setting "data_protection_backup_policy.backup_policy_id" {
      kind     = "backup"
      safe     = ["nonempty"]
      default  = "absent"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/netapp_volume"
    }

    setting "provider azurerm features.netapp.prevent_volume_destruction" {
      kind     = "other"
      unsafe   = ["false"]
      default  = "true"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }

    setting "provider azurerm features.netapp.delete_backups_on_backup_vault_destroy" {
      kind     = "other"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }

    backed_by "azurerm_netapp_snapshot" {
      attr  = "volume_name"
      note  = "inside the volume"
      lives = "inside"
    }

    store   = "azure_netapp_volume"
    title   = "NetApp volume"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    parent  = ["resource_group_name"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "azurerm_kusto_cluster" {
    research       = ["terraform azurerm_kusto_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "ADX data"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/kusto_cluster"]

    setting "purge_enabled" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/kusto_cluster"
    }
    store  = "azure_kusto_cluster"
    title  = "Data Explorer cluster"
    names  = ["name"]
    unique = "account"
    parent = ["resource_group_name"]
    tags   = "tags"
  }

  resource "azurerm_kusto_database" {
    research  = ["terraform azurerm_kusto_database"]
    format    = "terraform"
    role      = "data"
    holds     = "ADX database"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/kusto_database"]
    verified  = true

    setting "soft_delete_period" {
      kind     = "undo"
      safe     = ["unset/unlimited"]
      default  = "unlimited"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/kusto_database"
    }
    store  = "azure_kusto_database"
    title  = "Data Explorer database"
    names  = ["name"]
    unique = "parent"
    parent = ["cluster_name"]
    tags   = "tags"
  }

  resource "azurerm_synapse_sql_pool" {
    research       = ["terraform azurerm_synapse_sql_pool"]
    format         = "terraform"
    role           = "data"
    holds          = "warehouse pool"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/synapse_sql_pool"]

    setting "geo_backup_policy_enabled" {
      kind     = "place"
      safe     = ["true"]
      default  = "true"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/synapse_sql_pool"
    }
    store   = "azure_synapse_sql_pool"
    title   = "Synapse SQL pool"
    primary = "yes"
    names   = ["name"]
    unique  = "parent"
    tags    = "tags"
  }

  resource "azurerm_log_analytics_workspace" {
    research       = ["terraform azurerm_log_analytics_workspace"]
    format         = "terraform"
    role           = "data"
    holds          = "logs"
    on_delete      = "retained_days"
    on_delete_says = "14-day recovery (unverified)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/log_analytics_workspace"]

    setting "provider azurerm features.log_analytics_workspace.permanently_delete_on_destroy" {
      kind     = "other"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }
    store   = "azure_log_analytics_workspace"
    title   = "Log Analytics workspace"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    parent  = ["resource_group_name"]
    tags    = "tags"
  }

  resource "azurerm_eventhub" {
    research  = ["terraform azurerm_eventhub"]
    format    = "terraform"
    role      = "data"
    holds     = "events"
    on_delete = "destroyed"
    sources   = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/eventhub"]

    setting "retention / message_retention" {
      kind     = "other"
      safe     = [">=1"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/eventhub"
    }
    store   = "azure_eventhub"
    title   = "event hub"
    primary = "no"
    names   = ["name"]
    unique  = "parent"
    tags    = "tags"
  }

  resource "azurerm_linux_web_app" {
    research       = ["terraform azurerm_linux_web_app"]
    format         = "terraform"
    role           = "data"
    holds          = "app content"
    on_delete      = "depends"
    on_delete_says = "Backups go to backup.storage_account_url (edge)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/linux_web_app"]
    verified       = true

    setting "backup.schedule.retention_period_days" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "30"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/linux_web_app"
    }

    setting "backup.schedule.keep_at_least_one_backup" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/linux_web_app"
    }
    store   = "azure_linux_web_app"
    title   = "Linux web app"
    primary = "no"
    names   = ["name"]
    unique  = "global"
    parent  = ["resource_group_name"]
    tags    = "tags"
  }

  resource "azurerm_container_registry" {
    research  = ["terraform azurerm_container_registry"]
    format    = "terraform"
    role      = "data"
    holds     = "images"
    on_delete = "destroyed"
    sources   = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/container_registry"]

    setting "retention_policy_in_days" {
      kind     = "retention"
      safe     = [">=7"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/container_registry"
    }
    store   = "azure_container_registry"
    title   = "container registry"
    primary = "no"
    names   = ["name"]
    unique  = "global"
    parent  = ["resource_group_name"]
    tags    = "tags"
  }

  resource "azurerm_resource_group" {
    research       = ["terraform azurerm_resource_group"]
    format         = "terraform"
    role           = "container"
    holds          = "everything in the group"
    on_delete      = "depends"
    on_delete_says = "Deleting the group deletes every resource in it, incl. a vault in the same group if it is empty."
    sources        = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/resource_group"]
    verified       = true

    setting "provider azurerm features.resource_group.prevent_deletion_if_contains_resources" {
      kind     = "other"
      unsafe   = ["false"]
      default  = "true"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/features-block"
    }
    store  = "azure_resource_group"
    title  = "resource group"
    names  = ["name"]
    unique = "account"
    tags   = "tags"
  }

  resource "azurerm_management_lock" {
    format   = "terraform"
    role     = "part"
    of       = ["*"]
    title    = "management lock"
    parent   = ["scope"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/management_lock"]

    setting "lock_level" {
      note     = "on a resource, its resource group or its subscription; who may delete locks can lift it"
      verified = true
      kind     = "lock"
      safe     = ["CanNotDelete", "ReadOnly"]
      scope    = "api"
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/management_lock"
    }
  }

  resource "azurerm_storage_container_immutability_policy" {
    format   = "terraform"
    role     = "part"
    of       = ["azurerm_storage_container"]
    parent   = ["storage_container_resource_manager_id"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_container_immutability_policy"]

    setting "locked" {
      verified = true
      kind     = "lock"
      safe     = ["true"]
      scope    = "immutable"
      source   = "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_container_immutability_policy"
    }
  }

  resource "azurerm_data_protection_backup_instance_postgresql_flexible_server" {
    format   = "terraform"
    role     = "backup"
    title    = "backup in a vault"
    parent   = ["vault_id"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/data_protection_backup_instance_postgresql_flexible_server"]
  }

  resource "azurerm_data_protection_backup_instance_mysql_flexible_server" {
    format   = "terraform"
    role     = "backup"
    title    = "backup in a vault"
    parent   = ["vault_id"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/data_protection_backup_instance_mysql_flexible_server"]
  }

  resource "azurerm_data_protection_backup_instance_disk" {
    format   = "terraform"
    role     = "backup"
    title    = "backup in a vault"
    parent   = ["vault_id"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/data_protection_backup_instance_disk"]
  }

  resource "azurerm_data_protection_backup_instance_blob_storage" {
    format   = "terraform"
    role     = "backup"
    title    = "backup of blobs"
    parent   = ["vault_id"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/data_protection_backup_instance_blob_storage"]
  }

  resource "azurerm_backup_protected_file_share" {
    format   = "terraform"
    role     = "backup"
    title    = "backup of a file share"
    parent   = ["recovery_vault_name"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/backup_protected_file_share"]
  }
}
