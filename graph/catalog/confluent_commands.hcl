# SPDX-License-Identifier: Apache-2.0
# How the command line of this provider is read before it runs.

commands "confluent" {
  cli "confluent" {
    moves    = ["--context", "--endpoint"]
    values   = ["--cluster", "--environment", "--context", "--endpoint", "-o", "--output"]
    switches = ["--force"]
    harmless = ["kafka cluster list|describe", "kafka topic list|describe", "environment list|describe", "version $"]
    verified = true
    sources = [
      "https://github.com/confluentinc/cli/blob/000d3f6422/internal/kafka/command_cluster_delete.go",
      "https://github.com/confluentinc/cli/blob/0bdb855e4a/internal/kafka/command_topic_delete.go",
    ]

    within "environment" {
      options = ["--environment"]
    }

    command "kafka cluster delete" {
      operation = "kafka cluster delete"
      types     = ["confluent_kafka_cluster"]
      target    = ["rest"]
    }

    command "kafka topic delete" {
      operation = "kafka topic delete"
      types     = ["confluent_kafka_cluster"]
      target    = ["--cluster"]
      rows      = true
    }

    command "environment delete" {
      operation = "delete"
      types     = ["confluent_environment"]
      target    = ["rest"]
    }
  }
}
