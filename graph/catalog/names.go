// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"slices"
	"strings"
)

// affixes are what people and tools put before or after a variable's name.
var affixes = []string{
	"PROD", "PRODUCTION", "PRD", "LIVE", "STAGING", "STAGE", "STG", "DEV", "DEVELOPMENT", "TEST", "TESTING", "QA", "UAT",
	"PREVIEW", "PREPROD", "SANDBOX", "DEMO", "LOCAL", "CI", "TF_VAR", "INPUT", "SECRET", "MY",
}

// variable brings a name to the form of the catalog's variables: upper case,
// underscores, without the name of an environment where only without it a
// variable is known.
func variable(name string) string {
	full := screaming(name)
	known := index().variables
	for range 3 {
		if known[full] != nil || index().beside[full] != nil {
			return full
		}
		i := slices.IndexFunc(affixes, func(a string) bool {
			return strings.HasPrefix(full, a+"_") || strings.HasSuffix(full, "_"+a)
		})
		if i < 0 {
			break
		}
		if rest, ok := strings.CutPrefix(full, affixes[i]+"_"); ok {
			full = rest
		} else {
			full = strings.TrimSuffix(full, "_"+affixes[i])
		}
	}
	return full
}

// screaming turns railwayToken, railway-token and railway.token into
// RAILWAY_TOKEN.
func screaming(name string) string {
	if len(name) > 128 {
		return ""
	}
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		switch {
		case c == '-' || c == '.' || c == ' ' || c == '/':
			c = '_'
		case c >= 'A' && c <= 'Z' && i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z':
			b.WriteByte('_')
		case c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return strings.Trim(b.String(), "_")
}
