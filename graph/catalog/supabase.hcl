# SPDX-License-Identifier: Apache-2.0
# What Supabase documents about keys, projects and backups.

provider "supabase" {
  title       = "Supabase"
  checked     = "2026-11-22"
  scope_model = "account PAT (fine-grained permissions exist) | project keys"

  token "supabase_access_token" {
    title         = "Supabase personal access token"
    variables     = ["SUPABASE_ACCESS_TOKEN"]
    form          = "sbp_(?:oauth_|v0_)?[a-f0-9]{40}"
    bare          = true
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.supabase.com"]
    files         = ["~/.supabase/access-token (whole file is the token)", "OS keyring (profile name or \"access-token\")"]
    scope         = "every organization and project of its user"
    opens         = "account"
    power         = ["read", "write", "delete", "administer"]
    cannot_narrow = "a personal access token has the rights of its user in every organization; the API lists fine-grained permissions per endpoint"
    verified      = true
    sources = [
      "https://github.com/supabase/cli/blob/1d1e719126/apps/cli-go/internal/utils/access_token.go",
      "https://github.com/supabase/cli/blob/1d1e719126/packages/api/src/generated/openapi.json",
    ]
    research = ["personal access token"]
    curated  = ["scope"]

    fix {
      steps = [
        "keep production in an organization whose members are few, and make tokens for staging with an account that is not among them",
        "for jobs on one project, use that project's own keys or its database role instead of an access token",
      ]
      url = "https://supabase.com/dashboard/account/tokens"
    }
  }

  token "supabase_secret_key" {
    title         = "Supabase secret key"
    variables     = ["SUPABASE_SECRET_KEY", "SUPABASE_SERVICE_KEY"]
    form          = "sb_secret_[A-Za-z0-9_-]{31,}"
    bare          = true
    headers       = ["apikey"]
    files         = [".env*"]
    scope         = "the data of one project, bypassing row level security"
    opens         = "project"
    power         = ["read", "write"]
    cannot_narrow = "it bypasses row level security in its one project; make a key per job, or a database role with fewer grants"
    note          = "It belongs to one project, so to one environment only where each environment is a project of its own."
    verified      = true
    sources = [
      "https://supabase.com/docs/guides/api/api-keys",
      "https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml",
    ]
    research = ["project secret key / legacy service_role JWT"]
    curated  = ["scope", "note", "variables", "verified"]
  }

  token "supabase_service_role_key" {
    title     = "Supabase service_role key"
    variables = ["SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_SERVICE_ROLE", "SUPABASE_SERVICE_KEY"]
    form      = "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"
    headers   = ["apikey"]
    scope     = "the data of one project, which it names, bypassing row level security"
    opens     = "project"
    power     = ["read", "write"]
    narrower  = "supabase_secret_key"
    verified  = true
    sources   = ["https://supabase.com/docs/guides/api/api-keys"]

    fix {
      steps = ["make a secret key (sb_secret_…) for the one job and disable the legacy keys: project settings, API keys"]
      url   = "https://supabase.com/docs/guides/api/api-keys"
    }
  }

  token "supabase_publishable_key" {
    title     = "Supabase publishable key"
    variables = ["SUPABASE_PUBLISHABLE_KEY", "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY", "VITE_SUPABASE_PUBLISHABLE_KEY"]
    form      = "sb_publishable_[A-Za-z0-9_-]{22,}"
    bare      = true
    headers   = ["apikey"]
    scope     = "one project, as far as its row level security lets anybody"
    opens     = "none"
    public    = "made to be in web pages and apps; row level security decides"
    verified  = true
    sources   = ["https://supabase.com/docs/guides/api/api-keys"]
  }

  token "supabase_anon_key" {
    title = "Supabase anon key"
    variables = [
      "SUPABASE_ANON_KEY",
      "NEXT_PUBLIC_SUPABASE_ANON_KEY",
      "VITE_SUPABASE_ANON_KEY",
      "EXPO_PUBLIC_SUPABASE_ANON_KEY",
      "REACT_APP_SUPABASE_ANON_KEY",
      "PUBLIC_SUPABASE_ANON_KEY",
    ]
    form     = "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"
    headers  = ["apikey"]
    scope    = "one project, as far as its row level security lets anybody"
    opens    = "none"
    public   = "made to be in web pages and apps; row level security decides"
    note     = "Only if the role in the value is anon; the same form is that of the service_role key."
    verified = true
    sources  = ["https://supabase.com/docs/guides/api/api-keys"]
  }

  token "supabase_database_password" {
    title         = "Supabase database password"
    variables     = ["SUPABASE_DB_PASSWORD"]
    files         = [".env*"]
    scope         = "the database of one project"
    opens         = "store"
    power         = ["read", "write"]
    cannot_narrow = "make a database role with fewer grants and connect as that one"
    note          = "DATABASE_URL and POSTGRES_URL hold it too; a connection string says so itself."
    research      = ["database password"]
    curated       = ["scope", "variables"]
  }

  operation "projects delete" {
    kind     = "rest/cli"
    call     = "DELETE /v1/projects/{ref}  (supabase projects delete)"
    pattern  = "\\bsupabase\\s+projects\\s+delete\\b|(?i)\\bcurl\\b[^\\n]*(?:-X\\s*|--request[ =])[\"\\']?DELETE\\b[^\\n]*api\\.supabase\\.com/v1/projects/[\\w$\\{}-]+[\"\\']?(?:\\s|$)"
    words    = ["supabase"]
    example  = "supabase projects delete abcdefghijklmnopqrst"
    innocent = "supabase projects list"
    loses    = "project and ALL backups"
    destroys = "supabase_project"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/supabase/cli/blob/1d1e719126/packages/api/src/generated/openapi.json",
      "https://supabase.com/docs/guides/platform/backups",
    ]
    research = ["DELETE /v1/projects/{ref}"]
    curated  = ["kind", "call"]
  }

  operation "branches delete" {
    kind     = "rest/cli"
    call     = "DELETE /v1/branches/{branch_id_or_ref}  (supabase branches delete)"
    pattern  = "\\bsupabase\\s+branches\\s+delete\\b"
    words    = ["supabase"]
    example  = "supabase branches delete staging"
    innocent = "supabase branches list"
    loses    = "a branch database; \"By default, deletes immediately. Use force=false to schedule deletion with 1-hour grace period (only when soft deletion is enabled)\""
    destroys = "supabase_branch"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/supabase/cli/blob/1d1e719126/packages/api/src/generated/openapi.json"]
    research = ["DELETE /v1/branches/{branch_id_or_ref}"]
    curated  = ["kind", "call"]
  }

  operation "disable branching" {
    kind     = "rest"
    call     = "DELETE /v1/projects/{ref}/branches"
    loses    = "disables preview branching"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/supabase/cli/blob/1d1e719126/packages/api/src/generated/openapi.json"]
    research = ["DELETE /v1/projects/{ref}/branches"]
  }

  operation "backups restore" {
    kind     = "rest"
    call     = "POST /v1/projects/{ref}/database/backups/restore | restore-pitr"
    loses    = "current data (overwritten)"
    destroys = "supabase_project"
    needs    = ["write"]
    verified = true
    sources  = ["https://github.com/supabase/cli/blob/1d1e719126/packages/api/src/generated/openapi.json"]
    research = ["POST /v1/projects/{ref}/database/backups/restore | restore-pitr"]
  }

  operation "branches reset" {
    kind     = "rest"
    call     = "POST /v1/branches/{id}/reset"
    loses    = "branch data"
    destroys = "supabase_branch"
    needs    = ["write"]
    verified = true
    sources  = ["https://github.com/supabase/cli/blob/1d1e719126/apps/cli-go/pkg/api/client.gen.go"]
    research = ["POST /v1/branches/{id}/reset"]
  }

  operation "db reset --linked" {
    kind     = "cli"
    call     = "supabase db reset --linked | --db-url URL"
    pattern  = "\\bsupabase\\s+db\\s+reset\\b[^\\n;|&]*--(?:linked|db-url)\\b"
    words    = ["supabase"]
    example  = "supabase db reset --linked"
    innocent = "supabase db reset"
    loses    = "all user-made entities of the remote database, which is then built anew from the local migrations"
    destroys = "supabase_project"
    needs    = ["write"]
    asks     = "a prompt"
    verified = true
    sources  = ["https://supabase.com/docs/reference/cli/supabase-db-reset"]
  }

  store "supabase_project" {
    title    = "Supabase project"
    holds    = "a Postgres database, files and users"
    primary  = true
    verified = true
    sources  = ["https://supabase.com/docs/guides/platform/backups"]

    backup "supabase_backup" {
      title     = "daily backups and point-in-time recovery of a Supabase project"
      on_delete = "destroyed"
      default   = "n/a"
      exists    = "when-enabled"
      quote     = "Once a project is deleted all associated data will be permanently removed, including any backups stored in S3. This action is irreversible"
      note      = "\"Once a project is deleted all associated data will be permanently removed, including any backups stored in S3. This action is irreversible\". Storage-API objects are never in database backups. Enabling PITR stops daily backups."
      verified  = true
      sources   = ["https://github.com/supabase/supabase/blob/002d6c0d88fcc4376fc7a9ab88c13153a385953d/apps/docs/content/guides/platform/backups.mdx"]
      research  = ["project -> daily/PITR backups in S3"]
    }
  }

  store "supabase_branch" {
    title    = "Supabase branch"
    holds    = "the database of a branch"
    verified = true
    sources  = ["https://supabase.com/docs/guides/deployment/branching"]

    backup "supabase_branch_copy" {
      title     = "copies of a Supabase branch"
      on_delete = "depends"
      option    = "it is deleted with force=false and soft deletion is on, and then for an hour"
      default   = "immediate"
      verified  = true
      sources   = ["https://github.com/supabase/cli/blob/1d1e719126/packages/api/src/generated/openapi.json"]
      research  = ["branch"]
      curated   = ["option"]
    }
  }

  store "supabase_storage" {
    title      = "Supabase Storage"
    holds      = "files"
    primary    = true
    no_backups = "database backups do not include objects stored via the Storage API"
    verified   = true
    sources    = ["https://github.com/supabase/supabase/blob/002d6c0d88fcc4376fc7a9ab88c13153a385953d/apps/docs/content/guides/platform/backups.mdx"]
  }

  scope "supabase_organization" {
    title = "Supabase organization"
    level = "account"
  }

  lock "branch soft deletion" {
    on       = "supabase_branch"
    level    = "none"
    default  = "off unless enabled and force=false"
    verified = true
    sources  = ["https://github.com/supabase/cli/blob/1d1e719126/packages/api/src/generated/openapi.json"]
    research = ["branch soft deletion (1 h) + POST /v1/branches/{id}/restore"]
  }

  lock "project deletion protection" {
    on       = "supabase_project"
    level    = "none"
    default  = "none found (unverified)"
    research = ["project deletion protection"]
  }

  use "functions" {
    says    = "deploys functions"
    pattern = "\\bsupabase\\s+functions\\s+(?:deploy|serve|list|download)\\b"
    words   = ["supabase"]
    example = "supabase functions deploy hello --project-ref $REF"
    sources = ["https://supabase.com/docs/reference/cli/introduction"]
  }

  use "migrate" {
    says    = "applies migrations"
    pattern = "\\bsupabase\\s+(?:db\\s+(?:push|diff|pull|lint)|migration\\s+\\w+)\\b"
    words   = ["supabase"]
    example = "supabase db push"
    sources = ["https://supabase.com/docs/reference/cli/introduction"]
  }

  use "types" {
    says    = "generates types"
    pattern = "\\bsupabase\\s+gen\\s+types\\b"
    words   = ["supabase"]
    example = "supabase gen types typescript --linked"
    sources = ["https://supabase.com/docs/reference/cli/introduction"]
  }
}
