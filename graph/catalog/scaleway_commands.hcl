# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "scaleway" {
  cli "scw" {
    values   = ["-p", "--profile", "-c", "--config", "-o", "--output"]
    switches = ["-D", "--debug", "-w"]
    harmless = ["rdb instance list|get", "instance server list|get", "instance volume list|get"]
    sources  = ["https://github.com/scaleway/scaleway-cli/blob/master/docs/commands/rdb.md"]

    within "profile" {
      options   = ["-p", "--profile"]
      variables = ["SCW_PROFILE"]
    }

    command "rdb instance delete" {
      operation = "rdb instance delete"
      types     = ["scaleway_rdb_instance"]
      target    = ["1"]
    }

    command "instance volume delete" {
      operation = "instance delete"
      types     = ["scaleway_volume"]
      target    = ["1"]
    }

    command "rdb backup delete" {
      operation = "rdb backup delete"
      types     = ["scaleway_rdb_backup"]
      target    = ["1"]
    }
  }
}
