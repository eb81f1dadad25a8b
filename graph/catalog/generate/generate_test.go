// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/stagedoor/stagedoor/graph/catalog"
)

func TestGeneratedIsWhatTheFilesSay(t *testing.T) {
	providers, err := load("..")
	if err != nil {
		t.Fatal(err)
	}
	want, err := source(providers)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../generated.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("graph/catalog/generated.go is not what the HCL files say; run go generate ./graph/catalog")
	}
}

func TestFilesAreFormattedAndNamedAfterTheirProvider(t *testing.T) {
	paths, err := filepath.Glob("../*.hcl")
	if err != nil || len(paths) == 0 {
		t.Fatal("no files", err)
	}
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(hclwrite.Format(text), text) {
			t.Errorf("%s is not formatted", filepath.Base(p))
		}
		name := strings.TrimSuffix(filepath.Base(p), ".hcl")
		if id, _, more := cutLast(name); more && (bytes.Contains(text, []byte("\nresources \""+id+"\" {")) || bytes.Contains(text, []byte("\npermissions \""+id+"\" {")) || bytes.Contains(text, []byte("\ncommands \""+id+"\" {"))) {
			continue
		}
		if !bytes.Contains(text, []byte("\nprovider \""+name+"\" {")) {
			t.Errorf("%s does not describe %s", filepath.Base(p), name)
		}
	}
}

// cutLast takes what is behind the last underscore off a name: aws_resources.
func cutLast(name string) (before, after string, found bool) {
	i := strings.LastIndexByte(name, '_')
	if i < 0 {
		return name, "", false
	}
	return name[:i], name[i+1:], true
}

// imported runs an import into a folder and returns its one file.
func imported(t *testing.T, dir, research string) (catalog.Provider, string) {
	t.Helper()
	if err := importFile(dir, filepath.Join("testdata", research)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "acme_cloud.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := load(dir)
	if err != nil || len(all) != 1 {
		t.Fatal(len(all), err)
	}
	return all[0], string(text)
}

func TestResearchIsAddedOnce(t *testing.T) {
	dir := t.TempDir()
	p, once := imported(t, dir, "first.json")
	if _, twice := imported(t, dir, "first.json"); twice != once {
		t.Errorf("a second import changed the file:\n%s\n---\n%s", once, twice)
	}
	if len(p.Tokens) != 2 || len(p.Operations) != 1 || len(p.Stores) != 1 || len(p.Locks) != 1 {
		t.Fatalf("%+v", p)
	}
	key := p.Tokens[0]
	if key.Type != "acme_cloud_account_key" || len(key.Variables) != 1 || key.Scope != "the account" || !key.Verified || len(key.Sources) != 2 {
		t.Errorf("%+v", key)
	}
	if p.Tokens[1].Verified || p.Locks[0].Verified {
		t.Error("what research calls unverified came out verified")
	}
	if f := p.Stores[0].Backups; len(f) != 1 || f[0].OnDelete != "destroyed" || !f[0].Verified {
		t.Errorf("%+v", f)
	}
}

func TestWhatPeopleCuratedStays(t *testing.T) {
	dir := t.TempDir()
	_, text := imported(t, dir, "first.json")
	text = strings.Replace(text, `token "acme_cloud_account_key" {`, `# people know better
  token "acme_key" {
    power   = ["read"]
    opens   = "account"
    beside  = ["ACME_TOKEN"]
    curated = ["scope"]
    fix {
      command = "acme key new"
    }
`, 1)
	text = strings.Replace(text, `operation "delete_v1_disks_id" {`, `operation "disks delete" {
    pattern = "acme disk rm"
`, 1)
	if err := os.WriteFile(filepath.Join(dir, "acme_cloud.hcl"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	p, after := imported(t, dir, "second.json")
	key := p.Tokens[0]
	if key.Type != "acme_key" || key.Scope != "the account" || len(key.Power) != 1 || key.Fix == nil || len(key.Variables) != 1 || !strings.Contains(after, "# people know better") {
		t.Errorf("curation was lost: %+v", key)
	}
	if len(key.Sources) != 3 || p.ScopeModel != "account | team" || len(p.Tokens) != 2 {
		t.Errorf("research was lost: %+v", p)
	}
	if o := p.Operations; len(o) != 1 || o[0].Name != "disks delete" || o[0].Pattern == "" || o[0].Loses != "a disk and what is on it" {
		t.Errorf("%+v", o)
	}
	if f := p.Stores[0].Backups; len(f) != 1 || f[0].OnDelete != "retained" {
		t.Errorf("%+v", f)
	}
	if _, again := imported(t, dir, "second.json"); again != after {
		t.Error("a second import changed the file")
	}
}
