// SPDX-License-Identifier: Apache-2.0

package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/stagedoor/stagedoor/"

// plan says which package may import which of ours, and what it may not import
// of others. A package that is not here may not exist: to add one, add its line
// and its sentence in the same commit. graph/lazily is for all.
var plan = map[string]struct {
	says string
	may  []string // our packages; "x/..." for all below x
	not  []string // of others, by prefix
}{
	"graph/secret":                     {"the only place where plaintext can stay", nil, []string{"net/http", "os"}},
	"graph/lazily":                     {"regular expressions that are compiled when they are first used", nil, []string{"net/http", "os"}},
	"graph":                            {"the model: node, edge, evidence, facts, build, reach", []string{"graph/secret"}, []string{"net/http", "os"}},
	"graph/environment":                {"what a name, path or setting says about an environment", []string{"graph"}, []string{"net/http", "os"}},
	"graph/catalog":                    {"what vendors document, decoded ahead of time", []string{"graph", "graph/secret"}, []string{"net/http", "os", "github.com/hashicorp/hcl"}},
	"graph/catalog/generate":           {"turns research and the catalog's HCL into Go; not part of the product", []string{"graph/catalog", "graph/catalog/..."}, []string{"net/http"}},
	"scanners/tree":                    {"walking and reading once; the file system and git as one thing", nil, []string{"net/http"}},
	"scanners/cache":                   {"frozen graphs on the disk, each with the digests of what it was read from", []string{"scanners/tree"}, []string{"net/http"}},
	"scanners":                         {"one file a kind of source", []string{"graph", "graph/...", "scanners/tree", "scanners/internal/..."}, []string{"net/http", "os"}},
	"scanners/act":                     {"what a command line would do: read, never run", []string{"graph", "graph/...", "scanners/internal/shell", "scanners/internal/doc", "scanners/internal/dotenv"}, []string{"net/http", "os"}},
	"scanners/internal/claim":          {"the funnel from assignments to facts", []string{"graph", "graph/...", "scanners/internal/..."}, []string{"net/http", "os"}},
	"scanners/internal/doc":            {"YAML, JSON and TOML with places", []string{"graph/secret"}, []string{"net/http", "os"}},
	"scanners/internal/helm":           {"Helm charts, rendered in bounds once for each values file, with the places of what they say", []string{"graph", "scanners/internal/doc", "scanners/internal/kubernetes"}, []string{"net/http", "os"}},
	"scanners/internal/dotenv":         {"KEY=VALUE files", []string{"graph/secret"}, []string{"net/http", "os"}},
	"scanners/internal/keyvalue":       {"properties and ini files", []string{"graph/secret"}, []string{"net/http", "os"}},
	"scanners/internal/expression":     {"GitHub's ${{ }} as sets of constants", []string{"graph/secret"}, []string{"net/http", "os"}},
	"scanners/internal/shell":          {"shell text into words, never run", []string{"graph/secret"}, []string{"net/http", "os"}},
	"scanners/internal/literals":       {"secrets in any text, behind one narrow interface", []string{"graph", "graph/secret", "scanners/internal/multipattern"}, []string{"net/http", "os"}},
	"scanners/internal/multipattern":   {"many regular expressions over one text at the price of reading it; exactly regexp's matches", nil, []string{"net/http", "os"}},
	"scanners/internal/declared":       {"what infrastructure as code declares, and what the catalog makes of it", []string{"graph", "graph/...", "scanners/internal/claim", "scanners/internal/doc"}, []string{"net/http", "os"}},
	"scanners/internal/terraform":      {"Terraform and OpenTofu, evaluated once for each root and environment", []string{"graph", "graph/...", "scanners/internal/declared"}, []string{"net/http", "os"}},
	"scanners/internal/iam":            {"permissions as data: who may speak as what, with which power over which store", []string{"graph", "graph/...", "scanners/internal/declared", "scanners/internal/claim"}, []string{"net/http", "os"}},
	"scanners/internal/serverless":     {"services of the Serverless Framework as stacks, one for each stage", []string{"graph", "graph/secret", "scanners/internal/cloudformation", "scanners/internal/declared", "scanners/internal/doc"}, []string{"net/http", "os"}},
	"scanners/internal/pulumi":         {"Pulumi YAML programs, once for each stack", []string{"graph", "graph/secret", "scanners/internal/declared", "scanners/internal/doc"}, []string{"net/http", "os"}},
	"scanners/internal/terraformjson":  {"what Terraform writes down itself: states and plans", []string{"graph", "graph/secret", "scanners/internal/declared", "scanners/internal/doc"}, []string{"net/http", "os"}},
	"scanners/internal/cloudformation": {"templates of CloudFormation and SAM, evaluated for each environment", []string{"graph", "graph/...", "scanners/internal/claim", "scanners/internal/declared", "scanners/internal/doc"}, []string{"net/http", "os"}},
	"scanners/internal/terragrunt":     {"Terragrunt's units, evaluated on top of Terraform", []string{"graph", "graph/catalog", "graph/secret", "scanners/internal/declared", "scanners/internal/terraform"}, []string{"net/http", "os"}},
	"scanners/workstation":             {"the places of a workstation where credentials lie, and nothing else of it", []string{"graph", "graph/...", "scanners", "scanners/tree", "scanners/internal/claim", "scanners/internal/doc", "scanners/internal/dotenv", "scanners/internal/keyvalue"}, []string{"net/http"}},
	"scanners/providers":               {"one file an API: what is really there, asked read-only", []string{"graph", "graph/...", "scanners/internal/...", "scanners/providers/..."}, nil},
	"scanners/providers/recorded":      {"answers of APIs out of a scenario, in place of the network; for tests", nil, nil},
	"rules":                            {"one file a question; sees the graph and nothing else", []string{"graph"}, []string{"net/http", "os", "io"}},
	"rules/custom":                     {"rules of the user's own: path patterns in HCL, walked and told like built-in ones", []string{"rules", "graph"}, []string{"net/http", "os", "io", "time"}},
	"rules/policy":                     {"the owner's word: environments, exclusions, acceptances, own rules, own kinds of token as entries of the catalog", []string{"rules", "rules/custom", "graph", "graph/catalog", "graph/environment"}, []string{"net/http"}},
	"reporters":                        {"one file a format", []string{"rules", "graph", "graph/secret"}, []string{"net/http", "os", "time"}},
	"reporters/codescanning":           {"hands a report to GitHub: two requests, and no other", []string{"reporters", "graph/secret"}, []string{"os"}},
	"cmd/stagedoor":                    {"flags, wiring, exit codes", []string{"..."}, []string{"net/http"}},
	"scanners/internal/ansible":        {"Ansible's tasks and variables, one environment at a time", []string{"graph", "graph/...", "scanners/internal/declared", "scanners/internal/doc"}, []string{"net/http", "os"}},
	"scanners/internal/arm":            {"Azure's templates, once for each parameter file", []string{"graph", "graph/secret", "scanners/internal/declared", "scanners/internal/doc"}, []string{"net/http", "os"}},
	"scanners/internal/bicep":          {"Bicep into the template that it compiles to", []string{"graph", "graph/secret", "scanners/internal/arm"}, []string{"net/http", "os"}},
	"scanners/internal/kubernetes":     {"Kubernetes objects: what they keep, what a deletion takes along, which copies there are", []string{"graph", "graph/...", "scanners/internal/claim", "scanners/internal/doc"}, []string{"net/http", "os"}},
	"scanners/internal/kustomize":      {"Kustomize overlays, rendered in memory by the official library, with the places of what they say", []string{"graph", "graph/secret", "scanners/internal/doc", "scanners/internal/kubernetes"}, []string{"net/http", "os"}},
}

func TestThePlan(t *testing.T) {
	root := "../.."
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); path != root && (strings.HasPrefix(base, ".") && base != ".." || base == "testdata" || base == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		pkg, _ := filepath.Rel(root, filepath.Dir(path))
		pkg = filepath.ToSlash(pkg)
		seen[pkg] = true
		checkImports(t, path, pkg)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range plan {
		if !seen[pkg] {
			t.Errorf("%s is on the plan and does not exist", pkg)
		}
	}
}

func checkImports(t *testing.T, path, pkg string) {
	p, ok := plan[pkg]
	if !ok {
		t.Errorf("%s is not on the plan", pkg)
		return
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range f.Imports {
		name, _ := strconv.Unquote(i.Path.Value)
		if ours, is := strings.CutPrefix(name, module); is && ours != "graph/lazily" && !allowed(p.may, ours) {
			t.Errorf("%s imports %s, which the plan does not allow: %s is %q", path, ours, pkg, p.says)
		}
		if slices.ContainsFunc(p.not, func(n string) bool { return name == n || strings.HasPrefix(name, n+"/") }) {
			t.Errorf("%s imports %s, which %s must not", path, name, pkg)
		}
	}
}

func allowed(may []string, pkg string) bool {
	return slices.ContainsFunc(may, func(m string) bool {
		below, all := strings.CutSuffix(m, "...")
		return m == pkg || all && strings.HasPrefix(pkg, below)
	})
}

// TestTopLevel: the folders that the owner fixed, and nothing else.
func TestTopLevel(t *testing.T) {
	may := []string{"cmd", "scanners", "graph", "reporters", "rules", "testdata", "go.mod", "go.sum", "README.md", "LICENSE", "action.yml"}
	entries, err := os.ReadDir("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(may, e.Name()) && e.Name() != "stagedoor" {
			t.Errorf("%s may not stand at the top level", e.Name())
		}
	}
}
