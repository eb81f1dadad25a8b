# SPDX-License-Identifier: Apache-2.0
# What Docker is called; how it is declared stands in docker_resources.hcl.

provider "docker" {
  title       = "Docker"
  checked     = "2026-11-26"
  scope_model = "host"
}
