# SPDX-License-Identifier: Apache-2.0
# What Fly.io documents about tokens, volumes and snapshots.

provider "fly" {
  title       = "Fly.io"
  checked     = "2026-11-22"
  scope_model = "account | org | app; macaroons can be attenuated further"

  token "fly_token" {
    title     = "Fly.io token"
    variables = ["FLY_API_TOKEN", "FLY_ACCESS_TOKEN"]
    form      = "(?:FlyV1 )?fm(?:1[ar]|2)_[A-Za-z0-9+/=_-]{100,}(?:,fm[12][ar]?_[A-Za-z0-9+/=_-]{100,})*"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.machines.dev", "api.fly.io"]
    scope     = "an app, an organization or an account: which one is written inside the token and not in its form"
    opens     = "account"
    narrower  = "fly_app_deploy_token"
    note      = "All kinds but the oldest begin with fm1 or fm2; what a token may do is in its caveats."
    verified  = true
    sources = [
      "https://github.com/superfly/docs/blob/5c22c8cece/security/tokens.html.markerb",
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
    ]

    fix {
      steps = [
        "create a deploy token for the one app: it reaches that app and its resources",
        "keep each environment in an app of its own, better in an organization of its own",
        "revoke the wide token: fly tokens revoke",
      ]
      command = "fly tokens create deploy --app APP --expiry 720h"
      url     = "https://fly.io/docs/security/tokens/"
    }
  }

  token "fly_auth_token" {
    title     = "Fly.io auth token"
    variables = ["FLY_API_TOKEN", "FLY_ACCESS_TOKEN"]
    form      = "fo1_[A-Za-z0-9_-]{43}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.machines.dev", "api.fly.io"]
    files     = ["~/.fly/config.yml : access_token (dir override FLY_CONFIG_DIR)"]
    scope     = "all organizations of the account"
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "fly_app_deploy_token"
    verified  = true
    sources = [
      "https://github.com/superfly/docs/blob/5c22c8cece/security/tokens.html.markerb",
      "https://github.com/superfly/flyctl/blob/ad0172face/internal/config/config.go",
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
    ]
    research = ["auth token (personal, \"all-powerful\")"]

    fix {
      steps = [
        "create a deploy token for the one app: it reaches that app and its resources",
        "keep each environment in an app of its own, better in an organization of its own",
        "revoke the wide token: fly tokens revoke",
      ]
      command = "fly tokens create deploy --app APP --expiry 720h"
      url     = "https://fly.io/docs/security/tokens/"
    }
  }

  token "fly_org_deploy_token" {
    title     = "Fly.io organization deploy token"
    variables = ["FLY_API_TOKEN"]
    form      = "(?:FlyV1 )?fm(?:1[ar]|2)_[A-Za-z0-9+/=_-]{100,}(?:,fm[12][ar]?_[A-Za-z0-9+/=_-]{100,})*"
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.machines.dev", "api.fly.io"]
    files     = ["*.token"]
    scope     = "one organization and all its apps"
    opens     = "account"
    power     = ["read", "write", "delete"]
    narrower  = "fly_app_deploy_token"
    note      = "default validity 20 years (175200h)"
    verified  = true
    sources = [
      "https://github.com/superfly/docs/blob/5c22c8cece/security/tokens.html.markerb",
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/flyio/flyio.go",
    ]
    research = ["org deploy token"]
    curated  = ["scope"]

    fix {
      steps = [
        "create a deploy token for the one app: it reaches that app and its resources",
        "keep each environment in an app of its own, better in an organization of its own",
        "revoke the wide token: fly tokens revoke",
      ]
      command = "fly tokens create deploy --app APP --expiry 720h"
      url     = "https://fly.io/docs/security/tokens/"
    }
  }

  token "fly_org_readonly_token" {
    title         = "Fly.io read-only organization token"
    variables     = ["FLY_API_TOKEN"]
    form          = "(?:FlyV1 )?fm(?:1[ar]|2)_[A-Za-z0-9+/=_-]{100,}(?:,fm[12][ar]?_[A-Za-z0-9+/=_-]{100,})*"
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.machines.dev", "api.fly.io"]
    scope         = "one organization, for reading"
    opens         = "account"
    power         = ["read"]
    cannot_narrow = "it only reads"
    verified      = true
    sources       = ["https://github.com/superfly/docs/blob/5c22c8cece/security/tokens.html.markerb"]
    research      = ["org read-only token"]
    curated       = ["scope"]
  }

  token "fly_app_deploy_token" {
    title         = "Fly.io app deploy token"
    variables     = ["FLY_API_TOKEN"]
    form          = "(?:FlyV1 )?fm(?:1[ar]|2)_[A-Za-z0-9+/=_-]{100,}(?:,fm[12][ar]?_[A-Za-z0-9+/=_-]{100,})*"
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.machines.dev", "api.fly.io"]
    scope         = "one app and its resources, and the WireGuard peers of its organization"
    opens         = "project"
    power         = ["read", "write", "delete"]
    cannot_narrow = "it already belongs to one app; give each environment its own app, and an expiry with --expiry"
    note          = "env-scoped only when each environment is its own app"
    verified      = true
    sources       = ["https://github.com/superfly/docs/blob/5c22c8cece/security/tokens.html.markerb"]
    research      = ["app deploy token"]
    curated       = ["scope"]
  }

  token "fly_exec_token" {
    title         = "Fly.io SSH or machine-exec token"
    variables     = ["FLY_API_TOKEN"]
    form          = "(?:FlyV1 )?fm(?:1[ar]|2)_[A-Za-z0-9+/=_-]{100,}(?:,fm[12][ar]?_[A-Za-z0-9+/=_-]{100,})*"
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.machines.dev", "api.fly.io"]
    files         = ["*.token.ssh"]
    scope         = "one app, through SSH or the commands listed for it"
    opens         = "project"
    cannot_narrow = "list the commands that it may run: fly tokens create machine-exec"
    note          = "a shell can delete files on the volume: judge as able to destroy data"
    verified      = true
    sources       = ["https://github.com/superfly/docs/blob/5c22c8cece/security/tokens.html.markerb"]
    research      = ["ssh / machine-exec token"]
    curated       = ["scope"]
  }

  operation "volumes destroy" {
    kind     = "rest/cli"
    call     = "DELETE /v1/apps/{app_name}/volumes/{volume_id}  (fly volumes destroy)"
    pattern  = "\\bfly(?:ctl)?\\s+vol(?:ume)?s?\\s+(?:destroy|delete|rm)\\b"
    words    = ["fly", "flyctl"]
    example  = "fly volumes destroy vol_123 --yes"
    innocent = "fly volumes list"
    loses    = "a volume (must be detached)"
    destroys = "fly_volume"
    needs    = ["delete"]
    asks     = "a prompt; --yes skips it"
    verified = true
    sources  = ["https://github.com/superfly/docs/blob/5c22c8cece/machines/api/volumes-resource.html.markerb"]
    research = ["DELETE /v1/apps/{app_name}/volumes/{volume_id}"]
    curated  = ["kind", "call"]
  }

  operation "apps destroy" {
    kind     = "rest/cli"
    call     = "DELETE /v1/apps/{app_name}  (fly apps destroy)"
    pattern  = "\\bfly(?:ctl)?\\s+(?:apps?\\s+)?destroy\\b"
    words    = ["fly", "flyctl"]
    example  = "flyctl apps destroy shop-staging --yes"
    innocent = "fly deploy --app shop"
    loses    = "the app, its volumes AND access to their snapshots"
    destroys = "fly_app"
    needs    = ["delete"]
    asks     = "a prompt; --yes skips it"
    verified = true
    sources = [
      "https://github.com/superfly/docs/blob/5c22c8cece/machines/api/apps-resource.html.markerb",
      "https://github.com/superfly/docs/blob/5c22c8cece/postgres/managing/deleting.html.markerb",
    ]
    research = ["DELETE /v1/apps/{app_name}  (fly apps destroy)"]
  }

  operation "machines destroy" {
    kind     = "rest"
    call     = "DELETE /v1/apps/{app_name}/machines/{machine_id}"
    loses    = "a machine; frees the volume for deletion"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/superfly/docs/blob/5c22c8cece/machines/api/machines-resource.html.markerb"]
    research = ["DELETE /v1/apps/{app_name}/machines/{machine_id}"]
  }

  operation "mpg destroy" {
    kind     = "cli"
    call     = "fly mpg destroy <CLUSTER ID>"
    pattern  = "\\bfly(?:ctl)?\\s+mpg\\s+destroy\\b"
    words    = ["fly", "flyctl"]
    example  = "fly mpg destroy abc123"
    loses    = "Managed Postgres cluster \"and all its data. This action is not reversible\""
    destroys = "fly_mpg_cluster"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/superfly/docs/blob/5c22c8cece/flyctl/cmd/fly_mpg_destroy.md"]
    research = ["fly mpg destroy <CLUSTER ID>"]
  }

  store "fly_volume" {
    title    = "Fly.io volume"
    holds    = "the disk of a machine: a database, uploads"
    primary  = true
    verified = true
    sources  = ["https://fly.io/docs/volumes/overview/"]

    undo {
      hours    = 24
      by       = "while the volume is in the state pending_destroy: `fly volumes list --all` shows it"
      verified = true
      sources  = ["https://github.com/superfly/docs/blob/5c22c8cece/volumes/volume-states.html.markerb"]
      research = ["volume data itself"]
    }

    backup "fly_volume_snapshot" {
      title     = "daily snapshots of a Fly.io volume"
      on_delete = "retained_days"
      days      = 5
      option    = "--snapshot-retention 1..60 days; volume id needed, retrievable for 24 h with `fly volumes list --all`"
      default   = "5 days"
      exists    = "by-default"
      verified  = true
      sources = [
        "https://github.com/superfly/docs/blob/5c22c8cece/volumes/volume-manage.html.markerb",
        "https://github.com/superfly/docs/blob/5c22c8cece/volumes/snapshots.html.markerb",
      ]
      research = ["volume -> snapshots (volume deleted)"]
    }
  }

  store "fly_mpg_cluster" {
    title    = "Fly.io Managed Postgres cluster"
    holds    = "a Postgres database"
    primary  = true
    verified = true
    sources  = ["https://fly.io/docs/mpg/"]

    backup "fly_mpg_backup" {
      title     = "backups of a Fly.io Managed Postgres cluster"
      on_delete = "unverified"
      default   = "not stated in docs read"
      research  = ["Managed Postgres cluster -> its backups"]
    }
  }

  scope "fly_org" {
    title = "Fly.io organization"
    level = "account"
  }

  scope "fly_app" {
    title = "Fly.io app"
    level = "app"

    backup "fly_volume_snapshot" {
      title     = "snapshots of the volumes of a Fly.io app"
      on_delete = "destroyed"
      default   = "n/a"
      exists    = "by-default"
      quote     = "once an app is deleted, its volumes are deleted and you lose access to their snapshots too"
      verified  = true
      sources   = ["https://github.com/superfly/docs/blob/5c22c8cece/postgres/managing/deleting.html.markerb"]
      research  = ["app -> volume snapshots (app deleted)"]
      curated   = ["note"]
    }
  }

  lock "volume soft delete" {
    on       = "fly_volume"
    level    = "none"
    default  = "on, 24 h"
    note     = "a window to undo, not a lock"
    verified = true
    sources  = ["https://github.com/superfly/docs/blob/5c22c8cece/volumes/volume-states.html.markerb"]
    research = ["volume soft delete (pending_destroy)"]
  }

  lock "attached volume" {
    on       = "fly_volume"
    level    = "api"
    default  = "on"
    note     = "the machine that has it attached must go first, which the same token may do"
    verified = true
    sources  = ["https://github.com/superfly/docs/blob/5c22c8cece/volumes/volume-manage.html.markerb"]
    research = ["attached volume cannot be destroyed"]
  }

  lock "daily snapshots" {
    on       = "fly_volume"
    level    = "none"
    default  = "on (--scheduled-snapshots=false disables)"
    verified = true
    sources  = ["https://github.com/superfly/docs/blob/5c22c8cece/volumes/volume-manage.html.markerb"]
    research = ["automatic daily snapshots"]
  }

  lock "deletion protection" {
    on       = "fly_app"
    level    = "none"
    default  = "none found (unverified)"
    research = ["deletion protection on app/volume"]
  }

  use "deploy" {
    says    = "deploys an app"
    pattern = "\\bfly(?:ctl)?\\s+deploy\\b"
    words   = ["fly", "flyctl"]
    example = "flyctl deploy --remote-only"
    sources = ["https://fly.io/docs/flyctl/deploy/"]
  }

  use "logs" {
    says    = "reads logs"
    pattern = "\\bfly(?:ctl)?\\s+logs\\b"
    words   = ["fly", "flyctl"]
    example = "fly logs -a shop"
    sources = ["https://fly.io/docs/flyctl/logs/"]
  }

  use "domains" {
    says    = "manages certificates and addresses"
    pattern = "\\bfly(?:ctl)?\\s+(?:certs?|ips?|domains?)\\b"
    words   = ["fly", "flyctl"]
    example = "fly certs add www.example.com"
    sources = ["https://fly.io/docs/flyctl/certs/"]
  }

  use "variables" {
    says    = "sets secrets"
    pattern = "\\bfly(?:ctl)?\\s+secrets\\b"
    words   = ["fly", "flyctl"]
    example = "fly secrets set KEY=1"
    sources = ["https://fly.io/docs/flyctl/secrets/"]
  }
}
