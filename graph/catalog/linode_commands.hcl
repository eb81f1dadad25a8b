# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "linode" {
  cli "linode-cli" {
    values   = ["--as-user", "--format", "--page"]
    switches = ["--json", "--text", "--no-headers", "--pretty", "--all"]
    harmless = ["linodes list|view", "volumes list|view", "databases list"]
    sources  = ["https://techdocs.akamai.com/cloud-computing/docs/cli"]

    command "linodes delete|rm" {
      operation = "linodes delete"
      types     = ["linode_instance"]
      target    = ["1"]
    }

    command "volumes delete|rm" {
      operation = "volumes delete"
      types     = ["linode_volume"]
      target    = ["1"]
    }
  }
}
