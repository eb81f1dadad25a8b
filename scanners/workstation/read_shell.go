// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// otherShell reads the start-up files of shells with a grammar of their own: literal
// values of variables, and nothing else.
func otherShell(f *file) {
	text := string(f.Data)
	var all []claim.Pair
	for _, m := range assignments.Get().FindAllStringSubmatchIndex(text, 2000) {
		name := 2
		if m[2] < 0 {
			name = 4
		}
		line, column := secret.New(text).Place(m[6])
		all = append(all, claim.Pair{Name: text[m[name]:m[name+1]], Value: secret.New(text[m[6]:m[7]]).Normal(), At: f.At(line, column)})
	}
	if len(all) > 0 {
		claim.Pairs(f.out, f.Holder(f.out), all)
	}
}

// notCredentials are variables of a session that are no login: sockets, and what a
// terminal or desktop numbers its windows with.
var notCredentials = []string{"XDG_SESSION_ID", "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK", "SESSION_MANAGER", "TERM_SESSION_ID", "ITERM_SESSION_ID", "STAGEDOOR_KEY"}

// variables claims the environment of this process, which every program that is
// started from the same shell has as well.
func (w *walk) variables(names []string) {
	var all []claim.Pair
	for _, name := range names {
		skip := false
		for _, n := range notCredentials {
			skip = skip || name == n
		}
		if _, ok := secret.Variable(secret.New(name)); !ok || skip || strings.HasPrefix(name, "_") {
			continue
		}
		all = append(all, claim.Pair{Name: name, Value: secret.New(w.env[name]), At: graph.Location{File: "$" + name}})
	}
	if len(all) == 0 {
		return
	}
	why := graph.Evidence{Basis: graph.ReadInFile, Says: "every program that is started from the same shell is given it"}
	holder := w.out.Node(graph.Thing{Kind: graph.Holder, Type: "process", Key: w.out.Local("process"), Name: "the environment of this process"}, why)
	claim.Pairs(w.out, holder, all)
	w.out.Link(graph.Edge{From: scanners.Workstation(w.out, why), Verb: graph.Reads, To: holder}, why)
}
