// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"net/url"
	"strings"
	"time"
)

var kubernetesAccountForm = lazily.Compile(`^system:serviceaccount:([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?):([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)$`)

// KubernetesAccount is whom a token of a Kubernetes service account speaks for, as
// its subject says; the signature is not checked.
// https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
func KubernetesAccount(v Value) (namespace, name string, ok bool) {
	parts := strings.Split(v.Normal().text(), ".")
	var claims struct {
		Subject string `json:"sub"`
	}
	if len(parts) != 3 || len(parts[1]) > 16<<10 || !segment(parts[1], &claims) {
		return "", "", false
	}
	m := kubernetesAccountForm.FindStringSubmatch(claims.Subject)
	if m == nil {
		return "", "", false
	}
	return m[1], m[3], true
}

var userForm = lazily.Compile(`^[A-Za-z0-9][A-Za-z0-9 _.:/@+-]{0,126}$`)

// CertificateSubject is whom a client certificate speaks for: its common name
// and organisations, the user and groups of Kubernetes. The certificate is PEM,
// or base64 of it as kubeconfigs have it.
// https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates
func CertificateSubject(v Value) (user string, groups []string, ok bool) {
	text := []byte(strings.TrimSpace(v.text()))
	if raw, err := base64.StdEncoding.DecodeString(string(text)); err == nil {
		text = raw
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != "CERTIFICATE" {
		return "", nil, false
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil || !userForm.MatchString(c.Subject.CommonName) {
		return "", nil, false
	}
	for _, g := range c.Subject.Organization {
		if userForm.MatchString(g) && len(groups) < 16 {
			groups = append(groups, g)
		}
	}
	return c.Subject.CommonName, groups, true
}

// Server is the host of a URL with its port, where that is not the scheme's own:
// what tells one API server from another.
func Server(v Value) (hostPort string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(v.text()))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return "", false
	}
	host, ok := Host(New(u.Hostname()))
	if !ok {
		return "", false
	}
	if p := u.Port(); p != "" && p != map[string]string{"https": "443", "http": "80"}[u.Scheme] {
		host += ":" + p
	}
	if path := strings.TrimRight(u.Path, "/"); path != "" { // several clusters behind one front door
		if path, ok = Path(New(path)); !ok {
			return "", false
		}
		host += path
	}
	return host, true
}

// Timestamp is a time as APIs write it.
func Timestamp(v Value) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(v.text()))
	return t, err == nil
}
