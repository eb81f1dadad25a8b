// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"bytes"
	"encoding/base64"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// In this file: readers of files in forms of their own.

// netrcMachines are machines whose password is a token of a kind.
var netrcMachines = map[string]string{
	"api.heroku.com": "heroku_api_key", "git.heroku.com": "heroku_api_key",
	"github.com": "github_classic_token", "api.github.com": "github_classic_token",
	"app.terraform.io": "hcp_terraform_token",
}

// netrcWords are the words of a .netrc outside of macros, with their places.
var netrcWords = lazily.Compile(`"(?:[^"\\\n]|\\.)*"|[^\s"]\S*`)

// netrc reads machines and their passwords.
// https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
func netrc(f *file) {
	machine, line := "", 0
	for text := range strings.Lines(string(f.Data)) {
		if line++; strings.HasPrefix(strings.TrimSpace(text), "#") {
			continue
		}
		words := netrcWords.Get().FindAllStringIndex(text, -1)
		for i := 0; i < len(words); i++ {
			key := text[words[i][0]:words[i][1]]
			if key == "default" {
				machine = "default"
			}
			if i+1 == len(words) || key != "machine" && key != "login" && key != "password" && key != "account" {
				continue
			}
			i++
			v := secret.New(text[words[i][0]:words[i][1]])
			switch key {
			case "machine":
				machine, _ = secret.Host(v)
			case "password":
				kind := cmpOr(netrcMachines[machine], "host_password")
				if _, uuid := secret.UUID(v); uuid && kind == "heroku_api_key" {
					kind = "heroku_legacy_api_key"
				}
				f.value(f.Holder(f.out), kind, dotted(cmpOr(machine, "machine"), "password"), v, f.At(line, words[i][0]+1))
			}
		}
	}
}

// urls reads lines that are addresses with a user and a password, as git's store
// keeps them: https://git-scm.com/docs/git-credential-store
func urls(f *file) {
	line := 0
	for text := range strings.Lines(string(f.Data)) {
		line++
		m := userInURL.Get().FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		host, _ := secret.Host(secret.New(text[m[6]:m[7]]))
		password := secret.New(text[m[4]:m[5]]).Unescaped()
		if m[4] == m[5] {
			password = secret.New(text[m[2]:m[3]]).Unescaped() // the token alone
		}
		f.value(f.Holder(f.out), cmpOr(netrcMachines[host], "host_password"), dotted(host, "password"), password, f.At(line, m[2]+1))
	}
}

var userInURL = lazily.Compile(`^https?://([^:@/\s]*):?([^@/\s]*)@([^/\s]+)`)

// pgpass reads lines of host:port:database:user:password.
// https://www.postgresql.org/docs/current/libpq-pgpass.html
func pgpass(f *file) {
	line := 0
	for text := range strings.Lines(string(f.Data)) {
		line++
		text = strings.TrimRight(text, "\r\n")
		if strings.HasPrefix(text, "#") {
			continue
		}
		var parts []string
		part := strings.Builder{}
		for i := 0; i < len(text); i++ {
			switch {
			case text[i] == '\\' && i+1 < len(text):
				i++
				part.WriteByte(text[i])
			case text[i] == ':' && len(parts) < 4:
				parts = append(parts, part.String())
				part.Reset()
			default:
				part.WriteByte(text[i])
			}
		}
		if parts = append(parts, part.String()); len(parts) != 5 {
			continue
		}
		found := map[string]claim.Pair{}
		for i, key := range []string{"HOST", "PORT", "DATABASE", "USER", "PASSWORD"} {
			found[key] = claim.Pair{Value: secret.New(parts[i]), At: f.At(line, 1)}
		}
		f.connection(f.Holder(f.out), "PG", found)
	}
}

var (
	npmLine  = lazily.Compile(`^\s*(?://([^/\s:=]+)[^=\s]*:)?(_authToken|_auth|_password)\s*=\s*(\S+)`)
	opensshs = []byte("-----BEGIN OPENSSH PRIVATE KEY-----")
)

// npmrc reads tokens of registries; ${NAME} stands for a variable.
// https://docs.npmjs.com/cli/v11/configuring-npm/npmrc
func npmrc(f *file) {
	line := 0
	for text := range strings.Lines(string(f.Data)) {
		line++
		m := npmLine.Get().FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		host := ""
		if m[2] >= 0 {
			host, _ = secret.Host(secret.New(text[m[2]:m[3]]))
		}
		v := secret.New(text[m[6]:m[7]])
		f.value(f.Holder(f.out), "registry_token", dotted(host, text[m[4]:m[5]]), v.Normal(), f.At(line, m[6]+1))
	}
}

// sshKey says that a private key is there, and whether it is of use without a
// passphrase.
func sshKey(f *file) {
	data := bytes.TrimSpace(f.Data)
	if !bytes.HasPrefix(data, []byte("-----BEGIN ")) || !bytes.Contains(data[:min(len(data), 80)], []byte("PRIVATE KEY-----")) {
		return
	}
	id := f.out.Literal("ssh_private_key", f.Base(), secret.New(string(data)).Normal(), f.Read(1, 1, ""))
	f.out.Link(graph.Edge{From: f.Holder(f.out), Verb: graph.Holds, To: id}, f.Read(1, 1, "a private key"))
	if encrypted(data) {
		f.out.Note(id, graph.Trait{Name: graph.Protected, Detail: "a passphrase"}, graph.Yes, f.Read(1, 1, "the key is encrypted with a passphrase"))
	} else {
		f.out.Note(id, graph.Trait{Name: graph.Protected}, graph.No, f.Read(1, 1, "the key has no passphrase"))
	}
}

// encrypted reads how a key is stored. OpenSSH's own form names the cipher:
// https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
func encrypted(data []byte) bool {
	body, ok := bytes.CutPrefix(data, opensshs)
	if !ok {
		head := string(data[:min(len(data), 200)])
		return strings.Contains(head, "BEGIN ENCRYPTED PRIVATE KEY") || strings.Contains(head, "Proc-Type: 4,ENCRYPTED")
	}
	body, _, _ = bytes.Cut(body, []byte("-----END"))
	packed := strings.Join(strings.Fields(string(body)), "")
	packed = packed[:min(len(packed)&^3, 64)]
	raw, err := base64.StdEncoding.DecodeString(packed)
	const magic = "openssh-key-v1\x00"
	if err != nil || len(raw) < len(magic)+8 || string(raw[:len(magic)]) != magic {
		return false
	}
	return !bytes.HasPrefix(raw[len(magic):], []byte("\x00\x00\x00\x04none"))
}
