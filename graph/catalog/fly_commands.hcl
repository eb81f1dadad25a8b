# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "fly" {
  cli "fly" {
    also     = ["flyctl"]
    values   = ["-a", "--app", "-c", "--config", "-o", "--org", "-r", "--region", "-t", "--access-token"]
    switches = ["-y", "--yes", "-j", "--json", "--verbose"]
    harmless = ["status $", "apps list", "volumes list|show", "volume list|show", "logs $", "machine list|status", "machines list|status", "version $", "releases $", "ips list", "regions list", "secrets list", "mpg list|status"]
    links    = ["fly.toml"]
    verified = true
    sources  = ["https://github.com/superfly/docs/blob/3a9699b862/flyctl/cmd/fly_version.md", "https://fly.io/docs/flyctl/volumes-destroy/", "https://fly.io/docs/flyctl/apps-destroy/"]

    within "app" {
      options   = ["-a", "--app"]
      variables = ["FLY_APP"]
    }

    command "volumes|volume|vol destroy|delete|rm" {
      operation = "volumes destroy"
      types     = ["fly_volume"]
      target    = ["rest"]
      all       = "app"
    }

    command "apps|app destroy|delete|rm" {
      operation = "apps destroy"
      types     = ["fly_app"]
      target    = ["1"]
      all       = "app"
    }

    command "mpg destroy" {
      operation = "mpg destroy"
      types     = ["fly_mpg_cluster"]
      target    = ["1"]
    }
  }
}
