// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// A client speaks to a server over pipes, as an agent does.
type client struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Reader
}

func mcpClient(t *testing.T, dir string) client {
	t.Helper()
	t.Chdir(dir)
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	done := make(chan error, 1)
	go func() {
		s := mcpServer{out: outW, question: question{paths: []string{"."}, workers: 2}}
		done <- s.serve(context.Background(), inR)
	}()
	t.Cleanup(func() {
		inW.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return client{t, inW, bufio.NewReader(outR)}
}

// says sends one line and reads one.
func (c client) says(message string) map[string]any {
	c.t.Helper()
	if _, err := io.WriteString(c.in, message+"\n"); err != nil {
		c.t.Fatal(err)
	}
	answer, err := c.out.ReadBytes('\n')
	if err != nil {
		c.t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(answer, &v); err != nil || v["jsonrpc"] != "2.0" || bytes.Contains(answer, []byte("canary")) {
		c.t.Fatalf("%v: %s", err, answer)
	}
	return v
}

func (c client) tool(name, arguments string) (text string, isError bool) {
	c.t.Helper()
	v := c.says(`{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"` + name + `","arguments":` + arguments + `}}`)
	r, ok := v["result"].(map[string]any)
	if !ok {
		c.t.Fatalf("%v", v)
	}
	isError, _ = r["isError"].(bool)
	return r["content"].([]any)[0].(map[string]any)["text"].(string), isError
}

const greeting = `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`

func mcpRepository(t *testing.T) string {
	t.Helper()
	top := t.TempDir()
	dir := filepath.Join(top, "repo")
	for name, text := range map[string]string{
		"repo/k8s/production/data.yaml": "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n  namespace: shop\nspec:\n  resources: {requests: {storage: 1Gi}}\n",
		"repo/.env.production":          "DATABASE_URL=postgres://app:canary-3kd9@db.acme-shop.com/orders\n",
		"other/secret.sh":               "kubectl delete pvc data -n shop\n",
	} {
		full := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(top, "other"), filepath.Join(dir, "out")); err != nil {
		t.Skip("needs links")
	}
	return dir
}

func TestAClientAsksOverMCP(t *testing.T) {
	c := mcpClient(t, mcpRepository(t))
	hello := c.says(greeting)["result"].(map[string]any)
	if hello["protocolVersion"] != "2025-06-18" {
		t.Error(hello)
	}
	newer := c.says(strings.Replace(greeting, "2025-06-18", "2099-01-01", 1))["result"].(map[string]any)
	if newer["protocolVersion"] != mcpVersions[0] {
		t.Error(newer)
	}
	if _, err := io.WriteString(c.in, `{"jsonrpc":"2.0","method":"notifications/initialized"}`+"\n"); err != nil {
		t.Fatal(err)
	}
	tools := c.says(`{"jsonrpc":"2.0","id":1,"method":"tools/list"}`)["result"].(map[string]any)["tools"].([]any)
	for _, tool := range tools {
		if a := tool.(map[string]any)["annotations"].(map[string]any); a["readOnlyHint"] != true || a["destructiveHint"] != false {
			t.Error(a)
		}
	}
	for _, w := range []struct{ tool, arguments, says string }{
		{"blast", `{"command":"kubectl delete pvc data -n shop"}`, "production"},
		{"blast", `{"command":"kubectl delete pvc data -n shop","cwd":"k8s"}`, "production"},
		{"blast", `{"command":"kubectl delete pvc elsewhere"}`, "nobody knows"},
		{"blast", `{"where":"DATABASE_URL"}`, "production"},
		{"blast", `{"command":"psql postgres://u:canary-77@db.acme-shop.com/orders -c 'drop table x'"}`, "production"},
		{"environments", `{}`, ".env.production"},
		{"explain", `{"rule":"no-backup"}`, "no-backup"},
		{"explain", `{}`, "shared-credential"},
	} {
		if text, isError := c.tool(w.tool, w.arguments); isError || !strings.Contains(text, w.says) {
			t.Errorf("%s %s: %v %s", w.tool, w.arguments, isError, text)
		}
	}
	for _, hostile := range []string{`{"command":"ls","cwd":"../other"}`, `{"command":"ls","cwd":"/etc"}`, `{"command":"ls","cwd":"out"}`, `{"command":"ls","path":"/"}`, `{"command":7}`, `{}`, `{"command":"ls","where":"x"}`, `{"command":"ls","in":"moon"}`, `{"command":"a\u0000b"}`} {
		if text, isError := c.tool("blast", hostile); !isError {
			t.Errorf("%s: %s", hostile, text)
		}
	}
}

func TestHostileMessagesOverMCP(t *testing.T) {
	c := mcpClient(t, t.TempDir())
	for message, code := range map[string]float64{
		`{`: badJSON, `[]`: badRequest, `7`: badRequest, "\xff": badJSON, strings.Repeat("[", 5000): badJSON,
		`{"jsonrpc":"2.0","id":null,"method":"ping"}`:                                 badRequest,
		`{"jsonrpc":"2.0","id":{},"method":"ping"}`:                                   badRequest,
		`{"jsonrpc":"1.0","id":1,"method":"ping"}`:                                    badRequest,
		`{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}`:                             badRequest,
		`{"jsonrpc":"2.0","id":1,"method":"tools/delete"}`:                            noMethod,
		`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}`:       badParams,
		`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}`:                  badParams,
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`:                  badParams,
		`{"jsonrpc":"2.0","id":1,"method":"` + strings.Repeat("a", maxMessage) + `"}`: badRequest,
	} {
		e, ok := c.says(message)["error"].(map[string]any)
		if !ok || e["code"] != code {
			t.Errorf("%.80s: %v", message, e)
		}
	}
	if v := c.says(`{"jsonrpc":"2.0","id":9,"method":"ping"}`); v["id"] != 9.0 || v["error"] != nil {
		t.Error("the server does not go on: ", v)
	}
}

// TestAnswersFitTheProtocolsSchema needs the published schema.json of a version:
// https://github.com/modelcontextprotocol/modelcontextprotocol/tree/main/schema
func TestAnswersFitTheProtocolsSchema(t *testing.T) {
	file := os.Getenv("STAGEDOOR_MCP_SCHEMA")
	if file == "" {
		t.Skip("name the protocol's schema.json with STAGEDOOR_MCP_SCHEMA")
	}
	c := mcpClient(t, mcpRepository(t))
	compiler := jsonschema.NewCompiler()
	for message, definition := range map[string]string{
		greeting: "InitializeResult",
		`{"jsonrpc":"2.0","id":1,"method":"tools/list"}`: "ListToolsResult",
		`{"jsonrpc":"2.0","id":1,"method":"ping"}`:       "EmptyResult",
		`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"blast","arguments":{"command":"kubectl delete pvc data -n shop"}}}`: "CallToolResult",
		`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"blast"}}`:                                                           "CallToolResult",
	} {
		s, err := compiler.Compile(file + "#/$defs/" + definition)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(c.says(message)["result"]); err != nil {
			t.Errorf("%s: %v", definition, err)
		}
	}
}
