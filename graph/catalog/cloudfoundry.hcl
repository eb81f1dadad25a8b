# SPDX-License-Identifier: Apache-2.0
# What Cloud Foundry is called; how it is declared stands in cloudfoundry_resources.hcl.

provider "cloudfoundry" {
  title       = "Cloud Foundry"
  checked     = "2026-11-26"
  scope_model = "organization, space"
}
