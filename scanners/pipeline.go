// SPDX-License-Identifier: Apache-2.0

package scanners

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/environment"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/claim"
)

// What jobs of all CI systems say alike: the settings that name an environment,
// the commands that deploy, the words in a job's own name.

// environmentSettings are names of variables, inputs and matrix dimensions whose
// value is an environment of the one who deploys. NODE_ENV, RAILS_ENV, APP_ENV
// and their kin are not among them: they choose a mode of the program, and are
// production on staging servers.
var environmentSettings = []string{
	"environment", "env", "env_name", "environment_name", "env_slug", "environment_slug", "deploy_env", "deployment_env", "deploy_environment",
	"deployment_environment", "deploy_target", "deploy_to", "target_env", "target_environment", "stage", "deploy_stage", "tf_workspace", "terraform_workspace",
	"pulumi_stack", "stack_name", "aws_env", "infra_env", "release_env",
}

// isEnvironmentSetting reports whether a setting's value is an environment.
func isEnvironmentSetting(setting string) bool {
	return slices.Contains(environmentSettings, strings.ReplaceAll(strings.ToLower(setting), "-", "_"))
}

// tiered reads the value of such a setting: only a name that is one environment's
// word says something.
func tiered(name string) (string, bool) {
	d, ok := environment.OfName(name)
	return name, ok && d.Tier != graph.Untiered && d.Basis >= graph.Named
}

// deploying are commands that change what runs somewhere. They are matched in
// text that a job runs; nothing is run.
var deploying = lazily.Compile(`(?m)(^|[\s;&|(/])(` + strings.Join([]string{
	`fly(ctl)? deploy`, `railway (up|redeploy)`, `vercel\b[^\n]*--prod`, `wrangler (deploy|publish|pages deploy)`, `kubectl\b[^\n]* (apply|set image|rollout restart|replace|patch)`,
	`helm\b[^\n]* (upgrade|install)`, `helmfile\b[^\n]* (apply|sync)`, `(terraform|tofu|terragrunt)\b[^\n]* (apply|destroy)`, `(sls|serverless) (deploy|remove)`, `sst (deploy|remove)`, `cdk deploy`,
	`netlify deploy`, `git push\b[^\n]*heroku`, `heroku (container:release|run|pg:)`, `gcloud (run|app|functions)( services)? deploy`, `aws (ecs update-service|lambda update-function-code|deploy create-deployment|cloudformation deploy)`,
	`sam deploy`, `firebase deploy`, `kamal (deploy|redeploy|setup)`, `cap \w+ deploy`, `docker[ -]compose\b[^\n]* up\b[^\n]* (-d|--detach)`, `docker stack deploy`, `eb deploy`, `pulumi up`, `cf (push|rename|v3-push)`,
	`supabase (db push|functions deploy)`, `(prisma|npx prisma) (migrate deploy|db push)`, `convex deploy`, `ansible-playbook`, `copilot (svc )?deploy`, `doctl apps (create-deployment|update)`, `hokusai (staging|production|pipeline)`,
}, "|") + `)\b`)

// flagged are options of deploying commands whose value is an environment. Tools
// that build (webpack, ng, npm) have an --env too, and mean a mode by it.
var flagged = []*lazily.Regexp{
	lazily.Compile(`(?m)\b(?:wrangler|flyctl|fly|sls|serverless|railway|sst|copilot|eas|convex|infisical)\b[^\n|;&]*?\s(?:--env|--environment|--stage|-e|-s)[ =]["']?([A-Za-z][A-Za-z0-9_-]{1,30})\b`),
	lazily.Compile(`(?m)\bkamal\b[^\n|;&]*?\s(?:-d|--destination)[ =]["']?([A-Za-z][A-Za-z0-9_-]{1,30})\b`),
	lazily.Compile(`(?m)\b(?:terraform|tofu)\b[^\n|;&]* workspace select (?:-or-create(?:=true)? )?["']?([A-Za-z][A-Za-z0-9_-]{1,30})\b`),
	lazily.Compile(`(?m)\bpulumi\b[^\n|;&]*? (?:stack select |--stack[ =]|-s )["']?(?:[A-Za-z0-9_.-]+/)*([A-Za-z][A-Za-z0-9_-]{1,30})\b`),
	lazily.Compile(`(?m)\bcap ([a-z][a-z0-9_-]{1,30}) deploy`),
	lazily.Compile(`(?m)\bhokusai (staging|production) (?:deploy|run|refresh)`),
}

// filed are files whose name is an environment's, as options of any command. The
// whole line is matched, so that inert ones can be told.
var (
	filed = []*lazily.Regexp{
		lazily.Compile(`(?m)^[^\n]*\s(?:-c|--config|-f|--file|--values|--env-file)[ =]?["']?(?:[A-Za-z0-9_./-]*/)?(?:fly|wrangler|values|docker-compose|compose|\.env|helmfile)[.-]([A-Za-z][A-Za-z0-9_-]{1,30})\.(?:toml|jsonc?|ya?ml)\b[^\n]*`),
		lazily.Compile(`(?m)^[^\n]*\s-var-file[ =]["']?(?:[A-Za-z0-9_./-]*/)?([A-Za-z][A-Za-z0-9_-]{1,30})\.tfvars\b[^\n]*`),
	}
	inert = lazily.Compile(`\s(config|lint|template|validate|build|fmt|check|convert|--dry-run)(\s|=|$|["'])|dry-run=client`)
)

// A flag is an environment that a command names, at a byte offset.
type flag struct {
	name   string
	offset int
}

// flagsOf finds the environments that commands name in their options, in the
// order of the text, each once.
func flagsOf(text secret.Value) (found []flag) {
	for _, re := range slices.Concat(flagged, filed) {
		for _, m := range text.Spans(re.Get(), 50) {
			if text.Slice(m[0], m[1]).Matches(inert.Get()) {
				continue
			}
			word, ok := secret.Word(text.Slice(m[2], m[3]))
			if !ok {
				continue
			}
			if name, ok := tiered(word); ok && !slices.ContainsFunc(found, func(f flag) bool { return f.name == name }) {
				found = append(found, flag{name, m[2]})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b flag) int { return a.offset - b.offset })
	return found
}

// A hint is an environment that a job's own words suggest.
type hint struct {
	name string
	why  graph.Evidence
}

// doings are words that say what a job does where they stand in its name, not
// where it does it: a review of dependencies, an integration test, CI.
var doings = []string{
	"ci", "e2e", "test", "tests", "testing", "integration", "int", "validation", "review", "perf", "performance", "perftest", "load", "loadtest", "load test",
	"training", "trial", "acceptance", "sit", "pentest", "local", "lab", "experimental", "prototype", "sandbox", "playground", "stage", "live", "demo",
}

// wordHint reads a longer name that may contain an environment word: a job's,
// a workflow's, a step's. It is a guess.
func wordHint(name string, at graph.Location, says string) (hint, bool) {
	d, ok := environment.OfWord(name)
	if !ok || d.Tier == graph.Untiered || d.Name == "" || slices.Contains(doings, strings.ToLower(d.Name)) {
		return hint{}, false
	}
	return hint{d.Name, graph.Evidence{Basis: graph.Guessed, At: at, Says: says}}, true
}

func declare(out *graph.Facts, holder graph.ID, hints ...hint) {
	for _, h := range hints {
		claim.Declares(out, holder, h.name, h.why)
	}
}

// noteDeploys says that a job acts on its environment.
func noteDeploys(out *graph.Facts, holder graph.ID, why graph.Evidence) {
	out.Note(holder, graph.Trait{Name: graph.Deploys}, graph.Yes, why)
}

// mainBranches are what people call the branch that is released.
var mainBranches = []string{"main", "master", "trunk"}

// branchHint says which environment a branch feeds, judged by its name. A main
// branch feeds production only where another branch of the same pipeline is
// named after something below it: in many repositories it feeds staging.
func branchHint(branch string, others []string, at graph.Location) (hint, bool) {
	if name, ok := tiered(branch); ok {
		return hint{name, graph.Evidence{Basis: graph.Guessed, At: at, Says: "runs on the branch " + branch}}, true
	}
	if !slices.Contains(mainBranches, branch) {
		return hint{}, false
	}
	for _, o := range others {
		if d, ok := environment.OfName(o); ok && d.Tier.Below() {
			return hint{"production", graph.Evidence{Basis: graph.Guessed, At: at, Says: "runs on the main branch, beside a branch " + o}}, true
		}
	}
	return hint{}, false
}
