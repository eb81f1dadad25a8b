// SPDX-License-Identifier: Apache-2.0

package codescanning

import (
	"errors"
	"net"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

var (
	repositoryForm = lazily.Compile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9._-]{1,100}$`)
	commitForm     = lazily.Compile(`^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$`)
	refForm        = lazily.Compile(`^refs/(heads/.+|tags/.+|pull/\d+/(merge|head))$`)
)

// check returns the API's address with a slash at its end, or says what is wrong
// with a target.
func (t Target) check() (*url.URL, error) {
	_, name, _ := strings.Cut(t.Repository, "/")
	switch {
	case !repositoryForm.MatchString(t.Repository), name == ".", name == "..":
		return nil, errors.New("the repository must be OWNER/NAME; set GITHUB_REPOSITORY or --repository")
	case !commitForm.MatchString(t.Commit):
		return nil, errors.New("the commit must be written in full, as `git rev-parse HEAD` does; set GITHUB_SHA or --commit")
	case !refForm.MatchString(t.Ref):
		return nil, errors.New("the ref must be written in full, as refs/heads/main or refs/pull/12/merge; set GITHUB_REF or --ref")
	}
	address := t.API
	if address == "" {
		address = "https://api.github.com"
	}
	u, err := url.Parse(strings.TrimRight(address, "/") + "/")
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "" ||
		u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, errors.New("the address of GitHub's API must be https://HOST or https://HOST/api/v3, without a user or password; set GITHUB_API_URL or --api-url")
	}
	return u, nil
}

// loopback reports whether a host is this machine, where a token may go without
// encryption.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
