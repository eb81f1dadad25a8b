# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "neon" {
  cli "neonctl" {
    also     = ["neon"]
    values   = ["--project-id", "--api-key", "--output", "-o", "--context-file", "--config-dir", "--branch", "--org-id"]
    switches = ["--no-color", "--no-analytics"]
    harmless = ["projects list|get", "branches list|get", "databases list", "roles list", "operations list", "me"]
    unless   = ["--api-host", "--apiHost", "--oauth-host", "--oauthHost", "--force-auth", "--forceAuth"] # another host gets the key, or it logs in anew
    links    = [".neon"]
    verified = true
    sources  = ["https://github.com/neondatabase/neonctl/blob/0ba830b5d0/src/index.ts", "https://neon.com/docs/reference/cli-projects", "https://neon.com/docs/reference/cli-branches"]

    within "project" {
      options = ["--project-id"]
    }

    command "projects|project delete" {
      operation = "projects delete"
      types     = ["neon_project"]
      target    = ["1"]
    }

    command "branches|branch delete" {
      operation = "branches delete"
      types     = ["neon_branch"]
      target    = ["1"]
    }

    command "databases|database|db delete" {
      operation = "databases delete"
      types     = ["neon_database"]
      target    = ["1"]
    }
  }
}
