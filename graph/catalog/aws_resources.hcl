# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "aws" {
  resource "aws_db_instance" {
    research       = ["terraform aws_db_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "a relational database"
    on_delete      = "depends"
    on_delete_says = "Automated backups are deleted with the instance unless delete_automated_backups=false; final and manual snapshots, snapshots copied to another account/Region, AWS Backup recovery points and cross-Region automated-backup replicas are kept. Same account unless copied."
    sources        = ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance"
    }

    setting "skip_final_snapshot" {
      kind     = "final"
      safe     = ["false"]
      default  = "false"
      note     = "false without final_snapshot_identifier makes destroy fail"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "final_snapshot_identifier" {
      kind     = "other"
      safe     = ["nonempty"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance"
      curated  = ["kind"]
    }

    setting "delete_automated_backups" {
      kind     = "keep"
      safe     = ["false"]
      default  = "true"
      note     = "AWS keeps the retained automated backups for backup_retention_period, at most 40 per Region"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance"
      scope    = "call"
      curated  = ["kind"]
    }

    setting "backup_retention_period" {
      kind     = "retention"
      safe     = [">=1"]
      default  = "0"
      note     = "Terraform docs: default 0 (disabled). RDS API / CloudFormation default is 1"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance"
    }

    setting "apply_immediately" {
      kind     = "force"
      default  = "false"
      note     = "not destructive by itself; makes deletion_protection=false effective at once"
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"
    }

    backed_by "aws_db_snapshot" {
      attr  = "db_instance_identifier"
      lives = "apart"
    }

    backed_by "aws_db_snapshot_copy" {
      attr  = "source_db_snapshot_identifier"
      lives = "apart"
    }

    backed_by "aws_db_instance_automated_backups_replication" {
      attr  = "source_db_instance_arn"
      note  = "automated backups in another Region outlive the instance for their retention"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    also    = ["pulumi aws:rds:Instance", "pulumi aws:rds/instance:Instance", "ansible amazon.aws.rds_instance", "ansible rds_instance"]
    title   = "RDS database"
    primary = "yes"
    names   = ["identifier"]
    unique  = "account"
    replica = ["replicate_source_db"]
    secrets = ["password"]
    tags    = "tags"
    curated = ["holds", "backed_by"]
  }

  resource "aws_rds_cluster" {
    research       = ["terraform aws_rds_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "relational database (Aurora / Multi-AZ cluster)"
    on_delete      = "depends"
    on_delete_says = "Automated backups go with the cluster unless DeleteAutomatedBackups=false or an AWS Backup policy specifies PITR; manual/final snapshots are kept."
    sources        = ["https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "instances inside a protected cluster can still be deleted"
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html"
    }

    setting "skip_final_snapshot" {
      kind     = "final"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "final_snapshot_identifier" {
      kind     = "other"
      safe     = ["nonempty"]
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html"
      curated  = ["kind"]
    }

    setting "delete_automated_backups" {
      kind     = "keep"
      safe     = ["false"]
      default  = "true"
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html"
      scope    = "call"
      curated  = ["kind"]
    }

    setting "backup_retention_period" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "1"
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html"
    }

    backed_by "aws_db_cluster_snapshot" {
      attr  = "db_cluster_identifier"
      lives = "apart"
    }

    backed_by "aws_rds_cluster_snapshot_copy" {
      attr  = "source_db_cluster_snapshot_identifier"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    also    = ["pulumi aws:rds:Cluster", "pulumi aws:rds/cluster:Cluster", "ansible amazon.aws.rds_cluster"]
    title   = "RDS or Aurora cluster"
    primary = "yes"
    names   = ["cluster_identifier"]
    unique  = "account"
    replica = ["replication_source_identifier"]
    secrets = ["master_password"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_rds_global_cluster" {
    research       = ["terraform aws_rds_global_cluster"]
    format         = "terraform"
    role           = "edge"
    holds          = "Aurora global database wrapper"
    on_delete      = "depends"
    on_delete_says = "Holds no data itself; see member aws_rds_cluster."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_global_cluster"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_global_cluster"
    }

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      note     = "removes member clusters from the global cluster on destroy"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_global_cluster"
    }

    note    = "It joins clusters or tables, which are declared by themselves, and keeps no data of its own."
    curated = ["role", "backed_by"]
  }

  resource "aws_rds_cluster_instance" {
    research       = ["terraform aws_rds_cluster_instance"]
    format         = "terraform"
    role           = "part"
    holds          = "Aurora instance (no storage of its own)"
    on_delete      = "depends"
    on_delete_says = "Storage belongs to the cluster."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_instance"]
    verified       = true

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_instance"
    }
    of      = ["aws_rds_cluster"]
    parent  = ["cluster_identifier"]
    note    = "A server of the cluster; the storage is the cluster's, so it is no store of its own."
    curated = ["role"]
  }

  resource "aws_docdb_cluster" {
    research       = ["terraform aws_docdb_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "document database"
    on_delete      = "destroyed"
    on_delete_says = "All automated backups are deleted with the cluster and cannot be recovered; manual/final snapshots are kept."
    sources        = ["https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/docdb/aws.sdk.kotlin.services.docdb/-doc-db-client/delete-db-cluster.html"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/docdb/aws.sdk.kotlin.services.docdb/-doc-db-client/delete-db-cluster.html"
    }

    setting "skip_final_snapshot" {
      kind     = "final"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/docdb/aws.sdk.kotlin.services.docdb/-doc-db-client/delete-db-cluster.html"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "final_snapshot_identifier" {
      kind     = "other"
      safe     = ["nonempty"]
      verified = true
      source   = "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/docdb/aws.sdk.kotlin.services.docdb/-doc-db-client/delete-db-cluster.html"
      curated  = ["kind"]
    }

    setting "backup_retention_period" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "1"
      verified = true
      source   = "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/docdb/aws.sdk.kotlin.services.docdb/-doc-db-client/delete-db-cluster.html"
    }

    backed_by "aws_docdb_cluster_snapshot" {
      attr  = "db_cluster_identifier"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    title   = "DocumentDB cluster"
    primary = "yes"
    names   = ["cluster_identifier"]
    unique  = "account"
    secrets = ["master_password"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_docdb_global_cluster" {
    research       = ["terraform aws_docdb_global_cluster"]
    format         = "terraform"
    role           = "edge"
    holds          = "DocumentDB global wrapper"
    on_delete      = "depends"
    on_delete_says = "Holds no data itself."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_global_cluster"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_global_cluster"
    }
    note    = "It joins clusters or tables, which are declared by themselves, and keeps no data of its own."
    curated = ["role"]
  }

  resource "aws_docdbelastic_cluster" {
    research       = ["terraform aws_docdbelastic_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "document database (elastic)"
    on_delete      = "depends"
    on_delete_says = "No deletion-protection attribute. Fate of automated snapshots on delete unverified."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdbelastic_cluster"]

    setting "backup_retention_period" {
      kind    = "retention"
      safe    = [">=7"]
      default = "1"
      note    = "default unverified"
      source  = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdbelastic_cluster"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    title   = "DocumentDB elastic cluster"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    secrets = ["admin_user_password"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_neptune_cluster" {
    research       = ["terraform aws_neptune_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "graph database"
    on_delete      = "destroyed"
    on_delete_says = "Automated backups are deleted with the cluster; manual/final snapshots are kept."
    sources        = ["https://docs.aws.amazon.com/neptune/latest/apiref/API_DeleteDBCluster.html"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/neptune/latest/apiref/API_DeleteDBCluster.html"
    }

    setting "skip_final_snapshot" {
      kind     = "final"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/neptune/latest/apiref/API_DeleteDBCluster.html"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "final_snapshot_identifier" {
      kind     = "other"
      safe     = ["nonempty"]
      verified = true
      source   = "https://docs.aws.amazon.com/neptune/latest/apiref/API_DeleteDBCluster.html"
      curated  = ["kind"]
    }

    setting "backup_retention_period" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "1"
      verified = true
      source   = "https://docs.aws.amazon.com/neptune/latest/apiref/API_DeleteDBCluster.html"
    }

    backed_by "aws_neptune_cluster_snapshot" {
      attr  = "db_cluster_identifier"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    title   = "Neptune cluster"
    primary = "yes"
    names   = ["cluster_identifier"]
    unique  = "account"
    replica = ["replication_source_identifier"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_neptune_global_cluster" {
    research       = ["terraform aws_neptune_global_cluster"]
    format         = "terraform"
    role           = "edge"
    holds          = "Neptune global wrapper"
    on_delete      = "depends"
    on_delete_says = "Holds no data itself."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/neptune_global_cluster"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/neptune_global_cluster"
    }
    note    = "It joins clusters or tables, which are declared by themselves, and keeps no data of its own."
    curated = ["role"]
  }

  resource "aws_dynamodb_table" {
    research       = ["terraform aws_dynamodb_table"]
    format         = "terraform"
    role           = "data"
    holds          = "key-value tables"
    on_delete      = "retained_days"
    on_delete_says = "With PITR on, delete creates a 35-day system backup <table>$DeletedTableBackup (state just before deletion only). Without PITR nothing survives except on-demand / AWS Backup backups, which are separate objects."
    sources        = ["https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html"]
    verified       = true

    setting "deletion_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html"
    }

    setting "replica[].deletion_protection_enabled" {
      kind     = "other"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      note     = "replicas do not inherit the flag"
      verified = true
      source   = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html"
      curated  = ["kind"]
    }

    setting "point_in_time_recovery.enabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html"
    }

    backed_by "aws_dynamodb_table_export" {
      attr  = "table_arn"
      note  = "an export to a bucket"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    also    = ["pulumi aws:dynamodb:Table", "pulumi aws:dynamodb/table:Table", "ansible community.aws.dynamodb_table"]
    title   = "DynamoDB table"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
    days    = 35
    curated = ["backed_by"]
  }

  resource "aws_dynamodb_global_table" {
    research       = ["terraform aws_dynamodb_global_table"]
    format         = "terraform"
    role           = "edge"
    holds          = "key-value tables (legacy global)"
    on_delete      = "depends"
    on_delete_says = "Wrapper over per-Region tables."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_global_table"]
    verified       = true
    note           = "It joins clusters or tables, which are declared by themselves, and keeps no data of its own."
    curated        = ["role"]
  }

  resource "aws_ebs_volume" {
    research       = ["terraform aws_ebs_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "retained"
    on_delete_says = "Snapshots are independent objects and outlive the volume; none is taken by default."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_volume"]
    verified       = true

    setting "final_snapshot" {
      kind     = "final"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_volume"
      scope    = "call"
      curated  = ["kind"]
    }

    backed_by "aws_ebs_snapshot" {
      attr  = "volume_id"
      lives = "apart"
    }

    backed_by "aws_ebs_snapshot_copy" {
      attr  = "source_snapshot_id"
      lives = "apart"
    }

    backed_by "aws_dlm_lifecycle_policy" {
      attr  = "policy_details.target_tags"
      note  = "policy_details.extend_deletion default false = keep last snapshot when the source is deleted; true = delete all"
      by    = "tag"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    also    = ["pulumi aws:ebs:Volume", "pulumi aws:ebs/volume:Volume", "ansible amazon.aws.ec2_vol"]
    title   = "EBS volume"
    primary = "yes"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_instance" {
    research       = ["terraform aws_instance"]
    format         = "terraform"
    role           = "data"
    holds          = "root/data EBS volumes of a VM"
    on_delete      = "retained"
    on_delete_says = "EBS volumes die with the instance by default; EBS snapshots and AMIs survive."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance"]
    verified       = true

    setting "disable_api_termination" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance"
    }

    setting "disable_api_stop" {
      kind     = "other"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance"
      curated  = ["kind"]
    }

    setting "root_block_device.delete_on_termination" {
      kind     = "other"
      safe     = ["false"]
      default  = "true"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance"
      curated  = ["kind"]
    }

    setting "ebs_block_device[].delete_on_termination" {
      kind     = "other"
      safe     = ["false"]
      default  = "true"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance"
      curated  = ["kind"]
    }

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      note     = "terminates even when disable_api_termination / disable_api_stop is set"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance"
    }

    backed_by "aws_ami_from_instance" {
      attr  = "source_instance_id"
      lives = "apart"
    }

    backed_by "aws_dlm_lifecycle_policy" {
      attr  = "policy_details.target_tags"
      by    = "tag"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    also    = ["pulumi aws:ec2:Instance", "pulumi aws:ec2/instance:Instance"]
    title   = "EC2 instance"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_launch_template" {
    research       = ["terraform aws_launch_template"]
    format         = "terraform"
    role           = "edge"
    holds          = "EBS volumes of instances launched from it"
    on_delete      = "depends"
    on_delete_says = "Template only; data sits in the launched volumes."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template"]
    verified       = true

    setting "disable_api_termination" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template"
    }

    setting "block_device_mappings[].ebs.delete_on_termination" {
      kind   = "keep"
      safe   = ["false"]
      note   = "EC2 default unverified here"
      source = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template"
    }
    curated = ["role"]
  }

  resource "aws_volume_attachment" {
    research       = ["terraform aws_volume_attachment"]
    format         = "terraform"
    role           = "edge"
    holds          = "attaches EBS volume to instance (sharing edge)"
    on_delete      = "depends"
    on_delete_says = "Edge: instance_id <-> volume_id; multi-attach volumes give shared-volume findings."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/volume_attachment"]
    verified       = true

    setting "skip_destroy" {
      kind     = "force"
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/volume_attachment"
    }

    setting "force_detach" {
      kind    = "force"
      unsafe  = ["true"]
      default = "false"
      note    = "unverified default"
      source  = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/volume_attachment"
    }
  }

  resource "aws_efs_file_system" {
    research       = ["terraform aws_efs_file_system"]
    format         = "terraform"
    role           = "data"
    holds          = "NFS file system"
    on_delete      = "retained"
    on_delete_says = "Automatic backups are recovery points in AWS Backup's own vault and outlive the file system."
    sources        = ["https://docs.aws.amazon.com/cli/latest/reference/efs/delete-file-system.html"]
    verified       = true

    backed_by "aws_efs_replication_configuration" {
      attr  = "source_file_system_id"
      lives = "replica"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    also    = ["pulumi aws:efs:FileSystem", "pulumi aws:efs/fileSystem:FileSystem", "ansible community.aws.efs"]
    title   = "EFS file system"
    primary = "yes"
    tags    = "tags"
    curated = ["on_delete", "on_delete_says", "backed_by"]
  }

  resource "aws_efs_access_point" {
    research       = ["terraform aws_efs_access_point"]
    format         = "terraform"
    role           = "edge"
    holds          = "share edge on EFS"
    on_delete      = "depends"
    on_delete_says = "Edge: file_system_id; two environments mounting one file system = shared volume."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_access_point"]
    verified       = true
  }

  resource "aws_efs_mount_target" {
    research       = ["terraform aws_efs_mount_target"]
    format         = "terraform"
    role           = "edge"
    holds          = "share edge on EFS"
    on_delete      = "depends"
    on_delete_says = "Edge: file_system_id + subnet_id (VPC tells the environment)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_mount_target"]
    verified       = true
  }

  resource "aws_fsx_windows_file_system" {
    research       = ["terraform aws_fsx_windows_file_system"]
    format         = "terraform"
    role           = "data"
    holds          = "Windows file share"
    on_delete      = "destroyed"
    on_delete_says = "DeleteFileSystem deletes data, snapshots and automatic backups; the final backup is user-initiated and is kept; user backups and AWS Backup recovery points are kept."
    sources        = ["https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"]
    verified       = true

    setting "skip_final_backup" {
      kind     = "final"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "automatic_backup_retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "7"
      verified = true
      source   = "https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"
    }

    backed_by "aws_fsx_backup" {
      attr  = "file_system_id"
      note  = "file_system_id (or volume_id for ONTAP)"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    title   = "FSx for Windows file system"
    primary = "yes"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_fsx_lustre_file_system" {
    research       = ["terraform aws_fsx_lustre_file_system"]
    format         = "terraform"
    role           = "data"
    holds          = "HPC file system"
    on_delete      = "destroyed"
    on_delete_says = "As FSx Windows but final backup is skipped by default and automatic backups default to off."
    sources        = ["https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"]
    verified       = true

    setting "skip_final_backup" {
      kind     = "final"
      safe     = ["false"]
      default  = "true"
      note     = "default is TRUE for Lustre: no final backup"
      verified = true
      source   = "https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "automatic_backup_retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "0"
      verified = true
      source   = "https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"
    }

    backed_by "aws_fsx_backup" {
      attr  = "file_system_id"
      note  = "file_system_id (or volume_id for ONTAP)"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    title   = "FSx for Lustre file system"
    primary = "yes"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_fsx_openzfs_file_system" {
    research       = ["terraform aws_fsx_openzfs_file_system"]
    format         = "terraform"
    role           = "data"
    holds          = "ZFS file system"
    on_delete      = "destroyed"
    on_delete_says = "Automatic backups go with the file system."
    sources        = ["https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"]
    verified       = true

    setting "skip_final_backup" {
      kind     = "final"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "automatic_backup_retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      note     = "API default 30; Terraform doc states none"
      verified = true
      source   = "https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"
    }

    setting "delete_options" {
      kind     = "force"
      unsafe   = ["DELETE_CHILD_VOLUMES_AND_SNAPSHOTS"]
      verified = true
      source   = "https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"
    }

    backed_by "aws_fsx_backup" {
      attr  = "file_system_id"
      note  = "file_system_id (or volume_id for ONTAP)"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    title   = "FSx for OpenZFS file system"
    primary = "yes"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_fsx_ontap_file_system" {
    research       = ["terraform aws_fsx_ontap_file_system"]
    format         = "terraform"
    role           = "data"
    holds          = "NetApp ONTAP file system"
    on_delete      = "destroyed"
    on_delete_says = "Automatic backups go with the file system; volume-level final backup below."
    sources        = ["https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"]
    verified       = true

    setting "automatic_backup_retention_days" {
      kind     = "retention"
      safe     = [">=7"]
      note     = "API default 30; Terraform doc states none"
      verified = true
      source   = "https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html"
    }

    backed_by "aws_fsx_backup" {
      attr  = "file_system_id"
      note  = "file_system_id (or volume_id for ONTAP)"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    title   = "FSx for ONTAP file system"
    primary = "yes"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_fsx_ontap_volume" {
    research       = ["terraform aws_fsx_ontap_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "NetApp ONTAP volume"
    on_delete      = "depends"
    on_delete_says = "Final backup is taken unless skipped."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/fsx_ontap_volume"]
    verified       = true

    setting "skip_final_backup" {
      kind     = "final"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/fsx_ontap_volume"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "bypass_snaplock_enterprise_retention" {
      kind    = "force"
      unsafe  = ["true"]
      default = "false"
      note    = "default unverified"
      source  = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/fsx_ontap_volume"
    }

    backed_by "aws_fsx_backup" {
      attr  = "volume_id"
      lives = "apart"
    }
    title   = "FSx for ONTAP volume"
    primary = "yes"
    tags    = "tags"

    backed_by "aws_backup_selection" {
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      attr  = "resources"
      by    = "plan"
      lives = "apart"
    }
    curated = ["backed_by"]
  }

  resource "aws_fsx_openzfs_volume" {
    research       = ["terraform aws_fsx_openzfs_volume"]
    format         = "terraform"
    role           = "data"
    holds          = "ZFS volume"
    on_delete      = "destroyed"
    on_delete_says = "Snapshots are inside the volume."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/fsx_openzfs_volume"]
    verified       = true

    setting "delete_volume_options" {
      kind     = "force"
      unsafe   = ["DELETE_CHILD_VOLUMES_AND_SNAPSHOTS"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/fsx_openzfs_volume"
    }

    backed_by "aws_fsx_openzfs_snapshot" {
      attr  = "volume_id"
      note  = "lives inside the volume"
      lives = "inside"
    }
    title   = "FSx for OpenZFS volume"
    primary = "yes"
    parent  = ["parent_volume_id"]
    tags    = "tags"

    backed_by "aws_backup_selection" {
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      attr  = "resources"
      by    = "plan"
      lives = "apart"
    }

    backed_by "aws_fsx_backup" {
      attr  = "volume_id"
      lives = "apart"
    }
    curated = ["backed_by"]
  }

  resource "aws_elasticache_replication_group" {
    research       = ["terraform aws_elasticache_replication_group"]
    format         = "terraform"
    role           = "data"
    holds          = "Redis/Valkey data"
    on_delete      = "destroyed"
    on_delete_says = "Automatic snapshots are deleted with the group; manual and final snapshots are kept. No final snapshot unless named."
    sources        = ["https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteReplicationGroup.html"]
    verified       = true

    setting "final_snapshot_identifier" {
      kind     = "final"
      safe     = ["nonempty"]
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteReplicationGroup.html"
      scope    = "call"
      curated  = ["kind"]
    }

    setting "snapshot_retention_limit" {
      kind     = "retention"
      safe     = [">=1"]
      default  = "0"
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteReplicationGroup.html"
    }
    title   = "ElastiCache replication group"
    primary = "no"
    names   = ["replication_group_id"]
    unique  = "account"
    secrets = ["auth_token"]
    tags    = "tags"
  }

  resource "aws_elasticache_cluster" {
    research       = ["terraform aws_elasticache_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "Redis/Memcached data"
    on_delete      = "destroyed"
    on_delete_says = "As replication group. Memcached has no snapshots."
    sources        = ["https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteCacheCluster.html"]
    verified       = true

    setting "final_snapshot_identifier" {
      kind     = "final"
      safe     = ["nonempty"]
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteCacheCluster.html"
      scope    = "call"
      curated  = ["kind"]
    }

    setting "snapshot_retention_limit" {
      kind     = "retention"
      safe     = [">=1"]
      default  = "0"
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteCacheCluster.html"
    }
    title   = "ElastiCache cluster"
    primary = "no"
    names   = ["cluster_id"]
    unique  = "account"
    tags    = "tags"
    replica = ["replication_group_id"]
  }

  resource "aws_elasticache_serverless_cache" {
    research       = ["terraform aws_elasticache_serverless_cache"]
    format         = "terraform"
    role           = "data"
    holds          = "Redis/Valkey serverless data"
    on_delete      = "destroyed"
    on_delete_says = "Automatic snapshots go with the cache (API docs); manual snapshots survive."
    sources        = ["https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteServerlessCache.html"]
    verified       = true

    setting "snapshot_retention_limit" {
      kind     = "retention"
      safe     = [">=1"]
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteServerlessCache.html"
    }

    setting "(API FinalSnapshotName)" {
      kind     = "other"
      safe     = ["nonempty"]
      note     = "API default NULL; no Terraform argument found"
      verified = true
      source   = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteServerlessCache.html"
    }
    title   = "serverless ElastiCache"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
  }

  resource "aws_memorydb_cluster" {
    research       = ["terraform aws_memorydb_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "durable Redis data"
    on_delete      = "depends"
    on_delete_says = "No final snapshot unless named; manual snapshots are separate objects."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/memorydb_cluster"]
    verified       = true

    setting "final_snapshot_name" {
      kind     = "final"
      safe     = ["nonempty"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/memorydb_cluster"
      scope    = "call"
      curated  = ["kind"]
    }

    setting "snapshot_retention_limit" {
      kind     = "retention"
      safe     = [">=1"]
      default  = "0"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/memorydb_cluster"
    }

    backed_by "aws_memorydb_snapshot" {
      attr  = "cluster_name"
      lives = "apart"
    }
    title   = "MemoryDB cluster"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_redshift_cluster" {
    research       = ["terraform aws_redshift_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "data warehouse"
    on_delete      = "destroyed"
    on_delete_says = "Automated snapshots are deleted with the cluster; manual/final snapshots are kept."
    sources        = ["https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html"]
    verified       = true

    setting "skip_final_snapshot" {
      kind     = "final"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "final_snapshot_identifier" {
      kind     = "other"
      safe     = ["nonempty"]
      verified = true
      source   = "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html"
      curated  = ["kind"]
    }

    setting "automated_snapshot_retention_period" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "1"
      verified = true
      source   = "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html"
    }

    setting "manual_snapshot_retention_period" {
      kind     = "other"
      safe     = ["-1"]
      default  = "-1"
      verified = true
      source   = "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html"
      curated  = ["kind"]
    }

    backed_by "aws_redshift_cluster_snapshot" {
      attr  = "cluster_identifier"
      lives = "apart"
    }

    backed_by "aws_redshift_snapshot_schedule_association" {
      attr  = "cluster_identifier"
      note  = "it makes automated snapshots, which are deleted with the cluster"
      lives = "inside"
    }

    backed_by "aws_redshift_snapshot_copy" {
      attr  = "cluster_identifier"
      note  = "copies to another Region"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    also    = ["pulumi aws:redshift:Cluster", "ansible community.aws.redshift"]
    title   = "Redshift cluster"
    primary = "yes"
    names   = ["cluster_identifier"]
    unique  = "account"
    secrets = ["master_password"]
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_redshiftserverless_namespace" {
    research       = ["terraform aws_redshiftserverless_namespace"]
    format         = "terraform"
    role           = "data"
    holds          = "data warehouse (serverless)"
    on_delete      = "depends"
    on_delete_says = "Recovery points belong to the namespace (fate unverified); snapshots are separate objects."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshiftserverless_namespace"]

    setting "(API/CFN FinalSnapshotName)" {
      kind     = "other"
      safe     = ["nonempty"]
      note     = "no Terraform argument found"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/redshiftserverless_namespace"
    }

    backed_by "aws_redshiftserverless_snapshot" {
      attr  = "namespace_name"
      lives = "apart"
    }
    title   = "Redshift Serverless namespace"
    primary = "yes"
    names   = ["namespace_name"]
    unique  = "account"
    secrets = ["admin_user_password"]
    tags    = "tags"
    curated = ["backed_by"]

    backed_by "aws_backup_selection" {
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      attr  = "resources"
      by    = "plan"
      lives = "apart"
    }
  }

  resource "aws_opensearch_domain" {
    research       = ["terraform aws_opensearch_domain"]
    format         = "terraform"
    role           = "data"
    holds          = "search index / document store"
    on_delete      = "destroyed"
    on_delete_says = "No protection attribute. Automated hourly snapshots (14 days) sit in a service bucket; a deleted domain cannot be recovered. Manual snapshots to a customer S3 repository survive."
    sources        = ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/gsgdeleting.html"]
    verified       = true
    title          = "OpenSearch domain"
    primary        = "no"
    names          = ["domain_name"]
    unique         = "account"
    tags           = "tags"
  }

  resource "aws_elasticsearch_domain" {
    research       = ["terraform aws_elasticsearch_domain"]
    format         = "terraform"
    role           = "data"
    holds          = "search index / document store"
    on_delete      = "destroyed"
    on_delete_says = "No protection attribute. Automated hourly snapshots (14 days) sit in a service bucket; a deleted domain cannot be recovered. Manual snapshots to a customer S3 repository survive."
    sources        = ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/gsgdeleting.html"]
    verified       = true
    title          = "Elasticsearch domain"
    primary        = "no"
    names          = ["domain_name"]
    unique         = "account"
    tags           = "tags"
  }

  resource "aws_opensearchserverless_collection" {
    research       = ["terraform aws_opensearchserverless_collection"]
    format         = "terraform"
    role           = "data"
    holds          = "search collection"
    on_delete      = "depends"
    on_delete_says = "Fate unverified."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearchserverless_collection"]

    setting "(CFN DeletionProtection)" {
      kind     = "other"
      safe     = ["ENABLED"]
      scope    = "api"
      note     = "in CFN schema; not found in Terraform docs scanned"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearchserverless_collection"
    }
    title   = "OpenSearch Serverless collection"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
  }

  resource "aws_s3_bucket" {
    research       = ["terraform aws_s3_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "objects"
    on_delete      = "depends"
    on_delete_says = "A non-empty bucket cannot be deleted unless force_destroy. Versions live in the same bucket and die with it; replicas survive in the destination bucket."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket"]
    verified       = true

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      note     = "also deletes locked objects"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket"
    }

    also    = ["pulumi aws:s3:Bucket", "pulumi aws:s3/bucket:Bucket", "pulumi aws:s3:BucketV2", "pulumi aws:s3/bucketV2:BucketV2", "ansible amazon.aws.s3_bucket", "ansible s3_bucket"]
    title   = "S3 bucket"
    primary = "yes"
    names   = ["bucket"]
    unique  = "global"
    tags    = "tags"
    curated = ["backed_by"]

    backed_by "aws_s3_bucket_replication_configuration" {
      note  = "objects are copied to rule.destination.bucket; deletions of a version are not replicated"
      attr  = "bucket"
      lives = "apart"
    }

    backed_by "aws_backup_selection" {
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      attr  = "resources"
      by    = "plan"
      lives = "apart"
    }
  }

  resource "aws_s3_directory_bucket" {
    research       = ["terraform aws_s3_directory_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "objects (Express One Zone)"
    on_delete      = "destroyed"
    on_delete_says = "Non-empty bucket cannot be deleted unless forced."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_directory_bucket"]
    verified       = true

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_directory_bucket"
    }
    title   = "S3 directory bucket"
    primary = "yes"
    names   = ["bucket"]
    unique  = "account"
  }

  resource "aws_s3tables_table_bucket" {
    research       = ["terraform aws_s3tables_table_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "Iceberg tables"
    on_delete      = "destroyed"
    on_delete_says = "Non-empty bucket cannot be deleted unless forced."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3tables_table_bucket"]
    verified       = true

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3tables_table_bucket"
    }
    title   = "S3 table bucket"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
  }

  resource "aws_s3vectors_vector_bucket" {
    research       = ["terraform aws_s3vectors_vector_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "vectors"
    on_delete      = "destroyed"
    on_delete_says = "Non-empty bucket cannot be deleted unless forced."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3vectors_vector_bucket"]
    verified       = true

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3vectors_vector_bucket"
    }
    title   = "S3 vector bucket"
    primary = "no"
    names   = ["vector_bucket_name"]
    unique  = "account"
  }

  resource "aws_lightsail_bucket" {
    research       = ["terraform aws_lightsail_bucket"]
    format         = "terraform"
    role           = "data"
    holds          = "objects"
    on_delete      = "destroyed"
    on_delete_says = "Non-empty bucket not deleted unless force_delete."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lightsail_bucket"]
    verified       = true

    setting "force_delete" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lightsail_bucket"
    }
    title   = "Lightsail bucket"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
  }

  resource "aws_lightsail_database" {
    research       = ["terraform aws_lightsail_database"]
    format         = "terraform"
    role           = "data"
    holds          = "relational database"
    on_delete      = "depends"
    on_delete_says = "Automatic backups are tied to the database (fate unverified); final snapshot survives."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lightsail_database"]

    setting "skip_final_snapshot" {
      kind     = "final"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lightsail_database"
      unsafe   = ["true"]
      scope    = "call"
      curated  = ["kind"]
    }

    setting "final_snapshot_name" {
      kind     = "other"
      safe     = ["nonempty"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lightsail_database"
      curated  = ["kind"]
    }

    setting "backup_retention_enabled" {
      kind     = "retention"
      safe     = ["true"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lightsail_database"
    }
    title   = "Lightsail database"
    primary = "yes"
    names   = ["relational_database_name"]
    unique  = "account"
    secrets = ["master_password"]
    tags    = "tags"
  }

  resource "aws_lightsail_disk" {
    research       = ["terraform aws_lightsail_disk"]
    format         = "terraform"
    role           = "data"
    holds          = "block volume"
    on_delete      = "depends"
    on_delete_says = "No attribute; snapshots not modelled in Terraform."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lightsail_disk"]
    title          = "Lightsail disk"
    primary        = "yes"
    names          = ["name"]
    unique         = "account"
    tags           = "tags"
  }

  resource "aws_glacier_vault" {
    research       = ["terraform aws_glacier_vault"]
    format         = "terraform"
    role           = "data"
    holds          = "archives"
    on_delete      = "depends"
    on_delete_says = "Vault must be empty to be deleted (unverified)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/glacier_vault"]

    title   = "S3 Glacier vault"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_ecr_repository" {
    research       = ["terraform aws_ecr_repository"]
    format         = "terraform"
    role           = "data"
    holds          = "container images"
    on_delete      = "destroyed"
    on_delete_says = "Non-empty repository is not deleted unless force_delete."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_repository"]
    verified       = true

    setting "force_delete" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_repository"
    }

    title   = "ECR repository"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_backup_vault" {
    research       = ["terraform aws_backup_vault"]
    format         = "terraform"
    role           = "vault"
    holds          = "recovery points (the backups themselves)"
    on_delete      = "depends"
    on_delete_says = "A vault with recovery points cannot be deleted; force_destroy deletes them first. Same account/Region as data unless copy_action targets another account."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_vault"]
    verified       = true

    title   = "AWS Backup vault"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
    curated = ["role", "setting", "backed_by"]

    setting "force_destroy" {
      note     = "Terraform deletes the recovery points first"
      verified = true
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_vault"
    }
  }

  resource "aws_backup_logically_air_gapped_vault" {
    research       = ["terraform aws_backup_logically_air_gapped_vault"]
    format         = "terraform"
    role           = "vault"
    holds          = "recovery points"
    on_delete      = "retained"
    on_delete_says = "Logically air-gapped vault."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_logically_air_gapped_vault"]
    verified       = true

    setting "min_retention_days" {
      kind     = "lock"
      safe     = [">=1"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_logically_air_gapped_vault"
      note     = "always locked in compliance mode"
      scope    = "immutable"
      curated  = ["kind"]
    }
    store   = "aws_backup_vault"
    title   = "logically air-gapped vault of AWS Backup"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
    curated = ["role"]
  }

  resource "aws_dsql_cluster" {
    research       = ["terraform aws_dsql_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "distributed SQL"
    on_delete      = "depends"
    on_delete_says = "Fate unverified; AWS Backup supports separate vault."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dsql_cluster"]

    setting "deletion_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dsql_cluster"
    }

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      note     = "destroys even when deletion_protection_enabled"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dsql_cluster"
    }

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    title   = "Aurora DSQL cluster"
    primary = "yes"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_qldb_ledger" {
    research       = ["terraform aws_qldb_ledger"]
    format         = "terraform"
    role           = "data"
    holds          = "ledger"
    on_delete      = "destroyed"
    on_delete_says = "Journal exports to S3 only."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/qldb_ledger"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/qldb_ledger"
    }
    title   = "QLDB ledger"
    primary = "yes"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
  }

  resource "aws_keyspaces_table" {
    research       = ["terraform aws_keyspaces_table"]
    format         = "terraform"
    role           = "data"
    holds          = "Cassandra tables"
    on_delete      = "depends"
    on_delete_says = "PITR fate on table delete unverified."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/keyspaces_table"]

    setting "point_in_time_recovery.status" {
      kind     = "backup"
      safe     = ["ENABLED"]
      default  = "DISABLED"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/keyspaces_table"
    }
    title   = "Keyspaces table"
    primary = "yes"
    names   = ["table_name"]
    unique  = "parent"
    tags    = "tags"
  }

  resource "aws_timestreamwrite_table" {
    research       = ["terraform aws_timestreamwrite_table"]
    format         = "terraform"
    role           = "data"
    holds          = "time series"
    on_delete      = "destroyed"
    on_delete_says = "Deletion is irreversible."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/timestreamwrite_table"]
    verified       = true

    backed_by "aws_backup_selection" {
      attr  = "resources"
      note  = "by ARN, or by tag (selection_tag); follow plan_id to the rules of the plan, their vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    title   = "Timestream table"
    names   = ["table_name"]
    unique  = "parent"
    tags    = "tags"
    curated = ["backed_by"]
  }

  resource "aws_kinesis_stream" {
    research       = ["terraform aws_kinesis_stream"]
    format         = "terraform"
    role           = "data"
    holds          = "stream records"
    on_delete      = "destroyed"
    on_delete_says = "Records die with the stream."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kinesis_stream"]
    verified       = true

    setting "enforce_consumer_deletion" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kinesis_stream"
    }
    title   = "Kinesis stream"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
  }

  resource "aws_sqs_queue" {
    research       = ["terraform aws_sqs_queue"]
    format         = "terraform"
    role           = "data"
    holds          = "messages"
    on_delete      = "destroyed"
    on_delete_says = "Messages die with the queue."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sqs_queue"]
    verified       = true
    title          = "SQS queue"
    primary        = "no"
    names          = ["name"]
    unique         = "account"
    tags           = "tags"
  }

  resource "aws_msk_cluster" {
    research       = ["terraform aws_msk_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "Kafka topics"
    on_delete      = "destroyed"
    on_delete_says = "No backup feature modelled (unverified)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_cluster"]
    title          = "MSK cluster"
    names          = ["cluster_name"]
    unique         = "account"
    tags           = "tags"
  }

  resource "aws_cloudwatch_log_group" {
    research       = ["terraform aws_cloudwatch_log_group"]
    format         = "terraform"
    role           = "data"
    holds          = "logs"
    on_delete      = "destroyed"
    on_delete_says = "Logs die with the group."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_group"]
    verified       = true

    setting "deletion_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_group"
    }

    setting "skip_destroy" {
      kind     = "keep"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_group"
    }
    title   = "CloudWatch log group"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
  }

  resource "aws_cognito_user_pool" {
    research       = ["terraform aws_cognito_user_pool"]
    format         = "terraform"
    role           = "data"
    holds          = "user directory"
    on_delete      = "depends"
    on_delete_says = "AWS can restore for 14 days through Support only."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["ACTIVE"]
      default  = "INACTIVE"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool"
    }
    title   = "Cognito user pool"
    primary = "yes"
    names   = []
    tags    = "tags"
  }

  resource "aws_secretsmanager_secret" {
    research       = ["terraform aws_secretsmanager_secret"]
    format         = "terraform"
    role           = "data"
    holds          = "secrets"
    on_delete      = "retained_days"
    on_delete_says = "Restorable inside the recovery window (7-30 days); 0 = immediate."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret"]
    verified       = true

    setting "recovery_window_in_days" {
      kind     = "undo"
      safe     = [">=7"]
      default  = "30"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret"
      unsafe   = ["0"]
    }
    title  = "Secrets Manager secret"
    names  = ["name"]
    unique = "account"
    tags   = "tags"
  }

  resource "aws_kms_key" {
    research       = ["terraform aws_kms_key"]
    format         = "terraform"
    role           = "data"
    holds          = "encryption key (crypto-shreds every backup encrypted with it)"
    on_delete      = "retained_days"
    on_delete_says = "Key deletion can be cancelled within 7-30 days; afterwards all data and backups under the key are unreadable."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key"]
    verified       = true

    setting "deletion_window_in_days" {
      kind     = "undo"
      safe     = [">=7"]
      default  = "30"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key"
      unsafe   = ["<30"]
      curated  = ["kind"]
    }
    title = "KMS key"
    tags  = "tags"
  }

  resource "aws_cloudtrail_event_data_store" {
    research       = ["terraform aws_cloudtrail_event_data_store"]
    format         = "terraform"
    role           = "data"
    holds          = "audit events"
    on_delete      = "depends"
    on_delete_says = "See AWS docs for pending-deletion window (unverified)."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail_event_data_store"]
    verified       = true

    setting "termination_protection_enabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail_event_data_store"
    }
    title   = "CloudTrail event data store"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
  }

  resource "aws_eks_cluster" {
    research       = ["terraform aws_eks_cluster"]
    format         = "terraform"
    role           = "data"
    holds          = "cluster (etcd state; PVs are separate)"
    on_delete      = "depends"
    on_delete_says = "EBS/EFS volumes behind PVs follow the StorageClass/PV reclaim policy."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster"]
    verified       = true

    setting "deletion_protection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster"
    }
    title   = "EKS cluster"
    primary = "no"
    names   = ["name"]
    unique  = "account"
    tags    = "tags"
  }

  resource "aws_athena_database" {
    research       = ["terraform aws_athena_database"]
    format         = "terraform"
    role           = "data"
    holds          = "Glue catalog over S3"
    on_delete      = "depends"
    on_delete_says = "Tables are metadata; S3 data stays."
    sources        = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/athena_database"]
    verified       = true

    setting "force_destroy" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/athena_database"
    }
    title   = "Athena database"
    primary = "no"
    names   = ["name"]
    unique  = "account"
  }

  resource "aws_s3_bucket_versioning" {
    format   = "terraform"
    also     = ["pulumi aws:s3:BucketVersioning", "pulumi aws:s3:BucketVersioningV2"]
    role     = "part"
    of       = ["aws_s3_bucket"]
    parent   = ["bucket"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_versioning"]

    setting "versioning_configuration.status" {
      note     = "old versions can be deleted one by one, and all of them with the bucket"
      verified = true
      kind     = "history"
      safe     = ["Enabled"]
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_versioning"
    }
  }

  resource "aws_s3_bucket_object_lock_configuration" {
    format   = "terraform"
    role     = "part"
    of       = ["aws_s3_bucket"]
    parent   = ["bucket"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_object_lock_configuration"]

    setting "rule.default_retention.mode" {
      note     = "in GOVERNANCE mode, who may bypass it can delete"
      verified = true
      kind     = "lock"
      safe     = ["COMPLIANCE"]
      scope    = "immutable"
      source   = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"
    }
  }

  resource "aws_efs_backup_policy" {
    format   = "terraform"
    role     = "part"
    of       = ["aws_efs_file_system"]
    parent   = ["file_system_id"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_backup_policy"]

    setting "backup_policy.status" {
      verified = true
      kind     = "backup"
      safe     = ["ENABLED", "true"]
      source   = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/efs_backup_policy"
    }
  }

  resource "aws_backup_vault_lock_configuration" {
    format   = "terraform"
    role     = "part"
    of       = ["aws_backup_vault"]
    parent   = ["backup_vault_name"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_vault_lock_configuration"]

    setting "changeable_for_days" {
      note     = "with a grace period the lock is in compliance mode: nobody can lift it afterwards"
      verified = true
      kind     = "lock"
      safe     = ["present"]
      scope    = "immutable"
      source   = "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html"
    }

    setting "min_retention_days" {
      note     = "without a grace period the lock is in governance mode: who may manage locks can lift it"
      verified = true
      kind     = "lock"
      safe     = ["present"]
      scope    = "api"
      source   = "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html"
    }
  }

  resource "aws_db_snapshot" {
    format   = "terraform"
    role     = "backup"
    title    = "manual snapshot"
    names    = ["db_snapshot_identifier"]
    tags     = "tags"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_snapshot"]

    backed_by "aws_db_snapshot_copy" {
      attr  = "source_db_snapshot_identifier"
      lives = "apart"
    }
  }

  resource "aws_db_snapshot_copy" {
    format   = "terraform"
    role     = "backup"
    title    = "copied snapshot"
    names    = ["target_db_snapshot_identifier"]
    tags     = "tags"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_snapshot_copy"]
  }

  resource "aws_db_cluster_snapshot" {
    format   = "terraform"
    role     = "backup"
    title    = "manual snapshot"
    names    = ["db_cluster_snapshot_identifier"]
    tags     = "tags"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_cluster_snapshot"]

    backed_by "aws_rds_cluster_snapshot_copy" {
      attr  = "source_db_cluster_snapshot_identifier"
      lives = "apart"
    }
  }

  resource "aws_rds_cluster_snapshot_copy" {
    format   = "terraform"
    role     = "backup"
    title    = "copied snapshot"
    names    = ["target_db_cluster_snapshot_identifier"]
    tags     = "tags"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_snapshot_copy"]
  }

  resource "aws_db_instance_automated_backups_replication" {
    format   = "terraform"
    role     = "backup"
    title    = "automated backups in another Region"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance_automated_backups_replication"]
  }

  resource "aws_ebs_snapshot" {
    format   = "terraform"
    role     = "backup"
    title    = "snapshot"
    tags     = "tags"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_snapshot"]

    backed_by "aws_ebs_snapshot_copy" {
      attr  = "source_snapshot_id"
      lives = "apart"
    }
  }

  resource "aws_ebs_snapshot_copy" {
    format   = "terraform"
    role     = "backup"
    title    = "copied snapshot"
    tags     = "tags"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_snapshot_copy"]
  }

  resource "aws_docdb_cluster_snapshot" {
    format   = "terraform"
    role     = "backup"
    title    = "manual snapshot"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_cluster_snapshot"]
  }

  resource "aws_neptune_cluster_snapshot" {
    format   = "terraform"
    role     = "backup"
    title    = "manual snapshot"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/neptune_cluster_snapshot"]
  }

  resource "aws_fsx_backup" {
    format   = "terraform"
    role     = "backup"
    title    = "backup"
    tags     = "tags"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/fsx_backup"]
  }

  resource "aws_s3_bucket_replication_configuration" {
    format   = "terraform"
    role     = "backup"
    title    = "replication to another bucket"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_replication_configuration"]
  }

  resource "aws_backup_plan" {
    format   = "terraform"
    role     = "plan"
    title    = "AWS Backup plan"
    names    = ["name"]
    tags     = "tags"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_plan"]
  }

  resource "aws_backup_selection" {
    format   = "terraform"
    role     = "plan"
    title    = "AWS Backup selection"
    names    = ["name"]
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_selection"]
  }

  resource "aws_dlm_lifecycle_policy" {
    format   = "terraform"
    role     = "plan"
    title    = "snapshot lifecycle policy"
    tags     = "tags"
    verified = true
    sources  = ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dlm_lifecycle_policy"]
  }
}
