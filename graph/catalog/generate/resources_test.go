// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph/catalog"
)

// declared imports into a folder that describes one provider.
func declared(t *testing.T, dir string) (catalog.Resource, string) {
	t.Helper()
	imported(t, dir, "first.json")
	if err := importFile(dir, filepath.Join("testdata", "declared.json")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "acme_cloud_resources.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := load(dir)
	if err != nil || len(all) != 1 || len(all[0].Resources) != 1 {
		t.Fatal(len(all), err)
	}
	return all[0].Resources[0], string(text)
}

func TestDeclarationsAreAddedOnce(t *testing.T) {
	dir := t.TempDir()
	r, once := declared(t, dir)
	if _, twice := declared(t, dir); twice != once {
		t.Errorf("a second import changed the file:\n%s\n---\n%s", once, twice)
	}
	kinds := map[string]string{}
	for _, s := range r.Settings {
		kinds[s.Attr] = s.Kind
	}
	want := map[string]string{"deletion_protection": "lock", "skip_final_snapshot": "final", "backup_retention_hours": "retention", "(the API's own)": "other"}
	if len(kinds) != len(want) {
		t.Errorf("settings %v", kinds)
	}
	for attr, kind := range want {
		if kinds[attr] != kind {
			t.Errorf("%s is %q, want %q", attr, kinds[attr], kind)
		}
	}
	if s := r.Settings[2]; s.Verified || s.Unit != "hours" || s.Safe[0] != ">=168" {
		t.Errorf("%+v", s)
	}
	if c := r.Copies; len(c) != 1 || c[0].Attr != "disk_id" || c[0].Note == "" {
		t.Errorf("%+v", c)
	}
}

func TestWhatPeopleCuratedOfADeclarationStays(t *testing.T) {
	dir := t.TempDir()
	_, text := declared(t, dir)
	text = strings.Replace(text, `on_delete      = "destroyed"`, `on_delete      = "retained"
    title          = "Acme disk"
    curated        = ["on_delete"]`, 1)
	text = strings.Replace(text, `kind     = "final"`, `kind     = "other"
      curated  = ["kind"]`, 1)
	if err := os.WriteFile(filepath.Join(dir, "acme_cloud_resources.hcl"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if r, _ := declared(t, dir); r.OnDelete != "retained" || r.Title != "Acme disk" || r.Settings[1].Kind != "other" {
		t.Errorf("curation was lost: %+v", r)
	}
}
