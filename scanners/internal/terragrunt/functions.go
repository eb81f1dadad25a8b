// SPDX-License-Identifier: Apache-2.0

package terragrunt

import (
	"maps"
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/scanners/internal/terraform"
)

// functionsHere are Terraform's functions and Terragrunt's own, as this frame
// sees them. https://terragrunt.gruntwork.io/docs/reference/hcl/functions
func (f *frame) functionsHere() map[string]function.Function {
	if f.functions != nil {
		return f.functions
	}
	all := f.t.functionsIn(f.dir)
	f.functions = maps.Clone(all)
	for name, says := range outside {
		f.functions[name] = asked(says)
	}
	for name, p := range map[string]func() string{
		"get_terragrunt_dir":          func() string { return absolute(f.dir) },
		"get_working_dir":             func() string { return absolute(f.dir) },
		"get_original_terragrunt_dir": func() string { return absolute(f.unit.Dir) },
		"get_repo_root":               func() string { return "/." },
		"get_path_from_repo_root":     func() string { return f.dir },
		"get_path_to_repo_root":       func() string { return relative(f.dir, ".") },
		"get_platform":                func() string { return "linux" },
	} {
		f.functions[name] = texts(func([]string) (cty.Value, bool) { return cty.StringVal(p()), true })
	}
	for name, p := range map[string]func(own, included string) string{
		"path_relative_to_include":   func(own, included string) string { return relative(included, own) },
		"path_relative_from_include": func(own, included string) string { return relative(own, included) },
		"get_parent_terragrunt_dir":  func(_, included string) string { return absolute(included) },
	} {
		f.functions[name] = texts(func(args []string) (cty.Value, bool) {
			included, ok := f.includedDir(args)
			return cty.StringVal(p(f.dir, included)), ok
		})
	}
	f.functions["find_in_parent_folders"] = f.finder()
	f.functions["read_terragrunt_config"] = f.reader()
	f.functions["get_env"] = environmentVariable
	f.functions["deep_merge"] = deepMerge
	f.functions["mark_as_read"], f.functions["mark_glob_as_read"] = first, first
	return f.functions
}

// outside are functions whose answer is not in any file.
var outside = map[string]string{
	"run_cmd":                                      "run_cmd(), which is never run",
	"sops_decrypt_file":                            "a file that sops encrypts",
	"read_tfvars_file":                             "read_tfvars_file()",
	"get_aws_account_id":                           "the AWS account in which this runs",
	"get_aws_account_alias":                        "the AWS account in which this runs",
	"get_aws_caller_identity_arn":                  "whoever runs this",
	"get_aws_caller_identity_user_id":              "whoever runs this",
	"get_terraform_command":                        "the command that is run",
	"get_terraform_commands_that_need_vars":        "Terragrunt's own list of commands",
	"get_terraform_cli_args":                       "the command that is run",
	"get_default_retryable_errors":                 "Terragrunt's own list of errors",
	"get_terragrunt_source_cli_flag":               "the command that is run",
	"constraint_check":                             "the version that is run",
	"get_terraform_commands_that_need_input":       "Terragrunt's own list of commands",
	"get_terraform_commands_that_need_locking":     "Terragrunt's own list of commands",
	"get_terraform_commands_that_need_parallelism": "Terragrunt's own list of commands",
	"timestamp":                                    "the time at which this runs",
}

// functionsIn are Terraform's for a folder; templates see them too.
func (t *Tree) functionsIn(dir string) map[string]function.Function {
	if t.functions[dir] == nil {
		t.functions[dir] = t.tf.Functions(dir)
	}
	return t.functions[dir]
}

var anything = function.Parameter{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true}

// dynamic is a function whose type is that of its answer.
func dynamic(f func(args []cty.Value) cty.Value) function.Function {
	rest := anything
	return function.New(&function.Spec{
		VarParam: &rest,
		Type:     func([]cty.Value) (cty.Type, error) { return cty.DynamicPseudoType, nil },
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return f(args), nil },
	})
}

// asked is a function whose answer is unknown and says on what it hangs.
func asked(hangs string) function.Function {
	return dynamic(func([]cty.Value) cty.Value { return terraform.Missing(hangs, graph.Location{}) })
}

var first = dynamic(func(args []cty.Value) cty.Value {
	if len(args) == 0 {
		return cty.DynamicVal
	}
	return args[0]
})

// texts is a function of known texts; not ok is unknown.
func texts(f func(args []string) (cty.Value, bool)) function.Function {
	return dynamic(func(args []cty.Value) cty.Value {
		list := make([]string, len(args))
		marks := make([]cty.ValueMarks, len(args))
		for i, a := range args {
			s, ok := text(a)
			if !ok {
				return cty.DynamicVal.WithSameMarks(a)
			}
			list[i] = s
			_, marks[i] = a.Unmark()
		}
		v, ok := f(list)
		if !ok {
			return terraform.Missing("a file that is not here", graph.Location{})
		}
		return v
	})
}

// environmentVariable is the default that the file gives; Terragrunt takes it
// where the variable is not set.
var environmentVariable = dynamic(func(args []cty.Value) cty.Value {
	if len(args) == 2 {
		return args[1]
	}
	name := "an environment variable"
	if len(args) == 1 {
		if s, ok := text(args[0]); ok && len(s) < 100 {
			name = "the environment variable " + s
		}
	}
	return terraform.Missing(name, graph.Location{})
})

// includedDir is the folder of the file that a function of the family of
// path_relative_to_include means: of the included file itself, else of the one
// that is included under a name. Without any it is the own folder.
func (f *frame) includedDir(args []string) (string, bool) {
	from := f
	if f.includer != nil {
		if len(args) == 0 {
			return path.Dir(f.cfg.path), true
		}
		from = f.includer
	}
	for _, in := range from.included() {
		if len(args) == 0 || in.name == args[0] {
			return path.Dir(in.cfg.path), true
		}
	}
	return f.dir, len(args) == 0
}

// finder is find_in_parent_folders: the first file of a name in the folders
// above, else what is given instead.
func (f *frame) finder() function.Function {
	return dynamic(func(args []cty.Value) cty.Value {
		names := []string{unitFile, "root.hcl"}
		if len(args) > 0 {
			name, ok := text(args[0])
			if !ok {
				return cty.DynamicVal.WithSameMarks(args[0])
			}
			names = []string{name}
		}
		for _, name := range names {
			for dir := f.dir; dir != "." && dir != "/"; {
				dir = path.Dir(dir)
				if found, ok := resolve(dir, name); ok && (f.t.has(found) || f.t.dirs[found]) {
					return cty.StringVal(absolute(found))
				}
			}
		}
		if len(args) > 1 {
			return args[1]
		}
		return terraform.Missing(strings.Join(names, " or ")+", which no folder above has", graph.Location{})
	})
}

// relative is the way from one folder of the tree to another.
func relative(from, to string) string {
	a, b := parts(from), parts(to)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	steps := strings.Split(strings.Repeat("../", len(a))+strings.Join(b, "/"), "/")
	if way := path.Join(steps...); way != "" {
		return way
	}
	return "."
}

func parts(dir string) []string {
	if dir = path.Clean(dir); dir == "." {
		return nil
	}
	return strings.Split(dir, "/")
}
