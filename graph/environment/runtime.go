// SPDX-License-Identifier: Apache-2.0

package environment

import "strings"

// modes choose how a program runs, not where: a staging server runs Rails in
// production mode, and every bundler builds with NODE_ENV=production.
var modes = set(`node_env rails_env rack_env app_env application_env mix_env django_settings_module django_env django_configuration
	aspnetcore_environment dotnet_environment flask_env flask_debug symfony_env laravel_env hanami_env merb_env padrino_env
	babel_env jekyll_env hugo_env hugo_environment eleventy_env gatsby_active_env cake_env ci_environment ci_env wp_env yii_env
	craft_environment spring_profiles_active quarkus_profile micronaut_environments node_config_env go_env gin_mode rocket_profile
	rocket_env vite_mode vue_cli_mode nuxt_env next_public_node_env bridgetown_env kemal_env amber_env lucky_env`)

// Runtime reports whether a variable chooses a mode of the program. Its value
// says nothing of the environment: NODE_ENV=production stands in staging files
// everywhere.
func Runtime(name string) bool { return in(modes, strings.ToLower(name)) }
