# SPDX-License-Identifier: Apache-2.0
# What Confluent documents about API keys and clusters.

provider "confluent" {
  title       = "Confluent"
  checked     = "2026-11-22"
  scope_model = "organization | environment | cluster"

  token "confluent_cloud_api_key" {
    title     = "Confluent Cloud API key"
    variables = ["CONFLUENT_CLOUD_API_SECRET"]
    beside    = ["CONFLUENT_CLOUD_API_KEY"]
    form      = "[A-Za-z0-9+/]{64}|cflt[A-Za-z0-9+/]{60}"
    headers   = ["Authorization: Basic"]
    hosts     = ["api.confluent.cloud"]
    files     = ["~/.confluent/config.json : contexts.*.state.auth_token, auth_refresh_token; platforms/credentials api_key_pair.api_secret; kafka clusters api_keys[].api_secret"]
    scope     = "what its owner's role bindings reach: organization, environment or cluster"
    opens     = "account"
    narrower  = "confluent_cluster_api_key"
    note      = "What it may do is its owner's role bindings."
    verified  = true
    sources = [
      "https://github.com/trufflesecurity/trufflehog/blob/3ab759fef4/pkg/detectors/confluent/confluent.go",
      "https://github.com/confluentinc/terraform-provider-confluent/blob/e58ae689f0/docs/index.md",
      "https://github.com/confluentinc/cli/blob/762b3ff77f/pkg/config/config.go",
    ]
    research = ["Cloud API key + secret"]
    curated  = ["scope"]

    fix {
      steps   = ["make a service account, bind it to the one cluster or topic, and make a cluster API key for it"]
      command = "confluent api-key create --resource CLUSTER --service-account SA"
      url     = "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html"
    }
  }

  token "confluent_global_api_key" {
    title     = "Confluent global API key"
    variables = ["CONFLUENT_CLOUD_API_SECRET"]
    beside    = ["CONFLUENT_CLOUD_API_KEY"]
    headers   = ["Authorization: Basic"]
    hosts     = ["api.confluent.cloud"]
    scope     = "every cluster and environment of the organization"
    opens     = "account"
    power     = ["read", "write", "delete", "administer"]
    narrower  = "confluent_cluster_api_key"
    verified  = true
    sources   = ["https://github.com/confluentinc/terraform-provider-confluent/blob/e58ae689f0/docs/resources/confluent_api_key.md"]
    research  = ["Global API key"]
    curated   = ["scope"]

    fix {
      steps   = ["make a service account, bind it to the one cluster or topic, and make a cluster API key for it"]
      command = "confluent api-key create --resource CLUSTER --service-account SA"
      url     = "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html"
    }
  }

  token "confluent_cluster_api_key" {
    title         = "Confluent cluster API key"
    variables     = ["KAFKA_API_SECRET"]
    beside        = ["KAFKA_API_KEY"]
    files         = ["client.properties : sasl.jaas.config"]
    scope         = "one cluster"
    opens         = "store"
    cannot_narrow = "it already belongs to one cluster: bind its service account to the topics that it needs"
    note          = "env remark: KAFKA_API_KEY (unverified), KAFKA_API_SECRET (unverified)"
    sources       = ["https://github.com/confluentinc/terraform-provider-confluent/blob/e58ae689f0/docs/resources/confluent_api_key.md"]
    research      = ["cluster API key (Kafka, Schema Registry, ...)"]
  }

  token "confluent_password" {
    title     = "Confluent login"
    variables = ["CONFLUENT_CLOUD_PASSWORD"]
    beside    = ["CONFLUENT_CLOUD_EMAIL"]
    files     = ["~/.netrc (older CLI)"]
    scope     = "everything that its user can do"
    opens     = "account"
    narrower  = "confluent_cluster_api_key"
    verified  = true
    sources   = ["https://github.com/confluentinc/cli/blob/762b3ff77f/pkg/auth/auth.go"]
    research  = ["login e-mail/password"]
    curated   = ["scope"]

    fix {
      steps   = ["make a service account, bind it to the one cluster or topic, and make a cluster API key for it"]
      command = "confluent api-key create --resource CLUSTER --service-account SA"
      url     = "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html"
    }
  }

  operation "kafka cluster delete" {
    kind     = "cli"
    call     = "confluent kafka cluster delete"
    loses    = "the cluster with its topics"
    destroys = "confluent_kafka_cluster"
    needs    = ["delete"]
    asks     = "the name of the cluster; --force skips it"
    verified = true
    sources  = ["https://github.com/confluentinc/cli/blob/000d3f6422/internal/kafka/command_cluster_delete.go"]
  }

  operation "kafka topic delete" {
    kind     = "cli"
    call     = "confluent kafka topic delete"
    loses    = "a topic and what is in it"
    needs    = ["write"]
    asks     = "a confirmation; --force skips it"
    verified = true
    sources  = ["https://github.com/confluentinc/cli/blob/0bdb855e4a/internal/kafka/command_topic_delete.go"]
  }

  operation "delete" {
    kind     = "rest"
    call     = "DELETE /cmk/v2/clusters/{id} ; DELETE /org/v2/environments/{id} ; topic delete"
    pattern  = "\\bconfluent\\s+(?:kafka\\s+(?:cluster|topic)|environment)\\s+delete\\b"
    words    = ["confluent"]
    example  = "confluent kafka topic delete orders --force"
    innocent = "confluent kafka topic list"
    loses    = "cluster / environment / topic (paths unverified)"
    destroys = "confluent_kafka_cluster"
    needs    = ["delete"]
    research = ["DELETE /cmk/v2/clusters/{id} ; DELETE /org/v2/environments/{id} ; topic delete"]
  }

  store "confluent_kafka_cluster" {
    title = "Confluent Kafka cluster"
    holds = "queues"

    backup "confluent_kafka_backup" {
      title     = "copies of a Confluent Kafka cluster"
      on_delete = "unverified"
      default   = "no backup product found"
      research  = ["Kafka cluster -> data"]
    }
  }

  scope "confluent_organization" {
    title = "Confluent organization"
    level = "account"
  }

  scope "confluent_environment" {
    title = "Confluent environment"
    level = "environment"
  }

  lock "prevent_destroy" {
    on       = "confluent_kafka_cluster"
    level    = "terraform"
    default  = "off; recommended by the provider docs"
    verified = true
    sources  = ["https://github.com/confluentinc/terraform-provider-confluent/blob/e58ae689f0/docs/index.md"]
    research = ["Terraform lifecycle prevent_destroy"]
  }
}
