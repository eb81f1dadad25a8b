# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "turso" {
  cli "turso" {
    values   = ["--group", "-l", "--location"]
    switches = ["-y", "--yes"]
    harmless = ["db list|show", "group list|show", "auth whoami"]
    unless   = ["-c", "--config-path"] # its settings name the host that gets the token
    verified = true
    sources  = ["https://github.com/tursodatabase/turso-cli/blob/e149f6987e/internal/settings/settings.go", "https://github.com/tursodatabase/turso-cli/blob/e149f6987e/internal/cmd/group.go", "https://docs.turso.tech/cli/db/destroy"]

    command "db destroy" {
      operation = "db destroy"
      types     = ["turso_database"]
      target    = ["rest"]
    }

    command "group destroy" {
      operation = "group destroy"
      types     = ["turso_group"]
      target    = ["1"]
    }
  }
}
