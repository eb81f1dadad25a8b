// SPDX-License-Identifier: Apache-2.0

package act

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// This file is the variables with which a line is more than its words say.

// sways are variables that change which program runs, or what a program runs or
// loads besides.
var sways = lazily.Compile(`^(PATH|IFS|ENV|BASH_.*|SHELLOPTS|BASHOPTS|PS[0-9]|PROMPT_COMMAND|CDPATH|GLOBIGNORE|LD_.*|DYLD_.*|GIT_.*|SHELL|VISUAL|.*BROWSER|HOME|XDG_.*|LESS.*|MAN.*|PYTHON.*|NODE_OPTIONS|NODE_PATH|RUBY.*|PERL.*|GCONV_PATH|TMPDIR|.*PAGER|.*EDITOR|.*_COMMAND|.*ASKPASS|.*_ARGS.*|.*OPTS|.*OPTIONS|.*_SHELL|.*_PRELOAD|.*EXTERNAL_DIFF|RIPGREP_CONFIG_PATH|PSQLRC|MYSQL_HOME|REDISCLI_RCFILE|KUBECONFIG|KUBERC|AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|TF_CLI_CONFIG_FILE|TERRAGRUNT_TFPATH|TG_TF_PATH|DOCKER_CONFIG|HELM_PLUGINS|BORG_RSH|BORG_PASSCOMMAND|BORG_REMOTE_PATH|CLOUDSDK_CONFIG|CLOUDSDK_PYTHON.*|AIVEN_CLIENT_CONFIG|AZURE_CONFIG_DIR|AZURE_EXTENSION_.*|HELM_DRIVER.*|MYSQL_TEST_LOGIN_FILE|LIBMYSQL_.*|OPENSSL_(CONF|ENGINES|MODULES)|CONTAINERS_.*|PODMAN_.*|PULUMI_HOME|DOTNET_STARTUP_HOOKS|AWS_DATA_PATH|NPM_CONFIG_.*|GH_CONFIG_DIR|RCLONE_.*)$`)

// diverts are variables with which a vendor's program asks another host, and hands
// it the credential.
var diverts = lazily.Compile(`^(AIVEN_CA_CERT|AIVEN_WEB_URL|ARM_CLOUD_METADATA_URL|AWS_EC2_METADATA_SERVICE_ENDPOINT|AWS_ENDPOINT_URL.*|CLOUDFLARE_API_BASE_URL|CLOUDSDK_(API_ENDPOINT_OVERRIDES|AUTH|PROXY)_.*|DIGITALOCEAN_API_URL|HCLOUD_.*ENDPOINT|HELM_KUBE(APISERVER|TOKEN)|HEROKU_(HOST|API_URL|DATA_HOST)|MONGODB_ATLAS_OPS_MANAGER_URL|NEON_(API|OAUTH)_HOST|PLANETSCALE_API_URL|PULUMI_(API|BACKEND_URL)|SUPABASE_API_URL|SUPABASE_PROFILE|TURSO_API_BASEURL|WRANGLER_(API|AUTH|TOKEN|REVOKE)_.*)$`)

// sway says what follows where the line gives a variable a value.
func (r *reader) sway(name string) {
	if sways.MatchString(strings.ToUpper(name)) {
		r.unread("", "the variable "+name+" changes what programs run")
	}
	if diverts.MatchString(strings.ToUpper(name)) {
		r.unread("", "the variable "+name+" names the host that is asked")
	}
}

// inPassing finds the variables that ${NAME:=word} gives a value.
func (r *reader) inPassing(w shell.Word) {
	for _, p := range w.Parts {
		if p.Default == nil {
			continue
		}
		if p.Value.HasPrefix("${"+p.Name+":=") || p.Value.HasPrefix("${"+p.Name+"=") {
			r.sway(p.Name)
		}
		r.inPassing(*p.Default)
	}
}
