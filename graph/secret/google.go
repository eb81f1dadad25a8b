// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"encoding/json"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// A ServiceAccount is what a Google service account's key file says in the open.
// https://cloud.google.com/iam/docs/keys-create-delete
type ServiceAccount struct {
	Project string // project_id
	Email   string // client_email
	KeyID   string // private_key_id, public: the console lists it
	Key     Value  // the private key; empty where a placeholder stands
}

var (
	googleProject = lazily.Compile(`^([a-z0-9.-]{1,60}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$`)
	googleEmail   = lazy(`^[a-z0-9.-]{1,64}@(?:([a-z][a-z0-9-]{4,28}[a-z0-9])\.iam|appspot|developer|cloudservices)\.gserviceaccount\.com$`)
	googleKeyID   = lazy(`^[0-9a-f]{40}$`)
)

const longestKeyFile = 64 << 10

// GoogleServiceAccount reads a service account's key file: its JSON, or the
// base64 that CI variables hold.
func GoogleServiceAccount(v Value) (ServiceAccount, bool) {
	if v.Len() > longestKeyFile {
		return ServiceAccount{}, false
	}
	t := strings.TrimSpace(v.text()) // not the normal form, which undoes the \n of the key
	if strings.HasPrefix(t, "'{") || strings.HasPrefix(t, "`{") {
		t = strings.TrimSpace(t[1 : len(t)-1])
	}
	if decoded, ok := v.Normal().Base64(); ok && !strings.HasPrefix(t, "{") {
		t = strings.TrimSpace(decoded.text())
	}
	if !strings.HasPrefix(t, "{") || !strings.Contains(t, "service_account") {
		return ServiceAccount{}, false
	}
	var file struct {
		Type    string `json:"type"`
		Project string `json:"project_id"`
		KeyID   string `json:"private_key_id"`
		Key     string `json:"private_key"`
		Email   string `json:"client_email"`
	}
	if json.Unmarshal([]byte(t), &file) != nil || file.Type != "service_account" {
		return ServiceAccount{}, false
	}
	var a ServiceAccount
	if m := googleEmail().FindStringSubmatch(file.Email); m != nil {
		a.Email, a.Project = file.Email, m[1]
	}
	if googleProject.MatchString(file.Project) {
		a.Project = file.Project
	}
	if googleKeyID().MatchString(file.KeyID) {
		a.KeyID = file.KeyID
	}
	if key := New(file.Key); !Placeholder(key) && !Reference(key) {
		a.Key = key
	}
	return a, a.Project != "" || a.Email != ""
}

// GoogleProject is the project of a service account's address.
func GoogleProject(v Value) (project string, ok bool) {
	m := googleEmail().FindStringSubmatch(strings.ToLower(v.Normal().text()))
	if m == nil || m[1] == "" {
		return "", false
	}
	return m[1], true
}
