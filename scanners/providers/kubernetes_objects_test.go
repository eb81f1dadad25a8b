// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"fmt"
	"strings"
)

// clusterObjects is the cluster that TestKubernetesServer makes: each object
// under a line that names its resource.
var clusterObjects = strings.Join([]string{
	definition("snapshot.storage.k8s.io", "v1", "VolumeSnapshot", "volumesnapshots", "Namespaced"),
	definition("snapshot.storage.k8s.io", "v1", "VolumeSnapshotContent", "volumesnapshotcontents", "Cluster"),
	definition("snapshot.storage.k8s.io", "v1", "VolumeSnapshotClass", "volumesnapshotclasses", "Cluster"),
	definition("velero.io", "v1", "Schedule", "schedules", "Namespaced"),
	definition("velero.io", "v1", "Backup", "backups", "Namespaced"),
	definition("velero.io", "v1", "BackupStorageLocation", "backupstoragelocations", "Namespaced"),
	`# namespaces
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {environment: production}}}`,
	`# namespaces
{apiVersion: v1, kind: Namespace, metadata: {name: ci-staging, labels: {environment: staging}}}`,
	`# namespaces
{apiVersion: v1, kind: Namespace, metadata: {name: velero}}`,
	`# storageclasses
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: ebs.csi.aws.com, reclaimPolicy: Delete}`,
	volume("pv-orders", "Delete", "orders-data", "csi: {driver: ebs.csi.aws.com, volumeHandle: vol-0c4a7d19e2b85f631}"),
	volume("pv-uploads", "Retain", "uploads", "hostPath: {path: /srv/uploads}"),
	pvc("orders-data", "shop", "pv-orders"), pvc("uploads", "shop", "pv-uploads"), pvc("scratch", "ci-staging", ""),
	`# secrets
{apiVersion: v1, kind: Secret, metadata: {name: orders-db, namespace: shop, annotations: {kubectl.kubernetes.io/last-applied-configuration: "canary-of-an-annotation"}},
 stringData: {DATABASE_PASSWORD: canary-9f1c77a2dd31}}`,
	`# deployments
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders-db, namespace: shop}
spec:
  selector: {matchLabels: {app: orders-db}}
  template:
    metadata: {labels: {app: orders-db}}
    spec:
      containers:
      - {name: postgres, image: "postgres:16", volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]}
      volumes: [{name: data, persistentVolumeClaim: {claimName: orders-data}}]`,
	`# services
{apiVersion: v1, kind: Service, metadata: {name: orders, namespace: shop}, spec: {selector: {app: orders-db}, ports: [{port: 5432}]}}`,
	`# cronjobs
apiVersion: batch/v1
kind: CronJob
metadata: {name: dump, namespace: shop}
spec:
  schedule: "0 2 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - name: dump
            image: postgres:16
            env: [{name: PGHOST, value: orders}]
            command: [sh, -c, "pg_dump shop | aws s3 cp - s3://acme-shop-dumps/orders.sql"]`,
	`# deployments
apiVersion: apps/v1
kind: Deployment
metadata: {name: runner, namespace: ci-staging}
spec:
  selector: {matchLabels: {app: runner}}
  template:
    metadata: {labels: {app: runner}}
    spec:
      serviceAccountName: deployer
      containers: [{name: runner, image: "acme/runner:1"}]`,
	`# volumesnapshots
{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshot, metadata: {name: nightly, namespace: shop}, spec: {source: {persistentVolumeClaimName: orders-data}},
 status: {boundVolumeSnapshotContentName: content-1, readyToUse: true, creationTime: "2026-11-20T00:00:00Z"}}`,
	`# volumesnapshotcontents
{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshotContent, metadata: {name: content-1}, spec: {deletionPolicy: Retain, driver: ebs.csi.aws.com, volumeSnapshotRef: {name: nightly, namespace: shop}}}`,
	`# schedules
{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: daily, namespace: velero}, spec: {schedule: "0 3 * * *", template: {includedNamespaces: [shop], ttl: 720h0m0s}}}`,
	`# backups
{apiVersion: velero.io/v1, kind: Backup, metadata: {name: daily-1, namespace: velero, labels: {velero.io/schedule-name: daily}}, spec: {includedNamespaces: [shop]}, status: {phase: Completed}}`,
	role("claims", `{apiGroups: [""], resources: [persistentvolumeclaims], verbs: [get, list, delete]}`),
	role("looks", `{apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch]}`),
	role("one", `{apiGroups: [""], resources: [persistentvolumeclaims], resourceNames: [scratch], verbs: [delete]}`),
	role("spaces", `{apiGroups: [""], resources: [namespaces], verbs: [delete]}`),
	role("lists", `{apiGroups: [""], resources: [namespaces, persistentvolumeclaims], verbs: [list]}`),
	bind("ClusterRoleBinding", "deployer", "", "claims", "{kind: ServiceAccount, namespace: ci-staging, name: deployer}"),
	bind("ClusterRoleBinding", "looks", "", "looks", "{kind: ServiceAccount, namespace: ci-staging, name: looks}"),
	bind("ClusterRoleBinding", "named", "", "one", "{kind: ServiceAccount, namespace: ci-staging, name: named}"),
	bind("ClusterRoleBinding", "ann", "", "spaces", "{kind: User, apiGroup: rbac.authorization.k8s.io, name: ann@acme.example}"),
	bind("ClusterRoleBinding", "reader", "", "lists", "{kind: User, apiGroup: rbac.authorization.k8s.io, name: reader}"),
	bind("RoleBinding", "razes", "shop", "spaces", "{kind: ServiceAccount, namespace: shop, name: razes}"),
	bind("RoleBinding", "elsewhere", "ci-staging", "claims", "{kind: ServiceAccount, namespace: ci-staging, name: elsewhere}"),
}, "\n---\n")

func definition(group, version, kind, plural, scope string) string {
	return fmt.Sprintf(`# customresourcedefinitions
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: %[4]s.%[1]s
  annotations: {api-approved.kubernetes.io: "unapproved, for a test"}
spec:
  group: %[1]s
  scope: %[5]s
  names: {kind: %[3]s, plural: %[4]s, singular: %[6]s}
  versions: [{name: %[2]s, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]`,
		group, version, kind, plural, scope, strings.ToLower(kind))
}

func volume(name, policy, claim, source string) string {
	return fmt.Sprintf(`# persistentvolumes
{apiVersion: v1, kind: PersistentVolume, metadata: {name: %s}, spec: {capacity: {storage: 50Gi}, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: %s,
 storageClassName: fast, claimRef: {kind: PersistentVolumeClaim, namespace: shop, name: %s}, %s}}`, name, policy, claim, source)
}

func pvc(name, space, volume string) string {
	return fmt.Sprintf(`# persistentvolumeclaims
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: %s, namespace: %s}, spec: {accessModes: [ReadWriteOnce], storageClassName: fast, volumeName: %q, resources: {requests: {storage: 50Gi}}}}`, name, space, volume)
}

func role(name, rule string) string {
	return fmt.Sprintf("# clusterroles\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: %s}, rules: [%s]}", name, rule)
}

func bind(kind, name, space, role, subject string) string {
	if space != "" {
		space = ", namespace: " + space
	}
	return fmt.Sprintf(`# %ss
{apiVersion: rbac.authorization.k8s.io/v1, kind: %s, metadata: {name: %s%s}, subjects: [%s], roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}}`,
		strings.ToLower(kind), kind, name, space, subject, role)
}
