// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"bytes"
	"math/big"
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"go.yaml.in/yaml/v4"
)

// jsonencodeFunc writes as Terraform does: keys sorted, <, > and & escaped.
var jsonencodeFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(cty.String), nil
		}
		b, err := ctyjson.Marshal(args[0], args[0].Type())
		if err != nil {
			return cty.NilVal, errEvaluation
		}
		return cty.StringVal(string(bytes.TrimSpace(b))), nil
	},
})

// yamlencodeFunc writes JSON, which is YAML too: what is read of it again is the
// same, and nothing compares the text.
var yamlencodeFunc = jsonencodeFunc

var yamldecodeFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "text", Type: cty.String}},
	Type: func(args []cty.Value) (cty.Type, error) {
		if !args[0].IsKnown() {
			return cty.DynamicPseudoType, nil
		}
		v, err := yamlValue(args[0].AsString())
		if err != nil {
			return cty.NilType, err
		}
		return v.Type(), nil
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return yamlValue(args[0].AsString()) },
})

// yamlValue reads one document. Aliases are followed as often as the value may
// have elements.
func yamlValue(text string) (cty.Value, error) {
	if len(text) > maxConfig {
		return cty.NilVal, errEvaluation
	}
	var doc yaml.Node
	if yaml.Unmarshal([]byte(text), &doc) != nil {
		return cty.NilVal, errEvaluation
	}
	if len(doc.Content) == 0 {
		return cty.NullVal(cty.DynamicPseudoType), nil
	}
	left := maxElements / 2
	return yamlNode(doc.Content[0], &left, 0)
}

func yamlNode(n *yaml.Node, left *int, depth int) (cty.Value, error) {
	if *left--; *left < 0 || depth > maxNesting {
		return cty.NilVal, errEvaluation
	}
	switch n.Kind {
	case yaml.AliasNode:
		return yamlNode(n.Alias, left, depth+1)
	case yaml.ScalarNode:
		return yamlScalar(n), nil
	case yaml.SequenceNode:
		var items []cty.Value
		for _, c := range n.Content {
			v, err := yamlNode(c, left, depth+1)
			if err != nil {
				return cty.NilVal, err
			}
			items = append(items, v)
		}
		return cty.TupleVal(items), nil
	case yaml.MappingNode:
		fields := map[string]cty.Value{}
		if err := yamlMapping(n, fields, left, depth); err != nil {
			return cty.NilVal, err
		}
		return cty.ObjectVal(fields), nil
	}
	return cty.NilVal, errEvaluation
}

// yamlMapping fills in pairs; what is merged in (<<) gives way to what is set.
func yamlMapping(n *yaml.Node, fields map[string]cty.Value, left *int, depth int) error {
	for pass := range 2 {
		for i := 0; i+1 < len(n.Content); i += 2 {
			k, c := n.Content[i], n.Content[i+1]
			merge := k.Value == "<<" && k.Tag == "!!merge"
			if merge != (pass == 0) {
				continue
			}
			if !merge {
				v, err := yamlNode(c, left, depth+1)
				if err != nil {
					return err
				}
				fields[k.Value] = v
				continue
			}
			if c.Kind == yaml.AliasNode {
				c = c.Alias
			}
			if *left--; *left < 0 || depth > maxNesting || c.Kind != yaml.MappingNode {
				return errEvaluation
			}
			if err := yamlMapping(c, fields, left, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

func yamlScalar(n *yaml.Node) cty.Value {
	switch n.ShortTag() {
	case "!!null":
		return cty.NullVal(cty.DynamicPseudoType)
	case "!!bool":
		var b bool
		if n.Decode(&b) == nil {
			return cty.BoolVal(b)
		}
	case "!!int":
		if i, err := strconv.ParseInt(n.Value, 0, 64); err == nil {
			return cty.NumberIntVal(i)
		}
	case "!!float":
		if len(n.Value) < 40 {
			if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
				if v, ok := finite(f); ok {
					return v
				}
			}
		}
	}
	return cty.StringVal(n.Value)
}

func finite(f float64) (v cty.Value, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return cty.NumberVal(big.NewFloat(f)), true
}
