// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"bytes"
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// kubeconfig reads clusters and what opens them. A user without a token or key asks
// a program for one.
func kubeconfig(f *file) {
	scanners.Kubeconfig.File(f.File, f.out)
	docs, problem := doc.YAML(f.Data)
	f.document(nil, problem)
	for _, root := range docs {
		for u := range root.Get("users").Items() {
			name, _ := secret.Word(u.Get("name").Value())
			if exec := u.Get("user", "exec"); exec != nil {
				f.keyring("kubectl, "+cmpOr(name, "a user"), exec, "kubectl runs a program for the token of this user")
			}
		}
	}
}

// ageKeys reads the secret keys of age: https://github.com/FiloSottile/age
func ageKeys(f *file) {
	line := 0
	for text := range bytes.Lines(f.Data) {
		line++
		if bytes.HasPrefix(text, []byte("AGE-SECRET-KEY-")) {
			f.value(f.Holder(f.out), "age_secret_key", "keys.txt", secret.New(strings.TrimSpace(string(text))), f.At(line, 1))
		}
	}
}

// s3cmd reads keys of an object store, which is Amazon's where no other host is
// named.
func s3cmd(f *file) {
	for _, p := range f.parts("section") {
		var all []claim.Pair
		for key, name := range map[string]string{"access_key": "AWS_ACCESS_KEY_ID", "secret_key": "AWS_SECRET_ACCESS_KEY"} {
			if e, ok := p.get(key); ok {
				all = append(all, claim.Pair{Name: name, Value: e.Value, At: f.entry(e)})
			}
		}
		claim.Pairs(f.out, p.holder, all)
	}
}

// dbtProfiles reads targets: https://docs.getdbt.com/docs/core/connect-data-platform/connection-profiles
func dbtProfiles(f *file) {
	for profile, p := range asYAML(f).Entries() {
		for target, n := range p.Get("outputs").Entries() {
			name, _ := secret.Word(secret.New(target.Name))
			holder := f.Section(f.out, "target", cmpOr(name, "target"), target.Line, target.Column)
			f.environment(holder, name, target.Line)
			prefix := "DB_"
			switch n.Get("type").Text("postgres", "redshift", "mysql") {
			case "postgres", "redshift":
				prefix = "PG"
			case "mysql":
				prefix = "MYSQL_"
			}
			found := map[string]claim.Pair{}
			for key, as := range map[string]string{"host": "HOST", "port": "PORT", "dbname": "DATABASE", "database": "DATABASE", "user": "USER", "password": "PASSWORD", "pass": "PASSWORD"} {
				if v := n.Get(key); v != nil && v.Kind == doc.Scalar {
					found[as] = claim.Pair{Value: v.Value(), At: f.at(v)}
				}
			}
			if _, ok := found["HOST"]; ok {
				f.connection(holder, prefix, found)
			} else if v := n.Get("password"); v != nil {
				f.token(holder, "database_connection", profile.Name+".password", v)
			}
		}
	}
}
