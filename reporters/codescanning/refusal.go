// SPDX-License-Identifier: Apache-2.0

package codescanning

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/google/go-github/v60/github"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/reporters"
)

// Words of GitHub's that tell why it answered 403 or 404. They are not documented;
// its own uploader looks for the same.
// https://github.com/github/codeql-action/blob/main/src/api-client.ts
var (
	notEnabled = lazily.Compile(`(?i)must be enabled|not enabled|enable (code scanning|code security|advanced security)`)
	noRight    = lazily.Compile(`(?i)resource not accessible`)
	noCommit   = lazily.Compile(`(?i)commit not found|ref .*not found in this repository`)
	archived   = lazily.Compile(`(?i)archived`)
)

// statusOf is the status that GitHub answered with, or 0.
func statusOf(err error) int {
	if r := responseOf(err); r != nil {
		return r.StatusCode
	}
	return 0
}

func responseOf(err error) *http.Response {
	var (
		plain  *github.ErrorResponse
		rate   *github.RateLimitError
		abuse  *github.AbuseRateLimitError
		second *github.TwoFactorAuthError
	)
	switch {
	case errors.As(err, &plain):
		return plain.Response
	case errors.As(err, &rate):
		return rate.Response
	case errors.As(err, &abuse):
		return abuse.Response
	case errors.As(err, &second):
		return second.Response
	}
	return nil
}

// saidOf is GitHub's own sentence, or "".
func saidOf(err error) string {
	var plain *github.ErrorResponse
	if errors.As(err, &plain) {
		return plain.Message
	}
	return ""
}

// passes reports whether an answer to the question of what became of a report
// may be another one when it is asked again.
func passes(err error) bool {
	status := statusOf(err)
	return status == http.StatusNotFound || status == http.StatusTooManyRequests || status >= 500
}

// refusal words what went wrong in one line that ends in the remedy.
func (u *Upload) refusal(err error) error {
	var rate *github.RateLimitError
	var abuse *github.AbuseRateLimitError
	var unreachable *url.Error
	status, said := statusOf(err), saidOf(err)
	is := func(re *lazily.Regexp) bool { return re.MatchString(said) }
	switch {
	case errors.Is(err, errNotOurs):
		return errNotOurs
	case errors.Is(err, errToken):
		return errToken
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded) && status == 0:
		return errors.New("the upload was stopped before GitHub had answered; run it again")
	case errors.As(err, &rate):
		return fmt.Errorf("GitHub takes no more requests of this token until %s; run it again then", rate.Rate.Reset.UTC().Format(time.TimeOnly+" MST"))
	case errors.As(err, &abuse), status == http.StatusTooManyRequests:
		return errors.New("GitHub takes no more requests of this token for now (429); run it again in some minutes")
	case status == 0 && !errors.As(err, &unreachable):
		return errors.New("GitHub answered in a form that this version does not know; look under Security > Code scanning what became of the report")
	case status == 0:
		return fmt.Errorf("GitHub could not be reached at %s; look at the network, HTTPS_PROXY and GITHUB_API_URL", reporters.Clean(u.API))
	case status >= 300 && status < 400:
		return fmt.Errorf("GitHub says that %s has moved; name it as it is called now, with GITHUB_REPOSITORY or --repository", u.Repository)
	case status == http.StatusBadRequest, status == http.StatusUnprocessableEntity:
		return fmt.Errorf("GitHub does not take the report (%d): %s; correct what it names and send it again", status, u.quote(said))
	case status == http.StatusUnauthorized:
		return errors.New("GitHub does not know the token (401); give one that has not expired, in GITHUB_TOKEN or the variable of --token-variable")
	case status == http.StatusRequestEntityTooLarge:
		return errors.New("GitHub says that the report is too large (413); write it again with --rules, --skip-rules or fewer paths")
	case status >= 500:
		return fmt.Errorf("GitHub could not take the report for reasons of its own (%d); look at https://www.githubstatus.com and run it again", status)
	case is(noCommit):
		return fmt.Errorf("GitHub knows no commit %s of %s in %s; push it first, or name another with --commit and --ref", u.Commit[:12], reporters.Clean(u.Ref), u.Repository)
	case is(archived):
		return fmt.Errorf("%s is archived and takes no reports; leave out the upload", u.Repository)
	case is(notEnabled):
		return fmt.Errorf("code scanning is not enabled for %s (%d); enable Code Security in its settings (private repositories need a licence), or leave out the upload and use --format github", u.Repository, status)
	case status == http.StatusForbidden && is(noRight):
		return errors.New("the token may not upload (403): give the job `permissions: security-events: write`, or a token that has Code scanning alerts: write; Dependabot's is read-only on push, so run it on pull_request there")
	case status == http.StatusForbidden:
		return fmt.Errorf("GitHub refuses the report (403): %s; the job needs `permissions: security-events: write`, and the repository Code Security", u.quote(said))
	case status == http.StatusNotFound:
		return fmt.Errorf("GitHub shows this token no repository %s (404); look at its name, and give the job `permissions: contents: read, security-events: write`", u.Repository)
	}
	return fmt.Errorf("GitHub answered %d: %s; look at https://docs.github.com/en/rest/code-scanning", status, u.quote(said))
}

// quote is a sentence of GitHub's in one bounded line, without the token.
func (u *Upload) quote(said string) string {
	said, _ = u.gate.searcher.Scrub(said[:min(len(said), 4<<10)])
	r := []rune(reporters.Clean(said))
	if len(r) > 300 {
		r = append(r[:300], '…')
	}
	if len(r) == 0 {
		return "it does not say why"
	}
	return string(r)
}
