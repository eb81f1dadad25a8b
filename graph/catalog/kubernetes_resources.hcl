# SPDX-License-Identifier: Apache-2.0
# How infrastructure as code declares the stores of this provider.

resources "kubernetes" {
  resource "kubernetes_persistent_volume_v1" {
    research       = ["terraform kubernetes_persistent_volume_v1"]
    format         = "terraform"
    role           = "data"
    holds          = "persistent volume"
    on_delete      = "depends"
    on_delete_says = "Delete policy removes the backing volume."
    sources        = ["https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/persistent_volume_v1"]
    verified       = true

    setting "spec.persistent_volume_reclaim_policy" {
      kind     = "keep"
      safe     = ["Retain"]
      default  = "Retain"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/persistent_volume_v1"
    }
    also   = ["terraform kubernetes_persistent_volume"]
    store  = "kubernetes_persistent_volume"
    title  = "persistent volume"
    names  = ["metadata.name"]
    unique = "parent"
  }

  resource "kubernetes_persistent_volume_claim_v1" {
    research       = ["terraform kubernetes_persistent_volume_claim_v1"]
    format         = "terraform"
    role           = "data"
    holds          = "claim"
    on_delete      = "depends"
    on_delete_says = "Follows PV / StorageClass policy. Edge: spec.volume_name, spec.storage_class_name, metadata.namespace."
    sources        = ["https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/persistent_volume_claim_v1"]
    verified       = true
    also           = ["terraform kubernetes_persistent_volume_claim"]
    store          = "kubernetes_persistent_volume_claim"
    title          = "persistent volume claim"
    names          = ["metadata.name"]
    unique         = "parent"
  }

  resource "kubernetes_storage_class_v1" {
    research  = ["terraform kubernetes_storage_class_v1"]
    format    = "terraform"
    role      = "edge"
    holds     = "dynamic volumes"
    on_delete = "destroyed"
    sources   = ["https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/storage_class_v1"]
    verified  = true

    setting "reclaim_policy" {
      kind     = "keep"
      safe     = ["Retain"]
      default  = "Delete"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/storage_class_v1"
    }
    curated = ["role"]
  }

  resource "kubernetes_stateful_set_v1" {
    research  = ["terraform kubernetes_stateful_set_v1"]
    format    = "terraform"
    role      = "edge"
    holds     = "stateful pods"
    on_delete = "depends"
    sources   = ["https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/stateful_set_v1"]
    verified  = true

    setting "spec.persistent_volume_claim_retention_policy.when_deleted" {
      kind     = "keep"
      safe     = ["Retain"]
      default  = "Retain"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/stateful_set_v1"
      unsafe   = ["Delete"]
    }

    setting "spec.persistent_volume_claim_retention_policy.when_scaled" {
      kind     = "keep"
      safe     = ["Retain"]
      default  = "Retain"
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/stateful_set_v1"
    }
    also    = ["terraform kubernetes_stateful_set"]
    curated = ["role"]
  }

  resource "helm_release" {
    research       = ["terraform helm_release"]
    format         = "terraform"
    role           = "edge"
    holds          = "chart (values set persistence/backup)"
    on_delete      = "depends"
    on_delete_says = "Evaluate values like a Helm release."
    sources        = ["https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release"]
    verified       = true

    setting "values/set persistence.*, helm.sh/resource-policy" {
      kind     = "other"
      safe     = ["keep"]
      verified = true
      source   = "https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release"
    }
    curated = ["role"]
  }

  resource "v1/PersistentVolume" {
    research       = ["kubernetes v1/PersistentVolume"]
    format         = "kubernetes"
    role           = "data"
    holds          = "volume"
    on_delete      = "depends"
    on_delete_says = "Delete removes the backing disk when the claim goes. Sharing identity: spec.csi.driver+volumeHandle | nfs.server+path | hostPath.path(+node) | awsElasticBlockStore.volumeID | gcePersistentDisk.pdName | azureDisk.diskURI | cephfs/glusterfs."
    sources        = ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/"]
    verified       = true

    setting "spec.persistentVolumeReclaimPolicy" {
      kind     = "keep"
      safe     = ["Retain"]
      default  = "Retain (manual) / Delete (dynamic)"
      verified = true
      source   = "https://kubernetes.io/docs/concepts/storage/persistent-volumes/"
    }

    setting "metadata.finalizers" {
      kind     = "other"
      safe     = ["kubernetes.io/pv-protection"]
      verified = true
      source   = "https://kubernetes.io/docs/concepts/storage/persistent-volumes/"
    }

    backed_by "snapshot.storage.k8s.io/v1/VolumeSnapshot" {
      attr = "spec.source.persistentVolumeClaimName"
      note = "spec.source.persistentVolumeClaimName (via claimRef)"
    }
  }

  resource "v1/PersistentVolumeClaim" {
    research       = ["kubernetes v1/PersistentVolumeClaim"]
    format         = "kubernetes"
    role           = "data"
    holds          = "claim"
    on_delete      = "depends"
    on_delete_says = "Namespace deletion deletes the claim."
    sources        = ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/"]
    verified       = true

    setting "metadata.annotations[helm.sh/resource-policy]" {
      kind     = "other"
      safe     = ["keep"]
      default  = "absent"
      verified = true
      source   = "https://helm.sh/docs/howto/charts_tips_and_tricks/"
    }

    setting "StorageClass.reclaimPolicy (via spec.storageClassName)" {
      kind     = "other"
      safe     = ["Retain"]
      default  = "Delete"
      verified = true
      source   = "https://kubernetes.io/docs/concepts/storage/persistent-volumes/"
    }

    backed_by "snapshot.storage.k8s.io/v1/VolumeSnapshot" {
      attr = "spec.source.persistentVolumeClaimName"
    }

    backed_by "batch/v1/CronJob" {
      attr = "spec.jobTemplate…volumes"
      note = "same claim as source AND destination = backup inside the data"
    }

    backed_by "velero.io/v1/Schedule" {
      attr = "spec.template.includedNamespaces"
    }

    backed_by "volsync ReplicationSource" {
      attr = "spec.sourcePVC"
      note = "unverified"
    }
  }

  resource "storage.k8s.io/v1/StorageClass" {
    research       = ["kubernetes storage.k8s.io/v1/StorageClass"]
    format         = "kubernetes"
    role           = "data"
    holds          = "dynamic volumes"
    on_delete      = "destroyed"
    on_delete_says = "reclaimPolicy defaults to Delete."
    sources        = ["https://kubernetes.io/docs/concepts/storage/storage-classes/"]
    verified       = true

    setting "reclaimPolicy" {
      kind     = "keep"
      safe     = ["Retain"]
      default  = "Delete"
      verified = true
      source   = "https://kubernetes.io/docs/concepts/storage/storage-classes/"
    }
  }

  resource "apps/v1/StatefulSet" {
    research       = ["kubernetes apps/v1/StatefulSet"]
    format         = "kubernetes"
    role           = "data"
    holds          = "stateful pods"
    on_delete      = "depends"
    on_delete_says = "Claims: spec.volumeClaimTemplates[] -> <tpl>-<sts>-<ordinal>."
    sources        = ["https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/"]
    verified       = true

    setting "spec.persistentVolumeClaimRetentionPolicy.whenDeleted" {
      kind     = "keep"
      safe     = ["Retain"]
      default  = "Retain"
      verified = true
      source   = "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/"
      unsafe   = ["Delete"]
    }

    setting "spec.persistentVolumeClaimRetentionPolicy.whenScaled" {
      kind     = "keep"
      safe     = ["Retain"]
      default  = "Retain"
      verified = true
      source   = "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/"
      unsafe   = ["Delete"]
    }
  }

  resource "snapshot.storage.k8s.io/v1/VolumeSnapshotClass" {
    research  = ["kubernetes snapshot.storage.k8s.io/v1/VolumeSnapshotClass"]
    format    = "kubernetes"
    role      = "backup"
    holds     = "snapshots"
    on_delete = "depends"
    sources   = ["https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/"]
    verified  = true

    setting "deletionPolicy" {
      kind     = "final"
      safe     = ["Retain"]
      default  = "required"
      verified = true
      source   = "https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/"
      unsafe   = ["Delete"]
    }
  }

  resource "snapshot.storage.k8s.io/v1/VolumeSnapshot" {
    research       = ["kubernetes snapshot.storage.k8s.io/v1/VolumeSnapshot"]
    format         = "kubernetes"
    role           = "backup"
    holds          = "snapshot"
    on_delete      = "depends"
    on_delete_says = "Namespaced: deleting the namespace deletes it."
    sources        = ["https://kubernetes.io/docs/concepts/storage/volume-snapshots/"]
    verified       = true

    setting "spec.volumeSnapshotClassName -> VolumeSnapshotClass.deletionPolicy" {
      kind     = "other"
      safe     = ["Retain"]
      default  = "cluster default class"
      verified = true
      source   = "https://kubernetes.io/docs/concepts/storage/volume-snapshots/"
    }

    backed_by "v1/PersistentVolumeClaim" {
      attr = "spec.source.persistentVolumeClaimName"
      note = "source"
    }
  }

  resource "snapshot.storage.k8s.io/v1/VolumeSnapshotContent" {
    research       = ["kubernetes snapshot.storage.k8s.io/v1/VolumeSnapshotContent"]
    format         = "kubernetes"
    role           = "backup"
    holds          = "snapshot object"
    on_delete      = "depends"
    on_delete_says = "Cluster-scoped."
    sources        = ["https://kubernetes.io/docs/concepts/storage/volume-snapshots/"]
    verified       = true

    setting "spec.deletionPolicy" {
      kind     = "other"
      safe     = ["Retain"]
      default  = "required"
      verified = true
      source   = "https://kubernetes.io/docs/concepts/storage/volume-snapshots/"
    }
  }

  resource "velero.io/v1/Schedule" {
    research       = ["kubernetes velero.io/v1/Schedule"]
    format         = "kubernetes"
    role           = "backup"
    holds          = "backup plan"
    on_delete      = "retained_days"
    on_delete_says = "Objects go to the BackupStorageLocation; plain CSI/native snapshots stay in the storage system next to the data unless snapshotMoveData / fs-backup."
    sources        = ["https://velero.io/docs/main/api-types/schedule/"]
    verified       = true

    setting "spec.useOwnerReferencesInBackup" {
      kind     = "backup"
      safe     = ["false"]
      default  = "false"
      verified = true
      source   = "https://velero.io/docs/main/api-types/schedule/"
      unsafe   = ["true"]
    }

    setting "spec.template.ttl" {
      kind     = "other"
      safe     = [">=168"]
      default  = "720h0m0s"
      unit     = "hours"
      verified = true
      source   = "https://velero.io/docs/main/api-types/schedule/"
    }

    setting "spec.template.snapshotMoveData" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://velero.io/docs/main/api-types/schedule/"
    }

    setting "spec.template.defaultVolumesToFsBackup" {
      kind     = "backup"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://velero.io/docs/main/api-types/schedule/"
    }

    setting "spec.template.snapshotVolumes" {
      kind     = "backup"
      safe     = ["true"]
      verified = true
      source   = "https://velero.io/docs/main/api-types/schedule/"
    }

    backed_by "velero.io/v1/BackupStorageLocation" {
      attr = "spec.template.storageLocation"
    }
  }

  resource "velero.io/v1/BackupStorageLocation" {
    research       = ["kubernetes velero.io/v1/BackupStorageLocation"]
    format         = "kubernetes"
    role           = "backup"
    holds          = "backup target"
    on_delete      = "depends"
    on_delete_says = "Edge: bucket + spec.credential (secret) -> cross-environment backup target and credential."
    sources        = ["https://velero.io/docs/main/api-types/backupstoragelocation/"]
    verified       = true

    setting "spec.objectStorage.bucket+prefix" {
      kind     = "other"
      safe     = ["not shared by staging and production"]
      verified = true
      source   = "https://velero.io/docs/main/api-types/backupstoragelocation/"
    }

    setting "spec.accessMode" {
      kind     = "other"
      safe     = ["ReadWrite"]
      default  = "ReadWrite"
      verified = true
      source   = "https://velero.io/docs/main/api-types/backupstoragelocation/"
    }
  }

  resource "postgresql.cnpg.io/v1/Cluster" {
    research       = ["kubernetes postgresql.cnpg.io/v1/Cluster"]
    format         = "kubernetes"
    role           = "data"
    holds          = "PostgreSQL (CloudNativePG)"
    on_delete      = "depends"
    on_delete_says = "PVCs are owned by the Cluster (inferred, unverified): deleting the Cluster deletes them. Object-store backups survive. In-tree barmanObjectStore deprecated since 1.26."
    sources        = ["https://cloudnative-pg.io/documentation/current/backup/"]
    verified       = true

    setting "spec.backup.volumeSnapshot.snapshotOwnerReference" {
      kind     = "backup"
      safe     = ["none"]
      default  = "none"
      verified = true
      source   = "https://cloudnative-pg.io/documentation/current/backup/"
      unsafe   = ["cluster", "backup"]
    }

    setting "spec.backup.barmanObjectStore.destinationPath | spec.plugins[] (barman-cloud)" {
      kind     = "other"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://cloudnative-pg.io/documentation/current/backup/"
    }

    setting "spec.backup.retentionPolicy" {
      kind     = "retention"
      safe     = [">=7"]
      verified = true
      source   = "https://cloudnative-pg.io/documentation/current/backup/"
    }

    backed_by "postgresql.cnpg.io/v1/ScheduledBackup" {
      attr = "spec.cluster.name"
      note = "backupOwnerReference none|self|cluster: cluster = backup objects deleted with the cluster"
    }

    backed_by "postgresql.cnpg.io/v1/Backup" {
      attr = "spec.cluster.name"
    }

    backed_by "barmancloud.cnpg.io/v1/ObjectStore" {
      attr = "spec.plugins"
      note = "spec.plugins[].parameters.barmanObjectName"
    }
  }

  resource "postgresql.cnpg.io/v1/ScheduledBackup" {
    research  = ["kubernetes postgresql.cnpg.io/v1/ScheduledBackup"]
    format    = "kubernetes"
    role      = "backup"
    holds     = "backup plan"
    on_delete = "depends"
    sources   = ["https://cloudnative-pg.io/documentation/current/backup/"]
    verified  = true

    setting "spec.backupOwnerReference" {
      kind     = "backup"
      safe     = ["none", "self"]
      default  = "none"
      verified = true
      source   = "https://cloudnative-pg.io/documentation/current/backup/"
    }

    setting "spec.method" {
      kind     = "other"
      safe     = ["barmanObjectStore|plugin|volumeSnapshot"]
      default  = "barmanObjectStore"
      verified = true
      source   = "https://cloudnative-pg.io/documentation/current/backup/"
    }

    backed_by "postgresql.cnpg.io/v1/Cluster" {
      attr = "spec.cluster.name"
      note = "source"
    }
  }

  resource "postgresql.cnpg.io/v1/Database" {
    research  = ["kubernetes postgresql.cnpg.io/v1/Database"]
    format    = "kubernetes"
    role      = "data"
    holds     = "database"
    on_delete = "depends"
    sources   = ["https://cloudnative-pg.io/documentation/current/declarative_database_management/"]
    verified  = true

    setting "spec.databaseReclaimPolicy" {
      kind     = "keep"
      safe     = ["retain"]
      default  = "retain"
      verified = true
      source   = "https://cloudnative-pg.io/documentation/current/declarative_database_management/"
      unsafe   = ["delete"]
    }
  }

  resource "acid.zalan.do/v1/postgresql" {
    research       = ["kubernetes acid.zalan.do/v1/postgresql"]
    format         = "kubernetes"
    role           = "data"
    holds          = "PostgreSQL (Zalando)"
    on_delete      = "destroyed"
    on_delete_says = "The operator deletes PVCs on CR removal by default; S3 WAL/logical backups survive."
    sources        = ["https://github.com/zalando/postgres-operator/blob/master/docs/reference/operator_parameters.md"]
    verified       = true

    setting "operator delete_annotation_date_key + delete_annotation_name_key" {
      kind     = "other"
      safe     = ["nonempty"]
      default  = "empty (off)"
      scope    = "api"
      verified = true
      source   = "https://github.com/zalando/postgres-operator/blob/master/docs/reference/operator_parameters.md"
    }

    setting "operator enable_persistent_volume_claim_deletion" {
      kind     = "other"
      safe     = ["false"]
      default  = "true"
      verified = true
      source   = "https://github.com/zalando/postgres-operator/blob/master/docs/reference/operator_parameters.md"
      unsafe   = ["true"]
    }

    setting "spec.enableLogicalBackup" {
      kind     = "other"
      safe     = ["true"]
      default  = "false"
      verified = true
      source   = "https://github.com/zalando/postgres-operator/blob/master/docs/reference/operator_parameters.md"
      note     = "base backups and WAL are set up in the operator"
      curated  = ["kind"]
    }

    setting "operator wal_s3_bucket / logical_backup_s3_bucket" {
      kind     = "other"
      safe     = ["nonempty"]
      verified = true
      source   = "https://github.com/zalando/postgres-operator/blob/master/docs/reference/operator_parameters.md"
    }
  }

  resource "postgres-operator.crunchydata.com/v1beta1/PostgresCluster" {
    research       = ["kubernetes postgres-operator.crunchydata.com/v1beta1/PostgresCluster"]
    format         = "kubernetes"
    role           = "data"
    holds          = "PostgreSQL (Crunchy)"
    on_delete      = "depends"
    on_delete_says = "A repos[].volume PVC has a controllerReference to the PostgresCluster, so it is deleted with it (pgbackrest.go:781); object-store repos survive."
    sources        = ["https://github.com/CrunchyData/postgres-operator/blob/main/internal/controller/postgrescluster/pgbackrest.go"]
    verified       = true

    setting "spec.backups.pgbackrest.repos[].{s3,gcs,azure}" {
      kind     = "other"
      safe     = ["present"]
      default  = "absent"
      verified = true
      source   = "https://github.com/CrunchyData/postgres-operator/blob/main/internal/controller/postgrescluster/pgbackrest.go"
    }

    setting "spec.backups.pgbackrest.repos[].volume" {
      kind     = "backup"
      safe     = ["not the only repo"]
      verified = true
      source   = "https://github.com/CrunchyData/postgres-operator/blob/main/internal/controller/postgrescluster/pgbackrest.go"
    }
  }

  resource "pxc/psmdb/pgv2 percona.com Cluster" {
    research       = ["kubernetes pxc/psmdb/pgv2 percona.com Cluster"]
    format         = "kubernetes"
    role           = "data"
    holds          = "Percona operators"
    on_delete      = "depends"
    on_delete_says = "Finalizers decide."
    sources        = ["https://docs.percona.com/percona-operator-for-mongodb/finalizers.html"]

    setting "metadata.finalizers without percona.com/delete-backups" {
      kind     = "other"
      safe     = ["absent"]
      default  = "absent"
      verified = true
      source   = "https://docs.percona.com/percona-operator-for-mongodb/finalizers.html"
    }

    setting "metadata.finalizers without percona.com/delete-pvc" {
      kind     = "other"
      safe     = ["absent"]
      verified = true
      source   = "https://docs.percona.com/percona-operator-for-mongodb/finalizers.html"
    }

    setting "metadata.finalizers" {
      kind     = "force"
      unsafe   = ["percona.com/delete-backups", "percona.com/delete-pvc"]
      default  = "absent"
      verified = true
      source   = "https://docs.percona.com/percona-operator-for-mongodb/finalizers.html"
    }
  }

  resource "batch/v1/CronJob" {
    research       = ["kubernetes batch/v1/CronJob"]
    format         = "kubernetes"
    role           = "backup"
    holds          = "backup job"
    on_delete      = "depends"
    on_delete_says = "Heuristic: image/command contains pg_dump|mysqldump|mongodump|restic|borg|rclone|velero|aws s3; destination = mounted PVC / hostPath / bucket. Finding when destination PVC == source PVC, or same namespace with Delete policy."
    sources        = ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/"]
    verified       = true

    backed_by "v1/PersistentVolumeClaim" {
      attr = "spec.jobTemplate.spec.template.spec.volumes"
      note = "destination"
    }
  }

  resource "v1/Namespace" {
    research       = ["kubernetes v1/Namespace"]
    format         = "kubernetes"
    role           = "container"
    holds          = "container of claims and snapshots"
    on_delete      = "destroyed"
    on_delete_says = "Deleting a namespace deletes its PVCs and VolumeSnapshots; PV survives only with Retain."
    sources        = ["https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"]
    verified       = true
  }

  resource "helm chart values: persistence.*" {
    research       = ["kubernetes helm chart values: persistence.*"]
    format         = "kubernetes"
    role           = "data"
    holds          = "claims of a chart"
    on_delete      = "depends"
    on_delete_says = "helm uninstall deletes templated PVCs unless keep; StatefulSet claims survive."
    sources        = ["https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource"]
    verified       = true

    setting "persistence.annotations[helm.sh/resource-policy] | persistence.resourcePolicy" {
      kind     = "other"
      safe     = ["keep"]
      verified = true
      source   = "https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource"
    }

    setting "primary.persistentVolumeClaimRetentionPolicy.whenDeleted (bitnami)" {
      kind     = "other"
      safe     = ["Retain"]
      default  = "Retain (and feature disabled)"
      verified = true
      source   = "https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource"
    }

    setting "persistence.enabled" {
      kind     = "other"
      safe     = ["true"]
      default  = "true"
      verified = true
      source   = "https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource"
    }

    setting "persistence.existingClaim" {
      kind     = "other"
      safe     = ["same name in two env value files = shared"]
      verified = true
      source   = "https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource"
    }

    backed_by "values backup.cronjob.storage.{existingClaim,resourcePolicy} (bitnami)" {
      attr = "backup.enabled"
      note = "resourcePolicy empty: backup PVC is deleted on uninstall"
    }
  }
}
