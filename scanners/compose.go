// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Compose reads docker compose files the way compose does: a file and its
// overlays become one variant each, and every service of a variant is a holder.
//
// The variants of a folder are: the default file with its override; each other
// file alone where it can stand alone; and, where it can not (a service that the
// default file has, without image or build), that file on top of the default
// one. https://docs.docker.com/reference/compose-file/merge/
var Compose = add(Scanner{
	Name:  "compose",
	Doc:   "docker compose files with their overlays: services, variables, secrets, volumes, and backup containers with where they write",
	Match: isCompose,
	Tree:  composeTree,
})

var (
	composeName     = lazily.Compile(`(?i)^(.*[._-])?compose([._-].*)?\.ya?ml$`)
	composeDefault  = lazily.Compile(`^(docker-)?compose\.ya?ml$`)
	composeOverride = lazily.Compile(`^(docker-)?compose\.override\.ya?ml$`)
)

// isCompose also wants staging.yml and production.yml, which a widespread
// project template uses; what they are shows inside.
func isCompose(p string) bool {
	base := path.Base(p)
	ext := path.Ext(base)
	if ext != ".yml" && ext != ".yaml" {
		return false
	}
	if composeName.MatchString(base) || strings.Contains(strings.ToLower(path.Base(path.Dir(p))), "compose") {
		return true
	}
	return isEnvironmentWord(strings.TrimSuffix(base, ext)) && !strings.HasPrefix(p, ".github/")
}

// isEnvironmentWord reports whether a whole name is an environment of a known
// tier.
func isEnvironmentWord(name string) bool {
	d, ok := environment.OfName(name)
	return ok && d.Basis >= graph.Named && (d.Tier == graph.Production || d.Tier.Below())
}

// A composeFile is a parsed file.
type composeFile struct {
	*File
	root *doc.Node
}

func composeTree(files []*File, out *graph.Facts) {
	folders := map[string][]composeFile{}
	byPath := map[string]composeFile{}
	for _, f := range files {
		docs, problem := doc.YAML(f.Data)
		if problem != nil && composeName.MatchString(f.Base()) {
			gap(f, out, problem)
		}
		if len(docs) == 0 || !isComposeDocument(f, docs[0]) {
			continue
		}
		c := composeFile{f, docs[0]}
		folders[f.Dir()] = append(folders[f.Dir()], c)
		byPath[f.Path] = c
	}
	var variants []*composeVariant
	for _, dir := range sortedKeys(folders) {
		variants = append(variants, composeVariants(folders[dir], byPath)...)
	}
	mounted := composeSharing(variants)
	for _, v := range variants {
		v.claim(out, mounted)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// isComposeDocument tells compose from the many other files with `services`: a
// file that is not named after compose must have one with an image or a build.
func isComposeDocument(f *File, root *doc.Node) bool {
	services := root.Get("services")
	if services == nil || services.Kind != doc.Map {
		return composeName.MatchString(f.Base()) && root.Get("volumes") != nil && root.Get("version") != nil
	}
	if composeName.MatchString(f.Base()) {
		return true
	}
	for _, s := range services.Entries() {
		if s.Has("image") || s.Has("build") {
			return true
		}
	}
	return false
}

// A composeVariant is what one `docker compose up` starts: files in the order in
// which they are laid over each other. The last is the one that the variant is
// named after.
type composeVariant struct {
	layers   []composeFile
	named    composeFile // whose path says the environment
	fallback bool        // the default file of the folder, with its override
	services []*composeService
}

// A composeService is one service of a variant; its layers are in the order of
// merging.
type composeService struct {
	name   string
	layers []composeLayer
	mounts []composeMount
}

type composeLayer struct {
	file *File
	key  doc.Key
	node *doc.Node
}

func composeVariants(files []composeFile, byPath map[string]composeFile) []*composeVariant {
	var base, override *composeFile
	for i := range files {
		switch {
		case composeDefault.MatchString(files[i].Base()) && base == nil:
			base = &files[i]
		case composeOverride.MatchString(files[i].Base()) && override == nil:
			override = &files[i]
		}
	}
	var variants []*composeVariant
	for i, f := range files {
		v := &composeVariant{layers: []composeFile{f}, named: f}
		switch {
		case base != nil && i == slices.IndexFunc(files, func(c composeFile) bool { return c.File == base.File }):
			v.fallback = true
			if override != nil {
				v.layers = append(v.layers, *override)
			}
		case base != nil && override != nil && f.File == override.File:
			continue
		case base != nil && leansOn(f, *base):
			v.layers = []composeFile{*base, f}
		}
		v.merge(byPath)
		variants = append(variants, v)
	}
	return variants
}

// leansOn reports whether a file can not stand alone: it changes services of the
// base without saying what they run.
func leansOn(f, base composeFile) bool {
	for k, s := range f.root.Get("services").Entries() {
		if base.root.Get("services", k.Name) != nil && !s.Has("image") && !s.Has("build") && !s.Has("extends") {
			return true
		}
	}
	return false
}

func (v *composeVariant) merge(byPath map[string]composeFile) {
	index := map[string]*composeService{}
	for _, f := range v.layers {
		for k, node := range f.root.Get("services").Entries() {
			s := index[k.Name]
			if s == nil {
				s = &composeService{name: k.Name}
				index[k.Name] = s
				v.services = append(v.services, s)
			}
			s.layers = append(s.layers, extended(f, k, node, byPath, 0)...)
		}
	}
	slices.SortFunc(v.services, func(a, b *composeService) int { return cmp.Compare(a.name, b.name) })
	for _, s := range v.services {
		s.mounts = v.mountsOf(s)
	}
}

// extended is a service with those that it extends below it.
// https://docs.docker.com/reference/compose-file/services/#extends
func extended(f composeFile, k doc.Key, node *doc.Node, byPath map[string]composeFile, depth int) []composeLayer {
	here := []composeLayer{{f.File, k, node}}
	ext := node.Get("extends")
	if ext == nil || depth > 8 {
		return here
	}
	service, from := ext.Get("service").Word(), f
	if ext.Kind == doc.Scalar {
		service = ext.Word()
	}
	if file := ext.Get("file"); file != nil {
		p, ok := secret.Path(file.Value())
		if from = byPath[path.Join(f.Dir(), p)]; !ok || from.File == nil {
			return here
		}
	}
	for parent, below := range from.root.Get("services").Entries() {
		if parent.Name == service && below != node {
			return append(extended(from, parent, below, byPath, depth+1), here...)
		}
	}
	return here
}

// claim turns the variant into facts.
func (v *composeVariant) claim(out *graph.Facts, mounted map[string]composeUse) {
	for _, s := range v.services {
		holder := v.holder(s, out)
		claim.Pairs(out, holder, s.variables())
		v.reads(s, holder, out)
		for _, l := range s.layers {
			l.file.commands(out, holder, l.node.Get("command"))
			l.file.commands(out, holder, l.node.Get("entrypoint"))
		}
		v.claimMounts(s, holder, mounted, out)
	}
	for _, s := range v.services {
		v.claimBackup(s, mounted, out)
	}
}

// holder is the service inside its variant. One that only the base writes down
// runs in the overlay's variant all the same, because compose says so.
func (v *composeVariant) holder(s *composeService, out *graph.Facts) graph.ID {
	for _, l := range slices.Backward(s.layers) {
		if l.file.Path == v.named.Path {
			return v.named.Section(out, "service", s.name, l.key.Line, l.key.Column)
		}
	}
	l := s.layers[len(s.layers)-1]
	at := l.file.Read(l.key.Line, l.key.Column, "")
	id := out.Node(graph.Thing{Kind: graph.Holder, Type: "service", Key: out.Local(v.named.Path) + "#service:" + s.name, Name: s.name}, at)
	why := graph.Evidence{Basis: graph.Named, At: v.named.At(1, 1), Says: "lies over the folder's compose file, which declares the service"}
	out.Link(graph.Edge{From: id, Verb: graph.Within, To: v.named.Holder(out)}, at, why)
	return id
}

// variables are the environment and the build arguments; later layers win.
func (s *composeService) variables() []claim.Pair {
	var pairs []claim.Pair
	put := func(p claim.Pair) {
		i := slices.IndexFunc(pairs, func(q claim.Pair) bool { return q.Name == p.Name })
		if i >= 0 {
			pairs[i] = p
			return
		}
		pairs = append(pairs, p)
	}
	for _, l := range s.layers {
		for _, p := range l.file.variables(l.node.Get("build", "args")) {
			put(p)
		}
		for _, p := range l.file.variables(l.node.Get("environment")) {
			put(p)
		}
	}
	return pairs
}

// reads links a service to the files and secrets that it is given.
func (v *composeVariant) reads(s *composeService, holder graph.ID, out *graph.Facts) {
	for _, l := range s.layers {
		for item := range l.node.Get("env_file").Items() {
			file := item
			if item.Has("path") {
				file = item.Get("path")
			}
			out.Link(graph.Edge{From: holder, Verb: graph.Reads, To: fileAt(out, l.file.Dir(), file.Value())}, l.file.readAt(file, "env_file of the service "+s.name))
		}
		for item := range l.node.Get("secrets").Items() {
			name := item
			if item.Has("source") {
				name = item.Get("source")
			}
			v.readsSecret(l.file, name, holder, out)
		}
	}
}

// readsSecret follows a name to the top-level `secrets`. An external one lives
// in a swarm that no file names, so it is one slot for each variant.
func (v *composeVariant) readsSecret(f *File, name *doc.Node, holder graph.ID, out *graph.Facts) {
	word := name.Word()
	if word == "" {
		return
	}
	for _, layer := range slices.Backward(v.layers) {
		d := layer.root.Get("secrets", word)
		if d == nil {
			continue
		}
		why := f.readAt(name, "the service is given this secret")
		if file := d.Get("file"); file != nil {
			out.Link(graph.Edge{From: holder, Verb: graph.Reads, To: fileAt(out, layer.Dir(), file.Value())}, why, layer.readAt(file, "the secret's file"))
			return
		}
		if variable, ok := secret.Variable(d.Get("environment").Value()); ok {
			claim.Slot(out, holder, "compose_secret", out.Local("compose_secret", v.named.Path, word), variable, why)
			return
		}
		claim.Slot(out, holder, "docker_secret", out.Local("docker_secret", v.named.Path, word), word, why)
		return
	}
}
