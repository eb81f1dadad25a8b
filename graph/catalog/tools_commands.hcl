# SPDX-License-Identifier: Apache-2.0
# How the command lines of common tools are read before they run: what is known
# only to read, and what is destroyed where.

commands "tools" {
  cli "ls" {
    also     = ["cat", "head", "tail", "wc", "pwd", "echo", "true", "false", ":", "basename", "dirname", "realpath", "readlink", "stat", "file", "du", "df", "which", "whoami", "id", "uname", "nproc", "free", "uptime", "ps", "grep", "egrep", "fgrep", "cut", "tr", "cmp", "comm", "md5sum", "sha256sum", "seq", "sleep", "printenv", "nl", "tac", "rev", "fold", "column", "jq", "dir", "arch", "groups", "tty", "whereis"]
    harmless = ["*"]
    verified = true
    sources  = ["https://www.gnu.org/software/coreutils/manual/coreutils.html", "https://www.gnu.org/software/grep/manual/grep.html", "https://jqlang.org/manual/"]
  }

  cli "test" {
    also     = ["["]
    harmless = ["*"]
    unless   = ["-v", "-R"]
    verified = true
    sources  = ["https://www.gnu.org/software/bash/manual/html_node/Bash-Conditional-Expressions.html"]
  }

  cli "printf" {
    harmless = ["*"]
    unless   = ["-v"]
    verified = true
    sources  = ["https://www.gnu.org/software/bash/manual/html_node/Bash-Builtins.html"]
  }

  cli "sort" {
    harmless = ["*"]
    unless   = ["-o", "--output", "--compress-program", "-T", "--temporary-directory"]
    glued    = true
    verified = true
    sources  = ["https://www.gnu.org/software/coreutils/manual/html_node/sort-invocation.html"]
  }

  cli "diff" {
    harmless = ["*"]
    verified = true
    sources  = ["https://www.gnu.org/software/diffutils/manual/diffutils.html"]
  }

  cli "rg" {
    harmless = ["*"]
    unless   = ["--pre", "--hostname-bin", "-z", "--search-zip"]
    verified = true
    sources  = ["https://github.com/BurntSushi/ripgrep/blob/master/GUIDE.md"]
  }

  cli "git" {
    values   = ["-C", "--git-dir", "--work-tree", "--namespace"]
    switches = ["--no-pager", "-P", "--no-optional-locks"]
    harmless = ["status", "log", "show", "diff", "rev-parse", "ls-files", "blame", "describe", "shortlog", "ls-tree", "merge-base", "rev-list", "cat-file", "version"]
    unless   = ["--git-dir", "-c", "--config-env", "--exec-path", "-p", "--paginate", "--output", "--ext-diff", "--textconv", "--filters"]
    verified = true
    sources  = ["https://git-scm.com/docs/git", "https://git-scm.com/docs/git-diff"]
  }

  cli "psql" {
    moves    = ["PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE"]
    values   = ["-h", "--host", "-p", "--port", "-U", "--username", "-d", "--dbname", "-c", "--command", "-f", "--file", "-v", "--set", "--variable", "-F", "--field-separator", "-R", "--record-separator", "-P", "--pset", "-o", "--output", "-L", "--log-file", "-T", "--table-attr"]
    switches = ["-w", "--no-password", "-W", "--password", "-A", "--no-align", "-t", "--tuples-only", "-q", "--quiet", "-X", "--no-psqlrc", "-1", "--single-transaction", "-e", "--echo-queries", "-a", "--echo-all", "-b", "--echo-errors", "-x", "--expanded", "--csv", "-z", "-0", "-H", "--html", "-n", "--no-readline", "-E", "--echo-hidden"]
    glued    = true
    unless   = ["-o", "--output", "-L", "--log-file"]
    harmless = []
    language = "sql"
    told     = ["-c", "--command"]
    files    = ["-f", "--file"]
    verified = true
    sources  = ["https://www.postgresql.org/docs/current/app-psql.html", "https://www.postgresql.org/docs/current/libpq-envars.html"]

    part "host" {
      options   = ["-h", "--host"]
      variables = ["PGHOST"]
    }
    part "port" {
      options   = ["-p", "--port"]
      variables = ["PGPORT"]
    }
    part "user" {
      options   = ["-U", "--username"]
      variables = ["PGUSER"]
    }
    part "database" {
      options   = ["-d", "--dbname"]
      variables = ["PGDATABASE"]
      position  = 1
    }
  }

  cli "dropdb" {
    moves    = ["PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE", "--maintenance-db"]
    values   = ["-h", "--host", "-p", "--port", "-U", "--username", "--maintenance-db"]
    switches = ["-e", "--echo", "-f", "--force", "-i", "--interactive", "--if-exists", "-w", "--no-password", "-W", "--password"]
    glued    = true
    verified = true
    sources  = ["https://www.postgresql.org/docs/current/app-dropdb.html"]

    part "host" {
      options   = ["-h", "--host"]
      variables = ["PGHOST"]
    }
    part "port" {
      options   = ["-p", "--port"]
      variables = ["PGPORT"]
    }
    part "database" {
      variables = ["PGDATABASE"]
      position  = 1
    }
    command "" {
      operation = "dropdb"
      rows      = true
    }
  }

  cli "mysql" {
    also     = ["mariadb"]
    values   = ["-h", "--host", "-P", "--port", "-u", "--user", "-D", "--database", "-e", "--execute", "--defaults-file", "--defaults-extra-file", "--protocol", "-S", "--socket", "--ssl-ca", "--default-character-set", "--init-command"]
    switches = ["-N", "--skip-column-names", "-B", "--batch", "-s", "--silent", "-v", "--verbose", "-t", "--table", "-f", "--force", "-C", "--compress", "-p", "--password"]
    glued    = true
    unless   = ["--defaults-file", "--defaults-extra-file", "--init-command", "--tee", "--pager", "-S", "--socket"]
    language = "sql"
    told     = ["-e", "--execute"]
    verified = true
    sources  = ["https://dev.mysql.com/doc/refman/8.4/en/mysql-command-options.html"]

    part "host" {
      options   = ["-h", "--host"]
      variables = ["MYSQL_HOST"]
    }
    part "port" {
      options   = ["-P", "--port"]
      variables = ["MYSQL_TCP_PORT"]
    }
    part "user" {
      options = ["-u", "--user"]
    }
    part "database" {
      options  = ["-D", "--database"]
      position = 1
    }
  }

  cli "mysqladmin" {
    also     = ["mariadb-admin"]
    values   = ["-h", "--host", "-P", "--port", "-u", "--user"]
    switches = ["-f", "--force", "-s", "--silent", "-p", "--password"]
    glued    = true
    harmless = ["ping $", "status $", "version $", "extended-status $", "processlist $", "variables $"]
    unless   = ["--plugin-dir", "--default-auth", "--defaults-file", "--defaults-extra-file", "--defaults-group-suffix", "--login-path"]
    verified = true
    sources  = ["https://dev.mysql.com/doc/refman/8.4/en/mysqladmin.html"]

    part "host" {
      options = ["-h", "--host"]
    }
    part "port" {
      options = ["-P", "--port"]
    }
    part "database" {
      position = 2
    }
    command "drop" {
      operation = "mysqladmin drop"
      rows      = true
    }
  }

  cli "mongosh" {
    also     = ["mongo"]
    values   = ["--host", "--port", "-u", "--username", "-p", "--password", "--authenticationDatabase", "--eval", "-f", "--file", "--apiVersion", "--tlsCAFile"]
    switches = ["--quiet", "--norc", "--tls", "--json"]
    language = "mongo"
    told     = ["--eval"]
    files    = ["-f", "--file"]
    verified = true
    sources  = ["https://www.mongodb.com/docs/mongodb-shell/reference/options/", "https://github.com/mongodb-js/mongosh/tree/d5426f493f/packages/arg-parser/src"]

    part "host" {
      options = ["--host"]
    }
    part "port" {
      options = ["--port"]
    }
    part "database" {
      position = 1
    }
  }

  cli "redis-cli" {
    also     = ["valkey-cli"]
    values   = ["-h", "-p", "-s", "-a", "--pass", "--user", "-u", "-n", "-t", "--cacert", "--cert", "--key", "--sni"]
    switches = ["--tls", "--raw", "--no-raw", "--no-auth-warning", "-c", "-2", "-3", "--csv", "--json", "--insecure"]
    language = "redis"
    verified = true
    sources  = ["https://redis.io/docs/latest/develop/tools/cli/"]

    part "url" {
      options = ["-u"]
    }
    part "host" {
      options = ["-h"]
    }
    part "port" {
      options = ["-p"]
    }
    part "database" {
      options = ["-n"]
    }
  }

  cli "terraform" {
    declares = [".tf", ".tofu", ".tf.json", ".tofu.json", ".tfstate", ".tfvars"]
    moves    = ["-state", "-backend-config", "TF_DATA_DIR", "TF_WORKSPACE"]
    also     = ["tofu"]
    values   = ["-chdir", "-var", "-var-file", "-target", "-state", "-backup", "-parallelism", "-lock-timeout", "-backend-config", "-out"]
    switches = ["-auto-approve", "--auto-approve", "-no-color", "-input=false", "-lock=false", "-refresh=false", "-json", "-destroy"]
    pretends = ["-help", "--help"]
    dry      = ["apply", "destroy", "plan"]
    harmless = ["plan", "validate", "show", "output", "version", "providers", "graph", "state list|show|pull", "workspace list|show", "fmt", "metadata"]
    others   = ["init", "get", "login"]
    unless   = ["-migrate-state", "-force-copy", "-from-module"] # of init: they move the state
    verified = true
    sources = [
      "https://developer.hashicorp.com/terraform/cli/commands",
      "https://developer.hashicorp.com/terraform/cli/commands/plan",
    ]

    within "folder" {
      options = ["-chdir"]
    }
    within "workspace" {
      variables = ["TF_WORKSPACE"]
      default   = ".terraform/environment"
    }

    command "destroy" {
      operation = "terraform destroy"
      all       = "folder"
    }
    command "apply" {
      operation = "terraform destroy"
      with      = ["-destroy", "--destroy"]
      all       = "folder"
    }
    command "apply" {
      operation = "terraform apply -auto-approve"
      all       = "folder"
      perhaps   = true
    }
    command "state rm|push|mv|replace-provider" {
      operation = "terraform apply -auto-approve"
      all       = "folder"
      perhaps   = true
    }
  }

  # Nothing of it is harmless: hooks of a unit run programs before plan, too, and so
  # does run_cmd wherever its files are read.
  cli "terragrunt" {
    declares = [".tf", ".tofu", ".tf.json", ".tofu.json", ".tfstate", ".tfvars", ".hcl"]
    moves    = ["-state", "-backend-config", "TF_DATA_DIR", "TF_WORKSPACE"]
    values   = ["-chdir", "-var", "-var-file", "-target", "-state", "-backup", "-parallelism", "-lock-timeout", "-backend-config", "-out", "--terragrunt-working-dir", "--working-dir"]
    switches = ["-auto-approve", "--auto-approve", "-no-color", "-input=false", "-lock=false", "-refresh=false", "-json", "-destroy", "--terragrunt-non-interactive", "--non-interactive", "--all", "-a"]
    project  = ["plan", "validate", "output", "show", "providers", "graph", "run-all plan|validate|output|show", "run plan|validate|output|show", "hclfmt", "hcl", "find", "list"]
    verified = true
    sources = [
      "https://github.com/gruntwork-io/terragrunt/blob/07ddab98f4/docs/_docs/02_features/hooks.md",
      "https://developer.hashicorp.com/terraform/cli/commands",
    ]

    within "folder" {
      options   = ["-chdir", "--terragrunt-working-dir", "--working-dir"]
      variables = ["TERRAGRUNT_WORKING_DIR", "TG_WORKING_DIR"]
    }
    within "workspace" {
      variables = ["TF_WORKSPACE"]
      default   = ".terraform/environment"
    }

    command "destroy" {
      operation = "terraform destroy"
      all       = "folder"
    }
    command "run-all|run destroy" {
      operation = "terraform destroy"
      all       = "folder"
    }
    command "apply" {
      operation = "terraform destroy"
      with      = ["-destroy", "--destroy"]
      all       = "folder"
    }
    command "apply" {
      operation = "terraform apply -auto-approve"
      all       = "folder"
      perhaps   = true
    }
    command "run-all|run apply" {
      operation = "terraform apply -auto-approve"
      all       = "folder"
      perhaps   = true
    }
    command "state rm|push|mv|replace-provider" {
      operation = "terraform apply -auto-approve"
      all       = "folder"
      perhaps   = true
    }
  }

  cli "kubectl" {
    moves    = ["--kubeconfig", "--context", "--cluster", "-s", "--server", "--user", "--token", "KUBECONFIG"]
    also     = ["oc"]
    values   = ["-n", "--namespace", "--context", "--cluster", "--kubeconfig", "--user", "-s", "--server", "--token", "--as", "--as-group", "--request-timeout", "-l", "--selector", "-f", "--filename", "-k", "--kustomize", "--grace-period", "--timeout", "--cascade", "--field-selector", "-o", "--output", "-c", "--container", "--sort-by", "--tail", "--since"]
    switches = ["-A", "--all-namespaces", "--all", "--force", "--now", "--wait", "--ignore-not-found", "-R", "--recursive", "-w", "--watch", "--show-labels", "--no-headers", "-i", "--interactive"]
    pretends = ["--dry-run=client", "--dry-run=server", "--help"]
    dry = [ # create takes the names of plugins, too
      "annotate", "apply", "autoscale", "cordon", "delete", "drain", "expose", "label", "patch", "replace", "rollout undo", "run", "scale", "taint", "uncordon",
      "set env|image|resources|selector|serviceaccount|subject", "create $",
      "create clusterrole|clusterrolebinding|configmap|cm|cronjob|cj|deployment|deploy|ingress|ing|job|namespace|ns|poddisruptionbudget|pdb|priorityclass|pc|quota|resourcequota|role|rolebinding|secret|service|svc|serviceaccount|sa",
    ]
    harmless = ["get", "describe", "logs", "top", "version", "cluster-info", "api-resources", "api-versions", "explain", "events", "auth can-i|whoami", "config view|get-contexts|current-context|get-clusters|get-users", "diff", "rollout status|history"]
    unless   = ["--raw", "--kubeconfig", "--kuberc", "--output-directory", "-s", "--server"] # a GET of anything, by proxy too; a file that names programs to run
    verified = true
    sources  = ["https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins", "https://kubernetes.io/docs/reference/kubectl/generated/", "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_delete/", "https://github.com/kubernetes/kubectl/tree/dee3483a3d/pkg/cmd"]

    within "namespace" {
      options = ["-n", "--namespace"]
    }
    within "context" {
      options = ["--context"]
    }
    within "file" {
      options = ["-f", "--filename", "-k", "--kustomize"]
    }
    command "delete pvc|persistentvolumeclaim|persistentvolumeclaims" {
      operation = "kubectl delete pvc"
      types     = ["kubernetes_persistent_volume_claim"]
      target    = ["rest"]
      all       = "namespace"
    }
    command "delete pv|persistentvolume|persistentvolumes" {
      operation = "kubectl delete pvc"
      types     = ["kubernetes_persistent_volume"]
      target    = ["rest"]
      all       = "cluster"
    }
    command "delete namespace|namespaces|ns" {
      operation = "kubectl delete namespace"
      types     = ["kubernetes_namespace"]
      target    = ["rest"]
      all       = "cluster"
    }
  }

  cli "helm" {
    moves    = ["--kubeconfig", "--kube-context", "KUBECONFIG", "HELM_KUBECONTEXT"]
    values   = ["-n", "--namespace", "--kube-context", "--kubeconfig", "--timeout", "--cascade", "--description", "-f", "--values", "--set", "--set-string", "--set-file", "--version", "--revision"]
    switches = ["--wait", "--keep-history", "--no-hooks", "--ignore-not-found", "--debug", "-A", "--all-namespaces"]
    pretends = ["--dry-run", "--help"]
    dry      = ["install", "upgrade", "rollback", "uninstall|delete|del|un"] # a plugin would be handed them
    harmless = ["list", "ls", "status", "history", "get", "version", "env", "search", "show", "lint"]
    unless   = ["--post-renderer", "--kubeconfig", "--kube-apiserver", "--kube-token"]
    verified = true
    sources  = ["https://helm.sh/docs/helm/helm/", "https://helm.sh/docs/helm/helm_uninstall/", "https://github.com/helm/helm/blob/e9b85e4de1/pkg/action/install.go", "https://github.com/helm/helm/blob/e9b85e4de1/pkg/cli/environment.go"]

    within "namespace" {
      options   = ["-n", "--namespace"]
      variables = ["HELM_NAMESPACE"]
    }
    within "context" {
      options   = ["--kube-context"]
      variables = ["HELM_KUBECONTEXT"]
    }
    command "uninstall|delete|del|un" {
      operation = "helm uninstall"
      all       = "namespace"
    }
  }

  cli "docker" {
    moves    = ["-H", "--host", "-c", "--context", "-p", "--project-name", "DOCKER_HOST", "DOCKER_CONTEXT", "COMPOSE_PROJECT_NAME"]
    also     = ["podman"]
    values   = ["-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "-f", "--file", "-p", "--project-name", "--project-directory", "--env-file", "--profile", "--filter", "-t", "--timeout", "--rmi"]
    switches = ["-a", "--all", "-q", "--quiet", "--force", "-v", "--volumes", "--remove-orphans", "-D", "--debug"]
    pretends = ["--help"]
    dry      = ["volume", "system", "compose down|rm"]
    harmless = ["ps", "images", "volume ls|inspect", "inspect", "logs", "version", "info", "stats", "top", "port", "history", "compose ps|logs|config|images|ls|top|port|version", "network ls|inspect", "context ls|show|inspect", "image ls|inspect", "container ls|inspect|logs", "system df|info"]
    others   = ["build", "buildx build|ls|inspect", "pull", "tag", "login", "start", "stop", "restart", "compose build|pull|up|start|stop|restart|create"]
    unless   = ["-V", "--renew-anon-volumes", "--config", "--runtime", "--runtime-flag", "--conmon", "--network-cmd-path", "--hooks-dir", "--module"] # up forgets anonymous volumes; a configuration names programs to run, and so do options of podman
    verified = true
    sources  = ["https://github.com/docker/cli/blob/3bb31af52d/docs/reference/commandline/docker.md", "https://github.com/docker/cli/blob/28f756087e/cli-plugins/manager/hooks.go", "https://docs.podman.io/en/v6.0.0/_sources/markdown/podman.1.md.txt", "https://github.com/docker/compose/blob/0105fc4421/docs/reference/compose_down.md"]

    within "context" {
      options   = ["-H", "--host", "-c", "--context"]
      variables = ["DOCKER_HOST", "DOCKER_CONTEXT"]
    }
    within "file" {
      options   = ["-f", "--file"]
      variables = ["COMPOSE_FILE"]
    }
    within "project" {
      options   = ["-p", "--project-name"]
      variables = ["COMPOSE_PROJECT_NAME"]
    }
    command "volume rm|remove" {
      switches  = ["-f", "--force", "-a", "--all", "-s", "--stop"]
      operation = "docker volume rm"
      types     = ["docker_volume"]
      target    = ["rest"]
    }
    command "volume prune" {
      switches  = ["-f", "--force", "-a", "--all", "-s", "--stop"]
      operation = "docker volume rm"
      types     = ["docker_volume"]
      all       = "folder"
    }
    command "system prune" {
      switches  = ["-f", "--force", "-a", "--all", "-s", "--stop"]
      operation = "docker system prune --volumes"
      types     = ["docker_volume"]
      with      = ["--volumes"]
      all       = "folder"
    }
    command "compose down" {
      operation = "docker compose down -v"
      types     = ["docker_volume"]
      with      = ["-v", "--volumes"]
      all       = "folder"
    }
    command "compose rm" {
      switches  = ["-f", "--force", "-a", "--all", "-s", "--stop"]
      operation = "docker compose down -v"
      types     = ["docker_volume"]
      with      = ["-v", "--volumes"]
      all       = "folder"
    }
  }

  cli "prisma" {
    values   = ["--schema", "--config"]
    switches = ["-f", "--force", "--skip-generate", "--skip-seed"]
    project  = ["migrate status", "validate", "version", "format", "generate"] # prisma.config.ts is run
    verified = true
    sources  = ["https://www.prisma.io/docs/orm/reference/prisma-config-reference", "https://www.prisma.io/docs/cli/migrate/reset", "https://www.prisma.io/docs/orm/more/development-environment/environment-variables"]

    command "migrate reset" {
      operation = "prisma migrate reset"
      opens     = ["DATABASE_URL"]
      rows      = true
    }

    command "db push" {
      operation = "prisma db push"
      with      = ["--accept-data-loss", "--force-reset"]
      opens     = ["DATABASE_URL"]
      rows      = true
    }
  }

  cli "rails" {
    also     = ["rake"]
    values   = ["-e", "--environment"]
    switches = ["--trace"]
    project  = ["routes", "about", "stats", "db:version", "db:migrate:status", "notes", "test", "spec", "server|s", "generate|g", "zeitwerk:check", "assets:precompile"]
    verified = true
    sources  = ["https://github.com/rails/rails/blob/0004b02522/guides/source/active_record_migrations.md"]

    within "environment" {
      options   = ["-e", "--environment"]
      variables = ["RAILS_ENV"]
    }

    command "db:drop|db:reset|db:purge|db:schema:load|db:structure:load|db:migrate:reset|db:drop:_unsafe|db:drop:all" {
      operation = "rails db:drop"
      opens     = ["DATABASE_URL"]
      rows      = true
    }
  }

  cli "manage.py" {
    also     = ["django-admin"]
    values   = ["--settings", "--database", "--pythonpath"]
    switches = ["--no-input", "--noinput"]
    project  = ["check", "showmigrations", "sqlmigrate", "diffsettings", "test", "runserver", "makemigrations", "collectstatic", "makemessages", "compilemessages"]
    verified = true
    sources  = ["https://docs.djangoproject.com/en/stable/ref/django-admin/"]

    within "environment" {
      options   = ["--settings"]
      variables = ["DJANGO_SETTINGS_MODULE"]
    }

    command "flush|reset_db" {
      operation = "django flush"
      opens     = ["DATABASE_URL"]
      rows      = true
    }
  }

  cli "artisan" {
    values   = ["--env", "--database"]
    switches = ["--force", "--seed"]
    project  = ["migrate:status", "route:list", "about", "test", "serve"]
    verified = true
    sources  = ["https://github.com/laravel/docs/blob/0114efaa61/migrations.md"]

    within "environment" {
      options   = ["--env"]
      variables = ["APP_ENV"]
    }

    command "migrate:fresh|migrate:refresh|migrate:reset|db:wipe" {
      operation = "laravel migrate:fresh"
      opens     = ["DATABASE_URL"]
      rows      = true
    }
  }

  cli "cdk" {
    declares = [".template.json", ".template.yaml"]
    moves    = ["--profile", "-a", "--app"]
    values   = ["-a", "--app", "-c", "--context", "--profile", "-o", "--output", "--plugin", "--toolkit-stack-name", "-r", "--role-arn", "--region"]
    switches = ["--all", "-f", "--force", "-e", "--exclusively", "-j", "--json", "-v", "--verbose", "--ci"]
    project  = ["ls|list", "synth|synthesize", "diff", "doctor", "notices", "metadata"] # the app is run
    verified = true
    sources  = ["https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-destroy.html"]

    command "destroy" {
      operation = "cdk destroy"
      types     = ["aws_cloudformation_stack"]
      target    = ["rest"]
      all       = "folder"
    }
  }

  cli "serverless" {
    declares = ["serverless.yml", "serverless.yaml", "serverless.json", "serverless.js", "serverless.ts"]
    also     = ["sls"]
    moves    = ["--aws-profile"]
    values   = ["-s", "--stage", "-r", "--region", "-c", "--config", "--param", "--aws-profile"]
    switches = ["--verbose", "--debug", "-f", "--force"]
    project  = ["info", "print", "package", "plugin list"] # its configuration may be a program
    verified = true
    sources  = ["https://www.serverless.com/framework/docs/providers/aws/cli-reference/remove"]

    within "environment" {
      options = ["-s", "--stage"]
    }

    command "remove" {
      operation = "serverless remove"
      all       = "folder"
    }
  }

  cli "pg_restore" {
    moves    = ["PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE"]
    values   = ["-h", "--host", "-p", "--port", "-U", "--username", "-d", "--dbname", "-f", "--file", "-F", "--format", "-I", "--index", "-j", "--jobs", "-L", "--use-list", "-n", "--schema", "-N", "--exclude-schema", "-P", "--function", "-S", "--superuser", "-t", "--table", "-T", "--trigger", "--role", "--section"]
    switches = ["-l", "--list", "-a", "--data-only", "-c", "--clean", "-C", "--create", "-e", "--exit-on-error", "-O", "--no-owner", "-s", "--schema-only", "-v", "--verbose", "-x", "--no-privileges", "--no-acl", "-1", "--single-transaction", "--if-exists", "--disable-triggers", "--no-comments", "-w", "--no-password", "-W", "--password"]
    glued    = true
    pretends = ["-l", "--list"]
    dry      = ["*"]
    verified = true
    sources  = ["https://www.postgresql.org/docs/current/app-pgrestore.html"]

    part "host" {
      options   = ["-h", "--host"]
      variables = ["PGHOST"]
    }
    part "port" {
      options   = ["-p", "--port"]
      variables = ["PGPORT"]
    }
    part "database" {
      options = ["-d", "--dbname"]
    }
    command "" {
      operation = "pg_restore --clean"
      with      = ["-c", "--clean"]
      rows      = true
    }
  }

  cli "mongorestore" {
    values   = ["--uri", "-h", "--host", "--port", "-u", "--username", "-p", "--password", "--authenticationDatabase", "-d", "--db", "-c", "--collection", "--nsInclude", "--nsExclude", "--nsFrom", "--nsTo", "--dir", "-j", "--numParallelCollections"]
    switches = ["--drop", "--gzip", "--dryRun", "--ssl", "--quiet", "-v", "--verbose", "--oplogReplay", "--preserveUUID", "--stopOnError"]
    pretends = ["--dryRun"]
    dry      = ["*"]
    verified = true
    sources  = ["https://www.mongodb.com/docs/database-tools/mongorestore/", "https://github.com/mongodb/mongo-tools/blob/8fa3cfc826/mongorestore/mongorestore.go"]

    part "url" {
      options = ["--uri"]
    }
    part "host" {
      options = ["-h", "--host"]
    }
    part "port" {
      options = ["--port"]
    }
    part "database" {
      options = ["-d", "--db"]
    }
    command "" {
      operation = "mongorestore --drop"
      with      = ["--drop"]
      rows      = true
    }
  }

  cli "restic" {
    values   = ["-r", "--repo", "--repository-file", "-o", "--option", "-p", "--password-file", "--password-command", "--cacert", "--cache-dir", "-H", "--host", "--tag", "--path", "-l", "--keep-last", "--keep-hourly", "-d", "--keep-daily", "-w", "--keep-weekly", "-m", "--keep-monthly", "-y", "--keep-yearly", "--keep-within", "--keep-tag", "-g", "--group-by"]
    switches = ["--prune", "-q", "--quiet", "-v", "--verbose", "--json", "--no-lock", "--no-cache", "--dry-run", "-n", "-c", "--compact"]
    pretends = ["--dry-run"]
    dry      = ["forget", "prune", "rewrite"]
    harmless = ["snapshots", "ls", "stats", "find", "diff", "cat", "version $"]
    others   = ["backup", "restore", "check", "init", "dump", "mount"]
    unless   = ["-o", "--option", "--password-command"] # which name a program to run
    verified = true
    sources = [
      "https://github.com/restic/restic/blob/03402c8a04/doc/man/restic-forget.1",
      "https://github.com/restic/restic/tree/a80be1478a/doc/man",
      "https://restic.readthedocs.io/en/latest/060_forget.html",
    ]

    command "forget|prune|rewrite" {
      operation = "restic forget --prune"
      target    = ["-r", "--repo"]
    }
  }

  cli "borg" {
    values   = ["-r", "--repo", "-P", "--prefix", "-a", "--glob-archives", "--rsh", "--remote-path", "--keep-within", "--keep-last", "--keep-hourly", "--keep-daily", "--keep-weekly", "--keep-monthly", "--keep-yearly", "--sort-by", "--first", "--last"]
    switches = ["-s", "--stats", "-c", "--cache-only", "--force", "--save-space", "--list", "-v", "--verbose", "--info", "--json", "-n", "--dry-run"]
    pretends = ["--dry-run"]
    dry      = ["delete", "repo-delete", "prune", "recreate"] # with-lock runs a program, which would get it
    harmless = ["list", "info", "diff", "rlist", "rinfo", "repo-list", "repo-info"]
    others   = ["create", "extract", "mount", "umount", "init", "repo-create", "rcreate"]
    unless   = ["--rsh", "--remote-path"] # which name a program to run
    verified = true
    sources  = ["https://github.com/borgbackup/borg/blob/02a8205395/docs/usage/delete.rst.inc", "https://github.com/borgbackup/borg/tree/fc74d5f643/docs/usage"]

    command "delete|rdelete|repo-delete|prune|recreate" {
      operation = "borg delete"
      target    = ["-r", "--repo", "1"]
    }
  }
}
