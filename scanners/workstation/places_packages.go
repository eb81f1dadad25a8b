// SPDX-License-Identifier: Apache-2.0

package workstation

// In this file: registries of packages and images, and source control.
var _ = add(
	Place{ID: "npm", Tool: "npm", Keeps: "tokens of registries", Linux: []string{"~/.npmrc"}, Moves: []Move{{Variable: "NPM_CONFIG_USERCONFIG"}, {Variable: "npm_config_userconfig"}}, Sources: []string{"https://docs.npmjs.com/cli/v11/configuring-npm/npmrc"}, read: npmrc},
	Place{ID: "pypi", Tool: "twine", Keeps: "passwords and tokens of package indices", Linux: []string{"~/.pypirc"}, Sources: []string{"https://packaging.python.org/en/latest/specifications/pypirc/"}, read: ini("index", map[string]string{"password": "registry_password"})},
	Place{
		ID: "cargo", Tool: "Cargo", Keeps: "tokens of registries", Linux: []string{"~/.cargo/credentials.toml", "~/.cargo/credentials"}, Moves: []Move{{Variable: "CARGO_HOME", Rest: "credentials.toml"}},
		Sources: []string{"https://doc.rust-lang.org/cargo/reference/config.html"}, read: fields(asTOML, field{"registry/token", "registry_token"}, field{"registries/*/token", "registry_token"}),
	},
	Place{ID: "gem", Tool: "RubyGems", Keeps: "API keys of hosts", Linux: []string{"~/.gem/credentials", "$DATA/gem/credentials"}, Sources: []string{"https://guides.rubygems.org/api-key-scopes/", blastradius}, Unverified: "$DATA/gem", read: fields(asYAML, field{"*", "registry_token"})},
	Place{ID: "maven", Tool: "Maven", Keeps: "passwords of servers", Linux: []string{"~/.m2/settings.xml"}, Sources: []string{"https://maven.apache.org/settings.html"}, read: xmlPasswords},
	Place{ID: "gradle", Tool: "Gradle", Keeps: "properties of the user, often with passwords", Linux: []string{"~/.gradle/gradle.properties"}, Moves: []Move{{Variable: "GRADLE_USER_HOME", Rest: "gradle.properties"}}, Sources: []string{"https://docs.gradle.org/current/userguide/build_environment.html"}, read: properties},
	Place{
		ID: "composer", Tool: "Composer", Keeps: "tokens and passwords of hosts", Linux: []string{"$CONFIG/composer/auth.json", "~/.composer/auth.json"}, Mac: []string{"~/.composer/auth.json", "~/.config/composer/auth.json"}, Windows: []string{"%APPDATA%/Composer/auth.json"}, Moves: []Move{{Variable: "COMPOSER_HOME", Rest: "auth.json"}},
		Sources: []string{"https://getcomposer.org/doc/articles/authentication-for-private-packages.md"},
		read:    fields(asJSON, field{"http-basic/*/password", "registry_password"}, field{"github-oauth/*", "github_classic_token"}, field{"gitlab-token/*", "gitlab_token"}, field{"gitlab-token/*/token", "gitlab_token"}, field{"bearer/*", "registry_token"}),
	},
	Place{ID: "nuget", Tool: "NuGet", Keeps: "passwords of feeds", Linux: []string{"~/.nuget/NuGet/NuGet.Config", "~/.config/NuGet/NuGet.Config"}, Windows: []string{"%APPDATA%/NuGet/NuGet.Config"}, Sources: []string{"https://learn.microsoft.com/en-us/nuget/consume-packages/configuring-nuget-behavior"}, read: xmlPasswords},
	Place{
		ID: "docker", Tool: "Docker", Keeps: "logins at registries", Linux: []string{"~/.docker/config.json"}, Moves: []Move{{Variable: "DOCKER_CONFIG", Rest: "config.json"}},
		Sources: []string{"https://github.com/docker/cli/blob/28f756087e/cli/config/configfile/file.go"}, Elsewhere: "a credential helper", read: dockerLogins,
	},
	Place{ID: "containers", Tool: "Podman and its kin", Keeps: "logins at registries", Linux: []string{"$CONFIG/containers/auth.json"}, Moves: []Move{{Variable: "REGISTRY_AUTH_FILE"}, {Variable: "XDG_RUNTIME_DIR", Rest: "containers/auth.json"}}, Sources: []string{"https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md", blastradius}, read: dockerLogins},
	Place{ID: "git", Tool: "git", Keeps: "passwords and tokens of hosts", Linux: []string{"~/.git-credentials", "$CONFIG/git/credentials"}, Sources: []string{"https://git-scm.com/docs/git-credential-store"}, Elsewhere: "the keyring, by a credential helper", read: urls},
	Place{
		ID: "github", Tool: "GitHub's command line", Keeps: "logins at its hosts", Linux: []string{"$CONFIG/gh/hosts.yml"}, Mac: []string{"~/.config/gh/hosts.yml"}, Windows: []string{"%APPDATA%/GitHub CLI/hosts.yml"}, Moves: []Move{{Variable: "GH_CONFIG_DIR", Rest: "hosts.yml"}},
		Sources: []string{"https://cli.github.com/manual/gh_auth_login", "https://cli.github.com/manual/gh_help_environment"}, Elsewhere: "the keyring, which it prefers", read: githubHosts,
	},
	Place{ID: "gitlab", Tool: "GitLab's command line", Keeps: "tokens of its hosts", Linux: []string{"$CONFIG/glab-cli/config.yml"}, Mac: []string{"~/Library/Application Support/glab-cli/config.yml", "~/.config/glab-cli/config.yml"}, Windows: []string{"%LOCALAPPDATA%/glab-cli/config.yml"}, Moves: []Move{{Variable: "GLAB_CONFIG_DIR", Rest: "config.yml"}}, Sources: []string{"https://gitlab.com/gitlab-org/cli"}, Unverified: "the places on macOS and Windows", read: fields(asYAML, field{"hosts/*/token", "gitlab_token"})},
	Place{ID: "netrc", Tool: "curl, git and many command lines", Keeps: "passwords by host; Heroku's key", Linux: []string{"~/.netrc"}, Windows: []string{"~/_netrc", "~/.netrc"}, Moves: []Move{{Variable: "NETRC"}}, Sources: []string{"https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html", "https://devcenter.heroku.com/articles/authentication"}, read: netrc},
	Place{ID: "kubernetes", Tool: "kubectl", Keeps: "tokens and client keys of clusters", Linux: []string{"~/.kube/config"}, Moves: []Move{{Variable: "KUBECONFIG", List: true}}, Sources: []string{"https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/"}, read: kubeconfig},
	Place{ID: "ssh", Tool: "ssh", Keeps: "private keys, with or without a passphrase", Linux: []string{"~/.ssh/*"}, Not: []string{"*.pub", "known_hosts*", "authorized_keys*", "config", "environment", "rc", "agent*"}, Sources: []string{"https://man.openbsd.org/ssh", credentialReach}, read: sshKey},
	Place{ID: "age", Tool: "sops and age", Keeps: "the keys that decrypt secrets in repositories", Linux: []string{"$CONFIG/sops/age/keys.txt"}, Mac: []string{"~/Library/Application Support/sops/age/keys.txt"}, Windows: []string{"%APPDATA%/sops/age/keys.txt"}, Moves: []Move{{Variable: "SOPS_AGE_KEY_FILE"}}, Sources: []string{"https://getsops.io/docs/", blastradius}, read: ageKeys},
	Place{ID: "sentry", Tool: "Sentry's command line", Keeps: "the token", Linux: []string{"~/.sentryclirc"}, Sources: []string{"https://docs.sentry.io/cli/configuration/", blastradius}, read: ini("section", map[string]string{"token": "sentry_token"})},
	Place{ID: "ngrok", Tool: "ngrok", Keeps: "the token of its agent", Linux: []string{"~/.config/ngrok/ngrok.yml"}, Mac: []string{"~/Library/Application Support/ngrok/ngrok.yml"}, Windows: []string{"%LOCALAPPDATA%/ngrok/ngrok.yml"}, Sources: []string{"https://ngrok.com/docs/agent/config/", blastradius}, read: fields(asYAML, field{"authtoken", "ngrok_token"}, field{"agent/authtoken", "ngrok_token"})},
	Place{ID: "circleci", Tool: "CircleCI's command line", Keeps: "the token", Linux: []string{"~/.circleci/cli.yml"}, Sources: []string{"https://circleci.com/docs/local-cli/", blastradius}, read: fields(asYAML, field{"token", "circleci_token"})},
)
