// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"net/http"
	"testing"

	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// TestAPathGoesToItsServiceOnly: a bucket has a host of its own, on which the path
// that lists buckets would list what lies in it.
func TestAPathGoesToItsServiceOnly(t *testing.T) {
	for address, sent := range map[string]bool{
		"https://s3.eu-west-1.amazonaws.com/":                                                        true,
		"https://s3.amazonaws.com/acme-uploads?versioning=":                                          true,
		"https://acme-uploads.s3.eu-west-1.amazonaws.com/":                                           false,
		"https://acme-uploads.s3.eu-west-1.amazonaws.com/backup-vaults":                              false,
		"https://s3.eu-west-1.amazonaws.com/backup-vaults":                                           false,
		"https://backup.eu-west-1.amazonaws.com/backup-vaults":                                       true,
		"https://elasticfilesystem.eu-west-1.amazonaws.com/2015-02-01/file-systems":                  true,
		"https://elasticfilesystem.eu-west-1.amazonaws.com/":                                         false,
		"https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?role_name=r&account_id=1": true,
	} {
		answers := &recorded.Answers{}
		r, _ := http.NewRequest(http.MethodGet, address, nil)
		_, err := newClient(AWS, "", Options{Transport: answers}).HTTP().Do(r)
		if (len(answers.Log) > 0) != sent || sent != (err == nil) {
			t.Errorf("%s: %v %v", address, answers.Log, err)
		}
	}
}
