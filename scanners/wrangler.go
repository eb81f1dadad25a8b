// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Wrangler reads the configuration of Cloudflare Workers and Pages. Bindings and
// variables are not inherited by `env.NAME`, so each environment has what stands
// under it and nothing else; the top level is an environment of its own, which
// has no name. https://developers.cloudflare.com/workers/wrangler/configuration/
var Wrangler = add(Scanner{
	Name:  "wrangler",
	Doc:   "wrangler.toml, wrangler.json and wrangler.jsonc: environments with their D1 databases, KV namespaces, R2 buckets, queues, variables and store secrets",
	Match: func(p string) bool { return wranglerName.MatchString(path.Base(p)) },
	File:  wranglerFile,
})

var wranglerName = lazily.Compile(`^wrangler([._-][A-Za-z0-9._-]+)?\.(toml|jsonc?)$`)

func wranglerFile(f *File, out *graph.Facts) {
	for _, root := range settings(f, out) {
		if root == nil {
			continue
		}
		w := wrangler{f, out, root, ""}
		if account, ok := secret.HexID(root.Get("account_id").Value()); ok {
			w.account = account
			claim.Scope(out, f.Holder(out), "cloudflare_account", "cloudflare_account/"+account, account, f.readAt(root.Get("account_id"), "the account that this is deployed to"))
		}
		w.bindings(w.topLevel(), root)
		for name, env := range root.Get("env").Entries() {
			if env == nil || env.Kind != doc.Map {
				continue
			}
			section := f.Section(out, "environment", name.Name, name.Line, name.Column)
			claim.Declares(out, section, name.Name, f.Read(name.Line, name.Column, "an environment of the Worker"))
			w.bindings(section, env)
		}
		if previews := root.Get("previews"); previews != nil { // https://developers.cloudflare.com/workers/previews/configuration/
			w.bindings(w.preview(previews), previews)
		}
	}
}

type wrangler struct {
	*File
	out     *graph.Facts
	root    *doc.Node
	account string
}

// topLevel is the holder of what stands outside of `env`. Where there are named
// environments, but none for production, the top level usually is production: a
// guess, which what it is bound to can contradict.
func (w wrangler) topLevel() graph.ID {
	below, production := false, w.namesBelow()
	for name := range w.root.Get("env").Entries() {
		d, _ := environment.OfName(name.Name)
		below = below || d.Tier.Below()
		production = production || d.Tier == graph.Production
	}
	if w.root.Get("env").Len() == 0 {
		name := w.root.Get("name")
		suggests(w.out, w.Holder(w.out), name.Word(), w.readAt(name, ""))
		return w.Holder(w.out)
	}
	top := w.Section(w.out, "environment", "top level", 1, 1)
	if below && !production {
		claim.Declares(w.out, top, "production", graph.Evidence{Basis: graph.Guessed, At: w.At(1, 1), Says: "the top level, where no other environment is production's"})
	}
	return top
}

// namesBelow reports whether the top level has names of something below
// production: the Worker's, a database's, a bucket's.
func (w wrangler) namesBelow() bool {
	names := []*doc.Node{w.root.Get("name")}
	for _, b := range wranglerBindings {
		for item := range w.root.Get(b.list).Items() {
			names = append(names, item.Get(b.name))
		}
	}
	for _, n := range names {
		if d, ok := environment.OfWord(n.Word()); ok && d.Tier.Below() {
			return true
		}
	}
	return false
}

// preview is what `wrangler dev --remote` and preview deployments use.
func (w wrangler) preview(at *doc.Node) graph.ID {
	line, column := at.At()
	section := w.Section(w.out, "environment", "preview", line, column)
	claim.Declares(w.out, section, "preview", w.readAt(at, "what previews use"))
	return section
}

// A wranglerBinding is a kind of store, how it is written and how identified.
type wranglerBinding struct {
	list, id, preview, name string
	typ                     string
	global                  bool // the id is unique without the account
	form                    func(secret.Value) (string, bool)
	primary                 graph.Tri
}

var wranglerBindings = []wranglerBinding{
	{"d1_databases", "database_id", "preview_database_id", "database_name", "cloudflare_d1_database", true, secret.UUID, graph.Unknown},
	{"kv_namespaces", "id", "preview_id", "binding", "cloudflare_kv_namespace", true, secret.HexID, graph.Unknown},
	{"r2_buckets", "bucket_name", "preview_bucket_name", "bucket_name", "cloudflare_r2_bucket", false, secret.Bucket, graph.Unknown},
	{"hyperdrive", "id", "", "binding", "cloudflare_hyperdrive", true, secret.HexID, graph.Unknown},
	{"vectorize", "index_name", "", "index_name", "cloudflare_vectorize_index", false, secret.Bucket, graph.No},
}

var onlyZeros = lazily.Compile(`^[0x-]+$`)

func (w wrangler) bindings(holder graph.ID, n *doc.Node) {
	claim.Pairs(w.out, holder, w.leaves(n.Get("vars"), nil, "."))
	for _, b := range wranglerBindings {
		for item := range n.Get(b.list).Items() {
			w.store(holder, b, item, item.Get(b.id))
			if preview := item.Get(b.preview); b.preview != "" && preview != nil {
				w.store(w.preview(preview), b, item, preview)
			}
			if local := item.Get("localConnectionString"); local != nil { // https://developers.cloudflare.com/hyperdrive/configuration/local-development/
				claim.Pairs(w.out, holder, []claim.Pair{{Name: "localConnectionString", Value: local.Value(), At: w.span(local)}})
			}
		}
	}
	for item := range n.Get("queues", "producers").Items() {
		w.queue(holder, item.Get("queue"))
	}
	for item := range n.Get("queues", "consumers").Items() {
		w.queue(holder, item.Get("queue"))
	}
	for item := range n.Get("secrets_store_secrets").Items() {
		store, ok := secret.HexID(item.Get("store_id").Value())
		name := item.Get("secret_name").Word()
		if ok && name != "" {
			claim.Slot(w.out, holder, "cloudflare_secret", "cloudflare_secret/"+store+"/"+name, name, w.readAt(item.Get("secret_name"), "a secret of the account's Secrets Store"))
		}
	}
}

// store claims one binding. R2 buckets, queues and indices have names that are
// unique in an account; without its id they mean something in this repository.
func (w wrangler) store(holder graph.ID, b wranglerBinding, item, id *doc.Node) {
	v, ok := b.form(id.Value())
	if !ok || onlyZeros.MatchString(v) {
		return
	}
	name := item.Get(b.name).Word()
	if b.name == b.id || name == "" {
		name = v
	}
	key := b.typ + "/" + v
	if !b.global {
		key = w.inAccount(b.typ, v)
	}
	why := w.readAt(id, "bound as "+strings.TrimSuffix(b.list, "s"))
	store := claim.Store(w.out, holder, b.typ, key, name, why)
	w.out.Link(graph.Edge{From: holder, Verb: graph.Mounts, To: store, Power: graph.Read | graph.Write}, why)
	if b.primary != graph.Unknown {
		w.out.Note(store, graph.Trait{Name: graph.PrimaryData}, b.primary, w.readAt(id, "an index, which can be made again"))
	}
}

func (w wrangler) queue(holder graph.ID, n *doc.Node) {
	name, ok := secret.Bucket(n.Value())
	if !ok {
		return
	}
	why := w.readAt(n, "a queue that it uses")
	store := claim.Store(w.out, holder, "cloudflare_queue", w.inAccount("cloudflare_queue", name), name, why)
	w.out.Note(store, graph.Trait{Name: graph.PrimaryData}, graph.No, w.readAt(n, "a queue"))
}

func (w wrangler) inAccount(typ, name string) string {
	if w.account != "" {
		return typ + "/" + w.account + "/" + name
	}
	return w.out.Local(typ, name)
}
