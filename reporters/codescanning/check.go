// SPDX-License-Identifier: Apache-2.0

package codescanning

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// What code scanning takes of one file; over it the whole file is rejected.
// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
const (
	MaxRuns    = 20
	MaxResults = 25_000 // of a run
	MaxRules   = 25_000 // of a run
)

// A Report is what there is to say of a SARIF file.
type Report struct {
	Tool       string // of the first run
	Results    int
	Compressed int // bytes that are sent
}

// A sarif is the part of a file that is looked at.
type sarif struct {
	Version string `json:"version"`
	Runs    []struct {
		Tool struct {
			Driver struct {
				Name  string     `json:"name"`
				Rules []struct{} `json:"rules"`
			} `json:"driver"`
		} `json:"tool"`
		Automation struct {
			ID string `json:"id"`
		} `json:"automationDetails"`
		Results *[]sarifResult `json:"results"`
	} `json:"runs"`
}

type sarifResult struct {
	Message   struct{ Text string } `json:"message"`
	Locations []struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
		} `json:"physicalLocation"`
	} `json:"locations"`
}

// Check reads a report as code scanning will, and says in one sentence why it
// would be rejected as a whole.
func Check(data []byte) (Report, error) {
	const again = "; write it with `stagedoor scan --format sarif=FILE`"
	var s sarif
	if err := json.Unmarshal(data, &s); err != nil {
		return Report{}, errors.New("the report is not SARIF" + again)
	}
	switch {
	case s.Version != "2.1.0":
		return Report{}, errors.New("the report is not SARIF 2.1.0, the version that code scanning reads" + again)
	case len(s.Runs) == 0:
		return Report{}, errors.New("the report has no run, so that nothing would be uploaded" + again)
	case len(s.Runs) > MaxRuns:
		return Report{}, fmt.Errorf("the report has %d runs, and code scanning takes %d; upload them as several files", len(s.Runs), MaxRuns)
	}
	r := Report{Tool: s.Runs[0].Tool.Driver.Name}
	seen := map[string]bool{}
	for i, run := range s.Runs {
		name := run.Tool.Driver.Name
		key := name + "\x00" + run.Automation.ID
		switch {
		case name == "":
			return r, fmt.Errorf("run %d of the report names no tool, and alerts belong to a tool%s", i+1, again)
		case seen[key]:
			return r, fmt.Errorf("run %d of the report has the tool and the category of one before it, which code scanning rejects; upload them as several files", i+1)
		case len(run.Tool.Driver.Rules) > MaxRules:
			return r, fmt.Errorf("run %d of the report has %d rules, and code scanning takes %d; leave some out", i+1, len(run.Tool.Driver.Rules), MaxRules)
		case run.Results == nil:
			return r, fmt.Errorf("run %d of the report has no list of results, so that no alert would be closed; write an empty one", i+1)
		case len(*run.Results) > MaxResults:
			return r, fmt.Errorf("run %d of the report has %d results, and code scanning takes %d; write it again with --rules, --skip-rules or fewer paths", i+1, len(*run.Results), MaxResults)
		}
		seen[key] = true
		r.Results += len(*run.Results)
		for n, result := range *run.Results {
			if why := result.misplaced(); why != "" {
				return r, fmt.Errorf("result %d of run %d %s, for which code scanning rejects the whole file; take the result out", n+1, i+1, why)
			}
		}
	}
	return r, nil
}

// misplaced says what is wrong with the place of a result, or "". Addresses of
// the repository itself (file:) are taken, those of anything else are not.
func (r sarifResult) misplaced() string {
	if len(r.Locations) == 0 || r.Locations[0].Physical.Artifact.URI == "" {
		return "names no file"
	}
	u, err := url.Parse(r.Locations[0].Physical.Artifact.URI)
	if err != nil || u.Scheme != "" && u.Scheme != "file" {
		return "stands at an address and not in a file"
	}
	if strings.TrimSpace(r.Message.Text) == "" {
		return "has no message"
	}
	return ""
}
