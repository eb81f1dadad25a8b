# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "cloudflare" {
  cli "wrangler" {
    values   = ["-c", "--config", "-e", "--env", "--env-file", "--cwd", "--command", "--file", "--namespace-id", "--binding"]
    switches = ["-y", "--skip-confirmation", "--local", "--remote", "--json"]
    harmless = ["d1 list|info", "r2 bucket list|info", "kv namespace list", "whoami", "deployments list", "versions list"] # tail makes a tail on the Worker
    unless   = ["--env-file"]                                                                                              # its variables may name another API
    verified = true
    sources  = ["https://github.com/cloudflare/workers-sdk/blob/f830836028/packages/wrangler/src/tail/createTail.ts", "https://developers.cloudflare.com/workers/wrangler/commands/"]

    within "environment" {
      options   = ["-e", "--env"]
      variables = ["CLOUDFLARE_ENV"]
    }

    command "d1 delete" {
      operation = "d1 delete"
      types     = ["cloudflare_d1_database"]
      target    = ["1"]
    }

    command "r2 bucket delete" {
      operation = "r2 bucket delete"
      types     = ["cloudflare_r2_bucket"]
      target    = ["1"]
    }

    command "kv namespace delete" {
      operation = "kv namespace delete"
      types     = ["cloudflare_kv_namespace"]
      target    = ["--namespace-id", "--binding"]
    }
  }
}
