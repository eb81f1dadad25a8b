// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A composeMount is a volume or folder of the host inside a service.
type composeMount struct {
	typ    string // docker_volume, docker_bind_mount, nfs_share
	key    string // without the repository; see identity
	name   string
	target string // the path in the container
	read   bool   // mounted read-only
	named  bool   // the volume is declared, not a path written in the service
	global bool   // the same wherever it is mounted
	file   *File
	node   *doc.Node
}

// A composeUse is the variants that name a store, in order.
type composeUse []*composeVariant

// composeSharing finds which stores several variants name.
//
// Compose gives two files of one folder the same project and so the same
// volumes, and an external volume is the same for everybody on the host. But a
// staging and a production file normally run on two hosts, which no file says:
// see ofOneEnvironment. So a store of one variant is read in a file; one that several name is the same
// only where the host is, and that is guessed. Where a folder's default file and
// one other share it, the doubt is with the default file.
func composeSharing(variants []*composeVariant) map[string]composeUse {
	uses := map[string]composeUse{}
	for _, v := range variants {
		for _, s := range v.services {
			for _, m := range s.mounts {
				if !slices.Contains(uses[m.key], v) {
					uses[m.key] = append(uses[m.key], v)
				}
			}
		}
	}
	return uses
}

func (v *composeVariant) shares(u composeUse) bool {
	return slices.ContainsFunc(u, func(o *composeVariant) bool {
		return o != v && (v.fallback || !o.fallback || o.named.Dir() != v.named.Dir())
	})
}

var (
	shortMount = lazily.Compile(`^([^:]+):(/[^:]*)(:[A-Za-z,]+)?$`)
	mountPart  = [...]*lazily.Regexp{lazily.Compile(`^([^:]+):`), lazily.Compile(`^[^:]+:(/[^:]*)`)}
	readOnly   = lazily.Compile(`:(?:[A-Za-z,]+,)?ro(?:,[A-Za-z,]+)?$`)
	unresolved = lazily.Compile(`\$`)
	volumeName = lazily.Compile(`^[A-Za-z0-9][A-Za-z0-9_.-]*$`)
	nfsAddress = lazily.Compile(`(?:^|,)addr=([^,]+)`)
)

// mountsOf merges the mounts of all layers; a later one replaces an earlier one
// with the same target.
func (v *composeVariant) mountsOf(s *composeService) []composeMount {
	var mounts []composeMount
	for _, l := range s.layers {
		list := l.node.Get("volumes")
		if list != nil && (list.Tag == "!reset" || list.Tag == "!override") {
			mounts = nil
		}
		for item := range list.Items() {
			m, ok := v.mount(l.file, item)
			if !ok {
				continue
			}
			mounts = slices.DeleteFunc(mounts, func(o composeMount) bool { return o.target == m.target })
			mounts = append(mounts, m)
		}
	}
	return mounts
}

func (v *composeVariant) mount(f *File, item *doc.Node) (m composeMount, ok bool) {
	m = composeMount{file: f, node: item}
	var source secret.Value
	if item.Kind == doc.Map {
		source = item.Get("source").Value()
		m.target, _ = secret.Path(item.Get("target").Value())
		m.read, _ = item.Get("read_only").Bool()
	} else {
		written := item.Value()
		if !written.Matches(shortMount.Get()) {
			return m, false // anonymous, or with a variable that has a default
		}
		source, _, _ = written.Find(mountPart[0].Get())
		target, _, _ := written.Find(mountPart[1].Get())
		m.target, _ = secret.Path(target)
		m.read = written.Matches(readOnly.Get())
	}
	if source.Empty() || source.Matches(unresolved.Get()) || m.target == "" {
		return m, false
	}
	if source.Matches(volumeName.Get()) && item.Get("type").Text("bind") == "" {
		name, isWord := secret.Word(source)
		if !isWord {
			return m, false
		}
		v.identify(&m, name)
		return m, true
	}
	return v.bind(m, source)
}

// bind is a folder of the host; a relative one lies in the repository's checkout.
func (v *composeVariant) bind(m composeMount, source secret.Value) (composeMount, bool) {
	p, ok := secret.Path(source)
	if !ok {
		return m, false
	}
	m.typ, m.name = "docker_bind_mount", p
	if !path.IsAbs(p) && !strings.HasPrefix(p, "~") {
		p = "./" + path.Join(v.layers[0].Dir(), p)
		if v.elsewhere() {
			p = "?" + v.named.Path + p
		}
	}
	m.key = "docker_bind_mount/" + p
	return m, true
}

// elsewhere reports whether a variant is for a developer's machine or a test
// run, which nobody starts where production runs.
func (v *composeVariant) elsewhere() bool {
	d, ok := environment.OfPath(v.named.Path)
	return ok && (d.Tier == graph.Development || d.Tier == graph.Test)
}

// ofOneEnvironment reports whether a variant is for one environment by its name.
// Two such files in one folder have one project name, and would share a volume
// on one host; but they are there to be started on two.
func (v *composeVariant) ofOneEnvironment() bool {
	_, ok := environment.OfPath(v.named.Path)
	return ok
}

// namesItsEnvironment reports whether a volume's own name says whose it is: a
// staging file with a volume called production_data means production's.
func namesItsEnvironment(volume string) bool {
	d, ok := environment.OfWord(volume)
	return ok && (d.Tier == graph.Production || d.Tier.Below())
}

// identify finds out what a volume is named outside of the file.
// https://docs.docker.com/reference/compose-file/volumes/
func (v *composeVariant) identify(m *composeMount, name string) {
	m.typ, m.name, m.named = "docker_volume", name, true
	project := v.layers[0].Dir()
	for _, f := range v.layers {
		n := f.root.Get("name")
		if word := n.Word(); word != "" {
			project = word
		} else if n != nil {
			project = "?" + v.named.Path // computed: nobody else's
		}
	}
	if v.elsewhere() || v.ofOneEnvironment() && !namesItsEnvironment(name) {
		project = "?" + v.named.Path
	}
	m.key = "docker_volume/" + project + "/" + name
	for _, f := range v.layers {
		d := f.root.Get("volumes", name)
		external, _ := d.Get("external").Bool()
		fixed := d.Get("name")
		if old := d.Get("external", "name"); old != nil {
			external, fixed = true, old
		}
		switch word := fixed.Word(); {
		case fixed != nil && word == "":
			m.key = "docker_volume/?" + v.named.Path + "/" + name
		case fixed != nil:
			m.key, m.name = "docker_volume/"+word, word
		case external:
			m.key = "docker_volume/" + name
		}
		m.remote(d.Get("driver_opts"))
	}
}

// remote recognises a volume that is a share on a server, or a folder of the
// host in a volume's clothes.
func (m *composeMount) remote(options *doc.Node) {
	device := options.Get("device").Value()
	if after, ok := device.After(":"); ok {
		device = after
	}
	p, ok := secret.Path(device)
	if !ok || device.Matches(unresolved.Get()) {
		return
	}
	switch options.Get("type").Text("nfs", "nfs4", "none") {
	case "nfs", "nfs4":
		address, _, ok := options.Get("o").Value().Find(nfsAddress.Get())
		host, isHost := secret.Host(address)
		if ok && isHost {
			m.typ, m.key, m.global = "nfs_share", "nfs_share/"+host+p, strings.ContainsFunc(host, unicode.IsLetter) && strings.Contains(host, ".")
		}
	case "none":
		if path.IsAbs(p) {
			m.typ, m.key = "docker_bind_mount", "docker_bind_mount/"+p
		}
	}
}

// claimMounts reports what a service mounts. Of the host's folders only those
// that hold a server's data or a backup are stores; the rest is code and
// configuration.
func (v *composeVariant) claimMounts(s *composeService, holder graph.ID, uses map[string]composeUse, out *graph.Facts) {
	for _, m := range s.mounts {
		role := s.roleOf(m)
		if m.typ == "docker_bind_mount" && !m.named && role.Primary != graph.Yes && !s.writesBackup(m) {
			continue
		}
		store := m.store(v, holder, uses[m.key], out)
		power := graph.Read | graph.Write
		if m.read {
			power = graph.Read
		}
		why := m.evidence(v, uses[m.key], "mounted by the service "+s.name)
		out.Link(graph.Edge{From: holder, Verb: graph.Mounts, To: store, Power: power}, why)
		if role.Primary != graph.Unknown {
			out.Note(store, graph.Trait{Name: graph.PrimaryData}, role.Primary, m.file.readAt(m.node, role.Says))
		}
		if role.Scratch {
			out.Note(store, graph.Trait{Name: graph.Role, Detail: "cache"}, graph.Yes, m.file.readAt(m.node, role.Says))
		}
	}
}

func (m composeMount) evidence(v *composeVariant, u composeUse, says string) graph.Evidence {
	why := m.file.readAt(m.node, says)
	if !m.global && v.shares(u) {
		why.Basis = graph.Guessed
		why.Says = strings.TrimPrefix(says+"; the same one only if all these files are used on one host", "; ")
	}
	return why
}

func (m composeMount) store(v *composeVariant, holder graph.ID, u composeUse, out *graph.Facts) graph.ID {
	key := m.key
	if !m.global {
		key = out.Local(key)
	}
	return claim.Store(out, holder, m.typ, key, m.name, m.evidence(v, u, ""))
}

func (s *composeService) roleOf(m composeMount) claim.DataRole {
	return claim.RoleOfData(s.image(), m.target, m.typ == "docker_volume")
}

// image is the last part of the image's name, without registry and tag.
func (s *composeService) image() string {
	for _, l := range slices.Backward(s.layers) {
		if name := imageName(l.node.Get("image")); name != "" {
			return name
		}
	}
	return ""
}

func imageName(n *doc.Node) string {
	word, _, _ := strings.Cut(n.Word(), "@")
	if word == "" {
		return ""
	}
	word, _, _ = strings.Cut(path.Base(word), ":")
	return strings.ToLower(word)
}
