# SPDX-License-Identifier: Apache-2.0
# What DigitalOcean documents about tokens, volumes, databases and backups.

provider "digitalocean" {
  title       = "DigitalOcean"
  checked     = "2026-11-22"
  scope_model = "team token with endpoint scopes; projects group resources and name their environment; no token is limited to one"
  home        = "digitalocean_team"

  token "digitalocean_token" {
    title     = "DigitalOcean token"
    variables = ["DIGITALOCEAN_ACCESS_TOKEN", "DIGITALOCEAN_TOKEN"]
    form      = "dop_v1_[a-f0-9]{64}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.digitalocean.com"]
    files = [
      "~/.config/doctl/config.yaml : access-token, auth-contexts.<name>",
      "macOS ~/Library/Application Support/doctl/config.yaml",
      "%APPDATA%\\doctl\\config.yaml",
    ]
    inputs        = ["digitalocean/action-doctl:token", "digitalocean/app_action:token", "digitalocean/app_action/deploy:token"]
    scope         = "a whole team, with full, read-only or custom access; never a single project"
    opens         = "account"
    cannot_narrow = "custom scopes narrow it to methods and resource types; none narrows it to one project: keep production in a team of its own"
    note          = "Its form does not show which access it has."
    verified      = true
    sources = [
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/digitalocean/doctl/blob/168188d3e0/README.md",
      "https://github.com/digitalocean/openapi/blob/7c1300c479/specification/DigitalOcean-public.v2.yaml",
    ]
    research = ["personal access token"]
    curated  = ["scope"]

    fix {
      steps = [
        "make a token with custom scopes: only the resources and methods of the job, no delete scopes",
        "keep production in a team of its own: no token is limited to a project",
        "revoke the full-access token",
      ]
      url = "https://docs.digitalocean.com/reference/api/create-personal-access-token/"
    }
  }

  token "digitalocean_oauth_token" {
    title    = "DigitalOcean OAuth token"
    form     = "do[or]_v1_[a-f0-9]{64}"
    bare     = true
    headers  = ["Authorization: Bearer"]
    hosts    = ["api.digitalocean.com"]
    scope    = "a team, within its OAuth scopes"
    opens    = "account"
    narrower = "digitalocean_token"
    verified = true
    sources  = ["https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml"]
    research = ["OAuth access / refresh token"]
    curated  = ["scope"]
  }

  token "digitalocean_spaces_key" {
    title         = "DigitalOcean Spaces key"
    variables     = ["SPACES_SECRET_ACCESS_KEY", "SPACES_SECRET_KEY", "SPACES_ACCESS_KEY_ID", "SPACES_ACCESS_KEY"]
    form          = "DO[A-Z0-9]{18}"
    secret_form   = "[A-Za-z0-9/+]{43}"
    files         = [".env*", "~/.aws/credentials"]
    scope         = "Spaces buckets, all or chosen ones"
    opens         = "account"
    cannot_narrow = "a key can be limited to named buckets and to reading"
    verified      = true
    sources       = ["https://github.com/digitalocean/terraform-provider-digitalocean/blob/401992a1e4/docs/index.md"]
    research      = ["Spaces key"]
    curated       = ["scope"]

    fix {
      steps = ["make a key with limited access: read, or read/write/delete, on the one bucket"]
      url   = "https://docs.digitalocean.com/products/spaces/how-to/manage-access/"
    }
  }

  operation "droplet delete" {
    kind     = "rest/cli"
    call     = "DELETE /v2/droplets/{id} ; DELETE /v2/droplets?tag_name=  (doctl compute droplet delete)"
    pattern  = "\\bdoctl\\s+compute\\s+droplet\\s+(?:delete|rm|d)\\b"
    words    = ["doctl"]
    example  = "doctl compute droplet delete web-1 --force"
    innocent = "doctl compute droplet list"
    loses    = "droplet(s), their disk and backups"
    destroys = "digitalocean_droplet"
    needs    = ["delete"]
    asks     = "a prompt; --force skips it"
    verified = true
    sources = [
      "https://github.com/digitalocean/openapi/blob/7c1300c479/specification/resources/droplets/droplets_destroy.yml",
      "https://github.com/digitalocean/openapi/blob/7c1300c479/specification/resources/droplets/droplets_destroy_byTag.yml",
    ]
    research = ["DELETE /v2/droplets/{id} ; DELETE /v2/droplets?tag_name="]
    curated  = ["kind", "call"]
  }

  operation "destroy_with_associated_resources/dangerous" {
    kind     = "rest"
    call     = "DELETE /v2/droplets/{id}/destroy_with_associated_resources/dangerous (header X-Dangerous: true)"
    pattern  = "destroy_with_associated_resources/dangerous"
    words    = ["dangerous"]
    example  = "curl -X DELETE -H \"X-Dangerous: true\" https://api.digitalocean.com/v2/droplets/1/destroy_with_associated_resources/dangerous"
    loses    = "droplet plus snapshots, volumes, volume snapshots"
    destroys = "digitalocean_droplet"
    needs    = ["delete", "delete_backups"]
    verified = true
    sources  = ["https://github.com/digitalocean/openapi/blob/7c1300c479/specification/resources/droplets/droplets_destroy_withAssociatedResourcesDangerous.yml"]
    research = ["DELETE /v2/droplets/{id}/destroy_with_associated_resources/dangerous (header X-Dangerous: true)"]
  }

  operation "databases delete" {
    kind     = "rest/cli"
    call     = "DELETE /v2/databases/{uuid}  (doctl databases delete)"
    pattern  = "\\bdoctl\\s+(?:databases|dbs?|database)\\s+(?:delete|rm)\\b"
    words    = ["doctl"]
    example  = "doctl databases delete 9cc1 --force"
    innocent = "doctl databases list"
    loses    = "cluster, contents and automated backups"
    destroys = "digitalocean_database_cluster"
    needs    = ["delete"]
    asks     = "a prompt; --force skips it"
    verified = true
    sources  = ["https://github.com/digitalocean/openapi/blob/7c1300c479/specification/resources/databases/databases_destroy_cluster.yml"]
    research = ["DELETE /v2/databases/{uuid}"]
    curated  = ["kind", "call"]
  }

  operation "volume delete" {
    kind     = "rest/cli"
    call     = "DELETE /v2/volumes/{id} ; DELETE /v2/snapshots/{id}  (doctl compute volume delete)"
    pattern  = "\\bdoctl\\s+compute\\s+(?:volume|snapshot)\\s+(?:delete|rm|d)\\b"
    words    = ["doctl"]
    example  = "doctl compute volume delete f3 --force"
    innocent = "doctl compute volume list"
    loses    = "volume (\"destroying all of its data ... irreversible\"); snapshot"
    destroys = "digitalocean_volume"
    needs    = ["delete"]
    asks     = "a prompt; --force skips it"
    verified = true
    sources = [
      "https://github.com/digitalocean/doctl/blob/168188d3e0/commands/volumes.go",
      "https://github.com/digitalocean/doctl/blob/168188d3e0/commands/snapshots.go",
    ]
    research = ["DELETE /v2/volumes/{id} ; DELETE /v2/snapshots/{id}"]
    curated  = ["kind", "call"]
  }

  operation "disable backups" {
    kind     = "rest/ui"
    call     = "disable backups on a droplet"
    pattern  = "\\bdoctl\\s+compute\\s+droplet-action\\s+disable-backups\\b"
    words    = ["doctl"]
    example  = "doctl compute droplet-action disable-backups 1"
    loses    = "\"deletes any existing backup images\""
    destroys = "digitalocean_droplet_backup"
    needs    = ["administer"]
    verified = true
    sources  = ["https://docs.digitalocean.com/products/images/backups/how-to/disable/"]
    research = ["disable backups on a droplet"]
  }

  store "digitalocean_droplet" {
    title    = "DigitalOcean droplet"
    holds    = "the disk of a server"
    verified = true
    sources  = ["https://docs.digitalocean.com/products/images/backups/support/"]

    backup "digitalocean_droplet_backup" {
      title     = "automatic backups of a droplet"
      on_delete = "destroyed"
      option    = "convert to snapshot first"
      default   = "n/a"
      exists    = "when-enabled"
      quote     = "Destroying a Droplet destroys the backups along with it."
      verified  = true
      sources   = ["https://docs.digitalocean.com/products/images/backups/support/"]
      research  = ["droplet -> automatic backups"]
      curated   = ["note"]
    }

    backup "digitalocean_snapshot" {
      title     = "snapshots of a droplet or volume"
      on_delete = "retained"
      option    = "destroy_with_associated_resources selective|dangerous can include them"
      default   = "kept: \"Any associated resource not included ... will remain\""
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://github.com/digitalocean/openapi/blob/7c1300c479/specification/resources/droplets/droplets_destroy_withAssociatedResourcesSelective.yml"]
      research  = ["droplet / volume -> snapshots"]
    }
  }

  store "digitalocean_volume" {
    title    = "DigitalOcean volume"
    holds    = "a disk"
    primary  = true
    verified = true
    sources  = ["https://github.com/digitalocean/openapi/blob/7c1300c479/specification/resources/droplets/droplets_destroy_withAssociatedResourcesSelective.yml"]

    backup "digitalocean_snapshot" {
      title     = "snapshots of a droplet or volume"
      on_delete = "retained"
      option    = "destroy_with_associated_resources selective|dangerous can include them"
      default   = "kept: \"Any associated resource not included ... will remain\""
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://github.com/digitalocean/openapi/blob/7c1300c479/specification/resources/droplets/droplets_destroy_withAssociatedResourcesSelective.yml"]
      research  = ["droplet / volume -> snapshots"]
    }
  }

  store "digitalocean_database_cluster" {
    title    = "DigitalOcean managed database"
    holds    = "databases"
    primary  = true
    verified = true
    sources  = ["https://docs.digitalocean.com/products/databases/postgresql/how-to/destroy/"]

    backup "digitalocean_database_backup" {
      title     = "automated backups of a DigitalOcean managed database"
      on_delete = "destroyed"
      default   = "n/a"
      exists    = "by-default"
      verified  = true
      sources   = ["https://docs.digitalocean.com/products/databases/postgresql/how-to/destroy/"]
      research  = ["managed database cluster -> automated backups"]
    }
  }

  store "digitalocean_spaces_bucket" {
    title    = "DigitalOcean Spaces bucket"
    holds    = "objects"
    primary  = true
    verified = true
    sources  = ["https://docs.digitalocean.com/products/spaces/"]
  }

  scope "digitalocean_team" {
    title = "DigitalOcean team"
    level = "account"
  }

  scope "digitalocean_project" {
    title = "DigitalOcean project"
    level = "project"
  }

  scope "digitalocean_app" {
    title = "DigitalOcean app"
    level = "app"
  }

  lock "deletion protection" {
    level    = "none"
    default  = "none found (unverified)"
    research = ["deletion protection"]
  }

  use "registry" {
    says    = "pushes and pulls images"
    pattern = "\\bdoctl\\s+registry\\b"
    words   = ["doctl"]
    example = "doctl registry login --expiry-seconds 600"
    sources = ["https://docs.digitalocean.com/reference/doctl/"]
  }

  use "deploy" {
    says    = "deploys an app"
    pattern = "\\bdoctl\\s+apps?\\s+(?:create-deployment|update|create|spec)\\b"
    words   = ["doctl"]
    example = "doctl apps create-deployment $APP_ID"
    sources = ["https://docs.digitalocean.com/reference/doctl/"]
  }

  use "dns" {
    says    = "manages DNS records"
    pattern = "\\bdoctl\\s+compute\\s+domain\\b"
    words   = ["doctl"]
    example = "doctl compute domain records list example.com"
    sources = ["https://docs.digitalocean.com/reference/doctl/"]
  }

  use "kubeconfig" {
    says    = "fetches a cluster's access"
    pattern = "\\bdoctl\\s+(?:kubernetes|k8s)\\s+cluster\\s+kubeconfig\\b"
    words   = ["doctl"]
    example = "doctl kubernetes cluster kubeconfig save prod"
    sources = ["https://docs.digitalocean.com/reference/doctl/"]
  }
}
