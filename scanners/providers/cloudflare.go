// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// Cloudflare says of a token which permission groups it has on which accounts,
// where the token may ask for itself; of one that may not, nothing is known but
// what it sees. Variables of Workers and Pages stand in answers together with
// their values, so these are not asked for.
var Cloudflare = add(Provider{
	Name: "cloudflare", Title: "Cloudflare",
	Doc: "Asks which permission groups the token has, and lists accounts, D1 databases, KV namespaces, and R2 buckets of the default jurisdiction with their lock rules. " +
		"Variables and secrets of Workers and Pages are not asked for, since values stand beside their names. A Global API Key is used with the address in CLOUDFLARE_EMAIL. " +
		"An API token with the permissions API Tokens Read, Account Settings Read, D1 Read, Workers KV Storage Read and Workers R2 Storage Read suffices.",
	Variables: []string{"CLOUDFLARE_API_TOKEN", "CF_API_TOKEN", "CLOUDFLARE_API_KEY"},
	Base:      "https://api.cloudflare.com", BaseVariable: "STAGEDOOR_CLOUDFLARE_URL",
	Allow: []string{
		"GET /client/v4/user/tokens/verify",
		"GET /client/v4/user/tokens/*",
		"GET /client/v4/accounts",
		"GET /client/v4/accounts/*/tokens/verify",
		"GET /client/v4/accounts/*/tokens/*",
		"GET /client/v4/accounts/*/d1/database",
		"GET /client/v4/accounts/*/storage/kv/namespaces",
		"GET /client/v4/accounts/*/r2/buckets",
		"GET /client/v4/accounts/*/r2/buckets/*/lock",
	},
	Budget: 3000,
	Ask:    askCloudflare,
})

type cloudflare struct {
	*Client
	ctx      context.Context
	out      *graph.Facts
	token    graph.ID
	kind     string
	value    secret.Value
	name     string // variable
	policies []cloudflarePolicy
	where    string // path at which the policies were read; "" where they were not
}

type cloudflareAccount struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	scope graph.ID
}

// A cloudflarePolicy allows or denies groups of operations on resources.
type cloudflarePolicy struct {
	Effect string `json:"effect"`
	Groups entries[struct {
		Name string `json:"name"`
	}] `json:"permission_groups"`
	Resources map[string]json.RawMessage `json:"resources"`
}

func askCloudflare(ctx context.Context, c *Client, out *graph.Facts) error {
	v, variable, ok := c.Key(c.Variables...)
	if !ok {
		return c.Missing()
	}
	f := &cloudflare{Client: c, ctx: ctx, out: out, value: v, name: variable}
	if variable == "CLOUDFLARE_API_KEY" {
		email := c.Setting("CLOUDFLARE_EMAIL")
		if email == "" || strings.ContainsAny(email, "\r\n") {
			return failure{kind: graph.Denied, says: "a Global API Key is sent with the address of its account; set CLOUDFLARE_EMAIL"}
		}
		f.kind = kindOf(variable, v, "cloudflare_global_api_key")
		c.UseFunc(func(h http.Header) bool {
			h.Set("X-Auth-Email", email)
			return v.Authorize(h, "X-Auth-Key", "")
		})
	} else {
		f.kind = kindOf(variable, v, "cloudflare_api_token")
		c.Use(v, "Authorization", "Bearer ")
	}
	accounts, err := f.accounts()
	if Status(err) == http.StatusUnauthorized {
		return err
	}
	c.Failed(out, "the accounts", err)
	f.given(accounts)
	for _, a := range accounts {
		f.account(a)
	}
	return nil
}

// given says who the credential is, and what it opens where that is an account.
func (f *cloudflare) given(accounts []cloudflareAccount) {
	why := f.Fetched("/client/v4/accounts", "the credential that was given for this run")
	f.token = Given(f.out, f.kind, f.name, f.value, why)
	if f.name == "CLOUDFLARE_API_KEY" {
		for _, a := range accounts {
			Opens(f.out, f.token, f.kind, a.scope, nil, f.Fetched("/client/v4/accounts", "an account of the key's user"))
		}
		return
	}
	f.own(accounts)
	for _, a := range accounts {
		if f.where != "" {
			if reads := graph.Read; f.named(a) {
				Opens(f.out, f.token, f.kind, a.scope, &reads, f.Fetched(f.where, "the token's permissions name the account"))
			}
			continue
		}
		Opens(f.out, f.token, f.kind, a.scope, new(graph.Power), f.Fetched("/client/v4/accounts", "an account that the token sees; what it may do there is not told"))
	}
}

// own asks for the token's own policies: it is a user's or an account's.
func (f *cloudflare) own(accounts []cloudflareAccount) {
	places := []string{"/client/v4/user/tokens"}
	for _, a := range accounts {
		places = append(places, "/client/v4/accounts/"+url.PathEscape(a.ID)+"/tokens")
	}
	for _, place := range places {
		var is struct {
			Result struct {
				ID string `json:"id"`
			} `json:"result"`
		}
		if err := f.Get(f.ctx, place+"/verify", nil, &is); err != nil || is.Result.ID == "" {
			continue // an account's token is none of a user's, and the other way round
		}
		path := place + "/" + url.PathEscape(is.Result.ID)
		var answer struct {
			Result struct {
				Expires  *string                   `json:"expires_on"`
				Policies entries[cloudflarePolicy] `json:"policies"`
			} `json:"result"`
		}
		if err := f.Get(f.ctx, path, nil, &answer); err != nil {
			if Refused(err) || NotFound(err) {
				f.Gap(f.out, path, graph.Denied, "what the token may do could not be read: it needs the permission API Tokens Read")
				return
			}
			f.Failed(f.out, "what the token may do", err)
			return
		}
		f.odd(f.out, path, "what the token may do", answer.Result.Policies.odd)
		f.policies, f.where = answer.Result.Policies.all, path
		if answer.Result.Expires == nil {
			f.out.Note(f.token, graph.Trait{Name: graph.NeverExpires}, graph.Yes, f.Fetched(path, "the token has no day on which it expires"))
		}
		return
	}
	f.Gap(f.out, "/client/v4/user/tokens/verify", graph.Unreadable, "whose the token is could not be read")
}

// may is what the policies give over one kind of store in an account: whoever may
// write may delete. A policy may be about one bucket. One that denies anything of
// the kind leaves it unknown.
// https://developers.cloudflare.com/fundamentals/api/reference/permissions/
func (f *cloudflare) may(group string, a cloudflareAccount, bucket string) (power graph.Power, told bool) {
	for _, p := range f.policies {
		whole := covers(p.Resources, a.ID)
		_, single := p.Resources["com.cloudflare.edge.r2.bucket."+a.ID+"_default_"+bucket]
		for _, g := range p.Groups.all {
			kind, is := strings.CutPrefix(g.Name, group+" ")
			switch {
			case !is || !whole && !single:
			case p.Effect != "allow":
				return 0, true
			case whole && (kind == "Write" || kind == "Edit"):
				power, told = power|graph.Read|graph.Write|graph.Delete, true
			case single && kind == "Bucket Item Write": // objects of this bucket
				power, told = power|graph.Read|graph.Write, true
			case whole && kind == "Read", single && kind == "Bucket Item Read":
				power, told = power|graph.Read, true
			}
		}
	}
	return power, told
}

// named reports whether a policy is about an account. What else the token may do
// there is said of each store.
func (f *cloudflare) named(a cloudflareAccount) bool {
	return slices.ContainsFunc(f.policies, func(p cloudflarePolicy) bool { return covers(p.Resources, a.ID) })
}

// covers reports whether resources of a policy are an account, or all accounts.
func covers(resources map[string]json.RawMessage, account string) bool {
	const prefix = "com.cloudflare.api.account."
	for name := range resources {
		if name == prefix+"*" || name == prefix+account || name == "com.cloudflare.api.account" {
			return true
		}
	}
	return false
}

// cloudflareList asks for a list by the numbers of its pages.
func cloudflareList[T any](f *cloudflare, path, what string, size int, each func(T)) error {
	for page := 1; page <= maxPages; page++ {
		var answer struct {
			Result entries[T] `json:"result"`
			Info   maybe[struct {
				Total int `json:"total_pages"`
			}] `json:"result_info"`
		}
		query := url.Values{"page": {strconv.Itoa(page)}, "per_page": {strconv.Itoa(size)}}
		if err := f.Get(f.ctx, path, query, &answer); err != nil {
			return err
		}
		f.odd(f.out, path, what, answer.Result.odd)
		for _, one := range answer.Result.all {
			each(one)
		}
		had := len(answer.Result.all) + answer.Result.odd
		if had == 0 || had < size && page >= answer.Info.is.Total {
			return nil
		}
	}
	return endless(path)
}

func (f *cloudflare) accounts() (all []cloudflareAccount, err error) {
	const path = "/client/v4/accounts"
	err = cloudflareList(f, path, "the accounts", 50, func(a cloudflareAccount) {
		if a.ID == "" {
			return
		}
		why := f.Fetched(path, "an account that the credential sees")
		a.scope = Scope(f.out, "cloudflare_account", a.ID, a.Name, why)
		NamedFor(f.out, a.scope, a.Name, why)
		all = append(all, a)
	})
	return all, err
}
