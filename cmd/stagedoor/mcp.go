// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"
)

// In this file: the Model Context Protocol over standard input and output, one
// JSON-RPC 2.0 message a line, for a client that an agent runs. Tools that read
// are all that is offered. Rejected: a library. It brings transports, sessions and
// schemas of which three tools need nothing, to every start of the program.
// https://modelcontextprotocol.io/specification/2025-11-25

// mcpVersions are the protocol's versions that are spoken, the newest first. One
// that has batches is not among them.
var mcpVersions = []string{"2025-11-25", "2025-06-18", "2024-11-05"}

const (
	maxMessage = 1 << 20     // bytes of a message; a longer one is answered with an error
	maxCallFor = time.Minute // a tool call takes no longer
	maxResult  = 64 << 10    // bytes of a result; what is longer is cut, and says so
	badJSON    = -32700      // https://www.jsonrpc.org/specification
	badRequest = -32600
	noMethod   = -32601
	badParams  = -32602
	ourFault   = -32603
)

func mcpCommand() *cobra.Command {
	var config configured
	var kept cacheFlag
	c := &cobra.Command{
		Use:   "mcp",
		Short: "serve blast, environments and explain to an agent, as MCP tools on standard input and output",
		Long: `mcp serves three tools over the Model Context Protocol, on standard input and
output: blast, environments and explain. They read the folder in which the server
is started, and nothing outside of it; they run nothing, contact no address, and
write nothing but a cache of what they read, which holds no value (--no-cache: none).`,
		Example: "  claude mcp add stagedoor -- stagedoor mcp",
		Args:    cobra.NoArgs,
	}
	config.on(c)
	kept.on(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		s := mcpServer{out: c.OutOrStdout(), question: question{paths: []string{"."}, config: config, cache: kept.folder()}}
		return s.serve(c.Context(), c.InOrStdin())
	}
	return c
}

type mcpServer struct {
	out      io.Writer
	question question
}

type mcpFault struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// serve answers until its input ends. Only an answer that cannot be written is an
// error.
func (s mcpServer) serve(ctx context.Context, in io.Reader) error {
	r := bufio.NewReaderSize(in, 64<<10)
	for {
		message, err := mcpLine(r)
		if len(bytes.TrimSpace(message)) > 0 || errors.Is(err, errLong) {
			if answer := s.message(ctx, message, err); answer != nil {
				if _, err := s.out.Write(append(answer, '\n')); err != nil {
					return exit{exitUsage, "the client does not read any more; start the server again"}
				}
			}
		}
		if err != nil && !errors.Is(err, errLong) || ctx.Err() != nil {
			return nil
		}
	}
}

var errLong = errors.New("a message is longer than is read")

// mcpLine reads a line; of one that is too long it reads the rest and keeps none.
func mcpLine(r *bufio.Reader) (message []byte, err error) {
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			message = append(message, part...)
			long = len(message) > maxMessage
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case long:
			return nil, errLong
		default:
			return message, err
		}
	}
}

// message answers one message; nil for a notification.
func (s mcpServer) message(ctx context.Context, data []byte, err error) []byte {
	null := json.RawMessage("null")
	if err != nil && errors.Is(err, errLong) {
		return mcpAnswer(null, nil, &mcpFault{badRequest, errLong.Error()})
	}
	o, err := readObject(bytes.NewReader(data))
	if err != nil {
		if json.Valid(data) {
			return mcpAnswer(null, nil, &mcpFault{badRequest, err.Error()})
		}
		return mcpAnswer(null, nil, &mcpFault{badJSON, err.Error()})
	}
	id, wanted := o["id"]
	if wanted && !idOf(id) {
		return mcpAnswer(null, nil, &mcpFault{badRequest, "the id is neither text nor a number"})
	}
	method, err := o.text("method", true)
	spoken, _ := o.text("jsonrpc", true)
	switch {
	case o.has("result") || o.has("error"):
		return nil // an answer to nothing that we asked
	case err != nil || spoken != "2.0":
		if !wanted {
			id = null
		}
		return mcpAnswer(id, nil, &mcpFault{badRequest, "no JSON-RPC 2.0 request"})
	case !wanted:
		return nil
	}
	result, fault := s.call(ctx, method, o)
	return mcpAnswer(id, result, fault)
}

// idOf reports whether an id is text or a number, and short.
func idOf(id json.RawMessage) bool {
	return len(id) > 0 && len(id) < 1000 && (id[0] == '"' || id[0] == '-' || id[0] >= '0' && id[0] <= '9')
}

func mcpAnswer(id json.RawMessage, result any, fault *mcpFault) []byte {
	b, err := json.Marshal(struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Result  any             `json:"result,omitempty"`
		Error   *mcpFault       `json:"error,omitempty"`
	}{"2.0", id, result, fault})
	if err != nil {
		return mcpAnswer(id, nil, &mcpFault{ourFault, "the answer could not be written"})
	}
	return b
}

// call answers a request.
func (s mcpServer) call(ctx context.Context, method string, o object) (result any, fault *mcpFault) {
	defer func() {
		if recover() != nil {
			result, fault = nil, &mcpFault{ourFault, "stagedoor failed on this request"}
		}
	}()
	params := object{}
	if o.has("params") {
		var err error
		if params, err = o.object("params"); err != nil {
			return nil, &mcpFault{badParams, err.Error()}
		}
	}
	switch method {
	case "initialize":
		return initialized(params)
	case "ping":
		return struct{}{}, nil
	case "tools/list":
		return map[string]any{"tools": mcpTools()}, nil
	case "tools/call":
		ctx, stop := context.WithTimeout(ctx, maxCallFor)
		defer stop()
		return s.tool(ctx, params)
	}
	return nil, &mcpFault{noMethod, "no such method"}
}

// initialized agrees on a version: the client's where it is spoken, else ours,
// with which the client may go on or not.
func initialized(params object) (any, *mcpFault) {
	asked, err := params.text("protocolVersion", true)
	if err != nil {
		return nil, &mcpFault{badParams, err.Error()}
	}
	spoken := mcpVersions[0]
	if slices.Contains(mcpVersions, asked) {
		spoken = asked
	}
	return map[string]any{
		"protocolVersion": spoken,
		"capabilities":    map[string]any{"tools": struct{}{}},
		"serverInfo":      map[string]string{"name": "stagedoor", "version": version},
		"instructions":    "Ask blast before a command, migration or API call that may delete data. Only \"verdict\": \"below\" or \"reads\" says that production is not touched; unknown is not safe.",
	}, nil
}
