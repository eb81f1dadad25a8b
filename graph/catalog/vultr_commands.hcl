# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "vultr" {
  cli "vultr-cli" {
    values   = ["--config"]
    switches = ["-o"]
    harmless = ["instance list|get", "block-storage list|get", "database list|get", "snapshot list|get"]
    sources  = ["https://github.com/vultr/vultr-cli"]

    command "instance delete|destroy" {
      operation = "delete"
      types     = ["vultr_instance"]
      target    = ["1"]
    }

    command "block-storage|bs delete|destroy" {
      operation = "delete"
      types     = ["vultr_block_storage"]
      target    = ["1"]
    }

    command "database delete|destroy" {
      operation = "delete"
      types     = ["vultr_database"]
      target    = ["1"]
    }

    command "snapshot delete|destroy" {
      operation = "snapshot delete"
      types     = ["vultr_snapshot"]
      target    = ["1"]
    }
  }
}
