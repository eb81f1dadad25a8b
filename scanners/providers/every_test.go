// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/providers/recorded"
)

// What holds for every provider, whoever adds it.

// catalogued is the catalog's name of a provider's vendor, where it is another.
var catalogued = map[string]string{"atlas": "mongodb_atlas"}

func vendorOf(p Provider) (catalog.Provider, bool) {
	name := p.Name
	if other := catalogued[name]; other != "" {
		name = other
	}
	all := catalog.Providers()
	i := slices.IndexFunc(all, func(v catalog.Provider) bool { return v.ID == name })
	if i < 0 {
		return catalog.Provider{}, false
	}
	return all[i], true
}

var (
	variableName = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)
	privilege    = regexp.MustCompile(`(?i)suffic|enough|needs?\b|least`)
)

func TestEveryProviderSaysWhatItIs(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range All() {
		if p.Name == "" || p.Title == "" || p.Ask == nil || seen[p.Name] {
			t.Errorf("%s: a provider has one name of its own, a title and a function", p.Name)
		}
		seen[p.Name] = true
		sentences := strings.Split(strings.TrimSuffix(p.Doc, "."), ". ")
		if len(p.Doc) < 60 || !strings.HasSuffix(p.Doc, ".") || !privilege.MatchString(sentences[len(sentences)-1]) {
			t.Errorf("%s: the last sentence of a Doc is the least privilege that suffices, and has one of the words suffices, enough, needs: %q", p.Name, p.Doc)
		}
		if _, ok := vendorOf(p); !ok {
			t.Errorf("%s: the catalog knows no such vendor", p.Name)
		}
		if len(p.Variables) == 0 {
			t.Errorf("%s: no variable is documented", p.Name)
		}
		for _, v := range append(slices.Clone(p.Variables), p.BaseVariable) {
			if v != "" && !variableName.MatchString(v) {
				t.Errorf("%s: %q is no variable", p.Name, v)
			}
		}
		if p.Budget < 0 || p.Budget > 10_000 {
			t.Errorf("%s: a budget of %d requests is none", p.Name, p.Budget)
		}
		if p.Base == "" && p.BaseVariable == "" && len(p.Hosts) == 0 && p.Name != "kubernetes" {
			t.Errorf("%s: nothing says where it is asked", p.Name)
		}
		if p.Base != "" && (!strings.HasPrefix(p.Base, "https://") || strings.HasSuffix(p.Base, "/")) {
			t.Errorf("%s: %q is no base address", p.Name, p.Base)
		}
		if p.Base != "" && p.BaseVariable == "" {
			t.Errorf("%s: no variable sets another address, for an emulator or a mirror", p.Name)
		}
		for _, h := range p.Hosts {
			if parts := strings.Split(strings.TrimPrefix(h, "*."), "."); strings.Contains(h, "/") || len(parts) < 2 || strings.Contains(strings.TrimPrefix(h, "*."), "*") {
				t.Errorf("%s: the host %q is too wide", p.Name, h)
			}
		}
	}
}

// signingIn are operations of AWS that neither list nor describe: they hand out
// what the user's own profile asks for.
var signingIn = []string{"GetCallerIdentity", "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"}

var (
	readingCalls = regexp.MustCompile(`^(Describe|List|Get|BatchGet|Head|Lookup|Simulate)[A-Z]`)
	// secretCalls are operations that read, and what they read are secrets, data or
	// new credentials.
	secretCalls = regexp.MustCompile(`(?i)SecretValue|GetParameter|PasswordData|SessionToken|FederationToken|AuthorizationToken|LoginProfile|GetItem|GetObject$|GetRecords|GetSessionToken|RandomPassword|Decrypt|AccessKeySecret|ConsoleOutput|ConsoleScreenshot|UserData`)
	// valuePaths are paths whose name promises them.
	valuePaths = regexp.MustCompile(`(?i)(^|/)(config-vars|connection[_-]?(string|uri|info)|credentials|env-vars|variables/\*|secrets/\*/?$|secrets/\*/(value|versions)|api-keys|reveal[_-]password|reset[_-]password|password|kubeconfig|ca|logs?|users/\*/auth|value|values|access[_-]?keys|deploy[_-]?hooks?|export|archive|contents|tarball|zipball|logs/\*\*|raw)(/|$)`)
)

// argued says why a line of an allow-list may look as it does.
var argued = map[string]string{
	"aws GET /federation/credentials": "signing in: the portal of IAM Identity Center hands the user's own profile its key for an hour",
}

// TestNoListHoldsWhatWrites: the allow-lists themselves hold nothing that writes,
// and nothing that hands out values of secrets.
func TestNoListHoldsWhatWrites(t *testing.T) {
	for _, p := range All() {
		if len(p.Allow) == 0 {
			t.Errorf("%s: nothing may be sent", p.Name)
		}
		for i, line := range p.Allow {
			a, says := parseAllowed(line), p.Name+": "+line
			if slices.Contains(p.Allow[:i], line) {
				t.Errorf("%s: stands there twice", says)
			}
			why := argued[p.Name+" "+line]
			switch a.verb {
			case "CALL":
				if why == "" && (!readingCalls.MatchString(a.call) && !slices.Contains(signingIn, a.call) || secretCalls.MatchString(a.call)) {
					t.Errorf("%s: is no operation that only describes", says)
				}
			case "QUERY":
				if len(a.fields) == 0 {
					t.Errorf("%s: names no field", says)
				}
				for _, f := range a.fields {
					if regexp.MustCompile(`(?i)delete|create|update|remove|destroy|rotate|restore|^variables|secretValue|decrypt`).MatchString(f) {
						t.Errorf("%s: %s is no field that only lists", says, f)
					}
				}
			default:
				if path := strings.Join(a.path, "/"); why == "" && (valuePaths.MatchString(path) || strings.Contains(path, "**")) {
					t.Errorf("%s: may hand out values, or is as wide as **; argue for it in this test", says)
				}
			}
		}
	}
	for at := range argued {
		name, line, _ := strings.Cut(at, " ")
		if p, ok := Find(name); ok && !slices.Contains(p.Allow, line) {
			t.Errorf("%s is argued for, and not on the list any more", at)
		}
	}
}

// askable asks a provider with a credential in every variable, and addresses of
// its own.
func askable(p Provider, transport http.RoundTripper) *Client {
	c := newClient(p, "", optionsFor(p, transport))
	if c.base == "" {
		c.SetBase("https://api.example.org")
	}
	return c
}

func optionsFor(p Provider, transport http.RoundTripper) Options {
	return Options{
		Vault: secret.NewVault(), Transport: transport, Now: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC),
		Getenv: func(name string) string {
			if name == p.BaseVariable || !slices.Contains(p.Variables, name) || strings.HasSuffix(name, "_FILE") {
				return ""
			}
			return "canary-8f21c0aa-" + strings.ToLower(name)
		},
		Sleep:    func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Exchange: time.Second, Patience: 20 * time.Second,
	}
}

// TestNothingButReadingIsSent: whatever a list names by GET can be had in no other
// way, a query of a list cannot become a mutation, and an operation no other.
func TestNothingButReadingIsSent(t *testing.T) {
	for _, p := range All() {
		answers := &recorded.Answers{}
		c := askable(p, answers)
		root := strings.TrimSuffix(c.base, c.gate.under)
		sent := func(method, path, body string, header http.Header) bool {
			r, err := http.NewRequestWithContext(t.Context(), method, root+path, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header = header.Clone()
			if body == "" {
				r.Body = nil
			}
			before := len(answers.Log)
			_, err = c.gate.RoundTrip(r)
			return len(answers.Log) > before || err == nil
		}
		for _, line := range p.Allow {
			a := parseAllowed(line)
			path := "/" + strings.ReplaceAll(strings.Join(a.path, "/"), "*", "x")
			for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"} {
				for _, body := range []string{"", "{}"} {
					if sent(method, path, body, asJSON) {
						t.Errorf("%s: %s %s was sent", p.Name, method, path)
					}
				}
			}
			switch a.verb {
			case "QUERY":
				for _, f := range a.fields {
					for _, document := range []string{"mutation { " + f + " { id } }", "subscription { " + f + " { id } }", "query A { " + f + " { id } } mutation B { x }", "query A { x: thingDelete { id } }"} {
						if sent("POST", path, `{"query":"`+document+`"}`, asJSON) {
							t.Errorf("%s: %s was sent", p.Name, document)
						}
					}
				}
			case "CALL":
				for _, other := range []string{"Delete", "Put", "Create", "Modify"} {
					call := other + regexp.MustCompile(`^[A-Z][a-z]+`).ReplaceAllString(a.call, "")
					if sent("POST", "/", "Action="+call, asForm) || sent("POST", "/", "{}", asTarget("V."+call)) {
						t.Errorf("%s: %s was sent", p.Name, call)
					}
				}
			}
		}
	}
}

// gaps are the reasons of all gaps.
func (a Answer) gaps() (all []string) {
	for _, g := range graph.Build(a.Facts).Gaps() {
		all = append(all, g.At.URL+" "+g.Why)
	}
	return all
}

var (
	asJSON = http.Header{"Content-Type": {"application/json"}}
	asForm = http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
)

func asTarget(names ...string) http.Header {
	return http.Header{"Content-Type": {"application/x-amz-json-1.1"}, "X-Amz-Target": names}
}

var (
	restCall = regexp.MustCompile(`\b(DELETE|POST|PUT|PATCH) ((?:\.\.\.)?/\S*)`)
	further  = regexp.MustCompile(`[,|] ((?:\.\.\.)?/\S*)`)
	mutation = regexp.MustCompile(`\b[a-z]+(?:Delete|Restore|Update|Commit)\w*`)
	hole     = regexp.MustCompile(`\{[^}]*\}`)
)

// TestWhatTheCatalogCallsDestructiveIsRefused: every call of the vendor of which
// the catalog knows what it destroys, sent as the vendor documents it.
func TestWhatTheCatalogCallsDestructiveIsRefused(t *testing.T) {
	for _, p := range All() {
		v, _ := vendorOf(p)
		answers := &recorded.Answers{}
		c := askable(p, answers)
		try := func(method, path, body string, header http.Header) {
			for _, prefix := range []string{c.base, strings.TrimSuffix(c.base, c.gate.under)} {
				r, err := http.NewRequestWithContext(t.Context(), method, prefix+path, strings.NewReader(body))
				if err != nil {
					t.Fatalf("%s %s: %v", p.Name, path, err)
				}
				if body == "" {
					r.Body = nil
				}
				r.Header = header.Clone()
				if _, err := c.HTTP().Do(r); err == nil || len(answers.Log) > 0 {
					t.Errorf("%s: %s %s %s was sent", p.Name, method, path, body)
				}
			}
		}
		for _, o := range v.Operations {
			for _, m := range restCall.FindAllStringSubmatch(o.Call, -1) {
				paths := []string{m[2]}
				for _, more := range further.FindAllStringSubmatch(o.Call, -1) {
					paths = append(paths, more[1])
				}
				for _, path := range paths {
					path = strings.TrimRight(hole.ReplaceAllString(strings.TrimPrefix(path, "..."), "x"), ",;()")
					try(m[1], path, "", nil)
					try(m[1], path, "{}", asJSON)
				}
			}
			for _, name := range mutation.FindAllString(o.Call, -1) {
				for _, line := range p.Allow {
					if a := parseAllowed(line); a.verb == "QUERY" {
						try("POST", strings.TrimPrefix("/"+strings.Join(a.path, "/"), c.gate.under), `{"query":"mutation { `+name+`(id: 1) }"}`, asJSON)
						try("POST", strings.TrimPrefix("/"+strings.Join(a.path, "/"), c.gate.under), `{"query":"query A { `+name+`(id: 1) }"}`, asJSON)
					}
				}
			}
		}
		for _, s := range v.Governed {
			for _, a := range s.Actions {
				_, call, _ := strings.Cut(a.Name, ":")
				try("POST", "/", "Action="+call, asForm)
				try("POST", "/", "{}", asTarget("V."+call))
				try("GET", "/?Action="+call, "", nil)
			}
		}
	}
}

// TestEveryProbeIsNarrow: what a probe may send is a part of the provider's list,
// and is said before.
func TestEveryProbeIsNarrow(t *testing.T) {
	kinds := map[string]string{}
	for _, p := range All() {
		if p.Probe == nil {
			continue
		}
		if p.Probe.Calls == "" || p.Probe.Ask == nil || len(p.Probe.Kinds) == 0 || len(p.Probe.Allow) == 0 {
			t.Errorf("%s: a probe has kinds, a list of what it may send (Allow, lines of the provider's), a sentence and a function", p.Name)
		}
		for _, a := range p.Probe.Allow {
			if !slices.Contains(p.Allow, a) && !narrower(a, p.Allow) {
				t.Errorf("%s: the probe's %q is not on the provider's list", p.Name, a)
			}
		}
		for _, k := range p.Probe.Kinds {
			if token, v := catalog.ByType(k); token == nil || v == nil {
				t.Errorf("%s: the catalog knows no token kind %s", p.Name, k)
			}
			if kinds[k] != "" {
				t.Errorf("%s and %s both ask who a %s is", p.Name, kinds[k], k)
			}
			kinds[k] = p.Name
		}
	}
}

// narrower reports whether a QUERY line has a part of the fields of another.
func narrower(line string, all []string) bool {
	a := parseAllowed(line)
	return a.verb == "QUERY" && slices.ContainsFunc(all, func(other string) bool {
		b := parseAllowed(other)
		return b.verb == "QUERY" && slices.Equal(a.path, b.path) && !slices.ContainsFunc(a.fields, func(f string) bool { return !slices.Contains(b.fields, f) })
	})
}
