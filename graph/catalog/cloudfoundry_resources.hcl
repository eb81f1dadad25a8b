# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "cloudfoundry" {
  resource "cloudfoundry_service_instance" {
    format   = "terraform"
    role     = "data"
    title    = "Cloud Foundry service instance"
    holds    = "a managed service: a database, a queue, a bucket"
    names    = ["name"]
    unique   = "parent"
    parent   = ["space"]
    tags     = "labels"
    verified = false
    sources  = ["https://registry.terraform.io/providers/cloudfoundry/cloudfoundry/latest/docs/resources/service_instance"]

    setting "recursive_delete" {
      note     = "bindings, shares and routes are deleted with it"
      verified = false
      kind     = "force"
      unsafe   = ["true"]
      source   = "https://registry.terraform.io/providers/cloudfoundry-community/cloudfoundry/latest/docs/resources/service_instance"
    }
  }
}
