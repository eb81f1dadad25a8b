// SPDX-License-Identifier: Apache-2.0

package secret

import "testing"

func TestAzureConnectionStringsNameTheirResource(t *testing.T) {
	const key = "canaryCanaryCanaryCanaryCanary012345678901==" // not a key: too short
	for in, want := range map[string]AzureResource{
		"DefaultEndpointsProtocol=https;AccountName=acmeprod;AccountKey=" + key + ";EndpointSuffix=core.windows.net": {Service: "storage", Name: "acmeprod"},
		"AccountEndpoint=https://acme-prod.documents.azure.com:443/;AccountKey=" + key + ";":                         {Service: "cosmos", Name: "acme-prod"},
		"Endpoint=sb://acme-prod.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=" + key:            {Service: "servicebus", Name: "acme-prod", KeyName: "Root"},
		"HostName=acme.azure-devices.net;SharedAccessKeyName=owner;SharedAccessKey=" + key:                           {Service: "iothub", Name: "acme", KeyName: "owner"},
		"Endpoint=https://acme.azconfig.io;Id=abc;Secret=" + key:                                                     {Service: "appconfig", Name: "acme"},
	} {
		got, ok := AzureConnection(New(in))
		if !ok || got.Key.text() != key || got.Service != want.Service || got.Name != want.Name || got.KeyName != want.KeyName || got.Local {
			t.Errorf("%s\n got %+v", in, got)
		}
	}
	for _, in := range []string{"UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1", "AccountName=devstoreaccount1;AccountKey=" + key} {
		if got, ok := AzureConnection(New(in)); !ok || !got.Local {
			t.Errorf("%s is not the emulator's", in)
		}
	}
	for _, in := range []string{"", "AccountName=acme", "Server=acme.database.windows.net;Database=x", "AccountName=${ACCOUNT};AccountKey=x", "AccountName=<account>;AccountKey=<key>", "AccountName=your-account;AccountKey=x", "a=b;c"} {
		if got, ok := AzureConnection(New(in)); ok {
			t.Errorf("%s is read as %+v", in, got)
		}
	}
	for in, want := range map[string]string{"https://acmeprod.blob.core.windows.net/container": "acmeprod", "https://acme.io": "", "http://127.0.0.1:10000/devstoreaccount1": ""} {
		if got, _ := AzureStorage(New(in)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
