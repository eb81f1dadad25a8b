# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "netlify" {
  cli "netlify" {
    also     = ["ntl"]
    moves    = ["--site", "--auth", "NETLIFY_SITE_ID"]
    values   = ["--filter", "--auth", "-s", "--site", "--context", "--scope", "--branch"]
    switches = ["--json", "--debug", "-f", "--force", "--verbose"]
    harmless = ["sites:list", "status $", "env:list", "functions:list"]
    others   = ["dev", "build", "link", "login", "open", "functions:serve"]
    links    = [".netlify/state.json"]
    verified = true
    sources = [
      "https://github.com/netlify/cli/blob/b9791b5510/docs/commands/sites.md",
      "https://github.com/netlify/cli/blob/1d2313a4ca/docs/commands/database.md",
    ]

    within "project" {
      options   = ["-s", "--site"]
      variables = ["NETLIFY_SITE_ID"]
    }

    command "sites:delete" {
      operation = "sites:delete"
      types     = ["netlify_site"]
      target    = ["1"]
      all       = "project"
    }
  }
}
