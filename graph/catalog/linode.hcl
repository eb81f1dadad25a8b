# SPDX-License-Identifier: Apache-2.0
# What Linode documents about tokens, volumes and backups.

provider "linode" {
  title       = "Linode/Akamai"
  checked     = "2026-11-22"
  scope_model = "account token with product scopes"
  home        = "linode_account"

  token "linode_token" {
    title     = "Linode token"
    variables = ["LINODE_TOKEN", "LINODE_CLI_TOKEN"]
    form      = "[a-f0-9]{64}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.linode.com"]
    files = [
      "~/.config/linode-cli (INI [<user>] token; override LINODE_CLI_CONFIG, XDG_CONFIG_HOME)",
      "~/.linode-cli (legacy)",
    ]
    scope         = "the account, per product for reading or for everything"
    opens         = "account"
    cannot_narrow = "a token is narrowed by product and to reading, not to one resource"
    sources = [
      "https://github.com/linode/linode-cli/blob/f61690ec2f/linodecli/configuration/config.py",
      "https://github.com/linode/linode-cli/blob/f61690ec2f/linodecli/configuration/helpers.py",
      "https://github.com/linode/terraform-provider-linode/blob/6aef35f541/docs/index.md",
    ]
    research = ["personal access token"]
    curated  = ["scope"]

    fix {
      steps = [
        "make a token with read-only access to all but the products of the job, with an expiry",
        "keep production in an account of its own",
      ]
      url = "https://techdocs.akamai.com/cloud-computing/docs/manage-personal-access-tokens"
    }
  }

  token "linode_object_storage_key" {
    title         = "Linode Object Storage key"
    variables     = ["LINODE_OBJ_SECRET_KEY", "LINODE_OBJ_ACCESS_KEY"]
    scope         = "all buckets or listed ones"
    opens         = "account"
    cannot_narrow = "limit the key to the one bucket, read-only where that suffices"
    note          = "env remark: LINODE_OBJ_ACCESS_KEY (unverified), LINODE_OBJ_SECRET_KEY (unverified)"
    research      = ["Object Storage key"]
    curated       = ["scope"]
  }

  operation "backups-cancel" {
    kind     = "rest/cli"
    call     = "POST /v4/linode/instances/{linodeId}/backups/cancel  (linode-cli linodes backups-cancel)"
    pattern  = "\\blinode-cli\\s+linodes\\s+backups-cancel\\b"
    words    = ["linode"]
    example  = "linode-cli linodes backups-cancel 123"
    loses    = "\"Deletes all of this Linode's existing backups forever.\""
    destroys = "linode_backup"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://developers-linode.netlify.app/api/v4/linode-instances-linode-id-backups-cancel/"]
    research = ["POST /v4/linode/instances/{linodeId}/backups/cancel"]
    curated  = ["kind", "call"]
  }

  operation "linodes delete" {
    kind     = "rest/cli"
    call     = "DELETE /v4/linode/instances/{linodeId} ; POST .../rebuild  (linode-cli linodes delete)"
    pattern  = "\\blinode-cli\\s+linodes\\s+(?:delete|rm|rebuild)\\b"
    words    = ["linode"]
    example  = "linode-cli linodes delete 123"
    innocent = "linode-cli linodes list"
    loses    = "instance disks"
    destroys = "linode_instance"
    needs    = ["delete"]
    research = ["DELETE /v4/linode/instances/{linodeId} ; POST .../rebuild"]
    curated  = ["kind", "call"]
  }

  operation "volumes delete" {
    kind     = "rest/cli"
    call     = "DELETE /v4/volumes/{volumeId} ; DELETE /v4/databases/{engine}/instances/{id}  (linode-cli volumes delete)"
    pattern  = "\\blinode-cli\\s+(?:volumes\\s+(?:delete|rm)|databases\\s+(?:mysql|postgresql)-delete)\\b"
    words    = ["linode"]
    example  = "linode-cli volumes delete 123"
    innocent = "linode-cli volumes list"
    loses    = "volume; database"
    destroys = "linode_volume"
    needs    = ["delete"]
    research = ["DELETE /v4/volumes/{volumeId} ; DELETE /v4/databases/{engine}/instances/{id}"]
    curated  = ["kind", "call"]
  }

  store "linode_instance" {
    title = "Linode"
    holds = "the disk of a server"

    backup "linode_backup" {
      title     = "backups of a Linode after the service is cancelled"
      on_delete = "destroyed"
      default   = "n/a"
      exists    = "when-enabled"
      quote     = "irretrievably deletes all of your Linode's Backups, including its manual Snapshot"
      verified  = true
      sources   = ["https://github.com/linode/docs/blob/1018a48df1d587da5b3bca4c63c5c71480005bc4/docs/products/storage/backups/guides/cancel/index.md"]
      research  = ["instance -> Backup service backups (service cancelled)"]
      curated   = ["note"]
    }

    backup "linode_instance_backup" {
      title     = "backups of a Linode after its deletion"
      on_delete = "unverified"
      default   = "not found in stored sources"
      exists    = "when-enabled"
      research  = ["instance -> backups (instance deleted)"]
    }
  }

  store "linode_volume" {
    title      = "Linode volume"
    holds      = "a disk"
    primary    = true
    no_backups = "the Backup service does not cover volumes"
    verified   = true
    sources    = ["https://github.com/linode/docs/blob/3ef853898059b16a61cddc2ae87d84457c50678f/docs/products/storage/backups/faqs/_index.md"]
    research   = ["block storage volume"]
  }

  store "linode_database" {
    title   = "Linode managed database"
    holds   = "databases"
    primary = true

    backup "linode_database_backup" {
      title     = "backups of a Linode managed database"
      on_delete = "unverified"
      research  = ["managed database -> backups"]
    }
  }

  scope "linode_account" {
    title = "Linode account"
    level = "account"
  }

  lock "resource locks" {
    level    = "none"
    default  = "unverified"
    research = ["resource locks / deletion protection"]
  }
}
