// SPDX-License-Identifier: Apache-2.0

package terraformjson

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// holds are attributes whose names do not say that they hold a secret, with the
// kind that the catalog gives it, where there is one. Sources: the provider's
// page of each resource on https://registry.terraform.io.
var holds = map[string]string{
	"random_password.result":                            "",
	"aws_iam_access_key.id":                             "aws_iam_user_access_key",
	"aws_iam_access_key.secret":                         "aws_iam_user_access_key",
	"aws_secretsmanager_secret_version.secret_string":   "",
	"google_secret_manager_secret_version.secret_data":  "",
	"azurerm_key_vault_secret.value":                    "",
	"google_service_account_key.private_key":            "google_service_account_key",
	"azuread_application_password.value":                "azure_client_secret",
	"azuread_service_principal_password.value":          "azure_client_secret",
	"azurerm_storage_account.primary_access_key":        "azure_storage_account_key",
	"azurerm_storage_account.secondary_access_key":      "azure_storage_account_key",
	"vault_generic_secret.data_json":                    "",
	"vault_kv_secret_v2.data_json":                      "",
	"github_actions_secret.plaintext_value":             "",
	"github_actions_environment_secret.plaintext_value": "",
}

// telling are parts of attributes' names that make a closer look worth while.
var telling = lazily.Compile(`(?i)pass|pwd|secret|token|key|credential|private|connection|uri|url|dsn|auth|kubeconfig|webhook|user_data|cloud_init`)

// connections are values that carry a password whatever their name is.
var connections = lazily.Compile(`://[^/\s:@]*:[^/\s@]+@`)

// variableMaps are attributes with variables of a program, or the keys of a
// secret: they mean something together.
var variableMaps = map[string]bool{
	"variables": true, "environment_variables": true, "build_environment_variables": true, "app_settings": true, "data": true,
	"env_vars": true, "config_vars": true, "sensitive_config_vars": true, "environment": true, "env": true, "secret_text": true, "settings": true,
}

// outputs are what a root gives out: {"NAME": {"value": ..., "sensitive": true}}.
func (r *reader) outputs(outputs *doc.Node) {
	for name, o := range outputs.Entries() {
		marked, _ := o.Get("sensitive").Bool()
		r.secret("", "output."+name.Name, name.Name, o.Get("value"), mark{all: marked})
	}
}

// secrets collects what may be a secret among a resource's attributes.
func (r *reader) secrets(typ, address string, attributes *doc.Node, m mark) {
	for key, v := range attributes.Entries() {
		if key.Name != "tags" && key.Name != "tags_all" && key.Name != "labels" {
			r.secret(typ, address, key.Name, v, m.below(key.Name))
		}
	}
}

// secret goes through an attribute; path is the way to it inside the resource.
func (r *reader) secret(typ, of, path string, n *doc.Node, m mark) {
	attr := path[strings.LastIndexByte(path, '.')+1:]
	kind, held := holds[typ+"."+path]
	switch {
	case n == nil:
	case n.Kind == doc.List:
		for item := range n.Items() {
			r.secret(typ, of, path, item, m)
		}
	case n.Kind == doc.Map && variableMaps[attr]:
		r.variables(typ, of, path, n)
	case n.Kind == doc.Map:
		for key, v := range n.Entries() {
			r.secret(typ, of, path+"."+key.Name, v, m.below(key.Name))
		}
	case n.Kind == doc.Scalar:
		if inner := n.Inner(); inner != nil {
			r.inside(typ, of, path, inner, held || m.all)
			return
		}
		v := n.Value()
		if !held && (v.Len() < 6 || !m.all && !r.tells(path) && !v.Matches(connections.Get())) {
			return
		}
		r.out.Secrets = append(r.out.Secrets, Secret{Name: shown(of, path), Kind: kind, Of: of, Attr: path, Value: v, Marked: held || m.all, At: r.at(n)})
	}
}

// tells reports whether a way to a value has a telling part; the same ways come
// again and again.
func (r *reader) tells(path string) bool {
	is, known := r.telling[path]
	if !known {
		is = telling.MatchString(path)
		r.telling[path] = is
	}
	return is
}

// inside is an attribute whose text is JSON. A secret manager's entry is a set of
// fields of one connection; an ECS task's containers have lists of variables.
func (r *reader) inside(typ, of, path string, inner *doc.Node, held bool) {
	if held && inner.Kind == doc.Map {
		r.variables(typ, of, path, inner)
		return
	}
	for container := range inner.Items() {
		set := Variables{Of: of + "." + path}
		for item := range container.Get("environment").Items() {
			if name, ok := secret.Variable(item.Get("name").Value()); ok && item.Get("value") != nil {
				set.List = append(set.List, Variable{name, item.Get("value").Value(), r.at(item.Get("value"))})
			}
		}
		r.keep(set)
	}
}

func (r *reader) variables(typ, of, path string, n *doc.Node) {
	set := Variables{Of: of + "." + path}
	for key, v := range n.Entries() {
		if v != nil && v.Kind == doc.Scalar {
			set.List = append(set.List, Variable{key.Name, v.Value(), r.at(v)})
			continue
		}
		r.secret(typ, of, path+"."+key.Name, v, mark{})
	}
	r.keep(set)
}

func (r *reader) keep(set Variables) {
	if len(set.List) > 0 {
		r.out.Variables = append(r.out.Variables, set)
	}
}

// shown is how a secret is called: an output by its name, an attribute behind the
// last resource of the address.
func shown(of, path string) string {
	if strings.HasPrefix(of, "output.") || strings.HasPrefix(of, "var.") {
		return path
	}
	own := withoutIndexes(of)
	parts := strings.Split(own, ".")
	return strings.Join(append(parts[max(0, len(parts)-2):], path), ".")
}

// A mark says which parts of a value Terraform calls sensitive.
type mark struct {
	all   bool
	paths [][]string // ways to marked parts, without the indexes of lists
}

// markedPaths reads the sensitive_attributes of a state: lists of steps, each
// {"type": "get_attr", "value": NAME} or the index of a list.
func markedPaths(list *doc.Node) (m mark) {
	for path := range list.Items() {
		var way []string
		for step := range path.Items() {
			if w := step.Get("value").Word(); w != "" && step.Get("type").Text("get_attr") != "" {
				way = append(way, w)
			}
		}
		if len(way) > 0 {
			m.paths = append(m.paths, way)
		}
	}
	return m
}

// markedShape reads sensitive_values: true where marked, in the shape of the value.
func markedShape(shape *doc.Node) (m mark) {
	if is, ok := shape.Bool(); ok {
		return mark{all: is}
	}
	for way, n := range shape.Walk() {
		if is, ok := n.Bool(); ok && is && len(way) > 0 {
			m.paths = append(m.paths, append([]string(nil), way...))
		}
	}
	return m
}

func (m mark) below(key string) mark {
	next := mark{all: m.all}
	for _, way := range m.paths {
		switch {
		case way[0] != key:
		case len(way) == 1:
			next.all = true
		default:
			next.paths = append(next.paths, way[1:])
		}
	}
	return next
}
