// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"net/netip"
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/dotenv"
)

// Kamal reads config/deploy.yml and its destinations: deploy.staging.yml lies
// over deploy.yml, maps merged, lists replaced. Secrets are names whose values
// stand in .kamal/secrets.<destination>, and in .kamal/secrets-common for all.
// https://kamal-deploy.org/docs/configuration/overview/
var Kamal = add(Scanner{
	Name:  "kamal",
	Doc:   "config/deploy*.yml and .kamal/secrets* of Kamal: destinations with their variables, secrets, and accessories' data",
	Match: func(p string) bool { return isKamalDeploy(p) || isKamalSecrets(p) },
	Tree:  kamalTree,
})

var kamalName = lazily.Compile(`^deploy(\.([A-Za-z0-9_-]+))?\.ya?ml$`)

func isKamalDeploy(p string) bool {
	return kamalName.MatchString(path.Base(p)) && path.Base(path.Dir(p)) == "config"
}

func isKamalSecrets(p string) bool {
	base := path.Base(p)
	return path.Base(path.Dir(p)) == ".kamal" && (base == "secrets" || base == "secrets-common" || strings.HasPrefix(base, "secrets."))
}

// A kamalApp is one folder with config/ and .kamal/.
type kamalApp struct {
	dir     string
	base    *kamalLayer
	dests   []kamalLayer
	secrets map[string]*File    // by base name
	common  map[string]struct{} // names whose value secrets-common itself gives
}

type kamalLayer struct {
	*File
	root *doc.Node
	dest string
}

func kamalTree(files []*File, out *graph.Facts) {
	apps := map[string]*kamalApp{}
	app := func(dir string) *kamalApp {
		if apps[dir] == nil {
			apps[dir] = &kamalApp{dir: dir, secrets: map[string]*File{}, common: map[string]struct{}{}}
		}
		return apps[dir]
	}
	for _, f := range files {
		a := app(path.Dir(f.Dir()))
		if isKamalSecrets(f.Path) {
			a.secrets[f.Base()] = f
			continue
		}
		docs, problem := doc.YAML(withoutERB(f.Data))
		if problem != nil {
			problem.Template = problem.Template || bytes.Contains(f.Data, []byte("<%"))
			gap(f, out, problem)
		}
		if len(docs) == 0 {
			continue
		}
		l := kamalLayer{f, docs[0], kamalName.FindStringSubmatch(f.Base())[2]}
		if l.dest == "" {
			a.base = &l
		} else {
			a.dests = append(a.dests, l)
		}
	}
	for _, dir := range sortedKeys(apps) {
		apps[dir].claim(out)
	}
}

func (a *kamalApp) claim(out *graph.Facts) {
	a.claimSecrets(out)
	if a.base == nil && !slices.ContainsFunc(a.dests, func(l kamalLayer) bool { return l.root.Has("servers") }) {
		return // something else is called deploy.yml here
	}
	if a.base != nil && !(a.base.root.Has("service") || a.base.root.Has("servers")) {
		return
	}
	if a.base != nil && len(a.dests) == 0 {
		kamalDestination{a, []kamalLayer{*a.base}}.claim(out)
	}
	for _, d := range a.dests {
		layers := []kamalLayer{d}
		if a.base != nil {
			layers = []kamalLayer{*a.base, d}
		}
		kamalDestination{a, layers}.claim(out)
	}
}

var (
	fromElsewhere = lazily.Compile(`\$[A-Za-z_{(]`)
	fromCommand   = lazily.Compile(`\$\(`)
)

// claimSecrets reads the files of secrets. A value of $NAME comes from whoever
// deploys, and may differ from destination to destination.
func (a *kamalApp) claimSecrets(out *graph.Facts) {
	for _, base := range sortedKeys(a.secrets) {
		f := a.secrets[base]
		holder := f.Holder(out)
		var literals []claim.Pair
		for _, e := range dotenv.Parse(f.Data) {
			switch {
			case e.Comment:
			case e.Value.Matches(fromCommand.Get()):
				claim.Commands(out, holder, f.Path, e.Value, e.Line, e.Column)
			case !e.Value.Matches(fromElsewhere.Get()):
				literals = append(literals, claim.Pair{Name: e.Name, Value: e.Value, At: graph.Location{
					File: f.Path, Line: e.Line, Column: e.Column, EndLine: e.EndLine, EndColumn: e.EndColumn}})
			}
			if base == "secrets-common" && (e.Value.Matches(fromCommand.Get()) || !e.Value.Matches(fromElsewhere.Get())) && !e.Comment {
				a.common[e.Name] = struct{}{}
			}
		}
		if len(literals) > 0 {
			claim.Pairs(out, holder, literals)
		}
	}
}

// A kamalDestination is what one deployment uses: the last layer is the file
// that is named after it.
type kamalDestination struct {
	*kamalApp
	layers []kamalLayer
}

func (k kamalDestination) named() kamalLayer { return k.layers[len(k.layers)-1] }

func (k kamalDestination) claim(out *graph.Facts) {
	named := k.named()
	holder := named.Holder(out)
	if named.dest != "" && len(k.layers) == 1 {
		return // a destination without the file that it lies over says too little
	}
	for _, base := range k.secretFiles() {
		if f := k.secrets[base]; f != nil {
			out.Link(graph.Edge{From: holder, Verb: graph.Reads, To: f.Holder(out)},
				graph.Evidence{Basis: graph.Named, At: named.At(1, 1), Says: "Kamal reads the destination's secrets from this file"})
		}
	}
	k.environment(out, holder, "env")
	for _, role := range k.keys("servers") {
		k.environment(out, holder, "servers", role, "env")
	}
	if n, l := k.last("registry", "password"); n != nil && n.Kind == doc.Scalar {
		claim.Pairs(out, holder, []claim.Pair{{Name: "registry.password", Value: n.Value(), At: l.span(n)}})
	} else {
		k.slots(out, holder, n, l)
	}
	for _, name := range k.keys("accessories") {
		k.accessory(out, holder, name)
	}
}

func (k kamalDestination) secretFiles() []string {
	if dest := k.named().dest; dest != "" {
		return []string{"secrets-common", "secrets." + dest}
	}
	return []string{"secrets-common", "secrets"}
}

// last is what a path of keys says, in the topmost layer that says it.
func (k kamalDestination) last(keys ...string) (*doc.Node, kamalLayer) {
	for _, l := range slices.Backward(k.layers) {
		if n := l.root.Get(keys...); n != nil {
			return n, l
		}
	}
	return nil, kamalLayer{}
}

// keys are the keys of a merged map.
func (k kamalDestination) keys(at ...string) []string {
	var keys []string
	for _, l := range k.layers {
		for key := range l.root.Get(at...).Entries() {
			if !slices.Contains(keys, key.Name) {
				keys = append(keys, key.Name)
			}
		}
	}
	return keys
}

// environment reads an env block: clear and secret, or variables alone.
func (k kamalDestination) environment(out *graph.Facts, holder graph.ID, at ...string) {
	var pairs []claim.Pair
	for _, block := range [][]string{at, append(at[:len(at):len(at)], "clear")} {
		for _, name := range k.keys(block...) {
			n, l := k.last(append(block[:len(block):len(block)], name)...)
			if n != nil && n.Kind == doc.Scalar {
				pairs = append(pairs, claim.Pair{Name: name, Value: n.Value(), At: l.span(n)})
			}
		}
	}
	if len(pairs) > 0 {
		claim.Pairs(out, holder, pairs)
	}
	n, l := k.last(append(at[:len(at):len(at)], "secret")...)
	k.slots(out, holder, n, l)
}

// slots are names of secrets; NAME:OTHER gives the variable NAME the secret
// OTHER. Each destination has a slot of its own, unless secrets-common itself
// gives the value.
func (k kamalDestination) slots(out *graph.Facts, holder graph.ID, list *doc.Node, l kamalLayer) {
	if list == nil || list.Kind != doc.List {
		return
	}
	for n := range list.Items() {
		word := n.Word()
		if _, alias, ok := strings.Cut(word, ":"); ok {
			word = alias
		}
		name, ok := secret.Variable(secret.New(word))
		if !ok {
			continue
		}
		part := "destination:" + k.named().dest
		if _, common := k.common[name]; common {
			part = "common"
		}
		claim.Slot(out, holder, "kamal_secret", out.Local("kamal_secret", k.dir, part, name), name, l.readAt(n, "a secret of the deployment"))
	}
}

var kamalMount = lazily.Compile(`^([^:]+):/`)

// accessory reads a database or another long-lived container beside the app. Its
// data lies on its host: where two destinations leave the host to deploy.yml,
// both have the one container and its data.
func (k kamalDestination) accessory(out *graph.Facts, holder graph.ID, name string) {
	k.environment(out, holder, "accessories", name, "env")
	image, _ := k.last("accessories", name, "image")
	service, _ := k.last("service")
	for _, list := range []string{"volumes", "directories"} {
		mounts, l := k.last("accessories", name, list)
		for n := range mounts.Items() {
			source, _, ok := n.Value().Find(kamalMount.Get())
			p, isPath := secret.Path(source)
			target, _, _ := n.Value().Find(mountPart[1].Get())
			m := composeMount{typ: "docker_volume", name: p}
			if m.target, _ = secret.Path(target); !ok || !isPath || m.target == "" || strings.Contains(p, "$") {
				continue
			}
			if list == "directories" || path.IsAbs(p) {
				m.typ = "docker_bind_mount"
			}
			role := claim.RoleOfData(imageName(image), m.target, m.typ == "docker_volume")
			if m.typ == "docker_bind_mount" && role.Primary != graph.Yes {
				continue
			}
			if list == "directories" && !path.IsAbs(p) {
				p = service.Word() + "-" + name + "/" + p
			}
			why := l.readAt(n, "data of the accessory "+name)
			host, doubt := k.host(name)
			why.Basis = doubt
			store := claim.Store(out, holder, m.typ, out.Local(m.typ, "kamal", k.dir, host, p), p, why)
			out.Link(graph.Edge{From: holder, Verb: graph.Mounts, To: store, Power: graph.Read | graph.Write}, why)
			if role.Primary != graph.Unknown {
				out.Note(store, graph.Trait{Name: graph.PrimaryData}, role.Primary, l.readAt(n, role.Says))
			}
		}
	}
}

// host is where an accessory runs, as far as the files say: else it is the
// destination's own. A private address is the same only in the same network.
func (k kamalDestination) host(accessory string) (string, graph.Basis) {
	for _, key := range []string{"host", "hosts"} {
		n, l := k.last("accessories", accessory, key)
		for item := range n.Items() {
			host, ok := secret.Host(item.Value())
			if !ok {
				break
			}
			if ip, err := netip.ParseAddr(host); err == nil && ip.IsPrivate() || !strings.Contains(host, ".") {
				return host, graph.Guessed
			}
			if l.dest == "" && k.named().dest != "" {
				return host, graph.Named
			}
			return host, graph.ReadInFile
		}
	}
	return "destination:" + k.named().dest, graph.ReadInFile
}
