// SPDX-License-Identifier: Apache-2.0

package environment

// toolForms are first words of files of which tools read one for each
// environment, by a documented convention. Beside them a word of an environment
// is believed even in a longer name: docker-compose.shop-prod.yml.
//
//	https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/
//	https://fly.io/docs/launch/monorepo/
//	https://docs.spring.io/spring-boot/reference/features/external-config.html
//	https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/
//	https://developers.cloudflare.com/workers/local-development/environment-variables/
var toolForms = set(`env envrc compose dockercompose values fly railway render wrangler netlify vercel appsettings application manifest
	pulumi serverless samconfig helmfile skaffold procfile tfvars tfbackend kamal dotenv`)

// configForms are first or last words of configuration files. Beside them a word
// of an environment is believed where nothing else is in the name:
// config.production.json, prod_vars.yml, secrets.staging.yaml.
var configForms = set(`config configuration conf cfg settings secrets secret credentials parameters params vars vals variables inventory hosts backend
	terragrunt terraform cloudbuild kubeconfig app web override overrides auto s3 bootstrap docker`)

// endings of files whose whole content belongs to the environment in their name.
var endingForms = set(`env tfvars tfbackend vars backend`)

// dottedForms name an environment only behind a dot: Kamal reads
// config/deploy.staging.yml, and deploy-staging.yml is anything.
var dottedForms = set(`deploy`)

// buildForms are files of programs that build or test: the word in their name is
// a mode. An image or a bundle is built once and runs everywhere.
var buildForms = set(`dockerfile containerfile webpack tsconfig jsconfig jest babel babelrc vite vitest rollup eslint eslintrc tslint angular karma
	ngsw package playwright cypress requirements gemfile pipfile pyproject constraints esbuild metro nodemon postcss tailwind phpunit
	pytest mocharc swcrc readme changelog prd`)

// configEndings are endings of files that configure or deploy. In any other
// file (code, prose, pictures) the name says nothing.
var configEndings = set(`yaml yml json jsonc json5 toml ini cfg conf config env properties tf tfvars tfbackend hcl xml plist vars backend
	sh bash zsh fish ps1 bat cmd mk nomad bicep bicepparam envrc pem key p12 pfx jks crt cer kubeconfig service timer stack jsonnet libsonnet
	cue dhall ejson kdbx netrc npmrc token creds credentials secret secrets txtvars`)

// wrappers are endings that hide the one that counts: encrypted, rendered or put
// aside, the content is the same environment's.
var wrappers = set(`enc gpg age sops asc encrypted vault j2 jinja jinja2 tmpl tpl gotmpl erb bak old orig backup save disabled swp`)

// proseEndings are prose: a README of production's folder is not production's.
var proseEndings = set(`md mdx rst adoc markdown`)

// silentFolders hold what is no part of the running system: what lies in them
// belongs to no environment, whatever it is called.
var silentFolders = set(`doc docs documentation example examples sample samples fixture fixtures __fixtures__ testdata test tests spec specs
	__tests__ __mocks__ mock mocks e2e cypress node_modules vendor third_party`)

// containers are folders whose children are environments. Only in them are words
// believed that mean other things elsewhere.
var containers = set(`environments environment envs env overlays overlay stages clusters cluster deploy inventories inventory vars tfvars stacks
	live workspaces workspace workspace-variables workspace_variables variables group_vars group-vars deployments deploy-config deploy_config
	deployment_config deployment-config deployment_vars env_vars env-vars envvars env-config env_config env-configs tiers accounts
	backends backend-configs backend-config backend_configs values helm-values helm_values overrides hokusai stack-config`)

// configFolders hold configuration. A file or folder in them whose whole name is
// dev, qa or sandbox is an environment's.
var configFolders = set(`config configs conf configuration settings helm charts k8s kubernetes kustomize terraform tf infra infrastructure iac
	secrets deployment ansible argocd argo-cd gitops manifests kube nomad cdk pulumi aws gcp azure provisioning`)

// structural folders lie beside environments and are neither environments nor
// applications.
var structural = set(`base module modules _modules files templates _global scripts bin lib components default defaults all`)

// codeFolders hold a program's text. In them `production` is what a factory
// does and `stage` a step: a word is believed only beside another environment's,
// or where environments or configuration are kept.
var codeFolders = set(`src app lib libs pages views frontend client public static assets migrations migrate internal pkg controllers
	models locales i18n lang wwwroot resources`)

// scriptEndings are of files that do something: dev.sh starts a development
// server, wherever.
var scriptEndings = set(`sh bash zsh fish ps1 bat cmd mk`)
