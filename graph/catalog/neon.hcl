# SPDX-License-Identifier: Apache-2.0
# What Neon documents about API keys, projects and recovery.

provider "neon" {
  title       = "Neon"
  checked     = "2026-11-22"
  scope_model = "personal | organization | project"
  home        = "neon_organization"

  token "neon_api_key" {
    title     = "Neon API key"
    variables = ["NEON_API_KEY"]
    form      = "napi_[A-Za-z0-9]{64}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["console.neon.tech"]
    inputs = [
      "neondatabase/create-branch-action:api_key",
      "neondatabase/delete-branch-action:api_key",
      "neondatabase/reset-branch-action:api_key",
      "neondatabase/schema-diff-action:api_key",
    ]
    scope    = "all projects of a user or an organization, or one project: its form does not say which"
    opens    = "account"
    narrower = "neon_project_api_key"
    verified = true
    sources  = ["https://neon.com/docs/manage/api-keys"]

    fix {
      steps = [
        "give each environment a project of its own",
        "make an API key for the one project: organization settings, API keys, Project-scoped",
        "revoke the personal or organization key",
      ]
      url = "https://neon.com/docs/manage/api-keys"
    }
  }

  token "neon_personal_api_key" {
    title     = "Neon personal API key"
    variables = ["NEON_API_KEY"]
    form      = "napi_[A-Za-z0-9]{64}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["console.neon.tech"]
    files     = ["~/.config/neonctl/credentials.json : access_token, refresh_token"]
    scope     = "the projects of every organization that its user is a member of"
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "neon_project_api_key"
    verified  = true
    sources = [
      "https://github.com/neondatabase/website/blob/0451930fb7e3f13a0fd088726119036a0c062234/content/docs/manage/api-keys.md",
      "https://github.com/betterleaks/betterleaks/blob/6381fa45ae/config/betterleaks.toml",
      "https://github.com/neondatabase/neonctl/blob/0ba830b5d0/src/config.ts",
    ]
    research = ["personal API key"]
    curated  = ["scope"]

    fix {
      steps = [
        "give each environment a project of its own",
        "make an API key for the one project: organization settings, API keys, Project-scoped",
        "revoke the personal or organization key",
      ]
      url = "https://neon.com/docs/manage/api-keys"
    }
  }

  token "neon_organization_api_key" {
    title     = "Neon organization API key"
    variables = ["NEON_API_KEY"]
    form      = "napi_[A-Za-z0-9]{64}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["console.neon.tech"]
    scope     = "all projects of the organization, as an admin"
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "neon_project_api_key"
    verified  = true
    sources   = ["https://github.com/neondatabase/website/blob/0451930fb7e3f13a0fd088726119036a0c062234/content/docs/manage/api-keys.md"]
    research  = ["organization API key"]
    curated   = ["scope"]

    fix {
      steps = [
        "give each environment a project of its own",
        "make an API key for the one project: organization settings, API keys, Project-scoped",
        "revoke the personal or organization key",
      ]
      url = "https://neon.com/docs/manage/api-keys"
    }
  }

  token "neon_project_api_key" {
    title         = "Neon project API key"
    variables     = ["NEON_API_KEY"]
    form          = "napi_[A-Za-z0-9]{64}"
    headers       = ["Authorization: Bearer"]
    hosts         = ["console.neon.tech"]
    scope         = "one project, as a member: it cannot delete the project itself"
    opens         = "project"
    power         = ["read", "write"]
    cannot_narrow = "it already belongs to one project, which it cannot delete; give each environment a project"
    note          = "Neon says that it can manage the project and cannot delete it; that includes its branches."
    verified      = true
    sources       = ["https://github.com/neondatabase/website/blob/0451930fb7e3f13a0fd088726119036a0c062234/content/docs/manage/api-keys.md"]
    research      = ["project-scoped API key"]
    curated       = ["scope", "note", "verified"]
  }

  token "neon_role_password" {
    title         = "Neon database password"
    form          = "npg_[A-Za-z0-9]{10,}"
    files         = [".env", ".env.local"]
    scope         = "the databases of one branch"
    opens         = "store"
    power         = ["read", "write"]
    cannot_narrow = "make a database role with fewer grants and connect as that one"
    note          = "npg_ prefix unverified"
    research      = ["role password in connection string"]
    curated       = ["scope", "variables"]
  }

  operation "projects delete" {
    kind     = "rest/cli"
    call     = "DELETE /projects/{project_id}  (neonctl projects delete)"
    pattern  = "\\bneon(?:ctl)?\\s+projects\\s+delete\\b"
    words    = ["neon", "neonctl"]
    example  = "neonctl projects delete muddy-wood-859533"
    innocent = "neonctl projects list"
    loses    = "\"the specified project and all its endpoints, branches, databases, and users\""
    destroys = "neon_project"
    needs    = ["delete"]
    verified = true
    sources  = ["https://api-docs.neon.tech/reference/deleteproject"]
    research = ["DELETE /projects/{project_id}"]
    curated  = ["kind", "call"]
  }

  operation "branches delete" {
    kind     = "rest/cli"
    call     = "DELETE /projects/{project_id}/branches/{branch_id}  (neonctl branches delete)"
    pattern  = "\\bneon(?:ctl)?\\s+branch(?:es)?\\s+delete\\b"
    words    = ["neon", "neonctl"]
    example  = "neonctl branches delete preview/pr-1"
    innocent = "neonctl branches create --name preview/pr-1"
    loses    = "a branch"
    destroys = "neon_branch"
    needs    = ["write"]
    verified = true
    sources  = ["https://github.com/neondatabase/neonctl/blob/0ba830b5d0/src/commands/branches.ts"]
    research = ["DELETE /projects/{project_id}/branches/{branch_id}"]
    curated  = ["kind", "call"]
  }

  operation "databases delete" {
    kind     = "sql/rest"
    call     = "DROP DATABASE / DELETE .../databases/{name}"
    pattern  = "\\bneon(?:ctl)?\\s+databases\\s+delete\\b"
    words    = ["neon", "neonctl"]
    example  = "neonctl databases delete shop --branch main"
    loses    = "permanent except through instant restore inside the history window"
    destroys = "neon_database"
    needs    = ["write"]
    verified = true
    sources  = ["https://neon.com/faqs/delete-database-neon"]
    research = ["DROP DATABASE / DELETE .../databases/{name}"]
  }

  store "neon_project" {
    title    = "Neon project"
    holds    = "Postgres databases in branches"
    primary  = true
    verified = true
    sources  = ["https://neon.com/docs/reference/api/projects/delete-project"]

    undo {
      hours    = 168
      by       = "through the API: POST /projects/{project_id}/recover"
      verified = true
      sources  = ["https://api-docs.neon.tech/reference/deleteproject"]
      research = ["project -> data and history"]
    }

    backup "neon_history" {
      title     = "points in the history of a Neon project"
      on_delete = "retained_days"
      days      = 7
      exists    = "always"
      verified  = true
      sources   = ["https://api-docs.neon.tech/reference/deleteproject"]
    }
  }

  store "neon_branch" {
    title    = "Neon branch"
    holds    = "a copy-on-write Postgres"
    primary  = true
    verified = true
    sources  = ["https://neon.com/docs/introduction/branching"]
  }

  store "neon_database" {
    title    = "Neon database"
    holds    = "a Postgres database"
    primary  = true
    verified = true
    sources  = ["https://neon.com/docs/manage/databases"]

    backup "neon_branch_history" {
      title     = "points in the history of the branch that the database lies in"
      on_delete = "depends"
      option    = "it was dropped within the history window: 6 hours on the free plan, up to 7 or 30 days on paid ones"
      default   = "plan-dependent"
      exists    = "always"
      verified  = true
      sources   = ["https://neon.com/faqs/delete-database-neon"]
      research  = ["database inside a branch"]
      curated   = ["option"]
    }
  }

  scope "neon_organization" {
    title = "Neon organization"
    level = "account"
  }

  lock "protected branch" {
    on       = "neon_branch"
    level    = "api"
    default  = "off (default_branch_protected default false)"
    verified = true
    sources  = ["https://github.com/kislerdm/terraform-provider-neon/blob/71d0000c41/docs/resources/project.md"]
    research = ["protected branch"]
  }

  lock "project recovery" {
    on       = "neon_project"
    level    = "none"
    default  = "on, 7 days"
    note     = "a window to undo, not a lock"
    verified = true
    sources  = ["https://api-docs.neon.tech/reference/deleteproject"]
    research = ["project recovery"]
  }

  use "branch" {
    says    = "makes and deletes preview branches"
    pattern = "\\bneon(?:ctl)?\\s+branch(?:es)?\\s+(?:create|delete|list|get|reset)\\b"
    words   = ["neon", "neonctl"]
    example = "neonctl branches create --name preview/pr-1"
    sources = ["https://neon.com/docs/reference/neon-cli"]
  }
}
