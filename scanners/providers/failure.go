// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
)

// A failure is why something could not be read, in our words: an answer's own
// text is the vendor's, may be hostile, and is not shown.
type failure struct {
	path    string
	status  int
	kind    graph.GapKind
	says    string
	missing string // a permission, by the vendor's name
	once    bool   // it is about the API and not about one question: said once
}

func (f failure) Error() string {
	if f.missing != "" {
		return f.says + "; it needs the permission " + f.missing
	}
	return f.says
}

// Status is the HTTP status of an error, or 0.
func Status(err error) int {
	var f failure
	if errors.As(err, &f) {
		return f.status
	}
	return 0
}

// NotFound reports whether the API knows no such thing.
func NotFound(err error) bool { return Status(err) == http.StatusNotFound }

// Refused reports whether the API knows the caller and does not let it, or does
// not know it.
func Refused(err error) bool {
	s := Status(err)
	return s == http.StatusUnauthorized || s == http.StatusForbidden
}

// refusal words an answer that is none.
func refusal(path string, answer *http.Response) failure {
	f := failure{path: path, status: answer.StatusCode, kind: graph.Unreadable}
	switch s := answer.StatusCode; {
	case isLimited(s, answer.Header):
		f.says = fmt.Sprintf("the API's rate limit is reached (%d); run again later", s)
	case s == http.StatusUnauthorized:
		f.kind, f.says = graph.Denied, "the API does not accept the credential (401)"
	case s == http.StatusForbidden:
		f.kind, f.says = graph.Denied, "the credential may not read this (403)"
		f.missing = permissionOf(answer.Header)
	case s == http.StatusNotFound:
		f.says = "the API knows no such thing, or hides it from this credential (404)"
	case s >= 500:
		f.says = fmt.Sprintf("the API failed (%d); run again later", s)
	case answer.Header.Get("Location") != "":
		f.says = fmt.Sprintf("the API points to another place (%d), which is not followed", s)
	default:
		f.says = fmt.Sprintf("the API refused the request (%d)", s)
	}
	return f
}

// permissionOf is what GitHub says a request would have needed
// (https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api).
func permissionOf(h http.Header) string {
	for _, name := range []string{"X-Accepted-GitHub-Permissions", "X-Accepted-OAuth-Scopes"} {
		v := h.Get(name)
		if v != "" && len(v) < 200 && !strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r > '~' }) {
			return v
		}
	}
	return ""
}

// failureOf words an error on the way.
func failureOf(path string, err error) error {
	var f failure
	if errors.As(err, &f) {
		if f.path == "" {
			f.path = path
		}
		return f
	}
	f = failure{path: path, kind: graph.Unreadable, says: "the API could not be reached"}
	var timeout net.Error
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		f.says = "the API's answer broke off before its end"
	case errors.Is(err, context.Canceled):
		f.once, f.says = true, "the run was stopped before the API had answered"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		f.says = "the API did not answer in time"
	}
	return f
}

// Failed makes a gap of an error. What says what was not read ("the backups of
// the volume pgdata"); it may be "" where the error is about everything.
func (c *Client) Failed(out *graph.Facts, what string, err error) {
	if err == nil {
		return
	}
	var f failure
	if !errors.As(failureOf("", err), &f) {
		return
	}
	why := f.Error()
	if f.once {
		what, f.path = "", ""
	}
	if what != "" {
		why = what + " could not be read: " + why
	}
	c.Gap(out, f.path, f.kind, why)
}

// Gap says that something should have been read and could not be, and makes the
// provider's answer incomplete.
func (c *Client) Gap(out *graph.Facts, path string, kind graph.GapKind, why string) {
	c.incomplete.Store(true)
	out.Gap(graph.Location{URL: c.address(path)}, kind, c.Name+": "+why)
}
