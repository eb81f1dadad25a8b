// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"encoding/json"
	"io"
	"strings"
)

// In this file: what documents of permissions say. They name actions, resources
// and subjects in the open, with wildcards, and are no secrets by nature; what
// looks like one is kept back all the same.

var patternForm = lazy(`^[A-Za-z0-9_.:/@+=,*?{}$&~|%# -]{0,512}$`)

// Pattern is an action, resource name, principal or subject as documents of
// permissions write it, wildcards included: "s3:Delete*",
// "arn:aws:s3:::uploads/*", "repo:acme/shop:ref:refs/heads/main".
func Pattern(v Value) (string, bool) {
	t := strings.TrimSpace(v.text())
	if knownTokenPrefix(t) || !patternForm().MatchString(t) {
		return "", false
	}
	for run := range strings.FieldsFuncSeq(t, func(r rune) bool { return strings.ContainsRune("_.:/@+ -*?${},=&~", r) }) {
		if strings.ContainsAny(run, "0123456789") && looksRandom(run) { // AssumeRoleWithWebIdentity is a name
			return "", false
		}
	}
	return t, true
}

// A JSON is a JSON text taken apart. Its leaves stay sealed; keys are names, and
// come out where they have the form of one ("" where they have not).
type JSON struct {
	Leaf   Value           // of a string, number or boolean
	Items  []JSON          // of an array
	Fields map[string]JSON // of an object; the last of equal keys counts
	Kind   byte            // 's' leaf, 'a' array, 'o' object, 0 null
}

// Bounds of a JSON text: policies have at most 20,480 characters
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
const (
	jsonBytes = 1 << 20
	jsonDepth = 32
)

// ParseJSON takes a JSON text of at most 1 MiB and 32 levels apart; ok is false
// where it is none.
func ParseJSON(v Value) (JSON, bool) {
	t := strings.TrimSpace(v.text())
	if len(t) > jsonBytes || t == "" {
		return JSON{}, false
	}
	d := json.NewDecoder(strings.NewReader(t))
	d.UseNumber()
	j, ok := readJSON(d, 0)
	if !ok {
		return JSON{}, false
	}
	if _, err := d.Token(); err != io.EOF {
		return JSON{}, false
	}
	return j, true
}

func readJSON(d *json.Decoder, depth int) (JSON, bool) {
	token, err := d.Token()
	if err != nil || depth > jsonDepth {
		return JSON{}, false
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return readObject(d, depth)
		}
		j := JSON{Kind: 'a'}
		for d.More() {
			item, ok := readJSON(d, depth+1)
			if !ok {
				return JSON{}, false
			}
			j.Items = append(j.Items, item)
		}
		_, err = d.Token()
		return j, err == nil
	case string:
		return JSON{Kind: 's', Leaf: New(t)}, true
	case json.Number:
		return JSON{Kind: 's', Leaf: New(t.String())}, true
	case bool:
		if t {
			return JSON{Kind: 's', Leaf: New("true")}, true
		}
		return JSON{Kind: 's', Leaf: New("false")}, true
	}
	return JSON{}, true // null
}

func readObject(d *json.Decoder, depth int) (JSON, bool) {
	j := JSON{Kind: 'o', Fields: map[string]JSON{}}
	for d.More() {
		key, err := d.Token()
		text, isText := key.(string)
		if err != nil || !isText {
			return JSON{}, false
		}
		name, _ := Pattern(New(text))
		item, ok := readJSON(d, depth+1)
		if !ok {
			return JSON{}, false
		}
		j.Fields[name] = item
	}
	_, err := d.Token()
	return j, err == nil
}
