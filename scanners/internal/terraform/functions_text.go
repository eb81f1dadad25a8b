// SPDX-License-Identifier: Apache-2.0

package terraform

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

var wide = lazily.Compile(`%[^a-zA-Z%]*(?:[0-9]{4}|\*)`)

func base64encode(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func base64decode(s string) (string, bool) {
	b, err := base64.StdEncoding.DecodeString(s)
	return string(b), err == nil && utf8.Valid(b)
}

func urlencode(s string) string { return url.QueryEscape(s) }

func urldecode(s string) (string, bool) {
	t, err := url.QueryUnescape(s)
	return t, err == nil
}

func md5hex(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}

func sha1hex(s string) string {
	sum := sha1.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}

func sha256hex(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func sha512hex(s string) string {
	sum := sha512.Sum512([]byte(s))
	return hex.EncodeToString(sum[:])
}

func base64sha256(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func base64sha512(s string) string {
	sum := sha512.Sum512([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func dirname(p string) string  { return path.Dir(p) }
func basename(p string) string { return path.Base(p) }

func pathFunc(f func(string) string) function.Function { return encode(f) }

// replaceFunc takes a pattern between slashes as a regular expression.
// https://developer.hashicorp.com/terraform/language/functions/replace
var replaceFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "old", Type: cty.String}, {Name: "new", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		text, old, by := args[0].AsString(), args[1].AsString(), args[2].AsString()
		if (strings.Count(text, old)+1)*(len(by)+1) > maxWork {
			return cty.NilVal, errEvaluation
		}
		if len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
			re, err := regexp.Compile(old[1 : len(old)-1])
			if err != nil || (len(text)+1)*(len(by)+1) > maxWork {
				return cty.NilVal, errEvaluation
			}
			return cty.StringVal(re.ReplaceAllString(text, by)), nil
		}
		return cty.StringVal(strings.ReplaceAll(text, old, by)), nil
	},
})

// timecmpFunc orders two moments.
var timecmpFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "a", Type: cty.String}, {Name: "b", Type: cty.String}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		a, err := stdlib.FormatDate(cty.StringVal("YYYYMMDDhhmmss"), args[0])
		b, err2 := stdlib.FormatDate(cty.StringVal("YYYYMMDDhhmmss"), args[1])
		if err != nil || err2 != nil {
			return cty.NilVal, errEvaluation
		}
		return cty.NumberIntVal(int64(strings.Compare(a.AsString(), b.AsString()))), nil
	},
})

// uuidv5Func makes a name-based identifier (RFC 9562, section 5.5).
var uuidv5Func = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "namespace", Type: cty.String}, {Name: "name", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		space, ok := uuidSpaces[args[0].AsString()]
		if !ok {
			space = args[0].AsString()
		}
		raw, err := hex.DecodeString(strings.ReplaceAll(space, "-", ""))
		if err != nil || len(raw) != 16 {
			return cty.NilVal, errEvaluation
		}
		sum := sha1.Sum(append(raw, args[1].AsString()...))
		sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
		h := hex.EncodeToString(sum[:16])
		return cty.StringVal(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]), nil
	},
})

var uuidSpaces = map[string]string{
	"dns": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "url": "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
	"oid": "6ba7b812-9dad-11d1-80b4-00c04fd430c8", "x500": "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
}
