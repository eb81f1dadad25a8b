# SPDX-License-Identifier: Apache-2.0
# How the command line of AWS is read before it runs.

commands "aws" {
  cli "aws" {
    moves = ["--profile", "--endpoint-url", "AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL"]
    values = [
      "--profile", "--region", "--output", "--query", "--endpoint-url", "--color", "--ca-bundle", "--cli-read-timeout", "--cli-connect-timeout", "--cli-binary-format",
      "--db-instance-identifier", "--db-cluster-identifier", "--final-db-snapshot-identifier", "--db-snapshot-identifier", "--db-cluster-snapshot-identifier",
      "--volume-id", "--snapshot-id", "--table-name", "--bucket", "--key", "--replication-group-id", "--cache-cluster-id", "--cluster-identifier", "--domain-name",
      "--cluster-name", "--file-system-id", "--key-id", "--secret-id", "--stack-name", "--backup-vault-name", "--recovery-point-arn", "--instance-ids", "--exclude", "--include",
    ]
    switches = ["--debug", "--no-verify-ssl", "--no-paginate", "--no-sign-request", "--no-cli-pager", "--no-cli-auto-prompt", "--skip-final-snapshot", "--no-skip-final-snapshot"]
    harmless = [
      "sts get-caller-identity", "s3 ls", "s3api list-buckets|list-objects-v2|head-object|head-bucket|get-bucket-versioning",
      "rds describe-db-instances|describe-db-clusters|describe-db-snapshots|describe-db-cluster-snapshots|describe-events",
      "ec2 describe-instances|describe-volumes|describe-snapshots|describe-regions|describe-vpcs|describe-security-groups|describe-subnets",
      "dynamodb list-tables|describe-table|describe-continuous-backups", "elasticache describe-cache-clusters|describe-replication-groups",
      "ecs list-clusters|list-services|list-tasks|describe-services|describe-tasks|describe-clusters", "cloudformation list-stacks|describe-stacks|describe-stack-events",
      "logs tail|describe-log-groups|filter-log-events", "backup list-backup-vaults|list-recovery-points-by-backup-vault", "iam list-users|list-roles|get-user|get-role",
    ]
    unless   = ["--endpoint-url", "--cli-auto-prompt", "--cli-input-json", "--cli-input-yaml"]
    verified = true
    sources = [
      "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html",
      "https://docs.aws.amazon.com/cli/latest/reference/rds/delete-db-instance.html",
      "https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html",
      "https://github.com/aws/aws-cli/blob/07c4fe366b/awscli/customizations/s3/subcommands.py",
      "https://github.com/boto/botocore/tree/0e6e2404b8/botocore/data",
    ]

    within "profile" {
      options   = ["--profile"]
      variables = ["AWS_PROFILE"]
    }

    within "region" {
      options   = ["--region"]
      variables = ["AWS_REGION", "AWS_DEFAULT_REGION"]
    }

    command "rds delete-db-instance" {
      operation = "rds delete-db-instance"
      types     = ["aws_db_instance", "aws_rds_cluster_instance"]
      target    = ["--db-instance-identifier"]
    }

    command "rds delete-db-cluster" {
      operation = "rds delete-db-instance"
      types     = ["aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"]
      target    = ["--db-cluster-identifier"]
    }

    command "rds delete-db-snapshot|delete-db-cluster-snapshot" {
      operation = "rds delete-db-snapshot"
      types     = ["aws_db_snapshot", "aws_rds_cluster_snapshot"]
      target    = ["--db-snapshot-identifier", "--db-cluster-snapshot-identifier"]
    }

    command "ec2 delete-volume" {
      operation = "ec2 delete-volume"
      types     = ["aws_ebs_volume"]
      target    = ["--volume-id"]
    }

    command "ec2 terminate-instances" {
      operation = "ec2 delete-volume"
      types     = ["aws_instance"]
      target    = ["--instance-ids"]
    }

    command "dynamodb delete-table" {
      operation = "dynamodb delete-table"
      types     = ["aws_dynamodb_table"]
      target    = ["--table-name"]
    }

    command "s3 rb" {
      operation = "s3 rb"
      types     = ["aws_s3_bucket"]
      target    = ["1"]
    }

    command "s3 rm" {
      operation = "s3 rb"
      types     = ["aws_s3_bucket"]
      target    = ["1"]
      rows      = true
    }

    command "s3api delete-bucket" {
      operation = "s3 rb"
      types     = ["aws_s3_bucket"]
      target    = ["--bucket"]
    }

    command "s3api delete-object|delete-objects" {
      operation = "s3 rb"
      types     = ["aws_s3_bucket"]
      target    = ["--bucket"]
      rows      = true
    }

    command "efs delete-file-system" {
      operation = "delete-cluster"
      types     = ["aws_efs_file_system"]
      target    = ["--file-system-id"]
    }

    command "elasticache delete-replication-group" {
      operation = "delete-cluster"
      types     = ["aws_elasticache_replication_group"]
      target    = ["--replication-group-id"]
    }

    command "redshift delete-cluster" {
      operation = "delete-cluster"
      types     = ["aws_redshift_cluster"]
      target    = ["--cluster-identifier"]
    }

    command "kms schedule-key-deletion" {
      operation = "kms schedule-key-deletion"
      types     = ["aws_kms_key"]
      target    = ["--key-id"]
    }

    command "cloudformation delete-stack" {
      operation = "backup delete-recovery-point"
      types     = ["aws_cloudformation_stack"]
      target    = ["--stack-name"]
    }

    command "backup delete-recovery-point" {
      operation = "backup delete-recovery-point"
      types     = ["aws_backup_recovery_point"]
      target    = ["--recovery-point-arn"]
    }
  }
}
