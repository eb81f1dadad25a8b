// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"encoding/base32"
	"encoding/binary"
	"testing"
)

// keyOf writes an access key id for an account as AWS does since 2019.
func keyOf(prefix string, account uint64) string {
	var raw [10]byte
	binary.BigEndian.PutUint64(raw[:8], (1<<47|account<<7)<<16)
	return prefix + base32.StdEncoding.EncodeToString(raw[:])
}

func TestAccountsAreDecodedFromKeyIDs(t *testing.T) {
	for _, r := range []struct{ id, want string }{
		{"ASIA" + "Y34FZKBOKMUTVV7A", "609629065308"}, // the article's own example, an expired session
		{keyOf("AKIA", 210987654321), "210987654321"},
		{keyOf("AKIA", 7), "000000000007"},
		{keyOf("ASIA", 999999999999), "999999999999"},
		{keyOf("AKIA", 1<<40-1), ""},      // no account has thirteen digits
		{"AKIA" + "JWMRCSBBKQO4HQCQ", ""}, // an old form: https://github.com/trufflesecurity/trufflehog/issues/2305
		{"AKIA" + "IOSFODNN7EXAMPLE", ""}, // the documents' own
		{keyOf("AROA", 210987654321), ""}, // a role's id
		{"AKIA" + "Y34FZKBOKMUTVV7", ""},  // too short
		{"AKIA" + "Y34FZKBOKMUTVV71", ""}, // not base32
		{"x" + keyOf("AKIA", 7), ""}, {"", ""},
	} {
		if got, ok := AWSAccount(New(r.id)); got != r.want || ok != (r.want != "") {
			t.Errorf("%s is of %q, want %q", r.id, got, r.want)
		}
	}
	if id, ok := AWSKeyID(New(`"` + keyOf("AKIA", 7) + `"` + "\n")); !ok || id != keyOf("AKIA", 7) {
		t.Error("a quoted key id is not read")
	}
}

func TestAccountsInARNs(t *testing.T) {
	for in, want := range map[string]string{
		"arn:aws:iam::210987654321:role/deploy": "210987654321", "arn:aws-cn:rds:cn-north-1:210987654321:db:shop": "210987654321",
		"arn:aws:s3:::bucket": "", "arn:aws:iam::${ACCOUNT}:role/x": "", "210987654321": "",
	} {
		if got, _ := AccountInARN(New(in)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	for in, mock := range map[string]bool{"123456789012": true, "000000000000": true, "111111111111": true, "111122223333": true, "210987654321": false, "": false} {
		if MockAccount(in) != mock {
			t.Errorf("%s is a mock: %v", in, !mock)
		}
	}
	if got, ok := AWSAccountID(New("2109-8765-4321")); !ok || got != "210987654321" {
		t.Error("an account number in groups is not read")
	}
}
