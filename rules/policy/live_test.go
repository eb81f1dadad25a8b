// SPDX-License-Identifier: Apache-2.0

package policy

import "testing"

// TestWhatMayBeAsked is by the line that says so; without a block everything.
func TestWhatMayBeAsked(t *testing.T) {
	p, err := decoded(t, `live "aws" { regions = ["eu-west-*"] }
live "github" {
  repositories = ["acme/shop-*"]
}
live "railway" { workspaces = ["Acme Inc"] }
`)
	if err != nil {
		t.Fatal(err)
	}
	org, err := Parse([]byte(`live "aws" { regions = ["eu-*-1"] }`), "org.hcl")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		policy              Policy
		provider, attribute string
		names               []string
		want                string
	}{
		{p, "aws", "regions", []string{"eu-west-2"}, ""},
		{p, "aws", "regions", []string{"us-east-1"}, ".stagedoor.hcl:1"},
		{p, "aws", "accounts", []string{"210987654321"}, ""},
		{p, "github", "repositories", []string{"ACME/Shop-API"}, ""},
		{p, "github", "repositories", []string{"acme/wiki"}, ".stagedoor.hcl:3"},
		{p, "github", "owners", []string{"Acme"}, ""},
		{p, "github", "owners", []string{"other"}, ".stagedoor.hcl:3"},
		{p, "railway", "workspaces", []string{"w-1", "Acme Inc"}, ""},
		{p, "railway", "workspaces", []string{"w-2", ""}, ".stagedoor.hcl:5"},
		{p, "kubernetes", "contexts", []string{"prod"}, ""},
		{p.With(org), "aws", "regions", []string{"eu-west-1"}, ""},
		{p.With(org), "aws", "regions", []string{"eu-west-2"}, "org.hcl:1"},
		{p.With(org), "aws", "regions", []string{"eu-north-1"}, ".stagedoor.hcl:1"},
		{Policy{}, "aws", "regions", []string{"us-east-1"}, ""},
	} {
		if got := c.policy.NotAsked(c.provider, c.attribute, c.names...); got != c.want {
			t.Errorf("%s %s %v: %q, want %q", c.provider, c.attribute, c.names, got, c.want)
		}
	}
}
