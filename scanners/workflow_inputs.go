// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
	"github.com/stagedoor/stagedoor/scanners/internal/doc"
)

// keyPairs are endings of names that make one credential: an id and its secret.
var keyPairs = [][2]string{{"ACCESS_KEY_ID", "SECRET_ACCESS_KEY"}, {"ACCESS_KEY_ID", "SECRET_KEY"}, {"ACCESS_KEY", "SECRET_KEY"}, {"KEY_ID", "APPLICATION_KEY"}}

// joinKeys makes one credential of an id and its secret that both come from
// secrets and are handed to the same step under names that belong together.
func (s *scene) joinKeys(with *doc.Node) {
	named := map[string][]graph.ID{}
	at := map[string]graph.Evidence{}
	take := func(b envBlock) {
		for k, n := range b.node.Entries() {
			if n.Kind != doc.Scalar || !b.in.template(n).Dynamic() {
				continue
			}
			var ids []graph.ID
			for _, u := range b.value(n, 0).secrets() {
				ids = append(ids, claim.Slot(s.out, s.section, "github_secret", s.slotKey(u), u.name, u.why))
			}
			name := strings.ToUpper(strings.ReplaceAll(k.Name, "-", "_"))
			named[name], at[name] = ids, b.in.read(n, "the id and the secret of one key")
		}
	}
	for _, b := range s.envs {
		take(b)
	}
	take(s.block(with))
	for _, name := range sortedKeys(named) {
		for _, p := range keyPairs {
			prefix, ok := strings.CutSuffix(name, p[0])
			if id, key := named[name], named[prefix+p[1]]; ok && len(id) == 1 && len(key) == 1 {
				s.out.Same(id[0], key[0], at[name])
				break
			}
		}
	}
}

// actionInputs tells the kind of what a well-known action takes.
func (s *scene) actionInputs(action string, with *doc.Node) {
	if action == "" {
		return
	}
	for k, n := range with.Entries() {
		kind := catalog.TokenForInput(action, k.Name)
		if kind == nil || n.Kind != doc.Scalar {
			continue
		}
		if !s.template(n).Dynamic() {
			line, column := s.yamlFile.start(n)
			claim.Token(s.out, s.section, kind.Type, k.Name, n.Value(), s.file.At(line, column))
			continue
		}
		if ids := s.slots(s.value(n)); len(ids) == 1 {
			claim.Kind(s.out, ids[0], kind.Type, s.read(n, "handed to "+action+" as its "+k.Name))
		}
	}
}

// deployActions change what runs somewhere.
var deployActions = []string{
	"amazon-ecs-deploy", "aws-actions/amazon-ecs-deploy-task-definition", "aws-actions/aws-cloudformation-github-deploy", "einaregilsson/beanstalk-deploy",
	"azure/webapps-deploy", "azure/functions-action", "azure/k8s-deploy", "azure/static-web-apps-deploy", "google-github-actions/deploy-cloudrun", "google-github-actions/deploy-appengine", "google-github-actions/deploy-cloud-functions",
	"akhileshns/heroku-deploy", "cloudflare/wrangler-action", "cloudflare/pages-action", "amondnet/vercel-action", "nwtgck/actions-netlify", "firebaseextended/action-hosting-deploy",
	"johnbeynon/render-deploy-action", "bervprojects/railway-deploy", "superfly/flyctl-actions", "digitalocean/app_action", "digitalocean/app_action/deploy", "serverless/github-action", "appleboy/ssh-action",
	"pulumi/actions", "cloud-gov/cg-cli-tools", "w9jds/firebase-action", "dawidd6/action-ansible-playbook", "deliverybot/helm", "scaleway/action-scw",
}

func isDeployAction(name string) bool { return slices.Contains(deployActions, name) }
