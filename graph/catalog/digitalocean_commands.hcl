# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "digitalocean" {
  cli "doctl" {
    moves    = ["--context", "--config", "-t", "--access-token", "DIGITALOCEAN_ACCESS_TOKEN"]
    values   = ["-t", "--access-token", "-u", "--api-url", "-c", "--config", "--context", "-o", "--output", "--format", "--tag-name"]
    switches = ["-f", "--force", "--no-header", "-v", "--verbose", "--trace"]
    harmless = ["databases list|get", "compute droplet list|get", "compute volume list|get", "compute snapshot list|get", "account get", "apps list|get", "projects list|get"]
    unless   = ["-u", "--api-url"]
    verified = true
    sources  = ["https://github.com/digitalocean/doctl/tree/168188d3e0/commands", "https://docs.digitalocean.com/reference/doctl/reference/databases/delete/"]

    within "context" {
      options   = ["--context"]
      variables = ["DIGITALOCEAN_CONTEXT"]
    }

    command "databases|db|dbs|database delete|rm|d" {
      operation = "databases delete"
      types     = ["digitalocean_database_cluster"]
      target    = ["1"]
    }

    command "compute volume|v delete|rm|d" {
      operation = "volume delete"
      types     = ["digitalocean_volume"]
      target    = ["rest"]
    }

    command "compute droplet|d delete|rm|d" {
      operation = "droplet delete"
      types     = ["digitalocean_droplet"]
      target    = ["rest"]
    }
  }
}
