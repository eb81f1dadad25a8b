# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "turso" {
  cli "turso" {
    values   = ["--group", "-l", "--location"]
    switches = ["-y", "--yes"]
    harmless = ["db list|show", "group list|show", "auth whoami"]
    verified = true
    sources  = ["https://docs.turso.tech/cli/db/destroy"]

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
