# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "heroku" {
  cli "heroku" {
    values   = ["-a", "--app", "-r", "--remote", "-c", "--confirm", "-s", "--shell", "-n", "--num"]
    switches = ["--json", "-t", "--tail"]
    harmless = ["apps:info", "apps $", "info $", "logs $", "ps $", "releases $", "config:get", "addons $", "addons:info", "pg:info", "pg:backups $", "pg:backups:info", "pg:ps", "domains $", "status $", "version $"]
    verified = true
    sources  = ["https://github.com/heroku/cli/tree/c5fbf4b432/src/commands", "https://devcenter.heroku.com/articles/heroku-cli-commands"]

    within "app" {
      options   = ["-a", "--app"]
      variables = ["HEROKU_APP"]
    }

    command "apps:destroy|apps:delete" {
      operation = "apps:destroy"
      types     = ["heroku_app"]
      target    = ["1"]
      all       = "app"
    }

    command "addons:destroy|addons:remove" {
      operation = "addons:destroy"
      types     = ["heroku_postgres"]
      target    = ["rest"]
    }

    command "pg:reset" {
      operation = "pg:reset"
      types     = ["heroku_postgres"]
      target    = ["1"]
      all       = "app"
      rows      = true
    }

    command "pg:backups:delete" {
      operation = "pg:backups:delete"
      types     = ["heroku_postgres_backup"]
      target    = ["1"]
    }
  }
}
