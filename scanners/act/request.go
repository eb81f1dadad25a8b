// SPDX-License-Identifier: Apache-2.0

package act

import (
	"regexp"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

var httpClients = []string{"curl", "wget", "http", "https", "xh", "xhs", "curlie"}

// https://curl.se/docs/manpage.html
var curl = &catalog.CLI{
	Program: "curl", Glued: true,
	Values: []string{
		"-X", "--request", "-H", "--header", "-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode", "--json", "-u", "--user", "--url", "-A", "--user-agent",
		"-m", "--max-time", "--connect-timeout", "--retry", "--retry-delay", "-w", "--write-out", "--oauth2-bearer", "-b", "--cookie", "-e", "--referer", "--cacert", "-F", "--form",
		"-o", "--output", "-T", "--upload-file", "-K", "--config", "-x", "--proxy", "--resolve",
	},
	Switches: []string{"-s", "--silent", "-S", "--show-error", "-f", "--fail", "-L", "--location", "-i", "--include", "-I", "--head", "-k", "--insecure", "-v", "--verbose", "-g", "-G", "--get", "--compressed", "--fail-with-body", "-#", "-4", "-6"},
}

// request reads a call of curl to the API of a provider that the catalog knows.
func (r *reader) request(name string, k *call, args []shell.Word) {
	if name != "curl" {
		if !r.anything(k) {
			r.unread(name, "what it asks for is not read")
		}
		return
	}
	p := r.options(curl, args)
	q := &query{reader: r, name: name, parsed: p}
	q.read(k)
}

type query struct {
	*reader
	name   string
	parsed parsed
	told   []secret.Value // what is sent, as far as it is known
	why    string         // what of it is not
}

func (q *query) read(k *call) {
	for _, o := range []string{"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json", "--data-urlencode"} {
		for _, w := range q.parsed.given[o] {
			q.sent(w, k)
		}
	}
	found := q.calls()
	for _, w := range append(q.parsed.given["--url"], q.parsed.words...) {
		found = q.rest(w) || found
	}
	switch {
	case found:
	case q.anything(k):
	default:
		q.add(Act{Kind: Unread, Program: q.name, Why: "nobody says what the call does", Foreign: q.plain()})
	}
}

// plain reports whether a call only fetches a page, as far as its line says, and
// shows nobody a credential: such a call is no more known than a compiler, and no
// less.
func (q *query) plain() bool {
	p := &q.parsed
	if p.unknown || p.odd || p.leftOver || p.why != "" || len(p.words) != 1 {
		return false
	}
	for name, given := range p.given {
		switch {
		case slices.Contains(curl.Switches, name):
		case slices.Contains([]string{"-A", "--user-agent", "-m", "--max-time", "--connect-timeout", "--retry", "--retry-delay", "-w", "--write-out"}, name):
		case (name == "-X" || name == "--request") && len(given) == 1 && given[0].Is("GET", "HEAD") != "":
		default:
			return false
		}
	}
	return true
}

// sent reads a body: as written, from a file (@body.json), or from the input (@-).
func (q *query) sent(w shell.Word, k *call) {
	m := q.means(w)
	if m.why != "" {
		q.told, q.why = append(q.told, w.Text()), m.why
		return
	}
	for _, v := range m.values {
		file, is := v.After("@")
		switch {
		case !is:
			q.told = append(q.told, v)
		case file.OneOf("-") != "":
			for _, in := range k.command.Input {
				q.told = append(q.told, in.Text())
			}
			if len(k.command.Input) == 0 {
				q.why = "what is piped into it is not seen"
			}
		default:
			for _, data := range q.files(shell.Word{Parts: []shell.Part{{Value: file}}, Quoted: true}) {
				q.told = append(q.told, secret.New(string(data)))
			}
		}
	}
}

// calls finds GraphQL operations in what is sent, to the hosts of the command.
func (q *query) calls() bool {
	found := false
	var hosts []secret.Value
	for _, w := range append(slices.Clone(q.parsed.given["--url"]), q.parsed.words...) {
		m := q.means(w)
		hosts = append(append(hosts, m.values...), secret.New(" "))
	}
	for _, body := range q.told {
		at := secret.Join(append(slices.Clone(hosts), oneLine(body))...)
		for _, h := range catalog.OperationsIn(at) {
			if !strings.Contains(h.Operation.Kind, "graphql") {
				continue
			}
			found = true
			q.add(Act{
				Kind: Destroys, Program: q.name, Provider: h.Provider.ID, Operation: h.Operation, Types: typesOf(h.Operation),
				Power: powerOf(h.Operation), Verified: h.Operation.Verified, Targets: q.argument(at.Slice(h.Offset, at.Len()), body),
			})
		}
	}
	return found
}

var (
	graphqlLiteral  = lazily.Compile(`^\w+\s*\(\s*\w+\s*:\s*\\*"([^"\\]{1,120})\\*"`)
	graphqlVariable = lazily.Compile(`^\w+\s*\(\s*\w+\s*:\s*\$(\w+)`)
)

// argument is the first argument of a GraphQL call: as written, or a variable of
// the body.
func (q *query) argument(call, body secret.Value) []Target {
	if id, _, ok := call.Find(graphqlLiteral.Get()); ok {
		if name, ok := named(id); ok {
			return []Target{{Name: name}}
		}
	}
	if v, _, ok := call.Find(graphqlVariable.Get()); ok {
		if name, ok := secret.Variable(v); ok {
			if id, _, ok := body.Find(regexp.MustCompile(`"` + regexp.QuoteMeta(name) + `"\s*:\s*"([^"\\]{1,120})"`)); ok {
				if id, ok := named(id); ok {
					return []Target{{Name: id}}
				}
			}
		}
	}
	why := q.why
	if why == "" {
		why = "the id that it names is not read"
	}
	return []Target{{Why: why}}
}

// onlyGets reports whether a call without a body writes nothing here either.
func (q *query) onlyGets() bool {
	p := &q.parsed
	return !p.unknown && !p.leftOver && p.why == "" && len(q.told) == 0 && len(p.words)+len(p.given["--url"]) == 1 &&
		!p.may("-o", "--output", "-T", "--upload-file", "-K", "--config", "-F", "--form", "-x", "--proxy", "--resolve", "-w", "--write-out", "-k", "--insecure", "-b", "--cookie")
}

func (q *query) method() string {
	for _, o := range []string{"-X", "--request"} {
		given := q.parsed.given[o]
		if len(given) == 0 {
			continue
		}
		if len(given) == 1 {
			v, _ := q.means(given[0]).one()
			if m := v.OneOf("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"); m != "" {
				return m
			}
		}
		return "UNKNOWN"
	}
	switch {
	case q.parsed.has("-I", "--head"):
		return "HEAD"
	case len(q.told) > 0 && !q.parsed.has("-G", "--get") || q.parsed.has("-F", "--form"):
		return "POST"
	}
	return "GET"
}

// called adds the deed where the operation documents this method and path.
func (q *query) called(p *catalog.Provider, o *catalog.Operation, method, path string) bool {
	for _, c := range restCall.FindAllStringSubmatch(o.Call, -1) {
		target, ok := fits(c[2], path)
		if c[1] != method || !ok {
			continue
		}
		t := Target{Name: target}
		if target == "" {
			t = Target{Why: "the id that it names is not read"}
		}
		q.add(Act{Kind: Destroys, Program: q.name, Provider: p.ID, Operation: o, Types: typesOf(o), Power: powerOf(o), Verified: o.Verified, Targets: []Target{t}})
		return true
	}
	return false
}
