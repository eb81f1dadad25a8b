# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "aiven" {
  cli "avn" {
    values   = ["--project", "--auth-token", "--config"]
    switches = ["--force", "--json"]
    harmless = ["service list|get", "project list", "user info"]
    unless   = ["--url", "--auth-ca", "--config"] # another host gets the token
    verified = true
    sources  = ["https://aiven.io/docs/tools/cli/service-cli", "https://github.com/aiven/aiven-client/blob/292dcdbecc/aiven/client/cli.py"]

    within "project" {
      options   = ["--project"]
      variables = ["AIVEN_PROJECT"]
    }

    command "service terminate" {
      operation = "service terminate"
      types     = ["aiven_service"]
      target    = ["1"]
    }
  }
}
