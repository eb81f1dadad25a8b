// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"bytes"
	"path"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/cloudformation"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
	"github.com/stagedoor/stagedoor/scanners/internal/iam"
)

// CloudFormation reads templates of CloudFormation and SAM, and what CDK writes
// out, together with the files that set their parameters: each template once for
// every environment that these name.
var CloudFormation = add(Scanner{
	Name: "cloudformation",
	Doc:  "templates of CloudFormation, SAM and CDK's output, with parameter files and samconfig for each environment: data stores, what becomes of them, variables, secrets",
	Match: func(p string) bool {
		switch path.Ext(p) {
		case ".yml", ".yaml", ".json", ".template", ".cfn", ".cform":
			return true
		}
		return path.Base(p) == "samconfig.toml"
	},
	Keep: keepTemplate,
	Tree: cloudFormationTree,
})

var (
	samconfig    = lazily.Compile(`(^|/)samconfig\.(toml|ya?ml)$`)
	parameterish = lazily.Compile(`(?i)param|(^|/)(conf|config|env|envs|environments?|stages?)/`)
)

// How large a file of parameters may be: one that says so by its content, and one
// that only its place suggests.
const (
	maxParameters = 128 << 10
	maxPlain      = 16 << 10
)

func keepTemplate(f *File) bool {
	return samconfig.MatchString(f.Path) || serverlessName.MatchString(f.Path) || saysTemplate(f.Data) || mayBeParameters(f)
}

// saysTemplate looks for what every template has: a section of resources and a
// type.
func saysTemplate(data []byte) bool {
	return bytes.Contains(data, []byte("Resources")) &&
		(bytes.Contains(data, []byte("AWS::")) || bytes.Contains(data, []byte("AWSTemplateFormatVersion")) || bytes.Contains(data, []byte("Alexa::")) || bytes.Contains(data, []byte("Custom::")))
}

func mayBeParameters(f *File) bool {
	if len(f.Data) > maxParameters {
		return false
	}
	if bytes.Contains(f.Data, []byte("ParameterKey")) || bytes.Contains(f.Data, []byte("Parameters")) {
		return true
	}
	stem, _, _ := strings.Cut(f.Base(), ".")
	return len(f.Data) <= maxPlain && (parameterish.MatchString(f.Path) || isEnvironmentWord(stem))
}

func cloudFormationTree(files []*File, out *graph.Facts) {
	repository, byPath, templates := cloudformation.NewRepository(), map[string]*File{}, 0
	var rest []*File
	included := includedByServices(files)
	for _, f := range files {
		byPath[f.Path] = f
		if included[f.Path] || serverlessName.MatchString(f.Path) {
			continue // read with the service
		}
		if !saysTemplate(f.Data) || samconfig.MatchString(f.Path) {
			rest = append(rest, f)
		} else if t := readTemplate(f, out); t != nil {
			repository.Add(t)
			templates++
		}
	}
	if templates == 0 {
		return // what looks like parameters is something else
	}
	for _, f := range rest {
		root, _ := templateOf(f)
		if samconfig.MatchString(f.Path) {
			repository.AddSAM(f.Path, root)
		} else if p := cloudformation.Parameters(f.Path, root); p != nil {
			repository.AddParameters(p)
		}
	}
	writeStacks(repository, byPath, out)
}

// readTemplate reads a file whose content looks like a template; one that can not
// be read is a gap only where it says that it is one.
func readTemplate(f *File, out *graph.Facts) *cloudformation.Template {
	says := bytes.Contains(f.Data, []byte("AWSTemplateFormatVersion"))
	if len(f.Data) > cloudformation.MaxBytes {
		if says {
			out.Gap(graph.Location{File: f.Path}, graph.TooLarge, "a template of more than 2 MiB, which CloudFormation refuses; it was not evaluated")
		}
		return nil
	}
	root, problem := templateOf(f)
	if problem != nil && says {
		gap(f, out, problem)
	}
	if !cloudformation.IsTemplate(root) || serverlessMark.Match(f.Data) {
		return nil
	}
	return cloudformation.NewTemplate(f.Path, root)
}

// templateOf reads a file by its ending, or, where that says nothing, its first
// byte.
func templateOf(f *File) (*doc.Node, *doc.Problem) {
	text := bytes.TrimLeft(f.Data, " \t\r\n\ufeff")
	switch path.Ext(f.Path) {
	case ".toml":
		return doc.TOML(f.Data)
	case ".yaml", ".yml":
	default:
		if len(text) > 0 && (text[0] == '{' || text[0] == '[') {
			return doc.JSON(f.Data)
		}
	}
	docs, problem := doc.YAML(f.Data)
	if len(docs) == 0 {
		return nil, problem
	}
	return docs[0], problem
}

// writeStacks turns the stacks of a repository into facts. The stack's holder is
// a section of the file that deploys it: whose path, or whose word, says which
// environment it is for.
func writeStacks(repository *cloudformation.Repository, byPath map[string]*File, out *graph.Facts) {
	stacks, gaps := repository.Stacks()
	for _, s := range stacks {
		at, template := byPath[s.Context.At.At.File], byPath[s.Template.Path]
		if at == nil || template == nil {
			continue
		}
		section := at.Section(out, "stack", stackName(s), s.Context.At.At.Line, s.Context.At.At.Column)
		for _, e := range s.Context.Environments {
			claim.Declares(out, section, e.Name, e.Why)
		}
		if len(s.Context.Environments) == 0 && s.Context.Stack != "" {
			suggests(out, section, s.Context.Stack, s.Context.At)
		}
		s.Set.Mention = section
		iam.Write(out, s.Set, s.Set.Write(out))
		s.Claim(out, section, template.Holder(out))
	}
	for _, at := range gaps {
		out.Gap(at, graph.TooLarge, "more contexts or steps than are evaluated; a part of this template was not")
	}
}

// stackName tells the sections of a file apart: the template, where it is another
// file, or the context's name.
func stackName(s *cloudformation.Stack) string {
	if s.Context.At.At.File != s.Template.Path && s.Context.Stack == "" && s.Context.Name == s.Context.At.At.File {
		return s.Template.Path
	}
	return s.Context.Name
}
