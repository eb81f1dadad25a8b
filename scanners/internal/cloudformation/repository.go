// SPDX-License-Identifier: Apache-2.0

package cloudformation

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// A Repository is all templates of a tree with what sets their parameters.
type Repository struct {
	templates []*Template
	byPath    map[string]*Template
	nesting   map[*doc.Node]*Template // what a nested stack is made from
	files     []*ParameterFile
	sam       []*samFile
	ready     []*Stack
	exports   map[string][]export
	bases     map[string][]*Template // by the last segment of the path
	imports   int                    // stacks through which a value is being handed
	steps     int
	gaps      []graph.Location // of templates whose contexts were not all evaluated
}

// NewRepository returns an empty one.
func NewRepository() *Repository {
	return &Repository{byPath: map[string]*Template{}, nesting: map[*doc.Node]*Template{}, steps: maxAll}
}

// Add adds a template.
func (r *Repository) Add(t *Template) {
	r.templates = append(r.templates, t)
	r.byPath[t.Path] = t
}

// AddParameters adds a file that sets parameters; see [Parameters].
func (r *Repository) AddParameters(p *ParameterFile) { r.files = append(r.files, p) }

// A Context is one way in which a template is deployed, so far as files say.
type Context struct {
	Name    string         // to tell the contexts of a template apart
	At      graph.Evidence // where it stands: a parameter file, a table of samconfig.toml, the template
	Assumed bool           // the template allows it, and no file names it
	Default bool           // nothing sets anything: the template's defaults

	// Environments are what the context says of its environment, beyond the path of
	// its file.
	Environments []Named
	byDefault    []string // the parameters whose defaults these are, in the context of defaults

	Given  map[string]declared.Value // parameters that are set
	Pseudo map[string]declared.Value // AWS::StackName and its like, where a file says
	Tags   declared.Value            // of the stack, which its resources inherit
	Stack  string                    // the stack's name, where a file says
}

// A Named is an environment's name as written, and where.
type Named struct {
	Name string
	Why  graph.Evidence
}

// A Stack is a template evaluated in a context.
type Stack struct {
	Template *Template
	Context  *Context
	Set      *declared.Set // without its mention, which the caller makes

	// Variables are blocks of variables that stand outside of the resources.
	Variables []declared.Value
	// Bucket is where the deploying tool puts what it deploys; Absent for none.
	Bucket declared.Value

	extra      Extra
	evaluation *evaluation
}

// An Extra is what a format that wraps templates has beside its resources.
type Extra struct {
	Variables  []Placed
	Statements []Placed // what the role of its functions may do
	Bucket     Placed
}

// AddStack adds a template with the one context in which it is evaluated.
func (r *Repository) AddStack(t *Template, ctx *Context, extra Extra) {
	r.ready = append(r.ready, &Stack{Template: t, Context: ctx, extra: extra, evaluation: r.evaluate(t, ctx)})
}

// Format is the catalog's name.
const Format = "cloudformation"

// Stacks evaluates everything. Whatever could not be evaluated within the limits
// is among gaps.
func (r *Repository) Stacks() (stacks []*Stack, gaps []graph.Location) {
	slices.SortFunc(r.templates, func(a, b *Template) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(r.files, func(a, b *ParameterFile) int { return strings.Compare(a.Path, b.Path) })
	r.markNested()
	given := r.assign()
	for _, t := range r.templates {
		for _, ctx := range r.contexts(t, given[t]) {
			stacks = append(stacks, &Stack{Template: t, Context: ctx, evaluation: r.evaluate(t, ctx)})
		}
	}
	stacks = append(stacks, r.ready...)
	r.collectExports(stacks)
	for _, s := range stacks {
		s.around()
		s.Set = &declared.Set{Format: Format, Key: s.Template.Path + "@" + s.Context.Name, Resources: append(s.evaluation.resources(), s.role()...)}
		if s.evaluation.budget.steps <= 0 || r.steps <= 0 {
			r.gaps = append(r.gaps, graph.Location{File: s.Template.Path})
		}
	}
	apart(stacks)
	slices.SortFunc(r.gaps, graph.Location.Compare)
	return stacks, slices.Compact(r.gaps)
}

// maxContexts is how many contexts of one template are evaluated.
const maxContexts = 64

func (r *Repository) contexts(t *Template, given []*Context) []*Context {
	if len(given) == 0 && t.nested {
		return nil // evaluated where it is nested
	}
	given = append(given, uncovered(t, given)...)
	if len(given) == 0 {
		given = []*Context{defaults(t)}
	}
	slices.SortFunc(given, func(a, b *Context) int { return cmp.Or(strings.Compare(a.Name, b.Name), a.At.Compare(b.At)) })
	if len(given) > maxContexts {
		given = given[:maxContexts]
		r.gaps = append(r.gaps, graph.Location{File: t.Path})
	}
	return given
}

// nestedIn is the template of the tree that a nested stack is made from, or nil.
// A path is relative to the template; of an address on S3 the end is compared,
// and must be one file's only.
func (r *Repository) nestedIn(t *Template, tail string) *Template {
	tail = strings.TrimPrefix(path.Clean("/"+tail), "/")
	if tail == "" {
		return nil
	}
	if child := r.byPath[path.Join(path.Dir(t.Path), tail)]; child != nil {
		return child
	}
	for tail != "" { // templates/db.yaml of https://bucket.s3.amazonaws.com/shop/templates/db.yaml
		var found []*Template
		for _, c := range r.byTail(path.Base(tail)) {
			if c.Path == tail || strings.HasSuffix(c.Path, "/"+tail) {
				found = append(found, c)
			}
		}
		if len(found) == 1 {
			return found[0]
		}
		if len(found) > 1 {
			return nil
		}
		_, rest, more := strings.Cut(tail, "/")
		if !more {
			return nil
		}
		tail = rest
	}
	return nil
}

func (r *Repository) byTail(base string) []*Template {
	if r.bases == nil {
		r.bases = map[string][]*Template{}
		for _, t := range r.templates {
			r.bases[path.Base(t.Path)] = append(r.bases[path.Base(t.Path)], t)
		}
	}
	return r.bases[base]
}

// around evaluates what stands beside the resources.
func (s *Stack) around() {
	e := s.evaluation
	read := func(p Placed) declared.Value {
		return e.within(p.Path, func() declared.Value { return e.value(p.Node) })
	}
	for _, p := range s.extra.Variables {
		s.Variables = append(s.Variables, read(p))
	}
	s.Bucket = read(s.extra.Bucket)
}

// role is the role that all functions of a service have.
func (s *Stack) role() []*declared.Resource {
	e := s.evaluation
	var policies []declared.Value
	var at graph.Chain
	for _, p := range s.extra.Statements {
		statements := e.within(p.Path, func() declared.Value { return e.value(p.Node) })
		at = append(at, evidence(p.Path, p.Node, ""))
		policies = append(policies, declared.Map(map[string]declared.Value{
			"PolicyName":     declared.Text("service", at...),
			"PolicyDocument": declared.Map(map[string]declared.Value{"Statement": statements}, at...),
		}, at...))
	}
	if len(policies) == 0 {
		return nil
	}
	return []*declared.Resource{{
		Type: "AWS::IAM::Role", Address: "IamRoleLambdaExecution", Origin: at[0].At.File + " IamRoleLambdaExecution", At: at[:1],
		Body: declared.Map(map[string]declared.Value{"Policies": declared.List(policies, at...)}, at...), Meta: map[string]declared.Value{},
	}}
}
