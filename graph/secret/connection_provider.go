// SPDX-License-Identifier: Apache-2.0

package secret

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/graph/lazily"
)

// What managed databases' host names say. One server has several names (a
// pooler, a reader, a private one) and one name may serve many tenants; here
// the first come down to one and the second are told apart.

// A front is a family of host names. Templates are regexp.Expand's.
type front struct {
	suffix   string // asked first: most hosts cost no more
	provider string
	form     func() *regexp.Regexp
	server   string // template of the one name; "" keeps the host
	ref      string // template of the provider's identifier
	region   string
	noPort   bool // its ports are ways in to one server
	tenant   func(*Connection, dress) (server, ref string)
}

func lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

var fronts = []front{
	// https://supabase.com/docs/guides/database/connecting-to-postgres
	{suffix: ".supabase.co", provider: "supabase", form: lazy(`^db\.([a-z]{20})\.supabase\.co$`), ref: "$1", noPort: true},
	{suffix: ".pooler.supabase.com", provider: "supabase", tenant: supabaseTenant, noPort: true},
	// https://neon.com/docs/connect/connect-from-any-app: -pooler is the same compute
	{suffix: ".neon.tech", provider: "neon", form: lazy(`^(ep-[a-z0-9-]+?)(?:-pooler)?\.(?:c-\d+\.)?([a-z0-9-]+)\.(aws|azure|gcp)\.neon\.tech$`), server: "$1.$2.$3.neon.tech", ref: "$1", region: "$2", noPort: true},
	{suffix: ".neon.tech", provider: "neon", tenant: neonTenant, noPort: true},
	// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html: the reader endpoint reads the same cluster
	{suffix: ".rds.amazonaws.com", provider: "aws_rds", form: lazy(`^([a-z0-9-]+)\.(cluster-)(?:ro-)?([a-z0-9]{6,24})\.([a-z0-9-]+)\.rds\.amazonaws\.com$`), server: "$1.cluster-$3.$4.rds.amazonaws.com", ref: "$1", region: "$4"},
	{suffix: ".rds.amazonaws.com", provider: "aws_rds", form: lazy(`^([a-z0-9-]+)\.((?:proxy-|cluster-custom-)?[a-z0-9]{6,24})\.([a-z0-9-]+)\.rds\.amazonaws\.com$`), ref: "$1", region: "$3"},
	{suffix: ".docdb.amazonaws.com", provider: "aws_docdb", form: lazy(`^([a-z0-9-]+)\.cluster-(?:ro-)?([a-z0-9]{6,24})\.([a-z0-9-]+)\.docdb\.amazonaws\.com$`), server: "$1.cluster-$2.$3.docdb.amazonaws.com", ref: "$1", region: "$3"},
	{suffix: ".redshift.amazonaws.com", provider: "aws_redshift", form: lazy(`^([a-z0-9-]+)\.[a-z0-9]{6,24}\.([a-z0-9-]+)\.redshift\.amazonaws\.com$`), ref: "$1", region: "$2"},
	{suffix: ".cache.amazonaws.com", provider: "aws_elasticache", form: lazy(`^(?:(?:master|replica|clustercfg)\.)?([a-z0-9-]+?)(?:-ro)?\.([a-z0-9]{5,8})(?:\.ng)?(?:\.0001)?\.([a-z0-9]+)\.cache\.amazonaws\.com$`), server: "$1.$2.$3.cache.amazonaws.com", ref: "$1", region: "$3"},
	{suffix: ".on.aws", provider: "aws_dsql", form: lazy(`^([a-z0-9]{20,30})\.dsql\.([a-z0-9-]+)\.on\.aws$`), ref: "$1", region: "$2"},
	{suffix: ".database.windows.net", provider: "azure_sql", form: lazy(`^([a-z0-9-]+)\.database\.windows\.net$`), ref: "$1"},
	{suffix: ".postgres.database.azure.com", provider: "azure_postgres", form: lazy(`^([a-z0-9-]+)\.postgres\.database\.azure\.com$`), ref: "$1", noPort: true},
	{suffix: ".mysql.database.azure.com", provider: "azure_mysql", form: lazy(`^([a-z0-9-]+)\.mysql\.database\.azure\.com$`), ref: "$1"},
	{suffix: ".redis.cache.windows.net", provider: "azure_redis", form: lazy(`^([a-z0-9-]+)\.redis\.cache\.windows\.net$`), ref: "$1", noPort: true},
	{suffix: ".mongo.cosmos.azure.com", provider: "azure_cosmos", form: lazy(`^([a-z0-9-]+)\.mongo\.cosmos\.azure\.com$`), ref: "$1", noPort: true},
	// https://planetscale.com/docs/concepts/connection-strings: the user stands for a branch
	{suffix: ".psdb.cloud", provider: "planetscale", tenant: planetscaleTenant, noPort: true},
	// https://docs.railway.com/guides/public-networking#tcp-proxying: one domain, a port for each service
	{suffix: ".proxy.rlwy.net", provider: "railway", tenant: portTenant},
	{suffix: ".railway.app", provider: "railway", tenant: portTenant},
	// https://render.com/docs/postgresql-creating-connecting: the internal name is the id alone
	{suffix: "", provider: "render", form: lazy(`^((?:dpg|red)-[a-z0-9]{20})(?:-[a-z])?(?:\.[a-z]+-(?:postgres|redis|keyvalue)\.render\.com)?$`), server: "$1", ref: "$1"},
	// https://www.mongodb.com/docs/atlas/reference/faq/connection-changes/: shards and private endpoints are one cluster
	{suffix: ".mongodb.net", provider: "mongodb_atlas", form: lazy(`^([a-z0-9-]+?)(?:-shard-\d\d-\d\d|-pl-\d+|-pri|-lb)*\.([a-z0-9]{4,8})\.mongodb\.net$`), server: "$1.$2.mongodb.net", ref: "$1.$2", noPort: true},
	{suffix: ".upstash.io", provider: "upstash", form: lazy(`^([a-z0-9-]+)\.upstash\.io$`), ref: "$1"},
	{suffix: ".turso.io", provider: "turso", form: lazy(`^([a-z0-9-]+)\.(?:[a-z0-9.-]+\.)?turso\.io$`), ref: "$1"},
	{suffix: ".db.ondigitalocean.com", provider: "digitalocean", form: lazy(`^(?:private-)?([a-z0-9-]+-do-user-\d+-\d+)\.((?:[a-z]\.)?db\.ondigitalocean\.com)$`), server: "$1.$2", ref: "$1", noPort: true},
	{suffix: ".cockroachlabs.cloud", provider: "cockroach_cloud", form: lazy(`^([a-z0-9-]+)\.[a-z0-9]+\.[a-z0-9-]+\.cockroachlabs\.cloud$`), ref: "$1"},
	{suffix: ".cockroachlabs.cloud", provider: "cockroach_cloud", tenant: cockroachTenant},
	// https://fly.io/docs/mpg/client-configuration/
	{suffix: ".flympg.net", provider: "fly_mpg", form: lazy(`^(?:pgbouncer|direct)\.([a-z0-9]{8,32})\.flympg\.net$`), server: "$1.flympg.net", ref: "$1", noPort: true},
	// Prisma Postgres: the user, which looks like a token, is the tenant.
	{suffix: "db.prisma.io", provider: "prisma", tenant: noTenant},
}

// identify fills in the provider, and the one name of the server.
func (c *Connection) identify(d dress) {
	if project := cloudSQL(cmp.Or(d.cloudInstance, d.socket)); project != "" {
		c.Provider, c.ProviderRef, c.server = "gcp_sql", project, project
		return
	}
	if c.Unset || len(c.Hosts) == 0 {
		return
	}
	c.server = slices.Min(c.Hosts)
	if len(c.Hosts) == 1 {
		c.server = bracketed(c.Host)
		if c.Port != "" {
			c.server += ":" + c.Port
		}
	}
	for _, f := range fronts {
		if strings.HasSuffix(c.Host, f.suffix) && c.matches(f, d) {
			return
		}
	}
}

func (c *Connection) matches(f front, d dress) bool {
	if f.tenant != nil {
		c.Provider = f.provider
		c.server, c.ProviderRef = f.tenant(c, d)
		c.lost = c.server == ""
		return true
	}
	at := f.form().FindStringSubmatchIndex(c.Host)
	if at == nil {
		return false
	}
	expand := func(template string) string { return string(f.form().ExpandString(nil, template, c.Host, at)) }
	c.Provider, c.ProviderRef, c.Region = f.provider, expand(braced(f.ref)), expand(braced(f.region))
	server := cmp.Or(expand(braced(f.server)), c.Host)
	if c.Port != "" && !f.noPort {
		server += ":" + c.Port
	}
	c.server = server
	return true
}

var groupForm = lazily.Compile(`\$(\d)`)

// braced keeps $1x from being read as the group named 1x.
func braced(template string) string { return groupForm.ReplaceAllString(template, "$${$1}") }

var (
	poolerUser  = lazily.Compile(`\.([a-z]{20})$`)
	poolerRef   = lazily.Compile(`(?:^|[\s=-])reference=([a-z]{20})\b`)
	endpointOpt = lazily.Compile(`(?:endpoint|project)=(ep-[a-z0-9-]{6,60}?)(?:-pooler)?$`)
	clusterOpt  = lazily.Compile(`--cluster=([a-z0-9-]{4,60})$`)
	cloudSQLRef = lazily.Compile(`^(?:/cloudsql/|/csql/)?([a-z][a-z0-9-]{4,28}[a-z0-9]:[a-z]+-[a-z]+\d+:[a-z][a-z0-9-]{0,97})(?:/\.s\.PGSQL\.\d+)?$`)
	pscaleUser  = lazily.Compile(`^[a-z0-9_]{3,40}(\.[a-z0-9]{4,24})?$`)
)

// cloudSQL is an instance's connection name, project:region:instance, from a
// socket's path. https://cloud.google.com/sql/docs/postgres/connect-instance-cloud-run
func cloudSQL(t string) string { return firstGroup(cloudSQLRef.Get(), t) }

func supabaseTenant(c *Connection, d dress) (server, ref string) {
	ref = cmp.Or(firstGroup(poolerUser.Get(), unescaped(d.user)), firstGroup(poolerRef.Get(), d.options))
	if ref == "" {
		return "", ""
	}
	return "db." + ref + ".supabase.co", ref
}

func neonTenant(_ *Connection, d dress) (server, ref string) {
	ref = firstGroup(endpointOpt.Get(), d.options)
	if ref == "" {
		return "", ""
	}
	return ref + ".neon.tech", ref
}

func planetscaleTenant(c *Connection, d dress) (server, ref string) {
	user := unescaped(d.user)
	if !pscaleUser.MatchString(user) || strings.HasPrefix(user, "pscale_pw_") || strings.HasPrefix(user, "pscale_tkn_") || c.Database == "" {
		return "", ""
	}
	if strings.HasSuffix(c.Host, ".connect.psdb.cloud") {
		return user + "@connect.psdb.cloud", c.Database + "/" + user // the same from every region's door
	}
	return user + "@" + c.Host, c.Database + "/" + user
}

func portTenant(c *Connection, _ dress) (server, ref string) {
	if c.Port == "" {
		return "", ""
	}
	return c.Host + ":" + c.Port, c.Host + ":" + c.Port
}

func cockroachTenant(c *Connection, d dress) (server, ref string) {
	ref = firstGroup(clusterOpt.Get(), d.options)
	if cluster, db, found := strings.Cut(c.Database, "."); ref == "" && found {
		ref, c.Database = cluster, db
	}
	if ref == "" {
		return "", ""
	}
	return ref + "." + c.Host, ref
}

func noTenant(*Connection, dress) (server, ref string) { return "", "" }
