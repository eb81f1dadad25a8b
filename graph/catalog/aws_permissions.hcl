# SPDX-License-Identifier: Apache-2.0
# Which actions of AWS have power over which stores, and what its managed policies grant.

permissions "aws" {

  governs "aws_db_instance" {
    name     = "rds:db:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html"
    verified = true
    action "rds:DeleteDBInstance" {
      gives = ["delete"]
    }
    action "rds:ModifyDBInstance" {
      gives = ["administer"]
    }
  }

  governs "aws_rds_cluster" {
    name     = "rds:cluster:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html"
    verified = true
    action "rds:DeleteDBCluster" {
      gives = ["delete"]
    }
    action "rds:ModifyDBCluster" {
      gives = ["administer"]
    }
  }

  governs "aws_docdb_cluster" {
    name     = "rds:cluster:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html"
    verified = true
    action "rds:DeleteDBCluster" {
      gives = ["delete"]
    }
    action "rds:ModifyDBCluster" {
      gives = ["administer"]
    }
  }

  governs "aws_neptune_cluster" {
    name     = "rds:cluster:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html"
    verified = true
    action "rds:DeleteDBCluster" {
      gives = ["delete"]
    }
    action "rds:ModifyDBCluster" {
      gives = ["administer"]
    }
  }

  governs "aws_db_snapshot" {
    name     = "rds:snapshot:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html"
    verified = true
    action "rds:DeleteDBSnapshot" {
      gives = ["delete", "delete_backups"]
    }
  }

  governs "aws_db_cluster_snapshot" {
    name     = "rds:cluster-snapshot:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html"
    verified = true
    action "rds:DeleteDBClusterSnapshot" {
      gives = ["delete", "delete_backups"]
    }
  }

  governs "aws_db_instance_automated_backup" {
    name     = "rds:auto-backup:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html"
    verified = true
    action "rds:DeleteDBInstanceAutomatedBackup" {
      gives = ["delete", "delete_backups"]
    }
  }

  governs "aws_s3_bucket" {
    name     = "s3:::{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"
    verified = true
    action "s3:DeleteBucket" {
      gives = ["delete"]
    }
    action "s3:DeleteObject" {
      gives  = ["write"]
      inside = true
    }
    action "s3:DeleteObjectVersion" {
      gives  = ["write", "delete_backups"]
      inside = true
    }
    action "s3:PutLifecycleConfiguration" {
      gives = ["write"]
    }
    action "s3:PutBucketVersioning" {
      gives = ["administer"]
    }
  }

  governs "aws_dynamodb_table" {
    name     = "dynamodb:table/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html"
    verified = true
    action "dynamodb:DeleteTable" {
      gives = ["delete"]
    }
    action "dynamodb:DeleteItem" {
      gives = ["write"]
    }
    action "dynamodb:UpdateTable" {
      gives = ["administer"]
    }
    action "dynamodb:DeleteTableReplica" {
      gives = ["delete"]
    }
  }

  governs "aws_dynamodb_backup" {
    name   = "dynamodb:table/{name}"
    source = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html"
    action "dynamodb:DeleteBackup" {
      gives = ["delete", "delete_backups"]
    }
  }

  governs "aws_ebs_volume" {
    name     = "ec2:volume/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html"
    verified = true
    action "ec2:DeleteVolume" {
      gives = ["delete"]
    }
  }

  governs "aws_ebs_snapshot" {
    name     = "ec2::snapshot/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html"
    verified = true
    action "ec2:DeleteSnapshot" {
      gives = ["delete", "delete_backups"]
    }
  }

  governs "aws_instance" {
    name     = "ec2:instance/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html"
    verified = true
    action "ec2:TerminateInstances" {
      gives = ["delete"]
    }
    action "ec2:ModifyInstanceAttribute" {
      gives = ["administer"]
    }
  }

  governs "aws_efs_file_system" {
    name     = "elasticfilesystem:file-system/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html"
    verified = true
    action "elasticfilesystem:DeleteFileSystem" {
      gives = ["delete"]
    }
  }

  governs "aws_fsx_file_system" {
    name     = "fsx:file-system/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html"
    verified = true
    action "fsx:DeleteFileSystem" {
      gives = ["delete"]
    }
  }

  governs "aws_backup_vault" {
    name   = "backup:backup-vault:{name}"
    source = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html"
    action "backup:DeleteBackupVault" {
      gives = ["delete", "delete_backups"]
    }
    action "backup:DeleteBackupVaultLockConfiguration" {
      gives = ["administer"]
    }
    action "backup:DeleteRecoveryPoint" {
      gives = ["delete_backups"]
    }
  }

  governs "aws_backup_recovery_point" {
    name   = "backup:recovery-point:{name}"
    source = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html"
    action "backup:DeleteRecoveryPoint" {
      gives = ["delete", "delete_backups"]
    }
  }

  governs "aws_kms_key" {
    name     = "kms:key/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html"
    verified = true
    action "kms:ScheduleKeyDeletion" {
      gives = ["delete"]
    }
  }

  governs "aws_elasticache_replication_group" {
    name     = "elasticache:replicationgroup:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html"
    verified = true
    action "elasticache:DeleteReplicationGroup" {
      gives = ["delete"]
    }
  }

  governs "aws_elasticache_cluster" {
    name     = "elasticache:cluster:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html"
    verified = true
    action "elasticache:DeleteCacheCluster" {
      gives = ["delete"]
    }
  }

  governs "aws_redshift_cluster" {
    name     = "redshift:cluster:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html"
    verified = true
    action "redshift:DeleteCluster" {
      gives = ["delete"]
    }
  }

  governs "aws_redshift_cluster_snapshot" {
    name     = "redshift:snapshot:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html"
    verified = true
    action "redshift:DeleteClusterSnapshot" {
      gives = ["delete", "delete_backups"]
    }
    action "redshift:BatchDeleteClusterSnapshots" {
      gives = ["delete", "delete_backups"]
    }
  }

  governs "aws_secretsmanager_secret" {
    name     = "secretsmanager:secret:{name}-??????"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html"
    verified = true
    action "secretsmanager:DeleteSecret" {
      gives = ["delete"]
    }
  }

  governs "aws_opensearch_domain" {
    name     = "es:domain/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonopensearchservice.html"
    verified = true
    action "es:DeleteDomain" {
      gives = ["delete"]
    }
    action "es:DeleteElasticsearchDomain" {
      gives = ["delete"]
    }
  }

  governs "aws_fsx_windows_file_system" {
    name     = "fsx:file-system/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html"
    verified = true
    action "fsx:DeleteFileSystem" {
      gives = ["delete"]
    }
  }

  governs "aws_fsx_lustre_file_system" {
    name     = "fsx:file-system/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html"
    verified = true
    action "fsx:DeleteFileSystem" {
      gives = ["delete"]
    }
  }

  governs "aws_fsx_openzfs_file_system" {
    name     = "fsx:file-system/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html"
    verified = true
    action "fsx:DeleteFileSystem" {
      gives = ["delete"]
    }
  }

  governs "aws_fsx_ontap_file_system" {
    name     = "fsx:file-system/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html"
    verified = true
    action "fsx:DeleteFileSystem" {
      gives = ["delete"]
    }
  }

  governs "aws_docdb_cluster_snapshot" {
    name     = "rds:cluster-snapshot:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html"
    verified = true
    action "rds:DeleteDBClusterSnapshot" {
      gives = ["delete", "delete_backups"]
    }
  }

  governs "aws_neptune_cluster_snapshot" {
    name     = "rds:cluster-snapshot:{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html"
    verified = true
    action "rds:DeleteDBClusterSnapshot" {
      gives = ["delete", "delete_backups"]
    }
  }

  governs "aws_elasticsearch_domain" {
    name     = "es:domain/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonopensearchservice.html"
    verified = true
    action "es:DeleteElasticsearchDomain" {
      gives = ["delete"]
    }
    action "es:DeleteDomain" {
      gives = ["delete"]
    }
  }

  governs "aws_memorydb_cluster" {
    name     = "memorydb:cluster/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmemorydb.html"
    verified = true
    action "memorydb:DeleteCluster" {
      gives = ["delete"]
    }
  }

  governs "aws_cognito_user_pool" {
    name     = "cognito-idp:userpool/{name}"
    source   = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html"
    verified = true
    action "cognito-idp:DeleteUserPool" {
      gives = ["delete"]
    }
    action "cognito-idp:AdminDeleteUser" {
      gives = ["write"]
    }
  }

  grant "arn:aws:iam::aws:policy/AdministratorAccess" {
    allow    = ["*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/PowerUserAccess" {
    except   = ["iam:*", "organizations:*", "account:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonRDSFullAccess" {
    allow    = ["rds:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSFullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonS3FullAccess" {
    allow    = ["s3:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonS3FullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess" {
    allow    = ["dynamodb:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonDynamoDBFullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonEC2FullAccess" {
    allow    = ["ec2:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2FullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonElasticFileSystemFullAccess" {
    allow    = ["elasticfilesystem:DeleteFileSystem"]
    note     = "of its actions the one that deletes"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonElasticFileSystemFullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonElastiCacheFullAccess" {
    allow    = ["elasticache:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonElastiCacheFullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonRedshiftFullAccess" {
    allow    = ["redshift:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRedshiftFullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/SecretsManagerReadWrite" {
    allow    = ["secretsmanager:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecretsManagerReadWrite.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AWSBackupFullAccess" {
    allow    = ["backup:*"]
    note     = "what it grants under a condition is left out"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupFullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonOpenSearchServiceFullAccess" {
    allow    = ["es:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonOpenSearchServiceFullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/IAMFullAccess" {
    allow    = ["iam:*"]
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/ReadOnlyAccess" {
    allow  = ["*:Describe*", "*:Get*", "*:List*"]
    note   = "reads; of its actions, what these stand for is enough here"
    source = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html"
  }

  grant "arn:aws:iam::aws:policy/SecurityAudit" {
    allow  = ["*:Describe*", "*:Get*", "*:List*"]
    note   = "reads; of its actions, what these stand for is enough here"
    source = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecurityAudit.html"
  }

  grant "arn:aws:iam::aws:policy/AmazonRDSReadOnlyAccess" {
    allow    = ["rds:Describe*", "rds:ListTagsForResource"]
    note     = "all of it reads; the actions on its own service"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSReadOnlyAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" {
    allow    = ["s3:Get*", "s3:List*", "s3:Describe*"]
    note     = "all of it reads; the actions on its own service"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonS3ReadOnlyAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess" {
    allow    = ["dynamodb:BatchGetItem", "dynamodb:Describe*", "dynamodb:List*", "dynamodb:GetItem"]
    note     = "all of it reads; the actions on its own service"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonDynamoDBReadOnlyAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess" {
    allow    = ["ec2:Describe*"]
    note     = "all of it reads; the actions on its own service"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ReadOnlyAccess.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly" {
    allow    = ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:DescribeRepositories", "ecr:ListImages"]
    note     = "all of it reads; the actions on its own service"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerRegistryReadOnly.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser" {
    note     = "grants nothing that deletes a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerRegistryPowerUser.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" {
    note     = "grants nothing that deletes a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" {
    note     = "grants nothing that deletes a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" {
    note     = "grants nothing that deletes a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKSWorkerNodePolicy.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy" {
    note     = "grants nothing that deletes a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKS_CNI_Policy.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" {
    allow    = ["ec2:DeleteVolume", "ec2:ModifyInstanceAttribute"]
    note     = "of its actions those that have power over a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKSClusterPolicy.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" {
    allow  = ["*:Describe*", "*:Get*", "*:List*"]
    note   = "reads; of its actions, what these stand for is enough here"
    source = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ViewOnlyAccess.html"
  }

  grant "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy" {
    note     = "grants nothing that deletes a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" {
    note     = "grants nothing that deletes a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole" {
    note     = "grants nothing that deletes a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html"
    verified = true
  }

  grant "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole" {
    note     = "grants nothing that deletes a catalogued store"
    source   = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html"
    verified = true
  }

}
