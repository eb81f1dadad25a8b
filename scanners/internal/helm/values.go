// SPDX-License-Identifier: Apache-2.0

package helm

import (
	"maps"

	"sigs.k8s.io/yaml"
)

// In this file: values laid over each other.
// https://helm.sh/docs/chart_template_guide/subcharts_and_globals/

// read parses a values file; nil where it is none.
func (f *File) read() map[string]any {
	if f == nil || f.Bad {
		return nil
	}
	var m map[string]any
	if yaml.Unmarshal(f.Data, &m) != nil {
		return nil
	}
	return m
}

// over lays values over others: a map is merged, anything else replaces, and
// null takes away.
func over(base, top map[string]any) map[string]any {
	out := maps.Clone(base)
	if out == nil {
		out = map[string]any{}
	}
	for k, v := range top {
		below, isMap := out[k].(map[string]any)
		m, also := v.(map[string]any)
		switch {
		case v == nil:
			delete(out, k)
		case isMap && also:
			out[k] = over(below, m)
		case also:
			out[k] = over(nil, m)
		default:
			out[k] = v
		}
	}
	return out
}

// valuesOf are a chart's own values under those that its parent hands it, with
// those of its subcharts inside, as the subcharts will see them.
func (c *Chart) valuesOf(given map[string]any) map[string]any {
	values := over(c.values.read(), given)
	globals, _ := values["global"].(map[string]any)
	for _, s := range c.enabled(values) {
		sub, _ := values[s.Name].(map[string]any)
		own, _ := sub["global"].(map[string]any)
		if globals != nil {
			sub = over(sub, map[string]any{"global": over(own, globals)})
		}
		values[s.Name] = s.valuesOf(sub)
	}
	return values
}
