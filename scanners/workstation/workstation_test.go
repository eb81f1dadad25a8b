// SPDX-License-Identifier: Apache-2.0

package workstation

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A machine is a home folder of a test.
type machine struct {
	Options
}

func newMachine(t *testing.T, files map[string]string) *machine {
	t.Helper()
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{Options: Options{Home: home, GOOS: "linux", Vault: secret.NewVault()}}
	for name, text := range files {
		m.put(t, filepath.Join(home, filepath.FromSlash(name)), text)
	}
	return m
}

func (m *machine) put(t *testing.T, full, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// look runs on the machine and returns the graph and what became of each path.
func (m *machine) look() (*graph.Graph, map[string]Visit) {
	facts, visits := Run(m.Options)
	by := map[string]Visit{}
	for _, v := range visits {
		by[v.Shown] = v
	}
	return graph.Build(facts, Joins(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC))...), by
}

// kinds are the credentials as "place kind".
func kinds(g *graph.Graph) (all []string) {
	for c := range g.Nodes(graph.Credential) {
		if !c.Is(graph.NobodysSecret) {
			all = append(all, c.First().File+" "+c.Type)
		}
	}
	slices.Sort(all)
	return all
}

func gaps(g *graph.Graph) (all []string) {
	for _, gap := range g.Gaps() {
		all = append(all, gap.At.File+" "+gap.Why)
	}
	return all
}

// TestPlacesAreDocumented: a page for each, a reader or a reason, an id once.
func TestPlacesAreDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Places() {
		if seen[p.ID] || p.ID == "" || p.Tool == "" || p.Keeps == "" {
			t.Errorf("%q: an id once, a tool and what it keeps", p.ID)
		}
		seen[p.ID] = true
		if len(p.Pages()) == 0 {
			t.Errorf("%s: no page documents it", p.ID)
		}
		for _, page := range p.Pages() {
			if !strings.HasPrefix(page, "https://") {
				t.Errorf("%s: %s is no page", p.ID, page)
			}
		}
		if (p.Presence == "") == (p.read == nil) {
			t.Errorf("%s: is either read or only looked for", p.ID)
		}
		for _, goos := range []string{"linux", "darwin", "windows"} {
			for _, at := range p.On(goos) {
				base, _, ok := strings.Cut(at, "/")
				if !ok || !slices.Contains([]string{"~", "$CONFIG", "$DATA", "%APPDATA%", "%LOCALAPPDATA%"}, base) {
					t.Errorf("%s: %s lies in no folder of a user", p.ID, at)
				}
				if goos != "windows" && strings.HasPrefix(base, "%") {
					t.Errorf("%s: %s is no path of %s", p.ID, at, goos)
				}
			}
		}
	}
	if len(seen) < 80 {
		t.Errorf("%d places", len(seen))
	}
}

// TestPlacesOfEachSystem: the same file where each system has it.
func TestPlacesOfEachSystem(t *testing.T) {
	const gh = "github.com:\n    oauth_token: gho_canary4bT8qLw2Zx9Rk7gho4bT8qLw2Zx9Rk\n"
	const claude = `{"mcpServers": {"a": {"command": "x", "env": {"API_TOKEN": "canary-4bT8qLw2Zx9Rk7"}}}}`
	for _, c := range []struct {
		goos, file, text string
		environ          []string
	}{
		{"linux", ".config/gh/hosts.yml", gh, nil},
		{"linux", "elsewhere/gh/hosts.yml", gh, []string{"XDG_CONFIG_HOME=$HOME/elsewhere"}},
		{"linux", "elsewhere/hosts.yml", gh, []string{"GH_CONFIG_DIR=$HOME/elsewhere"}},
		{"darwin", ".config/gh/hosts.yml", gh, nil},
		{"windows", "AppData/Roaming/GitHub CLI/hosts.yml", gh, nil},
		{"windows", "moved/GitHub CLI/hosts.yml", gh, []string{"AppData=$HOME/moved"}},
		{"linux", ".config/Claude/claude_desktop_config.json", claude, nil},
		{"darwin", "Library/Application Support/Claude/claude_desktop_config.json", claude, nil},
		{"windows", "AppData/Roaming/Claude/claude_desktop_config.json", claude, nil},
		{"darwin", "Library/Application Support/com.vercel.cli/auth.json", `{"token": "canary4bT8qLw2Zx9Rk7aaaa"}`, nil},
		{"windows", "AppData/Roaming/postgresql/pgpass.conf", "db.acme-shop.net:5432:shop:app:canary-4bT8qLw2Zx9Rk7\n", nil},
	} {
		m := newMachine(t, map[string]string{c.file: c.text})
		m.GOOS = c.goos
		for _, e := range c.environ {
			m.Environ = append(m.Environ, strings.ReplaceAll(e, "$HOME", m.Home))
		}
		g, _ := m.look()
		if got := kinds(g); len(got) == 0 || !strings.HasPrefix(got[0], "~/"+c.file+" ") {
			t.Errorf("%s: %s is not found: %q %q", c.goos, c.file, got, gaps(g))
		}
	}
}

// TestAPlaceOfAnotherSystemIsNotOpened is its twin.
func TestAPlaceOfAnotherSystemIsNotOpened(t *testing.T) {
	m := newMachine(t, map[string]string{"AppData/Roaming/GitHub CLI/hosts.yml": "github.com:\n  oauth_token: gho_canary4bT8qLw2Zx9Rk7gho4bT8qLw2Zx9Rk\n"})
	if g, _ := m.look(); len(kinds(g)) > 0 {
		t.Errorf("%q", kinds(g))
	}
}

// TestAVariableMovesAPlaceOutOfTheHomeFolder: the path is not shown.
func TestAVariableMovesAPlaceOutOfTheHomeFolder(t *testing.T) {
	m := newMachine(t, nil)
	other := t.TempDir()
	m.put(t, filepath.Join(other, "a"), "machine ftp.acme-shop.net login me password canary-4bT8qLw2Zx9Rk7\n")
	m.Environ = []string{"NETRC=" + filepath.Join(other, "a")}
	g, _ := m.look()
	if got := kinds(g); !slices.Equal(got, []string{"$NETRC host_password"}) {
		t.Errorf("%q %q", got, gaps(g))
	}
}

// TestLinks: settings that people keep in a repository of their own are read through
// their links, and nothing outside of the home folder is.
func TestLinks(t *testing.T) {
	outside := t.TempDir()
	m := newMachine(t, map[string]string{"dotfiles/npmrc": "//registry.npmjs.org/:_authToken=npm_canary4bT8qLw2Zx9Rk7\n"})
	m.put(t, filepath.Join(outside, "token"), "hvs.canary4bT8qLw2Zx9Rk7")
	m.put(t, filepath.Join(outside, "fly", "config.yml"), "access_token: canary-4bT8qLw2Zx9Rk7\n")
	for from, to := range map[string]string{
		".npmrc": filepath.Join(m.Home, "dotfiles/npmrc"), ".vault-token": filepath.Join(outside, "token"), ".fly": filepath.Join(outside, "fly"),
		".netrc": filepath.Join(m.Home, "nowhere"), ".pgpass": filepath.Join(m.Home, ".pgpass"),
	} {
		if err := os.Symlink(to, filepath.Join(m.Home, from)); err != nil {
			t.Skip("needs symbolic links: ", err)
		}
	}
	g, visits := m.look()
	if got := kinds(g); !slices.Equal(got, []string{"~/.npmrc registry_token"}) {
		t.Errorf("%q", got)
	}
	for _, at := range []string{"~/.vault-token", "~/.fly/config.yml", "~/.netrc", "~/.pgpass"} {
		if v := visits[at]; v.State != Unreadable || v.Why == "" {
			t.Errorf("%s: %+v", at, v)
		}
	}
}

// TestWhatCannotBeReadIsAGap: no file of the list ends an audit, and each says why.
func TestWhatCannotBeReadIsAGap(t *testing.T) {
	m := newMachine(t, map[string]string{
		".railway/config.json": `{"user": {`, ".fly/config.yml": "access_token: [\n", ".config/turso/settings.json": "\x00\x01\x02binary",
		".vault-token/inside": "x", ".npmrc": "//registry.npmjs.org/:_authToken=npm_canary4bT8qLw2Zx9Rk7\n", ".my.cnf": strings.Repeat("# long\n", (17<<20)/7),
		".config/hcloud/cli.toml": "token = = =\n", ".aws/credentials": "[default\naws_access_key_id\n", ".netrc": "machine", ".pgpass": "a:b\n:::::\n", ".git-credentials": "https://\nx\n",
		".docker/config.json": `{"auths": [1, {"auth": 3}, null], "credsStore": {}}`, ".kube/config": "users: {a: [b]}\nclusters: 3\ncontexts: x\n", ".ssh/odd": "-----BEGIN OPENSSH PRIVATE KEY-----\n!!!\n",
		".claude.json": `{"projects": [{"mcpServers": 3}], "mcpServers": {"x": null}}`, ".dbt/profiles.yml": "a: {outputs: [1]}\nb: 3\n",
	})
	m.Environ = []string{"=x", "NO", "KUBECONFIG=relative/path:" + string(filepath.ListSeparator) + "/nonexistent/file", "NPM_CONFIG_USERCONFIG=~/x"}
	g, visits := m.look()
	if got := kinds(g); !slices.Contains(got, "~/.npmrc registry_token") {
		t.Errorf("%q", got)
	}
	all := strings.Join(gaps(g), "\n")
	for _, want := range []string{
		"~/.railway/config.json is not valid JSON", "~/.fly/config.yml is not valid YAML", "~/.config/turso/settings.json is not text", "~/.vault-token is not a regular file",
		"~/.my.cnf is larger than 16 MiB", "~/.config/hcloud/cli.toml is not valid TOML",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("missing: %s in\n%s", want, all)
		}
	}
	if strings.Contains(all, "a fault of") {
		t.Error(all)
	}
	if visits["~/.vault-token"].State != Unreadable || visits["~/.pypirc"].State != Absent {
		t.Errorf("%+v %+v", visits["~/.vault-token"], visits["~/.pypirc"])
	}
}

// TestUnreadableFiles: permission denied is a gap.
func TestUnreadableFiles(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("needs a user to whom permission can be denied")
	}
	m := newMachine(t, map[string]string{".vault-token": "hvs.canary4bT8qLw2Zx9Rk7"})
	if err := os.Chmod(filepath.Join(m.Home, ".vault-token"), 0); err != nil {
		t.Fatal(err)
	}
	g, visits := m.look()
	if v := visits["~/.vault-token"]; v.State != Unreadable || !strings.Contains(v.Why, "permission denied") || len(g.Gaps()) != 1 {
		t.Errorf("%+v %v", v, g.Gaps())
	}
}

// TestInnocentTwins: what looks like a login and opens nothing for whoever reads it.
func TestInnocentTwins(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		held  []string // that are valid
		says  string   // of the dump
	}{
		"an expired session": {map[string]string{".aws/sso/cache/a.json": `{"accessToken": "canary-4bT8qLw2Zx9Rk7", "expiresAt": "2026-11-20T10:00:00Z"}`}, nil, "it expired on 2026-11-20"},
		"a renewed session": {map[string]string{".railway/config.json": `{"user": {"accessToken": "canary-4bT8qLw2Zx9Rk7a", "refreshToken": "canary-4bT8qLw2Zx9Rk7b", "tokenExpiresAt": 1764000000}}`},
			[]string{"~/.railway/config.json railway_cli_session"}, ""},
		"a token in the keyring":      {map[string]string{".config/gh/hosts.yml": "github.com:\n    user: me\n"}, nil, "slot:keyring:gh, github.com"},
		"a login kept by a helper":    {map[string]string{".docker/config.json": `{"auths": {"ghcr.io": {}}, "credsStore": "desktop"}`}, nil, "slot:keyring:docker, ghcr.io"},
		"a reference in .npmrc":       {map[string]string{".npmrc": "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n"}, nil, ""},
		"a password of Maven's":       {map[string]string{".m2/settings.xml": "<password>{COQLCE6DU6GtcS5P=}</password><password>${env.PASSWORD}</password>"}, nil, ""},
		"a key of ssh that is public": {map[string]string{".ssh/id_ed25519.pub": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 canary", ".ssh/known_hosts": "x"}, nil, ""},
		"a cluster on this machine":   {map[string]string{".kube/config": "apiVersion: v1\nkind: Config\nclusters: [{name: kind, cluster: {server: 'https://127.0.0.1:6443'}}]\nusers: [{name: a, user: {token: canary-4bT8qLw2Zx9Rk7}}]\ncontexts: [{name: c, context: {cluster: kind, user: a}}]\n"}, nil, ""},
		"a database on this machine":  {map[string]string{".pgpass": "localhost:5432:shop:app:canary-4bT8qLw2Zx9Rk7\n"}, []string{"~/.pgpass database_connection"}, ""},
		"an alias in a shell":         {map[string]string{".bashrc": "export EDITOR=vi\nalias k=kubectl\nexport TOKEN=$(pass show token)\n"}, nil, ""},
	} {
		m := newMachine(t, c.files)
		g, _ := m.look()
		if got := kinds(g); !slices.Equal(got, c.held) {
			t.Errorf("%s: %q", name, got)
		}
		if dump := strings.Join(g.Dump(), "\n"); !strings.Contains(dump, c.says) {
			t.Errorf("%s: not said: %s in\n%s", name, c.says, dump)
		}
		if len(g.Gaps()) > 0 {
			t.Errorf("%s: %v", name, g.Gaps())
		}
		for s := range g.Nodes(graph.Store) {
			t.Errorf("%s: opens %s", name, s.Name)
		}
	}
}

// TestKeysOfSSH: whether a passphrase protects one is read from how it is stored.
func TestKeysOfSSH(t *testing.T) {
	for text, want := range map[string]bool{
		"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,canary\n\ncanary\n-----END RSA PRIVATE KEY-----":           true,
		"-----BEGIN RSA PRIVATE KEY-----\ncanarycanarycanarycanary\n-----END RSA PRIVATE KEY-----":                                                 false,
		"-----BEGIN ENCRYPTED PRIVATE KEY-----\ncanarycanarycanary\n-----END ENCRYPTED PRIVATE KEY-----":                                           true,
		"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACDcanary\n-----END": false,
		"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABDcanarycanarycanary0000\n-----END":     true,
	} {
		if got := encrypted([]byte(text)); got != want {
			t.Errorf("%v: %.60s", got, text)
		}
	}
}

// TestTheEnvironmentOfTheProcess: variables by name and kind, what is no login left out.
func TestTheEnvironmentOfTheProcess(t *testing.T) {
	m := newMachine(t, nil)
	m.Environ = []string{"NEON_API_KEY=napi_canary" + strings.Repeat("4bT8qLw2Zx", 5) + "4bT8qLw2", "PATH=/usr/bin", "SSH_AUTH_SOCK=/tmp/canary-4bT8qLw2Zx9Rk7", "STAGEDOOR_KEY=canary-4bT8qLw2Zx9Rk7", "DATABASE_URL=postgres://app:canary-4bT8qLw2Zx9@db.acme-shop.net/shop"}
	g, _ := m.look()
	if got := kinds(g); !slices.Equal(got, []string{"$DATABASE_URL postgres_password", "$NEON_API_KEY neon_api_key"}) {
		t.Errorf("%q", got)
	}
}

// TestAnEmptyHome: nothing is found, and every place is told as absent.
func TestAnEmptyHome(t *testing.T) {
	m := newMachine(t, nil)
	g, visits := m.look()
	if len(kinds(g)) > 0 || len(g.Gaps()) > 0 || len(visits) < 80 {
		t.Errorf("%q %v %d", kinds(g), g.Gaps(), len(visits))
	}
	for at, v := range visits {
		if v.State != Absent {
			t.Errorf("%s is %s", at, v.State)
		}
	}
}

// FuzzReaders: no reader panics, whatever stands in its file.
func FuzzReaders(f *testing.F) {
	for i, seed := range []string{"{}", "[a]\nb = c\n", "a: {b: c}\n", "machine x password y\n", "a:b:c:d:e\n", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA", `{"auths":{"a":{"auth":"Og=="}}}`} {
		f.Add(i, seed)
	}
	f.Fuzz(func(t *testing.T, which int, text string) {
		p := &places[(which%len(places)+len(places))%len(places)]
		if p.read == nil {
			return
		}
		w := &walk{Options: Options{Home: "/home/me", GOOS: "linux", Vault: secret.NewVault()}, out: graph.NewFacts(secret.NewVault(), Repo), root: "/home/me"}
		w.facts(p, "~/file", []byte(text))
		if all := strings.Join(gaps(graph.Build(w.out)), "\n"); strings.Contains(all, "a fault of") {
			t.Fatal(p.ID, all)
		}
	})
}
