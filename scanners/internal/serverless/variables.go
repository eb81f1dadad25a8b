// SPDX-License-Identifier: Apache-2.0

package serverless

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/cloudformation"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

const (
	maxDepth     = 50
	maxVariables = 10_000
	maxText      = 64 << 10
)

// A place is a node of one of the service's files.
type place struct {
	node *doc.Node
	path string
}

// variables are a service's in one stage.
type variables struct {
	*service
	stage stage
	left  int
}

func newVariables(s *service, st stage) *variables { return &variables{s, st, maxVariables} }

var (
	// innermost is a variable that has none inside. CloudFormation's own placeholders
	// (${AWS::Region}, ${Bucket}) have no source before a single colon.
	innermost = lazily.Compile(`\$\{\s*([a-z][A-Za-z]*(?::[^:${}][^${}]*|\([^${}]*)|self:)\}`)
	whole     = lazily.Compile(`^\$\{[^${}]*\}$`)
	sources   = lazily.Compile(`\s*('[^']*'|"[^"]*"|(?:[^,('"]|\([^)]*\))+)\s*(?:,|$)`)
	source    = lazily.Compile(`^([a-z][A-Za-z]*)(?:\(([^)]*)\))?(?::(.*))?$`)
	quoted    = lazily.Compile(`^('[^']*'|"[^"]*")$`)
)

// A found is what a variable stands for: a node, or a value; missing where there
// is no such thing, so that the next source counts.
type found struct {
	place
	v       declared.Value
	missing bool
}

// resolve is asked of every scalar of the template.
func (v *variables) resolve(n *doc.Node, file string) cloudformation.Resolved {
	if !n.Value().Matches(innermost.Get()) {
		return cloudformation.Resolved{}
	}
	f := v.text(n, file, 0)
	if f.node != nil {
		return cloudformation.Resolved{Instead: cloudformation.Placed{Path: f.path, Node: f.node}, Done: true}
	}
	return cloudformation.Resolved{Value: f.v, Done: true}
}

// text puts variables into a scalar, the innermost first. A scalar that is one
// variable may stand for a map.
func (v *variables) text(n *doc.Node, file string, depth int) found {
	why := cloudformation.Evidence(file, n, "")
	text, chain := n.Value(), graph.Chain(nil)
	for {
		m := text.Spans(innermost.Get(), 1)
		if len(m) == 0 {
			break
		}
		if v.left--; v.left <= 0 || depth > maxDepth || text.Len() > maxText {
			return found{v: declared.Undecided("variables that go on and on", why)}
		}
		f := v.variable(text.Slice(m[0][2], m[0][3]), why, depth)
		only := text.Matches(whole.Get())
		switch {
		case f.missing:
			return found{v: declared.Undecided("a variable for which there is nothing", why)}
		case only && f.node != nil:
			return f
		case f.node != nil || !f.v.IsScalar():
			chain = cloudformation.Short(append(append(chain, f.v.Why...), why))
			if !only {
				return found{v: declared.Undecided(hangs(f.v), chain...)}
			}
			f.v.Why = chain
			return found{v: f.v}
		}
		chain = append(chain, f.v.Why...)
		text = secret.Join(text.Slice(0, m[0][0]), f.v.Scalar, text.Slice(m[0][1], text.Len()))
	}
	return found{v: declared.Scalar(text, cloudformation.Short(append(chain, why))...)}
}

func hangs(v declared.Value) string {
	if v.Hangs != "" {
		return v.Hangs
	}
	return "a variable that is no text"
}

// variable tries the sources of a variable, one after the other.
func (v *variables) variable(text secret.Value, why graph.Evidence, depth int) found {
	for _, m := range text.Spans(sources.Get(), 20) {
		f := v.from(text.Slice(m[2], m[3]).Normal(), text.Slice(m[2], m[3]), why, depth)
		if !f.missing {
			return f
		}
	}
	return found{missing: true}
}

// from reads one source.
func (v *variables) from(text, written secret.Value, why graph.Evidence, depth int) found {
	if written.Matches(quoted.Get()) {
		return found{v: declared.Scalar(text, why)}
	}
	m := text.Spans(source.Get(), 1)
	if len(m) == 0 {
		return found{v: declared.Scalar(text, why)} // what an inner variable put in
	}
	part := func(i int) secret.Value { return text.Slice(max(m[0][2*i], 0), max(m[0][2*i+1], 0)) }
	name, argument, address := part(1), part(2), part(3)
	switch name.OneOf("self", "opt", "sls", "param", "env", "file", "ssm", "strToBool") {
	case "self":
		return v.lookup(place{v.root, v.path}, address, depth)
	case "opt", "sls":
		if address.OneOf("stage") != "" {
			return found{v: declared.Text(v.stage.name, v.stage.why)}
		}
		if name.OneOf("sls") != "" {
			return unknown("the framework", address, why)
		}
		return found{missing: true}
	case "param":
		return v.param(address, depth)
	case "env":
		return unknown("the variable", address, why)
	case "file":
		p, ok := v.include(argument)
		if !ok {
			return found{v: declared.Undecided("a file that is not here or is a program", why)}
		}
		if address.Empty() {
			return found{place: v.follow(p, depth+1)}
		}
		return v.lookup(p, address, depth)
	case "ssm":
		return found{v: cloudformation.Parameter(address, why)}
	case "strToBool":
		return found{v: declared.Scalar(argument, why)}
	}
	return unknown("what is outside of the files,", name, why)
}

func unknown(what string, name secret.Value, why graph.Evidence) found {
	if word, ok := secret.Variable(name); ok {
		what += " " + word
	}
	return found{v: declared.Undecided(what, why)}
}

// param is a parameter of the stage, else of all.
// https://www.serverless.com/framework/docs/guides/parameters
func (v *variables) param(address secret.Value, depth int) found {
	root := place{v.root, v.path}
	for _, keys := range [][]string{{"params", v.stage.name}, {"stages", v.stage.name, "params"}, {"params", "default"}, {"stages", "default", "params"}} {
		if f := v.lookup(v.at(root, keys...), address, depth); !f.missing {
			return f
		}
	}
	return unknown("the parameter", address, graph.Evidence{Basis: graph.ReadInFile, At: v.stage.why.At})
}

// lookup follows a dotted address down from a place; variables on the way are
// followed.
func (v *variables) lookup(p place, address secret.Value, depth int) found {
	for rest := address; !rest.Empty(); {
		var step secret.Value
		step, rest, _ = rest.Cut(".")
		if p = v.follow(p, depth+1); p.node == nil {
			return found{missing: true}
		}
		if p.node = child(p.node, step.Normal()); p.node == nil {
			return found{missing: true}
		}
	}
	if p.node == nil {
		return found{missing: true}
	}
	if p.node.Kind != doc.Scalar {
		return found{place: p}
	}
	return v.text(p.node, p.path, depth+1)
}

func child(n *doc.Node, step secret.Value) *doc.Node {
	if n.Kind == doc.List {
		if i, ok := secret.Number(step); ok && i >= 0 {
			for item := range n.Items() {
				if i == 0 {
					return item
				}
				i--
			}
		}
		return nil
	}
	for k, item := range n.Entries() {
		if step.OneOf(k.Name) != "" {
			return item
		}
	}
	return nil
}

// follow is what a node stands for: itself, unless it is one variable for a node.
func (v *variables) follow(p place, depth int) place {
	if p.node == nil || p.node.Kind != doc.Scalar || !p.node.Value().Matches(innermost.Get()) {
		return p
	}
	if depth > maxDepth {
		return place{}
	}
	return v.text(p.node, p.path, depth+1).place
}

// at follows keys from a place.
func (v *variables) at(p place, keys ...string) place {
	for _, k := range keys {
		if p = v.follow(p, 0); p.node == nil {
			return place{}
		}
		p.node = p.node.Get(k)
	}
	if p.node == nil {
		return place{}
	}
	if followed := v.follow(p, 0); followed.node != nil {
		return followed
	}
	return p
}

// scalar is a node's text.
func (v *variables) scalar(n *doc.Node, file string, depth int) declared.Value {
	if n == nil || n.Kind != doc.Scalar {
		return declared.Value{}
	}
	return v.text(n, file, depth).v
}
