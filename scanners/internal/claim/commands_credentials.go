// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
	"github.com/stagedoor/stagedoor/scanners/internal/shell"
)

// credentials finds the literal credentials in a command, and the variables
// whose kind its options or headers tell.
func (c *commands) credentials(g *group) {
	if len(g.Words) > 0 {
		for _, w := range g.Assigned {
			if name, value, ok := w.Assigned(); ok {
				c.pair(g, name, value)
			}
		}
	}
	program, args := g.Program()
	if slices.Contains(declaring, program) {
		return
	}
	c.settings(g, program, args)
	c.addresses(g, args)
	c.options(g, program, args)
	c.databaseClient(g, program, args)
	if slices.Contains(httpClients, program) {
		c.request(g, args)
	}
}

// pair adds what a command gives a name, where it is a literal.
func (c *commands) pair(g *group, name string, value shell.Word) {
	v, ok := c.literal(value)
	if !ok || !worthClaiming(name, v) {
		return
	}
	p := Pair{name, v, c.at(g.located, value)}
	g.pairs = append(g.pairs, p)
	c.typed(c.section(g), p)
}

// setters are options whose value is NAME=VALUE.
var setters = []string{"-e", "--env", "--build-arg", "--set", "--set-string", "--from-literal", "-var", "--var", "-v", "--variable"}

var upperName = lazily.Compile(`^[A-Z][A-Z0-9_]{2,}$`)

// settings finds NAME=VALUE among the arguments: `docker run -e A=b`,
// `heroku config:set A=b`, `terraform apply -var 'password=b'`.
func (c *commands) settings(g *group, program string, args []shell.Word) {
	for i, w := range args {
		if _, inner, ok := w.Option(setters...); ok {
			w = inner
		} else if i == 0 || args[i-1].Is(setters...) == "" {
			if name, _, ok := w.Assigned(); !ok || !upperName.MatchString(name) {
				continue
			}
		}
		if name, value, ok := w.Assigned(); ok {
			c.pair(g, name, value)
		}
	}
	if program != "aws" || len(args) < 4 || args[0].Is("configure") == "" || args[1].Is("set") == "" {
		return
	}
	if name := args[2].Is("aws_secret_access_key", "aws_access_key_id", "aws_session_token"); name != "" {
		c.pair(g, name, args[3])
	}
}

var connectionURL = lazily.Compile(`^(?:postgres(?:ql)?|cockroachdb|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|sqlserver|mssql|clickhouse|libsql)(?:\+[a-z0-9]+)?://[^/\s@]+@`)

// addresses finds connection strings among the arguments.
func (c *commands) addresses(g *group, args []shell.Word) {
	before := ""
	for _, w := range args {
		name := before
		before = w.Is("--url", "--db-url", "--database-url", "--dbname", "--uri", "-database", "--database", "--connection-string", "--dsn", "-d")
		if option, value, ok := w.Option("--url", "--db-url", "--database-url", "--dbname", "--uri", "--database", "--connection-string", "--dsn"); ok {
			w, name = value, option
		}
		if v, ok := c.literal(w); ok && v.Matches(connectionURL.Get()) {
			if name == "" {
				name = "connection string"
			}
			g.pairs = append(g.pairs, Pair{name, v, c.at(g.located, w)})
		}
	}
}

// tokenOptions are options of CLIs that take what a variable of the given name
// would hold.
var tokenOptions = map[string]map[string]string{
	"vercel":    {"--token": "VERCEL_TOKEN", "-t": "VERCEL_TOKEN"}, // https://vercel.com/docs/cli/global-options
	"netlify":   {"--auth": "NETLIFY_AUTH_TOKEN"},                  // https://cli.netlify.com
	"fly":       {"--access-token": "FLY_API_TOKEN", "-t": "FLY_API_TOKEN"},
	"flyctl":    {"--access-token": "FLY_API_TOKEN", "-t": "FLY_API_TOKEN"}, // https://fly.io/docs/flyctl
	"supabase":  {"--token": "SUPABASE_ACCESS_TOKEN", "--password": "SUPABASE_DB_PASSWORD"},
	"neonctl":   {"--api-key": "NEON_API_KEY"}, // https://neon.com/docs/reference/neon-cli
	"neon":      {"--api-key": "NEON_API_KEY"},
	"pscale":    {"--service-token": "PLANETSCALE_SERVICE_TOKEN", "--service-token-id": "PLANETSCALE_SERVICE_TOKEN_ID"},
	"doctl":     {"--access-token": "DIGITALOCEAN_ACCESS_TOKEN", "-t": "DIGITALOCEAN_ACCESS_TOKEN"}, // https://docs.digitalocean.com/reference/doctl
	"avn":       {"--auth-token": "AIVEN_AUTH_TOKEN"},
	"stripe":    {"--api-key": "STRIPE_API_KEY"},
	"infisical": {"--token": "INFISICAL_TOKEN"},
	"doppler":   {"--token": "DOPPLER_TOKEN"},
}

var anyTokenOption = []string{"--token", "--api-key", "--apikey", "--api-token", "--access-token", "--auth-token", "--password", "--secret-key", "--client-secret"}

// options reads the options that hand a CLI its token.
func (c *commands) options(g *group, program string, args []shell.Word) {
	known := tokenOptions[program]
	names := slices.Clone(anyTokenOption)
	for option := range known {
		names = append(names, option)
	}
	for i, w := range args {
		given, value, ok := w.Option(names...)
		option := w.Is(names...)
		switch {
		case ok:
			option = given
		case option != "" && i+1 < len(args):
			value, ok = args[i+1], true
		}
		if !ok {
			continue
		}
		name := known[option]
		if name == "" {
			c.pair(g, option[2:], value)
			continue
		}
		c.pair(g, name, value)
		c.ofKind(g, value, catalog.TokensForVariable(name))
	}
}

// ofKind says of what kind a variable is that stands where a token belongs; of
// several kinds it may be each.
func (c *commands) ofKind(g *group, w shell.Word, kinds []*catalog.Token) {
	name, ok := theVariable(w)
	if !ok || c.givenHere(name) || len(kinds) == 0 {
		return
	}
	why := graph.Evidence{Basis: graph.ReadInFile, At: c.at(g.located, w), Says: "it stands where such a token belongs"}
	for _, slot := range c.variable(c.holder, name, why) {
		c.slot(slot, kinds)
		if len(kinds) == 1 {
			Kind(c.out, slot, kinds[0].Type, why)
			continue
		}
		for _, kind := range kinds {
			c.out.Note(slot, graph.Trait{Name: graph.TokenKind, Detail: kind.Type}, graph.Unknown, why)
		}
	}
}

// theVariable is the one variable of a word.
func theVariable(w shell.Word) (string, bool) {
	name := ""
	for _, p := range w.Parts {
		switch {
		case p.Kind == shell.Opaque, p.Kind == shell.Variable && name != "":
			return "", false
		case p.Kind == shell.Variable:
			name = p.Name
		}
	}
	return name, name != ""
}

var httpClients = []string{"curl", "wget", "http", "https", "xh", "xhs", "curlie"}

// request reads the headers of an HTTP call: the host of the same command says
// whose token they carry.
func (c *commands) request(g *group, args []shell.Word) {
	host := c.host(args)
	for i, w := range args {
		if _, value, ok := w.Option("--header"); ok {
			c.header(g, host, value)
		}
		if i == 0 {
			continue
		}
		switch args[i-1].Is("-H", "--header", "-u", "--user", "--oauth2-bearer") {
		case "-H", "--header":
			c.header(g, host, w)
		case "--oauth2-bearer":
			c.carried(g, host, "Authorization: Bearer", w)
		case "-u", "--user":
			if v, ok := w.Literal(); ok {
				if _, password, found := v.Cut(":"); found && password.Len() > 0 {
					g.pairs = append(g.pairs, Pair{"password", password, c.at(g.located, w)})
				}
			}
		}
	}
	for _, w := range args {
		if header, value, ok := w.Split(":", "Authorization"); ok { // HTTPie
			c.carriedIn(g, host, header, value)
		}
	}
}

// host is the first host that a command's arguments name.
func (c *commands) host(args []shell.Word) string {
	for _, w := range args {
		v, _ := c.resolve(w, 0)
		if !v.Matches(webAddress.Get()) {
			continue
		}
		if h, _, ok := v.Find(webHost.Get()); ok {
			if name, ok := secret.Host(h); ok {
				return name
			}
		}
	}
	return ""
}

var (
	webAddress = lazily.Compile(`^https?://`)
	webHost    = lazily.Compile(`^https?://(?:[^/@\s]*@)?([^/:?#\s]+)`)
)

// header reads `Name: value`.
func (c *commands) header(g *group, host string, w shell.Word) {
	if header, value, ok := w.Split(":", tokenHeaders...); ok {
		c.carriedIn(g, host, header, value)
	}
}

// tokenHeaders are headers that carry a credential.
var tokenHeaders = []string{
	"Authorization", "authorization", "AUTHORIZATION", "Project-Access-Token", "project-access-token", "X-Auth-Key", "X-Auth-Token", "X-API-Key", "X-Api-Key", "x-api-key",
	"PRIVATE-TOKEN", "JOB-TOKEN", "X-Vault-Token", "Fastly-Key", "apikey", "api-key", "X-Access-Token", "DD-API-KEY", "DD-APPLICATION-KEY", "Circle-Token", "X-Figma-Token", "X-Shopify-Access-Token",
}

// carriedIn takes the scheme off a header's value.
func (c *commands) carriedIn(g *group, host, header string, w shell.Word) {
	w = w.Trimmed()
	for _, scheme := range []string{"Bearer ", "bearer ", "BEARER ", "Token ", "token ", "Basic "} {
		if rest, ok := w.Glued(scheme); ok {
			c.carried(g, host, header+": "+scheme[:len(scheme)-1], rest.Trimmed())
			return
		}
	}
	c.carried(g, host, header, w)
}

// carried claims a token in a header, whose kind the host tells, or the variable
// that stands there.
func (c *commands) carried(g *group, host, header string, w shell.Word) {
	kind := catalog.TokenForHeader(host, header)
	v, known := c.resolve(w, 0)
	switch {
	case known && v.Len() > 0 && kind != nil:
		name := kind.Title
		if of, ok := theVariable(w); ok {
			name = of
		}
		c.slot(Token(c.out, c.section(g), kind.Type, name, v, c.at(g.located, w)), []*catalog.Token{kind})
	case known && v.Len() > 0:
		g.pairs = append(g.pairs, Pair{headerName(header), v, c.at(g.located, w)})
	case kind != nil:
		c.ofKind(g, w, []*catalog.Token{kind})
	}
}

var headerWord = lazily.Compile(`^[A-Za-z-]+`)

func headerName(header string) string { return headerWord.FindString(header) }
