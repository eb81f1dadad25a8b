// SPDX-License-Identifier: Apache-2.0

package providers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/google/go-github/v60/github"

	"github.com/stagedoor/stagedoor/graph"
)

// Three habits of go-github v60 are kept out here. It remembers rate limits and
// refuses every later request on its own, where the gate would wait: the times
// that it remembers do not get to it. It drops a whole list for one entry of a
// kind that it does not know (a rule `code_scanning`, a reviewer who is neither
// user nor team): entries are decoded one by one, and an odd one is a gap. And it
// writes names into addresses as they are (an environment `eu/prod`): every
// segment is escaped.

// unlimited is a transport that takes from answers until when a rate limit lasts,
// which the gate has obeyed. That there is one stays.
type unlimited struct{ next http.RoundTripper }

func (u unlimited) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := u.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode == http.StatusForbidden && isLimited(answer.StatusCode, answer.Header) {
		answer.Header.Set("X-RateLimit-Remaining", "0")
	}
	answer.Header.Del("X-RateLimit-Reset")
	answer.Header.Del("Retry-After")
	return answer, nil
}

// get asks for one document.
func (h *hub) get(ctx context.Context, path string, query url.Values, into any) (*github.Response, error) {
	address := strings.TrimPrefix(path, "/")
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	r, err := h.gh.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return nil, failure{path: path, kind: graph.Invalid, says: "a name in the answer makes no address"}
	}
	var document json.RawMessage
	answer, err := h.gh.Do(ctx, r, &document)
	switch {
	case err != nil:
		return answer, githubFailure(path, err)
	case into != nil && decode(document, into) != nil:
		return answer, failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
	}
	return answer, nil
}

// notInPlan is said of what the owner does not pay for, as rulesets of private
// repositories (https://github.com/github/branch-deploy/pull/345 quotes the
// answer). It is nothing that could not be read: there is none.
const notInPlan = "the owner's plan does not have this (403)"

// outsidePlan reports whether an error says so.
func outsidePlan(err error) bool {
	var f failure
	return errors.As(err, &f) && f.says == notInPlan
}

// githubFailure words an error of go-github as those of all providers are worded.
func githubFailure(path string, err error) failure {
	var (
		limit    *github.RateLimitError
		abuse    *github.AbuseRateLimitError
		otp      *github.TwoFactorAuthError
		refused  *github.ErrorResponse
		accepted *github.AcceptedError
		syntax   *json.SyntaxError
		shape    *json.UnmarshalTypeError
		own      failure
	)
	switch {
	case errors.As(err, &own):
	case errors.As(err, &limit) && limit.Response != nil:
		return refusal(path, limit.Response)
	case errors.As(err, &abuse):
		return failure{path: path, status: http.StatusForbidden, kind: graph.Unreadable, says: "the API's rate limit is reached (403); run again later"}
	case errors.As(err, &otp) && otp.Response != nil:
		return refusal(path, otp.Response)
	case errors.As(err, &refused) && refused.Response != nil:
		f := refusal(path, refused.Response)
		if f.status == http.StatusForbidden && strings.HasPrefix(refused.Message, "Upgrade to ") {
			f.says, f.missing = notInPlan, ""
		}
		if m := missingFor(path); f.status == http.StatusNotFound && m != "" {
			f.kind, f.says = graph.Denied, "GitHub knows no such thing (404), which it also says where the permission "+m+" is missing"
		}
		return f
	case errors.As(err, &accepted):
		return failure{path: path, status: http.StatusAccepted, kind: graph.Unreadable, says: "GitHub has not made the answer yet (202); run again later"}
	case errors.As(err, &syntax), errors.As(err, &shape), errors.Is(err, io.ErrUnexpectedEOF):
		return failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
	}
	_ = errors.As(failureOf(path, err), &own)
	return own
}

// missingFor is the permission that a path takes, where GitHub answers 404 to who
// lacks it and names none
// (https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens).
func missingFor(path string) string {
	switch {
	case strings.HasPrefix(path, "/orgs/") && strings.HasSuffix(path, "/secrets"):
		return "organization_secrets=read"
	case strings.Contains(path, "/environments/") && (strings.HasSuffix(path, "/secrets") || strings.HasSuffix(path, "/variables")):
		return "environments=read"
	case strings.HasSuffix(path, "secrets"):
		return "secrets=read"
	case strings.Contains(path, "/environments"):
		return "actions=read"
	case strings.HasSuffix(path, "/keys"), strings.Contains(path, "/actions/permissions"):
		return "administration=read"
	}
	return ""
}

// maxGitHubPages bounds one list.
const maxGitHubPages = 1000

// githubList asks for a list to its end. Key names the list in its document; it is ""
// where the document is the list. With an error the list is what was had so far.
// Of a link only the number of the next page is taken, so that it leads nowhere
// else, and a page is asked for once.
func githubList[T any](ctx context.Context, h *hub, path, key string, size int, query url.Values) (all []T, err error) {
	seen, odd, total := 0, 0, -1
	for page := 1; ; {
		if page > maxGitHubPages {
			return all, failure{path: path, kind: graph.TooLarge, says: fmt.Sprintf("the list has more than %d pages", maxGitHubPages)}
		}
		q := url.Values{"per_page": {strconv.Itoa(size)}, "page": {strconv.Itoa(page)}}
		for k, v := range query {
			q[k] = v
		}
		var document json.RawMessage
		answer, err := h.get(ctx, path, q, &document)
		if err != nil {
			return all, err
		}
		entries, count, ok := githubEntries(document, key)
		if !ok {
			return all, failure{path: path, kind: graph.Invalid, says: "the answer is not in the documented form"}
		}
		seen, total = seen+len(entries), max(total, count)
		for _, e := range entries {
			var t T
			if string(e) == "null" || json.Unmarshal(e, &t) != nil {
				odd++
				continue
			}
			all = append(all, t)
		}
		next := answer.NextPage
		if next <= page && len(entries) > 0 && (total > seen || total < 0 && len(entries) >= size) {
			next = page + 1 // no link, or one that leads back; the count says that there is more
		}
		if next <= page {
			break
		}
		page = next
	}
	switch {
	case odd > 0:
		return all, failure{path: path, kind: graph.Invalid, says: fmt.Sprintf("%d of %d entries of the answer are not in the documented form", odd, seen)}
	case total > seen:
		return all, failure{path: path, kind: graph.Invalid, says: fmt.Sprintf("the answer ends after %d of %d entries", seen, total)}
	}
	return all, nil
}

// githubEntries takes a document apart; count is -1 where it names none.
func githubEntries(document json.RawMessage, key string) (entries []json.RawMessage, count int, ok bool) {
	if key == "" {
		return entries, -1, json.Unmarshal(document, &entries) == nil
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(document, &fields) != nil || fields == nil {
		return nil, 0, false
	}
	count = -1
	if n, has := fields["total_count"]; has && json.Unmarshal(n, &count) != nil {
		return nil, 0, false
	}
	list, has := fields[key]
	if !has {
		return nil, count, count == 0
	}
	return entries, count, json.Unmarshal(list, &entries) == nil
}

// segmentsOf makes a path of segments, each escaped.
func segmentsOf(words ...string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString("/" + url.PathEscape(w))
	}
	return b.String()
}
