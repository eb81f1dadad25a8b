// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"testing"
)

func TestKubernetesAccount(t *testing.T) {
	token := func(payload string) Value {
		return New("eyJhbGciOiJSUzI1NiJ9." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".canary")
	}
	for payload, want := range map[string]string{
		`{"sub":"system:serviceaccount:ci:deployer"}`:    "ci deployer true",
		`{"sub":"system:serviceaccount:ci:a:b"}`:         "  false",
		`{"sub":"system:serviceaccount:ci:canary/../x"}`: "  false",
		`{"sub":"ann@acme.example"}`:                     "  false",
		`{"sub":7}`:                                      "  false",
		`[]`:                                             "  false",
	} {
		space, name, ok := KubernetesAccount(token(payload))
		if got := fmt.Sprint(space, " ", name, " ", ok); got != want {
			t.Errorf("%s: %s, want %s", payload, got, want)
		}
	}
}

func TestCertificateSubject(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		subject pkix.Name
		want    string
	}{
		{pkix.Name{CommonName: "kubernetes-admin", Organization: []string{"system:masters"}}, "kubernetes-admin [system:masters] true"},
		{pkix.Name{CommonName: "ann@acme.example", Organization: []string{"dev\x1b[2J"}}, "ann@acme.example [] true"},
		{pkix.Name{Organization: []string{"system:masters"}}, " [] false"},
	} {
		der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(1), Subject: c.subject}, &x509.Certificate{SerialNumber: big.NewInt(1)}, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
		for _, v := range []Value{New(string(text)), New(base64.StdEncoding.EncodeToString(text))} {
			user, groups, ok := CertificateSubject(v)
			if got := fmt.Sprint(user, " ", groups, " ", ok); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		}
	}
}

func TestServer(t *testing.T) {
	for text, want := range map[string]string{
		"https://K8S.acme-infra.net:443/":                     "k8s.acme-infra.net",
		"https://k8s.acme-infra.net:6443":                     "k8s.acme-infra.net:6443",
		"https://rancher.acme-infra.net/k8s/clusters/c-7f":    "rancher.acme-infra.net/k8s/clusters/c-7f",
		"k8s.acme-infra.net":                                  "",
		"ftp://k8s.acme-infra.net":                            "",
		"https://":                                            "",
		"https://a.net/p?token=canary":                        "a.net/p",
		"https://canary:canary@k8s.acme-infra.net":            "k8s.acme-infra.net",
		"https://k8s.acme-infra.net/ghp_aB3dE6gH9jK2mN5pQ8sT": "",
	} {
		if got, _ := Server(New(text)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
