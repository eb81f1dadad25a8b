// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// write turns one file's manifests into a graph.
func write(text string) *graph.Graph {
	out := graph.NewFacts(secret.NewVault(), "")
	docs, _ := doc.YAML([]byte(text))
	v := &Variant{Key: "."}
	v.Holder = func(o *Object) graph.ID {
		return out.Node(graph.Thing{Kind: graph.Holder, Type: "file", Key: o.File, Name: o.File})
	}
	for _, d := range docs {
		v.Objects = append(v.Objects, Objects("a.yaml", d)...)
	}
	c := &Cluster{Variants: []*Variant{v}}
	c.Write(out)
	return graph.Build(out)
}

func TestIdentities(t *testing.T) {
	for source, want := range map[string]string{
		"csi: {driver: ebs.csi.aws.com, volumeHandle: vol-0a1b2c3d4e5f67890}":                       "aws_ebs_volume/vol-0a1b2c3d4e5f67890 global",
		"csi: {driver: efs.csi.aws.com, volumeHandle: 'fs-0a1b2c3d::fsap-0a1b2c3d'}":                "aws_efs_file_system/fs-0a1b2c3d::fsap-0a1b2c3d global",
		"csi: {driver: pd.csi.storage.gke.io, volumeHandle: projects/shop/zones/eu-a/disks/orders}": "google_compute_disk/projects/shop/zones/eu-a/disks/orders global",
		"awsElasticBlockStore: {volumeID: 'aws://eu-central-1a/vol-0a1b2c3d'}":                      "aws_ebs_volume/vol-0a1b2c3d global",
		"gcePersistentDisk: {pdName: orders}":                                                       "google_compute_disk/orders here",
		"nfs: {server: nfs.shop-infra.net, path: /export/orders}":                                   "nfs_share/nfs.shop-infra.net/export/orders global",
		"nfs: {server: 10.0.0.4, path: /export/orders}":                                             "nfs_share/10.0.0.4/export/orders here",
		"hostPath: {path: /var/data}":                                                               "kubernetes_host_path//var/data here",
		"csi: {driver: x.test, volumeHandle: ''}":                                                   "none",
		"csi: {driver: ebs.csi.aws.com, volumeHandle: '${VOLUME}'}":                                 "none",
		"emptyDir: {}": "none",
	} {
		docs, _ := doc.YAML([]byte(source))
		got := "none"
		if id, ok := identityOf(docs[0]); ok {
			got = id.key + map[bool]string{true: " global", false: " here"}[id.global]
		}
		if got != want {
			t.Errorf("%s is %s, not %s", source, got, want)
		}
	}
}

// TestOneNameInTwoNamespaces holds that a claim's name means nothing outside its
// namespace.
func TestOneNameInTwoNamespaces(t *testing.T) {
	g := write("apiVersion: v1\nkind: List\nitems:\n" +
		"- {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: staging}, spec: {}}\n" +
		"- {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: production}, spec: {}}\n")
	n := 0
	for range g.Nodes(graph.Store) {
		n++
	}
	if n != 2 {
		t.Errorf("%d stores, not 2", n)
	}
}

func BenchmarkWrite(b *testing.B) {
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c%d, namespace: shop}\nspec: {storageClassName: fast}\n", i)
	}
	for b.Loop() {
		write(text.String())
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a}\nspec: {nfs: {server: a.b, path: /x}, claimRef: {name: c}}\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\n")
	f.Add("apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{image: postgres, command: [pg_dump, -h, db]}]}}}}}\n")
	f.Add("apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: a}\nspec: {template: {ttl: 1h}}\n")
	f.Fuzz(func(_ *testing.T, text string) { write(text) })
}
