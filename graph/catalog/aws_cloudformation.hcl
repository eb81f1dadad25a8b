# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "aws" {
  resource "AWS::RDS::DBInstance" {
    research       = ["cloudformation AWS::RDS::DBInstance"]
    format         = "cloudformation"
    role           = "data"
    holds          = "relational database"
    on_delete      = "depends"
    on_delete_says = "its automated backups are deleted with it unless DeleteAutomatedBackups is false"
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html"]
    verified       = true

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html"
    }

    setting "DeletionPolicy" {
      kind     = "final"
      safe     = ["Snapshot"]
      default  = "Snapshot"
      scope    = "call"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"
      curated  = ["kind"]
    }

    setting "DeleteAutomatedBackups" {
      kind     = "keep"
      safe     = ["false"]
      default  = "true"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html"
      scope    = "call"
      curated  = ["kind"]
    }

    setting "BackupRetentionPeriod" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "1"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html"
    }

    backed_by "AWS::RDS::DBInstance" {
      attr = "SourceDBInstanceIdentifier"
      note = "read replica"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_db_instance"
    title   = "RDS database"
    primary = "yes"
    names   = ["DBInstanceIdentifier"]
    unique  = "account"
    replica = ["SourceDBInstanceIdentifier", "SourceDBInstanceArn", "DBClusterIdentifier"] # a member of a cluster has no data of its own
    secrets = ["MasterUserPassword"]
    tags    = "Tags"
    curated = ["backed_by", "on_delete_says"]
  }

  resource "AWS::RDS::DBCluster" {
    research       = ["cloudformation AWS::RDS::DBCluster"]
    format         = "cloudformation"
    role           = "data"
    holds          = "Aurora"
    on_delete      = "depends"
    on_delete_says = "its automated backups are deleted with it unless DeleteAutomatedBackups is false"
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html"]
    verified       = true

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html"
    }

    setting "DeletionPolicy" {
      kind     = "final"
      safe     = ["Snapshot"]
      default  = "Snapshot"
      scope    = "call"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"
      curated  = ["kind"]
    }

    setting "DeleteAutomatedBackups" {
      kind     = "keep"
      safe     = ["false"]
      default  = "true"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html"
      scope    = "call"
      curated  = ["kind"]
    }

    setting "BackupRetentionPeriod" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "1"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_rds_cluster"
    title   = "RDS or Aurora cluster"
    primary = "yes"
    names   = ["DBClusterIdentifier"]
    unique  = "account"
    replica = ["ReplicationSourceIdentifier"]
    secrets = ["MasterUserPassword"]
    tags    = "Tags"
    curated = ["backed_by", "on_delete_says"]
  }

  resource "AWS::RDS::GlobalCluster" {
    research  = ["cloudformation AWS::RDS::GlobalCluster"]
    format    = "cloudformation"
    role      = "edge"
    holds     = "Aurora global"
    on_delete = "depends"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-globalcluster.html"]
    verified  = true

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["true"]
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-globalcluster.html"
    }
    note    = "It joins clusters, which are declared by themselves, and keeps no data of its own."
    curated = ["role"]
  }

  resource "AWS::DocDB::DBCluster" {
    research       = ["cloudformation AWS::DocDB::DBCluster"]
    format         = "cloudformation"
    role           = "data"
    holds          = "document DB"
    on_delete      = "destroyed"
    on_delete_says = "its automated backups are deleted with the cluster"
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-dbcluster.html"]
    verified       = true

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["true"]
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-dbcluster.html"
    }

    setting "DeletionPolicy" {
      kind     = "final"
      safe     = ["Snapshot"]
      default  = "Delete"
      scope    = "call"
      note     = "the vendor's list names it since the end of 2022: https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1397"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"
      curated  = ["kind"]
    }

    setting "BackupRetentionPeriod" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "1"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-dbcluster.html"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_docdb_cluster"
    title   = "DocumentDB cluster"
    primary = "yes"
    names   = ["DBClusterIdentifier"]
    unique  = "account"
    secrets = ["MasterUserPassword"]
    tags    = "Tags"
    curated = ["backed_by", "on_delete_says"]
  }

  resource "AWS::DocDB::GlobalCluster" {
    research  = ["cloudformation AWS::DocDB::GlobalCluster"]
    format    = "cloudformation"
    role      = "edge"
    holds     = "DocDB global"
    on_delete = "depends"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-globalcluster.html"]
    verified  = true

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["true"]
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdb-globalcluster.html"
    }
    note    = "It joins clusters, which are declared by themselves, and keeps no data of its own."
    curated = ["role"]
  }

  resource "AWS::DocDBElastic::Cluster" {
    research       = ["cloudformation AWS::DocDBElastic::Cluster"]
    format         = "cloudformation"
    role           = "data"
    holds          = "DocDB elastic"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdbelastic-cluster.html"]

    setting "BackupRetentionPeriod" {
      kind     = "retention"
      safe     = [">=7"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-docdbelastic-cluster.html"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_docdbelastic_cluster"
    title   = "DocumentDB elastic cluster"
    primary = "yes"
    names   = ["ClusterName"]
    unique  = "account"
    tags    = "Tags"
    curated = ["backed_by"]
  }

  resource "AWS::Neptune::DBCluster" {
    research       = ["cloudformation AWS::Neptune::DBCluster"]
    format         = "cloudformation"
    role           = "data"
    holds          = "graph DB"
    on_delete      = "depends"
    on_delete_says = "DeletionPolicy Snapshot supported; default Delete."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-neptune-dbcluster.html"]
    verified       = true

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-neptune-dbcluster.html"
    }

    setting "DeletionPolicy" {
      kind     = "final"
      safe     = ["Snapshot"]
      default  = "Delete"
      scope    = "call"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"
    }

    setting "BackupRetentionPeriod" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "1"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-neptune-dbcluster.html"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_neptune_cluster"
    title   = "Neptune cluster"
    primary = "yes"
    names   = ["DBClusterIdentifier"]
    unique  = "account"
    tags    = "Tags"
    curated = ["backed_by"]
  }

  resource "AWS::NeptuneGraph::Graph" {
    research       = ["cloudformation AWS::NeptuneGraph::Graph"]
    format         = "cloudformation"
    role           = "data"
    holds          = "graph analytics"
    on_delete      = "depends"
    on_delete_says = "DeletionProtection defaults to true."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-neptunegraph-graph.html"]
    verified       = true

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-neptunegraph-graph.html"
    }

    backed_by "AWS::NeptuneGraph::GraphSnapshot" {
      attr = "GraphIdentifier"
    }
    store   = "aws_neptunegraph_graph"
    title   = "Neptune graph"
    primary = "no"
    names   = ["GraphName"]
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::DynamoDB::Table" {
    research       = ["cloudformation AWS::DynamoDB::Table"]
    format         = "cloudformation"
    role           = "data"
    holds          = "tables"
    on_delete      = "retained_days"
    on_delete_says = "35-day system backup if PITR was on."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html"]
    verified       = true

    setting "DeletionProtectionEnabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html"
    }

    setting "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_dynamodb_table"
    title   = "DynamoDB table"
    primary = "yes"
    names   = ["TableName"]
    unique  = "account"
    tags    = "Tags"
    days    = 35
    curated = ["backed_by"]
  }

  resource "AWS::DynamoDB::GlobalTable" {
    research       = ["cloudformation AWS::DynamoDB::GlobalTable"]
    format         = "cloudformation"
    role           = "data"
    holds          = "tables"
    on_delete      = "retained_days"
    on_delete_says = "As Table."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html"]
    verified       = true

    setting "Replicas[].DeletionProtectionEnabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html"
    }

    setting "Replicas[].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_dynamodb_table"
    title   = "DynamoDB table"
    primary = "yes"
    names   = ["TableName"]
    unique  = "account"
    tags    = "Tags"
    days    = 35
    curated = ["backed_by"]
  }

  resource "AWS::EC2::Volume" {
    research       = ["cloudformation AWS::EC2::Volume"]
    format         = "cloudformation"
    role           = "data"
    holds          = "block volume"
    on_delete      = "retained"
    on_delete_says = "Snapshots are independent."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-volume.html"]
    verified       = true

    setting "DeletionPolicy" {
      kind     = "final"
      safe     = ["Snapshot"]
      default  = "Delete"
      scope    = "call"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"
    }

    backed_by "AWS::DLM::LifecyclePolicy" {
      attr  = "PolicyDetails.TargetTags"
      by    = "tag"
      lives = "apart"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_ebs_volume"
    title   = "EBS volume"
    primary = "yes"
    unique  = "account"
    tags    = "Tags"
    curated = ["backed_by"]
  }

  resource "AWS::EC2::Instance" {
    research  = ["cloudformation AWS::EC2::Instance"]
    format    = "cloudformation"
    role      = "data"
    holds     = "VM disks"
    on_delete = "retained"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html"]
    verified  = true

    setting "DisableApiTermination" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html"
    }

    setting "BlockDeviceMappings[].Ebs.DeleteOnTermination" {
      kind     = "keep"
      safe     = ["false"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html"
    }

    backed_by "AWS::DLM::LifecyclePolicy" {
      attr  = "PolicyDetails.TargetTags"
      by    = "tag"
      lives = "apart"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_instance"
    title   = "EC2 instance"
    unique  = "account"
    tags    = "Tags"
    curated = ["backed_by"]
  }

  resource "AWS::EFS::FileSystem" {
    research  = ["cloudformation AWS::EFS::FileSystem"]
    format    = "cloudformation"
    role      = "data"
    holds     = "NFS"
    on_delete = "retained"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-efs-filesystem.html"]
    verified  = true

    setting "BackupPolicy.Status" {
      kind     = "backup"
      safe     = ["ENABLED"]
      default  = "DISABLED"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-efs-filesystem.html"
    }

    backed_by "AWS::EFS::FileSystem" {
      attr = "ReplicationConfiguration.Destinations"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store          = "aws_efs_file_system"
    title          = "EFS file system"
    primary        = "yes"
    unique         = "account"
    tags           = "Tags"
    on_delete_says = "Automatic backups are recovery points in AWS Backup's own vault and outlive the file system."
    curated        = ["on_delete", "on_delete_says", "backed_by"]
  }

  resource "AWS::FSx::FileSystem" {
    research       = ["cloudformation AWS::FSx::FileSystem"]
    format         = "cloudformation"
    role           = "data"
    holds          = "file system"
    on_delete      = "destroyed"
    on_delete_says = "Automatic backups go with the file system. No skip-final-backup property found in the CFN schema."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-fsx-filesystem.html"]
    verified       = true

    setting "*Configuration.AutomaticBackupRetentionDays" {
      kind     = "other"
      safe     = [">=7"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-fsx-filesystem.html"
    }

    backed_by "AWS::FSx::FileSystem" {
      attr = "BackupId"
      note = "restore source"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_fsx_file_system"
    title   = "FSx file system"
    primary = "yes"
    unique  = "account"
    tags    = "Tags"
    curated = ["backed_by"]
  }

  resource "AWS::FSx::Volume" {
    research       = ["cloudformation AWS::FSx::Volume"]
    format         = "cloudformation"
    role           = "data"
    holds          = "ONTAP/OpenZFS volume"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-fsx-volume.html"]
    store          = "aws_fsx_volume"
    title          = "FSx volume"
    primary        = "yes"
    names          = ["Name"]
    unique         = "account"
    tags           = "Tags"
  }

  resource "AWS::S3::Bucket" {
    research       = ["cloudformation AWS::S3::Bucket"]
    format         = "cloudformation"
    role           = "data"
    holds          = "objects"
    on_delete      = "depends"
    on_delete_says = "Stack deletion fails on a non-empty bucket; there is no force flag (custom resources such as CDK autoDeleteObjects empty it)."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html"]
    verified       = true

    setting "VersioningConfiguration.Status" {
      kind     = "history"
      safe     = ["Enabled"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html"
    }

    setting "ObjectLockEnabled" {
      kind     = "other"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html"
    }

    setting "Custom::S3AutoDeleteObjects.ServiceToken (CDK)" {
      kind    = "other"
      unsafe  = ["present"]
      default = "absent"
      note    = "empties the bucket on delete; type name unverified"
      source  = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html"
    }

    backed_by "AWS::S3::Bucket" {
      attr = "ReplicationConfiguration.Rules"
      note = "ReplicationConfiguration.Rules[].Destination.Bucket"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_s3_bucket"
    title   = "S3 bucket"
    primary = "yes"
    names   = ["BucketName"]
    unique  = "global"
    tags    = "Tags"
    curated = ["backed_by"]
  }

  resource "AWS::ElastiCache::ReplicationGroup" {
    research       = ["cloudformation AWS::ElastiCache::ReplicationGroup"]
    format         = "cloudformation"
    role           = "data"
    holds          = "Redis"
    on_delete      = "destroyed"
    on_delete_says = "Automatic snapshots go with it; DeletionPolicy Snapshot supported."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html"]
    verified       = true

    setting "DeletionPolicy" {
      kind     = "final"
      safe     = ["Snapshot"]
      default  = "Delete"
      scope    = "call"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"
    }

    setting "SnapshotRetentionLimit" {
      kind     = "retention"
      safe     = [">=1"]
      default  = "0"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html"
    }
    store   = "aws_elasticache_replication_group"
    title   = "ElastiCache replication group"
    primary = "no"
    names   = ["ReplicationGroupId"]
    unique  = "account"
    secrets = ["AuthToken"]
    tags    = "Tags"
  }

  resource "AWS::ElastiCache::CacheCluster" {
    research  = ["cloudformation AWS::ElastiCache::CacheCluster"]
    format    = "cloudformation"
    role      = "data"
    holds     = "Redis/Memcached"
    on_delete = "destroyed"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html"]
    verified  = true

    setting "DeletionPolicy" {
      kind     = "final"
      safe     = ["Snapshot"]
      default  = "Delete"
      scope    = "call"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"
    }

    setting "SnapshotRetentionLimit" {
      kind     = "retention"
      safe     = [">=1"]
      default  = "0"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html"
    }
    store   = "aws_elasticache_cluster"
    title   = "ElastiCache cluster"
    primary = "no"
    names   = ["ClusterName"]
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::ElastiCache::ServerlessCache" {
    research  = ["cloudformation AWS::ElastiCache::ServerlessCache"]
    format    = "cloudformation"
    role      = "data"
    holds     = "Redis serverless"
    on_delete = "destroyed"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscache.html"]
    verified  = true

    setting "FinalSnapshotName" {
      kind     = "final"
      safe     = ["nonempty"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscache.html"
    }

    setting "SnapshotRetentionLimit" {
      kind     = "retention"
      safe     = [">=1"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscache.html"
    }
    store   = "aws_elasticache_serverless_cache"
    title   = "serverless ElastiCache"
    primary = "no"
    names   = ["ServerlessCacheName"]
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::MemoryDB::Cluster" {
    research  = ["cloudformation AWS::MemoryDB::Cluster"]
    format    = "cloudformation"
    role      = "data"
    holds     = "Redis durable"
    on_delete = "depends"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-memorydb-cluster.html"]
    verified  = true

    setting "FinalSnapshotName" {
      kind     = "final"
      safe     = ["nonempty"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-memorydb-cluster.html"
    }

    setting "SnapshotRetentionLimit" {
      kind     = "retention"
      safe     = [">=1"]
      default  = "0"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-memorydb-cluster.html"
    }
    store  = "aws_memorydb_cluster"
    title  = "MemoryDB cluster"
    names  = ["ClusterName"]
    unique = "account"
    tags   = "Tags"
  }

  resource "AWS::Redshift::Cluster" {
    research       = ["cloudformation AWS::Redshift::Cluster"]
    format         = "cloudformation"
    role           = "data"
    holds          = "warehouse"
    on_delete      = "destroyed"
    on_delete_says = "DeletionPolicy Snapshot supported; default Delete."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshift-cluster.html"]
    verified       = true

    setting "DeletionPolicy" {
      kind     = "final"
      safe     = ["Snapshot"]
      default  = "Delete"
      scope    = "call"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html"
    }

    setting "AutomatedSnapshotRetentionPeriod" {
      kind     = "retention"
      safe     = [">=7"]
      default  = "1"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshift-cluster.html"
    }

    setting "ManualSnapshotRetentionPeriod" {
      kind     = "retention"
      safe     = ["-1"]
      default  = "-1"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshift-cluster.html"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_redshift_cluster"
    title   = "Redshift cluster"
    primary = "yes"
    names   = ["ClusterIdentifier"]
    unique  = "account"
    secrets = ["MasterUserPassword"]
    tags    = "Tags"
    curated = ["backed_by"]
  }

  resource "AWS::RedshiftServerless::Namespace" {
    research  = ["cloudformation AWS::RedshiftServerless::Namespace"]
    format    = "cloudformation"
    role      = "data"
    holds     = "warehouse serverless"
    on_delete = "depends"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshiftserverless-namespace.html"]
    verified  = true

    setting "FinalSnapshotName" {
      kind     = "final"
      safe     = ["nonempty"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshiftserverless-namespace.html"
    }

    setting "FinalSnapshotRetentionPeriod" {
      kind     = "final"
      safe     = [">=7"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshiftserverless-namespace.html"
    }

    backed_by "AWS::RedshiftServerless::Snapshot" {
      attr = "NamespaceName"
    }
    store   = "aws_redshiftserverless_namespace"
    title   = "Redshift Serverless namespace"
    primary = "yes"
    names   = ["NamespaceName"]
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::OpenSearchService::Domain" {
    research       = ["cloudformation AWS::OpenSearchService::Domain"]
    format         = "cloudformation"
    role           = "data"
    holds          = "search"
    on_delete      = "destroyed"
    on_delete_says = "A deleted domain cannot be recovered."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchservice-domain.html"]
    verified       = true
    store          = "aws_opensearch_domain"
    title          = "OpenSearch domain"
    primary        = "no"
    names          = ["DomainName"]
    unique         = "account"
    tags           = "Tags"
  }

  resource "AWS::Elasticsearch::Domain" {
    research       = ["cloudformation AWS::Elasticsearch::Domain"]
    format         = "cloudformation"
    role           = "data"
    holds          = "search"
    on_delete      = "destroyed"
    on_delete_says = "As OpenSearch."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticsearch-domain.html"]
    verified       = true
    store          = "aws_elasticsearch_domain"
    title          = "Elasticsearch domain"
    primary        = "no"
    names          = ["DomainName"]
    unique         = "account"
    tags           = "Tags"
  }

  resource "AWS::OpenSearchServerless::Collection" {
    research       = ["cloudformation AWS::OpenSearchServerless::Collection"]
    format         = "cloudformation"
    role           = "data"
    holds          = "search"
    on_delete      = "depends"
    on_delete_says = "In schema; default unverified."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchserverless-collection.html"]

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["ENABLED"]
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchserverless-collection.html"
    }
    store   = "aws_opensearchserverless_collection"
    title   = "OpenSearch Serverless collection"
    primary = "no"
    names   = ["Name"]
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::DSQL::Cluster" {
    research  = ["cloudformation AWS::DSQL::Cluster"]
    format    = "cloudformation"
    role      = "data"
    holds     = "SQL"
    on_delete = "depends"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dsql-cluster.html"]
    verified  = true

    setting "DeletionProtectionEnabled" {
      kind     = "lock"
      safe     = ["true"]
      default  = "false"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dsql-cluster.html"
    }

    backed_by "AWS::Backup::BackupSelection" {
      attr  = "BackupSelection.Resources"
      note  = "by ARN or by tag; the plan names its vaults and copies"
      by    = "plan"
      lives = "apart"
    }
    store   = "aws_dsql_cluster"
    title   = "Aurora DSQL cluster"
    primary = "yes"
    unique  = "account"
    tags    = "Tags"
    curated = ["backed_by"]
  }

  resource "AWS::QLDB::Ledger" {
    research  = ["cloudformation AWS::QLDB::Ledger"]
    format    = "cloudformation"
    role      = "data"
    holds     = "ledger"
    on_delete = "destroyed"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-qldb-ledger.html"]
    verified  = true

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["true"]
      default  = "true"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-qldb-ledger.html"
    }
    store   = "aws_qldb_ledger"
    title   = "QLDB ledger"
    primary = "yes"
    names   = ["Name"]
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::Cassandra::Table" {
    research  = ["cloudformation AWS::Cassandra::Table"]
    format    = "cloudformation"
    role      = "data"
    holds     = "Cassandra"
    on_delete = "depends"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cassandra-table.html"]
    verified  = true

    setting "PointInTimeRecoveryEnabled" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cassandra-table.html"
    }
    store   = "aws_keyspaces_table"
    title   = "Keyspaces table"
    primary = "yes"
    names   = ["TableName"]
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::Cognito::UserPool" {
    research  = ["cloudformation AWS::Cognito::UserPool"]
    format    = "cloudformation"
    role      = "data"
    holds     = "users"
    on_delete = "depends"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html"]
    verified  = true

    setting "DeletionProtection" {
      kind     = "lock"
      safe     = ["ACTIVE"]
      default  = "INACTIVE"
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html"
    }
    store   = "aws_cognito_user_pool"
    title   = "Cognito user pool"
    primary = "yes"
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::KMS::Key" {
    research  = ["cloudformation AWS::KMS::Key"]
    format    = "cloudformation"
    role      = "data"
    holds     = "key (crypto-shred)"
    on_delete = "retained_days"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html"]
    verified  = true

    setting "PendingWindowInDays" {
      kind     = "undo"
      safe     = [">=7"]
      default  = "30"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html"
    }
    store  = "aws_kms_key"
    title  = "KMS key"
    unique = "account"
    tags   = "Tags"
  }

  resource "AWS::SecretsManager::Secret" {
    research       = ["cloudformation AWS::SecretsManager::Secret"]
    format         = "cloudformation"
    role           = "data"
    holds          = "secret"
    on_delete      = "destroyed"
    on_delete_says = "CloudFormation deletes with ForceDeleteWithoutRecovery by default: no recovery window."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html"]
    verified       = true
    store          = "aws_secretsmanager_secret"
    title          = "Secrets Manager secret"
    names          = ["Name"]
    unique         = "account"
    tags           = "Tags"
  }

  resource "AWS::ECR::Repository" {
    research  = ["cloudformation AWS::ECR::Repository"]
    format    = "cloudformation"
    role      = "data"
    holds     = "images"
    on_delete = "destroyed"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html"]
    verified  = true

    setting "EmptyOnDelete" {
      kind     = "force"
      unsafe   = ["true"]
      default  = "false"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html"
    }
    store   = "aws_ecr_repository"
    title   = "ECR repository"
    primary = "no"
    names   = ["RepositoryName"]
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::Kinesis::Stream" {
    research  = ["cloudformation AWS::Kinesis::Stream"]
    format    = "cloudformation"
    role      = "data"
    holds     = "stream"
    on_delete = "destroyed"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-stream.html"]
    verified  = true
    store     = "aws_kinesis_stream"
    title     = "Kinesis stream"
    primary   = "no"
    names     = ["Name"]
    unique    = "account"
    tags      = "Tags"
  }

  resource "AWS::SQS::Queue" {
    research  = ["cloudformation AWS::SQS::Queue"]
    format    = "cloudformation"
    role      = "data"
    holds     = "queue"
    on_delete = "destroyed"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html"]
    verified  = true
    store     = "aws_sqs_queue"
    title     = "SQS queue"
    primary   = "no"
    names     = ["QueueName"]
    unique    = "account"
    tags      = "Tags"
  }

  resource "AWS::Logs::LogGroup" {
    research  = ["cloudformation AWS::Logs::LogGroup"]
    format    = "cloudformation"
    role      = "data"
    holds     = "logs"
    on_delete = "destroyed"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html"]
    verified  = true
    store     = "aws_cloudwatch_log_group"
    title     = "CloudWatch log group"
    primary   = "no"
    names     = ["LogGroupName"]
    unique    = "account"
    tags      = "Tags"
  }

  resource "AWS::Timestream::Table" {
    research  = ["cloudformation AWS::Timestream::Table"]
    format    = "cloudformation"
    role      = "data"
    holds     = "time series"
    on_delete = "destroyed"
    sources   = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-timestream-table.html"]
    store     = "aws_timestreamwrite_table"
    title     = "Timestream table"
    names     = ["TableName"]
    unique    = "account"
    tags      = "Tags"
  }

  resource "AWS::Lightsail::Database" {
    research       = ["cloudformation AWS::Lightsail::Database"]
    format         = "cloudformation"
    role           = "data"
    holds          = "database"
    on_delete      = "depends"
    on_delete_says = "unverified"
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-database.html"]

    setting "BackupRetention" {
      kind     = "retention"
      safe     = ["true"]
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-database.html"
    }
    store   = "aws_lightsail_database"
    title   = "Lightsail database"
    primary = "yes"
    names   = ["RelationalDatabaseName"]
    unique  = "account"
    tags    = "Tags"
  }

  resource "AWS::Backup::BackupVault" {
    research       = ["cloudformation AWS::Backup::BackupVault"]
    format         = "cloudformation"
    role           = "vault"
    holds          = "backups"
    on_delete      = "depends"
    on_delete_says = "Non-empty vault cannot be deleted."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-backupvault.html"]
    verified       = true

    setting "LockConfiguration" {
      kind     = "lock"
      safe     = ["present"]
      scope    = "api"
      verified = true
      source   = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-backupvault.html"
      curated  = ["kind"]
    }
    store   = "aws_backup_vault"
    title   = "AWS Backup vault"
    names   = ["BackupVaultName"]
    unique  = "account"
    curated = ["role"]

    setting "LockConfiguration.ChangeableForDays" {
      note     = "with a grace period the lock is in compliance mode: nobody can lift it afterwards"
      verified = true
      kind     = "lock"
      safe     = ["present"]
      scope    = "immutable"
      source   = "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html"
    }
  }

  resource "AWS::CloudFormation::Stack" {
    research       = ["cloudformation AWS::CloudFormation::Stack"]
    format         = "cloudformation"
    role           = "container"
    holds          = "nested stack"
    on_delete      = "depends"
    on_delete_says = "Policy on the nested-stack resource decides everything below."
    sources        = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html"]
    verified       = true
    store          = "aws_cloudformation_stack"
    title          = "nested stack"
  }

  resource "AWS::Backup::BackupPlan" {
    format   = "cloudformation"
    role     = "plan"
    title    = "AWS Backup plan"
    verified = true
    sources  = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-backupplan.html"]
  }

  resource "AWS::Backup::BackupSelection" {
    format   = "cloudformation"
    role     = "plan"
    title    = "AWS Backup selection"
    verified = true
    sources  = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-backupselection.html"]
  }

  resource "AWS::DLM::LifecyclePolicy" {
    format   = "cloudformation"
    role     = "plan"
    title    = "snapshot lifecycle policy"
    verified = true
    sources  = ["https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dlm-lifecyclepolicy.html"]
  }
}
