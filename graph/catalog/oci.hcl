# SPDX-License-Identifier: Apache-2.0
# What Oracle Cloud Infrastructure is called; how it is declared stands in oci_resources.hcl.

provider "oci" {
  title       = "Oracle Cloud Infrastructure"
  checked     = "2026-11-26"
  scope_model = "compartment"
}
