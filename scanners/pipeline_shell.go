// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// GitLab and CircleCI give a job its secrets as variables, without saying which:
// what a job reads is known only by the names that its commands use.

var (
	variableUse  = lazily.Compile(`\$\{?([A-Za-z_][A-Za-z0-9_]*)`)
	variableGive = lazily.Compile(`(?m)(?:^|[\s;&|(])(?:export\s+|local\s+|readonly\s+|declare\s+(?:-\w+\s+)?)?([A-Za-z_][A-Za-z0-9_]*)=|\b(?:for|read(?:\s+-\w+)*)\s+([A-Za-z_][A-Za-z0-9_]*)`)
	secretWord   = lazily.Compile(`(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|KEY|APIKEY|CREDENTIALS?|CREDS|DSN|AUTH|KUBECONFIG|KUBE_CONFIG|PAT|JWT|PRIVATE_KEY|KEYFILE|SERVICE_ACCOUNT|SA_JSON|DATABASE_URL|DB_URL|DATABASE_URI|MONGO_URI|MONGODB_URI|REDIS_URL|CONNECTION_STRING|WEBHOOK)(_|$)`)
	notSecret    = lazily.Compile(`^(CI|GITLAB|CIRCLE|GITHUB|FF|RUNNER|NODE|NPM_CONFIG_CACHE|CACHE)_|_(CACHE_KEY|PUBLIC_KEY|KEY_NAME|KEY_PATH|KEY_FILE|TOKEN_PATH|SECRET_NAME|CHECKSUM)$|^(CACHE_KEY|SSH_AUTH_SOCK|OLDPWD|PWD)$`)
)

// A usedVariable is a variable that a text uses, at a byte offset.
type usedVariable struct {
	name   string
	offset int
}

// secretVariables lists the variables of a text whose name says that they hold a
// secret, and which the text does not give a value itself.
func secretVariables(text secret.Value, given map[string]bool) (used []usedVariable) {
	own := assigned(text)
	for _, m := range text.Spans(variableUse.Get(), 2000) {
		name, ok := secret.Variable(text.Slice(m[2], m[3]))
		if !ok || own[name] || given[name] || !holdsSecret(name) || slices.ContainsFunc(used, func(u usedVariable) bool { return u.name == name }) {
			continue
		}
		used = append(used, usedVariable{name, m[0]})
	}
	return used
}

// assigned are the variables that a text gives a value itself.
func assigned(text secret.Value) map[string]bool {
	own := map[string]bool{}
	for _, m := range text.Spans(variableGive.Get(), 2000) {
		for _, g := range []int{2, 4} {
			if m[g] >= 0 {
				name, _ := secret.Variable(text.Slice(m[g], m[g+1]))
				own[name] = true
			}
		}
	}
	return own
}

// holdsSecret judges a variable by its name alone.
func holdsSecret(name string) bool {
	if name != strings.ToUpper(name) || notSecret.MatchString(name) {
		return false
	}
	return secretWord.MatchString(name) || len(catalog.TokensForVariable(name)) > 0
}

// keyPartner is the name of the secret that belongs to an id, or "".
func keyPartner(name string) []string {
	var partners []string
	for _, p := range keyPairs {
		if i := strings.LastIndex(name, p[0]); i >= 0 && (i == 0 || name[i-1] == '_') {
			partners = append(partners, name[:i]+p[1]+name[i+len(p[0]):])
		}
	}
	return partners
}

// serviceNames begin the variables that database images read: in a job with
// services they belong to a container that lives as long as the job.
var serviceNames = lazily.Compile(`^(POSTGRES|POSTGRESQL|MYSQL|MARIADB|MONGO_INITDB|RABBITMQ_DEFAULT|REDIS)_`)

// environmentName is an environment's name as it may be shown, each part that is
// only known at run time as *: "review/*".
func environmentName(parts []string) string {
	name := strings.Join(parts, "")
	if strings.Trim(name, "*/-_ ") == "" || len(name) > 120 {
		return ""
	}
	return name
}

// joinByName makes one credential of each id and secret whose names belong
// together.
func joinByName(out *graph.Facts, slots map[string]graph.ID, why graph.Evidence) {
	for _, name := range sortedKeys(slots) {
		for _, partner := range keyPartner(name) {
			if other, ok := slots[partner]; ok && partner != name {
				out.Same(slots[name], other, why)
				break
			}
		}
	}
}

// claimRole makes an AWS role that somebody speaks as, by its name or, where that
// is not written, by what holds it.
func claimRole(out *graph.Facts, holder, who graph.ID, role secret.Value, key, name string, why graph.Evidence) {
	if arn, ok := secret.ARN(role); ok {
		key, name = arn, arn
	}
	if key == "" {
		return
	}
	id := out.Node(graph.Thing{Kind: graph.Identity, Type: "aws_iam_role", Key: key, Name: name}, why)
	out.Note(id, graph.Trait{Name: graph.ManagedIdentity}, graph.Yes, why)
	out.Link(graph.Edge{From: who, Verb: graph.SpeaksAs, To: id}, why)
	if m, _, ok := role.Find(awsAccount.Get()); ok {
		if account, ok := secret.Word(m); ok {
			claim.Scope(out, holder, "aws_account", "aws_account/"+account, account, why)
		}
	}
}
