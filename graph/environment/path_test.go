// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"strings"
	"testing"
)

// pathTable is judgement, written by hand: a path alone, without others around
// it, and what it says: a tier and a basis, or "-" for nothing.
const pathTable = `
# dotenv
.env                                             -
.env.local                                       -                    goes on top of any environment
.env.staging                                     staging named
.env.production                                  production named
.env.prod                                        production named
.env.production.local                            production named     the override of production's
.env.development                                 development named
.env.development.local                           development named
.env.dev                                         development named
.env.test                                        test named
.env.uat                                         test named
.env.live                                        production named
.env.preprod                                     staging named
.env.demo                                        development named
.env.preview                                     preview named
.env.shared                                      shared named
.env.common                                      shared named
.env.railway.staging.all                         staging named
.env.db.prod                                     production named
.env.docker-compose                              -
.env-prod                                        production named
.env_staging                                     staging named
.env.production.bak                              production named     put aside, and still production's
.env.production.enc                              production named
.env.keys                                        -
.env.vault                                       -
.env.example                                     -
.env.production.example                          -
.env.staging.sample                              -
.env.prod.template                               -
.env.product                                     -
.env.main                                        -
.env.release                                     -
.env.latest                                      -
apps/web/.env.staging                            staging named
env/staging.env                                  staging named
env/prod.env                                     production named
helmfile/overrides/production.env                production named
config/env/.env.production.example               -
.dev.vars                                        development named
.dev.vars.staging                                staging named
.envrc                                           -

# platforms
fly.toml                                         -
fly.staging.toml                                 staging named
fly.production.toml                              production named
fly.prod.toml                                    production named
fly.api.production.toml                          production named
fly.preview.toml                                 preview named
railway.json                                     -
railway.staging.json                             staging named
railway.production.toml                          production named
render.staging.yaml                              staging named
wrangler.staging.toml                            staging named
backups/wrangler.production.toml                 production named
manifest-prod.yml                                production named
manifest-staging.yml                             staging named
manifest_stage.yml                               staging named
Procfile.staging                                 staging named
Pulumi.yaml                                      -
Pulumi.prod.yaml                                 production named
Pulumi.dev.yaml                                  development named
Pulumi.acme-prod.yaml                            production named
serverless.staging.yml                           staging named
app.staging.yaml                                 staging named
deployment_config/prod_vars.yml                  production named
deployment_config/sandbox_vars.yml               development named
deploy-config/production.yml                     production named
deploy-config/demo.yml                           development named
config/deploy.staging.yml                        staging named        Kamal's destination
saas/config/deploy.production.yml                production named
saas/config/deploy.beta.yml                      -
config/deploy/staging.rb                         staging named        Capistrano's stage
config/deploy/production.rb                      production named
.kamal/secrets.production                        production named
saas/.kamal/secrets.staging                      staging named
hokusai/staging.yml                              staging named

# compose
docker-compose.yml                               -
docker-compose.override.yml                      -
docker-compose.prod.yml                          production named
docker-compose.production.yml                    production named
docker-compose.staging.yml                       staging named
docker-compose.dev.yml                           development named
docker-compose.local.yml                         development named
docker-compose.test.yml                          test named
docker-compose.ci.yml                            test named
docker-compose-prod.yml                          production named
docker-compose.prod.monitoring.yml               production named
docker-compose.monitoring.yml                    -
compose.staging.yaml                             staging named
compose/production/postgres/Dockerfile           production named     by its folder
staging.yml                                      staging named
production.yml                                   production named
docker-compose.dev-tools.yml                     -
docker-compose.product.yml                       -

# helm, kustomize, kubernetes
values.yaml                                      -
values-prod.yaml                                 production named
values-production.yaml                           production named
values.production.yaml                           production named
values-staging.yaml                              staging named
values-preprod.yaml                              staging named
values-uat.yaml                                  test named
values-prod-eu.yaml                              production named
values-integration.yaml                          test named
values-common.yaml                               shared named
values-product.yaml                              -
helm_deploy/shop/values-staging.yaml             staging named
overlays/prod/kustomization.yaml                 production named
k8s/overlays/staging/secret.yaml                 staging named
k8s/overlays/dev/secret.yaml                     development named
k8s/overlays/test/secret.yaml                    test named
k8s/staging/backend.yaml                         staging named
k8s/dev/backend.yaml                             development named
k8s/base/backend.yaml                            -
clusters/production/flux-system/gotk-sync.yaml   production named
clusters/prod-eu/apps.yaml                       production named
clusters/shop-prod/apps.yaml                     production guessed
components/kueue/production/base/operator.yaml   production named
components/backup/staging/lightwell-dev/patch.yaml   staging named    the whole word beats a word inside a longer one
components/ui/production/stone-prod-p01/dex.yaml production named
shop-prod-db.yaml                                production guessed
shop-dev.yaml                                    development guessed
kubernetes/deployment-staging.tmpl               staging guessed
kubeconfig.prod.yaml                             production named

# terraform
main.tf                                          -
envs/production/main.tf                          production named
envs/prod/modules/staging-bucket.tf              production named
environments/staging/main.tf                     staging named
environments/staging/us-east-1/main.tf           staging named
environments/test/main.tf                        test named
environments/live/main.tf                        production named
environments/common/main.tf                      shared named
live/prod/us-east-1/rds/terragrunt.hcl           production named
live/us-east-1/dev/terragrunt.hcl                development named
non-prod/us-east-1/qa/terragrunt.hcl             development named
production.tfvars                                production named
dev.tfvars                                       development named
test.tfvars                                      test named
aat.tfvars                                       test named
production.tfvars.json                           production named
prod.auto.tfvars                                 production named
terraform.tfvars                                 -
terraform.staging.tfvars                         staging named
infra-staging.s3.tfbackend                       staging named
production_backend.tfvars                        production named
workspace-variables/preprod.tfvars.json          staging named
terraform/environments/shop/main.tf              -
terraform/production/main.tf                     production named
terraform/development/main.tf                    development named
ops/terraform/staging/main.tf                    staging named
infra/staging/terraform.tfvars.example           -
infra/environments/prod/prod_nci/us-east-1/kms.tf    production named
prod1/main.tf                                    production named
preprod/main.tf                                  staging named
nonprod/main.tf                                  development named
nonproduction/main.tf                            development named

prod.tf                                          production guessed   all of a folder's .tf are read together
terraform/variables-test.tf                      -
terraform/rds/variables-common.tf                -

# frameworks' configuration
appsettings.json                                 -
appsettings.Staging.json                         staging named
appsettings.Production.json                      production named
appsettings.Development.json                     development named
application-prod.yml                             production named
application-test.properties                      test named
application.yml                                  -
config/config.production.json                    production named
config/dev.yaml                                  development named
secrets.prod.yaml                                production named
config/credentials/production.yml.enc            production named
config/environments/production.rb                -                    code: a mode of the program
config/environments/staging.rb                   -
settings/production.py                           -
src/environments/environment.prod.ts             -
webpack.prod.js                                  -
tsconfig.prod.json                               -
requirements/production.txt                      -
requirements-dev.txt                             -
Dockerfile.prod                                  -                    an image is built once and runs everywhere
docker/Dockerfile.production                     -
group_vars/production.yml                        production named
group_vars/production/vault.yml                  production named
inventories/dev/hosts.yml                        development named
inventory/staging                                staging named

# workflows and scripts
.github/workflows/deploy-production.yml          production guessed
.github/workflows/deploy-staging.yml             staging guessed
.github/workflows/staging.yml                    staging guessed
.github/workflows/deploy-dev.yml                 development guessed
.github/workflows/deploy-preview.yml             preview guessed
.github/workflows/deploy-test.yml                -
.github/workflows/test.yml                       -
.github/workflows/ci.yml                         -
.github/workflows/main.yml                       -
.github/workflows/release.yml                    -
.github/workflows/preview.yml                    -
.github/workflows/promote-staging-to-production.yml  -                two tiers
scripts/deploy-prod.sh                           production guessed
bin/migrate-staging                              staging guessed
copy-prod-to-staging.sh                          -
backend/scripts/complete-flow-test.sh            -
infra/staging/database-restore.sh                staging named

bin/dev                                          -                    starts something, wherever
scripts/preview.sh                               -
dev.yaml                                         development guessed
sandbox.sh                                       -
scripts/web/prod.sh                              production guessed
hokusai/ci.sh                                    -
scripts/local-dev.sh                             development guessed
Services/serviceDependencies.local.json          -

# folders that mean other things
src/http/controllers/production/config.json      -                    what a factory does
src/pages/pipeline-stage/page.json               -                    a step
app/views/public_preview/card.html.erb           -
db/migrations/20260101_fix_prod/migration.sql    -
src/deploy/production/config.json                production named     where environments are kept
android/app/src/staging/google-services.json     -                    a build's flavour, alone
src/main/resources/application.yml               -
test/fixtures/config.yml                         -
tests/e2e/.env.production                        -
testdata/production/.env                         -
spec/production.yml                              -
e2e/staging/config.json                          -
integration/db.yml                               -
dev/docker.yml                                   -                    may be for developers
demo/app.yml                                     -
common/vars.yml                                  -
release/notes.yml                                -
ci/build.yml                                     -
docs/production/secret.yaml                      -
examples/prod/main.tf                            -
envs/prod/README.md                              -
node_modules/pkg/production.json                 -
vendor/pkg/config/production.yml                 -
product/config.yml                               -
productivity/prod-ready.md                       -
reproduction/config.yml                          -
live-reload/config.yml                           -
staging_area/config.yml                          -
staging-area.yml                                 -
live.cloud-platform.example/shop/main.tf         -
tools/dev-tools/config.yml                       -
team-dev/secrets.yaml                            development guessed
load-test/config.yml                             -
master/config.yml                                -
latest/config.yml                                -
`

func TestPathsByJudgement(t *testing.T) {
	rows, right := 0, 0
	for line := range strings.Lines(pathTable) {
		line, _, _ = strings.Cut(line, "  # ")
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		rows++
		want := f[1]
		if want != "-" {
			want += " " + f[2]
		}
		got := "-"
		if d, ok := OfPath(f[0]); ok {
			got = string(d.Tier) + " " + d.Basis.String()
			if n, known := OfName(d.Name); !known || n.Tier != d.Tier {
				t.Errorf("%s: the name %q has another tier (%s) than the path (%s)", f[0], d.Name, n.Tier, d.Tier)
			}
			if d.Why == "" {
				t.Errorf("%s: no reason", f[0])
			}
		}
		if got == want {
			right++
			continue
		}
		t.Errorf("%s: %s, want %s", f[0], got, want)
	}
	if t.Logf("%d of %d paths", right, rows); rows < 120 {
		t.Errorf("only %d paths", rows)
	}
}
