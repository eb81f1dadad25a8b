// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"reflect"
	"strings"
	"testing"
)

const pw = "canary-Zk4T9wq"

// A row is a string and what it says, in the order engine user password?
// server-or-reach database; see [told].
type row struct{ in, want string }

// told writes a connection down in one line: Store() or Server(), reach, user,
// whether the password came out whole.
func told(c Connection) string {
	var parts []string
	add := func(name, v string) {
		if v != "" {
			parts = append(parts, name+"="+v)
		}
	}
	if c.Unset {
		add("unset", c.Engine)
	}
	switch {
	case c.Store() != "":
		add("store", c.Store())
	case c.Server() != "":
		add("server", c.Server())
	default:
		add("engine", c.Engine)
	}
	if r := c.Reach(); r != Global {
		add("reach", string(r))
	}
	if c.Provider != "" {
		add("by", c.Provider+":"+c.ProviderRef)
	}
	add("user", c.User)
	switch c.Password.text() {
	case "":
	case pw:
		add("password", "whole")
	case pw + "@:/x?":
		add("password", "whole-signs")
	default:
		add("password", "other")
	}
	add("from", c.PasswordVariable)
	return strings.Join(parts, " ")
}

const ref = "abcdefghijklmnopqrst" // of the length of a Supabase project's

var connections = []row{
	// URLs
	{"postgres://app:" + pw + "@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=whole"},
	{"postgresql://app:" + pw + "@DB.Acme.io:5432/app", "store=postgres://db.acme.io/app user=app password=whole"},
	{"postgresql://app:" + pw + "@db.acme.io:6432/app?sslmode=require", "store=postgres://db.acme.io:6432/app user=app password=whole"},
	{"postgresql+asyncpg://app:" + pw + "@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=whole"},
	{"postgresql+psycopg2cffi://app:" + pw + "@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=whole"},
	{"postgis://app:" + pw + "@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=whole"},
	{`"postgres://app:` + pw + `@db.acme.io/app"`, "store=postgres://db.acme.io/app user=app password=whole"},
	{"postgresql://app:" + pw + "@db.acme.io/app?schema=tenant_a&connection_limit=5", "store=postgres://db.acme.io/app user=app password=whole"},
	{"postgresql://db.acme.io/app?user=app&password=" + pw, "store=postgres://db.acme.io/app user=app password=whole"},
	{"postgresql:///app?host=db.acme.io&user=app", "store=postgres://db.acme.io/app user=app"},
	{"postgres://app:" + pw + "@h1.acme.io:5432,h2.acme.io:5432/app?target_session_attrs=any", "store=postgres://h1.acme.io/app user=app password=whole"},
	{"postgres://app:" + pw + "@h2.acme.io,h1.acme.io/app", "store=postgres://h1.acme.io/app user=app password=whole"},
	{"postgres://db.acme.io", "server=postgres://db.acme.io"},
	{"postgres://app@db.acme.io/app", "store=postgres://db.acme.io/app user=app"},
	{"cockroachdb://app:" + pw + "@db.acme.io/app", "store=cockroachdb://db.acme.io/app user=app password=whole"},
	{"postgresql://app:" + pw + "@db.acme.io:26257/app", "store=cockroachdb://db.acme.io/app user=app password=whole"},
	{"redshift+psycopg2://app:" + pw + "@rs.acme.io:5439/dwh", "store=redshift://rs.acme.io/dwh user=app password=whole"},
	{"mysql://app:" + pw + "@db.acme.io:3306/app", "store=mysql://db.acme.io/app user=app password=whole"},
	{"mysql2://app:" + pw + "@db.acme.io/app?reconnect=true", "store=mysql://db.acme.io/app user=app password=whole"},
	{"mysql+pymysql://app:" + pw + "@db.acme.io/app", "store=mysql://db.acme.io/app user=app password=whole"},
	{"mariadb://app:" + pw + "@db.acme.io/app", "store=mysql://db.acme.io/app user=app password=whole"},
	{"mysql://app:" + pw + "@tcp(db.acme.io:3306)/app", "store=mysql://db.acme.io/app user=app password=whole"},
	{"mongodb://app:" + pw + "@a.acme.io:27017,b.acme.io:27018,c.acme.io:27017/app?replicaSet=rs0", "store=mongodb://a.acme.io/app user=app password=whole"},
	{"mongodb+srv://app:" + pw + "@main.a1b2c.mongodb.net/app?retryWrites=true", "store=mongodb://main.a1b2c.mongodb.net/app by=mongodb_atlas:main.a1b2c user=app password=whole"},
	{"mongodb://app:" + pw + "@main-shard-00-00.a1b2c.mongodb.net:27017,main-shard-00-01.a1b2c.mongodb.net:27017/app?ssl=true", "store=mongodb://main.a1b2c.mongodb.net/app by=mongodb_atlas:main.a1b2c user=app password=whole"},
	{"mongodb+srv://app:" + pw + "@main.a1b2c.mongodb.net", "server=mongodb://main.a1b2c.mongodb.net by=mongodb_atlas:main.a1b2c user=app password=whole"},
	{"redis://:" + pw + "@cache.acme.io:6379/2", "store=redis://cache.acme.io/2 password=whole"},
	{"rediss://default:" + pw + "@cache.acme.io:6380", "store=redis://cache.acme.io:6380/0 user=default password=whole"},
	{"redis://cache.acme.io", "store=redis://cache.acme.io/0"},
	{"rediss://default:" + pw + "@apt-cat-12345.upstash.io:6379", "store=redis://apt-cat-12345.upstash.io/0 by=upstash:apt-cat-12345 user=default password=whole"},
	{"amqp://app:" + pw + "@mq.acme.io:5672/vh", "store=amqp://mq.acme.io/vh user=app password=whole"},
	{"amqps://app:" + pw + "@mq.acme.io/%2f", "server=amqp://mq.acme.io user=app password=whole"},
	{"clickhouse://app:" + pw + "@ch.acme.io:9440/events?secure=true", "store=clickhouse://ch.acme.io/events user=app password=whole"},
	{"clickhouse+native://app:" + pw + "@ch.acme.io/events", "store=clickhouse://ch.acme.io/events user=app password=whole"},
	{"mssql://sa:" + pw + "@sql.acme.io:1433/app?encrypt=true", "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{"mssql+pyodbc://sa:" + pw + "@sql.acme.io/app?driver=ODBC+Driver+18+for+SQL+Server", "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{"mssql+pyodbc:///?odbc_connect=Driver%3D%7BODBC+Driver+18+for+SQL+Server%7D%3BServer%3Dtcp%3Asql.acme.io%2C1433%3BDatabase%3Dapp%3BUid%3Dsa%3BPwd%3D" + pw + "%3B", "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{"sqlserver://sa:" + pw + "@sql.acme.io:1433?database=app", "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{"sqlserver://sql.acme.io:1433;database=app;user=sa;password=" + pw + ";encrypt=true", "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{"libsql://shop-acme.turso.io?authToken=" + pw, "store=libsql://shop-acme.turso.io by=turso:shop-acme password=whole"},
	{"neo4j+s://neo4j:" + pw + "@abcd1234.databases.neo4j.io", "server=neo4j://abcd1234.databases.neo4j.io user=neo4j password=whole"},

	// passwords as people write them
	{"postgres://app:" + pw + "%40%3A%2Fx%3F@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=whole-signs"},
	{"postgres://app:" + pw + "@:/x?@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=whole-signs"},
	{"postgres://app:p@" + pw + "@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=other"},
	{"postgres://app:a/b" + pw + "@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=other"},
	{"postgres://app:a#b" + pw + "@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=other"},
	{"postgres://app:a%b" + pw + "@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=other"},
	{"postgres://app:" + pw + "@db.acme.io/app?options=-c%20search_path=x@y", "store=postgres://db.acme.io/app user=app password=whole"},
	{"redis://canary9Zk4T9wq2Lm8@cache.acme.io", "store=redis://cache.acme.io/0 password=other"},

	// hosts
	{"postgres://app:" + pw + "@[2a01:4f8::1]:5433/app", "store=postgres://[2a01:4f8::1]:5433/app user=app password=whole"},
	{"postgres://app:" + pw + "@[::1]/app", "store=postgres://[::1]/app reach=local user=app password=whole"},
	{"postgres://app:" + pw + "@10.1.2.3/app", "store=postgres://10.1.2.3/app reach=private user=app password=whole"},
	{"postgres://app:" + pw + "@100.64.3.4/app", "store=postgres://100.64.3.4/app reach=private user=app password=whole"},
	{"postgres://app:" + pw + "@localhost:5433/app", "store=postgres://localhost:5433/app reach=local user=app password=whole"},
	{"postgres://app:" + pw + "@host.docker.internal/app", "store=postgres://host.docker.internal/app reach=local user=app password=whole"},
	{"postgres://app:" + pw + "@postgres/app", "store=postgres://postgres/app reach=project user=app password=whole"},
	{"postgres://app:" + pw + "@db.prod.svc.cluster.local/app", "store=postgres://db.prod.svc.cluster.local/app reach=project user=app password=whole"},
	{"postgres://app:" + pw + "@postgres.railway.internal:5432/railway", "store=postgres://postgres.railway.internal/railway reach=project user=app password=whole"},
	{"postgres://app:" + pw + "@shop-db.flycast:5432/shop", "store=postgres://shop-db.flycast/shop reach=project user=app password=whole"},
	{"postgres://app:" + pw + "@db.office.lan/app", "store=postgres://db.office.lan/app reach=private user=app password=whole"},
	{"postgres://app:" + pw + "@203.0.113.9/app", "store=postgres://203.0.113.9/app reach=fictional user=app password=whole"},
	{"postgresql:///app?host=/var/run/postgresql", "engine=postgres reach=local"},
	{"postgresql://app:" + pw + "@%2Fvar%2Frun%2Fpostgresql/app", "engine=postgres reach=local user=app password=whole"},
	{"postgres://app:" + pw + "@/app?host=/cloudsql/acme-prod:europe-west1:main", "store=postgres://acme-prod:europe-west1:main/app by=gcp_sql:acme-prod:europe-west1:main user=app password=whole"},
	{"mysql+pymysql://app:" + pw + "@/app?unix_socket=/cloudsql/acme-prod:europe-west1:main", "store=mysql://acme-prod:europe-west1:main/app by=gcp_sql:acme-prod:europe-west1:main user=app password=whole"},

	// providers: one server, several names
	{"postgresql://postgres:" + pw + "@db." + ref + ".supabase.co:5432/postgres", "store=postgres://db." + ref + ".supabase.co/postgres by=supabase:" + ref + " user=postgres password=whole"},
	{"postgresql://postgres." + ref + ":" + pw + "@aws-0-eu-west-1.pooler.supabase.com:6543/postgres?pgbouncer=true", "store=postgres://db." + ref + ".supabase.co/postgres by=supabase:" + ref + " user=postgres." + ref + " password=whole"},
	{"postgresql://postgres:" + pw + "@aws-0-eu-west-1.pooler.supabase.com:6543/postgres?options=reference%3D" + ref, "store=postgres://db." + ref + ".supabase.co/postgres by=supabase:" + ref + " user=postgres password=whole"},
	{"postgresql://postgres:" + pw + "@aws-0-eu-west-1.pooler.supabase.com:6543/postgres", "engine=postgres by=supabase: user=postgres password=whole"},
	{"postgresql://alex:" + pw + "@ep-cool-rain-a1b2c3d4-pooler.us-east-2.aws.neon.tech/neondb?sslmode=require", "store=postgres://ep-cool-rain-a1b2c3d4.us-east-2.aws.neon.tech/neondb by=neon:ep-cool-rain-a1b2c3d4 user=alex password=whole"},
	{"postgresql://alex:" + pw + "@ep-cool-rain-a1b2c3d4.c-2.us-east-2.aws.neon.tech/neondb", "store=postgres://ep-cool-rain-a1b2c3d4.us-east-2.aws.neon.tech/neondb by=neon:ep-cool-rain-a1b2c3d4 user=alex password=whole"},
	{"postgres://app:" + pw + "@shop.cluster-ro-c1a2b3d4e5f6.eu-west-1.rds.amazonaws.com/app", "store=postgres://shop.cluster-c1a2b3d4e5f6.eu-west-1.rds.amazonaws.com/app by=aws_rds:shop user=app password=whole"},
	{"postgres://app:" + pw + "@shop.cluster-c1a2b3d4e5f6.eu-west-1.rds.amazonaws.com/app", "store=postgres://shop.cluster-c1a2b3d4e5f6.eu-west-1.rds.amazonaws.com/app by=aws_rds:shop user=app password=whole"},
	{"mysql://app:" + pw + "@shop.c1a2b3d4e5f6.eu-west-1.rds.amazonaws.com:3306/app", "store=mysql://shop.c1a2b3d4e5f6.eu-west-1.rds.amazonaws.com/app by=aws_rds:shop user=app password=whole"},
	{"mysql://a1b2c3d4e5f6g7h8i9j0:pscale_pw_canary@aws.connect.psdb.cloud/shop?ssl={\"rejectUnauthorized\":true}", "store=mysql://a1b2c3d4e5f6g7h8i9j0@connect.psdb.cloud/shop by=planetscale:shop/a1b2c3d4e5f6g7h8i9j0 user=a1b2c3d4e5f6g7h8i9j0 password=other"},
	{"mysql://aws.connect.psdb.cloud/shop", "engine=mysql by=planetscale:"},
	{"postgresql://postgres:" + pw + "@viaduct.proxy.rlwy.net:34567/railway", "store=postgres://viaduct.proxy.rlwy.net:34567/railway by=railway:viaduct.proxy.rlwy.net:34567 user=postgres password=whole"},
	{"postgresql://postgres:" + pw + "@viaduct.proxy.rlwy.net/railway", "engine=postgres by=railway: user=postgres password=whole"},
	{"postgres://shop:" + pw + "@dpg-canary0123456789abcd-a.oregon-postgres.render.com/shop", "store=postgres://dpg-canary0123456789abcd/shop by=render:dpg-canary0123456789abcd user=shop password=whole"},
	{"postgres://shop:" + pw + "@dpg-canary0123456789abcd-a/shop", "store=postgres://dpg-canary0123456789abcd/shop by=render:dpg-canary0123456789abcd user=shop password=whole"},
	{"postgresql://doadmin:" + pw + "@private-shop-do-user-123456-0.b.db.ondigitalocean.com:25060/defaultdb", "store=postgres://shop-do-user-123456-0.b.db.ondigitalocean.com/defaultdb by=digitalocean:shop-do-user-123456-0 user=doadmin password=whole"},
	{"postgresql://fly-user:" + pw + "@pgbouncer.abcdef0123456789.flympg.net/fly-db", "store=postgres://abcdef0123456789.flympg.net/fly-db by=fly_mpg:abcdef0123456789 user=fly-user password=whole"},
	{"redis://master.shop.abc123.euw1.cache.amazonaws.com:6379", "store=redis://shop.abc123.euw1.cache.amazonaws.com/0 by=aws_elasticache:shop"},

	// JDBC
	{"jdbc:postgresql://db.acme.io:5432/app?user=app&password=" + pw, "store=postgres://db.acme.io/app user=app password=whole"},
	{"jdbc:postgresql://db.acme.io/app?currentSchema=tenant", "store=postgres://db.acme.io/app"},
	{"jdbc:aws-wrapper:postgresql://db.acme.io/app", "store=postgres://db.acme.io/app"},
	{"r2dbc:postgresql://app:" + pw + "@db.acme.io/app", "store=postgres://db.acme.io/app user=app password=whole"},
	{"jdbc:mysql://db.acme.io:3306/app?useSSL=true&user=app&password=" + pw, "store=mysql://db.acme.io/app user=app password=whole"},
	{"jdbc:mariadb://db.acme.io/app", "store=mysql://db.acme.io/app"},
	{"jdbc:sqlserver://sql.acme.io:1433;databaseName=app;user=sa;password={" + pw + "};encrypt=true", "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{`jdbc:sqlserver://sql.acme.io\reports;databaseName=app;user=sa;password=` + pw, `store=sqlserver://sql.acme.io\reports/app user=sa password=whole`},
	{"jdbc:jtds:sqlserver://sql.acme.io:1433/app;user=sa;password=" + pw, "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{"jdbc:oracle:thin:@ora.acme.io:1521:ORCL", "store=oracle://ora.acme.io/ORCL"},
	{"jdbc:oracle:thin:app/" + pw + "@//ora.acme.io:1521/orclpdb1", "store=oracle://ora.acme.io/orclpdb1 user=app password=whole"},
	{"jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=ora.acme.io)(PORT=1522))(CONNECT_DATA=(SERVICE_NAME=shop)))", "store=oracle://ora.acme.io:1522/shop"},
	{"jdbc:db2://db2.acme.io:50000/SHOP:user=app;password=" + pw + ";", "store=db2://db2.acme.io/SHOP user=app password=whole"},

	// ADO.NET, Npgsql, ODBC
	{"Server=sql.acme.io;Database=app;User Id=sa;Password=" + pw + ";", "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{"Server=tcp:acme.database.windows.net,1433;Initial Catalog=app;Persist Security Info=False;User ID=sa@acme;Password=" + pw + ";MultipleActiveResultSets=False;", "store=sqlserver://acme.database.windows.net/app by=azure_sql:acme user=sa@acme password=whole"},
	{"Data Source=tcp:sql.acme.io,1434;Initial Catalog=app;Integrated Security=True", "store=sqlserver://sql.acme.io:1434/app"},
	{`Data Source=.\SQLEXPRESS;Initial Catalog=app;Integrated Security=True`, `store=sqlserver://localhost\sqlexpress/app reach=local`},
	{`Server=(localdb)\mssqllocaldb;Database=app;Trusted_Connection=True;`, `store=sqlserver://localhost\mssqllocaldb/app reach=local`},
	{"Host=db.acme.io;Port=5432;Database=app;Username=app;Password=" + pw, "store=postgres://db.acme.io/app user=app password=whole"},
	{"Server=db.acme.io;Port=3306;Database=app;Uid=app;Pwd=" + pw + ";", "store=mysql://db.acme.io/app user=app password=whole"},
	{"Server=db.acme.io;Database=app;Uid=app;Pwd=" + pw + ";", "store=sql://db.acme.io/app user=app password=whole"},
	{"Driver={ODBC Driver 17 for SQL Server};Server=sql.acme.io,1433;Database=app;UID=sa;PWD={" + pw + "};", "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{"DRIVER={PostgreSQL Unicode};SERVER=db.acme.io;PORT=5432;DATABASE=app;UID=app;PWD=" + pw, "store=postgres://db.acme.io/app user=app password=whole"},
	{"Data Source=ora.acme.io:1521/shop;User Id=app;Password=" + pw + ";", "store=oracle://ora.acme.io/shop user=app password=whole"},
	{`metadata=res://*/Shop.csdl;provider=System.Data.SqlClient;provider connection string="data source=sql.acme.io;initial catalog=app;user id=sa;password=` + pw + `"`, "store=sqlserver://sql.acme.io/app user=sa password=whole"},
	{"Server=db.acme.io;Database=app;User Id=app;Password='" + pw + "@:/x?'", "store=sqlserver://db.acme.io/app user=app password=whole-signs"},

	// libpq, PDO, Go, StackExchange.Redis
	{"host=db.acme.io dbname=app user=app password=" + pw, "store=postgres://db.acme.io/app user=app password=whole"},
	{"host=db.acme.io port=5432 dbname=app user=app password='" + pw + "@:/x?' sslmode=require", "store=postgres://db.acme.io/app user=app password=whole-signs"},
	{"host = db.acme.io user = app password = " + pw, "server=postgres://db.acme.io user=app password=whole"},
	{"host=/var/run/postgresql dbname=app user=app", "engine=postgres reach=local user=app"},
	{"mysql:host=db.acme.io;dbname=app;charset=utf8mb4", "store=mysql://db.acme.io/app"},
	{"pgsql:host=db.acme.io;port=5432;dbname=app;user=app;password=" + pw, "store=postgres://db.acme.io/app user=app password=whole"},
	{"sqlsrv:Server=sql.acme.io,1433;Database=app", "store=sqlserver://sql.acme.io/app"},
	{"app:" + pw + "@tcp(db.acme.io:3306)/app?parseTime=true", "store=mysql://db.acme.io/app user=app password=whole"},
	{"app:" + pw + "@unix(/tmp/mysql.sock)/app", "engine=mysql reach=local user=app password=whole"},
	{"acme.redis.cache.windows.net:6380,password=" + pw + ",ssl=True,abortConnect=False", "store=redis://acme.redis.cache.windows.net/0 by=azure_redis:acme password=whole"},

	// variables and placeholders
	{"postgres://app:${DB_PASSWORD}@db.acme.io/app", "store=postgres://db.acme.io/app user=app from=DB_PASSWORD"},
	{"postgres://app:$DB_PASSWORD@db.acme.io/app", "store=postgres://db.acme.io/app user=app from=DB_PASSWORD"},
	{"postgres://app:$(DB_PASSWORD)@db.acme.io/app", "store=postgres://db.acme.io/app user=app from=DB_PASSWORD"},
	{"postgres://${DB_USER}:${DB_PASSWORD:-a/b@c}@${DB_HOST:-localhost}:${DB_PORT}/${DB_NAME}", "unset=postgres engine=postgres reach=fictional from=DB_PASSWORD"},
	{"postgres://app:" + pw + "@${DB_HOST}/app", "unset=postgres engine=postgres reach=fictional user=app password=whole"},
	{"postgres://app:" + pw + "@db.acme.io/${DB_NAME}", "unset=postgres engine=postgres reach=fictional user=app password=whole"},
	{"postgres://app:" + pw + "@{{ .Values.host }}:5432/app", "unset=postgres engine=postgres reach=fictional user=app password=whole"},
	{"postgres://user:pass@host:5432/dbname", "unset=postgres engine=postgres reach=fictional user=user"},
	{"postgresql://postgres:[YOUR-PASSWORD]@db." + ref + ".supabase.co:5432/postgres", "store=postgres://db." + ref + ".supabase.co/postgres by=supabase:" + ref + " user=postgres"},
	{"postgresql://postgres:<password>@db.<project-ref>.supabase.co/postgres", "unset=postgres engine=postgres reach=fictional user=postgres"},
	{"postgres://%s:%s@%s:%s/%s", "unset=postgres engine=postgres reach=fictional"},
	{"postgres://app:" + pw + "@db.example.com/app", "unset=postgres engine=postgres reach=fictional user=app password=whole"},
	{"postgres://app:changeme@db.acme.io/app", "store=postgres://db.acme.io/app user=app"},
	{"mysql://user:password@your-host/your-db", "unset=mysql engine=mysql reach=fictional user=user"},
	{"mongodb+srv://<username>:<password>@cluster0.xxxxx.mongodb.net/?retryWrites=true", "unset=mongodb engine=mongodb reach=fictional"},
	{"Server=__DB_HOST__;Database=app;User Id=sa;Password=#{DbPassword}#;", "unset=sqlserver engine=sqlserver reach=fictional user=sa from=DbPassword"},
	{"postgres://app:" + pw + "@db-$env.acme.io/app", "unset=postgres engine=postgres reach=fictional user=app password=whole"},
	{"host=$PGHOST dbname=app user=app", "unset=postgres engine=postgres reach=fictional user=app"},
	{"Server=myserver.database.windows.net;Database=mydb;User Id=u;Password={your_password}", "unset=sqlserver engine=sqlserver reach=fictional user=u"},

	// no connection strings
	{"https://acme.io/a/b?c=d", ""}, {"https://user:" + pw + "@acme.io/app", ""}, {"http://db.acme.io:5432/app", ""}, {"git+ssh://git@github.com/acme/app.git", ""},
	{"s3://bucket/key", ""}, {"file:///tmp/app.db", ""}, {"sqlite:///app.db", ""}, {"Data Source=app.db;Cache=Shared", ""}, {"Data Source=app.sqlite;Password=x", ""},
	{"jdbc:h2:mem:testdb", ""}, {"jdbc:tc:postgresql:16:///app", ""}, {"prisma://accelerate.prisma-data.net/?api_key=x", ""}, {"prisma+postgres://localhost:51213/?api_key=x", ""},
	{"postgres:16-alpine", ""}, {"mysql:8.0", ""}, {"redis:7-alpine", ""}, {"postgres", ""}, {"redis://", ""}, {"postgres://", ""}, {"host=acme.io", ""},
	{"a=b;c=d", ""}, {"host=x; path=/; secure", ""}, {"max-age=3600; includeSubDomains", ""}, {"key=value user=me", ""}, {"just some words about a host = something", ""},
	{"AccountName=acme;AccountKey=" + pw + ";EndpointSuffix=core.windows.net", ""}, {"Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=" + pw, ""},
	{"user:" + pw + "@acme.io", ""}, {"", ""}, {"postgres://two\nlines@x/y", ""}, {"wss://acme.io/socket", ""}, {"ldap://ldap.acme.io:389", ""}, {"smtp://u:" + pw + "@mail.acme.io:587", ""},
}

func TestConnectionStringsInEveryDress(t *testing.T) {
	for _, r := range connections {
		got := ""
		if c, ok := ParseConnection(New(r.in)); ok {
			got = told(c)
		}
		if got != r.want {
			t.Errorf("%s\n got %s\nwant %s", r.in, got, r.want)
		}
	}
}

func TestConnectionFromSeveralVariables(t *testing.T) {
	v := New
	for _, r := range []struct {
		c    Connection
		want string
	}{
		{of("postgres", v("db.acme.io"), v("5432"), v("app"), v("app"), v(pw)), "store=postgres://db.acme.io/app user=app password=whole"},
		{of("postgres", v("/cloudsql/acme-prod:europe-west1:main"), v(""), v("app"), v("app"), v(pw)), "store=postgres://acme-prod:europe-west1:main/app by=gcp_sql:acme-prod:europe-west1:main user=app password=whole"},
		{of("mysql", v("${HOST}"), v(""), v("app"), v("app"), v(pw)), "unset=mysql engine=mysql reach=fictional user=app password=whole"},
		{of("postgres", v("viaduct.proxy.rlwy.net"), v("34567"), v("railway"), v("postgres"), v(pw)), "store=postgres://viaduct.proxy.rlwy.net:34567/railway by=railway:viaduct.proxy.rlwy.net:34567 user=postgres password=whole"},
		{of("mysql", v("db.acme.io"), v(""), v("app"), v("app"), v("50%off-canary")), "store=mysql://db.acme.io/app user=app password=other"},
		{of("redis", v("redis"), v("6379"), v(""), v(""), v("")), "store=redis://redis/0 reach=project"},
	} {
		if got := told(r.c); got != r.want {
			t.Errorf("got %s\nwant %s", got, r.want)
		}
	}
	if c := of("mysql", v("db.acme.io"), v(""), v("app"), v("app"), v("canary%41x")); c.Password.text() != "canary%41x" {
		t.Error("a variable's value has no percent-encoding to undo")
	}
}

func of(engine string, host, port, database, user, password Value) Connection {
	c, _ := ConnectionOf(engine, host, port, database, user, password)
	return c
}

func TestHostsReachAsFarAsTheyMean(t *testing.T) {
	for want, hosts := range map[Reach][]string{
		Global:    {"db.acme.io", "52.1.2.3", "shop.c1a2b3d4e5f6.eu-west-1.rds.amazonaws.com", "2a01:4f8::1", "app.fly.dev"},
		Private:   {"10.0.0.5", "192.168.1.2", "172.31.0.1", "100.100.1.1", "fd12::1", "nas.local", "db.corp", "pg.tail1234.ts.net"},
		Project:   {"db", "postgres.prod.svc", "app.internal", "ip-10-0-0-1.ec2.internal", "x.railway.internal", "db.flycast"},
		Local:     {"localhost", "127.0.0.1", "127.8.8.8", "::1", "0.0.0.0", "172.17.0.1", "169.254.1.1", "host.docker.internal", "app.localhost"},
		Fictional: {"example.com", "db.example.org", "x.test", "a.invalid", "host", "your-db.acme.io", "192.0.2.1", "2001:db8::1", "1.2.3.4", "yourserver.database.windows.net"},
	} {
		for _, h := range hosts {
			if got := HostReach(h); got != want {
				t.Errorf("%s reaches %s, want %s", h, got, want)
			}
		}
	}
}

// FuzzParseConnection: nothing panics, what comes out has the form of an
// identifier, and the password is in none of it.
func FuzzParseConnection(f *testing.F) {
	for _, r := range connections {
		f.Add(r.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		c, ok := ParseConnection(New(in))
		if !ok {
			return
		}
		if c.Host != "" {
			if _, ok := Host(New(c.Host)); !ok && !strings.Contains(c.Host, ":") {
				t.Errorf("host %q", c.Host)
			}
		}
		for _, n := range []string{c.User, c.Database, c.Schema, c.Instance} {
			if _, ok := name(n, 64); n != "" && !ok {
				t.Errorf("name %q", n)
			}
		}
		p := c.Password.text()
		if len(p) < 6 || strings.Count(in, p) != 1 {
			return
		}
		v := reflect.ValueOf(c)
		for i := range v.NumField() {
			if s := v.Field(i); s.Kind() == reflect.String && strings.Contains(s.String(), p) {
				t.Errorf("%q: the password is in %s", in, v.Type().Field(i).Name)
			}
		}
		if strings.Contains(c.Store(), p) || strings.Contains(strings.Join(c.Hosts, ","), p) {
			t.Errorf("%q: the password is in the store's name", in)
		}
	})
}
