# SPDX-License-Identifier: Apache-2.0
# What Kubernetes is called; how it is declared stands in kubernetes_resources.hcl.

provider "kubernetes" {
  title       = "Kubernetes"
  checked     = "2026-11-26"
  scope_model = "cluster, namespace"

  token "kubernetes_token" {
    title         = "Kubernetes token"
    scope         = "what the roles of its account allow in one cluster"
    opens         = "none"
    cannot_narrow = "bind its account to a Role in the namespaces that it works on, without the verb delete on persistentvolumeclaims and namespaces"
    note          = "What it opens stands in the kubeconfig beside it and in the cluster's roles, and not in its kind."
    verified      = true
    sources = [
      "https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/",
      "https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
    ]
  }

  token "kubernetes_client_key" {
    title         = "Kubernetes client key"
    scope         = "what the roles of its certificate's user and groups allow in one cluster"
    opens         = "none"
    cannot_narrow = "bind its user to a Role in the namespaces that it works on; a certificate cannot be withdrawn, so let it expire soon"
    verified      = true
    sources = [
      "https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/",
      "https://kubernetes.io/docs/reference/access-authn-authz/authentication/",
    ]
  }
}
