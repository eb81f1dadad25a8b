// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// A wrapper runs the command that follows it. Its options must be known one by
// one: what takes one for the program, or its value for an option, reads another
// command than is run.
type wrapper struct {
	first    []string // words that must come first: exec of `pnpm exec`
	values   []string // options that take the next word
	switches []string
	assigns  bool     // NAME=value may come first
	count    int      // words before the command: the duration of timeout
	folder   string   // the option that names where it runs
	file     string   // the option that names a file of variables
	texts    []string // options whose value is shell text
	text     bool     // all words are one shell text
	open     bool     // more words follow than are seen
	remote   bool     // it runs elsewhere
	given    bool     // it adds variables that are not known here
	fetches  bool     // it runs a package of that name, from a registry where the project has none
}

// wrappersOf are the forms of a wrapper, by its name. A program that is wrapper
// and more (railway run) is read as a program where no form fits.
var wrappersOf = sync.OnceValue(func() map[string][]wrapper {
	return map[string][]wrapper{
		"sudo":           {{values: []string{"-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-T", "-r", "-t", "-R", "-D", "--chdir"}, switches: []string{"-E", "--preserve-env", "-H", "-n", "--non-interactive", "-b", "-k", "-S", "-A", "-P"}, assigns: true, folder: "-D"}},
		"doas":           {{values: []string{"-u", "-C"}, switches: []string{"-n"}}},
		"env":            {{values: []string{"-u", "--unset", "-C", "--chdir", "-S", "--split-string"}, switches: []string{"-i", "-", "--ignore-environment", "-v", "--debug"}, assigns: true, folder: "-C", texts: []string{"-S", "--split-string"}}},
		"time":           {{switches: []string{"-p", "-v", "--verbose"}, values: []string{"-f", "--format"}}},
		"nice":           {{values: []string{"-n", "--adjustment"}}},
		"ionice":         {{values: []string{"-c", "-n", "--class", "--classdata"}, switches: []string{"-t"}}},
		"nohup":          {{}},
		"setsid":         {{switches: []string{"-w", "--wait", "-f", "--fork", "-c", "--ctty"}}},
		"stdbuf":         {{values: []string{"-i", "-o", "-e"}}},
		"timeout":        {{values: []string{"-s", "--signal", "-k", "--kill-after"}, switches: []string{"--foreground", "--preserve-status", "-v", "--verbose"}, count: 1}},
		"command":        {{switches: []string{"-p"}}},
		"builtin":        {{}},
		"exec":           {{values: []string{"-a"}, switches: []string{"-c", "-l"}}},
		"xargs":          {{values: []string{"-n", "-P", "-I", "-L", "-s", "-d", "-E", "-a", "--max-args", "--max-procs", "--replace", "--max-lines", "--delimiter", "--arg-file"}, switches: []string{"-0", "--null", "-r", "--no-run-if-empty", "-t", "--verbose", "-p", "-x"}, open: true}},
		"npx":            {{values: []string{"-p", "--package", "-c", "--call"}, switches: []string{"-y", "--yes", "--no", "--no-install", "-q", "--quiet"}, texts: []string{"-c", "--call"}, fetches: true}},
		"bunx":           {{switches: []string{"--bun"}, fetches: true}},
		"pnpx":           {{fetches: true}},
		"pnpm":           {{first: []string{"dlx"}, fetches: true}, {first: []string{"exec"}}},
		"npm":            {{first: []string{"exec"}, switches: []string{"-y", "--yes"}, fetches: true}},
		"yarn":           {{first: []string{"dlx"}, switches: []string{"-q"}, fetches: true}, {first: []string{"exec"}}},
		"bun":            {{first: []string{"x"}, fetches: true}},
		"bundle":         {{first: []string{"exec"}}},
		"poetry":         {{first: []string{"run"}}},
		"pipenv":         {{first: []string{"run"}, given: true}},
		"uv":             {{first: []string{"run"}, switches: []string{"--frozen", "--locked", "--no-sync"}}},
		"uvx":            {{fetches: true}},
		"watch":          {{values: []string{"-n", "--interval"}, switches: []string{"-d", "-t", "-x", "-e", "-g", "-c"}, text: true}},
		"eval":           {{text: true}},
		"dotenv":         {{values: []string{"-e", "-f"}, switches: []string{"-o", "--override"}, file: "-e"}},
		"env-cmd":        {{values: []string{"-f", "--file"}, file: "-f"}},
		"dotenvx":        {{first: []string{"run"}, values: []string{"-f", "--env-file"}, switches: []string{"--quiet"}, file: "-f", given: true}},
		"doppler":        {{first: []string{"run"}, values: []string{"-p", "--project", "-c", "--config", "--command", "-t", "--token"}, switches: []string{"--silent"}, texts: []string{"--command"}, given: true}},
		"op":             {{first: []string{"run"}, values: []string{"--env-file"}, switches: []string{"--no-masking"}, file: "--env-file", given: true}},
		"railway":        {{first: []string{"run"}, values: []string{"-s", "--service", "-e", "--environment", "-p", "--project"}, switches: []string{"--no-local"}, given: true}},
		"aws-vault":      {{first: []string{"exec"}, values: []string{"-d", "--duration"}, switches: []string{"-n", "--no-session"}, count: 1, given: true}},
		"heroku":         {{first: []string{"run"}, values: []string{"-a", "--app", "-r", "--remote", "-s", "--size"}, switches: []string{"--no-tty", "-x", "--exit-code"}, remote: true}},
		"ssh":            {{values: []string{"-i", "-l", "-p", "-F", "-J", "-L", "-R", "-D", "-o", "-b", "-c", "-m", "-E", "-W", "-S", "-w"}, switches: []string{"-t", "-tt", "-T", "-n", "-q", "-A", "-v", "-4", "-6", "-C", "-N", "-f"}, count: 1, text: true, remote: true}},
		"docker":         {dockerExec("exec"), dockerExec("container", "exec"), dockerExec("compose", "exec"), dockerExec("compose", "run"), dockerExec("run")},
		"podman":         {dockerExec("exec"), dockerExec("run")},
		"docker-compose": {dockerExec("exec"), dockerExec("run")},
	}
})

func dockerExec(first ...string) wrapper {
	return wrapper{
		first: first, count: 1, remote: true,
		values:   []string{"-e", "--env", "-u", "--user", "-w", "--workdir", "--env-file", "-v", "--volume", "--name", "--network", "--entrypoint", "-p", "--publish", "--mount", "--platform", "--index"},
		switches: []string{"-i", "-t", "-it", "-ti", "-d", "-T", "--rm", "--no-deps", "--privileged", "--interactive", "--tty", "--detach"},
	}
}

// wrapped reads the command behind a wrapper, by the first form that fits; by
// none, the program is one like others.
func (r *reader) wrapped(name string, forms []wrapper, k *call, args []shell.Word) {
	if name == "docker" || name == "podman" {
		args = withoutComposeOptions(args)
	}
	for _, w := range forms {
		rest := args
		for _, f := range w.first {
			if len(rest) == 0 || rest[0].Is(f) == "" {
				rest = nil
				break
			}
			rest = rest[1:]
		}
		if len(w.first) == 0 || rest != nil {
			r.under(strings.Join(append([]string{name}, w.first...), " "), func() { r.behind(name, w, k, rest) })
			return
		}
	}
	if r.packageScript(name, args) {
		return
	}
	r.program(name, k, args)
}

// composeOptions are those of docker compose that take a value.
// https://docs.docker.com/reference/cli/docker/compose/
var composeOptions = []string{"-f", "--file", "-p", "--project-name", "--profile", "--env-file", "--project-directory"}

// withoutComposeOptions leaves out what stands between compose and exec: which of
// several files has the service is not told apart.
func withoutComposeOptions(args []shell.Word) []shell.Word {
	if len(args) < 3 || args[0].Is("compose") == "" {
		return args
	}
	rest := args[1:]
	for len(rest) > 1 && rest[0].Is(composeOptions...) != "" {
		rest = rest[2:]
	}
	if len(rest) == len(args)-1 || rest[0].Is("exec", "run") == "" {
		return args
	}
	return append([]shell.Word{args[0]}, rest...)
}

// behind reads a wrapper's options, and what it runs.
func (r *reader) behind(name string, w wrapper, k *call, args []shell.Word) {
	before := len(r.acts)
	texts, rest, why := r.wrapperOptions(w, k, args)
	if why != "" {
		r.unread(name, why)
		r.anything(&call{k.command, k.feeders, args})
		return
	}
	if w.remote {
		r.remote, r.values, r.folders = true, map[string][]shell.Word{}, nil
	}
	r.open = r.open || w.open
	for _, t := range texts {
		r.word(t)
	}
	if len(w.first) > 0 && w.first[len(w.first)-1] == "exec" && w.remote && len(rest) > 0 {
		if names, why := r.names(rest[0]); why == "" && len(names) == 1 {
			r.container = names[0]
		}
	}
	if w.fetches {
		r.fetched(name, args[:len(args)-len(rest)], rest)
	}
	for range w.count {
		if len(rest) > 0 {
			rest = rest[1:]
		}
	}
	switch {
	case len(rest) == 0 && len(texts) > 0:
	case len(rest) == 0 && name == "env":
		r.reads(name, "env prints variables")
	case len(rest) == 0 && name == "exec":
		r.reads(name, "exec alone runs nothing")
	case len(rest) == 0:
		r.unread(name, "what "+name+" runs is not seen")
	case w.text:
		r.join(rest)
	default:
		r.run(&call{k.command, k.feeders, rest})
	}
	r.elsewhere(w, name, before)
}

// elsewhere says that reading alone does not make harmless what runs where its
// programs and variables are not known.
func (r *reader) elsewhere(w wrapper, name string, before int) {
	only := !slices.ContainsFunc(r.acts[before:], func(a Act) bool { return a.Kind != Reads })
	switch {
	case w.remote && only:
		r.unread(name, "what its programs are there is not known")
	case w.remote:
		for i := range r.acts[before:] {
			if a := &r.acts[before+i]; a.Kind == Files {
				a.Kind, a.Why = Unread, "it changes files of another machine or a container, and what lies there is not known"
			}
		}
	case w.given:
		for i := range r.acts[before:] {
			r.acts[before+i].Remote = true // its variables are given by somebody else
		}
	}
}

// wrapperOptions passes over a wrapper's own options.
func (r *reader) wrapperOptions(w wrapper, k *call, args []shell.Word) (texts, rest []shell.Word, why string) {
	for len(args) > 0 {
		a := args[0]
		if _, _, assigns := a.Assigned(); assigns && w.assigns {
			r.assign(k.command, a, true)
			k.command.Assigned = append(slices.Clone(k.command.Assigned), a)
			args = args[1:]
			continue
		}
		v, known := r.means(a).one()
		if !known || !v.HasPrefix("-") || v.Len() == 1 && !slices.Contains(w.switches, "-") {
			return texts, args, ""
		}
		args = args[1:]
		if v.OneOf("--") != "" {
			return texts, args, ""
		}
		option, value, split := a.Option(w.values...)
		switch {
		case split:
		case v.OneOf(w.values...) != "" && len(args) > 0:
			option, value, args = v.OneOf(w.values...), args[0], args[1:]
		case v.OneOf(w.switches...) != "" || r.gluedValue(w, v):
			continue
		default:
			return nil, nil, "it has an option that is not known here"
		}
		switch {
		case slices.Contains(w.texts, option):
			texts = append(texts, value)
		case option == w.folder || option == "--chdir":
			r.goTo(value)
		case option == w.file || w.file != "" && option == "--env-file":
			r.load(value)
		}
	}
	return texts, nil, ""
}

var gluedNumber = lazily.Compile(`^-[A-Za-z]?[0-9]+[a-z]?$|^-[ioe][LN0-9][0-9]*$|^-I\S+$`)

// gluedValue knows -n1, -5, -oL, -I{}.
func (r *reader) gluedValue(w wrapper, v secret.Value) bool {
	return len(w.values) > 0 && v.Matches(gluedNumber.Get())
}

// word reads a word as shell text.
func (r *reader) word(w shell.Word) {
	m := r.means(w)
	if m.why != "" && !w.Expands {
		r.unread("", "what it runs is not known: "+m.why)
		r.text(w.Text()) // for the deeds that can be seen in it
		return
	}
	if m.why != "" {
		r.unread("", "what it runs is not known: "+m.why)
		return
	}
	for _, v := range m.values {
		r.text(v)
	}
}

// join reads words as one shell text.
func (r *reader) join(words []shell.Word) {
	var parts []secret.Value
	for _, w := range words {
		m := r.means(w)
		v, ok := m.one()
		if !ok {
			r.unread("", "what it runs is not known: "+m.reason())
			v = w.Text()
		}
		parts = append(parts, v, secret.New(" "))
	}
	r.text(secret.Join(parts...))
}
