// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// The extractors of this file let out identifiers: names that people choose in
// the open. Each refuses what does not have the form, and what looks as random
// as a token.

var (
	wordForm  = lazily.Compile(`^[A-Za-z0-9_@][A-Za-z0-9_.:/@+ -]{0,126}$`)
	uuidForm  = lazily.Compile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	hostForm  = lazily.Compile(`^[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?$`)
	varForm   = lazily.Compile(`^[A-Za-z_][A-Za-z0-9_.-]{0,127}$`)
	emailForm = lazily.Compile(`^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}$`)
	bucketFm  = lazily.Compile(`^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$`)
)

// Word is a short name in the open: of a service, volume, environment, image,
// project. It refuses a run of twenty or more letters and digits that looks
// random, which is what tokens look like.
func Word(v Value) (string, bool) {
	t := strings.TrimSpace(v.text())
	if !wordForm.MatchString(t) || knownTokenPrefix(t) {
		return "", false
	}
	return only(t, !hasRandomRun(t))
}

// only lets out what has the form, and nothing else.
func only(t string, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	return t, true
}

// hasRandomRun judges each run between the marks that join words: a name of many
// short words changes from letters to marks as often as a token does.
func hasRandomRun(t string) bool {
	for run := range strings.FieldsFuncSeq(t, func(r rune) bool { return strings.ContainsRune("_.:/@+ -", r) }) {
		if looksRandom(run) {
			return true
		}
	}
	return false
}

// looksRandom judges one run of letters and digits: long, with digits among
// letters or cases mixed more often than words do.
func looksRandom(run string) bool {
	if len(run) < 20 {
		return false
	}
	changes, digits := 0, 0
	for i := range len(run) {
		if run[i] >= '0' && run[i] <= '9' {
			digits++
		}
		if i > 0 && class(run[i]) != class(run[i-1]) {
			changes++
		}
	}
	return digits >= 3 && changes*5 >= len(run) || changes*3 >= len(run)
}

func class(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return 0
	case c >= 'a' && c <= 'z':
		return 1
	}
	return 2
}

var tokenPrefixes = []string{"ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "sk_live_", "sk_test_", "rk_live_", "xoxb-", "xoxp-",
	"AKIA", "ASIA", "dop_v1_", "sbp_", "sb_secret_", "napi_", "rnd_", "vcp_", "nfp_", "pul-", "pscale_", "eyJ", "SG.", "npm_", "dckr_pat_", "fo1_", "fm2_", "HRKU-"}

func knownTokenPrefix(t string) bool {
	for _, p := range tokenPrefixes {
		if strings.HasPrefix(t, p) {
			return true
		}
	}
	return false
}

// UUID is for places that are known to hold an id: a key named project_id or
// volumeId. A bare UUID elsewhere may be a token.
func UUID(v Value) (string, bool) {
	t := strings.ToLower(strings.TrimSpace(v.text()))
	return only(t, uuidForm.MatchString(t))
}

var arnForm = lazily.Compile(`^arn:(aws|aws-cn|aws-us-gov):[a-z0-9-]{1,30}:[a-z0-9-]{0,20}:(\d{12})?:[A-Za-z0-9_./:@+=,-]{1,200}$`)

// ARN is an Amazon Resource Name; it is public by nature.
func ARN(v Value) (string, bool) {
	t := strings.TrimSpace(v.text())
	return only(t, arnForm.MatchString(t))
}

// Host is a host name or address, lower-cased, without port.
func Host(v Value) (string, bool) {
	t := strings.ToLower(strings.TrimSpace(v.text()))
	if i := strings.LastIndexByte(t, ':'); i > 0 && !strings.Contains(t[:i], ":") {
		t = t[:i]
	}
	if !hostForm.MatchString(t) {
		return "", false
	}
	for label := range strings.SplitSeq(t, ".") {
		if len(label) > 63 || looksRandom(label) && len(label) > 40 {
			return "", false
		}
	}
	return t, true
}

// Variable is the name of an environment variable.
func Variable(v Value) (string, bool) {
	t := strings.TrimSpace(v.text())
	return only(t, varForm.MatchString(t) && !knownTokenPrefix(t) && !looksRandom(strings.ReplaceAll(t, "_", "")))
}

// Email is a mail address, such as a service account's.
func Email(v Value) (string, bool) {
	t := strings.TrimSpace(v.text())
	return only(t, emailForm.MatchString(t))
}

// Bucket is a name that object stores allow.
func Bucket(v Value) (string, bool) {
	t := strings.TrimSpace(v.text())
	return only(t, bucketFm.MatchString(t) && !knownTokenPrefix(t) && !hasRandomRun(t))
}

// Path is a path of folders and a file: cleaned, slash-separated, without
// anything that looks like a token in it.
func Path(v Value) (string, bool) {
	t := strings.TrimSpace(v.text())
	if t == "" || len(t) > 400 || strings.ContainsAny(t, "\n\r\x00@=?&") {
		return "", false
	}
	for part := range strings.SplitSeq(t, "/") {
		if len(part) > 100 || hasRandomRun(part) || knownTokenPrefix(part) {
			return "", false
		}
	}
	return path.Clean(strings.ReplaceAll(t, `\`, "/")), true
}

// BaseURL is the scheme and host of a URL: no user, path, query or fragment.
func BaseURL(v Value) (scheme, host string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(v.text()))
	if err != nil || u.Scheme == "" || u.Host == "" {
		return "", "", false
	}
	h, ok := Host(New(u.Hostname()))
	return strings.ToLower(u.Scheme), h, ok
}

var hexForm = lazily.Compile(`^[0-9a-f]{24,32}$`)

// HexID is for places that are known to hold an id of 24 to 32 hexadecimal
// digits, such as a Cloudflare account's. Elsewhere it may be a token.
func HexID(v Value) (string, bool) {
	t := strings.TrimSpace(v.text())
	return t, hexForm.MatchString(t)
}

var numberForm = lazily.Compile(`^-?\d{1,9}$`)

// Number is a whole number of at most nine digits: a count, days, a port.
func Number(v Value) (int, bool) {
	t := strings.TrimSpace(v.text())
	if !numberForm.MatchString(t) {
		return 0, false
	}
	n, err := strconv.Atoi(t)
	return n, err == nil
}

var addressForm = lazily.Compile(`^[A-Za-z_][A-Za-z0-9_-]*([.][A-Za-z0-9_-]+|\[\d{1,9}\]|\["[A-Za-z0-9_./:@+ -]{0,126}"\])+$`)

// Address is where a resource, module or output stands in Terraform's
// configuration: module.db["eu"].aws_db_instance.this[0].
func Address(v Value) (string, bool) {
	t := strings.TrimSpace(v.text())
	if len(t) > 600 || !addressForm.MatchString(t) {
		return "", false
	}
	for run := range strings.FieldsFuncSeq(t, func(r rune) bool { return strings.ContainsRune("_.:/@+ -[]\"", r) }) {
		if looksRandom(run) || knownTokenPrefix(run) {
			return "", false
		}
	}
	return t, true
}
