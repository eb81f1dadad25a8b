// SPDX-License-Identifier: Apache-2.0

package pulumi

import (
	"strings"
	"unicode"

	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// labels are attributes whose keys people choose; they stay as written.
var labels = map[string]bool{"tags": true, "tagsAll": true, "labels": true, "userLabels": true, "annotations": true, "metadata": true, "defaultTags": true}

// terraformWords turns the keys of a body into those of the Terraform provider
// that Pulumi's is made from: camelCase into snake_case, and a list's name in the
// plural into the singular of a repeated block beside it.
// https://www.pulumi.com/docs/iac/guides/building-extending/packages/ (bridged providers)
func terraformWords(v declared.Value) declared.Value {
	switch {
	case v.IsList():
		items := make([]declared.Value, len(v.Items))
		for i, item := range v.Items {
			items[i] = terraformWords(item)
		}
		v.Items = items
	case v.IsMap():
		fields := make(map[string]declared.Value, len(v.Fields))
		for _, k := range v.Keys() {
			field := v.Fields[k]
			if !labels[k] {
				field = terraformWords(field)
			}
			name := snake(k)
			fields[name] = field
			if singular := strings.TrimSuffix(name, "s"); field.IsList() && singular != name {
				if _, taken := fields[singular]; !taken {
					fields[singular] = field
				}
			}
		}
		v.Fields = fields
	}
	return v
}

// snake is a camelCase name in snake_case.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) {
			if i > 0 {
				b.WriteByte('_')
			}
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}
