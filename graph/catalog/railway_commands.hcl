# SPDX-License-Identifier: Apache-2.0
# How the command line of Railway is read before it runs.

commands "railway" {
  cli "railway" {
    values   = ["-s", "--service", "-e", "--environment", "-p", "--project", "-v", "--volume", "--2fa-code", "-w", "--workspace", "-m", "--mount-path", "-n", "--name"]
    switches = ["-y", "--yes", "--json"]
    harmless = ["volume|volumes list|ls", "status", "list", "whoami", "logs", "help", "docs"]
    pretends = ["--help"]
    dry      = ["volume|volumes", "environment", "delete", "status", "list", "whoami", "logs"] # run and ssh hand it to a program
    links    = ["~/.railway/config.json"]
    verified = true
    sources = [
      "https://github.com/railwayapp/docs/blob/c2a634f1b3/content/docs/cli/volume.md",
      "https://github.com/railwayapp/cli/blob/df3838bf11/src/config.rs",
    ]

    within "project" {
      options   = ["-p", "--project"]
      variables = ["RAILWAY_PROJECT_ID"]
    }

    within "environment" {
      options   = ["-e", "--environment"]
      variables = ["RAILWAY_ENVIRONMENT_ID"]
    }

    command "volume|volumes delete|remove|rm" {
      operation = "volume delete"
      target    = ["-v", "--volume", "1"]
      all       = "environment"
    }

    command "environment delete|remove|rm" {
      operation = "environmentDelete"
      types     = ["railway_environment"]
      target    = ["1"]
    }

    command "delete" {
      operation = "delete"
      target    = ["-p", "--project"]
      all       = "project"
    }
  }
}
