// SPDX-License-Identifier: Apache-2.0

package codescanning

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/stagedoor/stagedoor/graph/secret"
)

func TestWhereAReportMayGo(t *testing.T) {
	good := Target{API: "https://ghe.acme.example/api/v3", Repository: "acme/shop.js", Commit: commit, Ref: "refs/heads/topic/a"}
	for want, change := range map[string]func(*Target){
		"":                  func(*Target) {},
		" ":                 func(t *Target) { t.API = "" },
		"  ":                func(t *Target) { t.API = "http://127.0.0.1:8080/api/v3/" },
		"   ":               func(t *Target) { t.Ref = "refs/tags/v1" },
		"    ":              func(t *Target) { t.Commit = strings.Repeat("0f", 32) },
		"GITHUB_API_URL":    func(t *Target) { t.API = "http://ghe.acme.example/api/v3" },
		"--api-url":         func(t *Target) { t.API = "https://me:canary@ghe.acme.example" },
		"user or password":  func(t *Target) { t.API = "https://ghe.acme.example?x=y" },
		"https://HOST":      func(t *Target) { t.API = "ghe.acme.example" },
		"GITHUB_REPOSITORY": func(t *Target) { t.Repository = "shop" },
		"--repository":      func(t *Target) { t.Repository = "acme/.." },
		"OWNER/NAME":        func(t *Target) { t.Repository = "acme/shop/../../user" },
		"GITHUB_SHA":        func(t *Target) { t.Commit = "00112233" },
		"GITHUB_REF":        func(t *Target) { t.Ref = "main" },
		"refs/pull/12":      func(t *Target) { t.Ref = "refs/pull/12" },
	} {
		to := good
		change(&to)
		_, err := New([]byte(report), to, secret.New(token))
		if want = strings.TrimSpace(want); want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%+v: %v; want %q", to, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "canary") {
			t.Error(err)
		}
	}
}

// TestWhatCodeScanningWouldReject: as a whole, for one fault in it.
func TestWhatCodeScanningWouldReject(t *testing.T) {
	run := func(results string) string {
		return `{"tool":{"driver":{"name":"stagedoor"}},"results":[` + results + `]}`
	}
	at := func(uri string) string {
		return `{"message":{"text":"m"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"` + uri + `"}}}]}`
	}
	file := func(runs ...string) string { return `{"version":"2.1.0","runs":[` + strings.Join(runs, ",") + `]}` }
	for text, want := range map[string]string{
		file(run("")):                     "", // closes all alerts
		file(run(at("a/b.tf"))):           "",
		file(run(at("file:///src/a.tf"))): "",
		"":                                "not SARIF",
		"[1]":                             "not SARIF",
		`{"version":"2.2.0","runs":[]}`:   "2.1.0",
		file():                            "no run",
		file(`{"tool":{},"results":[]}`):  "names no tool",
		`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}}}]}`: "no list of results",
		file(run(at("https://api.example/x"))):                          "result 1 of run 1 stands at an address",
		file(run(at("a.tf") + `,{"message":{"text":"m"}}`)):             "result 2 of run 1 names no file",
		file(run(at(""))): "names no file",
		file(run(strings.Replace(at("a"), `"m"`, `" "`, 1))): "no message",
		file(run(""), run("")):                               "the tool and the category",
		file(run(""), `{"tool":{"driver":{"name":"stagedoor"}},"automationDetails":{"id":"b/"},"results":[]}`): "",
		file(strings.Split(strings.Repeat(run("")+"\x00", 21), "\x00")[:21]...):                                "21 runs",
	} {
		_, err := Check([]byte(text))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%.200s: %v; want %q", text, err, want)
		}
	}
	for n, fits := range map[int]bool{MaxResults: true, MaxResults + 1: false} {
		r, err := Check([]byte(file(run(strings.TrimSuffix(strings.Repeat(at("a.tf")+",", n), ",")))))
		if (err == nil) != fits || fits && r.Results != n {
			t.Errorf("%d results: %v", n, err)
		}
	}
}

// TestAReportThatIsTooLargeIsNotSent: what does not compress below 10 MiB.
func TestAReportThatIsTooLargeIsNotSent(t *testing.T) {
	if testing.Short() {
		t.Skip("compresses 14 MiB of noise")
	}
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 14<<20)
	for i := range noise {
		noise[i] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"[r.IntN(64)]
	}
	big := strings.Replace(report, `"a door"`, `"`+string(noise)+`"`, 1)
	_, err := New([]byte(big), Target{Repository: "acme/shop", Commit: commit, Ref: "refs/heads/main"}, secret.New(token))
	if err == nil || !strings.Contains(err.Error(), "code scanning takes 10") {
		t.Error(err)
	}
}

// described is what GitHub's description says of the three bodies, in our own
// words. The description itself is no part of this repository.
var described = map[string]string{
	"report": `{"type":"object","additionalProperties":false,"required":["commit_sha","ref","sarif"],"properties":{
		"commit_sha":{"type":"string","pattern":"^[0-9a-fA-F]{40,64}$"},"ref":{"type":"string","pattern":"^refs/(heads|tags|pull)/"},
		"sarif":{"type":"string"},"tool_name":{"type":"string"}}}`,
	"receipt": `{"type":"object","properties":{"id":{"type":"string"},"url":{"type":"string"}}}`,
	"status": `{"type":"object","properties":{"processing_status":{"enum":["pending","complete","failed"]},"analyses_url":{"type":"string"},
		"errors":{"type":"array","items":{"type":"string"}}}}`,
}

// TestGitHubDescribesTheUpload: what is sent, and what the fake answers, is as
// GitHub describes it, in its own words where .ci/run brings them.
func TestGitHubDescribesTheUpload(t *testing.T) {
	const path = "#/paths/~1repos~1{owner}~1{repo}~1code-scanning~1sarifs"
	schemas := map[string]string{
		"report":  path + "/post/requestBody/content/application~1json/schema",
		"receipt": path + "/post/responses/202/content/application~1json/schema",
		"status":  path + "~1{sarif_id}/get/responses/200/content/application~1json/schema",
	}
	c := jsonschema.NewCompiler()
	where := func(name string) string { return "mem:///" + name + ".json" }
	if file := os.Getenv("STAGEDOOR_GITHUB_OPENAPI"); file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		add(t, c, "mem:///api.json", string(data))
		where = func(name string) string { return "mem:///api.json" + schemas[name] }
	} else {
		for name, schema := range described {
			add(t, c, where(name), schema)
		}
	}
	f := newFake(t, []answer{accepted}, []answer{complete})
	if _, err := f.upload(); err != nil {
		t.Fatal(err)
	}
	spoiled := strings.Replace(string(f.reports[0]), `"commit_sha"`, `"commit_oid"`, 1)
	for name, texts := range map[string][]string{
		"report": {string(f.reports[0])}, "receipt": {accepted.body}, "status": {pending.body, complete.body, `{"processing_status":"failed","errors":["e"]}`},
	} {
		schema, err := c.Compile(where(name))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			if err := schema.Validate(value(t, text)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if name == "report" && schema.Validate(value(t, spoiled)) == nil {
			t.Error("a report without its commit passes: the description says nothing")
		}
	}
}

func add(t *testing.T, c *jsonschema.Compiler, url, text string) {
	t.Helper()
	if err := c.AddResource(url, value(t, text)); err != nil {
		t.Fatal(err)
	}
}

func value(t *testing.T, text string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}
