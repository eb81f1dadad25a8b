// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

var awsKeyForm = lazy(`^A(KI|SI)A[A-Z2-7]{16}$`)

// AWSKeyID is the public half of an access key: AKIA for a user's, ASIA for a
// session's. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
// AWS writes it into its own logs; the secret is the other half.
func AWSKeyID(v Value) (id string, ok bool) {
	t := v.Normal().text()
	if !awsKeyForm().MatchString(t) {
		return "", false
	}
	return t, true
}

// AWSAccount decodes the account number that an access key id carries: the
// sixteen characters after the prefix are base32, and bits 1 to 40 of them the
// account. AWS does not document it; it was found and confirmed against
// sts:GetAccessKeyInfo for every first letter from Q on
// (https://awsteele.com/blog/2020/09/26/aws-access-key-format.html,
// https://github.com/trufflesecurity/trufflehog/pull/2332). Older keys, which
// begin with A to P (in practice AKIAI and AKIAJ), carry none that this way
// decodes, and get ok=false; so does AWS' own example key.
func AWSAccount(v Value) (account string, ok bool) {
	id, ok := AWSKeyID(v)
	if !ok || id[4] >= 'A' && id[4] < 'Q' {
		return "", false
	}
	raw, err := base32.StdEncoding.DecodeString(id[4:])
	if err != nil || len(raw) < 6 {
		return "", false
	}
	n := binary.BigEndian.Uint64(append([]byte{0, 0}, raw[:6]...)) & 0x7fffffffff80 >> 7
	if n > 999_999_999_999 {
		return "", false
	}
	return fmt.Sprintf("%012d", n), true
}

var accountForm = lazily.Compile(`^\d{12}$`)

// AccountInARN is the account that an ARN names; S3 and a few others name none.
func AccountInARN(v Value) (account string, ok bool) {
	arn, ok := ARN(v)
	if !ok {
		return "", false
	}
	account = strings.SplitN(arn, ":", 6)[4]
	return account, accountForm.MatchString(account)
}

// RegionInARN is the region that an ARN names; global services name none.
func RegionInARN(v Value) (region string, ok bool) {
	arn, ok := ARN(v)
	if !ok {
		return "", false
	}
	region = strings.SplitN(arn, ":", 6)[3]
	return region, region != ""
}

// AWSAccountID is an account number that stands by itself, where the place says
// that it is one.
func AWSAccountID(v Value) (account string, ok bool) {
	t := strings.ReplaceAll(v.Normal().text(), "-", "")
	if !accountForm.MatchString(t) {
		return "", false
	}
	return t, true
}

// MockAccount knows the account numbers of documents and emulators: AWS' own
// examples, moto (123456789012), LocalStack (000000000000).
func MockAccount(account string) bool {
	switch account {
	case "123456789012", "000000000000", "012345678901", "123456789123", "098765432109", "999988887777", "111122223333", "444455556666", "777788889999":
		return true
	}
	return len(account) == 12 && strings.Count(account, account[:1]) == 12
}
