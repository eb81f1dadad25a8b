// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/reporters"
	"github.com/stagedoor/stagedoor/reporters/codescanning"
)

type uploadFlags struct {
	to     codescanning.Target
	token  string // the name of a variable
	noWait bool
	most   time.Duration
	quiet  bool
}

func uploadCommand() *cobra.Command {
	var f uploadFlags
	c := &cobra.Command{
		Use:   "upload FILE.sarif",
		Short: "hand a SARIF report to GitHub's code scanning",
		Long: `upload hands a report that ` + "`stagedoor scan --format sarif=FILE`" + ` wrote to GitHub's code scanning, on
github.com or GitHub Enterprise, and waits until it is processed. It is for CI other than GitHub's own; in a workflow
the action does it. What stands in the report goes to GitHub, and nothing else does.

The token needs "Code scanning alerts: write"; a workflow's own needs permissions: security-events: write.

Exit codes:
  0  GitHub has the report
  2  usage, or a report that code scanning would reject: nothing was sent
  3  GitHub did not take the report, or could not process it`,
		Example: "  stagedoor upload stagedoor.sarif\n  stagedoor upload --repository acme/shop --ref refs/heads/main --commit \"$(git rev-parse HEAD)\" stagedoor.sarif",
		Args:    cobra.ExactArgs(1),
	}
	fl := c.Flags()
	fl.StringVar(&f.to.Repository, "repository", "", "OWNER/NAME (default $GITHUB_REPOSITORY)")
	fl.StringVar(&f.to.Commit, "commit", "", "the commit that was scanned (default $GITHUB_SHA)")
	fl.StringVar(&f.to.Ref, "ref", "", "refs/heads/NAME, refs/tags/NAME or refs/pull/N/merge (default $GITHUB_REF)")
	fl.StringVar(&f.to.API, "api-url", "", "address of the API, for GitHub Enterprise https://HOST/api/v3 (default $GITHUB_API_URL, else https://api.github.com)")
	fl.StringVar(&f.token, "token-variable", "GITHUB_TOKEN", "name of the environment variable that holds the token")
	fl.BoolVar(&f.noWait, "no-wait", false, "do not wait until GitHub has processed the report")
	fl.DurationVar(&f.most, "wait", 2*time.Minute, "wait at most so long")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "nothing on stderr but errors")
	c.RunE = func(c *cobra.Command, args []string) error {
		return upload(c.Context(), args[0], f, c.ErrOrStderr())
	}
	return c
}

// maxReport is how large a report may be in bytes before it is compressed.
const maxReport = 512 << 20

func upload(ctx context.Context, file string, f uploadFlags, stderr io.Writer) error {
	shown := reporters.Clean(file)
	data, err := readReport(file)
	if err != nil {
		return usage("%s %v", shown, err)
	}
	for flag, variable := range map[*string]string{&f.to.Repository: "GITHUB_REPOSITORY", &f.to.Commit: "GITHUB_SHA", &f.to.Ref: "GITHUB_REF", &f.to.API: "GITHUB_API_URL"} {
		if *flag == "" {
			*flag = os.Getenv(variable)
		}
	}
	token := secret.New(os.Getenv(f.token))
	if token.Empty() {
		return usage("there is no token in the variable %s; set it, or name another with --token-variable", reporters.Clean(f.token))
	}
	u, err := codescanning.New(data, f.to, token)
	if err != nil {
		return usage("%v", err)
	}
	say := func(format string, args ...any) {
		if !f.quiet {
			_, _ = fmt.Fprintf(stderr, "stagedoor: "+format+"\n", args...)
		}
	}
	say("sending %s (%d results of %s, %d KiB compressed) to %s, for %s at %s, %s",
		shown, u.About.Results, reporters.Clean(u.About.Tool), (u.About.Compressed+1023)>>10, reporters.Clean(u.API), u.Repository, u.Commit[:12], reporters.Clean(u.Ref))
	id, err := u.Send(ctx)
	if err != nil {
		return exit{exitPartial, err.Error()}
	}
	if f.noWait {
		say("GitHub has the report and will process it")
		return nil
	}
	switch err := u.Wait(ctx, id, f.most); {
	case errors.Is(err, codescanning.ErrPending):
		say("%v", err)
	case err != nil:
		return exit{exitPartial, err.Error()}
	default:
		say("GitHub has processed the report")
	}
	return nil
}

// readReport reads a file that the user named. The error continues a sentence
// that its name begins.
func readReport(file string) ([]byte, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, errors.New("cannot be read; name a report that `stagedoor scan --format sarif=FILE` wrote")
	case !info.Mode().IsRegular():
		return nil, errors.New("is no file; name a report that `stagedoor scan --format sarif=FILE` wrote")
	case info.Size() > maxReport:
		return nil, errors.New("is larger than 512 MiB; code scanning takes 25,000 results, so write fewer")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, errors.New("cannot be read; look at its permissions")
	}
	return data, nil
}
