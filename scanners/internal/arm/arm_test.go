// SPDX-License-Identifier: Apache-2.0

package arm

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

func parsed(t testing.TB, text string) *doc.Node {
	t.Helper()
	root, problem := doc.JSON([]byte(text))
	if problem != nil {
		t.Fatal(problem)
	}
	return root
}

func deployed(t testing.TB, template, parameters string) map[string]*declared.Resource {
	c := Context{Root: Read("azuredeploy.json", parsed(t, template))}
	if parameters != "" {
		c.Given = Given("prod.parameters.json", parsed(t, parameters))
	}
	all := map[string]*declared.Resource{}
	for _, r := range c.Resources() {
		all[r.Address] = r
	}
	return all
}

func shown(v declared.Value) string {
	switch v.State {
	case declared.Absent:
		return "absent"
	case declared.Null:
		return "null"
	case declared.Unknown:
		return "? " + v.Hangs
	}
	if v.IsList() {
		return fmt.Sprintf("%d items", len(v.Items))
	}
	w, _ := v.Word()
	return w
}

const template = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": {
    "env": {"type": "string", "defaultValue": "dev"},
    "purge": {"type": "bool", "defaultValue": false},
    "given": {"type": "string"},
    "databases": {"type": "array", "defaultValue": ["orders", "users"]}
  },
  "variables": {
    "prefix": "[concat('acme-', parameters('env'))]",
    "isProd": "[equals(parameters('env'), 'prod')]",
    "circle": "[variables('circle')]",
    "settings": {"prod": {"days": 30}, "dev": {"days": 7}}
  },
  "resources": [
    {"type": "Microsoft.Sql/servers", "name": "[format('{0}-sql', variables('prefix'))]",
     "properties": {"administratorLoginPassword": "[parameters('given')]", "circle": "[variables('circle')]", "hash": "[uniqueString(resourceGroup().id)]"},
     "resources": [{"type": "firewallRules", "name": "all", "properties": {}}]},
    {"type": "Microsoft.Sql/servers/databases", "name": "[concat(variables('prefix'), '-sql/', parameters('databases')[copyIndex()])]",
     "copy": {"name": "dbs", "count": "[length(parameters('databases'))]"},
     "dependsOn": ["[resourceId('Microsoft.Sql/servers', concat(variables('prefix'), '-sql'))]"],
     "properties": {"index": "[copyIndex(1)]"}},
    {"type": "Microsoft.KeyVault/vaults", "name": "[if(variables('isProd'), 'kv-prod', 'kv-other')]",
     "properties": {"enablePurgeProtection": "[if(variables('isProd'), json('true'), parameters('purge'))]", "days": "[variables('settings')[parameters('env')].days]"}},
    {"type": "Microsoft.Storage/storageAccounts", "name": "acmestore", "condition": "[not(variables('isProd'))]", "properties": {}},
    {"type": "Microsoft.Cache/Redis", "name": "cache", "condition": "[empty(parameters('given'))]", "properties": {}},
    {"type": "Microsoft.Authorization/locks", "name": "keep", "scope": "[format('Microsoft.Sql/servers/{0}', variables('prefix'))]", "properties": {"level": "CanNotDelete"}},
    {"type": "Microsoft.Resources/deployments", "name": "inner", "properties": {
      "expressionEvaluationOptions": {"scope": "inner"},
      "parameters": {"name": {"value": "[variables('prefix')]"}},
      "template": {"parameters": {"name": {"type": "string"}}, "resources": [
        {"type": "Microsoft.DocumentDB/databaseAccounts", "name": "[concat(parameters('name'), '-cosmos')]", "properties": {}}]}}}
  ]
}`

func TestTemplatesAreEvaluatedWithAParameterFile(t *testing.T) {
	all := deployed(t, template, `{"parameters": {"env": {"value": "prod"}, "given": {"reference": {"keyVault": {}}}}}`)
	for address, attrs := range map[string]map[string]string{
		"Microsoft.Sql/servers": {"name": "acme-prod-sql", "properties.administratorLoginPassword": "? a secret of a key vault",
			"properties.circle": "? a circle through the variable circle", "properties.hash": "? uniquestring()", "databases.name": "orders", "firewallRules": "1 items"},
		"Microsoft.Sql/servers/databases[1]":                                    {"name": "users", "properties.index": "2"},
		"Microsoft.KeyVault/vaults":                                             {"name": "kv-prod", "properties.enablePurgeProtection": "true", "properties.days": "30"},
		"Microsoft.Resources/deployments.Microsoft.DocumentDB/databaseAccounts": {"name": "acme-prod-cosmos"},
	} {
		r := all[address]
		if r == nil {
			t.Errorf("%s is not there", address)
			continue
		}
		for attr, want := range attrs {
			got := r.Body.Get(attr)
			if attr == "firewallRules" {
				got = r.Body.Fields[attr]
			}
			if s := shown(got); s != want {
				t.Errorf("%s %s is %q, want %q", address, attr, s, want)
			}
		}
	}
	if all["Microsoft.Storage/storageAccounts"] != nil {
		t.Error("a resource whose condition is false is there")
	}
	if got := all["Microsoft.Cache/Redis"].Maybe; got != "a secret of a key vault" {
		t.Error("a resource whose condition is not known hangs on", got)
	}
	if why := all["Microsoft.KeyVault/vaults"].Body.Get("name").Why; len(why) < 2 || !strings.HasSuffix(why[len(why)-1].At.File, "azuredeploy.json") {
		t.Errorf("the way of a value is lost: %+v", why)
	}
	for _, address := range []string{"Microsoft.Sql/servers", "Microsoft.Sql/servers/databases[0]"} {
		if shown(all[address].Meta["lock"]) != "CanNotDelete" {
			t.Error("the lock does not reach", address)
		}
	}
	if _, locked := all["Microsoft.KeyVault/vaults"].Meta["lock"]; locked {
		t.Error("the lock reaches too far")
	}
	if refs := all["Microsoft.Sql/servers/databases[0]"].Body.Get("parent").Refs; len(refs) != 1 || refs[0] != "Microsoft.Sql/servers" {
		t.Error("the database lies in", refs)
	}
}

func TestADefaultThatTellsEnvironmentsApartIsNotBelieved(t *testing.T) {
	all := deployed(t, template, "")
	if got := shown(all["Microsoft.Sql/servers"].Body.Get("name")); got != "? the parameter env" {
		t.Error("the server's name is", got)
	}
	if all["Microsoft.Storage/storageAccounts"].Maybe == "" {
		t.Error("the storage account is certain")
	}
}

func TestALockOfTheGroupHoldsForAllOfIt(t *testing.T) {
	all := deployed(t, `{"resources": [
	  {"type": "Microsoft.Storage/storageAccounts", "name": "a", "properties": {}},
	  {"type": "Microsoft.Authorization/locks", "name": "l", "properties": {"level": "ReadOnly"}}]}`, "")
	if shown(all["Microsoft.Storage/storageAccounts"].Meta["lock"]) != "ReadOnly" {
		t.Error("no lock")
	}
}

func TestHostileTemplatesEnd(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"variables": {"v0": "aaaaaaaaaaaaaaaaaaaaaaaa"`)
	for i := 1; i < 60; i++ {
		fmt.Fprintf(&b, `, "v%d": "[concat(variables('v%d'), variables('v%d'))]", "l%d": "[createArray(variables('l%d'), variables('l%d'))]"`, i, i-1, i-1, i, i-1, i-1)
	}
	b.WriteString(`}, "resources": [{"type": "A.B/c", "name": "[variables('v59')]", "copy": {"name": "x", "count": 100000}, "properties": {"l": "[variables('l59')]"}},
	  {"type": "A.B/d", "name": "d", "copy": {"name": "x", "count": 400}, "properties": {"n": "`)
	b.WriteString("[" + strings.Repeat("not(", 5000) + "true" + strings.Repeat(")", 5000) + "]")
	b.WriteString(`"}}]}`)
	all := deployed(t, b.String(), "")
	if all["A.B/c"].Maybe == "" || len(all) != 401 {
		t.Error("a loop of 100,000 rounds is", len(all))
	}
}

func FuzzTemplate(f *testing.F) {
	f.Add(template, `{"parameters": {"env": {"value": "prod"}}}`)
	f.Fuzz(func(t *testing.T, template, parameters string) {
		root, _ := doc.JSON([]byte(template))
		given, _ := doc.JSON([]byte(parameters))
		if root == nil {
			return
		}
		c := Context{Root: Read("a.json", root), Given: Given("p.json", given)}
		for _, r := range c.Resources() {
			if r.Address == "" {
				t.Error("a resource without an address")
			}
		}
	})
}

func FuzzExpression(f *testing.F) {
	for _, seed := range []string{"[concat('a', parameters('b')[0].c)]", "[[no]", "[format('{0}{9}', 'it''s')]", "[not(", "[if(equals(1,2),'a','b')]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := text(secret.New(s), graph.Location{File: "a.json", Line: 1})
		d := &deployment{steps: 10_000}
		d.scope(&Template{File: "a.json"}, nil).value(e)
	})
}

func BenchmarkResources(b *testing.B) {
	c := Context{Root: Read("a.json", parsed(b, template)), Given: Given("p.json", parsed(b, `{"parameters": {"env": {"value": "prod"}}}`))}
	for b.Loop() {
		c.Resources()
	}
}
