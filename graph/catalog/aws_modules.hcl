# SPDX-License-Identifier: Apache-2.0
# What well-known registry modules of AWS declare, by the inputs of their calls.
# Read from the sources named, at the version named; "?" is a default that other
# inputs decide.

resources "aws" {
  module "terraform-aws-modules/rds/aws" {
    checked = "7.2.0"
    sources = ["https://github.com/terraform-aws-modules/terraform-aws-rds/blob/fa183b6/variables.tf", "https://github.com/terraform-aws-modules/terraform-aws-rds/blob/fa183b6/modules/db_instance/main.tf"]

    declares "aws_db_instance" {
      when = "create_db_instance"
      inputs = {
        "identifier"               = "identifier"
        "deletion_protection"      = "deletion_protection"
        "skip_final_snapshot"      = "skip_final_snapshot"
        "backup_retention_period"  = "backup_retention_period"
        "delete_automated_backups" = "delete_automated_backups"
        "replicate_source_db"      = "replicate_source_db"
        "password"                 = "password"
        "tags"                     = "tags"
        "region"                   = "region"
      }
      defaults = {
        "deletion_protection"      = "false"
        "skip_final_snapshot"      = "false"
        "delete_automated_backups" = "true"
      }
    }
  }

  module "terraform-aws-modules/rds-aurora/aws" {
    checked = "10.2.0"
    sources = ["https://github.com/terraform-aws-modules/terraform-aws-rds-aurora/blob/259b582/variables.tf", "https://github.com/terraform-aws-modules/terraform-aws-rds-aurora/blob/259b582/main.tf"]

    declares "aws_rds_cluster" {
      when = "create"
      inputs = {
        "deletion_protection"           = "deletion_protection"
        "skip_final_snapshot"           = "skip_final_snapshot"
        "backup_retention_period"       = "backup_retention_period"
        "delete_automated_backups"      = "delete_automated_backups"
        "replication_source_identifier" = "replication_source_identifier"
        "master_password"               = "master_password"
        "tags"                          = "tags"
        "region"                        = "region"
        "cluster_identifier"            = "name"
      }
      defaults = {
        "skip_final_snapshot" = "false"
      }
    }
  }

  module "terraform-aws-modules/s3-bucket/aws" {
    checked = "5.15.4"
    sources = ["https://github.com/terraform-aws-modules/terraform-aws-s3-bucket/blob/dd0c434/variables.tf", "https://github.com/terraform-aws-modules/terraform-aws-s3-bucket/blob/dd0c434/main.tf"]

    declares "aws_s3_bucket" {
      when = "create_bucket"
      inputs = {
        "bucket"        = "bucket"
        "force_destroy" = "force_destroy"
        "tags"          = "tags"
        "region"        = "region"
      }
      defaults = {
        "force_destroy" = "false"
      }
    }

    declares "aws_s3_bucket_object_lock_configuration" {
      when = "object_lock_enabled"
      inputs = {
        "rule.default_retention.mode" = "object_lock_configuration.rule.default_retention.mode"
      }
      defaults = {
        "object_lock_enabled" = "false"
      }
    }
  }

  module "terraform-aws-modules/dynamodb-table/aws" {
    checked = "5.5.0"
    sources = ["https://github.com/terraform-aws-modules/terraform-aws-dynamodb-table/blob/45c9cb1/variables.tf", "https://github.com/terraform-aws-modules/terraform-aws-dynamodb-table/blob/45c9cb1/main.tf"]

    declares "aws_dynamodb_table" {
      when = "create_table"
      inputs = {
        "name"                           = "name"
        "deletion_protection_enabled"    = "deletion_protection_enabled"
        "tags"                           = "tags"
        "region"                         = "region"
        "point_in_time_recovery.enabled" = "point_in_time_recovery_enabled"
      }
      defaults = {
        "point_in_time_recovery_enabled" = "false"
      }
    }
  }

  module "terraform-aws-modules/eks/aws" {
    checked = "21.19.0"
    sources = ["https://github.com/terraform-aws-modules/terraform-aws-eks/blob/bef29c4d/variables.tf", "https://github.com/terraform-aws-modules/terraform-aws-eks/blob/bef29c4d/main.tf"]

    declares "aws_eks_cluster" {
      when = "create"
      inputs = {
        "name"                = "name"
        "deletion_protection" = "deletion_protection"
        "tags"                = "tags"
        "region"              = "region"
      }
    }
  }

  module "terraform-aws-modules/efs/aws" {
    checked = "2.0.0"
    sources = ["https://github.com/terraform-aws-modules/terraform-aws-efs/blob/07c13f3/variables.tf", "https://github.com/terraform-aws-modules/terraform-aws-efs/blob/07c13f3/main.tf"]

    declares "aws_efs_file_system" {
      when = "create"
      inputs = {
        "creation_token" = "creation_token"
        "tags"           = "tags"
        "region"         = "region"
      }
    }

    declares "aws_efs_backup_policy" {
      when = "create_backup_policy"
      inputs = {
        "backup_policy.status" = "enable_backup_policy"
      }
      defaults = {
        "create_backup_policy" = "true"
        "enable_backup_policy" = "true"
      }
    }
  }
}
