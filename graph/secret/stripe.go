// SPDX-License-Identifier: Apache-2.0

package secret

import "regexp"

// keyModes are the forms of keys whose prefix says which of the vendor's two
// worlds they open. Only prefixes that the vendor documents are here; a key of
// another vendor has no mode that can be read off it.
var keyModes = []struct {
	vendor string
	form   string // with one group: the mode as the vendor writes it
	live   string
	source string
}{
	// Clerk, Paystack and Moyasar use Stripe's prefixes for the same two modes.
	{"stripe", `^(?:sk|rk|pk)_(live|test)_[A-Za-z0-9$=]{10,}$`, "live", "https://docs.stripe.com/keys"},
	{"razorpay", `^rzp_(live|test)_[A-Za-z0-9]{10,}$`, "live", "https://razorpay.com/docs/api/authentication/"},
	{"paddle", `^pdl_(live|sdbx|test)_apikey_[a-z0-9]{10,}`, "live", "https://developer.paddle.com/api-reference/about/authentication"},
}

var keyModeForms = func() (forms []func() *regexp.Regexp) {
	for _, k := range keyModes {
		forms = append(forms, lazy(k.form))
	}
	return forms
}()

// KeyMode says whether a key is one for live data or for tests, where its own
// prefix says so.
func KeyMode(v Value) (mode string, ok bool) {
	t := v.Normal().text()
	if len(t) > 300 {
		return "", false
	}
	for i, k := range keyModes {
		m := keyModeForms[i]().FindStringSubmatch(t)
		switch {
		case m == nil:
		case m[1] == k.live:
			return "live", true
		default:
			return "test", true
		}
	}
	return "", false
}
