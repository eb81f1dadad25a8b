// SPDX-License-Identifier: Apache-2.0

package declared

import "testing"

func TestAModuleCalledDataIsNoDataSource(t *testing.T) {
	for address, want := range map[string]bool{
		"data.aws_ami.x":                               true,
		"module.db.data.aws_ami.x":                     true,
		`module.db["a.data.b"].data.aws_ami.x[0]`:      true,
		"module.data.aws_s3_bucket.files":              false,
		`module.data["x"].module.data.aws_s3_bucket.b`: false,
		"aws_s3_bucket.data":                           false,
	} {
		if looksUp(address) != want {
			t.Errorf("%s: %v", address, !want)
		}
	}
}
