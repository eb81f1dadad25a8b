// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/pulumi"
)

// Pulumi reads projects, evaluates programs written in YAML once for each stack,
// and claims what stacks have configured in plaintext. Of programs in other
// languages only the configuration is read.
// https://www.pulumi.com/docs/iac/concepts/projects/project-file/
var Pulumi = add(Scanner{
	Name:  "pulumi",
	Doc:   "Pulumi: programs in YAML, evaluated once for each stack, and every stack's configuration",
	Match: func(p string) bool { return pulumiName.MatchString(path.Base(p)) },
	Tree:  pulumiTree,
})

var pulumiName = lazily.Compile(`^(Pulumi(\.[A-Za-z0-9_.-]+)?|Main)\.ya?ml$`)

func pulumiTree(files []*File, out *graph.Facts) {
	folders := map[string][]pulumiFile{}
	for _, f := range files {
		docs, problem := doc.YAML(f.Data)
		if problem != nil && f.Base()[0] == 'P' {
			gap(f, out, problem)
		}
		if len(docs) > 0 {
			folders[f.Dir()] = append(folders[f.Dir()], pulumiFile{f, docs[0]})
		}
	}
	for _, dir := range sortedKeys(folders) {
		project := pulumiProject(folders[dir])
		stacks := pulumiStacks(folders[dir])
		if project == nil {
			continue
		}
		if kept := project.StackFolder(); kept != "" {
			stacks = pulumiStacks(folders[path.Join(dir, kept)])
		}
		for _, s := range stacks {
			s.claims(project, out)
		}
		if project.IsYAML() {
			pulumiSets(dir, project, stacks, folders[dir], out)
		}
	}
}

type pulumiFile struct {
	*File
	root *doc.Node
}

func (f pulumiFile) is(name string) bool {
	return strings.TrimSuffix(f.Base(), path.Ext(f.Base())) == name
}

func pulumiProject(files []pulumiFile) *pulumi.Project {
	var main pulumiFile
	for _, f := range files {
		if f.is("Main") {
			main = f
		}
	}
	for _, f := range files {
		switch {
		case !f.is("Pulumi"):
		case main.File != nil:
			return pulumi.Read(f.Path, f.root, main.Path, main.root)
		default:
			return pulumi.Read(f.Path, f.root, "", nil)
		}
	}
	return nil
}

// pulumiStacks are the files of stacks: Pulumi.<stack>.yaml.
func pulumiStacks(files []pulumiFile) []pulumiFile {
	var stacks []pulumiFile
	for _, f := range files {
		if f.stack() != "" && (f.root == nil || !f.root.Has("runtime")) {
			stacks = append(stacks, f)
		}
	}
	return stacks
}

func (f pulumiFile) stack() string {
	stem := strings.TrimSuffix(f.Base(), path.Ext(f.Base()))
	name, _ := strings.CutPrefix(stem, "Pulumi.")
	if name == stem {
		return ""
	}
	return name
}

// holder is the stack: a section of its file, which its name gives an
// environment to.
func (f pulumiFile) holder(out *graph.Facts) graph.ID {
	id := f.Section(out, "stack", f.stack(), 1, 1)
	if d, ok := environment.OfName(f.stack()); ok && d.Basis >= graph.Named {
		claim.Declares(out, id, f.stack(), graph.Evidence{Basis: graph.Named, At: f.At(1, 1), Says: "the name of the stack"})
	}
	return id
}

// claims hands on what the stack has configured in plaintext; what is encrypted
// is nobody's to read.
func (f pulumiFile) claims(project *pulumi.Project, out *graph.Facts) {
	var pairs []claim.Pair
	for k, v := range f.root.Get("config").Entries() {
		name := strings.TrimPrefix(k.Name, project.Name+":")
		pairs = append(pairs, f.plainLeaves(v, name)...)
	}
	if len(pairs) > 0 {
		claim.Pairs(out, f.holder(out), pairs)
	}
}

func (f pulumiFile) plainLeaves(n *doc.Node, name string) []claim.Pair {
	switch {
	case n == nil || pulumi.IsSecure(n):
		return nil
	case n.Kind != doc.Map:
		return f.leaves(n, []string{name}, ".")
	}
	var pairs []claim.Pair
	for k, v := range n.Entries() {
		pairs = append(pairs, f.plainLeaves(v, name+"."+k.Name)...)
	}
	return pairs
}

// pulumiSets evaluates the program with each stack's configuration; without any,
// once with what the program itself says.
func pulumiSets(dir string, project *pulumi.Project, stacks, files []pulumiFile, out *graph.Facts) {
	if len(stacks) == 0 {
		for _, f := range files {
			if f.is("Pulumi") {
				set := declared.Set{Format: "pulumi", Key: dir + "#pulumi", Mention: f.Holder(out), Resources: project.Resources(pulumi.StackFile{})}
				set.Write(out)
			}
		}
		return
	}
	for _, s := range stacks {
		set := declared.Set{Format: "pulumi", Key: dir + "#pulumi:" + s.stack(), Mention: s.holder(out),
			Resources: project.Resources(pulumi.StackFile{Name: s.stack(), Path: s.Path, Root: s.root})}
		set.Write(out)
	}
}
