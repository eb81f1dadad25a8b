// SPDX-License-Identifier: Apache-2.0

package bicep

import (
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/scanners/internal/arm"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

const source = `// the shop
targetScope = 'resourceGroup'
metadata owner = 'us'
import { thing } from 'types.bicep'

type size = 'small' | 'large'
func double(a int) int => a * 2

@description('It\'s said')
@allowed([
  'dev'
  'prod'
])
param environment string = 'dev'
@secure()
param password string
param tags object = {
  owner: 'shop'   // ours
  'cost-centre': '42'
}
param names string[] = [ 'orders', 'users' ]
param maybe { a: string, b: int? }?
param opt bool = environment == 'prod' ? true : false
param count int

var prefix = 'acme-${environment}'
var isProd = (environment == 'prod') && !contains(names, 'x')
var days = isProd
  ? 30
  : 7
var mapped = map(names, n => '${n}x')
var text = '''
it's ${raw}
'''
var looped = [for (n, i) in names: {
  name: n
  index: i
}]

resource sql 'Microsoft.Sql/servers@2022-05-01-preview' = {
  name: '${prefix}-sql'
  #disable-next-line no-loc-expr-outside-params
  location: resourceGroup().location
  tags: union(tags, { env: environment })
  properties: {
    administratorLoginPassword: password
    days: days
    mapped: mapped[0]
    nested: looped[1].index
    dash: -1
    insensitive: environment =~ 'PROD'
    fallback: maybe.?a ?? 'x'
  }

  resource rules 'firewallRules' = {
    name: 'all'
  }
}

resource db 'Microsoft.Sql/servers/databases@2022-05-01-preview' = [for (n, i) in names: {
  parent: sql
  name: n
  properties: { order: i }
}]

resource old 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {
  name: 'old'
}

resource keep 'Microsoft.Authorization/locks@2020-05-01' = if (isProd) {
  name: 'keep'
  scope: sql
  properties: { level: 'CanNotDelete' }
}

module store './modules/store.bicep' = {
  name: 'store'
  params: {
    name: '${prefix}store'
  }
}

module many 'modules/store.bicep' = [for i in range(0, count): if (i > 0) {
  name: 'many${i}'
  params: { name: 'm${i}' }
}]

resource uses 'Microsoft.Web/sites@2022-03-01' = {
  name: store.outputs.name
  properties: { id: sql.id, server: sql.properties.fullyQualifiedDomainName, dbs: db[0].id }
}

output id string = sql.id
`

const module = `param name string
resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: toLower(replace(name, '-', ''))
  properties: {}
}
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-01-01' = {
  parent: account
  name: 'default'
  properties: { deleteRetentionPolicy: { enabled: true, days: 14 } }
}
output name string = account.name
`

func deployed(t testing.TB, text, params string) map[string]*declared.Resource {
	t.Helper()
	main, store := Parse("main.bicep", []byte(text)), Parse("modules/store.bicep", []byte(module))
	given := Parse("main.prod.bicepparam", []byte(params))
	if len(main.Broken)+len(store.Broken)+len(given.Broken) > 0 {
		t.Fatal("not read:", main.Broken, store.Broken, given.Broken)
	}
	c := arm.Context{Root: main.Template, Load: func(p string) *arm.Template {
		if p == "modules/store.bicep" {
			return store.Template
		}
		return nil
	}}
	if params != "" {
		c.Given = given.Values()
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
	case declared.Unknown:
		return "? " + v.Hangs
	}
	w, _ := v.Word()
	return w
}

func TestBicepIsEvaluatedWithAParameterFile(t *testing.T) {
	all := deployed(t, source, "using './main.bicep'\nvar env = 'prod'\nparam environment = env\nparam count = 3\nparam password = getSecret('a', 'b', 'c', 'd')\n")
	for address, attrs := range map[string]map[string]string{
		"sql": {"name": "acme-prod-sql", "tags.env": "prod", "tags.cost-centre": "42", "properties.administratorLoginPassword": "? getsecret()",
			"properties.days": "30", "properties.mapped": "? map()", "properties.nested": "1", "properties.insensitive": "true",
			"firewallRules.name": "all", "location": "? resourcegroup()"},
		"db[1]":           {"name": "users", "properties.order": "1"},
		"store.account":   {"name": "acmeprodstore", "blobServices.properties.deleteRetentionPolicy.days": "14"},
		"many[2].account": {"name": "m2"},
		"uses":            {"name": "acmeprodstore", "properties.id": "? sql, which exists once it is deployed"},
	} {
		r := all[address]
		if r == nil {
			t.Errorf("%s is not there", address)
			continue
		}
		for attr, want := range attrs {
			if got := shown(r.Body.Get(attr)); got != want {
				t.Errorf("%s %s is %q, want %q", address, attr, got, want)
			}
		}
	}
	if all["old"] != nil || all["many[0].account"] != nil {
		t.Error("what exists already, or is left out, is declared")
	}
	if all["sql"].Type != "Microsoft.Sql/servers" || all["rules"].Type != "Microsoft.Sql/servers/firewallRules" {
		t.Error("types:", all["sql"].Type, all["rules"].Type)
	}
	for _, address := range []string{"sql", "db[0]"} {
		if shown(all[address].Meta["lock"]) != "CanNotDelete" {
			t.Error("no lock on", address)
		}
	}
	if refs := all["db[0]"].Body.Get("parent").Refs; len(refs) != 1 || refs[0] != "sql" {
		t.Error("the database lies in", refs)
	}
	if at := all["store.account"].At; len(at) != 2 || at[0].At.File != "modules/store.bicep" || at[1].At.File != "main.bicep" {
		t.Errorf("the module's call is not told: %+v", at)
	}
}

func TestWithoutAFileItIsNotKnownWhichEnvironment(t *testing.T) {
	all := deployed(t, source, "")
	if got := shown(all["sql"].Body.Get("name")); got != "? the parameter environment" {
		t.Error("the server is called", got)
	}
	if got := all["keep"]; got == nil || got.Maybe == "" {
		t.Error("a lock that may be there is", got)
	}
	if r := all["many.account"]; r == nil || r.Maybe != "the parameter count" {
		t.Error("a module that is repeated nobody knows how often is", r)
	}
}

func TestWhatCanNotBeReadIsSaidAndPassedOver(t *testing.T) {
	f := Parse("a.bicep", []byte("resource a 'X.Y/z@1' = {\n  name: }\n}\nparam b string = 'x'\nresource c 'X.Y/z@1' = {\n  name: b\n}\n"))
	if len(f.Broken) != 1 || f.Broken[0] != 1 || f.Parameters["b"] == nil {
		t.Error(f.Broken, f.Parameters)
	}
	deep := Parse("a.bicep", []byte("var a = "+strings.Repeat("(", 100_000)))
	if len(deep.Broken) != 1 {
		t.Error("a hundred thousand brackets are read")
	}
	circle := Parse("a.bicep", []byte("module a 'a.bicep' = {\n name: 'a'\n}\nmodule b 'a.bicep' = {\n name: 'b'\n}\n"))
	c := arm.Context{Root: circle.Template, Load: func(string) *arm.Template { return circle.Template }}
	if got := len(c.Resources()); got != 0 {
		t.Error("a module that deploys itself twice is", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(source)
	f.Add(module)
	f.Add("using 'x'\nparam a = '${b}' // c\nvar b = [for x in [1]: x]")
	f.Fuzz(func(t *testing.T, text string) {
		parsed := Parse("a.bicep", []byte(text))
		parsed.Values()
		c := arm.Context{Root: parsed.Template, Load: func(string) *arm.Template { return parsed.Template }}
		for _, r := range c.Resources() {
			if r.Address == "" {
				t.Error("a resource without an address")
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	text := []byte(strings.Repeat(source, 20))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Parse("main.bicep", text)
	}
}
