# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "vercel" {
  cli "vercel" {
    also     = ["vc"]
    values   = ["--token", "-t", "--scope", "-S", "--cwd", "--local-config", "-A", "--global-config", "-Q"]
    switches = ["--yes", "-y", "--debug", "-d", "--no-color"]
    harmless = ["ls", "list", "inspect", "logs", "whoami", "project ls", "projects ls", "env ls", "domains ls"]
    others   = ["dev", "build", "link", "pull", "login", "env pull"]
    links    = [".vercel/project.json"]
    verified = true
    sources  = ["https://vercel.com/docs/cli/project"]

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
