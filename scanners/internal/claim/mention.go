// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"

	"github.com/stagedoor/stagedoor/graph"
	"github.com/stagedoor/stagedoor/graph/catalog"
	"github.com/stagedoor/stagedoor/graph/lazily"
	"github.com/stagedoor/stagedoor/graph/secret"
)

// A mention is one place whose assignments are claimed together.
type mention struct {
	out    *graph.Facts
	holder graph.ID

	fields    []field    // parts of connections, to be put together
	keyIDs    []claimed  // AWS access key ids
	secrets   []claimed  // AWS secret keys
	buckets   []graph.ID // stores named beside
	elsewhere bool       // an endpoint beside them: a bucket is not Amazon's
	cloud     []claimed  // credentials that may open those
}

type claimed struct {
	id graph.ID
	Pair
}

// pair claims one assignment and returns its credential, if it is one.
func (m *mention) pair(p Pair) graph.ID {
	if m.scope(p) || m.bucket(p) {
		return graph.ID{}
	}
	if c, ok := secret.ParseConnection(p.Value); ok {
		m.out.Watch(p.Value)
		return m.connection(c, p)
	}
	if f, ok := fieldOf(p); ok {
		m.fields = append(m.fields, f)
		if f.role != passwordField {
			return graph.ID{}
		}
	}
	why, isNobodys := nobody(p.Name, p.Value)
	if token, _, ok := catalog.Recognize(p.Name, p.Value); ok && token.Public == "" {
		if isNobodys && !strings.HasPrefix(why, "under ") {
			return graph.ID{}
		}
		return m.credential(token.Type, p)
	}
	if isNobodys || !secretName(p.Name) {
		return graph.ID{}
	}
	return m.credential(kindOf(p.Name), p)
}

// kindOf is the kind of a value that no form told, by its name: a vendor's only
// where the vendor's tokens have no form that the value would contradict.
func kindOf(name string) string {
	for _, k := range kindsOfName(name) {
		t, _ := catalog.ByType(k.name)
		if k.is == graph.Yes && (t == nil || t.Form == "") {
			return k.name
		}
	}
	return UntypedKind
}

// credential adds a secret with all that its own value says.
func (m *mention) credential(kind string, p Pair) graph.ID {
	e := p.evidence("")
	id := m.out.Literal(kind, p.Name, p.Value, e)
	m.out.Link(graph.Edge{From: m.holder, Verb: graph.Holds, To: id}, e)
	if RoleOf(p.At.File) == "example" {
		m.out.Note(id, graph.Trait{Name: graph.NobodysSecret, Detail: "it stands in an example file"}, graph.Yes, e)
	}
	if mode, ok := secret.KeyMode(p.Value); ok {
		m.out.Note(id, graph.Trait{Name: graph.Mode, Detail: mode}, graph.Yes, p.evidence("the key's own prefix says "+mode+" mode"))
	}
	m.says(id, p)
	return id
}

// says links a credential to what its value names: an account, a project.
func (m *mention) says(id graph.ID, p Pair) {
	switch {
	case strings.HasPrefix(awsID(p.Value), "A"):
		key := awsID(p.Value)
		m.out.Note(id, graph.Trait{Name: graph.PublicPart, Detail: key}, graph.Yes, p.evidence("the access key id"))
		m.keyIDs = append(m.keyIDs, claimed{id, p})
		m.cloud = append(m.cloud, claimed{id, p})
		if account, ok := secret.AWSAccount(p.Value); ok && !secret.MockAccount(account) {
			m.opens(id, "aws_account", "aws_account/"+account, account, 0, p, "the access key id carries the account number "+account)
		}
	case awsSecretName(p.Name):
		m.secrets = append(m.secrets, claimed{id, p})
	default:
		m.saysProject(id, p)
	}
}

func (m *mention) saysProject(id graph.ID, p Pair) {
	if sa, ok := secret.GoogleServiceAccount(p.Value); ok && sa.Project != "" {
		m.out.Note(id, graph.Trait{Name: graph.PublicPart, Detail: sa.Email}, graph.Yes, p.evidence("the service account's address"))
		m.opens(id, "google_project", "google_project/"+sa.Project, sa.Project, 0, p, "the key names its project")
	}
	if ref, role, ok := supabaseKey(p.Value); ok && role == "service_role" {
		m.out.Note(id, graph.Trait{Name: graph.PublicPart, Detail: ref}, graph.Yes, p.evidence("the key's own claims"))
		m.opens(id, "supabase_project", "supabase_project/"+ref, ref, graph.Read|graph.Write, p, "the key's own claims name the project "+ref+" and the role service_role")
	}
}

func supabaseKey(v secret.Value) (ref, role string, ok bool) {
	c, ok := secret.JWTClaims(v)
	if !ok || c.Ref == "" {
		return "", "", false
	}
	return c.Ref, c.Role, true
}

func awsID(v secret.Value) string {
	id, ok := secret.AWSKeyID(v)
	if !ok {
		return ""
	}
	return id
}

var awsSecretForm = lazily.Compile(`(?i)aws.*secret.*key|secret_?access_?key`)

func awsSecretName(name string) bool { return awsSecretForm.MatchString(name) }

func (m *mention) opens(id graph.ID, typ, key, name string, power graph.Power, p Pair, says string) {
	e := p.evidence(says)
	scope := Scope(m.out, m.holder, typ, key, name, p.evidence(""))
	m.out.Link(graph.Edge{From: id, Verb: graph.Opens, To: scope, Power: power}, e)
}

// join makes one credential of a key id and its secret, and lets cloud keys open
// what is named beside them.
func (m *mention) join() {
	for _, id := range m.keyIDs {
		for _, s := range m.secrets {
			if len(m.keyIDs) == 1 || affix(id.Name) == affix(s.Name) {
				m.out.Same(id.id, s.id, s.evidence("the secret of the access key id beside it"))
			}
		}
	}
	for _, c := range m.cloud {
		for _, b := range m.buckets {
			m.out.Link(graph.Edge{From: c.id, Verb: graph.Opens, To: b},
				graph.Evidence{Basis: graph.Named, At: c.At, Says: "the bucket is named beside the key; its policy is not seen"})
		}
	}
}

// affix is what a name has besides the words of an AWS key pair: STAGING_ in
// STAGING_AWS_ACCESS_KEY_ID.
func affix(name string) string {
	n := strings.ToUpper(name)
	for _, w := range []string{"AWS", "ACCESS", "SECRET", "KEY", "ID", "_", "-", "."} {
		n = strings.ReplaceAll(n, w, "")
	}
	return n
}
