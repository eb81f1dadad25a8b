// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A named environment is what a command says of where it acts.
type named struct {
	name string
	why  graph.Evidence
}

// Options whose value is an environment's name, names something of one, or is a
// file of one.
var (
	nameOptions  = []string{"--env", "--environment", "-e", "--stage", "--workspace", "--destination", "-d", "--target-env", "--env-name", "--rails-env"}
	placeOptions = []string{"--context", "--kube-context", "-n", "--namespace", "-a", "--app", "--remote", "-r", "--profile", "--stack", "-s", "--project", "--cluster", "--host", "-h", "--org"}
	fileOptions  = []string{"-c", "--config", "-f", "--file", "--values", "-var-file", "--var-file", "--env-file", "--env-from", "--dotenv", "-chdir", "--chdir", "--kubeconfig"}
)

// deployers are programs whose -e, -d or -s means an environment; with others
// it means something else.
var shortOptions = map[string][]string{
	"-e": {"railway", "infisical", "sls", "serverless", "flightctl", "eas", "wrangler", "ansible-playbook", "vercel", "cap"},
	"-d": {"kamal"},
	"-s": {"pulumi", "sls", "serverless"},
	"-n": {"kubectl", "helm", "oc", "k9s", "velero"},
	"-a": {"heroku", "fly", "flyctl", "aptible", "cf"},
	"-r": {"heroku"},
	"-c": {"fly", "flyctl", "wrangler", "infisical", "doppler"},
	"-f": {"docker", "docker-compose", "podman", "kubectl", "helm", "helmfile"},
	"-h": {"psql", "pg_dump", "pg_restore", "dropdb", "createdb", "mysql", "mysqldump", "redis-cli"},
}

func means(option, program string) bool {
	if len(option) != 2 {
		return option != "--host" || slices.Contains(shortOptions["-h"], program)
	}
	return slices.Contains(shortOptions[option], program)
}

// environment reads where a command acts, from its options, its variables, and
// what an earlier command chose for the same program.
func (c *commands) environment(l *located) named {
	program, args := l.Program()
	if c.chosen == nil {
		c.chosen = map[string]named{}
	}
	if n, ok := c.choice(l, program, args); ok {
		c.chosen[program] = n
		return named{}
	}
	for i, w := range args {
		for kind, options := range [][]string{nameOptions, placeOptions, fileOptions} {
			option, value, ok := w.Option(options...)
			if !ok && i > 0 {
				option = args[i-1].Is(options...)
				value, ok = w, option != ""
			}
			if !ok || !means(option, program) {
				continue
			}
			if n, ok := c.named(l, value, kind == 2, kind == 0); ok {
				return n
			}
		}
	}
	for _, w := range l.Assigned {
		if n, ok := c.assignedEnvironment(l, w); ok {
			return n
		}
	}
	if n, ok := c.byAddress(l, program, args); ok {
		return n
	}
	return c.chosen[program]
}

// choice knows commands that choose an environment for those after them.
func (c *commands) choice(l *located, program string, args []shell.Word) (named, bool) {
	var value shell.Word
	switch {
	case program == "railway" && len(args) > 1 && args[0].Is("environment") != "":
		value = args[1]
	case slices.Contains([]string{"terraform", "tofu"}, program) && len(args) > 2 && args[0].Is("workspace") != "" && args[1].Is("select", "new") != "":
		value = args[len(args)-1]
	case program == "kubectl" && len(args) > 2 && args[0].Is("config") != "" && args[1].Is("use-context") != "":
		value = args[2]
	case program == "pulumi" && len(args) > 2 && args[0].Is("stack") != "" && args[1].Is("select") != "":
		value = args[2]
	default:
		return named{}, false
	}
	return c.named(l, value, false, true)
}

// environmentVariable is what names an environment by convention.
var environmentVariable = lazily.Compile(`^(?:ENV|ENVIRONMENT|STAGE|DEPLOY_ENV|TARGET_ENV|TF_WORKSPACE|AWS_PROFILE|WORKSPACE|DEPLOYMENT_ENV|APP_STAGE)$`)

// assignedEnvironment reads ENVIRONMENT=staging before a command. A mode of the
// program says little where it says production: that is how it runs everywhere.
func (c *commands) assignedEnvironment(l *located, w shell.Word) (named, bool) {
	name, value, ok := w.Assigned()
	if !ok {
		return named{}, false
	}
	mode := environment.Runtime(name)
	if !mode && !environmentVariable.MatchString(name) {
		return named{}, false
	}
	n, ok := c.named(l, value, false, true)
	if mode {
		d, _ := environment.OfName(n.name)
		if d.Tier == graph.Production {
			n.why.Basis = graph.Guessed
		}
	}
	return n, ok
}

// named decides what a word says of an environment.
func (c *commands) named(l *located, w shell.Word, file, whole bool) (named, bool) {
	v, ok := c.resolve(w, 0)
	if !ok {
		return named{}, false
	}
	if v.Matches(localHost.Get()) && !c.tunnels() {
		return named{"local", graph.Evidence{Basis: graph.Named, At: c.at(l, w), Says: "its target is this machine"}}, true
	}
	var d environment.Decision
	if file {
		path, isPath := secret.Path(v)
		if d, ok = environment.OfPath(path); !isPath || !ok {
			return named{}, false
		}
	} else {
		word, isWord := secret.Word(v)
		if !isWord {
			return named{}, false
		}
		if d, ok = environment.OfWord(word); whole {
			d, ok = environment.OfName(word)
		}
		if !ok || d.Tier == graph.Untiered || d.Tier == "" {
			return named{}, false
		}
	}
	return named{d.Name, graph.Evidence{Basis: min(d.Basis, graph.Named), At: c.at(l, w), Says: "the command names the environment"}}, true
}

// tunnels reports whether the text opens a way from this machine's port to
// another's: then localhost is not local.
func (c *commands) tunnels() bool {
	if c.tunnel == nil {
		found := slices.ContainsFunc(c.all, func(l located) bool { return l.Plain().Matches(tunnel.Get()) })
		c.tunnel = &found
	}
	return *c.tunnel
}

var tunnel = lazily.Compile(`port-forward|\bssh\b.*\s-\w*L|cloud[-_]sql[-_]proxy|\bfly(?:ctl)?\s+proxy\b|\bproxy\b|start-session|tunnel`)

var (
	localHost    = lazily.Compile(`^(?:localhost|127\.0\.0\.1|::1|0\.0\.0\.0|host\.docker\.internal)(?::\d+)?$`)
	localAddress = lazily.Compile(`^(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|sqlserver)(?:\+[a-z0-9]+)?://(?:[^/@\s]*@)?(?:localhost|127\.0\.0\.1|host\.docker\.internal)(?:[:/]|$)`)
)

// byAddress knows a command that acts on this machine's database.
func (c *commands) byAddress(l *located, program string, args []shell.Word) (named, bool) {
	for _, w := range slices.Concat(l.Assigned, args) {
		if _, value, ok := w.Assigned(); ok {
			w = value
		}
		if v, ok := c.resolve(w, 0); ok && v.Matches(localAddress.Get()) && !c.tunnels() && !slices.Contains(httpClients, program) {
			return named{"local", graph.Evidence{Basis: graph.Named, At: c.at(l, w), Says: "its target is this machine"}}, true
		}
	}
	return named{}, false
}

// section is what a command's facts belong to: the script, or where the command
// names an environment of its own a part of the script that belongs there.
func (c *commands) section(g *group) graph.ID {
	if g.env.name == "" {
		return g.holder
	}
	if g.made {
		return g.part
	}
	program, _ := g.Program()
	word, ok := secret.Word(secret.New(program))
	if !ok {
		word = "command"
	}
	name := word + " in " + g.env.name
	here := c.here(g.located, "")
	key := c.out.Local(c.file) + "#command:" + strings.ToLower(name)
	g.part = c.out.Node(graph.Thing{Kind: graph.Holder, Type: "command", Key: key, Name: name}, here)
	g.made = true
	c.out.Link(graph.Edge{From: g.part, Verb: graph.Within, To: c.holder}, here)
	Declares(c.out, g.part, g.env.name, g.env.why)
	return g.part
}
