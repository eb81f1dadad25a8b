// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"net/url"

	"github.com/stagedoor/stagedoor/graph"
)

func (f *cloudflare) account(a cloudflareAccount) {
	base := "/client/v4/accounts/" + url.PathEscape(a.ID)
	path := base + "/d1/database"
	f.Failed(f.out, "the D1 databases", cloudflareList(f, path, "the D1 databases", 100, func(d struct {
		ID   string `json:"uuid"`
		Name string `json:"name"`
	}) {
		f.store(path, a, "cloudflare_d1_database", d.ID, d.ID, d.Name, "D1")
	}))
	kv := base + "/storage/kv/namespaces"
	f.Failed(f.out, "the KV namespaces", cloudflareList(f, kv, "the KV namespaces", 100, func(n struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}) {
		f.store(kv, a, "cloudflare_kv_namespace", n.ID, n.ID, n.Title, "Workers KV Storage")
	}))
	f.buckets(base+"/r2/buckets", a)
}

// buckets come with a cursor, and are unique to an account by their name.
func (f *cloudflare) buckets(path string, a cloudflareAccount) {
	query := url.Values{"per_page": {"1000"}}
	err := cursors(path, query, "cursor", func() (string, int, error) {
		var answer struct {
			Result struct {
				Buckets entries[struct {
					Name string `json:"name"`
				}] `json:"buckets"`
			} `json:"result"`
			Info maybe[struct {
				Cursor string `json:"cursor"`
			}] `json:"result_info"`
		}
		if err := f.Get(f.ctx, path, query, &answer); err != nil {
			return "", 0, err
		}
		f.odd(f.out, path, "the R2 buckets", answer.Result.Buckets.odd)
		for _, b := range answer.Result.Buckets.all {
			if b.Name != "" {
				id := f.store(path, a, "cloudflare_r2_bucket", a.ID+"/"+b.Name, b.Name, b.Name, "Workers R2 Storage")
				f.lock(path+"/"+url.PathEscape(b.Name)+"/lock", id)
			}
		}
		return answer.Info.is.Cursor, len(answer.Result.Buckets.all) + answer.Result.Buckets.odd, nil
	})
	f.Failed(f.out, "the R2 buckets", err)
}

// store adds a store of an account; id is what is unique, and empty where the
// answer does not say what it is.
func (f *cloudflare) store(path string, a cloudflareAccount, typ, key, id, name, group string) graph.ID {
	if id == "" {
		return graph.ID{}
	}
	why := f.Fetched(path, "it lies in the account")
	store := Store(f.out, typ, key, name, why)
	Contains(f.out, a.scope, store, why)
	NamedFor(f.out, store, name, why)
	if power, told := f.may(group, a, id); told {
		Opens(f.out, f.token, f.kind, store, &power, f.Fetched(f.where, "the token's permissions for "+group))
	}
	return store
}

// lock says that a bucket has a rule that keeps all of its objects. That it has
// none says little: a bucket with objects in it cannot be deleted in one call.
func (f *cloudflare) lock(path string, bucket graph.ID) {
	var answer struct {
		Result struct {
			Rules entries[struct {
				Enabled bool   `json:"enabled"`
				Prefix  string `json:"prefix"`
			}] `json:"rules"`
		} `json:"result"`
	}
	if err := f.Get(f.ctx, path, nil, &answer); err != nil {
		if !NotFound(err) {
			f.Failed(f.out, "the lock rules of a bucket", err)
		}
		return
	}
	for _, r := range answer.Result.Rules.all {
		if r.Enabled && r.Prefix == "" {
			Locked(f.out, bucket, true, f.Fetched(path, "a lock rule keeps all of its objects"))
			return
		}
	}
}
