// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"encoding/base64"
	"testing"
)

func TestServiceAccountsTellTheirProject(t *testing.T) {
	key := `{"type": "service_account", "project_id": "acme-prod", "private_key_id": "0123456789abcdef0123456789abcdef01234567",
	 "private_key": "-----BEGIN PRIVATE KEY-----\ncanary-not-a-key\n-----END PRIVATE KEY-----\n", "client_email": "deploy@acme-prod.iam.gserviceaccount.com"}`
	for _, in := range []string{key, "\n" + key + "\n", base64.StdEncoding.EncodeToString([]byte(key)), "'" + key + "'"} {
		a, ok := GoogleServiceAccount(New(in))
		if !ok || a.Project != "acme-prod" || a.Email != "deploy@acme-prod.iam.gserviceaccount.com" || a.KeyID == "" || a.Key.Empty() {
			t.Errorf("read as %+v, %v", a, ok)
		}
	}
	for _, in := range []string{
		"", "{}", `{"type": "authorized_user"}`, `{"type": "service_account"}`, `{"type": "service_account", "project_id": "YOUR PROJECT"}`, `{"type":"service_account"`, "c2VydmljZV9hY2NvdW50",
	} {
		if a, ok := GoogleServiceAccount(New(in)); ok {
			t.Errorf("%s is read as %+v", in, a)
		}
	}
	for in, want := range map[string]string{"ci@acme-prod.iam.gserviceaccount.com": "acme-prod", "1234-compute@developer.gserviceaccount.com": "", "me@acme.io": ""} {
		if got, _ := GoogleProject(New(in)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
