// SPDX-License-Identifier: Apache-2.0

// Package codescanning hands a SARIF report to GitHub's code scanning, on
// github.com or a GitHub Enterprise of the user's own.
//
// It is the one package that writes to an API, and it can send two requests and
// no other: the report, and the question what became of it ([gate]). No redirect
// is followed, since the token would go along. The report is looked at before it
// is sent ([Check]): code scanning rejects a whole file for one result without a
// place, and says so minutes later.
//
// https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
package codescanning

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/google/go-github/v60/github"

	"github.com/stagedoor/stagedoor/graph/secret"
)

// MaxCompressed is how large a report may be in bytes once it is compressed.
// https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif/results-file-too-large
const MaxCompressed = 10 << 20

// A Target is where a report belongs.
type Target struct {
	API        string // the address of the API; "" for https://api.github.com
	Repository string // OWNER/NAME
	Commit     string
	Ref        string // refs/heads/..., refs/tags/... or refs/pull/N/merge
}

// An Upload is one report on its way.
type Upload struct {
	Target
	About Report // what [Check] says of the report

	packed string
	gate   *gate
	gh     *github.Client
	owner  string
	name   string
	pause  func(context.Context, time.Duration) error
}

// New prepares a report that [Check] has passed. The error says what to correct,
// and nothing was sent.
func New(data []byte, to Target, token secret.Value) (*Upload, error) {
	about, err := Check(data)
	if err != nil {
		return nil, err
	}
	base, err := to.check()
	if err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err = z.Write(data); err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, err
	}
	if about.Compressed = packed.Len(); about.Compressed > MaxCompressed {
		return nil, fmt.Errorf("the report has %d MiB even when it is compressed, and code scanning takes 10; write it again with --rules or --skip-rules, or with fewer paths", about.Compressed>>20)
	}
	u := &Upload{Target: to, About: about, packed: base64.StdEncoding.EncodeToString(packed.Bytes()), pause: pause}
	u.API = strings.TrimRight(base.String(), "/")
	u.owner, u.name, _ = strings.Cut(to.Repository, "/")
	u.gate = newGate(u.API+"/repos/"+to.Repository+"/code-scanning/sarifs", token)
	u.gh = github.NewClient(&http.Client{Transport: u.gate, Timeout: 2 * time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }})
	u.gh.UserAgent = "stagedoor (https://github.com/stagedoor/stagedoor)"
	u.gh.BaseURL = base
	return u, nil
}

// tries is how often a report is sent to a GitHub that is not well.
const tries = 3

// Send sends the report and returns the id under which GitHub processes it.
func (u *Upload) Send(ctx context.Context) (id string, err error) {
	analysis := &github.SarifAnalysis{CommitSHA: &u.Commit, Ref: &u.Ref, Sarif: &u.packed, ToolName: &u.About.Tool}
	for try := 1; ; try++ {
		receipt, _, err := u.gh.CodeScanning.UploadSarif(ctx, u.owner, u.name, analysis)
		if err == nil {
			if id = receipt.GetID(); !isID(id) {
				return "", errors.New("GitHub took the report and answered without an id; look under Security > Code scanning whether it is there")
			}
			return id, nil
		}
		if status := statusOf(err); status < 500 || try == tries {
			return "", u.refusal(err)
		}
		if err := u.pause(ctx, time.Duration(try)*2*time.Second); err != nil {
			return "", u.refusal(err)
		}
	}
}

// ErrPending is [Upload.Wait]'s where the time was over first.
var ErrPending = errors.New("GitHub has the report and is not through with it yet; it will be under Security > Code scanning")

// A status is what became of a report. go-github's own has no errors.
type status struct {
	Processing string   `json:"processing_status"`
	Errors     []string `json:"errors"`
}

// Wait asks, more and more rarely, until GitHub has processed the report, for at
// most the given time; then it is [ErrPending]. An answer that the id is not known
// is not believed at once: the two requests may meet different servers.
func (u *Upload) Wait(ctx context.Context, id string, most time.Duration) error {
	wait := 2 * time.Second // it never takes less
	for waited := time.Duration(0); waited < most; {
		if err := u.pause(ctx, min(wait, most-waited)); err != nil {
			return u.refusal(err)
		}
		waited += wait
		wait = min(wait*3/2, 15*time.Second)
		r, err := u.gh.NewRequest(http.MethodGet, "repos/"+u.Repository+"/code-scanning/sarifs/"+id, nil)
		if err != nil {
			return err
		}
		var s status
		switch _, err := u.gh.Do(ctx, r, &s); {
		case err != nil && !passes(err):
			return u.refusal(err)
		case err != nil, s.Processing == "pending":
		case s.Processing == "complete":
			return nil
		case s.Processing == "failed":
			return fmt.Errorf("GitHub took the report and could not process it: %s; correct the report and send it again", u.quote(strings.Join(s.Errors, " ")))
		default:
			return errors.New("GitHub answered in words that this version does not know; look under Security > Code scanning what became of the report")
		}
	}
	return ErrPending
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
