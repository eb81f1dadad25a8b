// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A moto is an emulator of AWS on loopback. Shapes are its own, which are made
// from AWS' published models.
type moto struct {
	t      testing.TB
	base   string
	refuse []string // operations that are denied
}

// RoundTrip denies what the test wants denied; moto answers all else.
func (m *moto) RoundTrip(r *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	if slices.Contains(m.refuse, callOf(r, body)) {
		says := `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>`
		return &http.Response{StatusCode: http.StatusForbidden, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(says)), Request: r}, nil
	}
	return http.DefaultTransport.RoundTrip(r)
}

const motoAccount = "210987654321"

// startMoto starts moto_server (pip's moto), or skips where there is none.
func startMoto(t testing.TB, env ...string) *moto {
	program, err := exec.LookPath("moto_server")
	if err != nil {
		t.Skip("needs moto_server: pip install 'moto[server]'")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("needs loopback: ", err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	_ = l.Close()
	cmd := exec.Command(program, "-H", "127.0.0.1", "-p", port)
	cmd.Env = append(os.Environ(), "MOTO_ACCOUNT_ID="+motoAccount)
	cmd.Env = append(cmd.Env, env...)
	if err := cmd.Start(); err != nil {
		t.Skip("moto_server does not start: ", err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	m := &moto{t: t, base: "http://127.0.0.1:" + port}
	for range 100 {
		if r, err := http.Get(m.base + "/moto-api/data.json"); err == nil {
			_ = r.Body.Close()
			return m
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Skip("moto_server did not come up")
	return nil
}

// iam makes something in the emulator.
func (m *moto) iam(action string, pairs ...string) (answer string) {
	m.t.Helper()
	form := url.Values{"Action": {action}, "Version": {"2010-05-08"}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r, _ := http.NewRequest(http.MethodPost, m.base+"/", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=EXAMPLE/20261126/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none")
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		m.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	body, _ := io.ReadAll(got.Body)
	if got.StatusCode != http.StatusOK {
		m.t.Fatalf("%s: %d %s", action, got.StatusCode, body)
	}
	return string(body)
}

func (m *moto) accessKey(user string) (id, secretKey string) {
	var answer struct {
		ID     string `xml:"CreateAccessKeyResult>AccessKey>AccessKeyId"`
		Secret string `xml:"CreateAccessKeyResult>AccessKey>SecretAccessKey"`
	}
	if err := xml.Unmarshal([]byte(m.iam("CreateAccessKey", "UserName", user)), &answer); err != nil || answer.ID == "" {
		m.t.Fatal("no access key", err)
	}
	return answer.ID, answer.Secret
}

func policyJSON(statements ...string) string {
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
}

func allow(action, resource string) string {
	return fmt.Sprintf(`{"Sid":"Allowed","Effect":"Allow","Action":%q,"Resource":%q}`, action, resource)
}

func deny(action, resource string) string {
	return fmt.Sprintf(`{"Effect":"Deny","Action":%q,"Resource":%q}`, action, resource)
}

// principalsOf asks the emulator for its principals, with stores as if they had
// been listed.
func (m *moto) principalsOf(ctx context.Context, keyID, secretKey string, stores ...awsTarget) (*graph.Graph, *Client) {
	env := map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secretKey, "AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": m.base}
	vault := secret.NewVault()
	out := graph.NewFacts(vault, "")
	c := newClient(AWS, "", Options{Getenv: func(n string) string { return env[n] }, Home: m.t.TempDir(), Vault: vault, Transport: m})
	cfg, err := c.awsConfig(ctx, "")
	if err != nil {
		m.t.Fatal(err)
	}
	a := &awsAccount{c: c, cfg: cfg, regions: []string{"eu-west-1"}}
	if err := a.whoAmI(ctx, out); err != nil {
		m.t.Fatal(err)
	}
	for _, s := range stores {
		why := graph.Evidence{Basis: graph.Fetched, At: graph.Location{URL: s.arn}}
		s.id = Store(out, s.typ, s.arn[strings.LastIndexByte(s.arn, ':')+1:], "", why)
		Contains(out, a.scope, s.id, why)
		a.targets = append(a.targets, s)
	}
	a.principals(ctx, out)
	return graph.Build(out, Joins()...), c
}
