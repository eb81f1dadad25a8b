// SPDX-License-Identifier: Apache-2.0

package secret

import "testing"

func TestKeysTellTheirMode(t *testing.T) {
	for in, want := range map[string]string{
		"sk_live_" + "canary0123456789abcdef": "live", "sk_test_" + "canary0123456789abcdef": "test", "rk_live_" + "canary0123456789abcdef": "live", "pk_test_" + "canary0123456789abcdef": "test",
		"rzp_live_" + "canary01234567": "live", "rzp_test_" + "canary01234567": "test",
		"pdl_live_apikey_" + "canary0123456789abcdefghij_canary": "live", "pdl_sdbx_apikey_" + "canary0123456789abcdefghij_canary": "test",
		"sk_live_": "", "sk-" + "canary0123456789abcdef": "", "live_canary": "", "whsec_canary0123456789": "", "": "",
	} {
		if got, ok := KeyMode(New(in)); got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	for _, k := range keyModes {
		if k.source == "" {
			t.Errorf("%s has no source", k.vendor)
		}
	}
}
