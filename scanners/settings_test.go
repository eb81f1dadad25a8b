// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

func TestFilesAreChosenByNameAlone(t *testing.T) {
	for _, c := range []struct {
		path              string
		compose, settings bool
	}{
		{"docker-compose.yml", true, false},
		{"deploy/compose.prod.yaml", true, false},
		{"staging.yml", true, true},
		{"config/production.json", false, true},
		{"src/main/resources/application-prod.properties", false, true},
		{"src/main/resources/application.yml", false, true},
		{"chart/values.staging.yaml", false, true},
		{"deployment_config/staging_vars.yml", false, true},
		{"tsconfig.test.json", false, false},
		{"appsettings.Staging.json", false, false},
		{"wrangler.staging.toml", false, false},
		{".github/workflows/staging.yml", false, false},
		{".claude/settings.local.json", false, false},
		{"product.json", false, false},
		{"composer.json", false, false},
		{"decompose.yml", false, false},
	} {
		if got := isCompose(c.path); got != c.compose {
			t.Errorf("compose claims %s: %v", c.path, got)
		}
		if got := isSettings(c.path); got != c.settings {
			t.Errorf("settings claims %s: %v", c.path, got)
		}
	}
}

func FuzzWithoutERB(f *testing.F) {
	f.Add([]byte("a: <%= ENV[\"X\"] %>\n<% if x\n %>b: ü<%=\n%>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got := withoutERB(data)
		if bytes.Count(got, []byte("\n")) != bytes.Count(data, []byte("\n")) {
			t.Error("a line was lost")
		}
		if utf8.RuneCount(got) != utf8.RuneCount(data) {
			t.Error("columns have moved")
		}
	})
}
