// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"strings"
	"unicode"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// An identity is which physical thing a volume is.
type identity struct {
	typ, key, name string
	node           *doc.Node // where it is written
	global         bool      // it means the same wherever it is written
}

// identitiesIn are the volumes that an object names by what lies behind them.
func identitiesIn(o *Object) []identity {
	if o.Kind == "PersistentVolume" {
		if id, ok := identityOf(o.value("spec")); ok {
			return []identity{id}
		}
		return nil
	}
	var ids []identity
	for v := range podOf(o).Get("volumes").Items() {
		if id, ok := identityOf(v); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// identityOf reads the source of a PersistentVolume, or of a pod's volume.
// https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes
func identityOf(n *doc.Node) (identity, bool) {
	if csi := n.Get("csi"); csi.Has("volumeHandle") {
		return csiIdentity(csi)
	}
	for _, in := range []struct{ source, field, typ string }{
		{"awsElasticBlockStore", "volumeID", "aws_ebs_volume"},
		{"gcePersistentDisk", "pdName", "google_compute_disk"},
		{"azureDisk", "diskURI", "azurerm_managed_disk"},
	} {
		if id := n.Get(in.source, in.field); id != nil {
			w := handle(id)
			w = strings.TrimPrefix(w[strings.LastIndexByte(w, '/')+1:], "/")
			return identity{in.typ, in.typ + "/" + w, w, id, in.typ == "aws_ebs_volume"}, w != ""
		}
	}
	if nfs := n.Get("nfs"); nfs != nil {
		host, ok := secret.Host(nfs.Get("server").Value())
		p := pathOf(nfs.Get("path"))
		if reach := secret.HostReach(host); !ok || p == "" || reach == secret.Fictional || reach == secret.Project { // a name of one cluster or network may be another server in the next
			return identity{}, false
		}
		global := secret.HostReach(host) == secret.Global && strings.ContainsFunc(host, unicode.IsLetter)
		return identity{"nfs_share", "nfs_share/" + host + p, host + ":" + p, nfs.Get("server"), global}, true
	}
	if host := n.Get("hostPath", "path"); host != nil {
		p := pathOf(host)
		return identity{"kubernetes_host_path", "kubernetes_host_path/" + p, p, host, false}, p != ""
	}
	return identity{}, false
}

// csiIdentity reads a driver's handle: unique for the driver, and for the drivers
// of the large clouds the id of the cloud's own volume.
func csiIdentity(csi *doc.Node) (identity, bool) {
	n := csi.Get("volumeHandle")
	h, driver := handle(n), csi.Get("driver").Word()
	if h == "" || driver == "" {
		return identity{}, false
	}
	switch driver {
	case "ebs.csi.aws.com":
		return identity{"aws_ebs_volume", "aws_ebs_volume/" + h, h, n, strings.HasPrefix(h, "vol-")}, true
	case "efs.csi.aws.com":
		return identity{"aws_efs_file_system", "aws_efs_file_system/" + h, h, n, strings.HasPrefix(h, "fs-")}, true
	case "fsx.csi.aws.com":
		return identity{"aws_fsx_file_system", "aws_fsx_file_system/" + h, h, n, strings.HasPrefix(h, "fs-")}, true
	case "pd.csi.storage.gke.io":
		name := h[strings.LastIndexByte(h, '/')+1:]
		global := strings.HasPrefix(h, "projects/") && !strings.HasPrefix(h, "projects/UNSPECIFIED/")
		key := "google_compute_disk/" + name
		if global {
			key = "google_compute_disk/" + h
		}
		return identity{"google_compute_disk", key, name, n, global}, true
	case "disk.csi.azure.com":
		name := h[strings.LastIndexByte(h, '/')+1:]
		return identity{"azurerm_managed_disk", "azurerm_managed_disk/" + h, name, n, strings.HasPrefix(h, "/subscriptions/")}, true
	}
	_, uuid := secret.UUID(n.Value())
	return identity{"csi_volume", "csi_volume/" + driver + "/" + h, h, n, uuid}, true
}

// handle is an identifier in one of the forms that drivers use. It is empty for
// a variable of somebody's templates and for fillers.
func handle(n *doc.Node) string {
	v := n.Value()
	if secret.Placeholder(v) || secret.Reference(v) {
		return ""
	}
	if id, ok := secret.UUID(v); ok {
		return id
	}
	if w, ok := secret.Word(v); ok {
		return w
	}
	if id, ok := secret.HexID(v); ok {
		return id
	}
	p, _ := secret.Path(v)
	return p
}

// volumeStore adds the volume behind an identity. The same only on one network or node,
// it is a guess where several variants name it.
func (v *Variant) volumeStore(o *Object, id identity) graph.ID {
	const says = "the volume itself"
	why := o.Read(id.node, says)
	key := id.key
	if !id.global && v.Live != nil {
		key += "@" + v.Live.ID
	} else if !id.global {
		key = v.out.Local(key)
		if len(v.all.uses[id.key]) > 1 {
			why.Basis = graph.Guessed
			why.Says = says + "; the same one only if all of these are on one network or node"
		}
	}
	n := v.out.Node(graph.Thing{Kind: graph.Store, Type: id.typ, Key: key, Name: id.name}, why)
	v.handles[n] = why
	v.out.Link(graph.Edge{From: n, Verb: graph.Within, To: v.mention(o)}, v.chain(why)...)
	return n
}
