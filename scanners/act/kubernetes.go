// SPDX-License-Identifier: Apache-2.0

package act

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// kubernetes reads `kubectl delete`, whose words are kinds and names in several
// orders: pvc data, pvc/data pod/web, pvc,pod data. It reports whether it was
// one.
func (l *line) kubernetes() bool {
	p := &l.parsed
	if len(p.leads) > 2 && p.leads[0] == "exec" && l.dashed() {
		l.exec()
		return true
	}
	if len(p.leads) == 0 || p.leads[0] != "delete" {
		return false
	}
	if len(p.given["-f"])+len(p.given["--filename"])+len(p.given["-k"])+len(p.given["--kustomize"]) > 0 {
		a := l.act(l.provider.OperationNamed("kubectl delete pvc"))
		a.Types, a.All = nil, "file"
		l.add(a)
		return true
	}
	if len(p.leads) < 2 {
		l.unread(l.name, "what it deletes is not seen")
		return true
	}
	if strings.Contains(p.leads[1], "/") {
		for i, lead := range p.leads[1:] {
			kind, name, _ := strings.Cut(lead, "/")
			l.deletesKind(kind, []shell.Word{p.words[i+1]}, name)
		}
		return true
	}
	for kind := range strings.SplitSeq(p.leads[1], ",") {
		l.deletesKind(kind, p.words[2:], "")
	}
	return true
}

// deletesKind is one kind with its names; name is given where the word has the
// kind before it.
func (l *line) deletesKind(kind string, words []shell.Word, name string) {
	kind, _, _ = strings.Cut(kind, ".")
	for _, c := range l.cli.Commands {
		if _, ok := c.Matches([]string{"delete", strings.ToLower(kind)}); !ok {
			continue
		}
		if name == "" {
			l.deed(&c, words)
			return
		}
		a := l.act(l.provider.OperationNamed(c.Operation))
		a.Types, a.Targets = c.Types, []Target{{Name: name}}
		l.add(a)
		return
	}
	if kind == "" || slices.Contains([]string{"all"}, kind) {
		kind = "objects of several kinds"
	}
	l.unread(l.name, "nobody says which data go with what it deletes ("+kind+")")
}

// dashed reports whether -- stands before the command of kubectl exec: without it
// its options would be taken for kubectl's.
func (l *line) dashed() bool {
	return slices.ContainsFunc(l.call.words, func(w shell.Word) bool { return w.Is("--") != "" })
}

// exec reads the command that kubectl runs in a pod: its own database is what the
// pod mounts. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_exec/
func (l *line) exec() {
	pod := l.parsed.leads[1]
	if _, name, ok := strings.Cut(pod, "/"); ok {
		pod = name
	}
	around := map[string][]string{}
	for _, what := range []string{"namespace", "context"} {
		if names := l.within()[what]; len(names) > 0 {
			around[what] = names
		}
	}
	before := len(l.acts)
	l.under(l.name+" exec", func() {
		l.remote, l.values, l.folders, l.container, l.around = true, map[string][]shell.Word{}, nil, pod, around
		l.run(&call{l.call.command, l.call.feeders, l.parsed.words[2:]})
		l.elsewhere(wrapper{remote: true}, l.name, before)
	})
}
