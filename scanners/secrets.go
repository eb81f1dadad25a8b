// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/literals"
	"github.com/stagedoor/stagedoor/scanners/tree"
)

// Secrets reads every text file for secrets that are written out, whatever its
// format. It says which file holds them and that they stand in the open there;
// what they are and what they open is the funnel's to say.
//
// A place that people have reviewed (`gitleaks:allow`, .gitleaksignore) does not
// count as being in the open, and is noted. The credential is there all the same,
// and can be used.
var Secrets = add(Scanner{
	Name:  "secrets",
	Parts: true,
	Doc:   "secrets written out in any text file, by gitleaks' rules and by the marks of vendors' tokens; .gitleaks.toml, .gitleaksignore and gitleaks:allow are honoured",
	File: func(f *File, out *graph.Facts) {
		searcher(unconfigured(), func(string, int) bool { return false })(f, out)
	},
	Obeying: func(s Scanner, owner Owner) Scanner {
		s.File = searcher(engineOf(owner), owner.Added)
		return s
	},
})

// engineOf is the engine that obeys an owner's files and knows the kinds that the
// owner declares.
func engineOf(owner Owner) literals.Engine {
	config, ignore, kinds := owner.Read(literals.ConfigFile), owner.Read(literals.IgnoreFile), catalog.Marked()
	if len(config) > 0 || len(ignore) > 0 || slices.ContainsFunc(kinds, func(t *catalog.Token) bool { return t.Declared.File != "" }) {
		return literals.New(config, ignore, marksOf(kinds)...)
	}
	return unconfigured()
}

// unconfigured is the engine of a tree with no word of its own on secrets.
var unconfigured = sync.OnceValue(func() literals.Engine {
	kinds := slices.DeleteFunc(catalog.Marked(), func(t *catalog.Token) bool { return t.Declared.File != "" })
	return literals.New(nil, nil, marksOf(kinds)...)
})

// marksOf are the kinds that are looked for in any text. The id of an access key is
// none: its secret is what counts.
func marksOf(kinds []*catalog.Token) (all []literals.Mark) {
	for _, t := range kinds {
		if t.SecretForm == "" && t.Public == "" {
			all = append(all, literals.Mark{ID: t.Type, Form: t.Form, Prefixes: t.Prefixes})
		}
	}
	return all
}

func searcher(engine literals.Engine, added func(file string, line int) bool) func(*File, *graph.Facts) {
	return func(f *File, out *graph.Facts) {
		if tree.Binary(f.Data) && f.Part == nil && literals.Program(f.Data) {
			return
		}
		begin := tree.Part{Line: 1, Column: 1}
		if f.Part != nil {
			begin = *f.Part
		}
		hits, gaps := engine.FindFrom(engineName(out.Shown(f.Path)), f.Data, begin.Line, begin.Column)
		for _, g := range gaps {
			at := graph.Location{File: f.Path}
			if g.At.File == literals.ConfigFile && out.Shown("") == "" {
				at = g.At
			} else if g.At.File == literals.ConfigFile {
				at = graph.Location{} // it lies above the scanned folder
			}
			out.Gap(at, g.Kind, g.Why)
		}
		for _, h := range hits {
			if h.Allowed != "" && added(out.Shown(f.Path), h.Line) { // nobody has reviewed the mark yet
				h.Allowed = ""
			}
			if !encodes(h, hits) {
				literal(f, out, h)
			}
		}
	}
}

// engineName is the path by which gitleaks knows a file of an archive.
func engineName(p string) string { return strings.ReplaceAll(p, tree.Inside, "!") }

// encodes reports whether what a generic rule found is the encoded form of what
// stands beside it among the hits: that is the secret, and this is no other.
func encodes(h literals.Hit, hits []literals.Hit) bool {
	if h.Decoded || !strings.HasPrefix(h.Rule, "generic") {
		return false
	}
	for _, o := range hits {
		if (o.Decoded || o.Rule == kubernetesRule) && o.Start <= h.Start && h.End <= o.End {
			return true
		}
	}
	return false
}

// kubernetesRule finds a line of `data` in a Kubernetes Secret.
const kubernetesRule = "kubernetes-secret-yaml"

func literal(f *File, out *graph.Facts, h literals.Hit) {
	name, value, ok := meaning(f.Data, h)
	if !ok {
		return
	}
	says := saysOf(h)
	at := graph.Location{File: f.Path, Line: h.Line, Column: h.Column, EndLine: h.EndLine, EndColumn: h.EndColumn}
	why := graph.Evidence{Basis: graph.ReadInFile, At: at, Says: says}
	shown := name
	if shown == "" {
		shown = h.Rule
	}
	holder := f.Holder(out)
	id := out.Literal(h.Rule, shown, value, why)
	if t, sure, ok := catalog.Recognize(name, value); ok {
		out.Literal(t.Type, shown, value, graph.Evidence{Basis: sure, At: at, Says: says})
	}
	out.Link(graph.Edge{From: holder, Verb: graph.Holds, To: id}, why)
	if h.Allowed == "" {
		out.Note(id, graph.Trait{Name: graph.InTheOpen, Detail: h.Rule}, graph.Yes, why)
	} else {
		out.Note(id, graph.Trait{Name: graph.Allowed, Detail: h.Allowed}, graph.Yes,
			graph.Evidence{Basis: graph.ReadInFile, At: at, Says: "marked as reviewed by " + h.Allowed})
	}
	if says := nobodys(f, name, h.Rule, value); says != "" {
		out.Note(id, graph.Trait{Name: graph.NobodysSecret, Detail: says}, graph.Yes, graph.Evidence{Basis: graph.ReadInFile, At: at, Says: says})
	}
	claim.Literal(out, holder, name, value, at)
}

// meaning is the name that a text gives to what was found in it, and the value.
func meaning(text []byte, h literals.Hit) (name string, value secret.Value, ok bool) {
	if h.Rule == kubernetesRule {
		return kubernetesKey(h)
	}
	return nameBefore(text, h.Start), h.Value, true
}

func saysOf(h literals.Hit) string {
	if t, _ := catalog.ByType(h.Rule); t != nil {
		return "has the form of a " + t.Title
	}
	if h.Decoded {
		return "matches gitleaks' rule " + h.Rule + ", once decoded"
	}
	return "matches gitleaks' rule " + h.Rule
}

// kubernetesKey takes a line of a Kubernetes Secret's `data` apart: a key with its
// base64.
func kubernetesKey(h literals.Hit) (name string, v secret.Value, ok bool) {
	key, encoded, found := h.Value.Cut(":")
	if !found || h.Decoded {
		return "", secret.Value{}, false
	}
	name, _ = secret.Variable(key)
	v, ok = encoded.Normal().Base64()
	return name, v, ok && !v.Empty()
}

// leftOf finds the name to which a line gives the value behind it: NAME=, name:,
// "name" =>, ["NAME"] =, key="NAME" value=, --name, with a scheme of HTTP
// authorization in between if there is one.
var leftOf = lazily.Compile("(?:" +
	`key\s*=\s*["']([A-Za-z_][\w.:-]*)["']\s+value\s*=\s*["']` +
	`|(?:^|[^\w/@.:%+-])[:$]?(?:--?)?([A-Za-z_][\w.-]*)["'` + "`" + `]?\]?\s*(?::=|=>|\?=|\+=|==?|:)\s*(?:[frbuFRBU]{0,2}["'` + "`" + `]{0,3}|\$?\(?["'])(?:(?i:bearer|basic|token)\s+)?` +
	`|(?:^|\s)--([A-Za-z][\w-]*)\s+["']?` +
	")$")

// maxLeft is how far left of a value its name is looked for.
const maxLeft = 200

// nameBefore is the variable or key on the left of an offset, in its line, or "".
func nameBefore(data []byte, offset int) string {
	left := data[max(0, offset-maxLeft):offset]
	if i := bytes.LastIndexByte(left, '\n'); i >= 0 {
		left = left[i+1:]
	}
	m := leftOf.FindSubmatch(left)
	if m == nil {
		return ""
	}
	for _, group := range m[1:] {
		if len(group) > 0 {
			if name, ok := secret.Variable(secret.New(string(group))); ok {
				return name
			}
		}
	}
	return ""
}
