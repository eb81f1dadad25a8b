// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// Query asks a GraphQL API. The document is one of ours, with values as
// variables. Where a part of the answer is an error, the rest is decoded and the
// error is returned as well. Path may be a whole address.
func (c *Client) Query(ctx context.Context, path, document string, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables, "operationName": operationName(document)})
	if err != nil {
		return failure{path: path, kind: graph.Invalid, says: "a variable of the query cannot be written"}
	}
	address := c.base + path
	if strings.Contains(path, "://") {
		address = path
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return failure{path: path, kind: graph.Invalid, says: "the address of the API is none"}
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	var answer struct {
		Data   json.RawMessage `json:"data"`
		Errors []struct {
			Message    string `json:"message"`
			Extensions struct {
				Code string `json:"code"`
			} `json:"extensions"`
		} `json:"errors"`
	}
	if _, err := c.Do(r, path, &answer); err != nil {
		return err
	}
	has := len(answer.Data) > 0 && string(answer.Data) != "null"
	if has && decode(answer.Data, into) != nil || !has && len(answer.Errors) == 0 {
		return failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
	}
	for _, e := range answer.Errors {
		return graphQLFailure(path, e.Message, e.Extensions.Code)
	}
	return nil
}

// graphQLFailure words an error by its code and a few words that vendors use for
// one that means "not allowed"; the message itself is not shown.
func graphQLFailure(path, message, code string) failure {
	low := strings.ToLower(code + " " + message)
	if strings.Contains(strings.ReplaceAll(low, "_", " "), "rate limit") {
		return failure{path: path, status: http.StatusTooManyRequests, kind: graph.Unreadable, says: "the API's rate limit is reached; run again later"}
	}
	for _, w := range []string{"unauthorized", "not authorized", "unauthenticated", "forbidden", "permission", "not allowed"} {
		if strings.Contains(low, w) {
			return failure{path: path, status: http.StatusForbidden, kind: graph.Denied, says: "the credential may not read this"}
		}
	}
	if strings.Contains(low, "not found") {
		return failure{path: path, status: http.StatusNotFound, kind: graph.Unreadable, says: "the API knows no such thing, or hides it from this credential"}
	}
	return failure{path: path, kind: graph.Unreadable, says: "the API answered the query with an error"}
}

// operationName is the name behind "query", or "".
func operationName(document string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(document), "query ")
	if !ok {
		return ""
	}
	return strings.TrimSpace(rest[:min(len(rest), strings.IndexAny(rest+"(", "({"))])
}
