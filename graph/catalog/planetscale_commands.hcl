# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "planetscale" {
  cli "pscale" {
    values   = ["--org", "--service-token", "--service-token-id", "-f", "--format", "--config", "--api-url"]
    switches = ["--force", "--debug", "--no-color"]
    harmless = ["database list|show", "branch list|show|schema", "backup list|show", "org list|show"]
    unless   = ["--api-url"]
    verified = true
    sources  = ["https://github.com/planetscale/cli/tree/1200007191/internal/cmd", "https://planetscale.com/docs/reference/planetscale-cli"]

    command "database|db|databases delete|rm" {
      operation = "database delete"
      types     = ["planetscale_database"]
      target    = ["1"]
    }

    command "branch delete|rm" {
      operation = "branch delete"
      types     = ["planetscale_branch"]
      target    = ["2"]
    }

    command "backup delete|rm" {
      operation = "backup delete"
      types     = ["planetscale_backup"]
      target    = ["3"]
    }
  }
}
