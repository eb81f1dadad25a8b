// SPDX-License-Identifier: Apache-2.0

package act

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/dotenv"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// This file is what a program takes from files of its own where its line does
// not say it: the project and environment with which a folder is linked, the
// current workspace, context and namespace. Only the files that the catalog
// names for the program are read, and of them no login.

// linked adds to what a line names what the program's own files say.
func (l *line) linked(found map[string][]string) {
	put := func(what string, v secret.Value) {
		if name, ok := named(v); ok && len(found[what]) == 0 {
			found[what] = []string{name}
		}
	}
	switch l.cli.Program {
	case "railway":
		l.railwayLink(put)
	case "kubectl":
		l.kubeContext(put)
	}
	for _, f := range l.folders {
		switch l.cli.Program {
		case "vercel":
			l.jsonFile(f, ".vercel/project.json", "projectId", "project", put)
		case "netlify":
			l.jsonFile(f, ".netlify/state.json", "siteId", "project", put)
		case "neonctl":
			l.jsonFile(f, ".neon", "projectId", "project", put)
		case "supabase":
			if data, ok := l.readFile(f, "supabase/.temp/project-ref"); ok {
				put("project", secret.New(strings.TrimSpace(string(data))))
			}
		case "terraform":
			l.workspace(f, found, put)
		case "fly":
			if data, ok := l.readFile(f, "fly.toml"); ok {
				if m := flyApp.FindStringSubmatch(string(data)); m != nil {
					put("app", secret.New(m[1]))
				}
			}
		}
	}
}

var flyApp = lazily.Compile(`(?m)^app\s*=\s*["']([A-Za-z0-9-]+)["']`)

func (l *line) jsonFile(folder, file, key, what string, put func(string, secret.Value)) {
	if data, ok := l.readFile(folder, file); ok {
		if root, problem := doc.JSON(data); problem == nil {
			put(what, root.Get(key).Value())
		}
	}
}

// workspace is the one that `terraform workspace select` chose in the folder.
// https://developer.hashicorp.com/terraform/language/state/workspaces
func (l *line) workspace(folder string, found map[string][]string, put func(string, secret.Value)) {
	for _, in := range append(found["folder"], ".") {
		if data, ok := l.readFile(folder, path.Join(in, ".terraform/environment")); ok {
			put("workspace", secret.New(strings.TrimSpace(string(data))))
			return
		}
	}
}

// railwayLink is the project and environment of the nearest linked folder.
// https://github.com/railwayapp/cli/blob/df3838bf11/src/config.rs
func (l *line) railwayLink(put func(string, secret.Value)) {
	root := l.homeFile(".railway/config.json", func(data []byte) (*doc.Node, bool) {
		n, problem := doc.JSON(data)
		return n, problem == nil
	})
	if root == nil || len(l.folders) != 1 || l.folders[0] == "" {
		return
	}
	at := l.folders[0]
	if !path.IsAbs(at) {
		at = path.Join(l.world.Dir, at)
	}
	for ; at != "/" && at != "."; at = path.Dir(at) {
		if link := root.Get("projects", at); link != nil {
			put("project", link.Get("project").Value())
			put("environment", link.Get("environmentName").Value())
			return
		}
	}
}

// kubeContext is the current context and its namespace.
// https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
func (l *line) kubeContext(put func(string, secret.Value)) {
	if _, other := l.getenv("KUBECONFIG"); other || len(l.parsed.given["--kubeconfig"]) > 0 || len(l.parsed.given["--context"]) > 0 {
		return
	}
	root := l.homeFile(".kube/config", func(data []byte) (*doc.Node, bool) {
		docs, problem := doc.YAML(data)
		if problem != nil || len(docs) == 0 {
			return nil, false
		}
		return docs[0], true
	})
	current := root.Get("current-context").Value()
	for c := range root.Get("contexts").Items() {
		if current.Len() > 0 && secret.Equal(c.Get("name").Value(), current) {
			put("context", current)
			if ns := c.Get("context", "namespace").Value(); ns.Len() > 0 {
				put("namespace", ns)
			} else {
				put("namespace", secret.New("default"))
			}
		}
	}
}

func (l *line) homeFile(name string, parse func([]byte) (*doc.Node, bool)) *doc.Node {
	if l.world.Home == nil || l.remote {
		return nil
	}
	data, ok := l.world.Home(name)
	if !ok {
		return nil
	}
	root, ok := parse(data)
	if !ok {
		return nil
	}
	return root
}

// opened are the databases that a migration tool works on: what its variable
// says, or the .env file that it reads.
func (l *line) opened(variables []string) (all []Target) {
	for _, name := range variables {
		words := l.variable(name)
		if len(words) == 0 {
			for _, f := range l.folders {
				data, _ := l.readFile(f, ".env")
				for _, e := range dotenv.Parse(data) {
					if e.Name == name && !e.Comment {
						words = append(words, shell.Word{Parts: []shell.Part{{Value: e.Value}}, Quoted: true})
					}
				}
			}
		}
		if len(words) == 0 {
			all = append(all, Target{Variable: name})
		}
		for _, w := range words {
			m := l.means(w)
			if m.why != "" {
				all = append(all, Target{Why: m.why})
			}
			for _, v := range m.values {
				if c, ok := secret.ParseConnection(v); ok {
					all = append(all, connected(c))
				} else {
					all = append(all, Target{Why: "the variable " + name + " holds no connection that can be read"})
				}
			}
		}
	}
	return all
}

// interpreted are programs that are run by another: `python manage.py`.
var interpreted = map[string][]string{
	"python": {"manage.py"}, "python3": {"manage.py"}, "php": {"artisan"}, "ruby": {"bin/rails", "bin/rake"},
}

// byInterpreter reads `python manage.py flush` as manage.py.
func (r *reader) byInterpreter(name string, k *call, args []shell.Word) bool {
	if len(args) == 0 {
		return false
	}
	script := args[0].Is(interpreted[name]...)
	if script == "" {
		script = strings.TrimPrefix(args[0].Is("./manage.py", "./artisan"), "./")
	}
	if script == "" || interpreted[name] == nil {
		return false
	}
	r.program(path.Base(script), k, args[1:])
	return true
}
