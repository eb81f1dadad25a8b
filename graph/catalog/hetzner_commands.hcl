# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "hetzner" {
  cli "hcloud" {
    moves    = ["--context", "--config", "--endpoint", "HCLOUD_CONTEXT", "HCLOUD_TOKEN"]
    values   = ["--context", "--config", "--endpoint", "-o", "--output", "--poll-interval"]
    switches = ["--debug", "--quiet"]
    harmless = ["server list|describe", "volume list|describe", "image list|describe", "context list|active", "all list"]
    unless   = ["--endpoint", "--hetzner-endpoint"]
    verified = true
    sources  = ["https://github.com/hetznercloud/cli/blob/1255e95615/docs/reference/configuration.md", "https://github.com/hetznercloud/cli"]

    within "context" {
      options   = ["--context"]
      variables = ["HCLOUD_CONTEXT"]
    }

    command "server delete" {
      operation = "server delete"
      types     = ["hetzner_server"]
      target    = ["rest"]
    }

    command "server rebuild" {
      operation = "server rebuild"
      types     = ["hetzner_server"]
      target    = ["1"]
      rows      = true
    }

    command "volume delete" {
      operation = "volume delete"
      types     = ["hetzner_volume"]
      target    = ["rest"]
    }

    command "image delete" {
      operation = "image delete"
      types     = ["hetzner_snapshot"]
      target    = ["rest"]
    }
  }
}
