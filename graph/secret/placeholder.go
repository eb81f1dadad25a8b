// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

// What stands where a secret would: a reference to one, or a filler. Both
// answers are yes or no; neither lets anything out.

var referenceForms = lazy(`(?i)^(?:` + strings.Join([]string{
	`\$[A-Za-z_][A-Za-z0-9_]*`, `%[A-Za-z_][A-Za-z0-9_]*%`, `%env\(.*`, `@@?[A-Za-z_][A-Za-z0-9_]*@@?`, `__[A-Z0-9_]+__`,
	`op://.*`, `vault://.*`, `vault:[a-z0-9_-]+/.*`, `vault:v\d+:.*`, `bao:.*`, `ref\+[a-z]+://.*`, `(aws-?)?ssm:/?/?.*`, `(aws|gcp|az|azure)[-_]?(sm|kv|keyvault|secretsmanager|secretmanager|secrets?):.*`, `secretsmanager:.*`, `secrets?://.*`, `sm://.*`,
	`keyring:.*`, `keychain:.*`, `doppler://.*`, `infisical://.*`, `bws://.*`, `akeyless:.*`, `kms:.*`,
	`arn:aws[a-z-]*:(secretsmanager|ssm|kms):.*`, `projects/[^/]+/secrets/.*`, `https://[a-z0-9-]+\.vault\.azure\.net/.*`, `@Microsoft\.KeyVault\(.*`, `@appsetting\(.*`,
	`env:[/A-Za-z_].*`, `env\(.*\)`, `env\.[A-Za-z_].*`, `env\[.*`, `ENV\.fetch.*`, `process\.env[.\[].*`, `import\.meta\.env[.\[].*`, `Deno\.env.*`, `Bun\.env.*`, `(std::)?(os\.)?getenv\(.*`, `os\.environ.*`, `System\.getenv.*`, `config\(.*\)`,
	`(var|local|module|data|each|self|path|secrets|vars|inputs|github|needs|steps|matrix|env|context|parameters|variables|outputs|resource|random_password|aws_[a-z0-9_]+|google_[a-z0-9_]+|azurerm_[a-z0-9_]+)\.[A-Za-z_][A-Za-z0-9_.\[\]"'*-]*`,
	`!(vault|Ref|Sub|GetAtt|reference|env|ImportValue|If|Join|FindInMap|secret)\b.*`, `Fn::.*`, `file\(.*\)`,
	`ENC\[.*`, `ENC\(.*\)`, `\{cipher\}.*`, `encrypted:.*`, `secure:.*`, `\$ANSIBLE_VAULT;.*`, `-----BEGIN (AGE ENCRYPTED FILE|PGP MESSAGE)-----.*`, `age1[a-z0-9]{50,}`,
	`\{\{resolve:.*`,
}, "|") + `)$`)

// Reference answers whether the value points at a secret, or is one under
// encryption, rather than being one: ${VAR}, op://vault/item, $(command),
// ENC[...]. A value around a variable counts where nothing long and random is
// left beside the variable.
func Reference(v Value) bool {
	t := v.Normal().text()
	if t == "" || len(t) > longestConnection {
		return false
	}
	if raw := strings.TrimSpace(v.text()); len(raw) > 2 && raw[0] == '`' && raw[len(raw)-1] == '`' {
		return true // a command of the shell
	}
	first, _, several := strings.Cut(t, "\n")
	if referenceForms().MatchString(strings.TrimSuffix(first, "\r")) && (!strings.Contains(first, " ") || spaced(first)) || sealedSecret(t) {
		return true
	}
	m := mask(t)
	if several || !strings.Contains(m, maskFirm) {
		return false
	}
	for run := range strings.FieldsFuncSeq(m, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(run) >= 16 && strings.ContainsAny(run, "0123456789") {
			return false
		}
	}
	return true
}

// spaced tells the references that may have spaces in them.
func spaced(t string) bool {
	return strings.HasPrefix(t, "!") || strings.HasPrefix(t, "-----BEGIN ") || strings.Contains(t, "://") || strings.ContainsAny(t, "([{`")
}

// sealedSecret knows the cipher text of Bitnami's kubeseal: base64 that begins
// with the length of an RSA block. https://github.com/bitnami-labs/sealed-secrets
func sealedSecret(t string) bool {
	return len(t) > 300 && (strings.HasPrefix(t, "AgA") || strings.HasPrefix(t, "AgB") || strings.HasPrefix(t, "AgC")) && !strings.ContainsAny(t, " \n.-_")
}

var (
	fillerParts = lazy(`(?i)(^|[^a-z])(example|placeholder|dummy|redacted|fixme|changeme|change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|with)|insert[-_ ]|not[-_ ]?a?[-_ ]?(real|secret)|your[-_ ]|goes[-_ ]here|todo([^a-z]|$))`)
	fillerWhole = lazy(`(?i)^(<[^<>]*>|\[[A-Z_ -]+\]|\{[A-Za-z_ ]+\}|x+|\*+|\.+|-+|_+|n/?a|none|null|nil|undefined|empty|unset|tbd|secret|password|passwd|pass|token|key|test(ing)?|default|value|string|foo|bar|baz|foobar|(my|super|top|the)?(secret|password|passphrase|token|key|api|access){2,4}\d{0,3}|(my|the|a|some)?[-_ ]?(super|top|very)?[-_ ]?(secret|password|token|api[-_ ]?key)([-_ ]?(key|value|token|here))?\d{0,3})$`)
)

// Placeholder answers whether the value is a filler: your-api-key, <token>,
// xxxx, changeme, 1234567890, an ellipsis, one character over and over.
func Placeholder(v Value) bool {
	t := v.Normal().text()
	switch {
	case t == "":
		return true
	case len(t) > 400:
		return false
	case strings.Contains(t, "...") || strings.ContainsAny(t, "…•"):
		return true
	case fillerWhole().MatchString(t), fillerParts().MatchString(t):
		return true
	case strings.Contains(t, "EXAMPLE"): // AKIA...EXAMPLE, as AWS writes its documents
		return true
	}
	return monotonous(t) || allFiller(t)
}

// monotonous sees one character in half of the value and six times on end, a
// counting sequence, or a short piece over and over.
func monotonous(t string) bool {
	b := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '*' || r == '?' {
			return r
		}
		return -1
	}, t))
	if b == "" {
		return len(t) > 1 // nothing but signs
	}
	run, longest, steps := 1, 1, 0
	for i := 1; i < len(b); i++ {
		if b[i] == b[i-1] {
			run++
			longest = max(longest, run)
		} else {
			run = 1
		}
		if b[i] == b[i-1]+1 || b[i-1] == '9' && (b[i] == '0' || b[i] == 'a') || b[i-1] == 'z' && (b[i] == 'a' || b[i] == '0') {
			steps++
		}
	}
	switch {
	case longest == len(b) && len(b) > 1, longest >= 6 && longest*2 >= len(b):
		return true
	case len(b) >= 6 && steps*5 >= (len(b)-1)*4:
		return true
	}
	return repeated(b)
}

// repeated sees a piece of the value that makes up all of it. Pieces without a
// digit must be short, since a word over and over may be a poor password.
func repeated(b string) bool {
	for n := 1; n <= len(b)/2; n++ {
		if len(b)%n == 0 && strings.Repeat(b[:n], len(b)/n) == b && (n <= 4 || strings.ContainsAny(b[:n], "0123456789")) {
			return true
		}
	}
	return false
}

// fillerWords are the words that a value says about itself; the number 2 marks
// those that only a filler says.
var fillerWords = vocabulary(map[int]string{
	2: `your my example sample dummy fake mock placeholder todo tbd fixme change changeme replace insert enter paste put fill here goes redacted hidden removed
		dev development local localhost test tests testing demo insecure unsafe default ci notreal noop anything whatever something foo bar baz qux lorem ipsum`,
	1: `a an the this that it me to from in into for of and or with not be is at least must should please some any only use used set add get new old
		api app application key keys token tokens secret secrets password passwords passwd pass pwd passphrase phrase access auth authorization bearer basic client customer consumer
		id ids value string text name user username admin root account project org organization service server host port url uri db database sql jwt jws hmac aes rsa ssh ssl tls
		hash salt cookie session sessions csrf nonce signing signature encryption encrypt cipher webhook refresh private public
		super very top long strong random secure safe real actual own generate generated characters character chars char bytes byte bits bit hex base base64 min minimum max length
		prod production stage staging live web backend frontend internal external shared master main
		postgres postgresql mysql mariadb mongo mongodb redis rabbitmq minio rails django laravel flask node next nextauth express spring symfony
		openai anthropic stripe github gitlab google aws azure gcp slack discord twilio sendgrid mailgun supabase firebase railway vercel netlify heroku cloudflare auth0 clerk okta algolia sentry datadog`,
})

func vocabulary(lists map[int]string) Vocabulary {
	words := Vocabulary{}
	for n, list := range lists {
		for _, w := range strings.Fields(list) {
			words[w] = n
		}
	}
	return words
}

var fillerWord = lazy(`[A-Z]?[a-z]+|[A-Z]+|\d+|[^\x00-\x7f]`)

// allFiller sees a value of two words or more that says nothing but what it is:
// super-secret-jwt-token-with-at-least-32-characters-long, dev_password_123.
// Without a word that only a filler says, it takes three words: two may be a
// poor password.
func allFiller(t string) bool {
	if len(t) > 120 {
		return false
	}
	words, plain := 0, false
	for _, w := range fillerWord().FindAllString(t, -1) {
		switch n := fillerWords[strings.ToLower(w)]; {
		case w[0] >= '0' && w[0] <= '9':
			if len(w) > 4 {
				return false
			}
			continue
		case n == 0:
			return false
		case n == 2:
			plain = true
		}
		words++
	}
	return words >= 3 || words >= 1 && plain
}

// In answers whether the value is one of the vocabulary's words, case and
// separators aside.
func (v Value) In(known Vocabulary) bool { return known[foldName(v.Normal().text())] != 0 }

// Spells answers whether the value is the name, case and separators aside:
// STAGING_API_KEY=staging-api-key.
func (v Value) Spells(name string) bool {
	t := foldName(v.Normal().text())
	return t != "" && t == foldName(name)
}

func foldName(t string) string {
	if len(t) > 200 {
		return ""
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f:
			return r
		}
		return -1
	}, t)
}

var placeholderHosts = lazy(`(?i)^(host|host_?name|your|my_?host|server_?name|my_?server|ip|ip_?address|address|endpoint|db_?host_?name|fqdn|x{3,}|(.*[._-])?(your|xxx+|placeholder|changeme|replaceme|changethis)([._-].*)?|your[a-z]*(server|host|domain|cluster|account|project|instance|database|db|company|app|site|name)([._-].*)?|my(server|host|domain|cluster|account|project|instance|company|site)\..*|cluster0?\.(xxxxx|abcde|abc123|mongodb)\..*|(.*\.)?example(\.[a-z]{2,6})?|(.*\.)?(domain|mydomain|yourdomain|your-domain|some-?domain)\.(com|org|net|tld)|.*\.(test|invalid|example|tld)|__\w+__|@@?\w+@@?|%\w+%)$`)

func placeholderHost(h string) bool { return placeholderHosts().MatchString(h) }

// published are keys that vendors print in their documents and emulators, by
// the first eight bytes of their SHA-256, so that this file holds none.
var published = map[string]string{
	"2cafc0970149a84f": "https://docs.stripe.com/keys",
	"0011cc25eb432071": "https://learn.microsoft.com/en-us/azure/storage/common/storage-use-azurite",
	"aa6547439583c3a2": "https://learn.microsoft.com/en-us/azure/cosmos-db/emulator",
}

// Published answers whether the value is a key that its vendor prints for all
// to use.
func Published(v Value) bool {
	sum := sha256.Sum256([]byte(v.Normal().text()))
	return published[hex.EncodeToString(sum[:8])] != ""
}
