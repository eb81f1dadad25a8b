// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// An AzureResource is what one of Azure's key connection strings opens.
type AzureResource struct {
	Service string // storage, cosmos, servicebus, iothub, appconfig, signalr, communication
	Name    string // the account or namespace: unique in all of Azure
	KeyName string // the policy of the key, where the string names one
	Key     Value  // empty where there is none or a placeholder stands
	Local   bool   // the emulator on this machine
}

var azureName = lazily.Compile(`^[a-z0-9][a-z0-9-]{1,62}$`)

// AzureStorage is the storage account of a connection string or of a blob
// service's address.
// https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string
func AzureStorage(v Value) (account string, ok bool) {
	if r, ok := AzureConnection(v); ok && r.Service == "storage" && !r.Local {
		return r.Name, true
	}
	u, err := url.Parse(strings.ToLower(v.Normal().text()))
	if err != nil || u.Scheme != "https" {
		return "", false
	}
	label, domain, _ := strings.Cut(u.Hostname(), ".")
	switch domain {
	case "blob.core.windows.net", "file.core.windows.net", "queue.core.windows.net", "table.core.windows.net", "dfs.core.windows.net":
		return label, azureName.MatchString(label) && !placeholderHost(label)
	}
	return "", false
}

// azureDomains are the hosts of connection strings that name an endpoint.
var azureDomains = []struct{ suffix, service string }{
	{".documents.azure.com", "cosmos"}, {".servicebus.windows.net", "servicebus"}, {".azure-devices.net", "iothub"},
	{".azconfig.io", "appconfig"}, {".service.signalr.net", "signalr"}, {".communication.azure.com", "communication"},
}

// AzureConnection reads the connection strings of Azure's services that hold a
// shared key. Databases are [ParseConnection]'s.
func AzureConnection(v Value) (AzureResource, bool) {
	t := v.Normal().text()
	if len(t) > longestConnection || !strings.ContainsRune(t, ';') {
		return AzureResource{}, false
	}
	if strings.HasPrefix(t, "UseDevelopmentStorage=true") {
		return AzureResource{Service: "storage", Name: "devstoreaccount1", Local: true}, true
	}
	pairs, ok := azurePairs(t)
	if !ok {
		return AzureResource{}, false
	}
	var r AzureResource
	if n := strings.ToLower(valueOf(pairs, "accountname")); azureName.MatchString(n) && !placeholderHost(n) {
		r = AzureResource{Service: "storage", Name: n, Local: n == "devstoreaccount1"}
	}
	endpoint := valueOf(pairs, "accountendpoint", "endpoint", "hostname")
	for _, d := range azureDomains {
		if n, found := strings.CutSuffix(hostOf(endpoint), d.suffix); found && azureName.MatchString(n) && !placeholderHost(n) {
			r = AzureResource{Service: d.service, Name: n}
		}
	}
	if r.Service == "" {
		return AzureResource{}, false
	}
	r.KeyName, _ = name(valueOf(pairs, "sharedaccesskeyname"), 64)
	if key := New(valueOf(pairs, "accountkey", "sharedaccesskey", "accesskey", "secret")); !Placeholder(key) && !Reference(key) {
		r.Key = key
	}
	return r, true
}

// azurePairs differs from [pairsOf] in that keys end in "==" and nothing is quoted.
func azurePairs(t string) ([]pair, bool) {
	var out []pair
	for one := range strings.SplitSeq(t, ";") {
		if strings.TrimSpace(one) == "" {
			continue
		}
		key, value, found := strings.Cut(one, "=")
		if !found || len(out) > 32 {
			return nil, false
		}
		out = append(out, pair{foldKey(key), strings.TrimSpace(value)})
	}
	return out, len(out) > 1
}

func hostOf(endpoint string) string {
	e := strings.ToLower(endpoint)
	if _, rest, found := strings.Cut(e, "://"); found {
		e = rest
	}
	e, _, _ = strings.Cut(e, "/")
	e, _, _ = strings.Cut(e, ":")
	return e
}

var azureIDForm = lazily.Compile(`(?i)^/subscriptions/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/[A-Za-z0-9._()-]{1,260})*$`)

// AzureID is the id of a resource, in lower case, since Azure does not tell cases
// apart in it: /subscriptions/ID/resourceGroups/NAME/providers/...
func AzureID(v Value) (id string, ok bool) {
	t := strings.TrimSpace(v.text())
	if len(t) > 1000 || !azureIDForm.MatchString(t) {
		return "", false
	}
	return strings.ToLower(t), true
}

// AzureSubscription is the subscription that the id of a resource names.
func AzureSubscription(v Value) (subscription string, ok bool) {
	id, ok := AzureID(v)
	if !ok {
		return "", false
	}
	return azureIDForm.FindStringSubmatch(id)[1], true
}
