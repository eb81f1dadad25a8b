# SPDX-License-Identifier: Apache-2.0
# What HashiCorp documents about HCP Terraform tokens and workspaces.

provider "hcp_terraform" {
  title       = "HCP Terraform"
  checked     = "2026-11-22"
  scope_model = "user | team | organization; workspace and project permissions on teams"

  token "hcp_terraform_token" {
    title     = "HCP Terraform token"
    variables = ["TF_TOKEN_app_terraform_io", "TFE_TOKEN", "TF_API_TOKEN"]
    form      = "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}"
    bare      = true
    headers   = ["Authorization: Bearer"]
    hosts     = ["app.terraform.io"]
    inputs    = ["hashicorp/setup-terraform:cli_config_credentials_token"]
    scope     = "what a user, a team or an organization reaches: its form does not say which"
    opens     = "account"
    narrower  = "hcp_terraform_team_token"
    verified  = true
    sources = [
      "https://github.com/hashicorp/web-unified-docs/blob/02d70991a865bfefce2ee64d7c869fdf0d09c7e7/content/terraform-docs-common/docs/cloud-docs/users-teams-organizations/api-tokens.mdx",
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/hashicorp/terraform/blob/883c7221ee/internal/command/cliconfig/credentials.go",
    ]

    fix {
      steps = [
        "make a team with access to the workspaces of one environment, and a token for it with an expiry",
        "keep cloud credentials out of the workspace: dynamic provider credentials per run",
        "delete the user or organization token",
      ]
      url = "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens"
    }
  }

  token "hcp_terraform_user_token" {
    title     = "HCP Terraform user token"
    variables = ["TF_TOKEN_app_terraform_io", "TFE_TOKEN"]
    form      = "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["app.terraform.io"]
    files = [
      "~/.terraform.d/credentials.tfrc.json : credentials.\"app.terraform.io\".token",
      "~/.terraformrc / terraform.rc : credentials \"app.terraform.io\" { token } (TF_CLI_CONFIG_FILE)",
    ]
    scope    = "all organizations and workspaces of its user"
    opens    = "account"
    narrower = "hcp_terraform_team_token"
    note     = "It has the permissions of its user."
    verified = true
    sources = [
      "https://github.com/hashicorp/web-unified-docs/blob/02d70991a865bfefce2ee64d7c869fdf0d09c7e7/content/terraform-docs-common/docs/cloud-docs/users-teams-organizations/api-tokens.mdx",
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/hashicorp/terraform/blob/883c7221ee/internal/command/cliconfig/credentials.go",
    ]
    research = ["user token"]
    curated  = ["scope"]

    fix {
      steps = [
        "make a team with access to the workspaces of one environment, and a token for it with an expiry",
        "keep cloud credentials out of the workspace: dynamic provider credentials per run",
        "delete the user or organization token",
      ]
      url = "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens"
    }
  }

  token "hcp_terraform_team_token" {
    title         = "HCP Terraform team token"
    variables     = ["TFE_TOKEN"]
    form          = "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}"
    headers       = ["Authorization: Bearer"]
    hosts         = ["app.terraform.io"]
    scope         = "the team's workspaces; that of the owners team, the whole organization"
    opens         = "project"
    cannot_narrow = "give the team access to the fewest workspaces; never use the token of the owners team"
    note          = "default expiry 24 months in the TFE provider"
    verified      = true
    sources       = ["https://github.com/hashicorp/web-unified-docs/blob/02d70991a865bfefce2ee64d7c869fdf0d09c7e7/content/terraform-docs-common/docs/cloud-docs/users-teams-organizations/api-tokens.mdx"]
    research      = ["team token"]
    curated       = ["scope"]
  }

  token "hcp_terraform_organization_token" {
    title     = "HCP Terraform organization token"
    variables = ["TFE_TOKEN"]
    form      = "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}"
    headers   = ["Authorization: Bearer"]
    hosts     = ["app.terraform.io"]
    scope     = "most resources of the organization and the variables of its workspaces; it cannot start runs"
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "hcp_terraform_team_token"
    verified  = true
    sources   = ["https://github.com/hashicorp/web-unified-docs/blob/02d70991a865bfefce2ee64d7c869fdf0d09c7e7/content/terraform-docs-common/docs/cloud-docs/users-teams-organizations/api-tokens.mdx"]
    research  = ["organization token"]
    curated   = ["scope"]

    fix {
      steps = [
        "make a team with access to the workspaces of one environment, and a token for it with an expiry",
        "keep cloud credentials out of the workspace: dynamic provider credentials per run",
        "delete the user or organization token",
      ]
      url = "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens"
    }
  }

  token "hcp_terraform_agent_token" {
    title         = "HCP Terraform audit-trail or agent token"
    variables     = ["TFC_AGENT_TOKEN"]
    scope         = "the audit trail, or one agent pool"
    opens         = "none"
    cannot_narrow = "it reads the audit trail or serves one agent pool"
    verified      = true
    sources       = ["https://github.com/hashicorp/web-unified-docs/blob/02d70991a865bfefce2ee64d7c869fdf0d09c7e7/content/terraform-docs-common/docs/cloud-docs/users-teams-organizations/api-tokens.mdx"]
    research      = ["audit-trail / agent token"]
    curated       = ["scope"]
  }

  operation "workspaces delete" {
    kind     = "rest"
    call     = "workspace force delete (DELETE /organizations/{org}/workspaces/{name}; path unverified)"
    loses    = "workspace and its state even with managed resources"
    destroys = "hcp_terraform_workspace"
    needs    = ["delete"]
    sources  = ["https://github.com/hashicorp/terraform-provider-tfe/blob/62d27c7564/website/docs/r/workspace.html.markdown"]
    research = ["workspace force delete (DELETE /organizations/{org}/workspaces/{name}; path unverified)"]
  }

  operation "destroy run" {
    kind     = "rest"
    call     = "destroy run ; auto_destroy_at / auto_destroy_activity_duration"
    loses    = "every resource managed by the workspace: inherits the power of the cloud credentials stored as workspace variables"
    destroys = "hcp_terraform_workspace"
    needs    = ["administer"]
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-tfe/blob/62d27c7564/website/docs/r/workspace.html.markdown"]
    research = ["destroy run ; auto_destroy_at / auto_destroy_activity_duration"]
  }

  store "hcp_terraform_workspace" {
    title    = "HCP Terraform workspace"
    holds    = "the state of infrastructure, and variables"
    verified = true
    sources  = ["https://developer.hashicorp.com/terraform/cloud-docs/workspaces"]

    backup "hcp_terraform_state_version" {
      title     = "state versions of an HCP Terraform workspace"
      on_delete = "unverified"
      default   = "recovery of a deleted workspace not sourced"
      exists    = "always"
      research  = ["workspace -> state versions"]
    }
  }

  scope "hcp_terraform_organization" {
    title = "HCP Terraform organization"
    level = "account"
  }

  scope "hcp_terraform_project" {
    title = "HCP Terraform project"
    level = "project"
  }

  lock "safe delete" {
    on       = "hcp_terraform_workspace"
    level    = "client"
    default  = "on in the TFE provider: force_delete omitted = safe delete"
    verified = true
    sources  = ["https://github.com/hashicorp/terraform-provider-tfe/blob/62d27c7564/website/docs/r/workspace.html.markdown"]
    research = ["safe delete (refuse when resources are managed)"]
  }
}
