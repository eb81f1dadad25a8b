// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"testing"
)

// TestSchemasAreLeftOut: what stands below the schema is gone, all else is in its
// line, and a file without one is the same file.
func TestSchemasAreLeftOut(t *testing.T) {
	text := []byte("kind: CustomResourceDefinition\nspec:\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n        type: object\n\n        properties:\n          kind: {}\n    served: true\n---\nkind: Secret\r\ndata:\r\n  a: b\r\n")
	want := "kind: CustomResourceDefinition\nspec:\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n\n\n\n\n    served: true\n---\nkind: Secret\r\ndata:\r\n  a: b\r\n"
	if got := withoutSchemas(&File{Path: "a.yaml", Data: text}); string(got.Data) != want || bytes.Equal(got.Data, text) || got.Path != "a.yaml" {
		t.Errorf("got\n%s", got.Data)
	}
	plain := &File{Data: []byte("kind: Secret\nnote: openAPIV3Schema: is only named\n")}
	if got := withoutSchemas(plain); !bytes.Equal(got.Data, plain.Data) {
		t.Errorf("got\n%s", got.Data)
	}
}
