# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "vercel" {
  cli "vercel" {
    also     = ["vc"]
    values   = ["--token", "-t", "--scope", "-S", "--cwd", "--local-config", "-A", "--global-config", "-Q"]
    switches = ["--yes", "-y", "--debug", "-d", "--no-color"]
    harmless = ["inspect", "logs", "whoami", "project ls", "projects ls", "env ls", "domains ls"]
    others   = ["ls", "list", "dev", "build", "link", "pull", "login", "env pull"]
    unless   = ["--api", "-Q", "--global-config"] # another host gets the token
    links    = [".vercel/project.json"]
    verified = true
    # ls linked the folder until February 2026, and with --yes made a project for it.
    sources = [
      "https://vercel.com/docs/cli/project",
      "https://github.com/vercel/vercel/blob/95d86141ef/packages/cli/src/commands/list/index.ts",
      "https://github.com/vercel/vercel/blob/17d9ebaf8e/packages/cli/src/util/arg-common.ts",
      "https://github.com/vercel/vercel/blob/17d9ebaf8e/packages/cli/src/index.ts",
    ]

    within "project" {
      variables = ["VERCEL_PROJECT_ID"]
    }

    command "project|projects rm|remove" {
      operation = "deleteProject"
      types     = ["vercel_project"]
      target    = ["rest"]
    }

    command "blob store remove|rm|delete" {
      operation = "blob store remove"
      types     = ["vercel_blob_store"]
      target    = ["1"]
    }
  }
}
