// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// podPaths is where the kinds that run something keep their pod.
var podPaths = map[string]string{
	"Pod": "spec", "Deployment": "spec.template.spec", "StatefulSet": "spec.template.spec", "DaemonSet": "spec.template.spec",
	"ReplicaSet": "spec.template.spec", "Job": "spec.template.spec", "CronJob": "spec.jobTemplate.spec.template.spec",
	"Rollout": "spec.template.spec", "DeploymentConfig": "spec.template.spec",
}

func podOf(o *Object) *doc.Node {
	p, ok := podPaths[o.Kind]
	if !ok {
		return nil
	}
	return o.value(p)
}

// A mount is a volume of a pod inside one of its containers.
type mount struct {
	node   *doc.Node // the line of the mount
	source *doc.Node // the volume that it names; nil for a StatefulSet's template
	name   string
	claim  string // the claim's name, "" for other volumes
	target string
	image  string
	read   bool // mounted read-only
}

// mountsOf lists what all containers of a pod mount of claims, servers' folders
// and volumes.
func (v *Variant) mountsOf(o *Object, pod *doc.Node) []mount {
	volumes := map[string]*doc.Node{}
	for vol := range pod.Get("volumes").Items() {
		volumes[vol.Get("name").Word()] = vol
	}
	templates := map[string]bool{}
	for t := range o.value("spec.volumeClaimTemplates").Items() {
		templates[t.Get("metadata", "name").Word()] = true
	}
	var mounts []mount
	for c := range containers(pod) {
		for m := range c.Get("volumeMounts").Items() {
			name := m.Get("name").Word()
			found := mount{node: m, source: volumes[name], name: name, target: pathOf(m.Get("mountPath")), image: imageName(c.Get("image"))}
			found.read, _ = m.Get("readOnly").Bool()
			pvc := found.source.Get("persistentVolumeClaim")
			if only, _ := pvc.Get("readOnly").Bool(); only {
				found.read = true
			}
			switch {
			case pvc != nil:
				found.claim = pvc.Get("claimName").Word()
			case templates[name] && o.Name != "" && v.Live != nil:
				for _, claim := range v.replicas(o, name) {
					found.claim = claim
					mounts = append(mounts, found)
				}
				continue
			case templates[name] && o.Name != "":
				found.claim = templateName(o, name)
			}
			mounts = append(mounts, found)
		}
	}
	return mounts
}

// containers are those of a pod, with the ones that run before.
func containers(pod *doc.Node) func(yield func(*doc.Node) bool) {
	return func(yield func(*doc.Node) bool) {
		for _, key := range []string{"initContainers", "containers"} {
			for c := range pod.Get(key).Items() {
				if c.Kind == doc.Map && !yield(c) {
					return
				}
			}
		}
	}
}

// imageName is the last part of an image's name, without registry and tag.
func imageName(n *doc.Node) string {
	word, _, _ := strings.Cut(n.Word(), "@")
	if word == "" {
		return ""
	}
	word, _, _ = strings.Cut(path.Base(word), ":")
	return strings.ToLower(word)
}

// workload reports what runs: what it mounts, is given and executes.
func (v *Variant) workload(o *Object, pod *doc.Node) {
	if o.Name == "" {
		return
	}
	holder := v.section(strings.ToLower(o.Kind), v.space(o)+"/"+o.Name, o.Name, o.Read(nil, ""), v.mention(o))
	if o.Kind == "StatefulSet" && v.Live == nil {
		v.templates(o)
	}
	v.account(o, pod, holder)
	for c := range containers(pod) {
		v.variables(o, c, holder)
		for _, key := range []string{"command", "args"} {
			if v.Live == nil {
				v.commands(o, c.Get(key), holder)
			}
		}
	}
	for _, m := range v.mountsOf(o, pod) {
		v.mounted(o, m, holder)
	}
	if o.Kind == "CronJob" || o.Kind == "Job" {
		v.backupJob(o, pod, holder)
	}
}

// mounted links a workload to a store that it mounts.
func (v *Variant) mounted(o *Object, m mount, holder graph.ID) {
	role := claim.RoleOfData(m.image, m.target, m.claim != "")
	store, ok := v.mountStore(o, m, role)
	if !ok {
		return
	}
	power := graph.Read | graph.Write
	if m.read {
		power = graph.Read
	}
	why := o.Read(m.node, "mounted by the "+strings.ToLower(o.Kind)+" "+o.Name)
	chain := v.chain(why)
	if handle, ok := v.handles[store]; ok {
		chain = append(v.chain(handle), why)
	}
	v.out.Link(graph.Edge{From: holder, Verb: graph.Mounts, To: store, Power: power}, chain...)
	if role.Primary != graph.Unknown {
		v.out.Note(store, graph.Trait{Name: graph.PrimaryData}, role.Primary, o.Read(m.node, role.Says))
	}
	if role.Scratch {
		v.out.Note(store, graph.Trait{Name: graph.Role, Detail: "cache"}, graph.Yes, o.Read(m.node, role.Says))
	}
}

// mountStore is the store behind a mount. Of the node's folders only those that
// hold a server's data are one; the rest is sockets, logs and certificates.
func (v *Variant) mountStore(o *Object, m mount, role claim.DataRole) (graph.ID, bool) {
	if m.claim != "" {
		at := m.source.Get("persistentVolumeClaim", "claimName")
		if at == nil {
			at = m.node
		}
		return v.claimStore(o, m.claim, o.Read(at, "")), true
	}
	id, ok := identityOf(m.source)
	if !ok || id.typ == "kubernetes_host_path" && role.Primary != graph.Yes {
		return graph.ID{}, false
	}
	return v.volumeStore(o, id), true
}

// variables are a container's: values through the funnel, references as slots.
func (v *Variant) variables(o *Object, c *doc.Node, holder graph.ID) {
	var pairs []claim.Pair
	for e := range c.Get("env").Items() {
		name, ok := secret.Variable(e.Get("name").Value())
		if !ok {
			continue
		}
		if value := e.Get("value"); value != nil && value.Kind == doc.Scalar {
			if v.Live != nil && !v.Live.Values {
				continue
			}
			pairs = append(pairs, claim.Pair{Name: name, Value: value.Value(), At: o.At(value)})
			continue
		}
		ref := e.Get("valueFrom", "secretKeyRef")
		if s, key := ref.Get("name").Word(), ref.Get("key").Word(); s != "" && key != "" {
			v.slot(holder, "kubernetes_secret", v.secretKey(o, s, key), name, o.Read(ref.Get("name"), "given as "+name))
		}
	}
	if len(pairs) > 0 {
		claim.Pairs(v.out, holder, pairs)
	}
	for from := range c.Get("envFrom").Items() {
		ref := from.Get("secretRef", "name")
		if v.Live != nil && ref.Word() != "" {
			v.slot(holder, "kubernetes_secret", v.key("kubernetes_secret", v.space(o), ref.Word()), ref.Word(), o.Read(ref, "all of this secret is given to it"))
		}
		if s := v.named("Secret", v.space(o), ref.Word()); s != nil {
			for _, p := range secretPairs(s) {
				v.slot(holder, "kubernetes_secret", v.secretKey(o, s.Name, p.Name), p.Name, o.Read(ref, "all of this secret is given to it"))
			}
		}
	}
}

// secretKey identifies one key of a Secret: the same inside one namespace only.
func (v *Variant) secretKey(o *Object, name, key string) string {
	return v.key("kubernetes_secret", v.space(o), name, key)
}

// commands hands a command, written as a list, to the funnel. A rendered one has
// no text in one place, so it is read where it is written and nowhere else.
func (v *Variant) commands(o *Object, n *doc.Node, holder graph.ID) {
	text, first := wordsOf(n)
	if script := n.Script(); script != nil {
		text, first = script.Value(), script
	}
	if first == nil {
		return
	}
	at := o.At(first)
	if line, column := first.Begins(); line != first.Line {
		at.Line, at.Column = at.Line+line-first.Line, column
	}
	claim.Commands(v.out, holder, at.File, text, at.Line, at.Column)
}

// wordsOf is a command set together again, and its first word.
func wordsOf(n *doc.Node) (text secret.Value, first *doc.Node) {
	var parts []secret.Value
	for item := range n.Items() {
		if item == nil || item.Kind != doc.Scalar {
			continue
		}
		if first == nil {
			first = item
		} else {
			parts = append(parts, secret.New(" "))
		}
		parts = append(parts, item.Value())
	}
	return secret.Join(parts...), first
}
