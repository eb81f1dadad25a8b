// SPDX-License-Identifier: Apache-2.0

package pulumi

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// Config finds a key in a stack's file; a key without a namespace is the
// project's.
func (p *Project) Config(s StackFile, key string) *doc.Node {
	settings := s.Root.Get("config")
	if !strings.Contains(key, ":") {
		if n := settings.Get(p.Name + ":" + key); n != nil {
			return n
		}
	}
	return settings.Get(key)
}

// IsSecure reports whether a value is encrypted in the file.
func IsSecure(n *doc.Node) bool { return n.Has("secure") }

// config is a configuration value: the stack's, else the project's default. An
// ESC environment that the stack imports stands between the two.
// https://www.pulumi.com/docs/esc/integrations/infrastructure/pulumi-iac/
func (e *evaluation) config(name string) declared.Value {
	if n := e.Config(e.stack, name); n != nil {
		return plain(e.stack.Path, n)
	}
	if e.stack.Root.Has("environment") {
		return declared.Undecided("the configuration value "+name+", which the stack's ESC environment may set", declared.At(e.stack.Path, e.stack.Root.Get("environment")))
	}
	for _, block := range []string{"config", "configuration"} {
		declaration := e.body.Get(block, name)
		if declaration == nil {
			declaration = e.root.Get(block, name)
		}
		if declaration == nil && e.Name != "" {
			declaration = e.root.Get(block, e.Name+":"+name)
		}
		switch {
		case declaration == nil:
		case declaration.Kind != doc.Map:
			return plain(e.main, declaration)
		case declaration.Has("default"):
			return plain(e.main, declaration.Get("default"))
		case declaration.Has("value"):
			return plain(e.main, declaration.Get("value"))
		}
	}
	return declared.Undecided("the configuration value " + name)
}

// plain is a value of a configuration file, in which nothing is computed.
func plain(file string, n *doc.Node) declared.Value {
	return declared.OfNode(file, n, func(n *doc.Node) (declared.Value, bool) {
		if IsSecure(n) {
			return declared.Undecided("an encrypted configuration value", declared.At(file, n)), true
		}
		return declared.Value{}, false
	})
}

// place is where a resource's provider puts it: its own provider resource's
// settings, else those of the stack.
func (e *evaluation) place(options *doc.Node, token string) declared.Place {
	name, _, _ := strings.Cut(token, ":")
	get := func(keys ...string) declared.Value {
		for _, key := range keys {
			if v := e.config(name + ":" + key); v.State == declared.Known {
				return v
			}
		}
		return declared.Value{}
	}
	if own := options.Get("provider"); own != nil {
		settings := e.provider(own)
		if settings == nil {
			return declared.Place{Account: declared.Undecided("a provider of its own"), Region: declared.Undecided("a provider of its own")}
		}
		get = func(keys ...string) declared.Value {
			for _, key := range keys {
				if v := e.value(settings.Get(key)); v.State == declared.Known {
					return v
				}
			}
			return declared.Value{}
		}
	}
	p := declared.Place{Region: get("region", "location")}
	switch name {
	case "aws":
		p.Account = accountOf(get("allowedAccountIds"), get("assumeRole"), get("assumeRoles"))
		p.Default = get("defaultTags").Get("tags")
	case "gcp":
		p.Account, p.Default = get("project"), get("defaultLabels")
	case "azure", "azure-native":
		p.Account = get("subscriptionId")
	}
	return p
}

var wholeReference = lazily.Compile(`^\$\{([A-Za-z0-9_.-]+)\}$`)

// provider follows ${name} to the properties of a provider resource.
func (e *evaluation) provider(n *doc.Node) *doc.Node {
	named, _, _ := n.Value().Find(wholeReference.Get())
	name, _ := secret.Word(named)
	return e.body.Get("resources", name, "properties")
}

// accountOf is the one account that a provider may work in.
func accountOf(allowed, role, roles declared.Value) declared.Value {
	if len(allowed.Items) == 1 {
		return allowed.Items[0]
	}
	for _, r := range []declared.Value{role, roles} {
		arn := r.Get("roleArn")
		if account, ok := secret.AccountInARN(arn.Scalar); ok && arn.IsScalar() {
			return declared.Text(account, arn.Why...)
		}
	}
	return declared.Value{}
}
