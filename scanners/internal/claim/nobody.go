// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// tooShort is the reason that a value of a known kind overrules: it is no
// secret by its looks, yet a database's password of eight letters is one.
const tooShort = "under twelve bytes"

// shortest is the length in bytes from which a value may be a secret by its
// name alone.
const shortest = 12

// nobody says whether a value is nobody's secret, and why: public by design, a
// vendor's default or example, its own name, a placeholder, a reference to a
// secret that lies elsewhere, or plainly something else. It does not say that
// the rest are secrets.
func nobody(name string, v secret.Value) (why string, yes bool) {
	if v.Normal().Empty() {
		return "empty", true
	}
	if c, ok := secret.ParseConnection(v); ok {
		return nobodysConnection(c)
	}
	if r, ok := secret.AzureConnection(v); ok {
		return reason(r.Local || r.Key.Empty() || secret.Published(r.Key), "an emulator's or without its key")
	}
	if a, ok := secret.GoogleServiceAccount(v); ok {
		return reason(a.Key.Empty(), "a key file without its key")
	}
	switch {
	case secret.Reference(v):
		return "a reference to what lies elsewhere", true
	case spellsName(name, v):
		return "its own name", true
	case secret.Placeholder(v):
		return "a placeholder", true
	case v.In(defaults):
		return "a published default", true
	case secret.Published(v):
		return "a vendor's published example", true
	}
	if claims, ok := secret.JWTClaims(v); ok {
		return reason(claims.Demo || claims.Role == "anon", "a token that is meant to be public")
	}
	normal := v.Normal()
	if !normal.Matches(secretForms.Get()) {
		if publicForm(normal) {
			return "public by design", true
		}
		if publicName(name) {
			return "public by its name", true
		}
		if plain(name, normal) {
			return "no secret by its form", true
		}
	}
	return reason(normal.Len() < shortest, tooShort)
}

func reason(yes bool, why string) (string, bool) {
	if !yes {
		return "", false
	}
	return why, true
}

func nobodysConnection(c secret.Connection) (string, bool) {
	switch {
	case c.Password.Empty():
		return "a connection without a password", true
	case c.Password.In(defaults), c.User != "" && c.Password.Spells(c.User), c.Database != "" && c.Password.Spells(c.Database):
		return "a published default", true
	case secret.Published(c.Password):
		return "a vendor's published example", true
	case !c.Unset && c.Reach() == secret.Fictional:
		return "an example's connection", true
	case c.Unset && c.Password.Len() < shortest:
		return tooShort, true
	}
	return "", false
}

// spellsName compares with the whole name and with its last part, as in
// app.staging.api_key.
func spellsName(name string, v secret.Value) bool {
	if name == "" {
		return false
	}
	last := name[strings.LastIndexAny(name, ".:/[]")+1:]
	return v.Spells(name) || last != "" && v.Spells(last)
}

// secretForms are what no name makes public: a live key under NEXT_PUBLIC_ is
// the worst place for one.
var secretForms = lazily.Compile(`^((sk|rk)_(live|test)_|gh[posur]_|github_pat_|glpat-|xox[abposr]-|sb_secret_|sbp_|sk-[A-Za-z0-9]|SG\.|dop_v1_|npm_[A-Za-z0-9]{20}|hf_[A-Za-z0-9]{20}|phx_|whsec_|shpat_|pscale_|rnd_)|-----BEGIN [A-Z ]*PRIVATE KEY`)

// publicForms are values that their vendors mean to be seen, by form alone.
var publicForms = lazily.Compile(`^(?:` + strings.Join([]string{
	`pk_(live|test)_[A-Za-z0-9$=]+`,                                           // https://docs.stripe.com/keys, https://clerk.com/docs
	`sb_publishable_[A-Za-z0-9_-]+`,                                           // https://supabase.com/docs/guides/api/api-keys
	`pk\.eyJ[A-Za-z0-9_.-]+`,                                                  // https://docs.mapbox.com/help/dive-deeper/access-tokens/
	`https?://[0-9a-f]{32}@[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9_-]+)*/\d+`,       // https://docs.sentry.io/concepts/key-terms/dsn-explainer/
	`G-[A-Z0-9]{6,12}`, `UA-\d{4,12}-\d{1,4}`, `GTM-[A-Z0-9]{4,10}`, `AW-\d+`, // https://support.google.com/analytics/answer/9539598
	`phc_[A-Za-z0-9]+`,             // https://posthog.com/docs/api
	`pub[0-9a-f]{32}`,              // https://docs.datadoghq.com/account_management/api-app-keys/#client-tokens
	`rzp_(live|test)_[A-Za-z0-9]+`, // the id half of the pair: https://razorpay.com/docs/api/authentication/
	`(live|test)_[0-9a-f]{27}`,     // https://developer.paddle.com/paddlejs/client-side-tokens
	`(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp\d+|sk-ssh-ed25519@openssh\.com) AAAA[A-Za-z0-9+/=]+( .*)?`,
	`(?s)-----BEGIN (RSA PUBLIC KEY|PUBLIC KEY|CERTIFICATE|CERTIFICATE REQUEST|X509 CRL|PGP PUBLIC KEY BLOCK|SSH2 PUBLIC KEY|EC PARAMETERS|DH PARAMETERS)-----.*`,
	`age1[a-z0-9]{50,}`,
}, "|") + `)$`)

var privatePEM = lazily.Compile(`-----BEGIN [A-Z ]*PRIVATE KEY`)

func publicForm(v secret.Value) bool {
	return v.Matches(publicForms.Get()) && !v.Matches(privatePEM.Get())
}

// publicName says whether a variable is meant for what users download, or is
// one that its vendor calls public.
func publicName(name string) bool {
	upper := strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
	for _, p := range publicPrefixes {
		if strings.HasPrefix(upper, p) {
			return true
		}
	}
	return endsIn(split(name), publicNames)
}

var (
	plainForms = lazily.Compile(`(?i)^(?:` + strings.Join([]string{
		`true|false|yes|no|on|off|enabled?|disabled?`,
		`[+-]?\d{1,11}(\.\d+)?([a-z]{1,3}|%)?`,                                                                    // numbers, sizes, durations
		`\d{4}[-/.]\d\d[-/.]\d\d([T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?`, `\d\d?[-/.]\d\d?[-/.]\d{4}`, // dates: the day a password was rotated is no password
		`v?\d+\.\d+(\.\d+)?([-+.][0-9a-z.-]{1,30})?`,                           // versions
		`[a-z]{2}[-_][a-z]{2}(\.utf-?8)?`, `(\d{1,3}\.){3}\d{1,3}(/\d+|:\d+)?`, // locale, address
		`[a-z0-9._%+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,24}`,                          // mail
		`(\./|\.\./|~/|[a-z]:\\|\$HOME/)[^\s=?&]{1,300}`,                                      // relative and Windows paths
		`[a-z0-9_-]+\.(pem|key|crt|cer|p12|pfx|jks|json|ya?ml|toml|txt|env|ini|conf|cfg|xml)`, // file names
		`(#|0x)[0-9a-f]{3,8}`, `arn:aws[a-z-]*:[a-z0-9-]+:.*`,
	}, "|") + `)$`)
	ordinaryURL = lazily.Compile(`(?i)^[a-z][a-z0-9+.-]*://[^\s@]*$`)
	secretURL   = lazily.Compile(`(?i)hooks\.slack\.com/(services|workflows|triggers)/|discord(app)?\.com/api/webhooks/|\.webhook\.office\.com/|outlook\.office\.com/webhook|logic\.azure\.com.*sig=|[?&#;](access_?token|auth_?token|token|api_?key|key|secret|sig|signature|password|pwd|auth|code)=[^&{$<]{12,}|api\.telegram\.org/bot\d+:|X-Amz-Signature=`)
	hostList    = lazily.Compile(`(?i)^([a-z0-9_*-]+\.)+[a-z]{2,24}(:\d{1,5})?(,\s*([a-z0-9_*-]+\.)+[a-z]{2,24}(:\d{1,5})?)*$`)
	namesURL    = lazily.Compile(`(?i)(^|[_.-])(url|uri|dsn|endpoint|host)$`)
	nameOfOne   = lazily.Compile(`^([A-Z][A-Z0-9]{0,15}(_[A-Z0-9]{1,16}){0,8}_(TOKEN|KEY|SECRET|SECRETS|PASSWORD|CREDENTIALS?|CREDS|URL|WEBHOOK|DSN)|[a-z][a-z0-9]{0,15}([-_][a-z][a-z0-9]{0,15}){0,8}[-_](token|key|secret|secrets|password|credentials?|creds|url|webhook|dsn))$`)
	lowerWords  = lazily.Compile(`^[a-z]+([-_ .][a-z]+)*$`)
)

// plain says whether the form of a value makes it something else than a secret.
// Hosts and words count only where the name does not ask for a secret.
func plain(name string, v secret.Value) bool {
	switch {
	case v.Matches(plainForms.Get()):
		return true
	case v.Matches(ordinaryURL.Get()):
		return !v.Matches(secretURL.Get())
	case v.HasPrefix("/"):
		_, path := secret.Path(v)
		return path
	}
	if v.Matches(nameOfOne.Get()) || namesURL.MatchString(name) && v.Matches(hostList.Get()) {
		return true // the name under which a secret lies elsewhere; a server's name alone
	}
	return !secretName(name) && (v.Matches(hostList.Get()) || v.Len() < 40 && v.Matches(lowerWords.Get()))
}
