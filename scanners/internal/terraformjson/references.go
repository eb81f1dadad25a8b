// SPDX-License-Identifier: Apache-2.0

package terraformjson

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// In this file: a state says which resources depend on which, and their values
// say in which attribute. volume_id = "vol-1" beside a dependency on the volume of
// that id is a reference.

// names are attributes by whose value others refer to a resource.
var names = []string{"id", "arn", "identifier", "cluster_identifier", "name", "bucket", "self_link", "snapshot_id", "key_id"}

// references gives the values of each resource the addresses that they mean.
func (r *reader) references() {
	byOrigin := map[string][]*declared.Resource{}
	for _, res := range r.out.Resources {
		byOrigin[res.Origin] = append(byOrigin[res.Origin], res)
	}
	for _, res := range r.out.Resources {
		known := map[string][]string{}
		for _, on := range r.depends[res] {
			for _, other := range byOrigin[withoutIndexes(on)] {
				if other != res {
					addNames(known, other)
				}
			}
		}
		if len(known) > 0 {
			res.Body = refer(res.Body, known, 0)
		}
	}
}

func addNames(known map[string][]string, other *declared.Resource) {
	for _, attr := range names {
		if text, ok := idText(other.Body.Fields[attr]); ok && !slices.Contains(known[text], other.Address) {
			known[text] = append(known[text], other.Address)
		}
	}
}

// idText is an identifier's text; short numbers and words mean too many things.
func idText(v declared.Value) (string, bool) {
	if !v.IsScalar() || v.Scalar.Len() < 3 || v.Scalar.Len() > 300 {
		return "", false
	}
	if arn, ok := secret.ARN(v.Scalar); ok {
		return arn, true
	}
	return v.Word()
}

func refer(v declared.Value, known map[string][]string, depth int) declared.Value {
	switch {
	case depth > maxModules:
	case v.IsMap():
		for key, f := range v.Fields {
			v.Fields[key] = refer(f, known, depth+1)
		}
	case v.IsList():
		for i, item := range v.Items {
			v.Items[i] = refer(item, known, depth+1)
		}
	default:
		if text, ok := idText(v); ok {
			v.Refs = known[text]
		}
	}
	return v
}

// withoutIndexes is an address without the keys of instances:
// module.db["eu"].aws_db_instance.this[0] becomes module.db.aws_db_instance.this.
func withoutIndexes(address string) string {
	if !strings.Contains(address, "[") {
		return address
	}
	var b strings.Builder
	depth, quoted := 0, false
	for _, c := range address {
		switch {
		case c == '"' && depth > 0:
			quoted = !quoted
		case quoted:
		case c == '[':
			depth++
		case c == ']' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(c)
		}
	}
	return b.String()
}
