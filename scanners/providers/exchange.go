// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strconv"

	"github.com/stagedoor/stagedoor/graph"
)

// send sends a request once and reads its answer.
func (g *gate) send(r *http.Request, body []byte) (*http.Response, error) {
	select {
	case g.slots <- struct{}{}:
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	defer func() { <-g.slots }()
	if err := g.open(r); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), g.options.Exchange) // from now on: waiting for a place is not the API's
	defer cancel()
	r = r.WithContext(ctx)
	r.Body, r.GetBody, r.ContentLength = nil, nil, int64(len(body))
	if len(body) > 0 {
		r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
		r.Body, _ = r.GetBody()
	}
	answer, err := g.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	return whole(answer, r.Method == http.MethodHead)
}

// open says why nothing is sent now: the budget is spent, the API wants no more
// of us, or it did not answer before. What is counted is sent.
func (g *gate) open(r *http.Request) error {
	g.mu.Lock()
	closed, silent := g.closed, g.silent[r.URL.Host]
	g.mu.Unlock()
	switch {
	case r.Context().Err() != nil:
		return r.Context().Err()
	case closed != nil:
		return *closed
	case silent >= unanswered:
		return failure{kind: graph.Unreadable, once: true, says: "the API could not be reached several times in a row, and was not asked for the rest; run again later"}
	}
	n := g.sent.Add(1)
	if n > g.budget {
		g.sent.Add(-1)
		return failure{kind: graph.TooLarge, once: true, says: "the budget of " + strconv.FormatInt(g.budget, 10) + " requests is spent, and the rest was not asked for"}
	}
	if g.options.Progress != nil {
		g.options.Progress(g.provider.Name, int(n), int(g.budget))
	}
	return nil
}

// whole reads an answer to its end, in bounds, and unpacks what the network has
// not unpacked already.
func whole(answer *http.Response, head bool) (*http.Response, error) {
	defer func() { _ = answer.Body.Close() }()
	if head {
		answer.Body = http.NoBody
		return answer, nil
	}
	from := io.Reader(answer.Body)
	if answer.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(io.LimitReader(answer.Body, maxAnswer))
		if err != nil {
			return nil, io.ErrUnexpectedEOF
		}
		from = z
		answer.Header.Del("Content-Encoding")
		answer.Uncompressed = true
	}
	body, err := io.ReadAll(io.LimitReader(from, maxAnswer+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > maxAnswer:
		return nil, failure{kind: graph.TooLarge, says: "the answer is larger than 32 MiB"}
	}
	if answer.StatusCode == http.StatusForbidden && bytes.Contains(body, []byte("secondary rate limit")) && answer.Header.Get("Retry-After") == "" {
		answer.Header.Set("Retry-After", "60") // GitHub's page on rate limits: "wait for at least one minute before retrying"
	}
	answer.Header.Del("Content-Length")
	answer.Body, answer.ContentLength, answer.TransferEncoding = io.NopCloser(bytes.NewReader(body)), int64(len(body)), nil
	return answer, nil
}

// bodyOf reads a request's body, so that it can be judged and sent again.
func bodyOf(r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20+1))
	if err != nil || len(body) > 1<<20 {
		return nil, failure{kind: graph.Denied, says: "a request with a body of more than 1 MiB was not sent"}
	}
	return body, nil
}
