# SPDX-License-Identifier: Apache-2.0
# What Render documents about API keys, databases and disks.

provider "render" {
  title       = "Render"
  checked     = "2026-11-22"
  scope_model = "user key over workspaces -> (new) workspace + permission set"

  token "render_api_key" {
    title     = "Render API key"
    variables = ["RENDER_API_KEY"]
    form      = "rnd_[A-Za-z0-9]{28,}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["api.render.com"]
    files     = ["~/.render/cli.yaml : api.key (override RENDER_CLI_CONFIG_DIR, RENDER_CLI_CONFIG_PATH)"]
    inputs    = ["johnbeynon/render-deploy-action:api-key"]
    scope     = "every workspace of its user"
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "render_scoped_api_key"
    note      = "Keys made before 18 November 2026 reach every workspace of their user, with the permissions of its role; newer ones reach one workspace, with chosen permissions. The form tells them apart no more than the API does. A key never expires (Render tutorial)."
    sources = [
      "https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml",
      "https://github.com/render-oss/cli/blob/85c8c2c03e/pkg/config/config.go",
      "https://render.com/docs/api-keys.md",
      "https://render.com/changelog/fine-grained-api-keys-now-generally-available.md",
      "https://render.com/tutorials/render-cli-power-user/auth-and-workspaces",
    ]
    research = ["API key (classic)"]
    curated  = ["scope"]

    fix {
      steps = [
        "create a new key: it reaches one workspace, with the permissions that you choose; choose the fewest, in a workspace that holds no production data",
        "revoke the old key: account settings, API keys",
      ]
      url = "https://render.com/docs/api"
    }
  }

  token "render_scoped_api_key" {
    title         = "scoped Render API key"
    variables     = ["RENDER_API_KEY"]
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.render.com"]
    scope         = "one workspace, with permissions per type of resource"
    opens         = "account"
    cannot_narrow = "choose the fewest permissions, read-only where that suffices; a deploy hook URL deploys one service and can do nothing else"
    note          = "Every key that was made since 18 November 2026 is one."
    verified      = true
    sources       = ["https://render.com/docs/api-keys.md", "https://render.com/changelog/fine-grained-api-keys-now-generally-available.md"]
    research      = ["scoped API key (rolling out)"]
    curated       = ["scope", "note", "verified"]
  }

  token "render_cli_session" {
    title    = "Render CLI login"
    headers  = ["Authorization: Bearer"]
    hosts    = ["api.render.com"]
    files    = ["~/.render/cli.yaml : api.key, api.expires_at"]
    scope    = "everything that its user can do"
    opens    = "account"
    power    = ["read", "write", "delete", "administer"]
    narrower = "render_scoped_api_key"
    verified = true
    sources  = ["https://github.com/render-oss/cli/blob/85c8c2c03e/pkg/config/config.go"]
    research = ["CLI login token"]
    curated  = ["scope"]
  }

  token "render_deploy_hook" {
    title         = "Render deploy hook"
    variables     = ["RENDER_DEPLOY_HOOK_URL", "RENDER_DEPLOY_HOOK"]
    form          = "https://api\\.render\\.com/deploy/srv-[a-z0-9]+\\?key=[A-Za-z0-9_-]+"
    bare          = true
    scope         = "the deploys of one service"
    opens         = "none"
    weight        = "registry"
    cannot_narrow = "it can only start a deploy of one service"
    verified      = true
    sources       = ["https://render.com/docs/deploy-hooks"]
  }

  operation "DELETE postgres" {
    kind     = "rest"
    call     = "DELETE /v1/postgres/{id}"
    pattern  = "(?i)\\b(?:curl|http|https|xh|wget)\\b[^\\n]*(?:-X\\s*|--request[ =]|--method[= ]|\\s)\"?DELETE\\b[^\\n]*api\\.render\\.com/v1/postgres/"
    words    = ["render"]
    example  = "curl -X DELETE https://api.render.com/v1/postgres/dpg-1 -H \"Authorization: Bearer $RENDER_API_KEY\""
    innocent = "curl https://api.render.com/v1/postgres/dpg-1"
    loses    = "database, and its backups/snapshots"
    destroys = "render_postgres"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/render-oss/render-mcp-server/blob/4175c5c06d/pkg/client/client_gen.go",
      "https://github.com/render-oss/skills/blob/3f2aa30eaa/skills/render-postgres/references/backup-and-recovery.md",
    ]
    research = ["DELETE /v1/postgres/{id}"]
  }

  operation "DELETE disks" {
    kind     = "rest"
    call     = "DELETE /v1/disks/{id}"
    pattern  = "(?i)\\b(?:curl|http|https|xh|wget)\\b[^\\n]*(?:-X\\s*|--request[ =]|--method[= ]|\\s)\"?DELETE\\b[^\\n]*api\\.render\\.com/v1/disks/"
    words    = ["render"]
    example  = "curl --request DELETE https://api.render.com/v1/disks/dsk-1"
    loses    = "persistent disk"
    destroys = "render_disk"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/render-oss/render-mcp-server/blob/4175c5c06d/pkg/client/client_gen.go"]
    research = ["DELETE /v1/disks/{id}"]
  }

  operation "DELETE services" {
    kind     = "rest"
    call     = "DELETE /v1/services/{id} | /v1/key-value/{id} | /v1/environments/{id} | /v1/projects/{id}"
    pattern  = "(?i)\\b(?:curl|http|https|xh|wget)\\b[^\\n]*(?:-X\\s*|--request[ =]|--method[= ]|\\s)\"?DELETE\\b[^\\n]*api\\.render\\.com/v1/(?:services|key-value|environments|projects)/[\\w$\\{}-]+[\"\\']?(?:\\s|$)"
    words    = ["render"]
    example  = "curl -X DELETE \"https://api.render.com/v1/services/$SERVICE_ID\" -s"
    innocent = "curl -X DELETE https://api.render.com/v1/services/srv-1/env-vars/KEY"
    loses    = "the resource"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/render-oss/render-mcp-server/blob/4175c5c06d/pkg/client/client_gen.go"]
    research = ["DELETE /v1/services/{id} | /v1/key-value/{id} | /v1/environments/{id} | /v1/projects/{id}"]
  }

  operation "snapshots restore" {
    kind     = "rest"
    call     = "POST /v1/disks/{id}/snapshots/restore (RestoreSnapshot)"
    loses    = "all disk changes since the snapshot"
    destroys = "render_disk"
    needs    = ["write"]
    verified = true
    sources = [
      "https://github.com/render-oss/render-mcp-server/blob/4175c5c06d/pkg/client/client_gen.go",
      "https://github.com/render-oss/skills/blob/3f2aa30eaa/skills/render-disks/SKILL.md",
    ]
    research = ["POST /v1/disks/{id}/snapshots/restore (RestoreSnapshot)"]
  }

  store "render_postgres" {
    title    = "Render Postgres"
    holds    = "a Postgres database"
    primary  = true
    verified = true
    sources = [
      "https://render.com/tutorials/postgres-on-render/backups-and-pitr",
      "https://docs.render.com/postgresql-backups",
    ]

    backup "render_postgres_backup" {
      title     = "backups and snapshots of a Render Postgres"
      on_delete = "destroyed"
      default   = "n/a"
      exists    = "when-enabled"
      quote     = "Backups and snapshots are not retained after you delete the database."
      note      = "\"Backups and snapshots are not retained after you delete the database. Export first\""
      verified  = true
      sources   = ["https://github.com/render-oss/skills/blob/3f2aa30eaa/skills/render-postgres/SKILL.md"]
      research  = ["Postgres instance -> backups, snapshots, PITR"]
    }
  }

  store "render_disk" {
    title    = "Render disk"
    holds    = "the disk of a service"
    primary  = true
    verified = true
    sources  = ["https://render.com/docs/disks"]

    backup "render_disk_snapshot" {
      title     = "daily snapshots of a Render disk"
      on_delete = "unverified"
      default   = "fate after disk/service deletion not stated in sources read"
      exists    = "always"
      sources   = ["https://github.com/render-oss/skills/blob/3f2aa30eaa/skills/render-disks/SKILL.md"]
      research  = ["persistent disk -> automatic disk snapshots (every 24 h, kept >= 7 days)"]
    }
  }

  store "render_key_value" {
    title    = "Render Key Value"
    holds    = "a cache or queue"
    verified = true
    sources  = ["https://render.com/docs/key-value"]
  }

  scope "render_workspace" {
    title = "Render workspace"
    level = "account"
  }

  scope "render_project" {
    title = "Render project"
    level = "project"
  }

  scope "render_environment" {
    title = "Render environment"
    level = "environment"
  }

  lock "protected environment" {
    on       = "render_environment"
    level    = "other-principal"
    default  = "opt-in; default unverified; effect on API keys unverified"
    sources  = ["https://github.com/render-oss/terraform-provider-render/blob/033eb455fc/docs/resources/project.md"]
    research = ["Protected environment (protected_status = protected|unprotected)"]
  }

  use "deploy" {
    says    = "deploys a service"
    pattern = "\\brender\\s+deploys?\\s+create\\b|api\\.render\\.com/(?:deploy/srv-|v1/services/[\\w$\\{}-]+/deploys)"
    words   = ["render"]
    example = "curl -X POST https://api.render.com/v1/services/$ID/deploys"
    sources = ["https://render.com/docs/deploy-hooks"]
  }

  use "logs" {
    says    = "reads logs"
    pattern = "\\brender\\s+logs\\b"
    words   = ["render"]
    example = "render logs -r srv-1 --tail"
    sources = ["https://render.com/docs/cli"]
  }
}
