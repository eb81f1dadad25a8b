# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "render" {
  cli "render" {
    values   = ["-o", "--output", "--project", "--environment", "--workspace"]
    switches = ["--confirm"]
    harmless = ["ea pg|postgres list|get", "ea kv list|get", "deploys list", "workspace current"]
    verified = true
    sources = [
      "https://github.com/render-oss/cli/blob/3496d2d440/cmd/pgdelete.go",
      "https://github.com/render-oss/cli/blob/4d86e5ce75/cmd/kvdelete.go",
    ]

    within "project" {
      options = ["--project"]
    }

    within "environment" {
      options = ["--environment"]
    }

    # Without --confirm it shows what it would delete, and deletes nothing.
    command "ea pg|postgres delete" {
      operation = "DELETE postgres"
      types     = ["render_postgres"]
      target    = ["1"]
      with      = ["--confirm"]
    }

    command "ea kv delete" {
      operation = "DELETE services"
      types     = ["render_key_value"]
      target    = ["1"]
      with      = ["--confirm"]
    }
  }
}
