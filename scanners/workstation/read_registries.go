// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// dockerLogins reads registries that docker and podman are logged in at. A login is
// written as base64 of user:password, or kept by a helper.
// https://github.com/docker/cli/blob/28f756087e/cli/config/configfile/file.go
func dockerLogins(f *file) {
	root := asJSON(f)
	holder := f.Holder(f.out)
	store := root.Has("credsStore") || root.Has("credHelpers")
	for registry, n := range root.Get("auths").Entries() {
		host := registryHost(registry.Name)
		found := false
		if auth, ok := n.Get("auth").Value().Base64(); ok {
			if _, password, ok := auth.Cut(":"); ok && !password.Empty() {
				found = !f.value(holder, "registry_password", dotted(host, "auth"), password, f.at(n.Get("auth"))).IsZero()
				f.out.Watch(n.Get("auth").Value())
			}
		}
		for _, key := range []string{"identitytoken", "registrytoken"} {
			found = !f.token(holder, "registry_token", dotted(host, key), n.Get(key)).IsZero() || found
		}
		if !found && store {
			f.keyring("docker, "+host, n, "docker is logged in at "+host+" and a helper keeps the password")
		}
	}
}

func registryHost(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "https://"), "http://")
	name, _, _ = strings.Cut(name, "/")
	host, ok := secret.Host(secret.New(name))
	if !ok {
		return "registry"
	}
	return host
}

// xmlSecret finds elements and attributes of the settings of Maven and NuGet that
// hold a password. What stands in comments is read too: it is somebody's all the
// same.
var xmlSecret = lazily.Compile(`(?i)<(password|passphrase|privateKeyPassphrase)>\s*([^<]+?)\s*</|<add\s+key="(ClearTextPassword|Password)"\s+value="([^"]+)"`)

// xmlPasswords reads them; {...} is what Maven has encrypted, and ${...} a reference.
// https://maven.apache.org/guides/mini/guide-encryption.html
func xmlPasswords(f *file) {
	line, from := 1, 0
	text := string(f.Data)
	for _, m := range xmlSecret.Get().FindAllStringSubmatchIndex(text, 100) {
		at, name := 4, "password"
		if m[4] < 0 {
			at, name = 8, text[m[6]:m[7]]
		}
		line += strings.Count(text[from:m[at]], "\n")
		from = m[at]
		v := secret.New(text[m[at]:m[at+1]])
		if v.HasPrefix("{") || v.HasPrefix("${") || v.HasPrefix("%") || name == "Password" {
			continue // encrypted for this user, or a reference
		}
		f.value(f.Holder(f.out), "registry_password", name, v, f.At(line, from-strings.LastIndexByte(text[:from], '\n')))
	}
}

// assignments are how fish and PowerShell give a variable a literal value.
var assignments = lazily.Compile(`(?mi)^[ \t]*(?:set[ \t]+(?:-{1,2}[a-z]+[ \t]+)*([A-Z_][A-Z0-9_]*)[ \t]+|\$env:([A-Z_][A-Z0-9_]*)[ \t]*=[ \t]*)("[^"\n$]*"|'[^'\n]*'|[^\s"'$;(]+)`)

// TerraformHCL finds the tokens of Terraform's own settings.
var terraformHost = lazily.Compile(`(?m)^[ \t]*credentials[ \t]+"([^"\n]{1,200})"[ \t]*\{[^}]*?\btoken[ \t]*=[ \t]*"([^"\n]+)"`)

// terraformSettings reads credentials "host" { token = "..." }.
// https://developer.hashicorp.com/terraform/cli/config/config-file
func terraformSettings(f *file) {
	text := string(f.Data)
	for _, m := range terraformHost.Get().FindAllStringSubmatchIndex(text, 50) {
		host, _ := secret.Host(secret.New(text[m[2]:m[3]]))
		line, column := secret.New(text).Place(m[4])
		f.value(f.Holder(f.out), "hcp_terraform_token", dotted(host, "token"), secret.New(text[m[4]:m[5]]), f.At(line, column))
	}
}
