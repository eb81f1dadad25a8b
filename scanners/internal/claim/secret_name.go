// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"
	"unicode"
)

// secretName says whether a variable's name says that it holds a secret. It
// would rather miss a name than call a cache key one.
func secretName(name string) bool {
	parts := split(name)
	for len(parts) > 1 && (trailers[parts[len(parts)-1]] || number(parts[len(parts)-1])) {
		parts = parts[:len(parts)-1]
	}
	switch {
	case len(parts) == 0 || len(name) > 200 || publicName(name) || endsIn(parts, publicNames) || endsIn(parts, notKeys):
		return false
	case len(parts) == 1 && (parts[0] == "pwd" || parts[0] == "pat"): // the shell's working directory, a pattern
		return false
	case len(parts) > 1 && neverFirst[parts[0]]:
		return false
	case contains(parts, "connection", "strings"), contains(parts, "connectionstrings"): // ConnectionStrings__Default
		return true
	}
	last, before := parts[len(parts)-1], ""
	if len(parts) > 1 {
		before = parts[len(parts)-2]
	}
	switch {
	case endsIn(parts, secretEnds):
		return len(parts) == 1 || !neverBefore[before] || strings.HasSuffix(last, "url")
	case last == "key":
		return keyQualifiers[before]
	case notEnds[last]:
		return false
	}
	return glued(last)
}

// gluedEnds are ends of names written without separators: PGPASSWORD, dbpassword.
var gluedEnds = []string{"password", "passwd", "passphrase", "apikey", "authtoken", "accesstoken", "secretkey", "accesskey", "privatekey", "clientsecret", "connectionstring", "apitoken", "bottoken", "appsecret", "secrettoken"}

func glued(last string) bool {
	for _, e := range gluedEnds {
		if strings.HasSuffix(last, e) {
			return true
		}
	}
	return false
}

// split takes a name apart at separators and at changes of case: stripeSecretKey,
// STRIPE_SECRET_KEY and stripe-secret-key are one.
func split(name string) []string {
	var parts []string
	runes := []rune(name)
	start := 0
	cut := func(end int) {
		if end > start {
			parts = append(parts, strings.ToLower(string(runes[start:end])))
		}
		start = end
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			cut(i)
			start = i + 1
		case i > start && unicode.IsUpper(r) && !unicode.IsUpper(runes[i-1]):
			cut(i)
		case i > start && unicode.IsUpper(r) && i+1 < len(runes) && unicode.IsLower(runes[i+1]):
			cut(i)
		}
	}
	cut(len(runes))
	return parts
}

func number(part string) bool { return strings.Trim(part, "0123456789") == "" }

// endsIn says whether the last words of a name, up to five, are in the set.
func endsIn(parts []string, set wordSet) bool {
	for n := 1; n <= min(5, len(parts)); n++ {
		if set[strings.Join(parts[len(parts)-n:], " ")] {
			return true
		}
	}
	return false
}

func contains(parts []string, run ...string) bool {
	for i := 0; i+len(run) <= len(parts); i++ {
		if strings.Join(parts[i:i+len(run)], " ") == strings.Join(run, " ") {
			return true
		}
	}
	return false
}
