// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"math/rand/v2"
	"path"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"go.yaml.in/yaml/v4"
)

// ours reports whether a section of a scenario is a file of its repository that a
// person edits freely: what names lines of others is none.
func ours(name string) bool {
	base := path.Base(name)
	return name != liveSection && !strings.HasPrefix(name, "http/") && base != ".gitleaksignore" && base != ".stagedoor-baseline.json"
}

func format(name string) string {
	base := path.Base(name)
	switch ext := path.Ext(name); {
	case strings.HasPrefix(base, ".env"), strings.HasSuffix(base, ".env"):
		return "env"
	case ext == ".yml", ext == ".yaml":
		return "yaml"
	case ext == ".json", ext == ".tfstate":
		return "json"
	case ext == ".tf", ext == ".hcl", ext == ".tfvars":
		return "hcl"
	case ext == ".sh", ext == ".toml", ext == ".py", base == "Makefile", strings.HasPrefix(base, "Dockerfile"), base == ".gitignore":
		return "hash"
	case ext == ".ts", ext == ".js", ext == ".bicep":
		return "slash"
	}
	return ""
}

var topLevel = regexp.MustCompile(`^[A-Za-z_"'-][^\n]*$`)

// shifted puts comments and blank lines where the format allows them.
func shifted(r *rand.Rand, name string, text []byte) []byte {
	if !ours(name) {
		return nil
	}
	lines := strings.Split(string(text), "\n")
	var out []string
	comment, at := "# a line more", func(i int, l string) bool { return i == 0 || topLevel.MatchString(l) }
	switch format(name) {
	case "json":
		comment, at = "", func(i int, l string) bool { return strings.HasSuffix(l, "{") || strings.HasSuffix(l, ",") }
	case "slash":
		comment, at = "// a line more", func(i int, l string) bool { return i == 0 }
	case "hash":
		at = func(i int, l string) bool { return i == 0 }
	case "yaml", "env", "hcl":
	default:
		return nil
	}
	if bytes.Contains(text, []byte("<<")) || bytes.Contains(text, []byte("-----BEGIN")) {
		at = func(i int, l string) bool { return i == 0 }
	}
	for i, l := range lines {
		if strings.HasPrefix(l, "#!") || strings.HasPrefix(l, "FROM ") && i == 0 {
			out = append(out, l)
			continue
		}
		if at(i, l) || i == 1 && strings.HasPrefix(lines[0], "#!") {
			for range 1 + r.IntN(3) {
				if out = append(out, ""); comment != "" {
					out = append(out, comment)
				}
			}
		}
		out = append(out, l)
	}
	return []byte(strings.Join(out, "\n"))
}

// reformatted writes a file as another formatter would.
func reformatted(_ *rand.Rand, name string, text []byte) []byte {
	if !ours(name) {
		return nil
	}
	switch format(name) {
	case "json":
		var out bytes.Buffer
		if json.Indent(&out, text, "", "\t") != nil {
			return nil
		}
		return out.Bytes()
	case "hcl":
		return hclwrite.Format(wider(text))
	case "yaml":
		if !strings.Contains(name, "/templates/") { // a chart's, which is no YAML yet
			return requoted(text)
		}
	case "env":
		return exported(text)
	}
	return nil
}

// wider doubles the space between words of HCL, which its formatter undoes in
// another way than the author did.
func wider(text []byte) []byte {
	if bytes.Contains(text, []byte("<<")) {
		return text
	}
	return regexp.MustCompile(`(?m)^( *[a-z_]+) *= *`).ReplaceAll(text, []byte("\n$1 = "))
}

// requoted writes YAML anew: other indentation, and quotes round words.
func requoted(text []byte) []byte {
	in := yaml.NewDecoder(bytes.NewReader(text))
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(4)
	for {
		var n yaml.Node
		if err := in.Decode(&n); err == io.EOF {
			break
		} else if err != nil {
			return nil
		}
		quote(&n)
		if e.Encode(&n) != nil {
			return nil
		}
	}
	_ = e.Close()
	return out.Bytes()
}

func quote(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" && n.Style == 0 {
		n.Style = yaml.DoubleQuotedStyle
	}
	for _, c := range n.Content {
		quote(c)
	}
}

var assignment = regexp.MustCompile(`(?m)^([A-Za-z_][A-Za-z0-9_]*)=([^\s"'#$\\]+)$`)

// exported quotes what a dotenv file assigns, as if a shell were to read it.
func exported(text []byte) []byte { return assignment.ReplaceAll(text, []byte(`export $1="$2"`)) }

func windows(_ *rand.Rand, name string, text []byte) []byte {
	if !ours(name) {
		return nil
	}
	return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
}

var (
	canaryForm = regexp.MustCompile(`[Cc]anary[A-Za-z0-9_-]*`)
	hexCanary  = regexp.MustCompile(`[0-9a-f-]*ca0a71e5[0-9a-f-]*`)
	base64Form = regexp.MustCompile(`[A-Za-z0-9+/]{16,}={0,2}`)
)

// rotated gives each secret a successor of the same form, the same wherever it
// stands, also in what providers answer.
func rotated(_ *rand.Rand, name string, text []byte) []byte {
	text = base64Form.ReplaceAllFunc(text, func(b []byte) []byte {
		plain, err := base64.StdEncoding.DecodeString(string(b))
		if err != nil || !bytes.Contains(plain, []byte("canary")) {
			return b
		}
		return []byte(base64.StdEncoding.EncodeToString(canaryForm.ReplaceAllFunc(plain, successor)))
	})
	text = canaryForm.ReplaceAllFunc(text, successor)
	return hexCanary.ReplaceAllFunc(text, func(b []byte) []byte {
		parts := strings.SplitN(string(b), "ca0a71e5", 2)
		return []byte(string(turn([]byte(parts[0]), 16)) + "ca0a71e5" + string(turn([]byte(parts[1]), 16)))
	})
}

func successor(b []byte) []byte { return append(bytes.Clone(b[:6]), turn(b[6:], 36)...) }

// turn takes each digit and letter on to the next of its kind.
func turn(b []byte, base int) []byte {
	out := bytes.Clone(b)
	last := byte('z')
	if base == 16 {
		last = 'f'
	}
	for i, c := range out {
		switch {
		case c >= '0' && c <= '9':
			out[i] = '0' + (c-'0'+1)%10
		case c >= 'a' && c <= last:
			out[i] = 'a' + (c-'a'+1)%(last-'a'+1)
		case c >= 'A' && c <= 'Z':
			out[i] = 'A' + (c-'A'+1)%26
		}
	}
	return out
}
