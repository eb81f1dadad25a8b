# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "pulumi" {
  cli "pulumi" {
    values   = ["-s", "--stack", "-C", "--cwd", "-t", "--target", "-m", "--message", "-p", "--parallel", "--config-file", "--color"]
    switches = ["-y", "--yes", "-f", "--skip-preview", "--non-interactive", "--refresh", "-r"]
    harmless = ["stack ls", "whoami", "version"]
    unless   = ["--tracing", "--otel-traces", "--profiling"] # where they lead is not the backend
    project  = ["preview", "about"]                          # they run the program, or what it is written in
    verified = true
    sources  = ["https://github.com/pulumi/pulumi/blob/1b5949891b/pkg/cmd/pulumi/about/about.go", "https://github.com/pulumi/pulumi/tree/1b5949891b/pkg/cmd/pulumi/logs", "https://www.pulumi.com/docs/iac/cli/commands/pulumi_destroy/"]

    within "environment" {
      options   = ["-s", "--stack"]
      variables = ["PULUMI_STACK"]
    }

    within "folder" {
      options = ["-C", "--cwd"]
    }

    command "destroy|down" {
      operation = "destroy"
      all       = "folder"
    }

    command "stack rm" {
      operation = "stack rm --force"
      all       = "folder"
    }

    command "up|update" {
      operation = "destroy"
      all       = "folder"
      perhaps   = true
    }
  }
}
