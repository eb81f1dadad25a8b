# SPDX-License-Identifier: Apache-2.0
# What Stripe documents about keys.

provider "stripe" {
  title       = "Stripe"
  checked     = "2026-11-22"
  scope_model = "account x mode"

  token "stripe_secret_key" {
    title     = "Stripe secret key"
    variables = ["STRIPE_SECRET_KEY", "STRIPE_API_KEY", "STRIPE_SECRET", "STRIPE_API_SECRET", "STRIPE_PRIVATE_KEY"]
    form      = "sk_(?:live|test)_[A-Za-z0-9]{10,247}"
    bare      = true
    headers   = ["Authorization: Bearer", "Authorization: Basic"]
    hosts     = ["api.stripe.com"]
    files = [
      "~/.config/stripe/config.toml : [profile] test_mode_api_key; live_mode_api_key full value is kept in the OS keyring (file fallback when no keyring)",
      ".env*",
    ]
    scope    = "one account, in the live or the test mode that it names"
    opens    = "account"
    power    = ["read", "write"]
    mode     = "^sk_(live|test)_"
    narrower = "stripe_restricted_key"
    note     = "the environment is readable in the prefix: sk_live_ in a staging scope is a finding by itself"
    verified = true
    sources = [
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/stripe/stripe.go",
      "https://github.com/stripe/stripe-cli/blob/f5f390bc37/pkg/config/profile.go",
    ]
    research = ["secret key"]
    curated  = ["scope"]

    fix {
      steps = [
        "make a restricted key with the permissions of the job",
        "use test-mode keys below production",
        "roll the secret key",
      ]
      url = "https://docs.stripe.com/keys/restricted-api-keys"
    }
  }

  token "stripe_restricted_key" {
    title         = "Stripe restricted key"
    variables     = ["STRIPE_RESTRICTED_KEY", "STRIPE_API_KEY"]
    form          = "rk_(?:live|test)_[A-Za-z0-9]{10,247}"
    bare          = true
    headers       = ["Authorization: Bearer"]
    hosts         = ["api.stripe.com"]
    files         = [".env*"]
    scope         = "one account, in the live or the test mode that it names, with permissions per resource"
    opens         = "account"
    mode          = "^rk_(live|test)_"
    cannot_narrow = "what it may do is the permissions chosen per resource: choose the fewest"
    verified      = true
    sources = [
      "https://docs.stripe.com/keys/restricted-api-keys",
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
    ]
    research = ["restricted key"]
    curated  = ["scope", "verified"]
  }

  token "stripe_publishable_key" {
    title = "Stripe publishable key"
    variables = [
      "STRIPE_PUBLISHABLE_KEY",
      "STRIPE_PUBLIC_KEY",
      "NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY",
      "VITE_STRIPE_PUBLISHABLE_KEY",
    ]
    form     = "pk_(?:live|test)_[A-Za-z0-9]{10,247}"
    bare     = true
    scope    = "the making of card tokens for one account"
    opens    = "none"
    public   = "made to be in web pages and apps"
    mode     = "^pk_(live|test)_"
    verified = true
    sources  = ["https://docs.stripe.com/keys"]
  }

  operation "DELETE customers" {
    kind     = "rest"
    call     = "DELETE /v1/customers/{id}, /v1/subscriptions/{id}, /v1/products/{id}, /v1/webhook_endpoints/{id}, ..."
    loses    = "customer (permanent) and its subscriptions, etc. (details unverified)"
    destroys = "stripe_account"
    needs    = ["write"]
    research = ["DELETE /v1/customers/{id}, /v1/subscriptions/{id}, /v1/products/{id}, /v1/webhook_endpoints/{id}, ..."]
  }

  store "stripe_account_data" {
    title   = "data of a Stripe account"
    holds   = "customers, subscriptions, payments"
    primary = true

    backup "stripe_copy" {
      title     = "copies of deleted Stripe data"
      on_delete = "unverified"
      default   = "no restore API found"
      research  = ["customer / account data"]
    }
  }

  scope "stripe_account" {
    title = "Stripe account"
    level = "account"
  }

  lock "live and test modes" {
    level    = "other-principal"
    default  = "on by key type"
    note     = "a key of one mode cannot touch the other"
    verified = true
    sources  = ["https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml"]
    research = ["live/test separation"]
  }

  use "webhooks" {
    says    = "listens to or sends events"
    pattern = "\\bstripe\\s+(?:listen|trigger|logs|login|samples)\\b"
    words   = ["stripe"]
    example = "stripe listen --forward-to localhost:3000/hook"
    sources = ["https://docs.stripe.com/stripe-cli"]
  }
}
