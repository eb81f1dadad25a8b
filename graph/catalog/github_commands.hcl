# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "github" {
  cli "gh" {
    values = [
      "-R", "--repo", "-X", "--method", "-f", "--raw-field", "-F", "--field", "--input", "-H", "--header", "-q", "--jq", "-t", "--template", "--hostname", "-L", "--limit", "-s", "--state", "-l", "--label", "-a", "--assignee",
      "-A", "--author", "-S", "--search", "--json", "-B", "--base", "-b", "--branch", "-e", "--env", "-o", "--org", "--cache", "--preview", "-r", "--ref", "--app",
    ]
    switches = ["--paginate", "-i", "--include", "--silent", "--yes", "-c", "--comments", "--log", "--log-failed", "--name-only", "--patch", "--exit-status", "--verbose", "--slurp", "-u", "--user"]
    harmless = [
      "pr list|view|diff|checks|status", "issue list|view|status", "repo list|view", "run list|view", "workflow list|view", "release list|view", "auth status", "secret list", "variable list|get", "search", "cache list", "label list", "ruleset list|view|check",
      "api", "version $", "status $",
    ]
    others   = ["pr create|checkout|comment|review|ready|edit|close|reopen", "issue create|comment|edit|close|reopen|develop", "repo clone|fork|sync|set-default", "browse", "gist create", "auth login|setup-git", "run download|watch"]
    unless   = ["-X", "--method", "-f", "--raw-field", "-F", "--field", "--input"] # any of them makes of api's GET a POST, or says what it is
    verified = true
    sources = [
      "https://github.com/cli/cli/blob/03984668b2/pkg/cmd/api/api.go",
      "https://github.com/cli/cli/blob/07fa55c0e6/pkg/cmd/secret/delete/delete.go",
      "https://cli.github.com/manual/gh_repo_delete",
    ]

    within "environment" {
      options = ["-e", "--env"]
    }

    command "repo delete" {
      operation = "repo delete"
      types     = ["github_repository"]
      target    = ["1"]
    }

    command "secret delete|remove" {
      operation = "secret delete"
    }
  }
}
