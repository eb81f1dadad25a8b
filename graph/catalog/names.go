// SPDX-License-Identifier: Apache-2.0

package catalog

import "strings"

// affixes are what people and tools put before or after a variable's name.
var affixes = []string{
	"PROD", "PRODUCTION", "PRD", "LIVE", "STAGING", "STAGE", "STG", "DEV", "DEVELOPMENT", "TEST", "TESTING", "QA", "UAT",
	"PREVIEW", "PREPROD", "SANDBOX", "DEMO", "LOCAL", "CI", "TF_VAR", "INPUT", "SECRET", "MY",
}

var befores, behinds = func() (b, e []string) {
	for _, a := range affixes {
		b, e = append(b, a+"_"), append(e, "_"+a)
	}
	return b, e
}()

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
		shorter := full
		for i := range befores {
			if shorter = strings.TrimSuffix(strings.TrimPrefix(full, befores[i]), behinds[i]); shorter != full {
				break
			}
		}
		if shorter == full {
			break
		}
		full = shorter
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
