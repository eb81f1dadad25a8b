// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// mcpServers reads a list of servers of the Model Context Protocol, under any of
// the names that clients give it.
func mcpServers(a *agentFile) {
	for _, list := range []*doc.Node{a.root.Get("mcpServers"), a.root.Get("servers"), a.root.Get("mcp", "servers"), a.root.Get("context_servers")} {
		a.servers(list)
	}
}

func (a *agentFile) servers(list *doc.Node) {
	for name, n := range list.Entries() {
		if n == nil || n.Kind != doc.Map {
			continue
		}
		a.server(a.partName(name), name, n)
	}
}

// server claims one server: a part of the file that the agent reads.
func (a *agentFile) server(name string, key doc.Key, n *doc.Node) {
	if name == "task" {
		name = "server"
	}
	section := a.Section(a.out, "mcp_server", name, key.Line, key.Column)
	if !a.agent.IsZero() {
		a.out.Link(graph.Edge{From: a.agent, Verb: graph.Reads, To: section}, a.Read(key.Line, key.Column, a.client.name+" uses this server"))
	}
	for _, env := range []string{"env", "environment"} {
		a.environmentOf(section, n.Get(env))
	}
	var args []claim.Argument
	for _, list := range []string{"command", "args"} {
		for item := range n.Get(list).Items() {
			args = append(args, claim.Argument{Value: braced(item.Value()), Line: item.Line, Column: item.Column})
		}
	}
	if len(args) > 0 {
		claim.Arguments(a.out, section, a.Path, args)
	}
	for _, address := range []string{"url", "httpUrl", "serverUrl"} {
		a.remote(section, n.Get(address), n.Get("headers"), n.Get("http_headers"))
	}
	if token, ok := secret.Variable(n.Get("bearer_token_env_var").Value()); ok && token != "" { // Codex
		claim.Variable(a.out, section, token, a.readAt(n.Get("bearer_token_env_var"), "the server takes its token from it"))
	}
	if v, ok := n.Get("envFile").Value().After("${workspaceFolder}/"); ok {
		if file := fileAt(a.out, ".", v); !file.IsZero() {
			a.out.Link(graph.Edge{From: section, Verb: graph.Reads, To: file}, a.readAt(n.Get("envFile"), "the server is given this file's variables"))
		}
	}
	if disabled, _ := n.Get("disabled").Bool(); !disabled {
		a.tools(name, n.Get("alwaysAllow"))
		a.tools(name, n.Get("autoApprove"))
	}
}

// remote claims an address and its headers as the request that the client makes.
func (a *agentFile) remote(section graph.ID, address *doc.Node, headers ...*doc.Node) {
	if address == nil || address.Kind != doc.Scalar {
		return
	}
	at := func(v secret.Value, n *doc.Node) claim.Argument {
		return claim.Argument{Value: braced(v), Line: n.Line, Column: n.Column}
	}
	args := []claim.Argument{{Value: secret.New("curl")}, at(address.Value(), address)}
	for _, list := range headers {
		for name, n := range list.Entries() {
			if n != nil && n.Kind == doc.Scalar {
				header := secret.Join(secret.New(name.Name+": "), n.Value())
				args = append(args, claim.Argument{Value: secret.New("--header")}, at(header, n))
			}
		}
	}
	claim.Arguments(a.out, section, a.Path, args)
	for _, span := range address.Value().Spans(tokenInQuery.Get(), 4) {
		name, _ := secret.Variable(address.Value().Slice(span[2], span[3]))
		claim.Pairs(a.out, section, []claim.Pair{{Name: name, Value: address.Value().Slice(span[4], span[5]), At: a.span(address)}})
	}
}

var tokenInQuery = lazily.Compile(`[?&]((?i:api_?key|token|access_token|auth|key|secret))=([^&#\s$]+)`)

var (
	inputReference = lazily.Compile(`^\$\{input:([A-Za-z0-9_.-]+)\}$`)
	envReference   = lazily.Compile(`^(?:\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-[^}]*)?\}|\$([A-Za-z_][A-Za-z0-9_]*)|\{env:([A-Za-z_][A-Za-z0-9_]*)\}|%([A-Za-z_][A-Za-z0-9_]*)%)$`)
	anyEnv         = lazily.Compile(`\$\{env:|\{env:`)
)

// braced writes ${env:NAME} and {env:NAME} as the shell does.
func braced(v secret.Value) secret.Value {
	var parts []secret.Value
	from := 0
	for _, span := range v.Spans(anyEnv.Get(), 100) {
		parts = append(parts, v.Slice(from, span[0]), secret.New("${"))
		from = span[1]
	}
	if from == 0 {
		return v
	}
	return secret.Join(append(parts, v.Slice(from, v.Len()))...)
}

// reference claims a value that only points at a secret: a variable of the
// user's, or an input that the client asks for and keeps.
func (a *agentFile) reference(holder graph.ID, name string, v secret.Value, at graph.Location) bool {
	why := graph.Evidence{Basis: graph.ReadInFile, At: at, Says: "taken from outside the file"}
	if v.Matches(inputReference.Get()) {
		claim.Slot(a.out, holder, "agent_input", a.out.Local("agent_input", a.client.key, name), name, why)
		return true
	}
	for _, span := range v.Spans(envReference.Get(), 1) {
		for i := 2; i+1 < len(span); i += 2 {
			if span[i] < 0 {
				continue
			}
			if variable, ok := secret.Variable(v.Slice(span[i], span[i+1])); ok {
				claim.Variable(a.out, holder, variable, why)
			}
		}
		return true
	}
	return false
}

// destructiveTool knows tools of servers by their names: those that send SQL or
// commands, and those that delete what holds data.
var destructiveTool = lazily.Compile(`(?i)^(?:execute_sql|run_sql|sql_query|write_query|run_write_query|execute_query|apply_migration|run_command|execute_command|exec|shell|terminal|run_shell_command|reset_branch|merge_branch|restore_\w+|` +
	`(?:delete|destroy|drop|remove|purge|wipe)[_-]?(?:\w+[_-])?(?:volumes?|projects?|services?|environments?|databases?|db|branch|buckets?|tables?|apps?|clusters?|instances?|backups?|snapshots?|namespaces?|stacks?|servers?|droplets?|collections?|index|indexes|records?|disks?|resources?))$`)

// tools notes tools of a server that the agent may use unasked.
func (a *agentFile) tools(server string, list *doc.Node) {
	for n := range list.Items() {
		if !n.Value().Matches(destructiveTool.Get()) || n.Word() == "" {
			continue
		}
		a.unasked("the tool "+n.Word()+" of "+server, a.readAt(n, a.client.name+" may use it with nobody asked"))
	}
}

// Destructive reports whether the name of an MCP server's tool says that it
// deletes what holds data, or sends SQL or commands.
func Destructive(tool string) bool {
	return destructiveTool.Get().MatchString(tool) || backwards.Get().MatchString(tool)
}

// backwards are the names that say the thing first: volume_delete, volumeDelete.
var backwards = lazily.Compile(`(?i)^(?:\w+[_-])?(?:volume|project|service|environment|database|db|branch|bucket|table|app|cluster|instance|backup|snapshot|namespace|stack|server|droplet|collection|index|disk|resource)s?[_-]?(?:delete|destroy|drop|remove|purge|wipe|reset|restore)$`)
