// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/cloudformation"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/serverless"
)

// Serverless reads services of the Serverless Framework on AWS, once for each
// stage that they name, with the files that they include.
var Serverless = add(Scanner{
	Name: "serverless",
	Doc:  "serverless.yml of the Serverless Framework, for each stage: the data stores among its resources, variables of its functions, its role",
	Match: func(p string) bool {
		return isYAMLName(p) || path.Ext(p) == ".json" || strings.HasPrefix(path.Base(p), "serverless.") && serverlessCode.MatchString(p)
	},
	Keep: keepServerless,
	Tree: serverlessTree,
})

var (
	serverlessName = lazily.Compile(`(^|/)serverless([._-][A-Za-z0-9_-]+)?\.(ya?ml|json)$`)
	serverlessCode = lazily.Compile(`(^|/)serverless\.(ts|js|cjs|mjs)$`)
	serverlessFile = lazily.Compile(`\bfile\(\s*([^()$]+?)\s*\)`)
	serverlessMark = lazily.Compile(`\$\{(self|opt|sls|param|env|file|ssm|cf)[:(]`)
	serverlessAWS  = lazily.Compile(`\bname\s*['"]?\s*:\s*['"]aws['"]`)
)

// maxIncluded is how large a file that a service may include can be, where its
// content does not look like resources.
const maxIncluded = 32 << 10

func keepServerless(f *File) bool {
	switch {
	case serverlessCode.MatchString(f.Path):
		return serverlessAWS.Match(f.Data)
	case serverlessName.MatchString(f.Path):
		return true
	}
	return len(f.Data) <= cloudformation.MaxBytes && bytes.Contains(f.Data, []byte("AWS::")) ||
		len(f.Data) <= maxIncluded && (serverlessMark.Match(f.Data) || parameterish.MatchString(f.Path) || isEnvironmentWord(strings.TrimSuffix(f.Base(), path.Ext(f.Path))))
}

func serverlessTree(files []*File, out *graph.Facts) {
	byPath, services := map[string]*File{}, 0
	for _, f := range files {
		byPath[f.Path] = f
		if serverlessCode.MatchString(f.Path) {
			out.Gap(graph.Location{File: f.Path}, graph.Template, "a service that is a program, which is not run: what it declares is not known")
		} else if serverlessName.MatchString(f.Path) {
			services++
		}
	}
	if services == 0 {
		return
	}
	documents := map[string]*doc.Node{}
	for _, f := range files {
		if root := serverlessDocument(f, out); root != nil {
			documents[f.Path] = root
		}
	}
	repository, tree := cloudformation.NewRepository(), serverless.NewTree(documents)
	for _, f := range files {
		if serverlessName.MatchString(f.Path) && serverless.IsService(documents[f.Path]) {
			tree.Stacks(repository, f.Path, documents[f.Path])
		}
	}
	writeStacks(repository, byPath, out)
}

func serverlessDocument(f *File, out *graph.Facts) *doc.Node {
	if serverlessCode.MatchString(f.Path) {
		return nil
	}
	root, problem := templateOf(f)
	if problem != nil && serverlessName.MatchString(f.Path) {
		gap(f, out, problem)
	}
	return root
}

// includedByServices are files that a service of the Serverless Framework
// includes: they are no templates of their own.
func includedByServices(files []*File) map[string]bool {
	included := map[string]bool{}
	for _, f := range files {
		if !serverlessName.MatchString(f.Path) {
			continue
		}
		for _, m := range serverlessFile.FindAllSubmatch(f.Data, -1) {
			included[path.Join(f.Dir(), string(m[1]))] = true
		}
	}
	return included
}
