// SPDX-License-Identifier: Apache-2.0

package literals

import "github.com/h2non/filetype"

// Program reports whether gitleaks' library takes a binary file for an application,
// an archive, a document or a font. Such a file is passed over; other binary files
// are searched like texts.
func Program(data []byte) bool {
	kind, err := filetype.Match(data)
	return err == nil && kind.MIME.Type == "application"
}
