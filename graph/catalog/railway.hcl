# SPDX-License-Identifier: Apache-2.0
# What Railway documents about tokens, volumes and their backups.

provider "railway" {
  title       = "Railway"
  checked     = "2026-11-22"
  scope_model = "account | workspace | project+environment; nothing per operation or per resource"

  token "railway_account_token" {
    title     = "Railway account or workspace token"
    variables = ["RAILWAY_API_TOKEN"]
    form      = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["backboard.railway.com", "backboard.railway.app"]
    files     = [".env*"]
    scope     = "every project and environment of the account, or of one workspace"
    opens     = "account"
    power     = ["read", "write", "delete", "delete_backups", "administer"]
    narrower  = "railway_project_token"
    note      = "No prefix: a bare UUID, the same shape as project, environment, service and volume ids, so it needs a name, header or key as context. An account token and a workspace token cannot be told apart without asking the API; both reach every environment."
    verified  = true
    sources = [
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/integrations/api.md",
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/railwayapp/railwayapp.go",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/enterprise/access-groups.md",
    ]
    research = ["account token (\"No workspace\")"]
    curated  = ["scope", "note", "verified"]

    fix {
      steps = [
        "create a project token for the one environment that the job works on: project settings, Tokens",
        "send it as the header Project-Access-Token, or to the CLI as RAILWAY_TOKEN",
        "revoke the account or workspace token",
      ]
      url = "https://docs.railway.com/integrations/api"
    }
  }

  token "railway_workspace_token" {
    title     = "Railway workspace token"
    variables = ["RAILWAY_API_TOKEN"]
    form      = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["backboard.railway.com", "backboard.railway.app"]
    files     = [".env*"]
    scope     = "every project and every environment of one workspace: \"treat a workspace token as equivalent to workspace admin access\""
    opens     = "account"
    power     = ["read", "write", "delete", "delete_backups", "administer"]
    narrower  = "railway_project_token"
    note      = "header Authorization: Bearer; cannot call me"
    verified  = true
    sources = [
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/enterprise/access-groups.md",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/integrations/api.md",
    ]
    research = ["workspace token"]
    curated  = ["scope"]

    fix {
      steps = [
        "create a project token for the one environment that the job works on: project settings, Tokens",
        "send it as the header Project-Access-Token, or to the CLI as RAILWAY_TOKEN",
        "revoke the account or workspace token",
      ]
      url = "https://docs.railway.com/integrations/api"
    }
  }

  token "railway_project_token" {
    title         = "Railway project token"
    variables     = ["RAILWAY_TOKEN", "RAILWAY_PROJECT_TOKEN"]
    form          = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    headers       = ["Project-Access-Token"]
    hosts         = ["backboard.railway.com", "backboard.railway.app"]
    files         = [".env*"]
    inputs        = ["bervProject/railway-deploy:railway_token"]
    scope         = "one environment of one project"
    opens         = "environment"
    cannot_narrow = "it already belongs to one environment of one project; Railway offers nothing per operation"
    note          = "Its power is not documented in one voice: \"can only perform deployment-related actions\" on one page, \"Deploying, managing variables, and other operations\" on another; so none is given here."
    verified      = true
    sources = [
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/integrations/api.md",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/cli/deploying.md",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/cli/login.md",
    ]
    research = ["project token"]
    curated  = ["note", "verified"]
  }

  token "railway_cli_session" {
    title   = "Railway CLI login"
    headers = ["Authorization: Bearer"]
    hosts   = ["backboard.railway.com", "backboard.railway.app"]
    files = [
      "~/.railway/config.json : user.accessToken, user.refreshToken, user.tokenExpiresAt, legacy user.token",
      "~/.railway/config-staging.json",
      "~/.railway/config-dev.json",
    ]
    scope    = "everything that its user can do"
    opens    = "account"
    power    = ["read", "write", "delete", "delete_backups", "administer"]
    narrower = "railway_project_token"
    note     = "The access token lives for an hour, the refresh token for a year."
    verified = true
    sources = [
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/config.rs",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/integrations/oauth/login-and-tokens.md",
    ]
    research = ["CLI login session (OAuth access/refresh; legacy user.token)"]
    curated  = ["scope", "note", "verified"]

    fix {
      steps = [
        "log out on machines where agents work: railway logout",
        "give jobs a project token for one environment in RAILWAY_TOKEN",
      ]
      command = "railway logout"
      url     = "https://docs.railway.com/cli/login"
    }
  }

  token "railway_oauth_token" {
    title    = "Railway OAuth token of an app"
    headers  = ["Authorization: Bearer"]
    hosts    = ["backboard.railway.com", "backboard.railway.app"]
    scope    = "the workspaces and projects that its user selected, as viewer, member or admin"
    opens    = "account"
    narrower = "railway_project_token"
    note     = "no environment-level scope listed"
    verified = true
    sources  = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/integrations/oauth/scopes-and-user-consent.md"]
    research = ["OAuth app token"]
    curated  = ["scope"]
  }

  token "railway_bucket_key" {
    title         = "Railway bucket key"
    scope         = "one bucket in one environment"
    opens         = "store"
    power         = ["read", "write"]
    cannot_narrow = "it already opens one bucket in one environment"
    note          = "Railway hands these out under the names that S3 clients read (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, WAL_ARCHIVE_*); only the endpoint beside them says that they are Railway's."
    verified      = true
    sources = [
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/storage-buckets.md",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/volumes/point-in-time-recovery.md",
    ]
    research = ["bucket S3 credentials"]
    curated  = ["scope", "variables"]
  }

  operation "volumeDelete" {
    kind     = "graphql"
    call     = "mutation volumeDelete(volumeId: String!): Boolean!"
    pattern  = "\\bvolumeDelete\\s*\\(\\s*volumeId\\b|backboard\\.railway\\.(?:com|app)[\\s\\S]*?\\b(volumeDelete)\\b"
    words    = ["volumedelete"]
    example  = "curl https://backboard.railway.com/graphql/v2 -d '{\"query\":\"mutation { volumeDelete(volumeId: \\\"$ID\\\") }\"}'"
    innocent = "function volumeDelete(volume) { return api.remove(volume) }"
    loses    = "the volume and, with it, its backups: the call takes the volume's id and no environment argument"
    destroys = "railway_volume"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/integrations/api/manage-volumes.md",
    ]
    research = ["mutation volumeDelete(volumeId: String!): Boolean!"]
    curated  = ["loses", "verified"]
  }

  operation "volume delete" {
    kind     = "cli"
    call     = "railway volume delete"
    pattern  = "\\brailway\\s+volume\\s+(?:-\\S+\\s+\\S+\\s+){0,4}(?:delete|remove|rm)\\b"
    words    = ["railway"]
    example  = "railway volume --service db delete --yes"
    innocent = "railway volume list"
    loses    = "the volume: the CLI picks it inside one environment and sends the project-level id"
    destroys = "railway_volume"
    needs    = ["delete"]
    asks     = "a prompt, and the 2FA code where it is on; --yes skips the prompt"
    verified = true
    sources = [
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/cli/volume.md",
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/commands/volume.rs",
    ]
  }

  operation "environmentDelete" {
    kind     = "graphql"
    call     = "mutation environmentDelete(id: String!): Boolean!"
    pattern  = "backboard\\.railway\\.(?:com|app)[\\s\\S]*?\\b(environmentDelete)\\b"
    words    = ["environmentdelete"]
    example  = "curl https://backboard.railway.app/graphql/v2 -d '{\"query\":\"mutation { environmentDelete(id: \\\"$ENV\\\") }\"}'"
    loses    = "an environment and its deployments"
    destroys = "railway_environment"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/integrations/api/manage-environments.md",
    ]
    research = ["mutation environmentDelete(id: String!): Boolean!"]
    curated  = ["loses", "verified"]
  }

  operation "projectDelete" {
    kind     = "graphql"
    call     = "mutation projectDelete(id: String!): Boolean!"
    pattern  = "backboard\\.railway\\.(?:com|app)[\\s\\S]*?\\b(projectDelete)\\b"
    words    = ["projectdelete"]
    example  = "curl -s https://backboard.railway.com/graphql/v2 --data '{\"query\":\"mutation{projectDelete(id:\\\"$P\\\")}\"}'"
    loses    = "all services, environments, deployments; docs: \"cannot be undone\""
    destroys = "railway_project"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/integrations/api/manage-projects.md",
    ]
    research = ["mutation projectDelete(id: String!): Boolean!"]
  }

  operation "projectScheduleDelete" {
    kind     = "graphql"
    call     = "mutation projectScheduleDelete(id) / projectScheduleDeleteForce(id)"
    pattern  = "backboard\\.railway\\.(?:com|app)[\\s\\S]*?\\b(projectScheduleDelete(?:Force)?)\\b"
    words    = ["projectscheduledelete", "projectscheduledeleteforce"]
    example  = "curl -s https://backboard.railway.com/graphql/v2 --data '{\"query\":\"mutation{projectScheduleDeleteForce(id:\\\"$P\\\")}\"}'"
    loses    = "project with 48 h grace / Force \"skips the grace period\""
    destroys = "railway_project"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
    research = ["mutation projectScheduleDelete(id) / projectScheduleDeleteForce(id)"]
  }

  operation "delete" {
    kind     = "cli"
    call     = "railway delete"
    pattern  = "(?m)(?:^|[;&|])\\s*railway\\s+delete\\b"
    words    = ["railway"]
    example  = "railway delete --project shop --yes"
    innocent = "echo \"see railway delete in the docs\""
    loses    = "the project, its services, volumes and their backups"
    destroys = "railway_project"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/cli/delete.md"]
  }

  operation "serviceDelete" {
    kind     = "graphql"
    call     = "mutation serviceDelete(id: String!, environmentId: String)"
    pattern  = "backboard\\.railway\\.(?:com|app)[\\s\\S]*?\\b(serviceDelete)\\b"
    words    = ["servicedelete"]
    example  = "curl https://backboard.railway.com/graphql/v2 -d '{\"query\":\"mutation { serviceDelete(id: \\\"$S\\\") }\"}'"
    loses    = "a service"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
    research = ["mutation serviceDelete(id: String!, environmentId: String)"]
    curated  = ["loses", "verified"]
  }

  operation "volumeInstanceBackupDelete" {
    kind     = "graphql"
    call     = "mutation volumeInstanceBackupDelete(volumeInstanceBackupId, volumeInstanceId)"
    pattern  = "\\bvolumeInstanceBackupDelete\\b"
    words    = ["volumeinstancebackupdelete"]
    example  = "mutation { volumeInstanceBackupDelete(volumeInstanceBackupId: $b, volumeInstanceId: $v) }"
    loses    = "one backup"
    destroys = "railway_volume_backup"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
    research = ["mutation volumeInstanceBackupDelete(volumeInstanceBackupId, volumeInstanceId)"]
  }

  operation "volumeInstanceBackupRestore" {
    kind     = "graphql"
    call     = "mutation volumeInstanceBackupRestore(..., wipeServiceIds, replicaServiceIds)"
    pattern  = "\\bvolumeInstanceBackupRestore\\b"
    words    = ["volumeinstancebackuprestore"]
    example  = "mutation { volumeInstanceBackupRestore(volumeInstanceBackupId: $b, volumeInstanceId: $v) }"
    loses    = "newer backups are removed by a restore; wipeServiceIds wipes"
    destroys = "railway_volume_backup"
    needs    = ["write"]
    verified = true
    sources = [
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/volumes/backups.md",
    ]
    research = ["mutation volumeInstanceBackupRestore(..., wipeServiceIds, replicaServiceIds)"]
  }

  operation "volumeInstanceUpdate" {
    kind     = "graphql"
    call     = "mutation volumeInstanceUpdate(volumeId, environmentId?, input)"
    loses    = "schema: \"If no environmentId is provided, all volume instances for the volume will be updated\" (can detach or re-mount in every environment)"
    needs    = ["administer"]
    verified = true
    sources  = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
    research = ["mutation volumeInstanceUpdate(volumeId, environmentId?, input)"]
  }

  operation "workspaceDelete" {
    kind     = "graphql"
    call     = "mutation workspaceDelete(id) / userDelete"
    pattern  = "backboard\\.railway\\.(?:com|app)[\\s\\S]*?\\b(workspaceDelete)\\b"
    words    = ["workspacedelete"]
    example  = "curl https://backboard.railway.com/graphql/v2 -d '{\"query\":\"mutation { workspaceDelete(id: \\\"$W\\\") }\"}'"
    loses    = "\"Delete a workspace and all data associated with it\""
    destroys = "railway_workspace"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
    research = ["mutation workspaceDelete(id) / userDelete"]
  }

  operation "environmentPatchCommit" {
    kind     = "graphql"
    call     = "mutation environmentPatchCommit / environmentPatchCommitStaged"
    loses    = "IaC-style patch: can delete services, volumes, buckets, variables"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/infrastructure-as-code.md",
    ]
    research = ["mutation environmentPatchCommit / environmentPatchCommitStaged"]
  }

  operation "wipe volume" {
    kind     = "ui"
    call     = "dashboard \"wipe volume\""
    loses    = "volume data and all of its backups"
    destroys = "railway_volume"
    needs    = ["write", "delete_backups"]
    verified = true
    sources  = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/volumes/backups.md"]
    research = ["dashboard \"wipe volume\""]
  }

  operation "DeleteObject" {
    kind     = "s3"
    call     = "S3 DeleteObject with bucket credentials"
    loses    = "objects; no versioning, no automatic backups"
    destroys = "railway_bucket"
    needs    = ["write"]
    verified = true
    sources  = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/storage-buckets.md"]
    research = ["S3 DeleteObject with bucket credentials"]
  }

  store "railway_volume" {
    title           = "Railway volume"
    holds           = "the disk of a service: a database, uploads"
    primary         = true
    per_environment = "railway_volume_instance"
    handle_says     = "volumeDelete takes the volume's id and no environment argument"
    verified        = true
    sources = [
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/volumes/reference.md",
    ]

    undo {
      hours    = 48
      by       = "by the link that Railway sends by e-mail"
      verified = true
      sources = [
        "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/volumes/reference.md",
        "https://blog.railway.com/p/your-ai-wants-to-nuke-your-database",
      ]
      research = ["volume -> volume and its backups (delete)"]
    }

    backup "railway_volume_backup" {
      title     = "backups of a Railway volume"
      on_delete = "destroyed"
      exists    = "when-enabled"
      quote     = "Wiping a volume deletes all backups."
      note      = "Backups lie with the volume and are restored into the same project and environment only. \"Backups protect against data mistakes, not against deleting the volume itself.\""
      verified  = true
      sources = [
        "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/volumes/backups.md",
        "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/guides/postgres-backups-restores.md",
      ]
      research = ["volume -> volume backups (wipe)"]
      curated  = ["default", "note"]
    }
  }

  store "railway_volume_instance" {
    title    = "Railway volume in one environment"
    holds    = "the disk of a service in one environment"
    primary  = true
    verified = true
    sources  = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
  }

  store "railway_postgres" {
    title    = "Railway Postgres"
    holds    = "a database on a volume of the same service"
    primary  = true
    verified = true
    sources  = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/guides/postgres-backups-restores.md"]

    backup "railway_postgres_wal" {
      title     = "WAL archives in the bucket Postgres-PITR"
      on_delete = "depends"
      option    = "PITR runs in high availability: on a single node, disabling it stages the deletion of the bucket"
      default   = "lives in the same project and environment"
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/volumes/point-in-time-recovery.md"]
      research  = ["PITR (WAL) bucket Postgres-PITR"]
      curated   = ["option"]
    }
  }

  store "railway_bucket" {
    title      = "Railway bucket"
    holds      = "objects"
    primary    = true
    no_backups = "no automatic backups, no versioning"
    verified   = true
    sources    = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/storage-buckets.md"]

    undo {
      hours    = 48
      by       = "from the activity feed of the project"
      verified = true
      sources  = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/storage-buckets.md"]
      research = ["storage bucket"]
    }
  }

  scope "railway_workspace" {
    title = "Railway workspace"
    level = "account"
  }

  scope "railway_project" {
    title = "Railway project"
    level = "project"

    backup "railway_project_backups" {
      title     = "backups and WAL archives inside the project"
      on_delete = "destroyed"
      option    = "projectScheduleDelete gives 48 h; projectDelete/Force do not say so"
      default   = "CLI `railway delete` calls projectScheduleDelete, its doc still says permanent"
      exists    = "when-enabled"
      quote     = "Logical dumps … are the only layer that survives deleting the project itself"
      note      = "\"Logical dumps ... are the only layer that survives deleting the project itself\""
      verified  = true
      sources = [
        "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/guides/postgres-backups-restores.md",
        "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/cli/delete.md",
        "https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json",
      ]
      research = ["project -> everything incl. backups and PITR bucket"]
    }
  }

  scope "railway_environment" {
    title = "Railway environment"
    level = "environment"
  }

  lock "soft delete" {
    on       = "railway_volume"
    level    = "none"
    default  = "on (API since the week of 2026-04-27)"
    note     = "a window to undo, not a lock"
    verified = true
    sources = [
      "https://blog.railway.com/p/your-ai-wants-to-nuke-your-database",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/volumes/reference.md",
    ]
    research = ["48 h soft delete of volumes through API, CLI and dashboard"]
  }

  lock "volume deletion protection" {
    on       = "railway_volume"
    level    = "none"
    default  = "none in the public schema (no such field on Volume/VolumeInstance)"
    verified = true
    sources  = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
    research = ["per-volume deletion protection flag"]
  }

  lock "operation-scoped tokens" {
    level    = "none"
    default  = "none in the public schema: ApiTokenCreateInput = {name, workspaceId}; ProjectTokenCreateInput = {projectId, environmentId, name}"
    verified = true
    sources  = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
    research = ["operation-scoped API tokens"]
  }

  lock "environment RBAC" {
    on       = "railway_environment"
    level    = "other-principal"
    default  = "off; Enterprise only; workspace tokens reach every project"
    verified = true
    sources = [
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/environments.md",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/enterprise/access-groups.md",
    ]
    research = ["Environment RBAC (restricted environments)"]
    curated  = ["default", "verified"]
  }

  lock "backup lock" {
    on       = "railway_volume_backup"
    level    = "none"
    default  = "off; guards against expiry, not against volume deletion"
    verified = true
    sources  = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
    research = ["volumeInstanceBackupLock (\"Removes backup expiration date\")"]
  }

  lock "2FA on delete" {
    level    = "client"
    default  = "client-side in the CLI only; token auth \"bypasses 2FA on the backend\""
    verified = true
    sources = [
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/config.rs",
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/access/two-factor-enforcement.md",
    ]
    research = ["2FA on delete"]
  }

  lock "config apply --confirm-destructive" {
    level    = "client"
    default  = "required for non-interactive destructive IaC applies"
    verified = true
    sources  = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/infrastructure-as-code.md"]
    research = ["railway config apply --confirm-destructive"]
  }

  lock "MCP remove_volume preview" {
    level    = "client"
    default  = "on in Local MCP (docs)"
    verified = true
    sources  = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/ai/mcp-server.md"]
    research = ["MCP remove_volume preview + confirm: true"]
  }

  use "domains" {
    says    = "adds and removes custom domains"
    pattern = "\\brailway\\s+domain\\b|\\b(?:custom|service)Domain(?:Create|Delete|Update)\\b"
    words = [
      "railway",
      "customdomaincreate",
      "customdomaindelete",
      "customdomainupdate",
      "servicedomaincreate",
      "servicedomaindelete",
      "servicedomainupdate",
    ]
    example = "railway domain app.example.com --service web"
    sources = ["https://github.com/railwayapp/cli/blob/df3838bf11/src/gql/schema.json"]
  }

  use "deploy" {
    says    = "deploys a service"
    pattern = "\\brailway\\s+(?:up|redeploy|restart)\\b|\\b(?:serviceInstanceRedeploy|serviceInstanceDeploy(?:V2)?|deploymentRedeploy)\\b"
    words = [
      "railway",
      "serviceinstanceredeploy",
      "serviceinstancedeploy",
      "serviceinstancedeployv",
      "deploymentredeploy",
    ]
    example = "railway up --service web --ci"
    sources = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/cli/deploying.md"]
  }

  use "logs" {
    says    = "reads logs"
    pattern = "\\brailway\\s+logs\\b"
    words   = ["railway"]
    example = "railway logs --service web"
    sources = ["https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/cli/deploying.md"]
  }

  use "variables" {
    says    = "reads or sets variables"
    pattern = "\\brailway\\s+(?:variables?|run)\\b|\\bvariable(?:CollectionUpsert|Upsert)\\b"
    words   = ["railway", "variablecollectionupsert", "variableupsert"]
    example = "railway variables --set KEY=1"
    sources = ["https://docs.railway.com/cli"]
  }
}
