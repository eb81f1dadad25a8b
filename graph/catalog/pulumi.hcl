# SPDX-License-Identifier: Apache-2.0
# What Pulumi documents about access tokens and stacks.

provider "pulumi" {
  title       = "Pulumi Cloud"
  checked     = "2026-11-22"
  scope_model = "user | organization role | team"

  token "pulumi_access_token" {
    title     = "Pulumi access token"
    variables = ["PULUMI_ACCESS_TOKEN"]
    form      = "pul-[a-f0-9]{40}"
    bare      = true
    headers   = ["Authorization: token"]
    hosts     = ["api.pulumi.com"]
    scope     = "the stacks of a user, a team or an organization: its form does not say which"
    opens     = "account"
    narrower  = "pulumi_organization_token"
    verified  = true
    sources = [
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/pulumi/docs/blob/0366b9fdab047c3199e96189140aae50a17d3fe5/content/docs/administration/access-identity/access-tokens.md",
      "https://github.com/pulumi/pulumi/blob/1b5949891b/sdk/go/common/workspace/creds.go",
    ]

    fix {
      steps = [
        "make an organization or team token with a role on the stacks of one environment, with an expiry, or use OIDC",
        "keep cloud credentials in an ESC environment per stack",
        "delete the personal token",
      ]
      url  = "https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/"
      plan = "Enterprise, for team tokens and custom roles"
    }
  }

  token "pulumi_personal_token" {
    title     = "Pulumi personal access token"
    variables = ["PULUMI_ACCESS_TOKEN"]
    form      = "pul-[a-f0-9]{40}"
    headers   = ["Authorization: token"]
    hosts     = ["api.pulumi.com"]
    files     = ["~/.pulumi/credentials.json : accessTokens.<backend URL>, accounts.<url>.accessToken (override PULUMI_CREDENTIALS_PATH, PULUMI_HOME)"]
    scope     = "all organizations and roles of its user"
    opens     = "account"
    narrower  = "pulumi_organization_token"
    note      = "It has the roles of its user."
    verified  = true
    sources = [
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/pulumi/docs/blob/0366b9fdab047c3199e96189140aae50a17d3fe5/content/docs/administration/access-identity/access-tokens.md",
      "https://github.com/pulumi/pulumi/blob/1b5949891b/sdk/go/common/workspace/creds.go",
    ]
    research = ["personal access token"]
    curated  = ["scope"]

    fix {
      steps = [
        "make an organization or team token with a role on the stacks of one environment, with an expiry, or use OIDC",
        "keep cloud credentials in an ESC environment per stack",
        "delete the personal token",
      ]
      url  = "https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/"
      plan = "Enterprise, for team tokens and custom roles"
    }
  }

  token "pulumi_organization_token" {
    title         = "Pulumi organization or team token"
    variables     = ["PULUMI_ACCESS_TOKEN"]
    form          = "pul-[a-f0-9]{40}"
    headers       = ["Authorization: token"]
    hosts         = ["api.pulumi.com"]
    scope         = "the stacks that its role or its team's roles reach"
    opens         = "project"
    cannot_narrow = "give it a role on the fewest stacks"
    verified      = true
    sources       = ["https://github.com/pulumi/docs/blob/0366b9fdab047c3199e96189140aae50a17d3fe5/content/docs/administration/access-identity/access-tokens.md"]
    research      = ["organization / team token"]
    curated       = ["scope"]
  }

  operation "destroy" {
    kind     = "cli"
    call     = "pulumi destroy"
    pattern  = "\\bpulumi\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*destroy\\b"
    words    = ["pulumi"]
    example  = "pulumi destroy --stack staging --yes"
    innocent = "pulumi preview"
    loses    = "every resource of the stack (with the stack's cloud credentials / ESC environment)"
    destroys = "pulumi_stack"
    needs    = ["administer"]
    asks     = "a prompt; --yes skips it"
    verified = true
    sources  = ["https://www.pulumi.com/docs/iac/cli/commands/pulumi_destroy/"]
    research = ["pulumi destroy"]
    curated  = ["verified"]
  }

  operation "stack rm --force" {
    kind     = "cli"
    call     = "pulumi stack rm --force"
    pattern  = "\\bpulumi\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*stack\\s+rm\\b[^\\n;|&]*(?:--force|-f)\\b"
    words    = ["pulumi"]
    example  = "pulumi stack rm staging --force --yes"
    innocent = "pulumi stack ls"
    loses    = "state file even when resources exist (they become orphans)"
    destroys = "pulumi_stack"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/pulumi/docs"]
    research = ["pulumi stack rm --force"]
  }

  store "pulumi_stack" {
    title    = "Pulumi stack"
    holds    = "the state of infrastructure"
    verified = true
    sources  = ["https://www.pulumi.com/docs/iac/concepts/stacks/"]

    backup "pulumi_stack_state" {
      title     = "states of a Pulumi stack"
      on_delete = "depends"
      option    = "an organization admin restores the stack, and it is among the last 25 that were deleted; never with a backend of your own"
      default   = "last 25 deleted stacks of the organization; DIY backends: none"
      exists    = "always"
      verified  = true
      sources   = ["https://www.pulumi.com/docs/iac/operations/stack-management/restoring-deleted-stacks/"]
      research  = ["stack -> state and history"]
      curated   = ["option", "verified"]
    }
  }

  scope "pulumi_organization" {
    title = "Pulumi organization"
    level = "account"
  }

  lock "protect" {
    on       = "pulumi_stack"
    level    = "client"
    default  = "off"
    verified = true
    sources  = ["https://github.com/pulumi/pulumi/blob/1b5949891b/sdk/go/common/apitype/core.go"]
    research = ["resource option protect: true"]
  }

  use "preview" {
    says    = "previews changes"
    pattern = "\\bpulumi\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:preview|pre|refresh|stack\\s+(?:ls|output|select)|config)\\b"
    words   = ["pulumi"]
    example = "pulumi preview --stack staging"
    sources = ["https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/"]
  }

  use "infrastructure" {
    says    = "applies infrastructure"
    wide    = true
    pattern = "\\bpulumi\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:up|update)\\b"
    words   = ["pulumi"]
    example = "pulumi up --yes --stack prod"
    sources = ["https://www.pulumi.com/docs/iac/cli/commands/pulumi_up/"]
  }
}
