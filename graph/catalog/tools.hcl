# SPDX-License-Identifier: Apache-2.0
# Commands of common tools that destroy data, whichever credential they run with.

provider "tools" {
  title       = "Tools of no vendor"
  checked     = "2026-11-22"
  scope_model = "whatever the credential in the environment opens"

  operation "terraform destroy" {
    kind     = "cli"
    call     = "terraform destroy | tofu destroy | terragrunt destroy"
    pattern  = "\\b(?:terraform|tofu|terragrunt)\\s+(?:-\\S+\\s+)*(?:run-all\\s+)?(?:destroy\\b|apply\\b[^\\n;|&]*\\s-destroy\\b)"
    words    = ["terraform", "tofu", "terragrunt"]
    example  = "terraform -chdir=envs/prod destroy -auto-approve"
    innocent = "terraform plan -out plan"
    loses    = "every resource in the state"
    needs    = ["administer"]
    asks     = "a prompt; -auto-approve skips it"
    verified = true
    sources  = ["https://developer.hashicorp.com/terraform/cli/commands/destroy"]
  }

  operation "terraform apply -auto-approve" {
    kind     = "cli"
    call     = "terraform apply -auto-approve"
    pattern  = "\\b(?:terraform|tofu|terragrunt)\\s+(?:-\\S+\\s+)*(?:run-all\\s+)?apply\\b[^\\n;|&]*\\s--?auto-approve\\b"
    words    = ["terraform", "tofu", "terragrunt"]
    example  = "terraform apply -auto-approve -var-file=prod.tfvars"
    innocent = "terraform apply plan.out"
    loses    = "what the plan replaces or removes, unseen"
    needs    = ["administer"]
    verified = true
    sources  = ["https://developer.hashicorp.com/terraform/cli/commands/apply"]
  }

  operation "cdk destroy" {
    kind     = "cli"
    call     = "cdk destroy"
    pattern  = "\\bcdk\\s+destroy\\b"
    words    = ["cdk"]
    example  = "npx cdk destroy --all --force"
    innocent = "npx cdk deploy"
    loses    = "the stacks, as far as their removal policies let them go"
    needs    = ["administer"]
    asks     = "a prompt; --force skips it"
    verified = true
    sources  = ["https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-destroy.html"]
  }

  operation "serverless remove" {
    kind     = "cli"
    call     = "serverless remove | sls remove"
    pattern  = "\\b(?:serverless|sls)\\s+remove\\b"
    words    = ["serverless", "sls"]
    example  = "npx serverless remove --stage dev"
    innocent = "npx serverless deploy"
    loses    = "the stack of a service"
    needs    = ["administer"]
    verified = true
    sources  = ["https://www.serverless.com/framework/docs/providers/aws/cli-reference/remove"]
  }

  operation "kubectl delete pvc" {
    kind     = "cli"
    call     = "kubectl delete pvc|pv"
    pattern  = "\\bkubectl\\s+(?:-{1,2}[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*delete\\s+(?:-{1,2}[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:pvc?|persistentvolumes?|persistentvolumeclaims?)\\b(?:[^-.]|$)"
    words    = ["kubectl"]
    example  = "kubectl -n prod delete pvc data-db-0"
    innocent = "kubectl delete pod db-0"
    loses    = "the claim and, where the reclaim policy is Delete, its disk"
    destroys = "kubernetes_persistent_volume_claim"
    needs    = ["delete"]
    verified = true
    sources  = ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/"]
  }

  operation "kubectl delete namespace" {
    kind     = "cli"
    call     = "kubectl delete namespace"
    pattern  = "\\bkubectl\\s+(?:-{1,2}[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*delete\\s+(?:-{1,2}[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:ns|namespaces?)\\b(?:[^-.]|$)"
    words    = ["kubectl"]
    example  = "kubectl delete namespace shop-staging"
    innocent = "kubectl get ns"
    loses    = "everything in the namespace, its claims among it"
    destroys = "kubernetes_namespace"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/kubernetes/website/blob/0189ae0f6b/content/en/docs/tasks/administer-cluster/namespaces.md"]
  }

  operation "helm uninstall" {
    kind     = "cli"
    call     = "helm uninstall | helm delete"
    pattern  = "\\bhelm\\s+(?:-{1,2}[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:uninstall|delete)\\b"
    words    = ["helm"]
    example  = "helm -n prod uninstall shop"
    innocent = "helm upgrade --install shop ./chart"
    loses    = "the resources of a release; claims of stateful sets stay unless their retention policy says Delete"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://helm.sh/docs/helm/helm_uninstall/",
      "https://docs.rs/k8s-openapi/0.29.0/k8s_openapi/api/apps/v1/struct.StatefulSetPersistentVolumeClaimRetentionPolicy.html",
    ]
  }

  operation "docker volume rm" {
    kind     = "cli"
    call     = "docker volume rm | docker volume prune"
    pattern  = "\\b(?:docker|podman)\\s+volume\\s+(?:rm|remove|prune)\\b"
    words    = ["docker", "podman"]
    example  = "docker volume rm shop_pgdata"
    innocent = "docker volume ls"
    loses    = "volumes of this host"
    destroys = "docker_volume"
    needs    = ["delete"]
    verified = true
    sources = [
      "https://github.com/docker/cli/blob/3bb31af52d/docs/reference/commandline/volume_rm.md",
      "https://man.archlinux.org/man/docker-volume-prune.1.en",
    ]
  }

  operation "docker system prune --volumes" {
    kind     = "cli"
    call     = "docker system prune --volumes"
    pattern  = "\\b(?:docker|podman)\\s+system\\s+prune\\b[^\\n;|&]*--volumes\\b"
    words    = ["docker", "podman"]
    example  = "docker system prune -af --volumes"
    innocent = "docker system prune -af"
    loses    = "unused anonymous volumes of this host"
    destroys = "docker_volume"
    needs    = ["delete"]
    verified = true
    sources  = ["https://man.archlinux.org/man/extra/docker/docker-system-prune.1.en"]
  }

  operation "docker compose down -v" {
    kind     = "cli"
    call     = "docker compose down --volumes"
    pattern  = "\\b(?:docker[ -]compose|podman-compose)\\s+(?:-{1,2}[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*down\\b[^\\n;|&]*\\s(?:-[a-uw-z]*v[a-z]*|--volumes)(?:\\s|$|[\"\\'])"
    words    = ["compose"]
    example  = "docker compose -f prod.yml down -v"
    innocent = "docker compose down --remove-orphans"
    loses    = "the named volumes of the project and the anonymous ones of its containers"
    destroys = "docker_volume"
    needs    = ["delete"]
    verified = true
    sources  = ["https://github.com/docker/compose/blob/0105fc4421/docs/reference/compose_down.md"]
  }

  operation "DROP DATABASE" {
    kind     = "sql"
    call     = "DROP DATABASE"
    pattern  = "(?i)\\b(?:psql|mysql|mariadb|mysqladmin|sqlcmd|cockroach|clickhouse(?:-client)?)\\b[^\\n]*\\bdrop\\s+(?:database|schema)\\s"
    words    = ["psql", "mysql", "mariadb", "mysqladmin", "sqlcmd", "cockroach", "clickhouse"]
    example  = "psql \"$DATABASE_URL\" -c \"DROP SCHEMA public CASCADE\""
    innocent = "echo \"never drop database by hand\""
    loses    = "a database"
    needs    = ["write"]
    verified = true
    sources  = ["https://www.postgresql.org/docs/current/sql-dropdatabase.html"]
  }

  operation "DROP TABLE" {
    kind     = "sql"
    call     = "DROP TABLE | TRUNCATE"
    pattern  = "(?i)\\b(?:psql|mysql|mariadb|sqlcmd|cockroach|clickhouse(?:-client)?)\\b[^\\n]*\\b(?:drop\\s+table|truncate)\\s"
    words    = ["psql", "mysql", "mariadb", "sqlcmd", "cockroach", "clickhouse"]
    example  = "psql $URL -c \"TRUNCATE orders\""
    innocent = "psql $URL -c \"SELECT 1\""
    loses    = "a table or its rows"
    needs    = ["write"]
    verified = true
    sources  = ["https://www.postgresql.org/docs/current/sql-droptable.html"]
  }

  operation "dropdb" {
    kind     = "cli"
    call     = "dropdb"
    pattern  = "(?:^|[\\s;&|(\\x60\"\\'])dropdb\\s"
    words    = ["dropdb"]
    example  = "dropdb --if-exists shop"
    innocent = "createdb shop"
    loses    = "a Postgres database"
    needs    = ["write"]
    asks     = "a prompt only with --interactive"
    verified = true
    sources  = ["https://www.postgresql.org/docs/current/app-dropdb.html"]
  }

  operation "mysqladmin drop" {
    kind     = "cli"
    call     = "mysqladmin drop"
    pattern  = "\\bmysqladmin\\b[^\\n;|&]*\\sdrop\\s"
    words    = ["mysqladmin"]
    example  = "mysqladmin -f drop shop"
    innocent = "mysqladmin ping"
    loses    = "a MySQL database"
    needs    = ["write"]
    asks     = "a prompt; --force skips it"
    verified = true
    sources = [
      "https://mariadb.com/docs/server/ref/mdb/cli/mariadb-admin/force",
      "https://tutorialspoint.com/mysqli/mysqli_drop_database.htm",
    ]
  }

  operation "pg_restore --clean" {
    kind     = "cli"
    call     = "pg_restore --clean"
    pattern  = "\\bpg_restore\\b[^\\n;|&]*\\s(?:--clean\\b|-[a-zA-Z]*c[a-zA-Z]*\\s)"
    words    = ["restore"]
    example  = "pg_restore --clean --if-exists -d \"$DATABASE_URL\" latest.dump"
    innocent = "pg_restore -l latest.dump"
    loses    = "the objects that the dump names, before they are made anew"
    needs    = ["write"]
    verified = true
    sources  = ["https://www.postgresql.org/docs/current/app-pgrestore.html"]
  }

  operation "dropDatabase" {
    kind     = "cli"
    call     = "db.dropDatabase()"
    pattern  = "\\bmongo(?:sh)?\\b[^\\n]*\\bdropDatabase\\s*\\(|\\bdb\\.dropDatabase\\s*\\("
    words    = ["dropdatabase"]
    example  = "mongosh \"$MONGODB_URI\" --eval \"db.dropDatabase()\""
    innocent = "function dropDatabaseName() {}"
    loses    = "a MongoDB database"
    needs    = ["write"]
    verified = true
    sources  = ["https://www.mongodb.com/docs/manual/reference/method/db.dropDatabase/"]
  }

  operation "mongorestore --drop" {
    kind     = "cli"
    call     = "mongorestore --drop"
    pattern  = "\\bmongorestore\\b[^\\n;|&]*\\s--drop\\b"
    words    = ["mongorestore"]
    example  = "mongorestore --drop --uri \"$MONGODB_URI\" dump"
    innocent = "mongorestore --uri \"$MONGODB_URI\" dump"
    loses    = "the collections that the dump names, before they are restored"
    needs    = ["write"]
    verified = true
    sources  = ["https://www.mongodb.com/docs/database-tools/mongorestore/"]
  }

  operation "FLUSHALL" {
    kind     = "cli"
    call     = "FLUSHALL | FLUSHDB"
    pattern  = "(?i)\\b(?:redis-cli|valkey-cli)\\b[^\\n;|&]*\\bflush(?:all|db)\\b"
    words    = ["flushall", "flushdb"]
    example  = "redis-cli -u \"$REDIS_URL\" FLUSHALL"
    innocent = "redis-cli ping"
    loses    = "all keys of a Redis"
    needs    = ["write"]
    verified = true
    sources  = ["https://redis.io/docs/latest/commands/flushall/"]
  }

  operation "prisma migrate reset" {
    kind     = "cli"
    call     = "prisma migrate reset"
    pattern  = "\\bprisma(?:@\\S+)?\\s+migrate\\s+reset\\b"
    words    = ["prisma"]
    example  = "npx prisma migrate reset --force"
    innocent = "npx prisma migrate deploy"
    loses    = "the database or schema, which is then made anew"
    needs    = ["write"]
    asks     = "a prompt; --force skips it, though newer versions stop a coding agent until the user consents"
    verified = true
    sources  = ["https://www.prisma.io/docs/cli/migrate/reset"]
  }

  operation "prisma db push" {
    kind     = "cli"
    call     = "prisma db push --accept-data-loss | --force-reset"
    pattern  = "\\bprisma(?:@\\S+)?\\s+db\\s+push\\b[^\\n;|&]*--(?:accept-data-loss|force-reset)\\b"
    words    = ["prisma"]
    example  = "npx prisma db push --accept-data-loss"
    innocent = "npx prisma db push"
    loses    = "columns and tables that the schema no longer has; with --force-reset everything"
    needs    = ["write"]
    verified = true
    sources = [
      "https://www.prisma.io/docs/cli/db/push",
      "https://raw.githubusercontent.com/prisma/skills/main/prisma-cli/references/db-push.md",
    ]
  }

  operation "rails db:drop" {
    kind     = "cli"
    call     = "rails db:drop | db:reset | db:schema:load | db:purge"
    pattern  = "\\b(?:rails|rake)\\s+(?:\\S+=\\S+\\s+)*(?:db:(?:drop|reset|purge|schema:load|structure:load|migrate:reset)(?::\\w+)?)\\b"
    words    = ["rails", "rake"]
    example  = "RAILS_ENV=production bin/rails db:reset"
    innocent = "bin/rails db:migrate"
    loses    = "the database of the environment"
    needs    = ["write"]
    asks     = "refused in production unless DISABLE_DATABASE_ENVIRONMENT_CHECK=1"
    verified = true
    sources = [
      "https://github.com/rails/rails/blob/0004b02522/guides/source/active_record_migrations.md",
      "https://rubydoc.info/gems/activerecord/7.1.4/ActiveRecord/ProtectedEnvironmentError",
    ]
  }

  operation "django flush" {
    kind     = "cli"
    call     = "manage.py flush | reset_db"
    pattern  = "\\b(?:manage\\.py|django-admin)\\s+(?:flush|reset_db|sqlflush\\s*\\|)"
    words    = ["manage", "django"]
    example  = "python manage.py flush --no-input"
    innocent = "python manage.py migrate"
    loses    = "all rows of the database"
    needs    = ["write"]
    asks     = "a prompt; --no-input skips it"
    verified = true
    sources = [
      "https://github.com/django/django/blob/4b8979e477a5315f3dfde0348393fd404fb70ee4/django/core/management/commands/flush.py",
      "https://github.com/django-extensions/django-extensions/blob/2ccced1b75d13573b7d738be9ecdc189c46f6480/docs/reset_db.rst",
    ]
  }

  operation "laravel migrate:fresh" {
    kind     = "cli"
    call     = "artisan migrate:fresh | migrate:refresh | migrate:reset | db:wipe"
    pattern  = "\\bartisan\\s+(?:migrate:(?:fresh|refresh|reset)|db:wipe)\\b"
    words    = ["artisan"]
    example  = "php artisan migrate:fresh --seed --force"
    innocent = "php artisan migrate --force"
    loses    = "all tables of the database; with refresh or reset what its migrations made"
    needs    = ["write"]
    asks     = "a prompt in production; --force skips it"
    verified = true
    sources  = ["https://github.com/laravel/docs/blob/0114efaa61/migrations.md"]
  }

  operation "sequelize db:drop or undo all migrations" {
    kind     = "cli"
    call     = "sequelize db:drop | db:migrate:undo:all"
    pattern  = "\\bsequelize(?:-cli)?\\s+(?:db:drop|db:migrate:undo:all)\\b"
    words    = ["sequelize"]
    example  = "npx sequelize-cli db:drop --env staging"
    innocent = "npx sequelize-cli db:migrate"
    loses    = "the database of the environment, or what its migrations made"
    needs    = ["write"]
    verified = true
    sources = [
      "https://github.com/sequelize/cli",
      "https://github.com/sequelize/website/blob/11e677eb45/docs/other-topics/migrations.md",
    ]
  }

  operation "knex migrate:rollback --all" {
    kind     = "cli"
    call     = "knex migrate:rollback --all"
    pattern  = "\\bknex\\s+migrate:rollback\\b[^\\n;|&]*--all\\b"
    words    = ["knex"]
    example  = "npx knex migrate:rollback --all"
    innocent = "npx knex migrate:latest"
    loses    = "what the migrations made"
    needs    = ["write"]
    verified = true
    sources  = ["https://github.com/knex/documentation/blob/04f0fcc7a6/src/guide/migrations.md"]
  }

  operation "typeorm schema:drop" {
    kind     = "cli"
    call     = "typeorm schema:drop"
    pattern  = "\\btypeorm(?:-ts-node-\\w+)?\\s+schema:drop\\b"
    words    = ["typeorm"]
    example  = "npx typeorm schema:drop -d ds.js"
    innocent = "npx typeorm migration:run -d ds.js"
    loses    = "all tables of the database"
    needs    = ["write"]
    verified = true
    sources = [
      "https://github.com/typeorm/typeorm/blob/37a3b5fadd/docs/using-cli.md",
      "https://app.unpkg.com/typeorm@0.3.28/files/commands/SchemaDropCommand.js",
    ]
  }

  operation "drizzle-kit push --force" {
    kind     = "cli"
    call     = "drizzle-kit push --force"
    pattern  = "\\bdrizzle-kit\\s+push(?::\\w+)?\\b[^\\n;|&]*--force\\b"
    words    = ["drizzle"]
    example  = "npx drizzle-kit push --force"
    innocent = "npx drizzle-kit migrate"
    loses    = "what the schema no longer has, with nobody asked"
    needs    = ["write"]
    verified = true
    sources  = ["https://orm.drizzle.team/docs/drizzle-kit-push"]
  }

  operation "alembic downgrade base" {
    kind     = "cli"
    call     = "alembic downgrade base"
    pattern  = "\\balembic\\s+(?:-\\S+\\s+\\S+\\s+)*downgrade\\s+base\\b"
    words    = ["alembic"]
    example  = "alembic downgrade base"
    innocent = "alembic upgrade head"
    loses    = "what the migrations made"
    needs    = ["write"]
    verified = true
    sources  = ["https://alembic.sqlalchemy.org/en/latest/tutorial.html"]
  }

  operation "ecto.drop" {
    kind     = "cli"
    call     = "mix ecto.drop | ecto.reset"
    pattern  = "\\bmix\\s+ecto\\.(?:drop|reset)\\b"
    words    = ["mix"]
    example  = "MIX_ENV=prod mix ecto.reset"
    innocent = "mix ecto.migrate"
    loses    = "the database of the environment"
    needs    = ["write"]
    verified = true
    sources  = ["https://github.com/elixir-ecto/ecto/blob/00d4658cba/lib/mix/tasks/ecto.drop.ex"]
  }

  operation "borg delete" {
    kind     = "cli"
    call     = "borg delete | borg prune | borg repo-delete"
    loses    = "archives of the repository, or with the repository's name all of them"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://github.com/borgbackup/borg/blob/02a8205395/docs/usage/delete.rst.inc"]
  }

  operation "restic forget --prune" {
    kind     = "cli"
    call     = "restic forget --prune"
    pattern  = "\\brestic\\b[^\\n;|&]*\\b(?:forget\\b[^\\n;|&]*--prune|prune)\\b"
    words    = ["restic"]
    example  = "restic forget --keep-last 1 --prune"
    innocent = "restic backup /data"
    loses    = "copies outside what the policy keeps"
    needs    = ["delete_backups"]
    verified = true
    sources  = ["https://restic.readthedocs.io/en/latest/060_forget.html"]
  }

  operation "velero backup delete" {
    kind     = "cli"
    call     = "velero backup delete"
    pattern  = "\\bvelero\\s+(?:backup\\s+delete|delete\\s+backup)\\b"
    words    = ["velero"]
    example  = "velero backup delete nightly --confirm"
    innocent = "velero backup get"
    loses    = "a backup of a cluster"
    needs    = ["delete_backups"]
    asks     = "a prompt; --confirm skips it"
    verified = true
    sources  = ["https://docs.okd.io/4.11/backup_and_restore/application_backup_and_restore/backing_up_and_restoring/oadp-deleting-backups-doc.html"]
  }

  use "plan" {
    says    = "plans infrastructure"
    pattern = "\\b(?:terraform|tofu|terragrunt)\\s+(?:-\\S+\\s+)*(?:run-all\\s+)?(?:plan|validate|fmt|init|output|show)\\b"
    words   = ["terraform", "tofu", "terragrunt"]
    example = "terraform plan -out plan"
    sources = ["https://developer.hashicorp.com/terraform/cli/commands/plan"]
  }

  use "infrastructure" {
    says    = "applies infrastructure"
    wide    = true
    pattern = "\\b(?:terraform|tofu|terragrunt)\\s+(?:-\\S+\\s+)*(?:run-all\\s+)?(?:apply|import|state|destroy)\\b"
    words   = ["terraform", "tofu", "terragrunt"]
    example = "terraform apply plan.out"
    sources = ["https://developer.hashicorp.com/terraform/cli/commands/apply"]
  }

  use "deploy" {
    says    = "deploys to a cluster"
    pattern = "\\bkubectl\\s+(?:-{1,2}[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:apply|set\\s+image|rollout)\\b|\\bhelm\\s+(?:-{1,2}[\\w-]+(?:[= ][^\\s-]\\S*)?\\s+)*(?:upgrade|install)\\b"
    words   = ["kubectl", "helm"]
    example = "helm upgrade --install shop ./chart"
    sources = ["https://helm.sh/docs/helm/helm_upgrade/"]
  }

  use "dump" {
    says    = "takes a copy of a database"
    pattern = "\\b(?:pg_dump(?:all)?|mysqldump|mariadb-dump|mongodump)\\b"
    words   = ["pg", "mysqldump", "mariadb", "mongodump"]
    example = "pg_dump \"$DATABASE_URL\" > shop.sql"
    sources = ["https://www.postgresql.org/docs/current/app-pgdump.html"]
  }

  use "migrate" {
    says    = "applies migrations"
    pattern = "\\bprisma(?:@\\S+)?\\s+migrate\\s+deploy\\b|\\b(?:rails|rake)\\s+db:migrate\\b|\\bmanage\\.py\\s+migrate\\b|\\bartisan\\s+migrate(?:\\s|$)|\\balembic\\s+upgrade\\b|\\bknex\\s+migrate:latest\\b|\\b(?:goose|dbmate|flyway|liquibase)\\s+(?:\\S+\\s+)*(?:up|migrate|update)\\b"
    words   = ["prisma", "rails", "rake", "manage", "artisan", "alembic", "knex", "goose", "dbmate", "flyway", "liquibase"]
    example = "npx prisma migrate deploy"
    sources = ["https://www.prisma.io/docs/orm/reference/prisma-cli-reference"]
  }

  store "docker_volume" {
    title    = "docker volume"
    holds    = "the disk of a container"
    primary  = true
    verified = true
    sources  = ["https://docs.docker.com/engine/storage/volumes/"]
  }

  store "kubernetes_persistent_volume_claim" {
    title    = "persistent volume claim"
    holds    = "the disk of a pod"
    primary  = true
    verified = true
    sources  = ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/"]
  }

  scope "kubernetes_namespace" {
    title = "Kubernetes namespace"
    level = "project"
  }

  scope "kubernetes_resource" {
    title = "objects of one resource"
    level = "project"
  }

  scope "kubernetes_cluster" {
    title = "Kubernetes cluster"
    level = "account"
  }
}
