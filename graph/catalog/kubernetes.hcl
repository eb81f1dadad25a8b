# SPDX-License-Identifier: Apache-2.0
# What Kubernetes is called; how it is declared stands in kubernetes_resources.hcl.

provider "kubernetes" {
  title       = "Kubernetes"
  checked     = "2026-11-26"
  scope_model = "cluster, namespace"
}
