// SPDX-License-Identifier: Apache-2.0

package reporters

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var published = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("report.schema.json")
})

// validate checks a report against the published schema.
func validate(t testing.TB, report string) {
	t.Helper()
	schema, err := published()
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(report))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("the report is not what the schema says: %v", err)
	}
}

func TestJSONIsWhatTheSchemaSays(t *testing.T) {
	s := tell(t, ".env.staging", "RAILWAY_API_TOKEN", "pgdata")
	validate(t, s.render(t, "json", s.report()))
	validate(t, s.render(t, "json", Report{}))
}

func TestJSONHasTheKeysOfTheDesignInOrder(t *testing.T) {
	s := tell(t, ".env.staging", "RAILWAY_API_TOKEN", "pgdata")
	out := s.render(t, "json", s.report())
	at := 0
	for _, key := range strings.Fields(`schema_version tool name version catalog summary files bytes credentials stores environments findings
		critical high medium low note findings rule severity basis fingerprint title message fix not_so environments about kind type name id
		locations file line column end_line end_column paths basis steps from verb to power basis locations says more_paths contains gaps location why kind`) {
		i := strings.Index(out[at:], `"`+key+`":`)
		if i < 0 {
			t.Fatalf("%s is missing, or not where it belongs", key)
		}
		at += i + 1
	}
	if !strings.HasSuffix(out, "}\n") {
		t.Error("no newline at the end")
	}
}

func TestJSONEscapesWhatActsOnATerminal(t *testing.T) {
	const name = "a\x1b[2Jb\u202ec\u200bd\U000e0041e\u0085f##[error]g"
	s := tell(t, ".env", name, "pgdata")
	out := s.render(t, "json", s.report())
	if i := strings.IndexFunc(strings.ReplaceAll(out, "\n", ""), hidden); i >= 0 || strings.Contains(out, "##[") {
		t.Errorf("a hidden character or a command came out as it is (at %d)", i)
	}
	var back struct {
		Findings []struct{ About struct{ Name string } }
	}
	if err := json.Unmarshal([]byte(out), &back); err != nil || back.Findings[0].About.Name != name {
		t.Errorf("the name %q came back as %q (%v)", name, back.Findings[0].About.Name, err)
	}
}
