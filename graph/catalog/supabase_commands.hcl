# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "supabase" {
  cli "supabase" {
    values   = ["--project-ref", "--db-url", "-p", "--password", "--workdir", "--schema", "--experimental-schema"]
    switches = ["--linked", "--local", "--debug", "--yes", "--experimental"]
    harmless = ["status", "projects list", "branches list", "functions list", "secrets list"]
    others   = ["start", "init", "login", "link", "gen", "functions serve|new", "migration new", "db diff|dump|pull|lint"]
    unless   = ["--db-url", "--profile"] # a profile may be a file that names another API
    links    = ["supabase/.temp/project-ref"]
    verified = true
    # migration list makes a role in the database of the project where no password is given, and may lift a ban of an address.
    sources = [
      "https://supabase.com/docs/reference/cli/introduction",
      "https://github.com/supabase/cli/blob/1d1e719126/apps/cli-go/internal/utils/flags/db_url.go",
      "https://github.com/supabase/cli/blob/1d1e719126/apps/cli-go/cmd/root.go",
    ]

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
