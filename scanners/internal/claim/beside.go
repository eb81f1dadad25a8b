// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// idVariables are names whose value is the id of what tokens beside it open.
var idVariables = []struct {
	name, typ string
	uuid      bool
}{
	{"RAILWAY_PROJECT_ID", "railway_project", true},
	{"FLY_APP", "fly_app", false}, {"FLY_APP_NAME", "fly_app", false},
	{"HEROKU_APP", "heroku_app", false}, {"HEROKU_APP_NAME", "heroku_app", false},
	{"VERCEL_PROJECT_ID", "vercel_project", false},
	{"CLOUDFLARE_ACCOUNT_ID", "cloudflare_account", false}, {"CF_ACCOUNT_ID", "cloudflare_account", false},
	{"SUPABASE_PROJECT_REF", "supabase_project", false}, {"SUPABASE_PROJECT_ID", "supabase_project", false},
	{"GOOGLE_CLOUD_PROJECT", "google_project", false}, {"GCP_PROJECT", "google_project", false},
	{"GCP_PROJECT_ID", "google_project", false}, {"GOOGLE_PROJECT_ID", "google_project", false},
	{"AWS_ACCOUNT_ID", "aws_account", false}, {"NEON_PROJECT_ID", "neon_project", false},
	{"DIGITALOCEAN_APP_ID", "digitalocean_app", true},
}

// scope claims the id of an account, project or app.
func (m *mention) scope(p Pair) bool {
	name := strings.ToUpper(p.Name)
	for _, v := range idVariables {
		if v.name != name && !strings.HasSuffix(name, "_"+v.name) {
			continue
		}
		id, ok := secret.UUID(p.Value)
		if !ok && !v.uuid {
			id, ok = hexOrWord(p.Value)
		}
		if ok && !secret.MockAccount(id) {
			Scope(m.out, m.holder, v.typ, v.typ+"/"+id, id, p.evidence(""))
		}
		return ok
	}
	return false
}

// hexOrWord reads an id: a word, or the 32 hexadecimal digits of a Cloudflare
// account, which are an id in this place and a token nowhere.
func hexOrWord(v secret.Value) (string, bool) {
	if w, ok := secret.Word(v); ok && !placeholderWord(w) {
		return w, true
	}
	return secret.HexID(v)
}

// bucket claims the name of an object store's bucket.
func (m *mention) bucket(p Pair) bool {
	name := strings.ToUpper(p.Name)
	if !strings.Contains(name, "BUCKET") || strings.Contains(name, "KEY") || strings.Contains(name, "REGION") || strings.Contains(name, "URL") {
		return false
	}
	b, ok := secret.Bucket(p.Value)
	if !ok || placeholderWord(b) {
		return false
	}
	typ := "object_bucket"
	switch {
	case strings.Contains(name, "R2"):
		typ = "cloudflare_r2_bucket"
	case strings.Contains(name, "GCS") || strings.Contains(name, "GOOGLE") || strings.Contains(name, "GCP") || strings.Contains(name, "FIREBASE"):
		typ = "google_storage_bucket"
	case m.elsewhere:
		return false // unique at a server that speaks S3, which is not known to be the same one elsewhere
	case strings.Contains(name, "S3") || strings.Contains(name, "AWS"):
		typ = "aws_s3_bucket"
	}
	key := typ + "/" + b
	if typ == "cloudflare_r2_bucket" || typ == "object_bucket" {
		key = m.out.Local(typ, b) // the name is unique to an account that is not named
	}
	id := Store(m.out, m.holder, typ, key, b, p.evidence(""))
	if role := RoleOfName(name, b); role != "" {
		m.out.Note(id, graph.Trait{Name: graph.Role, Detail: role}, graph.Yes, graph.Evidence{Basis: graph.Named, At: p.At, Says: "by its name"})
	}
	m.buckets = append(m.buckets, id)
	return true
}

var amazonHost = lazily.Compile(`(?i)\bamazonaws\.com`)

// objectEndpoint reports whether a pair names a server other than Amazon's that
// speaks S3.
func objectEndpoint(p Pair) bool {
	name := strings.NewReplacer("-", "_", ".", "_", ":", "_").Replace(strings.ToUpper(p.Name))
	if strings.HasPrefix(name, "MINIO_") {
		return true
	}
	ends := strings.HasSuffix(name, "ENDPOINT") || strings.HasSuffix(name, "ENDPOINT_URL")
	return ends && (strings.Contains(name, "S3") || strings.Contains(name, "AWS") || strings.Contains(name, "STORAGE")) &&
		!p.Value.Empty() && !p.Value.Matches(amazonHost.Get())
}

// RoleOfName is what a bucket is for, where its names say so: stores that many
// share on purpose.
func RoleOfName(names ...string) string {
	all := strings.ToUpper(strings.Join(names, "-"))
	for _, r := range []struct{ word, role string }{
		{"TFSTATE", "state"}, {"TERRAFORM", "state"}, {"LOG", "logs"}, {"ARTIFACT", "artefacts"}, {"ARTEFACT", "artefacts"},
		{"DEPLOY", "artefacts"}, {"CACHE", "cache"}, {"ASSETS", "assets"}, {"STATIC", "assets"}, {"PUBLIC", "assets"}, {"CDN", "assets"}, {"RELEASE", "artefacts"},
	} {
		if strings.Contains(all, r.word) {
			return r.role
		}
	}
	return ""
}

// passing are whole words in the name of a store of any kind that say that what
// it holds passes or can be made again.
var passing = map[string]string{
	"cache": "cache", "caches": "cache", "caching": "cache", "lock": "locks", "locks": "locks", "locking": "locks",
	"idempotency": "scratch", "idempotent": "scratch", "deduplication": "scratch", "dedup": "scratch", "tfstate": "state", "terraform": "state",
	"ephemeral": "scratch", "temporary": "scratch", "temp": "scratch", "tmp": "scratch", "scratch": "scratch",
}

// PassingRole is what a store is for whose name says that nobody misses it.
func PassingRole(names ...string) string {
	for _, n := range names {
		for _, w := range split(n) {
			if role := passing[w]; role != "" {
				return role
			}
		}
	}
	return ""
}

func placeholderWord(w string) bool {
	l := strings.ToLower(w)
	for _, p := range []string{"your", "my-bucket", "mybucket", "example", "changeme", "placeholder", "xxx", "todo", "bucket-name", "bucketname", "replace"} {
		if strings.Contains(l, p) {
			return true
		}
	}
	return l == "test" || l == "bucket" || l == "local"
}
