// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// awsProfiles reads the credentials and settings of AWS's command line, one part a
// profile: keys carry their account, and a role or a single sign-on names one.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
func awsProfiles(f *file) {
	for _, p := range f.parts("profile", "profile ", "sso-session ") {
		var all []claim.Pair
		for _, e := range p.entries {
			switch key := strings.ToLower(e.Name); key {
			case "aws_access_key_id", "aws_secret_access_key", "aws_session_token":
				all = append(all, claim.Pair{Name: e.Name, Value: e.Value, At: f.entry(e)})
			case "sso_account_id", "role_arn":
				account, ok := secret.AWSAccountID(e.Value)
				if key == "role_arn" {
					account, ok = secret.AccountInARN(e.Value)
				}
				if ok && !secret.MockAccount(account) {
					claim.Scope(f.out, p.holder, "aws_account", "aws_account/"+account, account, f.Read(e.Line, e.Column, "the profile "+p.name+" names the account"))
				}
			case "credential_process":
				f.keyring(dotted(p.name, e.Name), nil, "the profile asks a program for its credentials")
			}
		}
		claim.Pairs(f.out, p.holder, all)
	}
}

// awsCache reads a token of single sign-on, or the credentials of a role, until
// they expire.
func awsCache(f *file) {
	root := asJSON(f)
	holder := f.Holder(f.out)
	access := f.token(holder, "aws_sso_session", "accessToken", root.Get("accessToken"))
	f.session(access, f.token(holder, "aws_sso_session", "refreshToken", root.Get("refreshToken")), root.Get("expiresAt"))
	c := root.Get("Credentials")
	var all []claim.Pair
	for _, key := range []string{"AccessKeyId", "SecretAccessKey", "SessionToken"} {
		if n := c.Get(key); n != nil {
			all = append(all, claim.Pair{Name: "AWS" + key, Value: n.Value(), At: f.at(n)})
		}
	}
	claim.Pairs(f.out, holder, all)
	for _, p := range all {
		if p.Name == "AWSAccessKeyId" {
			f.expires(claim.Literal(f.out, holder, p.Name, p.Value, p.At), c.Get("Expiration"))
		}
	}
}

// googleDefault reads application default credentials: a user's login, or the key
// of a service account, which names its project.
// https://cloud.google.com/docs/authentication/application-default-credentials
func googleDefault(f *file) {
	root := asJSON(f)
	holder := f.Holder(f.out)
	if root.Has("private_key") {
		claim.Literal(f.out, holder, "GOOGLE_APPLICATION_CREDENTIALS", secret.New(string(f.Data)), f.At(1, 1))
		return
	}
	f.token(holder, "google_user_credentials", "refresh_token", root.Get("refresh_token"))
	if project, ok := secret.GoogleProject(root.Get("quota_project_id").Value()); ok {
		n := root.Get("quota_project_id")
		claim.Scope(f.out, holder, "google_project", "google_project/"+project, project, f.Read(n.Line, n.Column, "the project that its calls are counted for"))
	}
}

// googleProperties reads which project a configuration of gcloud is set to.
func googleProperties(f *file) {
	for _, p := range f.parts("section") {
		if e, ok := p.get("project"); ok && p.name == "core" {
			if project, ok := secret.GoogleProject(e.Value); ok {
				claim.Scope(f.out, f.Holder(f.out), "google_project", "google_project/"+project, project, f.Read(e.Line, e.Column, "gcloud is set to the project"))
			}
		}
	}
}

// azureTokens reads what Azure's command line caches: the tokens that renew a login
// count, those that pass within the hour do not.
func azureTokens(f *file) {
	root := asJSON(f)
	for _, n := range root.Get("RefreshToken").Entries() {
		f.token(f.Holder(f.out), "azure_user_token", "RefreshToken", n.Get("secret"))
	}
}

// azureProfile reads the subscriptions of a login.
func azureProfile(f *file) {
	for s := range asJSON(f).Get("subscriptions").Items() {
		if id, ok := secret.UUID(s.Get("id").Value()); ok {
			name, _ := secret.Word(s.Get("name").Value())
			claim.Scope(f.out, f.Holder(f.out), "azure_subscription", "azure_subscription/"+id, cmpOr(name, id), f.Read(s.Line, s.Column, "a subscription of the login"))
		}
	}
}

// renderLogin reads Render's command line, whose key says when it expires.
func renderLogin(f *file) {
	root := asYAML(f)
	key := f.token(f.Holder(f.out), "render_cli_session", "api.key", root.Get("api", "key"))
	f.expires(key, root.Get("api", "expires_at"))
}

// vercelLogin reads Vercel's command line.
func vercelLogin(f *file) {
	root := asJSON(f)
	holder := f.Holder(f.out)
	access := f.token(holder, "vercel_token", "token", root.Get("token"))
	f.session(access, f.token(holder, "vercel_token", "refreshToken", root.Get("refreshToken")), root.Get("expiresAt"))
}

// neonLogin reads Neon's command line: https://github.com/neondatabase/neonctl/blob/0ba830b5d0/README.md
func neonLogin(f *file) {
	root := asJSON(f)
	holder := f.Holder(f.out)
	access := f.token(holder, "neon_cli_session", "access_token", root.Get("access_token"))
	f.session(access, f.token(holder, "neon_cli_session", "refresh_token", root.Get("refresh_token")), root.Get("expires_at"))
}

// wranglerLogin reads Cloudflare's command line.
func wranglerLogin(f *file) {
	root := asTOML(f)
	holder := f.Holder(f.out)
	access := f.token(holder, "cloudflare_wrangler_session", "oauth_token", root.Get("oauth_token"))
	f.session(access, f.token(holder, "cloudflare_wrangler_session", "refresh_token", root.Get("refresh_token")), root.Get("expiration_time"))
}

// githubHosts reads GitHub's command line: a host without a token has it in the
// keyring.
func githubHosts(f *file) {
	for host, h := range asYAML(f).Entries() {
		name, ok := secret.Host(secret.New(host.Name))
		if !ok || h == nil || h.Kind != doc.Map {
			continue
		}
		found := false
		for _, n := range append([]*doc.Node{h.Get("oauth_token")}, under(h.Get("users"), "oauth_token")...) {
			found = !f.token(f.Holder(f.out), "github_classic_token", name+".oauth_token", n).IsZero() || found
		}
		if !found {
			f.keyring("gh, "+name, h, "gh is logged in at "+name+" and keeps the token in the keyring")
		}
	}
}

// under are the values of a key in every entry of a map.
func under(n *doc.Node, key string) (all []*doc.Node) {
	for _, e := range n.Entries() {
		if v := e.Get(key); v != nil {
			all = append(all, v)
		}
	}
	return all
}

// inKeyring says of documents without a credential that the tool keeps it in the
// keyring; those that hold one are read.
func inKeyring(read func(*file), key string, parse format) func(*file) {
	return func(f *file) {
		if n := parse(f).Get(key); n == nil || n.Value().Empty() {
			f.keyring(f.place.Tool, nil, "no credential stands in the file; the tool may keep it in the keyring")
			return
		}
		read(f)
	}
}
