// SPDX-License-Identifier: Apache-2.0

// Command stagedoor finds the doors that lead from staging into production, and
// says what nobody could bring back.
//
// This package introduces the floors to each other and keeps the contract of the
// command line: flags, exit codes, what goes to stdout and what to stderr. The
// clock is read here and nowhere else.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"github.com/stagedoor/stagedoor/rules/policy"
)

// Exit codes, the same for every format.
const (
	exitClean    = 0 // nothing at or above --fail-on and --min-basis
	exitFindings = 1
	exitUsage    = 2 // usage or configuration
	exitPartial  = 3 // something asked for by name could not be read, or any gap with --strict
	exitNothing  = 4 // nothing to scan
)

// An exit ends the program with a code; its message is one lower-case sentence
// that ends in the next step, or empty where a report has said it all.
type exit struct {
	code    int
	message string
}

func (e exit) Error() string { return e.message }

func usage(format string, args ...any) error { return exit{exitUsage, fmt.Sprintf(format, args...)} }

func main() {
	keepMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // the second Ctrl-C ends us as it ends everybody
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the whole program; tests call it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := command(stdout, stderr)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitClean
	}
	var e exit
	var mistakes policy.Mistakes
	switch {
	case errors.As(err, &mistakes):
		e = exit{exitUsage, mistakes.Error()}
	case !errors.As(err, &e):
		e = exit{exitUsage, err.Error() + "; see `stagedoor --help`"}
	}
	if e.message != "" {
		_, _ = fmt.Fprintln(stderr, "stagedoor: "+e.message)
	}
	return e.code
}

const exitCodes = `Exit codes, the same for every format:
  0  nothing at or above --fail-on and --min-basis
  1  findings
  2  usage or configuration
  3  what was asked for by name could not be read, or any gap with --strict
  4  nothing to scan`

// command is the command line.
func command(stdout, stderr io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:   "stagedoor",
		Short: "finds the doors that lead from staging into production, and says what nobody could bring back",
		Long: `stagedoor reads a repository and says which credential, found where, opens what,
reaches which production data, and what would survive a deletion.

It is offline unless --live is given: no address is contacted, and nothing of the scanned tree is run.

` + exitCodes,
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.AddCommand(scanCommand(), auditCommand(), environmentsCommand(), configCommand(), blastCommand(), graphCommand(), fenceCommand(), baselineCommand(), explainCommand(), mcpCommand(), catalogCommand(), providersCommand(), uploadCommand(), versionCommand(), manualCommand())
	root.Version = version
	root.SetVersionTemplate(versionLine())
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "completion":
			c.Short = "a script that teaches your shell these commands: bash, zsh, fish or powershell"
		case "help":
			c.Short = "what a command does and takes"
		}
	}
	complete(root)
	return root
}
