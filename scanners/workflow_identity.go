// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// mayAskIdentity reports whether a job may ask for an OIDC token: `id-token:
// write`, which no default grants. A job's permissions replace the workflow's.
// https://docs.github.com/en/actions/concepts/security/openid-connect
func (fr *frame) mayAskIdentity(job *doc.Node) bool {
	permissions := job.Get("permissions")
	if permissions == nil {
		permissions = fr.root.Get("permissions")
	}
	if permissions == nil {
		return fr.isCalled() && fr.identity
	}
	return permissions.Text("write-all") != "" || permissions.Get("id-token").Text("write") != ""
}

// identities makes the identity that a cloud's login action takes on. A role
// that is taken with a stored key belongs to the key, one taken with a token of
// the run to the job.
func (s *scene) identities(action string, with *doc.Node, d *delivery) {
	switch action {
	case "aws-actions/configure-aws-credentials":
		s.awsRole(with, d)
	case "google-github-actions/auth":
		if d.identity && with.Has("workload_identity_provider") && !with.Has("credentials_json") {
			s.googleAccount(with)
		}
	case "azure/login":
		if d.identity && with.Has("client-id") && !with.Has("creds") {
			s.azureApplication(with)
		}
	}
}

func (s *scene) awsRole(with *doc.Node, d *delivery) {
	n := with.Get("role-to-assume")
	if n == nil {
		return
	}
	who := []graph.ID{s.section}
	if key := with.Get("aws-access-key-id"); key != nil {
		if who = s.slots(s.value(key)); len(who) == 0 {
			return
		}
	} else if !d.identity {
		return
	}
	s.each(n, "aws_iam_role", func(v secret.Value) (key, name string, ok bool) {
		arn, ok := secret.ARN(v)
		return arn, arn, ok
	}, func(role graph.ID, v secret.Value) {
		for _, w := range who {
			s.speaks(w, role, n, "takes on the role")
		}
		if m, _, ok := v.Find(awsAccount.Get()); ok {
			if account, ok := secret.Word(m); ok {
				claim.Scope(s.out, s.section, "aws_account", "aws_account/"+account, account, s.read(n, "the account of the role"))
			}
		}
	})
}

var (
	awsAccount    = lazily.Compile(`^arn:aws[a-z-]*:iam::(\d{12}):`)
	googleProject = lazily.Compile(`@([a-z0-9.:-]+)\.iam\.gserviceaccount\.com$`)
)

func (s *scene) googleAccount(with *doc.Node) {
	n := with.Get("service_account")
	if n == nil { // a direct federation: the pool's principal itself
		n = with.Get("workload_identity_provider")
		s.each(n, "google_workload_identity", func(v secret.Value) (key, name string, ok bool) {
			w, ok := secret.Word(v)
			return "google_workload_identity/" + w, w, ok
		}, func(id graph.ID, _ secret.Value) { s.speaks(s.section, id, n, "federates with Google Cloud") })
		return
	}
	s.each(n, "google_service_account", func(v secret.Value) (key, name string, ok bool) {
		mail, ok := secret.Email(v)
		return "google_service_account/" + mail, mail, ok
	}, func(id graph.ID, v secret.Value) {
		s.speaks(s.section, id, n, "federates as the service account")
		if m, _, ok := v.Find(googleProject.Get()); ok {
			if project, ok := secret.Word(m); ok {
				scope := claim.Scope(s.out, s.section, "google_project", "google_project/"+project, project, s.read(n, "the project of the service account"))
				s.out.Link(graph.Edge{From: id, Verb: graph.Opens, To: scope}, s.read(n, "a service account acts in its project; what it may do there is not in this file"))
			}
		}
	})
}

func (s *scene) azureApplication(with *doc.Node) {
	n := with.Get("client-id")
	uuid := func(typ string) func(secret.Value) (string, string, bool) {
		return func(v secret.Value) (key, name string, ok bool) {
			id, ok := secret.UUID(v)
			return typ + "/" + id, id, ok
		}
	}
	s.each(n, "azure_application", uuid("azure_application"), func(id graph.ID, _ secret.Value) {
		s.speaks(s.section, id, n, "federates as the application")
		if sub := with.Get("subscription-id"); sub != nil && !s.template(sub).Dynamic() {
			if text, ok := secret.UUID(sub.Value()); ok {
				scope := claim.Scope(s.out, s.section, "azure_subscription", "azure_subscription/"+text, text, s.read(sub, "the subscription that the login chooses"))
				s.out.Link(graph.Edge{From: id, Verb: graph.Opens, To: scope}, s.read(sub, "an application acts in its subscription; what it may do there is not in this file"))
			}
		}
	})
}

// each makes an identity of each thing that a scalar may come to: by its own
// name where that is written, else by the secret or variable that holds it, kept
// apart by environment as these are.
func (s *scene) each(n *doc.Node, typ string, form func(secret.Value) (key, name string, ok bool), found func(graph.ID, secret.Value)) {
	v := s.value(n)
	why := s.read(n, "")
	add := func(key, name string, text secret.Value) {
		id := s.out.Node(graph.Thing{Kind: graph.Identity, Type: typ, Key: key, Name: name}, why)
		s.out.Note(id, graph.Trait{Name: graph.ManagedIdentity}, graph.Yes, why)
		found(id, text)
	}
	if !s.template(n).Dynamic() {
		if key, name, ok := form(n.Value()); ok {
			add(key, name, n.Value())
		}
		return
	}
	for _, text := range v.known() {
		if key, name, ok := form(secret.New(text)); ok {
			add(key, name, secret.New(text))
		}
	}
	shape, ok := s.template(n).Shape()
	if !ok || len(v.uses) != 1 {
		return
	}
	u := v.uses[0]
	key, name := strings.Replace(s.slotKey(u), u.kind, typ+" of "+u.kind, 1), u.name
	if shape != "*" { // arn:aws:iam::*:role/deploy: roles of one account differ by the rest
		key, name = key+" "+shape, shape+" ("+u.name+")"
	}
	add(key, name, secret.Value{})
}

func (s *scene) speaks(from, as graph.ID, n *doc.Node, says string) {
	s.out.Link(graph.Edge{From: from, Verb: graph.SpeaksAs, To: as}, s.read(n, says))
}
