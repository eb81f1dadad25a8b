// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/rules"
)

// In this file: the tools that the server offers. Each reads, and says so.

func mcpTools() []any {
	text := func(says string) map[string]any { return map[string]any{"type": "string", "description": says} }
	tool := func(name, says string, properties map[string]any) any {
		return map[string]any{
			"name": name, "description": says,
			"inputSchema": map[string]any{"type": "object", "properties": properties, "additionalProperties": false},
			"annotations": map[string]bool{"readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false},
		}
	}
	return []any{
		tool("blast", "What a command line would destroy, and in which environments, before it is run; or what a credential, file, environment or store of this repository leads to. Give command or where. The command is read and never run.", map[string]any{
			"command": text("shell text that would be run"),
			"where":   text("a file, file:line, the name of a credential, an environment, the name or id of a store"),
			"in":      map[string]any{"type": "string", "description": "the highest environment that may be touched", "enum": []string{"production", "staging", "preview", "test", "development"}},
			"cwd":     text("the folder in which the command would run, relative to the server's"),
		}),
		tool("environments", "Which environment each file of this repository belongs to, and why.", map[string]any{}),
		tool("explain", "Why a rule of stagedoor matters, how to fix it, what it cannot see; without a rule, the list.", map[string]any{"rule": text("the rule's id")}),
	}
}

type mcpText struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

type mcpResult struct {
	Content    []mcpText       `json:"content"`
	Structured json.RawMessage `json:"structuredContent,omitempty"`
	IsError    bool            `json:"isError,omitempty"`
}

// tool answers tools/call. What goes wrong in a tool is told as its result, so
// that whoever called it reads it.
func (s mcpServer) tool(ctx context.Context, params object) (any, *mcpFault) {
	name, err := params.text("name", true)
	if err != nil {
		return nil, &mcpFault{badParams, err.Error()}
	}
	args := object{}
	if params.has("arguments") {
		if args, err = params.object("arguments"); err != nil {
			return nil, &mcpFault{badParams, err.Error()}
		}
	}
	var text string
	var structured []byte
	switch name {
	case "blast":
		text, structured, err = s.blast(ctx, args)
	case "environments":
		text, err = s.environments(ctx, args)
	case "explain":
		text, err = explained(args)
	default:
		return nil, &mcpFault{badParams, "no such tool"}
	}
	if err != nil {
		return mcpResult{Content: []mcpText{{"text", cutTo(reporters.Clean(err.Error()), maxResult)}}, IsError: true}, nil
	}
	r := mcpResult{Content: []mcpText{{"text", cutTo(text, maxResult)}}}
	if len(structured) <= maxResult {
		r.Structured = structured
	}
	return r, nil
}

func (s mcpServer) blast(ctx context.Context, args object) (string, []byte, error) {
	given, err := args.only("command", "where", "in", "cwd")
	if err != nil {
		return "", nil, err
	}
	q := request{question: s.question}
	if q.cwd, err = folderBelow(given["cwd"]); err != nil {
		return "", nil, err
	}
	kind := "command"
	if given["command"] == "" {
		kind = "where"
	}
	if (given["command"] == "") == (given["where"] == "") {
		return "", nil, errors.New("give one of command and where")
	}
	if len(given[kind]) > maxCommand || strings.ContainsRune(given[kind], 0) {
		return "", nil, errors.New("the command is none that a shell takes")
	}
	if err := q.take(kind, given[kind], given["in"]); err != nil {
		return "", nil, err
	}
	c, err := before(ctx, q)
	if err != nil {
		return "", nil, err
	}
	doc, err := c.json()
	return string(c.text(reporters.Style{})), doc, err
}

func (s mcpServer) environments(ctx context.Context, args object) (string, error) {
	if _, err := args.only(); err != nil {
		return "", err
	}
	a, err := askCached(ctx, s.question)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	environmentsText(&out, environment.Files(a.graph), reporters.Style{})
	safe, _ := reporters.Pass([]byte(out.String()), a.lastDoor())
	return string(safe), nil
}

func explained(args object) (string, error) {
	given, err := args.only("rule")
	if err != nil {
		return "", err
	}
	var list strings.Builder
	for _, r := range rules.All() {
		if r.ID == given["rule"] {
			return string(explanation(r, reporters.Style{})), nil
		}
		list.WriteString(r.ID + ": " + r.Title + "\n")
	}
	if given["rule"] != "" {
		return "", errors.New("no such rule; call explain without one for the list")
	}
	return list.String(), nil
}

// only reads text arguments, and none but these.
func (o object) only(names ...string) (map[string]string, error) {
	given := map[string]string{}
	for name := range o {
		if !slices.Contains(names, name) {
			return nil, errors.New("an argument is not known; see the tool's inputSchema")
		}
	}
	for _, name := range names {
		text, err := o.text(name, false)
		if err != nil {
			return nil, err
		}
		given[name] = text
	}
	return given, nil
}

// folderBelow is a folder of the server's own, and no other by any way.
func folderBelow(folder string) (string, error) {
	if folder == "" {
		return "", nil
	}
	outside := errors.New("the folder is none of the server's; name one below it")
	if !filepath.IsLocal(folder) {
		return "", outside
	}
	root, err := os.OpenRoot(".")
	if err != nil {
		return "", outside
	}
	defer root.Close()
	if info, err := root.Stat(folder); err != nil || !info.IsDir() {
		return "", outside
	}
	return folder, nil
}

func cutTo(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "\n... and more; run stagedoor itself for all of it\n"
}
