# SPDX-License-Identifier: Apache-2.0
# What Azure documents about credentials, servers, vaults and locks.

provider "azure" {
  title       = "Azure"
  checked     = "2026-11-22"
  scope_model = "RBAC on scope"
  home        = "azure_subscription"

  token "azure_client_secret" {
    title     = "Azure client secret"
    variables = ["AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET"]
    beside = [
      "AZURE_CLIENT_ID",
      "AZURE_TENANT_ID",
      "ARM_CLIENT_ID",
      "ARM_TENANT_ID",
      "ARM_SUBSCRIPTION_ID",
      "AZURE_SUBSCRIPTION_ID",
    ]
    form          = "[a-zA-Z0-9_~.]{3}\\dQ~[a-zA-Z0-9_~.-]{31,34}"
    bare          = true
    files         = ["~/.azure/service_principal_entries.json", ".env*"]
    scope         = "what the role assignments of its service principal reach, up to a whole subscription or more"
    opens         = "account"
    cannot_narrow = "what it may do is the role assignments of its principal: assign them on one resource group, and use a federated credential"
    verified      = true
    sources = [
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6/website/docs/guides/service_principal_client_secret.html.markdown",
      "https://github.com/amlalabs/blastradius/blob/da965e7d76/src/probes/store.rs",
    ]
    research = ["service-principal client secret"]
    curated  = ["scope"]

    fix {
      steps = [
        "let the job sign in through a federated credential (OIDC) instead of a secret",
        "assign the principal a role on the one resource group, not on the subscription",
        "keep production in a subscription of its own",
        "delete the secret",
      ]
      command = "az ad app credential delete --id APP --key-id KEY"
      url     = "https://learn.microsoft.com/azure/developer/github/connect-from-azure-openid-connect"
    }
  }

  token "azure_login_credentials" {
    title         = "Azure service-principal credentials"
    variables     = ["AZURE_CREDENTIALS"]
    form          = "\\s*\\{[\\s\\S]*\"clientSecret\"\\s*:[\\s\\S]*\\}\\s*"
    inputs        = ["azure/login:creds"]
    scope         = "what the role assignments of its service principal reach, up to a whole subscription or more"
    opens         = "account"
    cannot_narrow = "what it may do is the role assignments of its principal: assign them on one resource group, and use a federated credential"
    verified      = true
    sources       = ["https://github.com/Azure/login"]

    fix {
      steps = [
        "let the job sign in through a federated credential (OIDC) instead of a secret",
        "assign the principal a role on the one resource group, not on the subscription",
        "keep production in a subscription of its own",
        "delete the secret",
      ]
      command = "az ad app credential delete --id APP --key-id KEY"
      url     = "https://learn.microsoft.com/azure/developer/github/connect-from-azure-openid-connect"
    }
  }

  token "azure_user_token" {
    title         = "Azure login"
    files         = ["~/.azure/msal_token_cache.json", "~/.azure/accessTokens.json (legacy)"]
    scope         = "everything that its user can do"
    opens         = "account"
    cannot_narrow = "it has the rights of its user; log out where agents work: az logout"
    verified      = true
    sources       = ["https://github.com/amlalabs/blastradius/blob/da965e7d76/src/probes/store.rs"]
    research      = ["user token cache"]
    curated       = ["scope"]
  }

  token "azure_storage_account_key" {
    title     = "Azure storage account key"
    variables = ["AZURE_STORAGE_KEY", "AZURE_STORAGE_ACCOUNT_KEY"]
    form      = "[A-Za-z0-9+/]{86}=="
    files     = [".env*", "appsettings.json"]
    scope     = "one storage account with all that lies in it"
    opens     = "store"
    power     = ["read", "write", "delete"]
    narrower  = "azure_storage_sas"
    verified  = true
    sources   = ["https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml"]
    research  = ["storage account key / connection string"]
    curated   = ["scope", "variables"]

    fix {
      steps = [
        "use Microsoft Entra roles, or a SAS for the one container with the permissions of the job and an expiry",
        "forbid shared keys on the account: allowSharedKeyAccess false",
        "rotate the key",
      ]
      url = "https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent"
    }
  }

  token "azure_storage_connection_string" {
    title     = "Azure storage connection string"
    variables = ["AZURE_STORAGE_CONNECTION_STRING"]
    form      = "DefaultEndpointsProtocol=https?;(?:[\\s\\S]*;)?AccountKey=[A-Za-z0-9+/]{86}==[\\s\\S]*"
    bare      = true
    scope     = "one storage account, which it names, with all that lies in it"
    opens     = "store"
    power     = ["read", "write", "delete"]
    narrower  = "azure_storage_sas"
    verified  = true
    sources   = ["https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml"]
  }

  token "azure_storage_sas" {
    title         = "Azure storage SAS"
    variables     = ["AZURE_STORAGE_SAS_TOKEN"]
    form          = "\\??(?:sv|sp|se|st|sr|ss|srt)=[\\s\\S]*sig=[\\s\\S]*"
    scope         = "what its signature lists: services, containers, permissions, until when"
    opens         = "store"
    cannot_narrow = "what it may do and until when stands in it: choose the fewest"
    verified      = true
    sources       = ["https://learn.microsoft.com/azure/storage/common/storage-sas-overview"]
  }

  operation "postgres flexible-server delete" {
    kind     = "arm"
    call     = "Microsoft.DBforPostgreSQL/flexibleServers/delete  (az postgres flexible-server delete)"
    pattern  = "\\baz\\s+(?:postgres|mysql)\\s+(?:flexible-server|server)\\s+(?:db\\s+)?delete\\b|\\baz\\s+(?:sql\\s+(?:db|server)|cosmosdb)\\s+delete\\b"
    words    = ["az"]
    example  = "az postgres flexible-server delete -g rg -n shop --yes"
    innocent = "az postgres flexible-server list"
    loses    = "server; backup kept five days"
    destroys = "azure_postgresql_flexible_server"
    needs    = ["delete"]
    asks     = "a prompt; --yes skips it"
    verified = true
    sources  = ["https://github.com/MicrosoftDocs/azure-databases-docs/blob/02732bed99e6500fe924d7ee7ed8ef8da5ecf2aa/articles/postgresql/flexible-server/how-to-restore-dropped-server.md"]
    research = ["Microsoft.DBforPostgreSQL/flexibleServers/delete"]
    curated  = ["call"]
  }

  operation "group delete" {
    kind     = "arm"
    call     = "DELETE resourceGroups/{rg}  (az group delete)"
    pattern  = "\\baz\\s+group\\s+delete\\b"
    words    = ["az"]
    example  = "az group delete -n rg-prod --yes --no-wait"
    innocent = "az group list"
    loses    = "every resource in the group"
    destroys = "azure_resource_group"
    needs    = ["delete"]
    asks     = "a prompt; --yes skips it"
    research = ["DELETE resourceGroups/{rg}"]
    curated  = ["call"]
  }

  operation "keyvault purge" {
    kind     = "arm"
    call     = "Microsoft.KeyVault/vaults/delete + purge"
    pattern  = "\\baz\\s+keyvault\\s+(?:purge|delete)\\b"
    words    = ["az"]
    example  = "az keyvault purge -n v"
    innocent = "az keyvault secret show --vault-name v -n s"
    loses    = "keys and secrets; azurerm purge_soft_delete_on_destroy default true"
    destroys = "azure_key_vault"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6/website/docs/guides/features-block.html.markdown"]
    research = ["Microsoft.KeyVault/vaults/delete + purge"]
  }

  operation "storage delete" {
    kind     = "cli"
    call     = "az storage account delete | az storage container delete | az storage blob delete-batch"
    pattern  = "\\baz\\s+storage\\s+(?:account\\s+delete|container\\s+delete|blob\\s+delete-batch)\\b"
    words    = ["az"]
    example  = "az storage container delete -n uploads --account-name a"
    innocent = "az storage blob upload-batch -d www -s dist"
    loses    = "a storage account, a container, its blobs"
    destroys = "azure_storage_container"
    needs    = ["delete"]
    verified = true
    sources  = ["https://learn.microsoft.com/cli/azure/storage/container"]
  }

  store "azure_postgresql_flexible_server" {
    title    = "Azure Database for PostgreSQL"
    holds    = "a Postgres database"
    primary  = true
    verified = true
    sources  = ["https://github.com/MicrosoftDocs/azure-databases-docs/blob/02732bed99e6500fe924d7ee7ed8ef8da5ecf2aa/articles/postgresql/flexible-server/how-to-restore-dropped-server.md"]

    undo {
      hours    = 120
      by       = "by whoever may create servers in the subscription, with createMode ReviveDropped; it \"isn't always guaranteed\""
      verified = true
      sources  = ["https://github.com/MicrosoftDocs/azure-databases-docs/blob/02732bed99e6500fe924d7ee7ed8ef8da5ecf2aa/articles/postgresql/flexible-server/how-to-restore-dropped-server.md"]
    }

    backup "azure_postgresql_backup" {
      title     = "backups of an Azure Database for PostgreSQL"
      on_delete = "retained_days"
      days      = 5
      option    = "createMode ReviveDropped, same subscription; \"isn't always guaranteed\""
      default   = "5 days"
      exists    = "always"
      verified  = true
      sources   = ["https://github.com/MicrosoftDocs/azure-databases-docs/blob/02732bed99e6500fe924d7ee7ed8ef8da5ecf2aa/articles/postgresql/flexible-server/how-to-restore-dropped-server.md"]
      research  = ["PostgreSQL flexible server -> backups"]
    }
  }

  store "azure_key_vault" {
    title    = "Azure Key Vault"
    holds    = "keys and secrets"
    verified = true
    sources  = ["https://learn.microsoft.com/azure/key-vault/general/overview"]

    undo {
      hours    = 2160
      by       = "by whoever may recover deleted vaults, unless it is purged; Terraform purges by default"
      verified = true
      sources = [
        "https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6/website/docs/r/key_vault.html.markdown",
        "https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6/website/docs/guides/features-block.html.markdown",
      ]
      research = ["Key Vault"]
    }
  }

  store "azure_backup_vault_item" {
    title    = "item in an Azure Backup vault"
    holds    = "copies of other data"
    verified = true
    sources  = ["https://learn.microsoft.com/azure/backup/backup-vault-overview"]

    undo {
      hours    = 336
      by       = "by whoever may undelete in the vault, while soft delete is on"
      verified = true
      sources  = ["https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6/website/docs/r/data_protection_backup_vault.html.markdown"]
      research = ["Backup vault items"]
    }
  }

  store "azure_managed_disk" {
    title    = "Azure managed disk"
    holds    = "a disk"
    primary  = true
    verified = true
    sources  = ["https://learn.microsoft.com/azure/virtual-machines/managed-disks-overview"]

    backup "azure_disk_snapshot" {
      title     = "snapshots of a managed disk"
      on_delete = "unverified"
      research  = ["managed disk -> snapshots"]
    }
  }

  store "azure_storage_container" {
    title    = "Azure blob container"
    holds    = "objects"
    primary  = true
    verified = true
    sources  = ["https://learn.microsoft.com/azure/storage/blobs/storage-blobs-introduction"]
  }

  store "azure_storage_account" {
    title    = "Azure storage account"
    holds    = "objects and files"
    primary  = true
    verified = true
    sources  = ["https://learn.microsoft.com/azure/storage/common/storage-account-overview"]
  }

  store "azure_cosmosdb_account" {
    title    = "Azure Cosmos DB account"
    holds    = "documents"
    primary  = true
    verified = true
    sources  = ["https://learn.microsoft.com/azure/cosmos-db/introduction"]
  }

  store "azure_sql_database" {
    title    = "Azure SQL database"
    holds    = "a database"
    primary  = true
    verified = true
    sources  = ["https://learn.microsoft.com/azure/azure-sql/database/sql-database-paas-overview"]
  }

  store "azure_redis_cache" {
    title    = "Azure Cache for Redis"
    holds    = "a cache"
    verified = true
    sources  = ["https://learn.microsoft.com/azure/azure-cache-for-redis/cache-overview"]
  }

  scope "azure_subscription" {
    title = "Azure subscription"
    level = "account"
  }

  scope "azure_resource_group" {
    title = "Azure resource group"
    level = "project"
  }

  lock "management lock" {
    on       = "azure_resource_group"
    level    = "api"
    default  = "off"
    note     = "whoever may delete locks lifts it: two calls"
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6/website/docs/r/management_lock.html.markdown"]
    research = ["management lock CanNotDelete / ReadOnly"]
  }

  lock "purge protection" {
    on       = "azure_key_vault"
    level    = "immutable"
    default  = "off unless set"
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6/website/docs/r/key_vault.html.markdown"]
    research = ["key vault purge_protection_enabled"]
  }

  lock "prevent_deletion_if_contains_resources" {
    on       = "azure_resource_group"
    level    = "terraform"
    default  = "true (Terraform-only)"
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6/website/docs/guides/features-block.html.markdown"]
    research = ["azurerm resource_group.prevent_deletion_if_contains_resources"]
  }

  use "deploy" {
    says    = "deploys an app"
    pattern = "\\baz\\s+(?:webapp\\s+(?:deploy|deployment|up|config)|functionapp\\s+(?:deploy|deployment)|containerapp\\s+(?:up|update)|staticwebapp)\\b"
    words   = ["az"]
    example = "az webapp deploy -g rg -n app --src-path a.zip"
    sources = ["https://learn.microsoft.com/cli/azure/webapp"]
  }

  use "registry" {
    says    = "pushes and pulls images"
    pattern = "\\baz\\s+acr\\s+(?:login|build|import)\\b"
    words   = ["az"]
    example = "az acr login -n shop"
    sources = ["https://learn.microsoft.com/cli/azure/acr"]
  }

  use "kubeconfig" {
    says    = "fetches a cluster's access"
    pattern = "\\baz\\s+aks\\s+get-credentials\\b"
    words   = ["az"]
    example = "az aks get-credentials -g rg -n prod"
    sources = ["https://learn.microsoft.com/cli/azure/aks"]
  }

  use "storage" {
    says    = "copies to or from storage"
    pattern = "\\baz\\s+storage\\s+(?:blob|file)\\s+(?:upload|download|sync|list|copy)\\S*"
    words   = ["az"]
    example = "az storage blob upload-batch -d www -s dist"
    sources = ["https://learn.microsoft.com/cli/azure/storage/blob"]
  }
}
