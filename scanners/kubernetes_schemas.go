// SPDX-License-Identifier: Apache-2.0

package scanners

import "bytes"

var schemaKey = []byte("openAPIV3Schema:")

// withoutSchemas is a file without the schemas of custom resources: nine tenths of
// what many repositories of manifests hold, of which nothing is ever asked. Lines
// stay where they are.
func withoutSchemas(f *File) *File {
	if !bytes.Contains(f.Data, schemaKey) {
		return f
	}
	short := make([]byte, 0, len(f.Data)/4)
	inside, depth := false, 0
	for line := range bytes.Lines(f.Data) {
		text := bytes.TrimRight(line, " \r\n")
		bare := bytes.TrimLeft(text, " ")
		if indent := len(text) - len(bare); len(bare) > 0 && (!inside || indent <= depth) {
			inside, depth = bytes.Equal(bare, schemaKey), indent
			short = append(short, line...)
			continue
		}
		if inside {
			short = append(short, '\n')
		} else {
			short = append(short, line...)
		}
	}
	out := *f
	out.Data = short
	return &out
}
