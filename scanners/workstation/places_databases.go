// SPDX-License-Identifier: Apache-2.0

package workstation

// In this file: clients of databases, and tools that move data.
var _ = add(
	Place{
		ID: "pgpass", Tool: "PostgreSQL's clients", Keeps: "passwords by server, database and user", Linux: []string{"~/.pgpass"}, Windows: []string{"%APPDATA%/postgresql/pgpass.conf"}, Moves: []Move{{Variable: "PGPASSFILE"}},
		Sources: []string{"https://www.postgresql.org/docs/current/libpq-pgpass.html"}, read: pgpass,
	},
	Place{
		ID: "pg-service", Tool: "PostgreSQL's clients", Keeps: "named connections", Linux: []string{"~/.pg_service.conf"}, Windows: []string{"%APPDATA%/postgresql/.pg_service.conf"}, Moves: []Move{{Variable: "PGSERVICEFILE"}},
		Sources: []string{"https://www.postgresql.org/docs/current/libpq-pgservice.html"},
		read:    services("PG", map[string]string{"host": "HOST", "port": "PORT", "dbname": "DATABASE", "user": "USER", "password": "PASSWORD"}),
	},
	Place{
		ID: "mysql", Tool: "MySQL's clients", Keeps: "host, user and password", Linux: []string{"~/.my.cnf"}, Windows: []string{},
		Sources: []string{"https://dev.mysql.com/doc/refman/8.4/en/option-files.html"},
		read:    services("MYSQL_", map[string]string{"host": "HOST", "port": "PORT", "database": "DATABASE", "user": "USER", "password": "PASSWORD"}),
	},
	Place{
		ID: "mysql-login", Tool: "MySQL's clients", Keeps: "login paths of mysql_config_editor, which hides and does not encrypt them", Linux: []string{"~/.mylogin.cnf"}, Windows: []string{"%APPDATA%/MySQL/.mylogin.cnf"}, Moves: []Move{{Variable: "MYSQL_TEST_LOGIN_FILE"}},
		Sources: []string{"https://dev.mysql.com/doc/refman/8.4/en/option-files.html"}, Presence: "obfuscated, and not opened",
	},
	Place{ID: "rclone", Tool: "rclone", Keeps: "keys and logins of its remotes", Linux: []string{"~/.config/rclone/rclone.conf"}, Windows: []string{"%APPDATA%/rclone/rclone.conf"}, Moves: []Move{{Variable: "RCLONE_CONFIG"}}, Sources: []string{"https://rclone.org/docs/", blastradius}, read: properties},
	Place{ID: "s3cmd", Tool: "s3cmd", Keeps: "the access key", Linux: []string{"~/.s3cfg"}, Windows: []string{"%APPDATA%/s3cmd.ini"}, Sources: []string{"https://github.com/s3tools/s3cmd"}, Unverified: "the place on Windows", read: s3cmd},
	Place{
		ID: "minio", Tool: "MinIO's client", Keeps: "keys of its aliases", Linux: []string{"~/.mc/config.json"}, Windows: []string{"~/mc/config.json"}, Moves: []Move{{Variable: "MC_CONFIG_DIR", Rest: "config.json"}},
		Sources: []string{"https://github.com/minio/mc"}, read: fields(asJSON, field{"aliases/*/secretKey", "object_storage_key"}),
	},
	Place{ID: "databricks", Tool: "Databricks' command line", Keeps: "tokens of its profiles", Linux: []string{"~/.databrickscfg"}, Moves: []Move{{Variable: "DATABRICKS_CONFIG_FILE"}}, Sources: []string{"https://docs.databricks.com/aws/en/dev-tools/auth/config-profiles", blastradius}, read: ini("profile", map[string]string{"token": "databricks_token", "password": "databricks_token", "client_secret": "databricks_token"})},
	Place{
		ID: "snowflake", Tool: "Snowflake's clients", Keeps: "passwords and keys of its connections", Linux: []string{"~/.snowflake/connections.toml", "~/.snowflake/config.toml"}, Moves: []Move{{Variable: "SNOWFLAKE_HOME", Rest: "connections.toml"}},
		Sources: []string{"https://docs.snowflake.com/en/developer-guide/snowflake-cli/connecting/configure-cli", blastradius},
		read:    fields(asTOML, field{"*/password", "snowflake_password"}, field{"connections/*/password", "snowflake_password"}, field{"*/token", "snowflake_token"}, field{"connections/*/token", "snowflake_token"}),
	},
	Place{ID: "dbt", Tool: "dbt", Keeps: "connections of its targets", Linux: []string{"~/.dbt/profiles.yml"}, Moves: []Move{{Variable: "DBT_PROFILES_DIR", Rest: "profiles.yml"}}, Sources: []string{"https://docs.getdbt.com/docs/core/connect-data-platform/connection-profiles", blastradius}, read: dbtProfiles},
)
