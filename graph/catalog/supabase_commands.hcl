# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "supabase" {
  cli "supabase" {
    values   = ["--project-ref", "--db-url", "-p", "--password", "--workdir", "--schema", "--experimental-schema"]
    switches = ["--linked", "--local", "--debug", "--yes", "--experimental"]
    harmless = ["status", "projects list", "branches list", "migration list", "functions list", "secrets list"]
    others   = ["start", "init", "login", "link", "gen", "functions serve|new", "migration new", "db diff|dump|pull|lint"]
    unless   = ["--db-url"]
    links    = ["supabase/.temp/project-ref"]
    verified = true
    sources  = ["https://supabase.com/docs/reference/cli/introduction"]

    within "project" {
      options   = ["--project-ref"]
      variables = ["SUPABASE_PROJECT_ID"]
    }

    command "projects delete" {
      operation = "projects delete"
      types     = ["supabase_project"]
      target    = ["1", "--project-ref"]
    }

    command "branches delete" {
      operation = "branches delete"
      types     = ["supabase_branch"]
      target    = ["1"]
    }

    command "db reset" {
      operation = "db reset --linked"
      types     = ["supabase_project"]
      target    = ["--project-ref"]
      all       = "project"
      with      = ["--linked"]
      rows      = true
    }
  }
}
