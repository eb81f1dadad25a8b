# SPDX-License-Identifier: Apache-2.0
# What GitHub documents about tokens and repositories.

provider "github" {
  title       = "GitHub"
  checked     = "2026-11-22"
  scope_model = "classic: all repos | fine-grained: chosen repos"

  token "github_app_token" {
    title         = "GitHub app, OAuth or job token"
    variables     = ["GITHUB_TOKEN"]
    form          = "gh[ousr]_[0-9A-Za-z]{36,}"
    bare          = true
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.github.com"]
    scope         = "what the app, OAuth grant or job may do; the GITHUB_TOKEN of a job, one repository"
    weight        = "code"
    cannot_narrow = "what it may do is the permissions of the app or the job: set them with `permissions:`"
    note          = "In Actions, GITHUB_TOKEN is made for the job, belongs to one repository and ends with the job."
    verified      = true
    sources       = ["https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml"]
    research      = ["OAuth / app user / app installation / refresh"]
    curated       = ["scope", "note"]
  }

  token "github_classic_token" {
    title     = "GitHub classic token"
    variables = ["GH_TOKEN", "GITHUB_PAT", "GH_PAT"]
    form      = "ghp_[0-9A-Za-z]{36}"
    bare      = true
    headers   = ["Authorization: Bearer", "Authorization: token"]
    hosts     = ["api.github.com"]
    files = [
      "~/.config/gh/hosts.yml : <host>.oauth_token (if no keyring or --insecure-storage)",
      "~/.git-credentials",
      "~/.netrc",
    ]
    scope    = "every repository that its user can reach, within its OAuth scopes"
    opens    = "account"
    weight   = "code"
    narrower = "github_fine_grained_token"
    note     = "What it may do is its OAuth scopes; deleting a repository needs delete_repo."
    verified = true
    sources = [
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/github/docs/blob/5d5300e6814b1f59774d690285d71398a8bd29e4/content/authentication/keeping-your-account-and-data-secure/about-authentication-to-github.md",
      "https://github.com/cli/cli/blob/44ee177607/internal/config/config.go",
    ]
    research = ["classic PAT"]
    curated  = ["scope", "variables"]

    fix {
      steps = [
        "use the GITHUB_TOKEN of the job where one repository suffices",
        "else make a fine-grained token for the chosen repositories, with the permissions of the job and an expiry, or an app",
        "delete the classic token",
      ]
      url = "https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens"
    }
  }

  token "github_fine_grained_token" {
    title         = "GitHub fine-grained token"
    variables     = ["GH_TOKEN", "GITHUB_PAT"]
    form          = "github_pat_\\w{82}"
    bare          = true
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.github.com"]
    scope         = "chosen repositories of one owner, with chosen permissions"
    opens         = "account"
    weight        = "code"
    cannot_narrow = "choose the fewest repositories and permissions, and an expiry"
    verified      = true
    sources = [
      "https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
    ]
    research = ["fine-grained PAT"]
    curated  = ["scope", "variables", "verified"]
  }

  operation "repo delete" {
    kind     = "rest/cli"
    call     = "DELETE /repos/{owner}/{repo}  (gh repo delete)"
    pattern  = "\\bgh\\s+repo\\s+delete\\b"
    words    = ["gh"]
    example  = "gh repo delete shop/web --yes"
    innocent = "gh repo clone shop/web"
    loses    = "repository"
    destroys = "github_repository"
    needs    = ["administer"]
    asks     = "the name of the repository; --yes skips it"
    verified = true
    sources  = ["https://cli.github.com/manual/gh_repo_delete", "https://docs.github.com/rest/repos/repos"]
    research = ["DELETE /repos/{owner}/{repo}"]
    curated  = ["kind", "call", "verified"]
  }

  operation "secret delete" {
    kind     = "cli"
    call     = "gh secret delete"
    loses    = "a secret's value, which nobody can read back"
    needs    = ["administer"]
    verified = true
    sources  = ["https://github.com/cli/cli/blob/07fa55c0e6/pkg/cmd/secret/delete/delete.go"]
  }

  operation "environments and secrets delete" {
    kind     = "rest"
    call     = "DELETE /repos/{owner}/{repo}/environments/{name}, .../actions/secrets/{name}"
    loses    = "environment; secret values (unreadable afterwards)"
    needs    = ["administer"]
    research = ["DELETE /repos/{owner}/{repo}/environments/{name}, .../actions/secrets/{name}"]
  }

  operation "push --force" {
    kind     = "git"
    call     = "git push --force, DELETE refs"
    loses    = "history"
    needs    = ["write"]
    research = ["git push --force, DELETE refs"]
  }

  store "github_repository" {
    title    = "GitHub repository"
    holds    = "code and its history"
    verified = true
    sources  = ["https://docs.github.com/repositories"]

    undo {
      hours    = 2160
      by       = "by the owner: settings, Deleted repositories; not from a fork network that still has others"
      verified = true
      sources  = ["https://github.com/github/docs/blob/13edfd87882f9b69a06784db5d79675a8f288457/content/repositories/creating-and-managing-repositories/restoring-a-deleted-repository.md"]
      research = ["repository"]
    }
  }

  scope "github_organization" {
    title = "GitHub organization"
    level = "account"
  }

  lock "members cannot delete repositories" {
    on       = "github_repository"
    level    = "other-principal"
    default  = "unverified"
    research = ["organization policy: members cannot delete repositories"]
  }

  use "code" {
    says    = "works with code, issues and releases"
    pattern = "\\bgh\\s+(?:pr|issue|release|run|workflow|api|auth|label)\\b"
    words   = ["gh"]
    example = "gh pr create --fill"
    sources = ["https://cli.github.com/manual/"]
  }
}
