// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// gitRoot is the nearest folder at or above dir that has a .git, or "".
func gitRoot(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// askGit asks git, with nothing on that the repository could have configured, and
// nothing of git's own from our environment, which a hook may have set. Versions
// that do not know GIT_NO_LAZY_FETCH fetch by no protocol.
func askGit(ctx context.Context, root string, args ...string) ([]byte, error) {
	return gitCommand(ctx, root, args...).Output()
}

func gitCommand(ctx context.Context, root string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "safe.directory=*"}, args...)...)
	cmd.Dir = root
	cmd.Env = slices.DeleteFunc(os.Environ(), func(kv string) bool {
		return strings.HasPrefix(kv, "GIT_") && !strings.HasPrefix(kv, "GIT_EXEC_PATH=")
	})
	cmd.Env = append(cmd.Env, "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=",
		"GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C")
	return cmd
}

// historyCommand is a command on the history, whose answer nothing but the commits
// themselves decides: no configuration of the user's, nothing of the environment,
// no attributes (git looks for those below the folder that it is started in, where
// there is no working tree), no graft, no replacement, no index of commits that
// could lie; and whatever is missing stays so. Dir is git's own folder; "" where it
// is not known yet.
func (t *Tree) historyCommand(ctx context.Context, dir string, args ...string) *exec.Cmd {
	settings := []string{"-c", "core.quotePath=true", "-c", "core.attributesFile=" + os.DevNull, "-c", "core.bigFileThreshold=512m",
		"-c", "core.commitGraph=false", "-c", "core.deltaBaseCacheLimit=96m", "-c", "gc.auto=0", "-c", "maintenance.auto=false"}
	if dir != "" {
		settings = append(settings, "--git-dir="+dir, "--bare")
	}
	cmd := gitCommand(ctx, t.Root, append(settings, args...)...)
	if dir != "" {
		cmd.Dir = filepath.VolumeName(dir) + string(filepath.Separator)
	}
	cmd.Env = append(cmd.Env, "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_ATTR_NOSYSTEM=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_GRAFT_FILE="+os.DevNull, "GIT_LITERAL_PATHSPECS=1")
	return cmd
}

// Remotes are the repository's names as its remotes say, HOST/OWNER/NAME, each
// once; none outside git.
func (t *Tree) Remotes(ctx context.Context) (names []string) {
	if !t.InGit {
		return nil
	}
	out, err := askGit(ctx, t.Root, "config", "--local", "--get-regexp", `^remote\..*\.url$`)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(out)) {
		_, address, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name := remoteName(address); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

var remoteForm = lazily.Compile(`^(?:[a-z+]+://)?(?:[^@/]*@)?([A-Za-z0-9.-]+(?::\d+)?)[:/]+([A-Za-z0-9._/-]+?)(?:\.git)?/?$`)

// remoteName reads an address of a remote; what stands before "@" is no part of
// it.
func remoteName(address string) string {
	m := remoteForm.FindStringSubmatch(address)
	if m == nil || !strings.Contains(m[1], ".") || !strings.Contains(m[2], "/") {
		return ""
	}
	return strings.ToLower(m[1]) + "/" + m[2]
}
