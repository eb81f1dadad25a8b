# SPDX-License-Identifier: Apache-2.0
# What AWS documents about keys, databases, disks, buckets and backups.

provider "aws" {
  title       = "AWS"
  checked     = "2026-11-22"
  scope_model = "account + IAM policy"
  home        = "aws_account"

  token "aws_iam_user_access_key" {
    title       = "AWS access key"
    variables   = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY", "AWS_SECRET_KEY"]
    form        = "AKIA[A-Z2-7]{16}"
    secret_form = "[A-Za-z0-9/+]{40}"
    bare        = true
    files       = ["~/.aws/credentials : [profile] aws_access_key_id, aws_secret_access_key", "~/.aws/config"]
    inputs = [
      "aws-actions/configure-aws-credentials:aws-access-key-id",
      "aws-actions/configure-aws-credentials:aws-secret-access-key",
    ]
    scope    = "what the IAM policy of its user allows in its account"
    opens    = "account"
    narrower = "aws_temporary_credentials"
    note     = "What it may do is the IAM policy of its user. The key id carries the number of the account. S3-compatible vendors read the same variables."
    verified = true
    sources = [
      "https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    ]
    research = ["IAM user access key"]
    curated  = ["scope", "note"]

    fix {
      steps = [
        "let the job assume a role through OIDC instead of storing a key",
        "give the role only the actions and resource ARNs of the job; deny rds:Delete*, s3:DeleteBucket, dynamodb:DeleteTable, backup:Delete*",
        "keep production in an account of its own",
        "deactivate and delete the key",
      ]
      command = "aws iam delete-access-key --access-key-id ID --user-name USER"
      url     = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html"
    }
  }

  token "aws_temporary_credentials" {
    title         = "temporary AWS credentials"
    variables     = ["AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID"]
    form          = "ASIA[A-Z2-7]{16}"
    secret_form   = "[A-Za-z0-9/+=]{100,}"
    bare          = true
    files         = ["~/.aws/cli/cache/*.json", "~/.aws/sso/cache/*.json : accessToken"]
    inputs        = ["aws-actions/configure-aws-credentials:aws-session-token"]
    scope         = "what the policy of the role allows in its account, until it expires"
    opens         = "account"
    cannot_narrow = "what they may do is the policy of the role; narrow that, and its trust"
    verified      = true
    sources       = ["https://github.com/gitleaks/gitleaks/blob/b58d3f102c/config/gitleaks.toml"]
    research      = ["temporary credentials (STS, SSO)"]
    curated       = ["scope", "variables"]
  }

  operation "rds delete-db-instance" {
    kind     = "api"
    call     = "rds:DeleteDBInstance, rds:DeleteDBCluster"
    pattern  = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:rds|docdb|neptune)\\s+delete-db-(?:instance|cluster)\\b(?:[^-]|$)"
    words    = ["aws"]
    example  = "aws rds delete-db-instance --db-instance-identifier shop --skip-final-snapshot"
    innocent = "aws rds describe-db-instances"
    loses    = "database; \"all automated backups for that instance are deleted and can't be recovered\"; manual snapshots stay"
    destroys = "aws_db_instance"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]
    research = ["rds:DeleteDBInstance / rds:DeleteDBCluster"]
    curated  = ["call"]
  }

  operation "rds delete-db-snapshot" {
    kind     = "cli"
    call     = "aws rds delete-db-snapshot | delete-db-cluster-snapshot | delete-db-instance-automated-backup"
    pattern  = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*rds\\s+delete-db-(?:cluster-)?(?:snapshot|instance-automated-backup|automated-backup)\\b"
    words    = ["aws"]
    example  = "aws rds delete-db-snapshot --db-snapshot-identifier s"
    loses    = "a copy of a database"
    destroys = "aws_db_snapshot"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://docs.aws.amazon.com/cli/latest/reference/rds/delete-db-snapshot.html"]
  }

  operation "ec2 delete-volume" {
    kind     = "api"
    call     = "ec2:DeleteVolume, ec2:TerminateInstances, ec2:DeleteSnapshot"
    pattern  = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*ec2\\s+(?:delete-volume|terminate-instances|delete-snapshot)\\b"
    words    = ["aws"]
    example  = "aws --region eu-west-1 ec2 delete-volume --volume-id vol-1"
    innocent = "aws ec2 describe-volumes"
    loses    = "EBS volume; instance + volumes with DeleteOnTermination; snapshot"
    destroys = "aws_ebs_volume"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/ec2/2016-11-15/service-2.json"]
    research = ["ec2:DeleteVolume, ec2:TerminateInstances, ec2:DeleteSnapshot"]
  }

  operation "dynamodb delete-table" {
    kind     = "api"
    call     = "dynamodb:DeleteTable"
    pattern  = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*dynamodb\\s+delete-table\\b"
    words    = ["aws"]
    example  = "aws dynamodb delete-table --table-name orders"
    innocent = "aws dynamodb describe-table --table-name orders"
    loses    = "table and all items"
    destroys = "aws_dynamodb_table"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/dynamodb/2012-08-10/service-2.json"]
    research = ["dynamodb:DeleteTable"]
  }

  operation "s3 rb" {
    kind     = "api"
    call     = "s3:DeleteBucket, s3:DeleteObject, s3:DeleteObjectVersion  (aws s3 rb --force, aws s3 rm --recursive)"
    pattern  = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*s3\\s+(?:rb\\b[^\\n;|&]*--force\\b|rm\\b[^\\n;|&]*s3://(?:[{]{2}[^}]*[}]{2}|[{][^{}\\s]*[}]|[^/\\s\"'{}])+/?[\"'\\s][^\\n;|&]*--recursive\\b|rm\\b[^\\n;|&]*--recursive\\b[^\\n;|&]*s3://(?:[{]{2}[^}]*[}]{2}|[{][^{}\\s]*[}]|[^/\\s\"'{}])+/?(?:[\"'\\s;|&]|$))|\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*s3api\\s+delete-(?:bucket|objects)\\b(?:[^-]|$)"
    words    = ["aws"]
    example  = "aws s3 rb s3://uploads --force"
    innocent = "aws s3 rm s3://uploads/builds/42 --recursive"
    loses    = "bucket (must be empty, incl. versions); objects"
    destroys = "aws_s3_bucket"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/s3/2006-03-01/service-2.json"]
    research = ["s3:DeleteBucket / DeleteObject(Version)"]
    curated  = ["call"]
  }

  operation "delete-cluster" {
    kind     = "api"
    call     = "elasticache:DeleteReplicationGroup, redshift:DeleteCluster, opensearch:DeleteDomain, memorydb:DeleteCluster, efs:DeleteFileSystem, fsx:DeleteFileSystem, docdb:DeleteDBCluster"
    pattern  = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:elasticache\\s+delete-replication-group|redshift\\s+delete-cluster|opensearch\\s+delete-domain|memorydb\\s+delete-cluster|efs\\s+delete-file-system|fsx\\s+delete-file-system)\\b"
    words    = ["aws"]
    example  = "aws efs delete-file-system --file-system-id fs-1"
    loses    = "cluster/file system; OpenSearch: \"You can't recover a domain after you delete it\""
    destroys = "aws_efs_file_system"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/elasticache/2015-02-02/service-2.json",
      "https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/opensearch/2021-01-01/service-2.json",
      "https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/fsx/2018-03-01/service-2.json",
    ]
    research = ["elasticache:DeleteReplicationGroup, redshift:DeleteCluster, opensearch:DeleteDomain, memorydb:DeleteCluster, efs:DeleteFileSystem, fsx:DeleteFileSystem, docdb:DeleteDBCluster"]
  }

  operation "kms schedule-key-deletion" {
    kind     = "api"
    call     = "kms:ScheduleKeyDeletion"
    pattern  = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*kms\\s+schedule-key-deletion\\b"
    words    = ["aws"]
    example  = "aws kms schedule-key-deletion --key-id k"
    loses    = "every datum encrypted under the key"
    destroys = "aws_kms_key"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/kms/2014-11-01/service-2.json"]
    research = ["kms:ScheduleKeyDeletion"]
  }

  operation "backup delete-recovery-point" {
    kind     = "api"
    call     = "backup:DeleteRecoveryPoint, backup:DeleteBackupVault (empty only), cloudformation:DeleteStack, secretsmanager:DeleteSecret"
    pattern  = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:backup\\s+delete-(?:recovery-point|backup-vault)|cloudformation\\s+delete-stack|secretsmanager\\s+delete-secret)\\b"
    words    = ["aws"]
    example  = "aws backup delete-recovery-point --backup-vault-name v --recovery-point-arn a"
    innocent = "aws cloudformation deploy --stack-name s"
    loses    = "recovery point; stack resources; secret"
    destroys = "aws_backup_recovery_point"
    needs    = ["delete", "delete_backups"]
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/backup/2018-11-15/service-2.json"]
    research = ["backup:DeleteRecoveryPoint, backup:DeleteBackupVault (empty only), cloudformation:DeleteStack, secretsmanager:DeleteSecret"]
  }

  store "aws_db_instance" {
    title    = "RDS instance"
    holds    = "a database"
    primary  = true
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]

    backup "aws_db_automated_backup" {
      title     = "automated backups of an RDS database"
      on_delete = "depends"
      option    = "the call says DeleteAutomatedBackups=false"
      default   = "destroyed (default true)"
      exists    = "by-default"
      verified  = true
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]
      research  = ["RDS instance/cluster -> automated backups"]
      curated   = ["option"]
    }

    backup "aws_db_snapshot" {
      title     = "manual snapshots of an RDS database"
      on_delete = "retained"
      default   = "kept"
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]
      research  = ["RDS/DocumentDB -> manual snapshots"]
    }

    backup "aws_db_final_snapshot" {
      title     = "final snapshots of an RDS database"
      on_delete = "depends"
      option    = "the call does not say SkipFinalSnapshot (SkipFinalClusterSnapshot for Redshift)"
      default   = "API default: a final snapshot is taken (identifier required); Terraform aws_db_instance skip_final_snapshot default false (unverified here)"
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]
      research  = ["RDS/Redshift/DocumentDB -> final snapshot"]
      curated   = ["option"]
    }
  }

  store "aws_rds_cluster" {
    title    = "RDS or Aurora cluster"
    holds    = "a database"
    primary  = true
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]

    backup "aws_db_automated_backup" {
      title     = "automated backups of an RDS database"
      on_delete = "depends"
      option    = "the call says DeleteAutomatedBackups=false"
      default   = "destroyed (default true)"
      exists    = "by-default"
      verified  = true
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]
      research  = ["RDS instance/cluster -> automated backups"]
      curated   = ["option"]
    }

    backup "aws_db_snapshot" {
      title     = "manual snapshots of an RDS database"
      on_delete = "retained"
      default   = "kept"
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]
      research  = ["RDS/DocumentDB -> manual snapshots"]
    }

    backup "aws_db_final_snapshot" {
      title     = "final snapshots of an RDS database"
      on_delete = "depends"
      option    = "the call does not say SkipFinalSnapshot (SkipFinalClusterSnapshot for Redshift)"
      default   = "API default: a final snapshot is taken (identifier required); Terraform aws_db_instance skip_final_snapshot default false (unverified here)"
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]
      research  = ["RDS/Redshift/DocumentDB -> final snapshot"]
      curated   = ["option"]
    }
  }

  store "aws_ebs_volume" {
    title    = "EBS volume"
    holds    = "a disk"
    primary  = true
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/ec2/2016-11-15/service-2.json"]

    backup "aws_ebs_snapshot" {
      title     = "snapshots of an EBS volume"
      on_delete = "retained"
      default   = "snapshots are separate resources"
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/ec2/2016-11-15/service-2.json"]
      research  = ["EBS volume -> snapshots"]
    }
  }

  store "aws_instance" {
    title    = "EC2 instance"
    holds    = "the disk of a server"
    verified = true
    sources  = ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/concepts.html"]

    backup "aws_instance_volume" {
      title     = "volumes attached to an EC2 instance"
      on_delete = "depends"
      option    = "their DeleteOnTermination is false"
      default   = "root volume true by default (unverified)"
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/ec2/2016-11-15/service-2.json"]
      research  = ["EC2 instance -> attached EBS volumes"]
      curated   = ["option"]
    }
  }

  store "aws_fsx_file_system" {
    title    = "FSx file system"
    holds    = "files"
    primary  = true
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/fsx/2018-03-01/service-2.json"]

    backup "aws_fsx_backup" {
      title     = "automatic backups of an FSx file system"
      on_delete = "destroyed"
      option    = "final backup by default for FSx for Windows"
      default   = "destroyed"
      exists    = "by-default"
      verified  = true
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/fsx/2018-03-01/service-2.json"]
      research  = ["FSx file system -> automatic backups and snapshots"]
    }
  }

  store "aws_lightsail_database" {
    title    = "Lightsail database"
    holds    = "a database"
    primary  = true
    verified = true
    sources  = ["https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-databases.html"]

    backup "aws_lightsail_backup" {
      title     = "automatic backups of a Lightsail database"
      on_delete = "destroyed"
      option    = "final snapshot option"
      default   = "destroyed"
      exists    = "by-default"
      research  = ["Lightsail managed database -> automatic backups"]
    }
  }

  store "aws_secretsmanager_secret" {
    title    = "Secrets Manager secret"
    holds    = "secrets"
    verified = true
    sources  = ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html"]

    undo {
      hours    = 720
      by       = "by whoever may call RestoreSecret; 7 to 30 days as chosen when deleting, 30 by default"
      verified = true
      sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/secretsmanager/2017-10-17/service-2.json"]
      research = ["Secrets Manager secret"]
    }
  }

  store "aws_kms_key" {
    title    = "KMS key"
    holds    = "the key to other data"
    verified = true
    sources  = ["https://docs.aws.amazon.com/kms/latest/developerguide/overview.html"]

    undo {
      hours    = 720
      by       = "by whoever may call CancelKeyDeletion; 7 to 30 days as chosen when deleting, 30 by default"
      verified = true
      sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/kms/2014-11-01/service-2.json"]
      research = ["KMS key"]
    }
  }

  store "aws_s3_bucket" {
    title    = "S3 bucket"
    holds    = "objects"
    primary  = true
    verified = true
    sources  = ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html"]
  }

  store "aws_dynamodb_table" {
    title    = "DynamoDB table"
    holds    = "items"
    primary  = true
    verified = true
    sources  = ["https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html"]
  }

  store "aws_efs_file_system" {
    title    = "EFS file system"
    holds    = "files"
    primary  = true
    verified = true
    sources  = ["https://docs.aws.amazon.com/efs/latest/ug/whatisefs.html"]
  }

  store "aws_redshift_cluster" {
    title    = "Redshift cluster"
    holds    = "a data warehouse"
    primary  = true
    verified = true
    sources  = ["https://docs.aws.amazon.com/redshift/latest/mgmt/welcome.html"]
  }

  store "aws_docdb_cluster" {
    title    = "DocumentDB cluster"
    holds    = "documents"
    primary  = true
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]

    backup "aws_docdb_snapshot" {
      title     = "manual snapshots of a DocumentDB cluster"
      on_delete = "retained"
      default   = "kept"
      exists    = "when-enabled"
      verified  = true
      sources   = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]
      research  = ["RDS/DocumentDB -> manual snapshots"]
    }
  }

  store "aws_opensearch_domain" {
    title    = "OpenSearch domain"
    holds    = "an index"
    verified = true
    sources  = ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/what-is.html"]
  }

  store "aws_elasticache_replication_group" {
    title    = "ElastiCache replication group"
    holds    = "a cache"
    verified = true
    sources  = ["https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/WhatIs.html"]
  }

  scope "aws_account" {
    title = "AWS account"
    level = "account"
  }

  scope "aws_organization" {
    title = "AWS organization"
    level = "account"
  }

  scope "aws_backup_vault" {
    title = "AWS Backup vault"
    level = "project"

    backup "aws_backup_recovery_point" {
      title     = "recovery points in an AWS Backup vault"
      on_delete = "retained"
      exists    = "when-enabled"
      note      = "A vault that holds recovery points cannot be deleted; each of them can."
      verified  = true
      sources   = ["https://docs.aws.amazon.com/aws-backup/latest/devguide/delete-a-vault.html"]
    }
  }

  lock "RDS DeletionProtection" {
    on       = "aws_db_instance"
    level    = "api"
    default  = "off (\"By default, deletion protection isn't enabled\")"
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rds/2014-10-31/service-2.json"]
    research = ["RDS DeletionProtection"]
  }

  lock "DynamoDB DeletionProtectionEnabled" {
    on       = "aws_dynamodb_table"
    level    = "api"
    default  = "off (default unverified)"
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/dynamodb/2012-08-10/service-2.json"]
    research = ["DynamoDB DeletionProtectionEnabled"]
  }

  lock "AWS Backup Vault Lock" {
    on       = "aws_backup_vault"
    level    = "immutable"
    default  = "off; \"preventing attempts to delete any recovery point\""
    note     = "in compliance mode nobody lifts it; in governance mode those may who have the permission"
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/backup/2018-11-15/service-2.json"]
    research = ["AWS Backup Vault Lock"]
  }

  lock "Recycle Bin" {
    on       = "aws_ebs_snapshot"
    level    = "none"
    default  = "off"
    verified = true
    sources  = ["https://github.com/boto/botocore/blob/0e6e2404b8/botocore/data/rbin/2021-06-15/service-2.json"]
    research = ["Recycle Bin retention rules (EBS snapshots, AMIs)"]
  }

  use "storage" {
    says    = "copies to or from S3"
    pattern = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*s3\\s+(?:sync|cp|ls|mv|presign)\\b|\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*s3api\\s+(?:put|get|head|list)-"
    words   = ["aws"]
    example = "aws s3 sync dist s3://www --delete"
    sources = ["https://docs.aws.amazon.com/cli/latest/reference/s3/"]
  }

  use "registry" {
    says    = "pushes and pulls images"
    pattern = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*ecr(?:-public)?\\s+(?:get-login-password|get-login|get-authorization-token|describe-\\S+|batch-\\S+|put-image)\\b"
    words   = ["aws"]
    example = "aws ecr get-login-password --region eu-west-1"
    sources = ["https://docs.aws.amazon.com/cli/latest/reference/ecr/"]
  }

  use "cache" {
    says    = "invalidates a CDN"
    pattern = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*cloudfront\\s+create-invalidation\\b"
    words   = ["aws"]
    example = "aws cloudfront create-invalidation --distribution-id E1 --paths \"/*\""
    sources = ["https://docs.aws.amazon.com/cli/latest/reference/cloudfront/create-invalidation.html"]
  }

  use "deploy" {
    says    = "deploys a service or function"
    pattern = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:ecs\\s+(?:update-service|register-task-definition|wait)|lambda\\s+(?:update-function-\\S+|publish-version)|elasticbeanstalk\\s+update-environment|deploy\\s+create-deployment|amplify\\s+start-deployment)\\b"
    words   = ["aws"]
    example = "aws ecs update-service --cluster c --service s --force-new-deployment"
    sources = ["https://docs.aws.amazon.com/cli/latest/reference/ecs/update-service.html"]
  }

  use "kubeconfig" {
    says    = "fetches a cluster's access"
    pattern = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*eks\\s+(?:update-kubeconfig|get-token)\\b"
    words   = ["aws"]
    example = "aws eks update-kubeconfig --name prod"
    sources = ["https://docs.aws.amazon.com/cli/latest/reference/eks/update-kubeconfig.html"]
  }

  use "read" {
    says    = "asks who it is"
    pattern = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*sts\\s+get-caller-identity\\b"
    words   = ["aws"]
    example = "aws sts get-caller-identity"
    sources = ["https://docs.aws.amazon.com/cli/latest/reference/sts/get-caller-identity.html"]
  }

  use "mail" {
    says    = "sends mail"
    pattern = "\\baws\\s+(?:--?[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:ses|sesv2)\\s+send-\\S+"
    words   = ["aws"]
    example = "aws ses send-email --from a@example.com"
    sources = ["https://docs.aws.amazon.com/cli/latest/reference/ses/send-email.html"]
  }
}
