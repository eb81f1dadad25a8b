// SPDX-License-Identifier: Apache-2.0

package iam

import (
	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/declared"
)

// speaks is how a format says that what runs somewhere speaks as an identity.
type speaks struct {
	attr    string
	through string // the attribute of what lies between: an instance profile's role
}

// runners run code as an identity. Each is a holder in its set's environment.
var runners = map[string]speaks{
	"aws_lambda_function":              {"role", ""},
	"aws_instance":                     {"iam_instance_profile", "role"},
	"aws_launch_template":              {"iam_instance_profile.name", "role"},
	"aws_ecs_task_definition":          {"task_role_arn", ""},
	"aws_codebuild_project":            {"service_role", ""},
	"aws_apprunner_service":            {"instance_configuration.instance_role_arn", ""},
	"aws_eks_pod_identity_association": {"role_arn", ""},
	"AWS::Lambda::Function":            {"Role", ""},
	"AWS::Serverless::Function":        {"Role", ""},
	"AWS::ECS::TaskDefinition":         {"TaskRoleArn", ""},
	"AWS::EC2::Instance":               {"IamInstanceProfile", "Roles"},
	"AWS::CodeBuild::Project":          {"ServiceRole", ""},
	"google_cloud_run_service":         {"template.spec.service_account_name", ""},
	"google_cloud_run_v2_service":      {"template.service_account", ""},
	"google_cloud_run_v2_job":          {"template.template.service_account", ""},
	"google_cloudfunctions2_function":  {"service_config.service_account_email", ""},
	"google_compute_instance":          {"service_account.email", ""},
}

// keys are access keys that a set makes for an identity. Their secrets stand in
// its state.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key
var keys = map[string]string{
	"aws_iam_access_key":         "user",
	"AWS::IAM::AccessKey":        "UserName",
	"google_service_account_key": "service_account_id",
}

// speakers draws what runs as, or holds a key of, an identity of the set.
func (w *World) speakers() {
	for _, r := range w.own {
		if s, ok := runners[r.Type]; ok {
			for v := range r.Body.All(s.attr) {
				for _, a := range w.behind(v, s.through) {
					w.runner(r, v, a)
				}
			}
		}
		if attr, ok := keys[r.Type]; ok {
			for _, a := range w.actorsOf(r.Body.Get(attr)) {
				w.key(r, a)
			}
		}
	}
}

// behind are the identities that a value names, or that what it names leads to.
func (w *World) behind(v declared.Value, through string) []*actor {
	if through == "" {
		return w.actorsOf(v)
	}
	var found []*actor
	between := w.named(v)
	if name, ok := v.Word(); ok && len(between) == 0 {
		for _, r := range w.own {
			if n, known := r.Body.Get("name").Word(); known && n == name && r.Type == "aws_iam_instance_profile" {
				between = append(between, r)
			}
		}
	}
	for _, r := range between {
		for _, x := range each(r.Body.Get(through)) {
			found = append(found, w.actorsOf(x)...)
		}
	}
	return found
}

func (w *World) runner(r *declared.Resource, v declared.Value, a *actor) {
	at := graph.Evidence{Basis: graph.ReadInFile}
	if len(r.At) > 0 {
		at = r.At[0]
	}
	id := w.out.Node(graph.Thing{Kind: graph.Holder, Type: "workload", Key: w.out.Local(w.set.Key, r.Address) + "#workload", Name: r.Address}, at)
	w.out.Link(graph.Edge{From: id, Verb: graph.Within, To: w.mention(r)}, at)
	why := graph.Evidence{Basis: graph.ReadInFile, At: first(ownPlace(v, r), r.At), Says: "what runs here speaks as it"}
	w.out.Link(graph.Edge{From: id, Verb: graph.SpeaksAs, To: a.id}, why)
}

func (w *World) key(r *declared.Resource, a *actor) {
	at := graph.Evidence{Basis: graph.ReadInFile}
	if len(r.At) > 0 {
		at = r.At[0]
	}
	at.Says = "a key of it is made here; the secret stands in the state"
	id := w.out.Node(graph.Thing{Kind: graph.Slot, Type: r.Type, Key: w.out.Local(w.set.Key, r.Address), Name: r.Address}, at)
	w.out.Link(graph.Edge{From: id, Verb: graph.Within, To: w.mention(r)}, at) // who reads the file does not read the key
	w.out.Link(graph.Edge{From: id, Verb: graph.SpeaksAs, To: a.id}, at)
}

// mail is a service account's address, where it is known.
func mail(v declared.Value) (string, bool) {
	if !v.IsScalar() {
		return "", false
	}
	return secret.Email(v.Scalar)
}
